package scheduling

import (
	"time"
)

// Targets are how long somebody may be where they are. With the clinician it is as
// long as the visit was booked for.
type Targets struct {
	Wait  time.Duration // after they arrived and their time has come
	Room  time.Duration // in a room, before the clinician comes; zero: not looked at
	Leave time.Duration // done, and not let go
}

// overrun is how long after its end somebody who is here may still be waiting or
// in a room: practices run late. Later it is a visit without an outcome.
const overrun = 2 * time.Hour

// Flow says where a visit is in the building.
type Flow string

// The flows. Stuck is a visit still to come, or under way, that something holds up.
const (
	FlowDue       Flow = "due"
	FlowHere      Flow = "here"
	FlowRoom      Flow = "room"
	FlowWith      Flow = "with"
	FlowReady     Flow = "ready"
	FlowLeft      Flow = "left"
	FlowStuck     Flow = "stuck"
	FlowNoShow    Flow = "no_show"
	FlowCancelled Flow = "cancelled"
)

// Flow is where the visit is at the instant.
func (l Line) Flow(now time.Time) Flow {
	switch {
	case l.CancelledAt != nil:
		return FlowCancelled
	case l.NoShowAt != nil:
		return FlowNoShow
	case l.SeenAt != nil:
		return FlowLeft
	case l.Blocker != 0 && (l.ArrivedAt == nil || now.After(l.EndsAt.Add(overrun))):
		return FlowStuck
	case l.ReadyAt != nil:
		return FlowReady
	case l.WithAt != nil:
		return FlowWith
	case l.RoomedAt != nil:
		return FlowRoom
	case l.ArrivedAt == nil:
		return FlowDue
	}
	return FlowHere
}

// Clock is how long somebody has been where they are, and how long that may be.
type Clock struct{ Ran, Target time.Duration }

// Over is true past the target.
func (c Clock) Over() bool { return c.Target > 0 && c.Ran > c.Target }

// Clock runs for whoever is here; zero for all others.
func (l Line) Clock(now time.Time, t Targets) Clock {
	switch l.Flow(now) {
	case FlowHere:
		return Clock{l.Waited(now), t.Wait}
	case FlowRoom:
		return Clock{now.Sub(*l.RoomedAt), t.Room}
	case FlowWith:
		return Clock{now.Sub(*l.WithAt), l.EndsAt.Sub(l.StartsAt)}
	case FlowReady:
		return Clock{now.Sub(*l.ReadyAt), t.Leave}
	}
	return Clock{}
}

// Waited is how long the person has waited: nobody waits before their time.
func (l Line) Waited(now time.Time) time.Duration {
	if l.ArrivedAt == nil {
		return 0
	}
	from := *l.ArrivedAt
	if from.Before(l.StartsAt) {
		from = l.StartsAt
	}
	return max(now.Sub(from), 0)
}
