package scheduling

import (
	"fmt"
	"strings"
	"time"

	"charthouse/internal/civil"
	"charthouse/internal/id"
)

// Hours are a clinician's hours of a weekday at a location, or the location's
// own, in minutes of the local day.
type Hours struct {
	LocationID  id.Location
	ClinicianID id.Staff
	Weekday     int // 1 is Monday
	PlaceID     id.Place
	RoomID      id.Resource // the place as something that is held
	From, To    int
	Once        bool // of this day only: they open the location
}

// covers is true when the local span lies within the hours.
func (h Hours) covers(from, to int) bool { return h.From <= from && to <= h.To }

// on is the span of the hours on a day: shorter or longer by an hour where the
// clocks change within it.
func (h Hours) on(day civil.Date, zone *time.Location) Span {
	at := func(minutes int) time.Time {
		y, m, d := onDay(day, 0).Date()
		return time.Date(y, m, d, 0, minutes, 0, 0, zone)
	}
	return Span{at(h.From), at(h.To)}
}

// open is what of somebody's hours lies within those of the location, where it
// has any.
func (p *plan) open(h Hours) []Hours {
	if len(p.opening) == 0 || h.Once {
		return []Hours{h}
	}
	var out []Hours
	for _, o := range p.opening {
		part := h
		part.From, part.To = max(h.From, o.From), min(h.To, o.To)
		if o.Weekday == p.weekday() && part.From < part.To {
			out = append(out, part)
		}
	}
	return out
}

// outside says which hours the plan leaves, or nothing.
func (p *plan) outside() string {
	from, to := p.start(), p.start()+p.kind.Minutes
	var here []string
	for _, h := range p.hours {
		if h.LocationID == p.location.ID && h.covers(from, to) {
			return p.shut(h, from, to)
		}
		if h.LocationID == p.location.ID {
			here = append(here, clock(h.From)+" to "+clock(h.To))
		}
	}
	day := p.local.Format("Monday")
	if p.away != "" {
		return p.away
	}
	if len(here) == 0 {
		return p.clinician.Name + " does not work at " + p.location.Name + " on a " + day + "."
	}
	return p.clinician.Name + " works " + strings.Join(here, " and ") + " on a " + day + "."
}

// shut says that the location is closed in a part of the hours, or nothing.
func (p *plan) shut(of Hours, from, to int) string {
	for _, h := range p.opening {
		if h.Weekday == p.weekday() && h.covers(from, to) {
			return ""
		}
	}
	if len(p.opening) == 0 || of.Once {
		return ""
	}
	return p.location.Name + " is closed then."
}

func clock(minutes int) string { return fmt.Sprintf("%02d:%02d", minutes/60, minutes%60) }
