package worklist

import (
	"context"
	"time"

	"charthouse/internal/access"
	"charthouse/internal/civil"
	"charthouse/internal/db"
	"charthouse/internal/fault"
	"charthouse/internal/id"
)

// Blocker is something that holds work up. It stands until the record is right.
type Blocker struct {
	ID       id.Blocker
	ClientID id.Client
	Client   string // as the person wishes to be named
	Hidden   bool   // a restricted file that the reader may not open
	VisitID  id.Visit
	Kind     string // as the predicate is named: note_unsigned
	Subject  int64  // number of the row that is not right
	Field    string // its missing field, if it is one value
	Station  string // of the visit's line; empty where no visit is held
	Fixer    string // the role that can mend it
	OwnerID  id.Staff
	Owner    string
	Since    time.Time
	Due      *time.Time
	Cents    int64
	Detail   Detail

	PendedUntil civil.Date
	PendedWhy   string

	Told *Nudge `db:"-"` // the last step taken, if one was
	Next *Nudge `db:"-"` // the step that comes, and when
}

// Detail is what a row says beside its kind, read from the subject.
type Detail struct {
	Title    string      `json:"title"`    // of a document; the payer of a claim; who opened a restricted file; refund or write_off
	Done     int         `json:"done"`     // answers given, of a form
	Coverage id.Coverage `json:"coverage"` // of a claim
	Value    string      `json:"value"`    // who a claim's subscriber is; who asked for a refund
	Cents    int64       `json:"cents"`    // of a refund
	Staff    id.Staff    `json:"staff"`    // who opened a restricted file, or asked for a refund
}

// Filter chooses rows. The zero Filter is everything the actor may see.
type Filter struct {
	Fixer  string   // a role's name
	Owner  id.Staff // one person's
	Client id.Client
	Pended bool // only those looked at again later
	Oldest bool // order by age instead of worth
	Most   int  // rows at most; 0 is as many as a page lists
}

// most is how many rows a page lists; the counts above it count all.
const most = 100

// ListTx reads what is stuck, worth and age first. The files shown enter the trail.
func ListTx(ctx context.Context, v *db.View, f Filter) ([]Blocker, error) {
	list, err := listBlockers(ctx, v, f)
	if err != nil {
		return nil, err
	}
	for _, b := range list {
		v.Shown(b.ClientID)
	}
	return list, withLadders(ctx, v, list)
}

// Sum is how much is stuck for one owner or role.
type Sum struct {
	Fixer   string
	OwnerID id.Staff
	Owner   string
	Lines   int
	Visits  int
	Cents   int64
}

// Totals is how much is stuck altogether. Money held counts once a visit, at its
// earliest blocked station.
type Totals struct {
	Lines  int
	Visits int
	Cents  int64
	Mine   int
	Sums   []Sum // by role and owner, the most worth first
}

// TotalsTx counts what the actor may see and nobody has put off.
func TotalsTx(ctx context.Context, v *db.View) (t Totals, err error) {
	if t.Sums, err = listSums(ctx, v); err != nil {
		return t, err
	}
	for _, s := range t.Sums {
		t.Lines += s.Lines
		t.Visits += s.Visits
		t.Cents += s.Cents
		if s.OwnerID != 0 && s.OwnerID == v.Who().Staff() {
			t.Mine += s.Lines
		}
	}
	return t, nil
}

// OfRole is how many rows the role can mend.
func (t Totals) OfRole(role string) (n int) {
	for _, s := range t.Sums {
		if s.Fixer == role {
			n += s.Lines
		}
	}
	return n
}

// Cleared is a row that left by itself, with the act that cleared it.
type Cleared struct {
	ClientID id.Client
	Client   string
	Kind     string
	Cents    int64
	At       time.Time
	Verb     string // of the act
	By       string // who did it; empty for the clock
}

// ClearedTx reads what left the list since the instant, newest first.
func ClearedTx(ctx context.Context, v *db.View, since time.Time, limit int) ([]Cleared, error) {
	list, err := listCleared(ctx, v, since, limit)
	for _, c := range list {
		v.Shown(c.ClientID)
	}
	return list, err
}

// Pending puts a row off until a day, with a reason.
type Pending struct {
	Until string `form:"until"`
	Why   string `form:"why"`
}

// Pend takes the row from the list until a day. It stays stuck and counts again
// from that day; an empty day brings it back at once.
func (s *Service) Pend(ctx context.Context, who access.Actor, c id.Client, b id.Blocker, in Pending) error {
	return s.db.Write(ctx, who, access.PendBlocker.On(c), func(tx *db.Tx) error {
		until, err := in.check(civil.Of(tx.Now(), time.UTC))
		if err != nil {
			return err
		}
		return pendBlocker(ctx, tx, b, until, in.Why)
	})
}

func (in Pending) check(today civil.Date) (civil.Date, error) {
	var c fault.Check
	until, err := civil.Parse(in.Until)
	c.Unless(err == nil, "until", "This day does not exist. Write year-month-day.")
	c.Unless(until.IsZero() || until.After(today), "until", "Choose a day after today.")
	c.Unless(until.IsZero() || !until.After(today.Add(90)), "until", "At most 90 days: what waits longer is better mended or ended.")
	c.Unless(until.IsZero() || in.Why != "", "why", "Say why, so that the next reader knows.")
	return until, c.Fault()
}
