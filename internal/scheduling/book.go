package scheduling

import (
	"context"
	"fmt"
	"slices"

	"charthouse/internal/db"
	"charthouse/internal/id"
)

// Made is a visit that was booked, and the form that its kind asks for, or zero.
type Made struct {
	Visit id.Visit
	Form  id.Form
	Kind  id.VisitType
}

// BookTx books the act's client. A time that is taken is a Conflict that names
// the nearest free ones; an hour that does not exist, one that exists twice and
// one outside hours are Invalid under start, fold and anyway.
func BookTx(ctx context.Context, tx *db.Tx, w Wish) (Made, error) {
	a, err := w.understand()
	if err != nil {
		return Made{}, err
	}
	p, err := makePlan(ctx, &tx.View, a)
	if err != nil {
		return Made{}, err
	}
	if err := p.check(a, tx.Now()); err != nil {
		return Made{}, err
	}
	coverage, err := coverageOf(ctx, tx, a, p)
	if err != nil {
		return Made{}, err
	}
	if err := lockFree(ctx, tx, &p); err != nil {
		return Made{}, err
	}
	visit, err := insertVisit(ctx, tx, p, a, coverage)
	if err != nil {
		return Made{}, p.broken(err)
	}
	if a.walkIn {
		err = insertMark(ctx, tx, visit, Mark{Kind: MarkArrived})
	}
	return Made{visit, p.kind.FormID, p.kind.ID}, err
}

// coverageOf is who pays: what was chosen, or the client's first active
// coverage on that day; zero is the client.
func coverageOf(ctx context.Context, tx *db.Tx, a asked, p plan) (id.Coverage, error) {
	if a.selfPay {
		return 0, nil
	}
	c, err := findCoverage(ctx, tx, a.coverage, p.local)
	if a.coverage != 0 {
		return c, absent(err, "coverage", "This coverage has ended or is not this patient's. Choose another one, or self-pay.")
	}
	return c, absentIsZero(err)
}

// lockFree takes the calendars of the plan in order, chooses the places that the
// kind of visit takes, and refuses where something is held: of any number who want
// the same time, one wins and the others are told what is free instead.
func lockFree(ctx context.Context, tx *db.Tx, p *plan) error {
	unmet := p.unmet(p.place, p.equipment)
	if err := lock(ctx, tx, *p, unmet); err != nil {
		return err
	}
	if joined, err := p.join(ctx, &tx.View); err != nil || joined {
		return err
	}
	if err := overOffers(ctx, tx, *p); err != nil {
		return err
	}
	if p.double != "" {
		return p.overlap(ctx, &tx.View, unmet)
	}
	if err := p.stay(ctx, &tx.View); err != nil {
		return err
	}
	name, err := findTaken(ctx, &tx.View, *p)
	if err == nil && name == "" {
		name, err = p.choose(ctx, &tx.View, unmet)
	}
	if err != nil || name == "" {
		return err
	}
	return refuseTaken(ctx, &tx.View, *p, name)
}

// lock takes the calendars of the plan and of what would meet its needs, in order, and
// takes away the holds in them whose minutes are over. Those of a group that is left
// are taken too: nobody comes to it meanwhile.
func lock(ctx context.Context, tx *db.Tx, p plan, unmet []need) error {
	all := inOrder(slices.Concat(p.resources(), resourcesOf(unmet), p.leaves))
	if err := lockCalendars(ctx, tx, all); err != nil {
		return err
	}
	if err := endHolds(ctx, tx, p.kept, all, p.held()); err != nil {
		return fmt.Errorf("end what was kept: %w", err)
	}
	return nil
}

// lockCalendars takes those of resources that are in order.
func lockCalendars(ctx context.Context, tx *db.Tx, resources []id.Resource) error {
	for _, r := range resources {
		if err := tx.LockScope(ctx, db.Calendar, int64(r)); err != nil {
			return fmt.Errorf("lock a calendar: %w", err)
		}
	}
	return nil
}

// lockAgain is lockFree for what a booking held before, each resource in its own lane:
// whether that is free still, the constraint says.
func lockAgain(ctx context.Context, tx *db.Tx, p plan) error {
	if err := lock(ctx, tx, p, nil); err != nil {
		return err
	}
	return overOffers(ctx, tx, p)
}
