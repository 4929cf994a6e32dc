package scheduling

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"
	"time"

	"charthouse/internal/civil"
	"charthouse/internal/db"
	"charthouse/internal/fault"
	"charthouse/internal/id"
)

// query is a search that was understood, and what is the same on all its days.
type query struct {
	clinician   id.Staff    // zero: any
	location    id.Location // zero: any
	visitType   id.VisitType
	from, until civil.Date
	hours       [2]int
	minutes     int   // zero: as long as the kind of visit
	weekdays    []int // none: all
	sort        id.Sort
	earliest    time.Time

	kind  kind
	sites map[id.Location]plan // a plan without a clinician, where the visit can take place
}

func (f Search) understand(today civil.Date) (query, error) {
	var c fault.Check
	q := query{
		visitType: number[id.VisitType](&c, f.VisitType, "type", "Choose what kind of visit it is."),
		clinician: optional[id.Staff](&c, f.Clinician, "clinician", "Choose with whom, or anybody."),
		location:  optional[id.Location](&c, f.Location, "location", "Choose one of the locations, or any."),
		sort:      optional[id.Sort](&c, f.Sort, "sort", "Choose one of the sorts, or nothing."),
		earliest:  f.earliest,
	}
	var err error
	q.from, err = civil.Parse(f.From)
	c.Unless(err == nil, "from", "Write the first day that would do.")
	q.until, err = civil.Parse(f.Until)
	c.Unless(err == nil, "until", "Write the last day that would do.")
	if q.from.Before(today.Add(-1)) { // a location may be a day behind
		q.from = today.Add(-1)
	}
	if q.until.IsZero() || q.until.After(q.from.Add(366)) {
		q.until = q.from.Add(366)
	}
	c.Unless(!q.until.Before(q.from), "until", "The last day comes after the first.")
	hours, ok := parts[f.Part]
	c.Unless(ok, "part", "Choose morning, afternoon, evening, or any time.")
	q.hours, q.minutes = hours, minutes(&c, f.Lasts)
	for _, d := range f.Weekdays {
		n, err := strconv.Atoi(d)
		c.Unless(err == nil && n >= 1 && n <= 7, "weekday", "Choose days of the week.")
		q.weekdays = append(q.weekdays, n)
	}
	return q, c.Fault()
}

// prepare looks up what is the same on all days: the kind of visit and what it
// takes at each location. A location that lacks something is no place for it.
func (q *query) prepare(ctx context.Context, v *db.View) (err error) {
	if q.kind, err = findKind(ctx, v, q.visitType, false); err != nil {
		return absent(err, "type", "This kind of visit is not offered any more. Choose another one.")
	}
	q.kind.Minutes = cmp.Or(q.minutes, q.kind.Minutes)
	sites, err := listSites(ctx, v)
	if err != nil {
		return fmt.Errorf("locations: %w", err)
	}
	opening, err := listAllOpening(ctx, v)
	if err != nil {
		return fmt.Errorf("opening hours: %w", err)
	}
	needs, err := listAllNeeds(ctx, v, q.visitType, q.sort)
	if err != nil {
		return fmt.Errorf("what the visit takes: %w", err)
	}
	q.sites = map[id.Location]plan{}
	for _, s := range sites {
		p := plan{kind: q.kind, location: location(s), usual: true, needs: needsAt(needs, s.ID)}
		if q.location != 0 && q.location != s.ID || len(p.needs) < len(needsAt(needs, 0)) {
			continue
		}
		if p.zone, err = time.LoadLocation(s.Zone); err != nil {
			return fmt.Errorf("zone of location %s: %w", s.ID, err)
		}
		p.opening = slices.DeleteFunc(slices.Clone(opening), func(h Hours) bool { return h.LocationID != s.ID })
		q.sites[s.ID] = p
	}
	return nil
}

// within are the free times of those days, in order.
func (q *query) within(ctx context.Context, v *db.View, from, last civil.Date) ([]Slot, error) {
	worked, err := listWorked(ctx, v, *q, from, last.Add(1))
	if err != nil {
		return nil, fmt.Errorf("hours of work: %w", err)
	}
	cal, err := q.calendars(ctx, v, worked, from, last)
	if err != nil {
		return nil, fmt.Errorf("what is held: %w", err)
	}
	groups, err := q.groups(ctx, v, worked, from, last)
	if err != nil {
		return nil, fmt.Errorf("places of groups: %w", err)
	}
	var out []Slot
	for _, w := range worked {
		p, open := q.sites[w.LocationID]
		if !open || len(q.weekdays) > 0 && !slices.Contains(q.weekdays, w.Weekday) {
			continue
		}
		p.clinician = clinician{w.ClinicianID, w.Clinician, w.ResourceID}
		p.local = w.Day.In(time.UTC)
		soonest := later(v.Now(), q.earliest)
		for _, f := range append(p.freeIn(w.Hours, w.Day, cal, soonest), p.groupsIn(w, groups, soonest)...) {
			if hour := f.Local.Hour(); hour >= q.hours[0] && hour < q.hours[1] {
				s := Slot{Free: f, ClinicianID: w.ClinicianID, Clinician: w.Clinician, LocationID: p.location.ID, Location: p.location.Name, Zone: p.zone}
				s.PlaceID, s.Room = p.placeOf(q.sort, w.Hours, cal, f.At)
				out = append(out, s)
			}
		}
	}
	slices.SortStableFunc(out, func(a, b Slot) int {
		return cmp.Or(a.At.Compare(b.At), cmp.Compare(a.Clinician, b.Clinician), cmp.Compare(a.ClinicianID, b.ClinicianID))
	})
	return out, nil
}

// calendars reads those of everybody who works then, of their rooms, and of the
// places that would do.
func (q *query) calendars(ctx context.Context, v *db.View, worked []workedHours, from, last civil.Date) (calendars, error) {
	var all []id.Resource
	for _, w := range worked {
		all = append(all, w.ResourceID, w.RoomID)
	}
	for _, p := range q.sites {
		all = append(all, resourcesOf(p.needs)...)
	}
	held, err := listBusy(ctx, v, inOrder(all), nil, q.kind.around(around(from, last)))
	return calendarsOf(held), err
}

// around is wide enough for the days in every zone.
func around(from, last civil.Date) Span {
	return Span{from.Add(-1).In(time.UTC), last.Add(2).In(time.UTC)}
}

// workedHours are somebody's hours of one day.
type workedHours struct {
	Day        civil.Date
	Clinician  string
	ResourceID id.Resource
	Hours
}
