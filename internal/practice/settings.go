package practice

import (
	"context"

	"charthouse/internal/access"
	"charthouse/internal/db"
)

// Sign is what stands at the door: the practice's name, and whom to call.
type Sign struct {
	Name, Phone string
}

// LookAtSign answers what a visitor may know of the practice.
func (s *Service) LookAtSign(ctx context.Context, who access.Actor) (sign Sign, err error) {
	err = s.db.Read(ctx, who, access.SeePractice.Practice(), func(v *db.View) error {
		sign, err = findSign(ctx, v)
		return err
	})
	return sign, err
}
