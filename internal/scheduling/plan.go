package scheduling

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"charthouse/internal/civil"
	"charthouse/internal/db"
	"charthouse/internal/id"
)

// plan is a wish that was looked up: rows that exist, at instants that exist.
type plan struct {
	booking   id.Booking // that is being moved, or zero
	kept      id.Booking // the time that is kept for whoever asks, or zero
	over      bool       // what is offered to those who wait is taken knowingly
	clinician clinician
	second    clinician // who takes part; zero: nobody
	kind      kind
	location  location
	place     place // the room; zero: none
	usual     bool  // the room is that of the hours, whichever they are
	equipment place
	needs     []need  // of the kind of visit, at the location
	chosen    []place // for those that place and equipment leave open: see lockFree
	double    string  // why it may take what is held already, or empty
	beside    string  // why it stands beside something already, or empty
	lanes     map[id.Resource]int
	joins     id.Booking    // the group that it takes a place of, or zero
	party     int           // how many take a place together; zero: one
	leaves    []id.Resource // what a group holds that is left: see lock
	local     time.Time
	zone      *time.Location
	span      Span
	hours     []Hours // of the clinician, that day
	away      string  // why there are none though the week has some, or empty
	missing   string  // that who takes part is away, or empty
	busy      Span    // when one of them is busy elsewhere within it; zero: never
	busyName  string  // who that is
	opening   []Hours // of the location, all weekdays; empty: never set
}

// Span is from an instant until just before another.
type Span struct{ From, To time.Time }

type clinician struct {
	ID         id.Staff
	Name       string
	ResourceID id.Resource
}

type kind struct {
	ID       id.VisitType
	Name     string
	Minutes  int
	Before   int // minutes that are kept free before it
	After    int // and after it
	Capacity int // how many may share it
	FeeCents int64
	FormID   id.Form
}

type location struct {
	ID   id.Location
	Name string
	Zone string
}

type place struct {
	ID         id.Place
	Name       string
	ResourceID id.Resource
}

// makePlan looks up what was asked for and decides instants, place and location.
func makePlan(ctx context.Context, v *db.View, a asked) (plan, error) {
	p, err := sketch(ctx, v, a)
	if err != nil {
		return p, err
	}
	if err := p.resolve(a.fold); err != nil {
		return p, err
	}
	for _, c := range []clinician{p.clinician, p.second} {
		if p.busy.From.IsZero() && c.ID != 0 {
			p.busyName = c.Name
			if p.busy, err = findBusy(ctx, v, c.ID, p.held()); err != nil {
				return p, fmt.Errorf("when somebody is busy elsewhere: %w", err)
			}
		}
	}
	return p, nil
}

// sketch is a plan whose wall time is no instant yet.
func sketch(ctx context.Context, v *db.View, a asked) (p plan, err error) {
	if p.clinician, err = findClinician(ctx, v, a.clinician); err != nil {
		return p, absent(err, "clinician", "This clinician cannot be booked any more. Choose another one.")
	}
	if a.second != 0 {
		if p.second, err = findSecond(ctx, v, a.second, a.booking != 0); err != nil {
			return p, absent(err, "second", "This clinician cannot be booked any more. Choose another one, or nobody.")
		}
	}
	if p.kind, err = findKind(ctx, v, a.kind, a.booking != 0); err != nil {
		return p, absent(err, "type", "This kind of visit is not offered any more. Choose another one.")
	}
	p.local, p.booking, p.kept, p.double = a.local, a.booking, a.kept, a.double
	p.over, p.usual = a.anyway || a.double != "", a.place == 0 && !a.roomless
	if a.minutes != 0 {
		p.kind.Minutes = a.minutes
	}
	if err := mayOffer(ctx, v, p); err != nil {
		return p, err
	}
	if p.hours, err = listHours(ctx, v, a.clinician, p.day()); err != nil {
		return p, fmt.Errorf("hours of a clinician: %w", err)
	}
	if p.location, err = findLocation(ctx, v, p.where(a)); err != nil {
		return p, absent(err, "location", "This location is closed for good. Choose another one.")
	}
	if p.needs, err = findNeeds(ctx, v, p, a); err != nil {
		return p, err
	}
	if p.place, err = findPlace(ctx, v, p.location.ID, p.room(a), "room"); err != nil {
		return p, absent(err, "place", "This room is not at this location any more. Choose another one.")
	}
	if p.equipment, err = findPlace(ctx, v, p.location.ID, a.equipment, "equipment"); err != nil {
		return p, absent(err, "equipment", "This equipment is not at this location any more. Choose another one.")
	}
	if p.opening, err = listOpening(ctx, v, p.location.ID); err != nil {
		return p, fmt.Errorf("opening hours: %w", err)
	}
	if len(p.hours) == 0 && !a.anyway { // who means it needs no reason
		if p.away, err = whyAway(ctx, v, p); err != nil {
			return p, fmt.Errorf("why nobody works: %w", err)
		}
	}
	if p.second.ID != 0 && !a.anyway {
		if p.missing, err = whyMissing(ctx, v, p); err != nil {
			return p, fmt.Errorf("whether who takes part is away: %w", err)
		}
	}
	if err := p.clocks(); err != nil {
		return p, err
	}
	return p, notFar(p.day(), civil.Of(v.Now(), p.zone), "day")
}

