package past

import (
	"time"

	"github.com/jackc/pgx/v5/pgtype"

	"charthouse/internal/id"
	"charthouse/internal/sample/life"
)

// Clearing is by an act: these are the verbs that the trail keeps of it.
const (
	flow      = "visit.flow"
	fill      = "packet.fill"
	signs     = "note.sign"
	charging  = "charge.post"
	paying    = "payment.take"
	covering  = "coverage.edit"
	answering = "payment.take_payer"
	sending   = "message.send"
	putting   = "message.route"
	doing     = "task.do"
)

func (w *Writer) book(v *life.Visit, at time.Time) error {
	p := v.Person
	start, end := v.Start.UTC(), v.End.UTC()
	wall := v.Start.In(w.house.Zone)
	local := time.Date(wall.Year(), wall.Month(), wall.Day(), wall.Hour(), wall.Minute(), 0, 0, time.UTC)
	v.Booking = w.add("bookings", "visit", v.Shift.Location, w.house.Zone.String(), local, start, end)
	v.Number = id.Visit(w.add("visits", p.Number, v.Booking, v.Kind.ID, v.With.ID, v.Reason, v.Kind.Cents, w.cover(p), at, v.Desk.ID))
	w.hold(v)
	w.mail(v, "confirmation", at)
	if v.Kind.Form {
		var opened, finished any
		if w.told(v.Form) {
			opened, finished = v.Form.UTC().Add(-7*time.Minute), v.Form.UTC()
		}
		v.Packet = id.Packet(w.add("packets", p.Number, v.Number, w.house.Form, at, opened, finished, finished))
		w.mail(v, "form", at)
	}
	return nil
}

func (w *Writer) cover(p *life.Person) any {
	if p.Cover == nil {
		return nil
	}
	return p.Cover.Number
}

// told is whether something of a visit's fate will be written down here. Rows are
// copied once and never changed, so what comes of them is asked beforehand.
func (w *Writer) told(at time.Time) bool { return !at.IsZero() && at.Before(w.until) }

// hold takes the clinician and the room.
func (w *Writer) hold(v *life.Visit) {
	var freed any
	held := pgtype.Range[pgtype.Timestamptz]{
		Lower: pgtype.Timestamptz{Time: v.Start.UTC(), Valid: true}, Upper: pgtype.Timestamptz{Time: v.End.UTC(), Valid: true},
		LowerType: pgtype.Inclusive, UpperType: pgtype.Exclusive, Valid: true,
	}
	if w.told(v.Cancelled) {
		freed = v.Cancelled.UTC()
	}
	w.add("booking_resources", v.Booking, v.With.Resource, held, freed)
	w.add("booking_resources", v.Booking, v.Shift.RoomResource, held, freed)
}

func (w *Writer) mark(v *life.Visit, kind string, at time.Time, place any, why string) {
	w.add("visit_marks", v.Person.Number, v.Number, kind, at, v.Desk.ID, place, why)
}

func (w *Writer) cancel(v *life.Visit, at time.Time) error {
	w.mark(v, "cancelled", at, nil, why[int(v.Number)%len(why)])
	w.formCleared(v, at, flow)
	w.mail(v, "cancellation", at)
	return nil
}

var why = []string{"Asked for another day", "Ill at home", "Car would not start", "Away for work", "Feels better", "Clinician ill", "No sitter for the children"}

func (w *Writer) miss(v *life.Visit, at time.Time) error {
	w.mark(v, "no_show", at, nil, "")
	w.formCleared(v, v.Start.UTC(), flow)
	return nil
}

func (w *Writer) arrive(v *life.Visit, at time.Time) error {
	w.mark(v, "arrived", at, nil, "")
	w.formCleared(v, at, flow)
	return nil
}

func (w *Writer) room(v *life.Visit, at time.Time) error {
	w.mark(v, "roomed", at, v.Shift.Room, "")
	return nil
}

func (w *Writer) with(v *life.Visit, at time.Time) error {
	w.mark(v, "with", at, nil, "")
	return nil
}

func (w *Writer) ready(v *life.Visit, at time.Time) error {
	w.mark(v, "ready", at, nil, "")
	return nil
}

func (w *Writer) see(v *life.Visit, at time.Time) error {
	w.mark(v, "seen", at, nil, "")
	if v.Pressure[0] > 0 {
		w.measured(v, at, "85354-9", "Blood pressure", float64(v.Pressure[0]), float64(v.Pressure[1]), "mmHg")
		w.measured(v, at, "8867-4", "Pulse", float64(v.Pulse), nil, "/min")
		w.measured(v, at, "29463-7", "Weight", v.Weight, nil, "kg")
	}
	return nil
}

func (w *Writer) measured(v *life.Visit, at time.Time, code, label string, value float64, second any, unit string) {
	w.add("observations", v.Person.Number, v.Number, "vital-signs", code, "http://loinc.org", label, value, second, unit, at.Add(-12*time.Minute), v.With.ID)
}

// form is finished by its patient; a new phone number is accepted by the desk
// the same day.
func (w *Writer) form(v *life.Visit, at time.Time) error {
	for _, a := range [][2]string{{"phone", v.Person.Phone}, {"reason", v.Reason}, {"falls", "no"}} {
		w.add("answers", v.Person.Number, v.Packet, a[0], `"`+a[1]+`"`, at)
	}
	if p := v.Person; p.OldPhone != "" {
		w.add("proposals", p.Number, v.Packet, "demographics", "phone", "Phone", p.OldPhone, p.Phone, "accepted", at.Add(3*time.Hour), v.Desk.ID)
		w.typed(at.Add(3*time.Hour), v.Desk.ID, reviewing, row{p.Number, "clients", int64(p.Number), 'U'}, map[string]string{"phone": p.Phone})
		p.OldPhone = ""
	}
	w.formCleared(v, at, fill)
	return nil
}
