package scheduling

import (
	"context"
	"strconv"

	"charthouse/internal/access"
	"charthouse/internal/db"
	"charthouse/internal/fault"
	"charthouse/internal/id"
)

// VisitType is a kind of visit: how long it lasts, what it costs before anything
// is charged, the form sent for it and the sections of its note.
type VisitType struct {
	ID            id.VisitType
	Name          string
	Minutes       int
	ServiceID     *id.Service
	FormID        *id.Form
	TemplateID    *id.Template
	Service, Form string // their names, or empty
	Template      string
	Cents         *int64     // of its service
	BeforeMinutes int        // kept free before it
	AfterMinutes  int        // and after it
	Capacity      int        // how many may share a visit of it
	Needs         []id.Sort  // a place of each
	Clinicians    []id.Staff // who offer it; none: everybody
	Reminders     []ReminderRule
	Online        bool        // patients may book it by themselves
	NoticeHours   int         // at the earliest so many hours ahead
	OnlineDays    int         // at most so many days ahead
	OnlineFor     string      // both, ForNew or ForKnown
	NoShowID      *id.Service // what is asked of those who do not come
	LateID        *id.Service // and of those who cancel late
	LateHours     int         // later than so many hours ahead
	FirstFree     bool        // the first time costs nothing
	RecallMonths  *int        // after which they come again; nil: need not
	RecallMail    bool        // they are written to then
	AtOnce        int         // a time of it that gets free is offered to so many at once who wait; 0: not at all
	OfferMinutes  int         // for so long
	CutoffHours   int         // and not within so many hours before it begins
	Closed        bool
}

// ReminderRule says when people are reminded of a kind of visit, and how: email, text
// or as they prefer.
type ReminderRule struct {
	Hours int // before it
	Way   string
}

// VisitTypeForm is what is typed about a visit type. Empty numbers are none.
type VisitTypeForm struct {
	Name     string `form:"name"`
	Minutes  string `form:"minutes"`
	Service  string `form:"service"`
	Form     string `form:"form"`
	Template string `form:"template"`
	Before   string `form:"before"`
	After    string `form:"after"`

	Remind1    string `form:"remind_1"` // hours before it; empty is none
	Way1       string `form:"remind_1_by"`
	Remind2    string `form:"remind_2"`
	Way2       string `form:"remind_2_by"`
	Remind3    string `form:"remind_3"`
	Way3       string `form:"remind_3_by"`
	Online     bool   `form:"online"`
	Notice     string `form:"notice"`      // hours; empty: 24
	OnlineDays string `form:"online_days"` // empty: 60
	OnlineFor  string `form:"online_for"`  // empty: both

	NoShow       string `form:"no_show"` // a service of the fee schedule; empty: nothing
	Late         string `form:"late"`
	LateHours    string `form:"late_hours"` // empty: 24
	FirstFree    bool   `form:"first_free"`
	Recall       string `form:"recall"` // months; empty: none
	RecallMail   bool   `form:"recall_mail"`
	RecallMeant  bool   `form:"recall_meant"`  // for those too who are due at once
	AtOnce       string `form:"at_once"`       // empty: 3
	OfferMinutes string `form:"offer_minutes"` // empty: 60
	Cutoff       string `form:"cutoff"`        // hours; empty: 2

	Capacity string `form:"capacity"` // empty: 1

	Needs      []string `form:"needs"`
	Clinicians []string `form:"clinicians"`
}

// ListVisitTypes lists every visit type, closed ones last.
func (s *Service) ListVisitTypes(ctx context.Context, who access.Actor) (all []VisitType, err error) {
	err = s.db.Read(ctx, who, access.OpenSettings.Practice(), func(v *db.View) error {
		all, err = listVisitTypes(ctx, v)
		return err
	})
	return all, err
}

// FindVisitType answers one.
func (s *Service) FindVisitType(ctx context.Context, who access.Actor, n id.VisitType) (t VisitType, err error) {
	err = s.db.Read(ctx, who, access.OpenSettings.Practice(), func(v *db.View) error {
		t, err = findVisitType(ctx, v, n)
		return err
	})
	return t, err
}

// AddVisitType adds a kind of visit that can be booked from now on.
func (s *Service) AddVisitType(ctx context.Context, who access.Actor, f VisitTypeForm) (id.VisitType, error) {
	t, err := f.check()
	if err != nil {
		return 0, err
	}
	return db.Make(ctx, s.db, who, access.EditSettings.Practice(), func(tx *db.Tx) (id.VisitType, error) {
		n, err := insertVisitType(ctx, tx, t)
		if err != nil {
			return 0, err
		}
		return n, replaceNeeds(ctx, tx, n, t)
	})
}

// EditVisitType changes it for visits that are booked from now on. Who comes again when
// is changed of visits that were, too: where that makes people due or written to at once,
// it is refused with how many, until it is meant.
func (s *Service) EditVisitType(ctx context.Context, who access.Actor, n id.VisitType, f VisitTypeForm) error {
	t, err := f.check()
	if err != nil {
		return err
	}
	t.ID = n
	return s.db.Write(ctx, who, access.EditSettings.Practice(), func(tx *db.Tx) error {
		was, err := findVisitType(ctx, &tx.View, n)
		if err != nil {
			return err
		}
		if err := updateMeant(ctx, tx, was, t, f.RecallMeant); err != nil {
			return err
		}
		return replaceNeeds(ctx, tx, n, t)
	})
}

// CloseVisitType takes it out of what can be booked, or back in.
func (s *Service) CloseVisitType(ctx context.Context, who access.Actor, n id.VisitType, closed bool) error {
	return s.db.Write(ctx, who, access.EditSettings.Practice(), func(tx *db.Tx) error {
		if err := closeVisitType(ctx, tx, n, closed); err != nil {
			return err
		}
		return lookAtRecalls(ctx, tx)
	})
}

// chosen reads the number of what was picked from a list; nothing picked is nil.
func chosen[T ~int64](c *fault.Check, typed, field string) *T {
	if typed == "" {
		return nil
	}
	n, err := strconv.ParseInt(typed, 10, 64)
	c.Unless(err == nil && n > 0, field, "Choose one of the list.")
	t := T(n)
	return &t
}

func sameMonths(a, b *int) bool { return a == b || a != nil && b != nil && *a == *b }