// clocks are those of the location.
func (p *plan) clocks() (err error) {
	if p.zone, err = time.LoadLocation(p.location.Zone); err != nil {
		return fmt.Errorf("zone of location %s: %w", p.location.ID, err)
	}
	return nil
}

// resolve turns the wall time into instants of the location's zone.
func (p *plan) resolve(fold Fold) error {
	from, err := instant(p.local, p.zone, fold)
	p.span = Span{from, from.Add(time.Duration(p.kind.Minutes) * time.Minute)}
	return err
}

func (p *plan) start() int { return p.local.Hour()*60 + p.local.Minute() }

// where is the location that was asked for, or the one where the clinician
// works at that time, or at all on that weekday; zero is the practice's first.
func (p *plan) where(a asked) id.Location {
	if a.location != 0 || len(p.hours) == 0 {
		return a.location
	}
	for _, h := range p.hours {
		if h.covers(p.start(), p.start()+p.kind.Minutes) {
			return h.LocationID
		}
	}
	return p.hours[0].LocationID
}

// room is the place that was asked for, or the one of the clinician's hours.
func (p *plan) room(a asked) id.Place {
	if a.place != 0 || a.roomless {
		return a.place
	}
	for _, h := range p.hours {
		if h.LocationID == p.location.ID && h.covers(p.start(), p.start()+p.kind.Minutes) {
			return p.usualRoom(h).ID
		}
	}
	return 0
}

// resources are what the plan holds, in the order in which they are locked.
func (p *plan) resources() []id.Resource {
	var out []id.Resource
	for _, c := range []clinician{p.clinician, p.second} {
		if c.ResourceID != 0 { // the block of a room has nobody
			out = append(out, c.ResourceID)
		}
	}
	for _, held := range append([]place{p.place, p.equipment}, p.chosen...) {
		if held.ResourceID != 0 {
			out = append(out, held.ResourceID)
		}
	}
	return inOrder(out)
}

// held is the visit with the minutes that are kept free around it.
func (p *plan) held() Span { return p.kind.around(p.span) }

func (k kind) around(s Span) Span {
	return Span{s.From.Add(-time.Duration(k.Before) * time.Minute), s.To.Add(time.Duration(k.After) * time.Minute)}
}

// check refuses what no calendar could allow: the past, unless the person
// stands at the desk, and hours outside unless they are meant.
func (p *plan) check(a asked, now time.Time) error {
	if err := notPast(p.day(), civil.Of(now, p.zone), "day"); err != nil {
		return err
	}
	if p.span.From.Before(now.Truncate(5*time.Minute)) && !(a.walkIn && p.today(now)) {
		return refuse("start", p.local.Format("15:04")+" has passed. Pick a later time; somebody who is here now is a walk-in.")
	}
	if a.walkIn && !p.today(now) {
		return refuse("day", "Somebody who walks in is here today. Pick today, or book without the walk-in.")
	}
	if outside := cmp.Or(p.outside(), p.missing, p.elsewhere()); outside != "" && !a.anyway {
		return refuse("anyway", outside+" Book it anyway if this is meant.")
	}
	return nil
}

func (p *plan) today(now time.Time) bool {
	return p.day() == civil.Of(now, p.zone)
}

func (p *plan) weekday() int { return p.day().ISOWeekday() }

// inOrder is the order in which everybody locks resources, so that nobody waits
// for somebody who waits for them.
func inOrder(resources []id.Resource) []id.Resource {
	slices.Sort(resources)
	return slices.Compact(resources)
}
