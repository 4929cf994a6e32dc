package scheduling

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"charthouse/internal/access"
	"charthouse/internal/civil"
	"charthouse/internal/db"
	"charthouse/internal/fault"
	"charthouse/internal/id"
)

// Online is what a visitor may know of what can be booked online. Off has no types.
type Online struct {
	On          bool
	ChangeHours int               // until so many hours before it may be moved or cancelled
	Types       []OnlineType      `db:"-"`
	Clinicians  []OnlineClinician `db:"-"` // who can be asked for
}

// OnlineType is a kind of visit that is offered online.
type OnlineType struct {
	ID          id.VisitType
	Name        string
	Minutes     int
	For         string // both, new or known
	NoticeHours int
	Days        int // how far ahead
}

// OnlineClinician is somebody who can be asked for, and what they offer.
type OnlineClinician struct {
	ID    id.Staff
	Name  string
	Types []id.VisitType
}

// Whom a kind of visit is offered to online.
const (
	ForBoth  = "both"
	ForNew   = "new"   // who has not been here
	ForKnown = "known" // who has a file
)

// Of is the kind of that number, where it is offered.
func (o Online) Of(n id.VisitType) (OnlineType, bool) {
	at := slices.IndexFunc(o.Types, func(t OnlineType) bool { return t.ID == n })
	if at < 0 {
		return OnlineType{}, false
	}
	return o.Types[at], true
}

// Online answers what can be booked online.
func (s *Service) Online(ctx context.Context, who access.Actor) (o Online, err error) {
	err = s.db.Read(ctx, who, access.BookOnline.Practice(), func(v *db.View) error {
		o, err = findOnline(ctx, v)
		return err
	})
	return o, err
}

// OnlineWish is a time as a page of patients sends it back.
type OnlineWish struct {
	At string `form:"at"` // see OnlineAt
}

// OnlineAt writes a slot of a kind of visit as OnlineWish reads it.
func OnlineAt(t id.VisitType, s Slot) string {
	return strings.Join([]string{t.String(), s.ClinicianID.String(), s.LocationID.String(), civil.New(s.Local.Date()).String(), s.Value()}, "|")
}

// wish is the same as the desk would ask for it.
func (in OnlineWish) wish() (Wish, error) {
	part := strings.Split(in.At, "|")
	if len(part) != 5 || part[2] == "" {
		return Wish{}, refuse("at", "Choose a time.")
	}
	return Wish{VisitType: part[0], Clinician: part[1], Location: part[2], Day: part[3], Start: part[4], online: true}, nil
}

// Type is the kind of visit that is asked for; zero where the words mean nothing.
func (in OnlineWish) Type() id.VisitType {
	w, _ := in.wish()
	n, _ := id.Parse[id.VisitType](w.VisitType)
	return n
}

// OnlineTimes answers the next times that may be booked online, the soonest first. The
// last day and the first instant are those of the policy, whatever is asked.
func (s *Service) OnlineTimes(ctx context.Context, who access.Actor, f Search, most int) (out []Slot, err error) {
	err = s.db.Read(ctx, who, access.BookOnline.Practice(), func(v *db.View) error {
		out, err = onlineTimes(ctx, v, f, most)
		return err
	})
	return out, err
}

func onlineTimes(ctx context.Context, v *db.View, f Search, most int) ([]Slot, error) {
	t, _ := id.Parse[id.VisitType](f.VisitType) // what is no number is not offered
	o, err := findOnline(ctx, v)
	if err != nil {
		return nil, err
	}
	k, offered := o.Of(t)
	if !offered {
		return nil, errNotOnline
	}
	day, err := today(ctx, v)
	if err != nil {
		return nil, err
	}
	f.Until = day.Add(k.Days).String()
	f.earliest = v.Now().Add(time.Duration(k.NoticeHours) * time.Hour)
	first := civil.Of(f.earliest, time.UTC).Add(-1) // a location may be a day behind
	if asked, err := civil.Parse(f.From); err != nil || asked.Before(first) {
		f.From = first.String()
	}
	if asked, _ := civil.Parse(f.From); asked.After(day.Add(k.Days)) {
		return nil, nil
	}
	return FindTimesTx(ctx, v, f, most)
}

var errNotOnline = fault.New(fault.NotFound, "This cannot be booked online. Please call us, and we find a time together.")

// mayBeOnline holds the plan to the policy of its kind. Late is by how much its notice
// may be missed.
func mayBeOnline(ctx context.Context, v *db.View, p plan, late time.Duration) error {
	o, err := findOnline(ctx, v)
	if err != nil {
		return err
	}
	k, offered := o.Of(p.kind.ID)
	if !offered {
		return errNotOnline
	}
	if !slices.ContainsFunc(o.Clinicians, func(c OnlineClinician) bool { return c.ID == p.clinician.ID && slices.Contains(c.Types, k.ID) }) {
		return ErrTimeGone
	}
	day, err := today(ctx, v)
	if err != nil {
		return err
	}
	soonest := v.Now().Add(time.Duration(k.NoticeHours)*time.Hour - late)
	if p.span.From.Before(soonest) || p.day().After(day.Add(k.Days)) {
		return fault.New(fault.Conflict, fmt.Sprintf("%s can be booked online from %s until %s before. Please choose another time.", k.Name, count(k.Days, "day"), count(k.NoticeHours, "hour")))
	}
	return nil
}

func count(n int, of string) string {
	if n == 1 {
		return "1 " + of
	}
	return fmt.Sprintf("%d %ss", n, of)
}

// KnockOnline counts what somebody at an address of the web does: looks at times,
// keeps one, books. Who says who they are is counted too.
func (s *Service) KnockOnline(ctx context.Context, what, key string, limit int) error {
	calm, err := s.db.Knock(ctx, "online "+what+" "+key, limit, time.Hour)
	if err == nil && !calm {
		err = fault.New(fault.TooMany, "That was tried very often within an hour. Please wait a little, or call us.")
	}
	return err
}
