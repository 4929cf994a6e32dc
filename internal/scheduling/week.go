package scheduling

import (
	"context"
	"fmt"
	"slices"

	"charthouse/internal/access"
	"charthouse/internal/civil"
	"charthouse/internal/db"
	"charthouse/internal/fault"
	"charthouse/internal/id"
)

// CalendarWeek is the days of a clinician from Monday on, side by side, at all locations on
// the same clocks. Its Date is the Monday.
type CalendarWeek struct {
	Day
	Of         id.Staff
	Clinicians []Choice // to switch to
}

// CalendarWeek reads the week of a day, or the present one. Nobody is whoever asks, if they
// see patients, or else the first who does; zero is the first location.
func (s *Service) CalendarWeek(ctx context.Context, who access.Actor, at id.Location, of id.Staff, date civil.Date) (w CalendarWeek, err error) {
	err = s.db.Read(ctx, who, access.OpenDay.Across(), func(v *db.View) error {
		if w.Day, err = dayAt(ctx, v, at, date); err != nil {
			return err
		}
		if w.Clinicians, err = listClinicians(ctx, v); err != nil {
			return fmt.Errorf("clinicians: %w", err)
		}
		if w.Of, err = w.whose(of, who.Staff()); err != nil {
			return err
		}
		return w.fill(ctx, v)
	})
	return w, err
}

func (w *CalendarWeek) whose(of, who id.Staff) (id.Staff, error) {
	is := func(n id.Staff) bool {
		return slices.ContainsFunc(w.Clinicians, func(c Choice) bool { return c.ID == int64(n) })
	}
	switch {
	case len(w.Clinicians) == 0:
		return 0, fault.New(fault.NotFound, "Nobody sees patients here yet, so there is no week to show.")
	case of != 0 && !is(of):
		return 0, db.ErrNone
	case of != 0:
		return of, nil
	case is(who):
		return who, nil
	}
	return id.Staff(w.Clinicians[0].ID), nil
}

// fill reads the days. Monday to Friday always stand; Saturday and Sunday where there
// is something on one of them.
func (w *CalendarWeek) fill(ctx context.Context, v *db.View) error {
	w.Date = w.Date.Add(1 - w.Date.ISOWeekday())
	until := w.Date.Add(7)
	err := w.Day.fill(ctx, v, part{zone: w.At.Zone, of: w.Of, from: w.Date, until: until, within: Span{w.Date.In(w.Zone), until.In(w.Zone)}})
	if err != nil {
		return err
	}
	days := 5
	if n := len(w.Calendars); n > 0 {
		days = max(days, w.Calendars[n-1].Date.ISOWeekday())
	}
	for i := range days {
		day := w.Date.Add(i)
		if i >= len(w.Calendars) || w.Calendars[i].Date != day {
			w.Calendars = slices.Insert(w.Calendars, i, Calendar{ClinicianID: w.Of, Date: day})
		}
	}
	return nil
}
