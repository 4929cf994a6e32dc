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

// Block is a span to be kept free of visits, as typed: lunch, calls, a room that is being
// painted. It is of a clinician, of a room or a piece of equipment, or of both.
type Block struct {
	Clinician string `form:"clinician"`
	Place     string `form:"place"`
	Location  string `form:"location"`
	Day       string `form:"day"`
	Start     string `form:"start"`
	End       string `form:"end"`
	Fold      string `form:"fold"`
	Title     string `form:"title"`
}

// BlockTime keeps a span of somebody's calendar, or of a place's, free of visits.
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
		if err := lockBlock(ctx, tx, &p); err != nil {
			return 0, err
		}
		b, err := insertBooking(ctx, tx, "block", in.Title, p)
		if err != nil {
			return 0, err
		}
		return b, p.broken(hold(ctx, tx, b, p))
	})
}

// lockBlock is lockFree of a block. A place alone has no hours in which to look for
// another time.
func lockBlock(ctx context.Context, tx *db.Tx, p *plan) error {
	if p.clinician.ID != 0 {
		return lockFree(ctx, tx, p)
	}
	if err := lock(ctx, tx, *p, nil); err != nil {
		return err
	}
	name, err := findTaken(ctx, &tx.View, *p)
	if err != nil || name == "" {
		return err
	}
	return &fault.Fault{Kind: fault.Conflict, Message: name + " is taken at that time. Move what is there, or keep another time free.", Fields: map[string]string{"start": "Something is there already."}}
}

// understand reads what a block asks for: a clinician, a place or both, and when.
func (in Block) understand() (a asked, err error) {
	var c fault.Check
	a.local, a.fold = Wish{Day: in.Day, Start: in.Start, Fold: in.Fold}.when(&c)
	c.Unless(in.Title != "", "title", "Say what the time is kept for, such as Lunch.")
	c.Unless(len(in.Title) <= 60, "title", "Keep it under 60 letters: it stands in the calendar.")
	c.Unless(in.Clinician != "" || in.Place != "", "clinician", "Choose whose time it is, or a room or a piece of equipment.")
	a.clinician = optional[id.Staff](&c, in.Clinician, "clinician", "Choose whose time it is, or nobody's.")
	a.location = optional[id.Location](&c, in.Location, "location", "Choose one of the locations.")
	a.place = optional[id.Place](&c, in.Place, "place", "Choose one of the rooms or the equipment, or none.")
	end, err := time.Parse("15:04", in.End)
	c.Unless(err == nil && end.Minute()%5 == 0, "end", "Choose a time on five minutes, such as 13:00.")
	a.minutes = end.Hour()*60 + end.Minute() - a.local.Hour()*60 - a.local.Minute()
	c.Unless(a.minutes >= 5, "end", "The end comes after the beginning.")
	return a, c.Fault()
}

// plan looks up what a block holds: no kind of visit, and no place that it does not name.
func (in Block) plan(ctx context.Context, v *db.View, a asked) (p plan, err error) {
	if a.clinician != 0 {
		if p.clinician, err = findClinician(ctx, v, a.clinician); err != nil {
			return p, absent(err, "clinician", "This clinician cannot be booked any more. Choose another one.")
		}
		if p.hours, err = listHours(ctx, v, a.clinician, civil.Of(a.local, time.UTC)); err != nil {
			return p, err
		}
	}
	if a.place != 0 { // it is where it is
		if a.location, err = findSiteOf(ctx, v, a.place); err != nil {
			return p, absent(err, "place", "This place is closed for good. Choose another one.")
		}
	}
	p.local, p.kind.Minutes = a.local, a.minutes
	if p.location, err = findLocation(ctx, v, p.where(a)); err != nil {
		return p, absent(err, "location", "This location is closed for good. Choose another one.")
	}
	if p.place, err = findAnyPlace(ctx, v, p.location.ID, a.place); err != nil {
		return p, absent(err, "place", "This place cannot be booked any more. Choose another one.")
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
	ClinicianID id.Staff // or zero
	PlaceID     id.Place // or zero
	Equipment   bool     // the place is some
	Series      id.BlockSeries
	LocationID  id.Location
	Zone        string
	StartsLocal time.Time
	StartsAt    time.Time
	EndsAt      time.Time
}

func (c block) words() Block {
	v := visit{Zone: c.Zone, StartsAt: c.StartsAt}
	return Block{
		Clinician: orEmpty(c.ClinicianID), Place: orEmpty(c.PlaceID), Location: c.LocationID.String(), Title: c.Title, Fold: string(v.fold()),
		Day: c.StartsLocal.Format(time.DateOnly), Start: c.StartsLocal.Format("15:04"),
		End: c.StartsLocal.Add(c.EndsAt.Sub(c.StartsAt)).Format("15:04"),
	}
}

// orEmpty is a number as a form says it; none is empty.
func orEmpty[T any](n id.ID[T]) string {
	if n == 0 {
		return ""
	}
	return n.String()
}
