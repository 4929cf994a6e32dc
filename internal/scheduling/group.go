package scheduling

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"

	"charthouse/internal/civil"
	"charthouse/internal/db"
	"charthouse/internal/fault"
	"charthouse/internal/id"
)

// group is a booking that several clients share.
type group struct {
	BookingID id.Booking
	Free      int  // places that nobody has
	Mine      bool // the client has one
}

// join finds the group that the plan would be in, at just its time with its clinician,
// and takes a place of it: then nothing else is held. Who is in it already, and one that
// is full, is a Conflict. The calendars are locked.
func (p *plan) join(ctx context.Context, v *db.View) (joined bool, err error) {
	if p.kind.Capacity < 2 {
		return false, nil
	}
	g, err := findGroup(ctx, v, *p)
	switch {
	case err != nil:
		return false, absentIsZero(err)
	case g.Mine:
		return false, fault.New(fault.Conflict, "They are in this group already.")
	case g.Free <= 0:
		return false, errFull
	case g.Free < p.party:
		return false, fault.New(fault.Conflict, "A group is there already, and it has "+count(g.Free, "place")+" left for "+strconv.Itoa(p.party)+" people. Pick another time, or move them one by one.")
	}
	p.joins = g.BookingID
	return true, nil
}

var errFull = fault.New(fault.Conflict, "This group is full. Pick another time, or let the visit type have more places.")

// moveShared moves a visit that shares its booking or comes to share one: the others
// stay where they are, and what nobody shares any more is free.
func moveShared(ctx context.Context, tx *db.Tx, v visit, p plan) error {
	to := p.joins
	if to == 0 {
		var err error
		if to, err = insertBooking(ctx, tx, "visit", "", p); err != nil {
			return err
		}
		if err := hold(ctx, tx, to, p); err != nil {
			return err
		}
	}
	if err := follow(ctx, tx, to, v); err != nil {
		return err
	}
	if err := rebook(ctx, tx, v.ID, p, to); err != nil || v.Others > 0 {
		return err
	}
	if err := free(ctx, tx, v.BookingID); err != nil {
		return err
	}
	return leave(ctx, tx, v.left(p)...)
}

// withGroups adds the times at which a group has a place left.
func (p *plan) withGroups(ctx context.Context, v *db.View, day civil.Date, free []Free) ([]Free, error) {
	if p.kind.Capacity < 2 {
		return free, nil
	}
	at, err := listGroupsOn(ctx, v, *p, Span{day.In(p.zone), day.Add(1).In(p.zone)})
	if err != nil {
		return nil, fmt.Errorf("groups of the day: %w", err)
	}
	for _, t := range at {
		free = append(free, freeAt(t, p.zone))
	}
	slices.SortFunc(free, func(a, b Free) int { return cmp.Or(a.At.Compare(b.At), cmp.Compare(a.Fold, b.Fold)) })
	return slices.CompactFunc(free, func(a, b Free) bool { return a.At.Equal(b.At) }), nil
}
