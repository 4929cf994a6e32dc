package overview

import (
	"context"
	"time"

	"charthouse/internal/db"
	"charthouse/internal/id"
)

// Rows names the visits that a measure is looked into by: those that something
// can be done about, the worst first.
type Rows string

// What each one lists.
const (
	Missed  Rows = "missed"  // visits that were missed
	Late    Rows = "late"    // cancelled within a day
	Cycles  Rows = "cycles"  // by time in the building
	Booked  Rows = "booked"  // that fill the hours
	Signed  Rows = "signed"  // by time until the signature
	Written Rows = "written" // by time spent writing
	Charged Rows = "charged" // by time until the first charge
	Claimed Rows = "claimed" // whose claim lacked something at signing
	Owed    Rows = "owed"    // owed at the end of the span, whenever they were
	Forms   Rows = "forms"   // whose required form was not there in time

	Uncollected Rows = "uncollected" // charged and not collected in the 13 weeks before the end

	Nudges     Rows = "nudges"      // reminders
	TypedTwice Rows = "typed_twice" // values typed again
	ByHand     Rows = "left"        // lines ended by hand
	Replies    Rows = "replies"     // answers, the longest wait first
)

// Openings are how soon one could be seen, day by day.
const Openings Rows = "third_next"

// Visits is true for rows that are visits.
func (r Rows) Visits() bool { return !r.Events() && r != Openings }

// Events is true for rows that are no visits but things that happened.
func (r Rows) Events() bool { return r == Nudges || r == TypedTwice || r == ByHand || r == Replies }

// Row is one visit behind a measure.
type Row struct {
	ClientID  id.Client
	Client    string
	VisitID   id.Visit
	StartsAt  time.Time
	Zone      string
	Clinician string
	VisitType string
	Location  string
	Payer     string
	Seconds   int64 // the measured time, of those with one
	Cents     int64 // owed, or not collected; below 0 where more came in than was charged
}

// Lasts is the measured time.
func (r Row) Lasts() time.Duration { return time.Duration(r.Seconds) * time.Second }

// RowsTx lists the visits behind a measure, at most most of them. The files
// shown enter the trail.
func RowsTx(ctx context.Context, v *db.View, m Measure, span Span, of Of, most int) ([]Row, error) {
	rows, err := listRows(ctx, v, m.Rows, span, of, most)
	for _, r := range rows {
		v.Shown(r.ClientID)
	}
	return rows, err
}
