package scheduling

import (
	"context"
	"errors"
	"slices"
	"strconv"

	"charthouse/internal/access"
	"charthouse/internal/civil"
	"charthouse/internal/db"
	"charthouse/internal/fault"
	"charthouse/internal/id"
)

// WaitForm is what is typed about somebody who waits. What is empty does not matter to
// them.
type WaitForm struct {
	Type      string   `form:"type"`
	Visit     string   `form:"visit"` // that would move earlier; empty: one is to be booked
	Clinician string   `form:"clinician"`
	Location  string   `form:"location"`
	Weekdays  []string `form:"weekday"` // 1 is Monday
	Parts     []string `form:"part"`    // morning, afternoon, evening
	Earliest  string   `form:"earliest"`
	Latest    string   `form:"latest"`  // the last day on which it would do
	Urgency   string   `form:"urgency"` // empty: routine
	Ends      string   `form:"ends"`    // the last day of waiting; empty: the latest day, or in 90 days
	Remark    string   `form:"remark"`
}

// Urgencies are how urgent a wait can be, the least first.
var Urgencies = []string{"routine", "soon", "urgent"}

// DayParts are the parts of a day that somebody can wait for; see parts for their hours.
var DayParts = []string{"morning", "afternoon", "evening"}

// waitsFor is how many days, where nothing else is said, and waitsAtMost how far ahead
// anything may be said: about a year.
const (
	waitsFor    = 90
	waitsAtMost = 366
)

// How a wait ended, as the table waits writes it.
const (
	WaitBooked  = "booked"
	waitRemoved = "removed"
	waitLeft    = "left" // by themselves
)

// wait is a form that was understood.
type wait struct {
	kind             id.VisitType
	visit            id.Visit
	clinician        id.Staff
	location         id.Location
	weekdays         []int
	parts            []string
	earliest, latest civil.Date
	ends             civil.Date
	urgency, remark  string
	online           bool
}

func (f WaitForm) understand(now civil.Date) (wait, error) {
	var c fault.Check
	w := wait{
		kind:      number[id.VisitType](&c, f.Type, "type", "Choose what kind of visit it is."),
		visit:     optional[id.Visit](&c, f.Visit, "visit", "Choose one of the visits."),
		clinician: optional[id.Staff](&c, f.Clinician, "clinician", "Choose one of the clinicians, or anybody."),
		location:  optional[id.Location](&c, f.Location, "location", "Choose one of the locations, or any."),
		urgency:   f.Urgency, remark: f.Remark, parts: []string{}, weekdays: []int{},
	}
	if w.urgency == "" {
		w.urgency = Urgencies[0]
	}
	c.Unless(slices.Contains(Urgencies, w.urgency), "urgency", "Choose how urgent it is.")
	c.Unless(len(f.Remark) <= 500, "remark", "Keep it under 500 letters.")
	for _, p := range f.Parts {
		c.Unless(slices.Contains(DayParts, p), "part", "Choose parts of the day.")
		w.parts = append(w.parts, p)
	}
	for _, d := range f.Weekdays {
		n, err := strconv.Atoi(d)
		c.Unless(err == nil && n >= 1 && n <= 7, "weekday", "Choose days of the week.")
		w.weekdays = append(w.weekdays, n)
	}
	slices.Sort(w.weekdays)
	w.earliest, w.latest, w.ends = dayOrNone(&c, f.Earliest, "earliest"), dayOrNone(&c, f.Latest, "latest"), dayOrNone(&c, f.Ends, "ends")
	c.Unless(w.latest.IsZero() || !w.latest.Before(now), "latest", "This day has passed.")
	c.Unless(w.latest.IsZero() || w.earliest.IsZero() || !w.latest.Before(w.earliest), "latest", "This is before the first day that would do.")
	c.Unless(w.ends.IsZero() || !w.ends.Before(now), "ends", "This day has passed.")
	for field, d := range map[string]civil.Date{"earliest": w.earliest, "latest": w.latest, "ends": w.ends} {
		c.Unless(!d.After(now.Add(waitsAtMost)), field, "This is more than a year ahead. Choose an earlier day, or leave it empty.")
	}
	if w.ends.IsZero() {
		w.ends = w.latest
	}
	if w.ends.IsZero() {
		w.ends = now.Add(waitsFor)
		if w.earliest.After(now) {
			w.ends = w.earliest.Add(waitsFor)
		}
	}
	return w, c.Fault()
}

func dayOrNone(c *fault.Check, typed, field string) civil.Date {
	if typed == "" {
		return civil.Date{}
	}
	d, err := civil.Parse(typed)
	c.Unless(err == nil && !d.IsZero(), field, "Write a day, such as 2026-05-04.")
	return d
}

