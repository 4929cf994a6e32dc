package portal

import (
	"slices"
	"strconv"
	"time"

	"charthouse/internal/civil"
	"charthouse/internal/id"
	"charthouse/internal/scheduling"
	"charthouse/web/ui"
)

type timesDay struct {
	Title string
	Parts []timesPart
}

// timesPart is the morning or the afternoon.
type timesPart struct {
	Title string
	Slots []timeSlot
}

type timeSlot struct{ Clock, With, Value string }

// days groups the times by their day and place, whole days only, and leads on to later
// ones. Of several who are free at once, whoever comes first is offered to who asked
// for anybody.
func (v *timesView) days(slots []scheduling.Slot, anybody bool, kind id.VisitType, later func(from string) string) {
	if len(slots) == 0 {
		v.Empty = "Nothing is free. Choose somebody else, or call us."
	}
	shown, was := 0, scheduling.Slot{}
	had := map[string]bool{}
	for _, s := range whole(slots) {
		at := s.At.String() + s.LocationID.String()
		switch day := civil.New(s.Local.Date()); {
		case anybody && had[at]:
			continue
		case shown >= fewTimes && day != civil.New(was.Local.Date()):
			v.Later = &ui.Link{Href: later(day.String()), Label: "Later times"}
			return
		}
		v.add(s, kind)
		shown, was, had[at] = shown+1, s, true
	}
	if len(slots) == mostTimes {
		v.Later = &ui.Link{Href: later(civil.New(was.Local.Date()).Add(1).String()), Label: "Later times"}
	}
}

// whole are the times without a last day that was cut off, unless it is the only one.
func whole(slots []scheduling.Slot) []scheduling.Slot {
	if len(slots) < mostTimes {
		return slots
	}
	last := civil.New(slots[len(slots)-1].Local.Date())
	if civil.New(slots[0].Local.Date()) == last {
		return slots
	}
	return slices.DeleteFunc(slots, func(s scheduling.Slot) bool { return civil.New(s.Local.Date()) == last })
}

func (v *timesView) add(s scheduling.Slot, kind id.VisitType) {
	title := dayOf(s.Local) + ", " + s.Location
	at := slices.IndexFunc(v.Days, func(d timesDay) bool { return d.Title == title })
	if at < 0 {
		at, v.Days = len(v.Days), append(v.Days, timesDay{Title: title})
	}
	part := v.Days[at].part(s.Local)
	slot := timeSlot{Clock: s.Clock(), Value: scheduling.OnlineAt(kind, s)}
	if v.Asked == "" {
		slot.With = s.Clinician
	}
	part.Slots = append(part.Slots, slot)
}

func (d *timesDay) part(local time.Time) *timesPart {
	title := "Morning"
	if local.Hour() >= 12 {
		title = "Afternoon"
	}
	if n := len(d.Parts); n == 0 || d.Parts[n-1].Title != title {
		d.Parts = append(d.Parts, timesPart{Title: title})
	}
	return &d.Parts[len(d.Parts)-1]
}

func dayOf(local time.Time) string {
	return local.Format("Monday ") + strconv.Itoa(local.Day()) + local.Format(" January")
}
