package scheduling

import (
	"context"
	"errors"
	"time"

	"charthouse/internal/access"
	"charthouse/internal/db"
	"charthouse/internal/id"
)

// Chosen is the time that an online wish names, as whoever chose it is shown it: whether
// it can be had is another matter. What the words do not name is empty.
type Chosen struct {
	ClinicianID id.Staff
	Clinician   string
	Place       string
	Address     string
	Local       time.Time // wall time, labelled UTC
	StartsAt    time.Time
}

// Chosen reads with whom, when and where the wish would be.
func (s *Service) Chosen(ctx context.Context, who access.Actor, in OnlineWish) (c Chosen, err error) {
	w, err := in.wish()
	if err != nil {
		return c, nil
	}
	a, err := w.understand()
	if err != nil {
		return c, nil
	}
	err = s.db.Read(ctx, who, access.BookOnline.Practice(), func(v *db.View) error {
		at, err := findSpot(ctx, v, a)
		if err != nil {
			return err
		}
		zone, err := time.LoadLocation(at.Zone)
		if err != nil {
			return err
		}
		c = Chosen{a.clinician, at.Clinician, at.Place, at.Address, a.local, time.Time{}}
		if c.StartsAt, err = instant(a.local, zone, a.fold); err != nil { // the wall does not show it
			c = Chosen{}
		}
		return nil
	})
	if errors.Is(err, db.ErrNone) {
		return Chosen{}, nil
	}
	return c, err
}
