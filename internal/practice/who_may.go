package practice

import (
	"context"

	"charthouse/internal/access"
	"charthouse/internal/db"
)

// WhoMay names the people whose roles allow the verb, for those who must ask one of them.
func (s *Service) WhoMay(ctx context.Context, who access.Actor, verb access.Verb) (names []string, err error) {
	err = s.db.Read(ctx, who, access.SeePractice.Practice(), func(v *db.View) error {
		people, err := listPeople(ctx, v)
		for _, p := range people {
			if p.Active && p.Role().May(verb) {
				names = append(names, p.Name)
			}
		}
		return err
	})
	return names, err
}
