package worklist

import (
	"cmp"
	"context"
	"slices"
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
	Kind     string   // as the predicate is named: note_unsigned
	Subject  int64    // number of the row that is not right
	Verb     string   // what one must be allowed to see it
	Field    string   // its missing field, if it is one value
	Station  string   // of the visit's line; empty where no visit is held
	Part     string   // the heading under which it stands: see Parts
	Fixer    string   // the role that can mend it
	OwnerID  id.Staff // whose turn it is: who was given the row, or else its owner
	Owner    string
	Assigned bool // somebody gave it to them
	Since    time.Time
	Due      *time.Time
	Cents    int64
	Detail   Detail

	PendedUntil civil.Date
	PendedWhy   string

	Told *Nudge `db:"-"` // the last step taken, if one was
	Next *Nudge `db:"-"` // the step that comes, and when

	AwayUntil civil.Date // the owner is away; zero where they are here
	StandInID id.Staff   // whose turn it is meanwhile, if anybody's
	StandIn   string

	Question *Question // the newest one about this row
}

// Turn is whose turn it is today: the stand-in's while the owner is away.
func (b Blocker) Turn() id.Staff { return cmp.Or(b.StandInID, b.OwnerID) }

// Detail is what a row says beside its kind, read from the subject.
type Detail struct {
	Title    string      `json:"title"`    // of a document or a mail; the payer of a claim; who pays bills, is asked for a letter, or opened a restricted file; refund or write_off
	Done     int         `json:"done"`     // answers given, of a form
	Coverage id.Coverage `json:"coverage"` // of a claim, or of a visit to come
	Contact  id.Contact  `json:"contact"`  // who pays bills, or to whom a mail went
	Value    string      `json:"value"`    // who a claim's subscriber is; who asked for a refund; the address that a mail did not reach
	Cents    int64       `json:"cents"`    // of a refund or a credit
	At       time.Time   `json:"at"`       // when a letter was asked for, or since when somebody waits for an answer
	Staff    id.Staff    `json:"staff"`    // who opened a restricted file, or asked for a refund
	Row      id.Blocker  `json:"row"`      // what a question is about; its kind is the title, who asks the value
	Words    string      `json:"words"`    // of a question, for those between whom it stands
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
		return pendRow(ctx, tx, Row{c, b}, in)
	})
}

// PendAll puts rows of many files off in one act. It answers those that could not
// be, and why.
func (s *Service) PendAll(ctx context.Context, who access.Actor, rows []Row, in Pending) (refused []Refusal, err error) {
	standing, left, err := s.standing(ctx, who, rows)
	if err != nil || len(standing) == 0 {
		return left, err
	}
	err = s.db.Write(ctx, who, access.PendBlocker.On(filesOf(standing)...), func(tx *db.Tx) error {
		refused = slices.Clone(left)
		for _, r := range standing {
			err := pendRow(ctx, tx, r, in)
			if fault.KindOf(err) == fault.NotFound {
				refused = append(refused, Refusal{r, whyLeft})
			} else if err != nil {
				return err
			}
		}
		return nil
	})
	return refused, err
}

func pendRow(ctx context.Context, tx *db.Tx, r Row, in Pending) error {
	until, err := in.check(ctx, &tx.View)
	if err != nil {
		return err
	}
	return pendBlocker(ctx, tx, r, until, in.Why)
}

func (in Pending) check(ctx context.Context, v *db.View) (civil.Date, error) {
	var c fault.Check
	today, err := findToday(ctx, v)
	if err != nil {
		return today, err
	}
	until, err := civil.Parse(in.Until)
	c.Unless(err == nil, "until", "This day does not exist. Write year-month-day.")
	c.Unless(until.IsZero() || until.After(today), "until", "Choose a day after today.")
	c.Unless(until.IsZero() || !until.After(today.Add(90)), "until", "At most 90 days: what waits longer is better mended or ended.")
	c.Unless(until.IsZero() || in.Why != "", "why", "Say why, so that the next reader knows.")
	return until, c.Fault()
}
