package scheduling

import (
	"context"
	"time"

	"charthouse/internal/access"
	"charthouse/internal/civil"
	"charthouse/internal/db"
	"charthouse/internal/id"
)

// Waiting is somebody who waits, for which times, and what they were offered last.
type Waiting struct {
	Wait       id.Wait
	ClientID   id.Client
	Client     string
	Hidden     bool // the file is shut to whoever looks
	Type       string
	Clinician  string // empty: anybody
	Location   string // empty: any
	Weekdays   []int
	Parts      []string
	EarliestOn *civil.Date
	LatestOn   *civil.Date
	EndsOn     civil.Date
	Urgency    string
	Remark     string
	Online     bool
	MadeAt     time.Time
	MadeBy     string
	VisitLocal *time.Time // of the visit that would move earlier, wall time
	VisitOver  bool       // it is over or cancelled: nothing can move
	Reachable  bool       // by mail or text, once there is a mail server
	Over       bool       // they waited until their last day
	EndedFor   string     // booked, removed, left, over; empty while they wait
	EndedAt    *time.Time
	EndedBy    string
	EndReason  string
	Asked      int        // times that they were offered
	LastLocal  *time.Time // of the last one, wall time
	LastState  SlotOfferState
	LastBecame string // of the time, as Freed.State says it
	LastEnds   *time.Time
}

// Freed is a time that got free, and what is done or was done about it.
type Freed struct {
	ID          id.Opening
	ClinicianID id.Staff
	LocationID  id.Location
	Clinician   string
	Location    string
	Zone        string
	Local       time.Time // wall time, labelled UTC
	StartsAt    time.Time
	EndsAt      time.Time
	FreedAt     time.Time
	State       string // open, taken, filled, stopped, over
	Standing    int    // offers that may be taken now
	Asked       int    // all that were made
	Until       *time.Time
	ClosedAt    *time.Time
	ClosedBy    string
	Reason      string
}

// Open is true while it may be offered.
func (f Freed) Open() bool { return f.State == stillOpen }

// Asked is somebody who was offered a time, and what came of it.
type Asked struct {
	ClientID   id.Client
	Client     string
	Hidden     bool
	MadeAt     time.Time
	ExpiresAt  time.Time
	State      SlotOfferState
	Became     string // of the time, as Freed.State says it
	Left       string // why they waited no more, where they did before it was anybody's or stopped
	AnsweredAt *time.Time
	Local      time.Time // of the time, wall time
	Opening    id.Opening
	Clinician  string
}

// Could is somebody who waits and could have a time that got free.
type Could struct {
	ClientID    id.Client
	Client      string
	Hidden      bool
	Phone       string
	VisitTypeID id.VisitType
	Type        string
	VisitID     id.Visit // that would move, or zero
	Urgency     string
	State       SlotOfferState // of the offer that they had of it, or empty
	Reached     bool           // an offer reaches them
}

// Waitlist is who waits, and the times that got free: those to come, and what became of
// those of the last days.
type Waitlist struct {
	Waiting []Waiting
	Freed   []Freed
	More    bool // who waits are more than were asked for
	Mails   bool // there is a mail server: without, nothing is offered by mail
}

// Waitlist lists up to most of who waits, the more urgent first, then who waits longer.
func (s *Service) Waitlist(ctx context.Context, who access.Actor, most int) (out Waitlist, err error) {
	err = s.db.Read(ctx, who, access.OpenWaitlist.Across(), func(v *db.View) error {
		if out.Waiting, err = listWaiting(ctx, v, most+1); err != nil {
			return err
		}
		if out.More = len(out.Waiting) > most; out.More {
			out.Waiting = out.Waiting[:most]
		}
		for _, w := range out.Waiting {
			v.Shown(w.ClientID)
		}
		if out.Mails, err = findMails(ctx, v); err != nil {
			return err
		}
		out.Freed, err = listFreedTimes(ctx, v)
		return err
	})
	return out, err
}

// Wait reads one entry with all that was offered for it, the newest first.
func (s *Service) Wait(ctx context.Context, who access.Actor, c id.Client, n id.Wait) (w Waiting, asked []Asked, err error) {
	err = s.db.Read(ctx, who, access.OpenWaitlist.On(c), func(v *db.View) error {
		if w, err = findWaiting(ctx, v, n); err != nil {
			return err
		}
		asked, err = listAskedOf(ctx, v, n)
		return err
	})
	return w, asked, err
}

// OpenFreed reads a time that got free with all who were offered it and, while nobody has
// it, who else could have it.
func (s *Service) OpenFreed(ctx context.Context, who access.Actor, n id.Opening) (f Freed, asked []Asked, could []Could, err error) {
	err = s.db.Read(ctx, who, access.OpenWaitlist.Across(), func(v *db.View) error {
		if f, err = findFreedTime(ctx, v, n); err != nil {
			return err
		}
		if asked, err = listAsked(ctx, v, n); err != nil {
			return err
		}
		for _, a := range asked {
			v.Shown(a.ClientID)
		}
		if could, err = listCould(ctx, v, n); err != nil {
			return err
		}
		for _, c := range could {
			v.Shown(c.ClientID)
		}
		return nil
	})
	return f, asked, could, err
}

// WaitOffer is what the form of a wait can choose from.
type WaitOffer struct {
	Offer
	Coming []Choice // visits of the client that could move earlier
}

// OfferWait reads what can be chosen for a wait.
func (s *Service) OfferWait(ctx context.Context, who access.Actor, c id.Client) (o WaitOffer, err error) {
	err = s.db.Read(ctx, who, access.EditWaitlist.On(c), func(v *db.View) error {
		if o.Offer, err = listOffer(ctx, v, Wish{}); err != nil {
			return err
		}
		if o.Client, err = findName(ctx, v); err != nil {
			return err
		}
		o.Coming, err = listComing(ctx, v)
		return err
	})
	return o, err
}
