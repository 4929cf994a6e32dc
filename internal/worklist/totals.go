package worklist

import (
	"context"

	"charthouse/internal/db"
	"charthouse/internal/id"
)

// Sum is how much is stuck for one owner or role.
type Sum struct {
	Fixer   string
	OwnerID id.Staff
	Owner   string
	Lines   int
	Visits  int
	Cents   int64
}

// Totals is how much is stuck altogether. Money held counts once a visit, at its
// earliest blocked station.
type Totals struct {
	Lines  int
	Visits int
	Cents  int64
	Mine   int
	Roles  int   // that the actor's roles can mend
	Sums   []Sum // by role and whose turn it is, the most worth first
}

// Held is what is held up in the practice, whoever may see its lines.
type Held struct {
	Visits int
	Cents  int64
}

// HeldTx counts what nobody has put off.
func HeldTx(ctx context.Context, v *db.View) (Held, error) { return findHeld(ctx, v) }

// TotalsTx counts what the actor may see and nobody has put off.
func TotalsTx(ctx context.Context, v *db.View) (t Totals, err error) {
	if t.Sums, err = listSums(ctx, v); err != nil {
		return t, err
	}
	mine := v.Who().Roles()
	for _, s := range t.Sums {
		t.Lines += s.Lines
		t.Visits += s.Visits
		t.Cents += s.Cents
		if s.OwnerID != 0 && s.OwnerID == v.Who().Staff() {
			t.Mine += s.Lines
		}
		for _, r := range mine.Each() {
			if r.Names() == s.Fixer {
				t.Roles += s.Lines
			}
		}
	}
	return t, nil
}

// OfRole is how many rows the role can mend.
func (t Totals) OfRole(role string) (n int) {
	for _, s := range t.Sums {
		if s.Fixer == role {
			n += s.Lines
		}
	}
	return n
}

// Part is a heading with what stands under it, on this page and all others. Its
// money counts once a visit, so that the headings add up to the whole.
type Part struct {
	Name  string
	Lines int
	Cents int64
}

// PartsTx counts under each heading what the filter chooses.
func PartsTx(ctx context.Context, v *db.View, f Filter) ([]Part, error) { return listParts(ctx, v, f) }

// Choices are what a list can be narrowed to: kinds and people with rows now,
// and the open locations.
type Choices struct {
	Kinds     []string
	People    []Named[id.Staff]
	Locations []Named[id.Location]
}

// Named is a number with its name.
type Named[K any] struct {
	ID   K
	Name string
}

// ChoicesTx reads what the list can be narrowed to.
func ChoicesTx(ctx context.Context, v *db.View, t Totals) (c Choices, err error) {
	if c.Kinds, err = listKinds(ctx, v); err != nil {
		return c, err
	}
	seen := map[id.Staff]bool{0: true}
	for _, s := range t.Sums {
		if !seen[s.OwnerID] {
			seen[s.OwnerID] = true
			c.People = append(c.People, Named[id.Staff]{s.OwnerID, s.Owner})
		}
	}
	c.Locations, err = listLocations(ctx, v)
	return c, err
}
