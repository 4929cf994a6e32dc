package scheduling

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"charthouse/internal/access"
	"charthouse/internal/civil"
	"charthouse/internal/db"
	"charthouse/internal/fault"
	"charthouse/internal/id"
)

// CalendarWeek is days from Monday on, side by side: of clinicians at all locations on the
// same clocks, of a room or a piece of equipment, or of everybody at a
// location. Its Date is the Monday. Each day
// has a calendar for each of them who has something on it, and at least one.
type CalendarWeek struct {
	Day
	Of         Whose
	Clinicians []Choice // to switch to, where it is of clinicians
	Places     []Choice // to switch to, where it is of a place
	Left       int      // how many more are at the location than stand side by side
}

// Whose is whose week it is.
type Whose struct {
	By         By         // ByLocation is everybody at the location
	Clinicians []id.Staff // none: whoever asks, if they see patients, or else the first who does
	Place      id.Place   // zero: the first of its sort at the location
}

// MostBeside is how many clinicians stand side by side in a week.
const MostBeside = 12

// CalendarWeek reads the week of a day, or the present one. Zero is the first location; a
// place is at its own.
func (s *Service) CalendarWeek(ctx context.Context, who access.Actor, at id.Location, of Whose, date civil.Date) (w CalendarWeek, err error) {
	err = s.db.Read(ctx, who, access.OpenDay.Across(), func(v *db.View) error {
		if of.Place != 0 {
			if at, err = findSiteOf(ctx, v, of.Place); err != nil {
				return err
			}
		}
		if w.Day, err = dayAt(ctx, v, at, date); err != nil {
			return err
		}
		w.Date, w.Of = w.Date.Add(1-w.Date.ISOWeekday()), of
		switch {
		case of.By.Place():
			return w.ofPlace(ctx, v)
		case of.By == ByLocation:
			return w.ofEverybody(ctx, v)
		}
		return w.ofClinicians(ctx, v)
	})
	return w, err
}

// part is the whole week.
func (w *CalendarWeek) part() part {
	until := w.Date.Add(7)
	return part{zone: w.At.Zone, from: w.Date, until: until, within: Span{w.Date.In(w.Zone), until.In(w.Zone)}}
}

func (w *CalendarWeek) ofClinicians(ctx context.Context, v *db.View) (err error) {
	if w.Clinicians, err = listClinicians(ctx, v); err != nil {
		return fmt.Errorf("clinicians: %w", err)
	}
	if w.Of.Clinicians, err = w.whose(w.Of.Clinicians, v.Who().Staff()); err != nil {
		return err
	}
	p := w.part()
	p.of = w.Of.Clinicians
	if err := w.fill(ctx, v, p); err != nil {
		return err
	}
	w.stand(Calendar{ClinicianID: w.Of.Clinicians[0]})
	return nil
}

func (w *CalendarWeek) whose(of []id.Staff, who id.Staff) ([]id.Staff, error) {
	is := func(n id.Staff) bool {
		return slices.ContainsFunc(w.Clinicians, func(c Choice) bool { return c.ID == int64(n) })
	}
	var out []id.Staff
	for _, n := range of {
		switch {
		case n == 0 || slices.Contains(out, n):
		case !is(n):
			return nil, db.ErrNone
		default:
			out = append(out, n)
		}
	}
	switch {
	case len(w.Clinicians) == 0:
		return nil, fault.New(fault.NotFound, "Nobody sees patients here yet, so there is no week to show.")
	case len(out) > MostBeside:
		return nil, fault.New(fault.NotFound, fmt.Sprintf("At most %d clinicians stand side by side. Choose fewer.", MostBeside))
	case len(out) > 0:
		return out, nil
	case is(who):
		return []id.Staff{who}, nil
	}
	return []id.Staff{id.Staff(w.Clinicians[0].ID)}, nil
}

// ofEverybody reads who works at the location in the week, or has something booked there.
func (w *CalendarWeek) ofEverybody(ctx context.Context, v *db.View) error {
	p := w.part()
	p.at = w.At.ID
	there, err := listThere(ctx, v, p)
	if err != nil {
		return fmt.Errorf("who is at the location: %w", err)
	}
	p.of = there[:min(len(there), MostBeside)]
	w.Left = len(there) - len(p.of)
	if len(p.of) > 0 {
		if err := w.fill(ctx, v, p); err != nil {
			return err
		}
	}
	w.stand(Calendar{})
	return nil
}

// stand completes the days: Monday to Friday always stand, Saturday and Sunday where there
// is something on one of them. A day without a calendar gets the empty one.
func (w *CalendarWeek) stand(empty Calendar) {
	last := 5
	stands := map[civil.Date]bool{}
	for _, c := range w.Calendars {
		stands[c.Date], last = true, max(last, c.Date.ISOWeekday())
	}
	for i := range last {
		if empty.Date = w.Date.Add(i); !stands[empty.Date] {
			w.Calendars = append(w.Calendars, empty)
		}
	}
	slices.SortStableFunc(w.Calendars, func(a, b Calendar) int {
		return cmp.Or(a.Date.Days(b.Date), cmp.Compare(a.ClinicianID, b.ClinicianID))
	})
}
