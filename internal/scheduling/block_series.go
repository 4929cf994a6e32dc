package scheduling

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"charthouse/internal/access"
	"charthouse/internal/db"
	"charthouse/internal/fault"
	"charthouse/internal/id"
)

// MadeBlocks are blocks of one rule: the first of them, how many there are, and the wall
// times that were left out since something is there already.
type MadeBlocks struct {
	First id.Booking
	Kept  int
	Left  []time.Time
}

// takenSpan is the number of a span in which something is held, and by whom.
type takenSpan struct {
	N    int
	Name string
}

// BlockTimes keeps a span free on each day of the rule, within the bounds of a series.
// Where some of them are taken nothing is kept and the Conflict names them under leave,
// unless those are to be left out. A form that is sent twice is answered the first block
// alone.
func (s *Service) BlockTimes(ctx context.Context, who access.Actor, in Block, rep Repeat, leave bool) (made MadeBlocks, err error) {
	made.First, err = db.Make(ctx, s.db, who, access.BlockTime.Practice(), func(tx *db.Tx) (id.Booking, error) {
		made, err = blockTimes(ctx, tx, in, rep, leave)
		return made.First, err
	})
	return made, err
}

func blockTimes(ctx context.Context, tx *db.Tx, in Block, rep Repeat, leave bool) (MadeBlocks, error) {
	rule, err := rep.read()
	if err != nil {
		return MadeBlocks{}, err
	}
	plans, err := in.plans(ctx, &tx.View, rule)
	if err != nil {
		return MadeBlocks{}, err
	}
	if err := lockBlocks(ctx, tx, plans); err != nil {
		return MadeBlocks{}, err
	}
	free, left, err := untaken(ctx, &tx.View, plans, leave)
	if err != nil {
		return MadeBlocks{}, err
	}
	series, err := insertBlockSeries(ctx, tx, rule)
	if err != nil {
		return MadeBlocks{}, err
	}
	if err := insertBlocks(ctx, tx, series, in.Title, free); err != nil {
		return MadeBlocks{}, free[0].broken(err)
	}
	return MadeBlocks{free[0].booking, len(free), left}, nil
}

// plans are those of the days of the rule. An hour that the clocks leave out, or have
// twice, is that of the first block only; on other days it is the first one that exists.
func (in Block) plans(ctx context.Context, v *db.View, rule Rule) ([]plan, error) {
	a, err := in.understand()
	if err != nil {
		return nil, err
	}
	base, err := in.plan(ctx, v, a)
	if err != nil {
		return nil, err
	}
	days, err := rule.days(a.local, base.zone)
	if err != nil {
		return nil, err
	}
	var out []plan
	for _, local := range days {
		at := Wall(local, base.zone)
		if len(at) == 0 {
			continue
		}
		p := base
		p.local, p.span = local, Span{at[0], at[0].Add(time.Duration(base.kind.Minutes) * time.Minute)}
		if local.Equal(base.local) {
			p.span = base.span
		}
		out = append(out, p)
	}
	return out, nil
}

// lockBlocks takes the calendars of the plans, which hold the same. What is offered to
// those who wait stays kept for them.
func lockBlocks(ctx context.Context, tx *db.Tx, plans []plan) error {
	all, within := plans[0].resources(), Span{plans[0].span.From, plans[len(plans)-1].span.To}
	if err := lockCalendars(ctx, tx, all); err != nil {
		return err
	}
	if err := endHolds(ctx, tx, 0, all, within); err != nil {
		return fmt.Errorf("end what was kept: %w", err)
	}
	return nil
}

// untaken are the plans that can be had, and when the others would be. Without leave to
// leave these out they are a Conflict.
func untaken(ctx context.Context, v *db.View, plans []plan, leave bool) (free []plan, left []time.Time, err error) {
	var from, to []time.Time
	for _, p := range plans {
		from, to = append(from, p.span.From), append(to, p.span.To)
	}
	taken, err := listTaken(ctx, v, plans[0].resources(), from, to)
	if err != nil {
		return nil, nil, err
	}
	var said []string
	for _, t := range taken {
		left = append(left, plans[t.N].local)
		said = append(said, plans[t.N].local.Format("Mon 2 Jan 2006")+" ("+t.Name+")")
	}
	switch {
	case len(taken) == len(plans):
		return nil, nil, fault.New(fault.Conflict, "On all of these days the time is taken. Keep another time free.")
	case len(taken) > 0 && !leave:
		most := min(len(said), 12)
		more := ""
		if len(said) > most {
			more = fmt.Sprintf(" and %d more", len(said)-most)
		}
		return nil, nil, &fault.Fault{
			Kind:    fault.Conflict,
			Message: fmt.Sprintf("On %d of %d days the time is taken. Nothing is kept free yet.", len(taken), len(plans)),
			Fields:  map[string]string{"leave": "Taken: " + strings.Join(said[:most], ", ") + more + ". Choose another time, or leave these days out."},
		}
	}
	for i, p := range plans {
		if !slices.ContainsFunc(taken, func(t takenSpan) bool { return t.N == i }) {
			free = append(free, p)
		}
	}
	return free, left, nil
}

// UnblockTime opens a block again, and of a series also those after it or all that are to
// come. It answers the words that make the one again, and how many were opened.
func (s *Service) UnblockTime(ctx context.Context, who access.Actor, b id.Booking, scope Scope) (was Block, opened int64, err error) {
	err = s.db.Write(ctx, who, access.BlockTime.Practice(), func(tx *db.Tx) error {
		c, err := findBlock(ctx, &tx.View, b)
		if err != nil {
			return err
		}
		was = c.words()
		var from *time.Time // null: only this one
		switch scope {
		case Following:
			from = &c.StartsAt
		case AllToCome:
			now := tx.Now()
			from = &now
		}
		opened, err = deleteBlocks(ctx, tx, b, c.Series, from)
		return err
	})
	return was, opened, err
}

// BlockAt answers where a block stands in the calendar: at which location, and by whom or
// what its day is seen.
func (s *Service) BlockAt(ctx context.Context, who access.Actor, b id.Booking) (at id.Location, by By, err error) {
	err = s.db.Read(ctx, who, access.BlockTime.Practice(), func(v *db.View) error {
		c, err := findBlock(ctx, v, b)
		if err != nil {
			return err
		}
		at = c.LocationID
		switch {
		case c.ClinicianID != 0:
		case c.Equipment:
			by = ByEquipment
		default:
			by = ByRoom
		}
		return nil
	})
	return at, by, err
}
