package scheduling

import (
	"context"
	"time"

	"charthouse/internal/access"
	"charthouse/internal/civil"
	"charthouse/internal/db"
	"charthouse/internal/fault"
	"charthouse/internal/id"
)

// Block is a span to be kept free of visits, as typed: lunch, calls.
type Block struct {
	Clinician string `form:"clinician"`
	Location  string `form:"location"`
	Day       string `form:"day"`
	Start     string `form:"start"`
	End       string `form:"end"`
	Fold      string `form:"fold"`
	Title     string `form:"title"`
}

// BlockTime keeps a span of a clinician's calendar free of visits.
func (s *Service) BlockTime(ctx context.Context, who access.Actor, in Block) (id.Booking, error) {
	return db.Make(ctx, s.db, who, access.BlockTime.Practice(), func(tx *db.Tx) (id.Booking, error) {
		a, err := in.understand()
		if err != nil {
			return 0, err
		}
		p, err := in.plan(ctx, &tx.View, a)
		if err != nil {
			return 0, err
		}
		if err := lockFree(ctx, tx, &p); err != nil {
			return 0, err
		}
		b, err := insertBooking(ctx, tx, "block", in.Title, p)
		if err != nil {
			return 0, err
		}
		return b, p.broken(hold(ctx, tx, b, p))
	})
}

// UnblockTime removes a block; it answers the words that make it again.
func (s *Service) UnblockTime(ctx context.Context, who access.Actor, b id.Booking) (was Block, err error) {
	err = s.db.Write(ctx, who, access.BlockTime.Practice(), func(tx *db.Tx) error {
		c, err := findBlock(ctx, &tx.View, b)
		if err != nil {
			return err
		}
		was = c.words()
		return deleteBlock(ctx, tx, b)
	})
	return was, err
}

// understand reads a block as a wish for the clinician alone.
func (in Block) understand() (asked, error) {
	var c fault.Check
	c.Unless(in.Title != "", "title", "Say what the time is kept for, such as Lunch.")
	c.Unless(len(in.Title) <= 60, "title", "Keep it under 60 letters: it stands in the calendar.")
	w := Wish{Clinician: in.Clinician, VisitType: "1", Location: in.Location, Day: in.Day, Start: in.Start, Fold: in.Fold, Place: noPlace}
	a, err := w.understand()
	if err := c.Take(err); err != nil {
		return a, err
	}
	end, err := time.Parse("15:04", in.End)
	c.Unless(err == nil && end.Minute()%5 == 0, "end", "Choose a time on five minutes, such as 13:00.")
	a.minutes = end.Hour()*60 + end.Minute() - a.local.Hour()*60 - a.local.Minute()
	c.Unless(a.minutes >= 5, "end", "The end comes after the beginning.")
	return a, c.Fault()
}

// plan looks up what a block holds: no kind of visit and no room.
func (in Block) plan(ctx context.Context, v *db.View, a asked) (p plan, err error) {
	if p.clinician, err = findClinician(ctx, v, a.clinician); err != nil {
		return p, absent(err, "clinician", "This clinician cannot be booked any more. Choose another one.")
	}
	if p.hours, err = listHours(ctx, v, a.clinician, civil.Of(a.local, time.UTC)); err != nil {
		return p, err
	}
	p.local, p.kind.Minutes = a.local, a.minutes
	if p.location, err = findLocation(ctx, v, p.where(a)); err != nil {
		return p, absent(err, "location", "This location is closed for good. Choose another one.")
	}
	if err := p.clocks(); err != nil {
		return p, err
	}
	if err := p.near(v.Now()); err != nil {
		return p, err
	}
	return p, p.resolve(a.fold)
}

// block is a stored one.
type block struct {
	Title       string
	ClinicianID id.Staff
	LocationID  id.Location
	Zone        string
	StartsLocal time.Time
	StartsAt    time.Time
	EndsAt      time.Time
}

func (c block) words() Block {
	v := visit{Zone: c.Zone, StartsAt: c.StartsAt}
	return Block{
		Clinician: c.ClinicianID.String(), Location: c.LocationID.String(), Title: c.Title, Fold: string(v.fold()),
		Day: c.StartsLocal.Format(time.DateOnly), Start: c.StartsLocal.Format("15:04"),
		End: c.StartsLocal.Add(c.EndsAt.Sub(c.StartsAt)).Format("15:04"),
	}
}
