package scheduling

import (
	"context"
	"slices"
	"strings"
	"time"

	"charthouse/internal/db"
	"charthouse/internal/id"
)

// need is a sort of place of which a visit takes one, and those of the location.
type need struct {
	Sort   id.Sort
	Name   string
	Room   bool
	Places []place // those that the booking holds already come first
}

// findNeeds reads what the kind of visit takes at the location. A room is not
// looked for where the form says that there is none.
func findNeeds(ctx context.Context, v *db.View, p plan, a asked) ([]need, error) {
	if p.kind.ID == 0 {
		return nil, nil
	}
	needs, err := listNeeds(ctx, v, p.kind.ID, p.location.ID, p.booking)
	if err != nil {
		return nil, err
	}
	needs = slices.DeleteFunc(needs, func(n need) bool { return n.Room && a.roomless })
	for _, n := range needs {
		if len(n.Places) == 0 {
			return nil, refuse("location", p.kind.Name+" needs what "+p.location.Name+" does not have: "+n.Name+". Choose another location.")
		}
	}
	return needs, nil
}

// mayOffer refuses a clinician who does not offer the kind of visit. What is booked
// already stays theirs.
func mayOffer(ctx context.Context, v *db.View, p plan) error {
	if p.booking != 0 {
		return nil
	}
	by, err := listOffering(ctx, v, p.kind.ID)
	if err != nil || len(by) == 0 || slices.ContainsFunc(by, func(c clinician) bool { return c.ID == p.clinician.ID }) {
		return err
	}
	var names []string
	for _, c := range by {
		names = append(names, c.Name)
	}
	return refuse("clinician", p.clinician.Name+" does not offer "+p.kind.Name+". Choose "+strings.Join(names, ", or ")+".")
}

// usualRoom is the room of the hours, where there is one that the visit can take.
func (p *plan) usualRoom(h Hours) place {
	room := place{ID: h.PlaceID, ResourceID: h.RoomID}
	for _, n := range p.needs {
		if n.Room {
			return n.of(room)
		}
	}
	return room
}

// of is the place itself if it is of the sort, or none.
func (n need) of(p place) place {
	if i := slices.IndexFunc(n.Places, func(o place) bool { return o.ID == p.ID }); i >= 0 {
		return n.Places[i]
	}
	return place{}
}

// unmet are the needs that none of the places meets.
func (p *plan) unmet(places ...place) []need {
	return slices.DeleteFunc(slices.Clone(p.needs), func(n need) bool {
		return slices.ContainsFunc(places, func(o place) bool { return n.of(o).ID != 0 })
	})
}

// takes is what the visit holds within those hours, and the needs of which any
// place will do.
func (p *plan) takes(h Hours) (fixed []id.Resource, unmet []need) {
	room := p.place
	if p.usual {
		room = p.usualRoom(h)
	}
	for _, held := range []place{room, p.equipment} {
		if held.ResourceID != 0 {
			fixed = append(fixed, held.ResourceID)
		}
	}
	if p.second.ResourceID != 0 {
		fixed = append(fixed, p.second.ResourceID)
	}
	return append(fixed, p.clinician.ResourceID), p.unmet(room, p.equipment)
}

// placeOf is the place of the sort that a visit then holds or could hold, and whether it
// is a room; none where no sort is asked for.
func (p *plan) placeOf(sort id.Sort, h Hours, cal calendars, at time.Time) (id.Place, bool) {
	i := slices.IndexFunc(p.needs, func(n need) bool { return sort != 0 && n.Sort == sort })
	if i < 0 {
		return 0, false
	}
	n := p.needs[i]
	if usual := n.of(p.usualRoom(h)); usual.ID != 0 {
		return usual.ID, n.Room
	}
	return cal.first(n, p.kind.around(Span{at, at.Add(time.Duration(p.kind.Minutes) * time.Minute)})).ID, n.Room
}

// choose takes a free place for each need, or names the sort of which none is free.
func (p *plan) choose(ctx context.Context, v *db.View, unmet []need) (string, error) {
	if len(unmet) == 0 {
		return "", nil
	}
	held, err := listBusy(ctx, v, resourcesOf(unmet), []id.Booking{p.booking}, p.held())
	if err != nil {
		return "", err
	}
	cal := calendarsOf(held)
	for _, n := range unmet {
		found := cal.first(n, p.held())
		if found.ID == 0 {
			return "Every " + n.Name, nil
		}
		p.chosen = append(p.chosen, found)
	}
	return "", nil
}

func resourcesOf(needs []need) (out []id.Resource) {
	for _, n := range needs {
		for _, p := range n.Places {
			out = append(out, p.ResourceID)
		}
	}
	return out
}

// calendars are when resources are held: apart, and in order.
type calendars map[id.Resource][]Span

func calendarsOf(held []busy) calendars {
	out := calendars{}
	for _, b := range held {
		of := out[b.ResourceID]
		if n := len(of); n > 0 && !b.From.After(of[n-1].To) { // booked twice on purpose
			of[n-1].To = later(of[n-1].To, b.To)
			continue
		}
		out[b.ResourceID] = append(of, Span{b.From, b.To})
	}
	return out
}

// free is true where nothing holds the resource within the span.
func (c calendars) free(r id.Resource, s Span) bool {
	held := c[r]
	i, _ := slices.BinarySearchFunc(held, s.From, func(h Span, from time.Time) int {
		if h.To.After(from) {
			return 1
		}
		return -1
	})
	return i == len(held) || !held[i].From.Before(s.To)
}

// first is the first place that meets the need and is free, or none.
func (c calendars) first(n need, s Span) place {
	for _, p := range n.Places {
		if c.free(p.ResourceID, s) {
			return p
		}
	}
	return place{}
}
