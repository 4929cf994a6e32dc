package worklist

import (
	"context"
	"strconv"
	"strings"

	"charthouse/internal/db"
	"charthouse/internal/id"
)

// clauses gather conditions with their arguments, numbered after those that the
// statement has already: ? is the next one.
type clauses struct {
	where string
	args  []any
}

func (c *clauses) and(clause string, values ...any) {
	for _, value := range values {
		c.args = append(c.args, value)
		clause = strings.Replace(clause, "?", "$"+strconv.Itoa(len(c.args)), 1)
	}
	c.where += " and " + clause
}

// chosen writes which blockers b the filter chooses. Only what is asked for is
// written, so that each list finds its index.
func (f Filter) chosen(ctx context.Context, v *db.View, args ...any) (string, []any, error) {
	c := &clauses{"b.cleared_at is null", args}
	if f.rows != nil {
		c.and("b.id = any (?)", f.rows)
		return c.where, c.args, nil
	}
	if f.Row != 0 || f.named != nil {
		c.and("b.id = any (?)", append(f.named, f.Row))
		err := f.narrow(ctx, v, c)
		return c.where, c.args, err
	}
	c.and("(coalesce(b.pended_until, '-infinity') > (select today())) = ?", f.Pended)
	if f.Days > 0 {
		c.and("b.since < clock() - make_interval(days => ?)", f.Days)
	}
	if k := f.After; k.ID != 0 && f.Oldest {
		c.and("(b.since, b.id) > (?, ?)", k.Since, k.ID)
	} else if k.ID != 0 {
		c.and("(b.cents < ? or b.cents = ? and (b.since, b.id) > (?, ?))", k.Cents, k.Cents, k.Since, k.ID)
	}
	err := f.narrow(ctx, v, c)
	return c.where, c.args, err
}

// narrow writes what holds for rows that stand and for those that left.
func (f Filter) narrow(ctx context.Context, v *db.View, c *clauses) error {
	c.and("b.verb = any (?)", v.Who().Roles().Verbs())
	if f.Client != 0 {
		c.and("b.client_id = ?", f.Client)
	}
	if len(f.Roles) > 0 {
		c.and("b.fixer = any (?)", f.Roles)
	}
	if f.Kind != "" {
		c.and("b.kind = ?", f.Kind)
	}
	if f.Part != "" {
		c.and("worklist_part(b.kind, b.station, b.field) = ?", f.Part)
	}
	if f.Station != "" {
		c.and("b.station = ? and b.visit_id is not null", f.Station)
	}
	if f.Of != 0 {
		c.and("b.owner_id = ?", f.Of)
	}
	if f.Location != 0 {
		c.and(`exists (select from visits v join bookings k on k.id = v.booking_id
		    where v.client_id = b.client_id and v.id = b.visit_id and k.location_id = ?)`, f.Location)
	}
	if f.Turn == 0 {
		return nil
	}
	people, err := actsFor(ctx, v, f.Turn)
	c.and("coalesce(b.assigned_to, b.owner_id) = any (?)", people)
	return err
}

func (f Filter) order() string {
	if f.Oldest {
		return "b.since, b.id"
	}
	return "b.cents desc, b.since, b.id"
}

// roleNames are the actor's roles, as the database writes them.
func roleNames(v *db.View) []string {
	out := []string{}
	for _, r := range v.Who().Roles().Each() {
		out = append(out, r.Names())
	}
	return out
}

// actsFor lists whose rows are the person's turn today: their own unless
// somebody stands in, and those of whom they stand in for.
func actsFor(ctx context.Context, v *db.View, person id.Staff) ([]id.Staff, error) {
	return db.Values[id.Staff](ctx, v, `
		select $1::bigint
		where not exists (select from away where staff_id = $1 and stand_in is not null)
		union all
		select staff_id
		from away
		where stand_in = $1`, person)
}
