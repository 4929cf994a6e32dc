package scheduling

import (
	"context"
	"slices"
	"time"

	"charthouse/internal/civil"
	"charthouse/internal/db"
	"charthouse/internal/id"
)

// MadeSeries is a series that was booked: its visits in order of time, and the form
// that their kind asks for, or zero.
type MadeSeries struct {
	Series id.Series
	Visits []id.Visit
	Form   id.Form
}

// BookSeriesTx books the act's client for the times of the series that were accepted:
// all of them or none. Each is on a day of the rule. One that cannot be had any more
// is a Conflict that names it and the nearest free times.
func BookSeriesTx(ctx context.Context, tx *db.Tx, w Wish, rep Repeat) (MadeSeries, error) {
	accepted, err := takings(rep.Take)
	if err != nil {
		return MadeSeries{}, err
	}
	r, a, err := runOf(ctx, &tx.View, w, rep)
	if err != nil {
		return MadeSeries{}, err
	}
	if err := r.lock(ctx, tx); err != nil {
		return MadeSeries{}, err
	}
	if err := endHolds(ctx, tx, 0, r.resources(), r.within); err != nil {
		return MadeSeries{}, err
	}
	if err := r.look(ctx, &tx.View); err != nil {
		return MadeSeries{}, err
	}
	plans, err := r.take(accepted, a, tx.Now())
	if err != nil {
		return MadeSeries{}, err
	}
	if err := coveredAll(ctx, tx, a, plans); err != nil {
		return MadeSeries{}, err
	}
	made := MadeSeries{Form: r.base.kind.FormID}
	if made.Series, err = insertSeries(ctx, tx, r.rule); err != nil {
		return made, err
	}
	made.Visits, err = insertVisits(ctx, tx, made.Series, plans, a)
	return made, r.base.broken(err)
}

// take plans what was accepted, in order of time. A day of the rule is taken once.
func (r *run) take(accepted []taking, a asked, now time.Time) ([]plan, error) {
	open := map[civil.Date]bool{}
	for _, d := range r.days {
		open[civil.Of(d, time.UTC)] = true
	}
	var out []plan
	for _, t := range accepted {
		day := civil.Of(t.local, time.UTC)
		if !open[day] || t.visit != 0 {
			return nil, errNoTaking
		}
		open[day] = false
		p := r.at(t.local, a)
		if o := r.judge(&p, t.fold, now, a.anyway); o.State != Open {
			return nil, o.refused()
		}
		out = append(out, p)
	}
	slices.SortFunc(out, bySpan)
	return out, nil
}

// coveredAll refuses a chosen coverage that does not last over all visits.
func coveredAll(ctx context.Context, tx *db.Tx, a asked, plans []plan) error {
	if a.coverage == 0 {
		return nil
	}
	for _, p := range []plan{plans[0], plans[len(plans)-1]} {
		if _, err := findCoverage(ctx, tx, a.coverage, p.local); err != nil {
			return absent(err, "coverage", "This coverage is not this patient's, or does not last over all of these visits. Choose another one, or self-pay.")
		}
	}
	return nil
}
