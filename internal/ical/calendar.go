package ical

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"time"

	ics "github.com/arran4/golang-ical"
)

// WriteAll gives the file of a calendar that others follow: events without organizer
// and attendees, each in the local time of its place. The same events give the same file.
func WriteAll(name string, all []Event) ([]byte, error) {
	file := ics.NewCalendar()
	file.SetProductId("-//Charthouse//Charthouse//EN")
	file.SetCalscale("GREGORIAN")
	file.SetMethod(ics.MethodPublish)
	file.SetXWRCalName(text(name))
	file.SetXPublishedTTL("PT15M")
	zones, err := zonesOf(all)
	if err != nil {
		return nil, fmt.Errorf("write calendar: %w", err)
	}
	for _, z := range zones {
		if z.zone != time.UTC {
			file.AddVTimezone(rules(z.zone, z.from, z.to))
		}
	}
	for _, e := range all {
		if err := e.checkPublished(); err != nil {
			return nil, fmt.Errorf("write calendar: %w", err)
		}
		i := slices.IndexFunc(zones, func(z covered) bool { return z.zone.String() == e.Zone })
		e.publish(file, zones[i].zone)
	}
	var b bytes.Buffer
	if err := file.SerializeTo(&b, ics.WithNewLine("\r\n"), ics.WithLineLength(75)); err != nil {
		return nil, fmt.Errorf("write calendar: %w", err)
	}
	return b.Bytes(), nil
}

// covered is a zone and the span in which it is needed.
type covered struct {
	zone     *time.Location
	from, to time.Time
}

func zonesOf(all []Event) (out []covered, err error) {
	for _, e := range all {
		i := slices.IndexFunc(out, func(z covered) bool { return z.zone.String() == e.Zone })
		if i < 0 {
			zone, err := time.LoadLocation(e.Zone)
			if err != nil {
				return nil, err
			}
			out = append(out, covered{zone, e.Start, e.End})
			continue
		}
		if e.Start.Before(out[i].from) {
			out[i].from = e.Start
		}
		if e.End.After(out[i].to) {
			out[i].to = e.End
		}
	}
	return out, nil
}

func (e Event) checkPublished() error {
	e.Organizer.Email, e.Attendee.Email = "none", "none"
	if err := e.check(); err != nil {
		return err
	}
	if len(e.UID) > 255 {
		return errors.New("the event's UID is too long")
	}
	return nil
}

func (e Event) publish(file *ics.Calendar, zone *time.Location) {
	local := zone != time.UTC && nameable(e.Start.In(zone)) && nameable(e.End.In(zone))
	v := file.AddEvent(e.UID)
	v.SetDtStampTime(e.Stamp)
	v.SetSequence(e.Sequence)
	at(v, ics.ComponentPropertyDtStart, e.Start, zone, local)
	at(v, ics.ComponentPropertyDtEnd, e.End, zone, local)
	v.SetSummary(text(e.Summary))
	v.SetLocation(text(e.Location))
	v.SetStatus(status(e.Cancelled))
	v.SetClass(ics.ClassificationPrivate)
	v.SetTimeTransparency(ics.TransparencyOpaque)
}
