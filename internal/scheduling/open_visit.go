package scheduling

import (
	"context"
	"time"

	"charthouse/internal/access"
	"charthouse/internal/db"
	"charthouse/internal/id"
)

// Opened is a visit with the facts that stand under its line.
type Opened struct {
	Line     Line
	Version  int   // of the booking, for a move
	Owes     int64 // cents that the client owes over all visits
	LastSeen *time.Time
	Alerts   []string // what must not be missed
	Rooms    []Choice // of the location
	Series   Nth      // the visit's place in its series

	Coverages []Choice // that could pay
	Payer     string   // who was chosen to: a coverage's number, SelfPay, or empty where the file says
	Charged   bool     // who pays is settled
	LateCents int64    // what cancelling costs by now; zero is nothing

	Reminders []Reminded // the newest first
}

// Reminded is what became of a reminder: whether it went, when, and how.
type Reminded struct {
	Hours   int    // before the visit
	Way     string // email, text, or empty where nobody could be reached
	State   string // of its mail or text
	Problem string
	At      time.Time // it went, or was decided
}

// OpenVisit reads one visit.
func (s *Service) OpenVisit(ctx context.Context, who access.Actor, c id.Client, i id.Visit) (o Opened, err error) {
	err = s.db.Read(ctx, who, access.OpenVisit.On(c), func(v *db.View) error {
		if o.Line, err = LineOf(ctx, v, i); err != nil {
			return err
		}
		if o.Rooms, err = listPlaces(ctx, v, o.Line.LocationID.String(), "room"); err != nil {
			return err
		}
		if o.Coverages, err = listCoverages(ctx, v); err != nil {
			return err
		}
		if o.Reminders, err = listReminded(ctx, v, i); err != nil {
			return err
		}
		if o.LateCents, err = findLateCents(ctx, v, i); err != nil {
			return err
		}
		f, err := findFacts(ctx, v, i)
		o.Version, o.Owes, o.LastSeen, o.Alerts, o.Payer, o.Charged = f.Version, f.Owes, f.LastSeen, f.Alerts, f.Payer, f.Charged
		o.Series = f.series()
		return err
	})
	return o, err
}

// Nth is a visit's place in its series, in order of time: the third of twelve. Those
// that were cancelled count, so that the others keep their number. Of is zero for a
// visit of no series.
type Nth struct {
	Rule   string
	N, Of  int
	Others int // that are to come, beside this one
}

// facts is the row of findFacts.
type facts struct {
	Version  int
	Owes     int64
	LastSeen *time.Time
	Alerts   []string
	Payer    string
	Charged  bool
	Rule     string
	Nth, Of  int
	Others   int
}

func (f facts) series() Nth { return Nth{f.Rule, f.Nth, f.Of, f.Others} }