// AddWait puts the client on the waitlist. Who waits for this kind of visit already is
// a Conflict.
func (s *Service) AddWait(ctx context.Context, who access.Actor, c id.Client, f WaitForm) (id.Wait, error) {
	return db.Make(ctx, s.db, who, access.EditWaitlist.On(c), func(tx *db.Tx) (id.Wait, error) {
		n, err := addWait(ctx, tx, f, false)
		if err == nil && n == 0 {
			err = fault.New(fault.Conflict, "They wait for this kind of visit already. Take that entry off the waitlist to write it anew.")
		}
		return n, err
	})
}

// JoinWaitTx puts the act's client on the waitlist by themselves. Who waits for this
// kind of visit already keeps that place, and what they wish for now takes the place of
// what was wished for before. It answers 0 where nothing is new.
func JoinWaitTx(ctx context.Context, tx *db.Tx, f WaitForm) (id.Wait, error) {
	return addWait(ctx, tx, f, true)
}

// CheckWaitTx says what of a wait that somebody joins online cannot be right, field by
// field.
func CheckWaitTx(ctx context.Context, v *db.View, f WaitForm) error {
	now, err := today(ctx, v)
	if err != nil {
		return err
	}
	w, err := f.understand(now)
	if err != nil {
		return err
	}
	return w.placed(ctx, v)
}

// WaitsOnlineTx answers the kind of visit that somebody would wait for, where it is
// offered online.
func WaitsOnlineTx(ctx context.Context, v *db.View, f WaitForm) (OnlineType, error) {
	o, err := findOnline(ctx, v)
	if err != nil {
		return OnlineType{}, err
	}
	n, _ := id.Parse[id.VisitType](f.Type) // what is no number is not offered
	k, offered := o.Of(n)
	if !offered {
		return k, errNotOnline
	}
	return k, nil
}

// NotForThemTx says that the kind is for people who have not been here, and the act's
// client has.
func NotForThemTx(ctx context.Context, v *db.View, k OnlineType) (bool, error) {
	b, err := findBeen(ctx, v)
	return k.For == ForNew && b.Here, err
}

// addWait answers 0 where they wait for this kind already, and online where they wish for
// the same.
func addWait(ctx context.Context, tx *db.Tx, f WaitForm, online bool) (id.Wait, error) {
	tx.Calm()
	now, err := today(ctx, &tx.View)
	if err != nil {
		return 0, err
	}
	w, err := f.understand(now)
	if err != nil {
		return 0, err
	}
	w.online = online
	if w.visit != 0 {
		v, err := findVisit(ctx, &tx.View, w.visit)
		if err != nil {
			return 0, absent(err, "visit", "Choose one of the visits.")
		}
		if v.open() != nil || !v.StartsAt.After(tx.Now()) {
			return 0, refuse("visit", "This visit is over or cancelled. Choose one that is to come, or none.")
		}
		w.kind = v.VisitTypeID
	}
	if _, err := findKind(ctx, &tx.View, w.kind, false); err != nil {
		return 0, absent(err, "type", "This kind of visit is not offered any more. Choose another one.")
	}
	if err := w.placed(ctx, &tx.View); err != nil {
		return 0, err
	}
	n, err := insertWait(ctx, tx, w)
	if online && errors.Is(err, db.ErrNone) {
		n, err = changeWait(ctx, tx, w)
	}
	return n, absentIsZero(err)
}

// placed refuses a clinician and a location that are not here any more.
func (w wait) placed(ctx context.Context, v *db.View) error {
	if w.clinician != 0 {
		if _, err := findClinician(ctx, v, w.clinician); err != nil {
			return absent(err, "clinician", "This clinician cannot be booked any more. Choose another one, or anybody.")
		}
	}
	if w.location != 0 {
		if _, err := findLocation(ctx, v, w.location); err != nil {
			return absent(err, "location", "This location is closed for good. Choose another one, or any.")
		}
	}
	return nil
}

// EndWait takes the client off the waitlist.
func (s *Service) EndWait(ctx context.Context, who access.Actor, c id.Client, n id.Wait, reason string) error {
	return s.db.Write(ctx, who, access.EditWaitlist.On(c), func(tx *db.Tx) error {
		tx.Calm()
		if reason == "" {
			return refuse("reason", "Say why in a word or two: the patient called, it is not needed any more.")
		}
		if len(reason) > 500 {
			return refuse("reason", "Keep the reason under 500 letters.")
		}
		w, err := findWait(ctx, &tx.View, n)
		if err != nil {
			return err
		}
		if w.Ended {
			return fault.New(fault.Conflict, "This entry is off the waitlist already.")
		}
		return endWait(ctx, tx, n, waitRemoved, reason)
	})
}

// WaitedTx ends what the act's client waits for of a kind of visit that was booked for
// them otherwise.
func WaitedTx(ctx context.Context, tx *db.Tx, kind id.VisitType) error {
	return endWaits(ctx, tx, kind)
}
