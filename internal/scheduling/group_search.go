package scheduling

import (
	"context"
	"time"

	"charthouse/internal/civil"
	"charthouse/internal/db"
	"charthouse/internal/id"
)

// groups are the times at which a group of those who work then has a place left.
func (q *query) groups(ctx context.Context, v *db.View, worked []workedHours, from, last civil.Date) ([]groupTime, error) {
	if q.kind.Capacity < 2 || q.sort != 0 { // what a group holds is not chosen anew
		return nil, nil
	}
	var clinicians []id.Resource
	for _, w := range worked {
		clinicians = append(clinicians, w.ResourceID)
	}
	return listGroupTimes(ctx, v, q.kind, inOrder(clinicians), around(from, last))
}

// groupsIn are those of them within the hours, and not before an instant.
func (p *plan) groupsIn(w workedHours, groups []groupTime, soonest time.Time) (out []Free) {
	lasts := time.Duration(p.kind.Minutes) * time.Minute
	for _, open := range p.open(w.Hours) {
		within := open.on(w.Day, p.zone)
		for _, g := range groups {
			here := g.ClinicianID == w.ClinicianID && g.LocationID == w.LocationID
			if here && !g.StartsAt.Before(soonest) && !g.StartsAt.Before(within.From) && !g.StartsAt.Add(lasts).After(within.To) {
				out = append(out, freeAt(g.StartsAt, p.zone))
			}
		}
	}
	return out
}
