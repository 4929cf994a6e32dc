package past

import (
	"time"

	"charthouse/internal/id"
	"charthouse/internal/sample/life"
)

// blocker is one that stood and was cleared. Those that still stand come from
// the settle of all files.
type blocker struct {
	kind, field, station, fixer, verb string
	visit                             *life.Visit
	person                            *life.Person // where it is no visit's
	subject                           int64
	owner                             id.Staff
	since, due                        time.Time
	cents                             int64
	at                                time.Time
	act                               int64
}

func (w *Writer) cleared(b blocker) {
	var visit any
	if b.visit != nil {
		b.person, visit = b.visit.Person, b.visit.Number
	}
	w.add("blockers", b.person.Number, visit, b.kind, b.subject, b.field, b.station, b.fixer, some(b.owner), b.verb,
		b.since, b.due, b.cents, b.since, b.at, b.act)
}

// formCleared ends the wait for a form, if it was late: by the form itself, or by
// whatever happened to the visit first.
func (w *Writer) formCleared(v *life.Visit, at time.Time, verb string) {
	since := v.Start.UTC().Add(-24 * time.Hour)
	if booked := v.Booked.UTC(); booked.After(since) {
		since = booked
	}
	if v.Packet == 0 || v.FormCleared || !at.After(since) {
		v.FormCleared = v.FormCleared || v.Form.Equal(at)
		return
	}
	v.FormCleared = true
	by := v.Desk.ID
	if verb == fill {
		by = 0 // by the patient
	}
	act := w.trail(at, by, verb, v.Person.Number)
	w.cleared(blocker{kind: "form_unfinished", station: "intake", fixer: "front_desk", verb: "visit.open", visit: v, subject: int64(v.Packet), since: since, due: v.Start.UTC(), cents: v.Kind.Cents, at: at, act: act})
}

// complete finds what a claim lacked.
func (w *Writer) complete(v *life.Visit, at time.Time) error {
	if v.Claim == 0 {
		return nil
	}
	made := v.Charged.UTC()
	act := w.trail(at, w.house.Biller.ID, covering, v.Person.Number)
	field := []string{"member_number", "subscriber_birth", "member_number", "coverage_dates", "birth_date"}[int(v.Number)%5]
	w.cleared(blocker{kind: "claim_detail", field: field, station: "billed", fixer: "biller", verb: covering, visit: v, subject: int64(v.Claim), since: made, due: made, cents: v.Kind.Cents, at: at, act: act})
	return nil
}
