package worklist

import (
	"context"
	"slices"

	"charthouse/internal/access"
	"charthouse/internal/db"
	"charthouse/internal/id"
)

// Colleague is somebody who works here and can be asked or told.
type Colleague struct {
	ID    id.Staff
	Name  string
	Roles []string
}

// ColleaguesTx lists who works here, in order of name.
func ColleaguesTx(ctx context.Context, v *db.View) ([]Colleague, error) {
	return listColleagues(ctx, v)
}

// Holds is true where the person has the role.
func (c Colleague) Holds(role string) bool { return slices.Contains(c.Roles, role) }

// May is true where one of the person's roles may do the verb.
func (c Colleague) May(verb access.Verb) bool {
	return slices.ContainsFunc(c.Roles, func(name string) bool {
		r, err := access.ParseRole(name)
		return err == nil && r.May(verb)
	})
}
