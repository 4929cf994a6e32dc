package scheduling

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"charthouse/internal/civil"
	"charthouse/internal/db"
	"charthouse/internal/fault"
	"charthouse/internal/id"
)

// run is the plans of a series. What is the same for all its visits is looked up
// once, so that 200 take as many queries as two.
type run struct {
	base    plan
	rule    Rule
	days    []time.Time // wall times that follow the rule
	hours   map[civil.Date][]Hours
	away    []awayFor
	places  map[id.Place]place     // of the location
	seconds map[id.Staff]clinician // who takes part in one or other of the visits
	names   map[id.Resource]string
	within  Span
	moving  []id.Booking // that are there already: what they hold counts as free
	cal     calendars
}

// awayFor is why nobody works from a day until another.
type awayFor struct {
	From, Until civil.Date
	Why         string
}

// prepare reads the hours, the places and who is away, from the day of one wall time
// until that of another.
func (r *run) prepare(ctx context.Context, v *db.View, first, last time.Time) error {
	from, until := civil.Of(first, time.UTC), civil.Of(last, time.UTC)
	r.within = Span{from.Add(-1).In(r.base.zone), until.Add(2).In(r.base.zone)}
	worked, err := listHoursOf(ctx, v, r.base.clinician.ID, from, until)
	if err != nil {
		return fmt.Errorf("hours of a clinician: %w", err)
	}
	r.hours = map[civil.Date][]Hours{}
	for _, w := range worked {
		r.hours[w.Day] = append(r.hours[w.Day], w.Hours)
	}
	if r.away, err = listAway(ctx, v, r.base, from, until); err != nil {
		return fmt.Errorf("why nobody works: %w", err)
	}
	all, err := listPlacesOf(ctx, v, r.base.location.ID)
	if err != nil {
		return fmt.Errorf("places of a location: %w", err)
	}
	r.places = map[id.Place]place{}
	for _, p := range all {
		r.places[p.ID] = p
	}
	if r.seconds == nil {
		r.seconds = map[id.Staff]clinician{}
	}
	if r.base.second.ID != 0 {
		r.seconds[r.base.second.ID] = r.base.second
	}
	r.names, err = r.named(ctx, v)
	return err
}

// resources are all that a visit of the series could hold, in the order in which
// they are locked.
func (r *run) resources() []id.Resource {
	all := append(r.base.resources(), resourcesOf(r.base.needs)...)
	for _, c := range r.seconds {
		all = append(all, c.ResourceID)
	}
	for _, p := range r.places {
		all = append(all, p.ResourceID)
	}
	return inOrder(all)
}

// look reads the calendars; who is about to write has locked them.
func (r *run) look(ctx context.Context, v *db.View) error {
	held, err := listBusy(ctx, v, r.resources(), r.moving, r.base.kind.around(r.within))
	if err != nil {
		return fmt.Errorf("what is held: %w", err)
	}
	r.cal = calendarsOf(held)
	return nil
}

// lock takes the calendars, each once and in order: see lockFree.
func (r *run) lock(ctx context.Context, tx *db.Tx) error {
	return lockCalendars(ctx, tx, r.resources())
}

// at is the plan of one visit at a wall time, as it was asked for.
func (r *run) at(local time.Time, a asked) plan {
	p := r.base
	p.booking, p.local, p.chosen, p.away = a.booking, local, nil, ""
	p.second = r.seconds[a.second]
	p.usual = a.place == 0 && !a.roomless
	p.hours = r.hours[civil.Of(local, time.UTC)]
	p.place, p.equipment = r.places[a.place], r.places[a.equipment]
	if a.minutes != 0 {
		p.kind.Minutes = a.minutes
	}
	if p.usual {
		p.place = r.places[p.room(a)]
	}
	if len(p.hours) == 0 {
		p.away = r.why(civil.Of(local, time.UTC))
	}
	return p
}

func (r *run) why(day civil.Date) string {
	for _, a := range r.away {
		if !day.Before(a.From) && !day.After(a.Until) {
			return a.Why
		}
	}
	return ""
}

// judge says whether the visit can be had. One that can holds its calendars from
// then on, so that no other visit of the series takes them.
func (r *run) judge(p *plan, fold Fold, now time.Time, anyway bool) Occurrence {
	o := Occurrence{Free: Free{Local: p.local}, State: Open}
	at := Wall(p.local, p.zone)
	if len(at) == 0 {
		o.State, o.Why = Nowhere, p.local.Format("15:04")+noSuchHour
		return o
	}
	o.Free = freeAt(at[0], p.zone)
	if fold == SecondFold {
		o.Free = freeAt(at[len(at)-1], p.zone)
	}
	p.span = Span{o.At, o.At.Add(time.Duration(p.kind.Minutes) * time.Minute)}
	if p.span.From.Before(now.Truncate(5 * time.Minute)) {
		o.State, o.Why = Passed, "This time has passed."
		return o
	}
	o.State, o.Why = r.taken(p)
	if outside := p.outside(); outside != "" && !anyway {
		o.State, o.Why = Outside, outside
	}
	if o.State == Open {
		r.hold(p)
		return o
	}
	o.Near = nearest(p.freeOn(p.day(), r.cal, now), p.span.From, 3)
	return o
}

// taken chooses the places that the visit takes, or says what is held then.
func (r *run) taken(p *plan) (State, string) {
	said := func(name string) (State, string) {
		return Taken, name + " is taken at " + p.local.Format("15:04") + "."
	}
	for _, n := range []id.Resource{p.clinician.ResourceID, p.second.ResourceID, p.place.ResourceID, p.equipment.ResourceID} {
		if n != 0 && !r.cal.free(n, p.held()) {
			return said(r.names[n])
		}
	}
	for _, n := range p.unmet(p.place, p.equipment) {
		found := r.cal.first(n, p.held())
		if found.ID == 0 {
			return said("Every place of the sort " + n.Name)
		}
		p.chosen = append(p.chosen, found)
	}
	return Open, ""
}

func (r *run) hold(p *plan) {
	for _, n := range p.resources() {
		r.cal[n] = append(r.cal[n], p.held())
		slices.SortFunc(r.cal[n], func(a, b Span) int { return a.From.Compare(b.From) })
	}
}

// refused is what an accepted time meets that cannot be had any more.
func (o Occurrence) refused() error {
	said := o.Local.Format("Monday 2 January, 15:04") + ": " + o.Why
	var clocks []string
	for _, f := range o.Near {
		clocks = append(clocks, f.Clock())
	}
	if len(clocks) > 0 {
		said += " Free then: " + strings.Join(clocks, ", ") + "."
	}
	return fault.New(fault.Conflict, said+" Nothing was changed: look at the series as it is now.")
}

func (r *run) series() Series {
	return Series{Rule: r.rule.String(), Clinician: r.base.clinician.Name, VisitType: r.base.kind.Name, Location: r.base.location.Name}
}

func bySpan(a, b plan) int {
	return cmp.Or(a.span.From.Compare(b.span.From), cmp.Compare(a.booking, b.booking))
}
