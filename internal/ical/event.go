package ical

import (
	"bytes"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode"

	ics "github.com/arran4/golang-ical"
)

// Person is somebody with a mail address.
type Person struct{ Name, Email string }

// Event is one visit as a calendar shows it.
type Event struct {
	UID         string // the same for the visit's whole life
	Sequence    int    // higher with every change that is sent
	Stamp       time.Time
	Start, End  time.Time
	Zone        string // IANA, such as Europe/Oslo
	Summary     string
	Location    string
	Description string
	Organizer   Person
	Attendee    Person // who it is sent to
	Cancelled   bool
}

// Method is what the file asks the mail program to do: REQUEST or CANCEL.
func (e Event) Method() string {
	if e.Cancelled {
		return string(ics.MethodCancel)
	}
	return string(ics.MethodRequest)
}

// Write gives the file, with lines folded at 75 octets and ended by CRLF.
func Write(e Event) ([]byte, error) {
	if err := e.check(); err != nil {
		return nil, fmt.Errorf("write calendar file: %w", err)
	}
	zone, err := time.LoadLocation(e.Zone)
	if err != nil {
		return nil, fmt.Errorf("write calendar file: %w", err)
	}
	file := ics.NewCalendar()
	file.SetProductId("-//Charthouse//Charthouse//EN")
	file.SetCalscale("GREGORIAN")
	file.SetMethod(ics.Method(e.Method()))
	local := zone != time.UTC && nameable(e.Start.In(zone)) && nameable(e.End.In(zone))
	if local {
		file.AddVTimezone(rules(zone, e.Start, e.End))
	}
	e.add(file, zone, local)
	var b bytes.Buffer
	if err := file.SerializeTo(&b, ics.WithNewLine("\r\n"), ics.WithLineLength(75)); err != nil {
		return nil, fmt.Errorf("write calendar file: %w", err)
	}
	return b.Bytes(), nil
}

func (e Event) check() error {
	switch {
	case !word(e.UID):
		return errors.New("the event has no usable UID")
	case !e.Start.Before(e.End):
		return errors.New("the event ends before it starts")
	case !word(e.Organizer.Email) || !word(e.Attendee.Email):
		return errors.New("the organizer and the attendee need a mail address")
	case e.Stamp.IsZero():
		return errors.New("the event does not say when it was written")
	case e.Zone == "" || e.Zone == "Local":
		return errors.New("the event has no time zone")
	}
	return nil
}

func (e Event) add(file *ics.Calendar, zone *time.Location, local bool) {
	v := file.AddEvent(e.UID)
	v.SetDtStampTime(e.Stamp)
	v.SetSequence(e.Sequence)
	at(v, ics.ComponentPropertyDtStart, e.Start, zone, local)
	at(v, ics.ComponentPropertyDtEnd, e.End, zone, local)
	v.SetSummary(text(e.Summary))
	v.SetLocation(text(e.Location))
	v.SetDescription(text(e.Description))
	v.SetOrganizer(e.Organizer.Email, name(e.Organizer)...)
	v.AddAttendee(e.Attendee.Email, append(name(e.Attendee), ics.ParticipationStatusAccepted, ics.WithRSVP(false))...)
	v.SetStatus(status(e.Cancelled))
	v.SetClass(ics.ClassificationPrivate)
	v.SetTimeTransparency(ics.TransparencyOpaque)
}

func at(v *ics.VEvent, property ics.ComponentProperty, t time.Time, zone *time.Location, local bool) {
	if local {
		v.SetProperty(property, t.In(zone).Format(wall), ics.WithTZID(zone.String()))
		return
	}
	v.SetProperty(property, t.UTC().Format(wall+"Z"))
}

const wall = "20060102T150405"

func status(cancelled bool) ics.ObjectStatus {
	if cancelled {
		return ics.ObjectStatusCancelled
	}
	return ics.ObjectStatusConfirmed
}

// name is the CN parameter. The library escapes there with backslashes, which the
// standard does not know, so what it would escape is replaced.
func name(p Person) []ics.PropertyParameter {
	clean := strings.NewReplacer("'", "’", `"`, "", ",", " ", ";", " ", ":", " ", `\`, " ").Replace(text(p.Name))
	if clean = strings.Join(strings.Fields(clean), " "); clean == "" {
		return nil
	}
	return []ics.PropertyParameter{ics.WithCN(clean)}
}

// text has \n for line ends, which the library escapes, and no other control character.
func text(s string) string {
	s = strings.ToValidUTF8(strings.ReplaceAll(s, "\r\n", "\n"), "")
	return strings.Map(func(r rune) rune {
		if r != '\n' && unicode.IsControl(r) {
			return -1
		}
		return r
	}, s)
}

// word can stand alone in a line without breaking out of it.
func word(s string) bool {
	return s != "" && strconv.Quote(s) == `"`+s+`"` && !strings.ContainsFunc(s, unicode.IsSpace) && !strings.ContainsAny(s, `,;\`)
}
