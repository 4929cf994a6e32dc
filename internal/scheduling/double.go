package scheduling

import (
	"cmp"
	"context"
	"slices"

	"charthouse/internal/db"
	"charthouse/internal/id"
)

// Over is the wish as one that may take what something else holds already, for the
// reason that it gives: only an act of its own does that, with a verb of its own.
func (w Wish) Over() Wish { w.over = true; return w }

// overlap gives each resource of the plan the first lane in which nothing holds it
// then. Of a sort that the kind of visit takes it chooses a free place, or else the
// first of them. The resources are locked.
func (p *plan) overlap(ctx context.Context, v *db.View, unmet []need) error {
	busy, err := listLanes(ctx, v, append(p.resources(), resourcesOf(unmet)...), p.booking, p.held())
	if err != nil {
		return err
	}
	used := map[id.Resource][]int{}
	for _, b := range busy {
		used[b.ResourceID] = append(used[b.ResourceID], b.Lane)
	}
	for _, n := range unmet {
		free := slices.IndexFunc(n.Places, func(o place) bool { return len(used[o.ResourceID]) == 0 })
		p.chosen = append(p.chosen, n.Places[max(free, 0)])
	}
	p.lanes = map[id.Resource]int{}
	for _, r := range p.resources() {
		for slices.Contains(used[r], p.lanes[r]) {
			p.lanes[r]++
		}
	}
	return nil
}

// stay keeps what is moved in the lanes in which it stands beside something already, as
// far as it still does: whoever meant that need not mean it again for a change in place.
func (p *plan) stay(ctx context.Context, v *db.View) error {
	if p.booking == 0 {
		return nil
	}
	own, err := listOwnLanes(ctx, v, p.resources(), p.booking, p.held())
	if err != nil {
		return err
	}
	p.lanes = map[id.Resource]int{}
	for _, l := range own {
		p.lanes[l.ResourceID] = l.Lane
		p.beside = cmp.Or(p.beside, l.Why)
	}
	return nil
}
