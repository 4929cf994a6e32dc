package scheduling

import (
	"context"
	"crypto/rand"
	"encoding/base64"
	"errors"
	"time"

	"charthouse/internal/access"
	"charthouse/internal/civil"
	"charthouse/internal/db"
	"charthouse/internal/fault"
	"charthouse/internal/id"
)

// OwnCalendar is what a clinician has set up between this calendar and their own.
type OwnCalendar struct {
	MadeAt  *time.Time // since when their visits can be read under an address; nil: they cannot
	Names   bool       // with the names of patients
	Allowed bool       // the practice allows names
	Busy    *BusyFeed  // nil: no calendar elsewhere is read
}

// FeedForm is what is typed about the feed of one's visits.
type FeedForm struct {
	Names bool `form:"names"`
}

// OwnCalendar answers what the person has set up.
func (s *Service) OwnCalendar(ctx context.Context, who access.Actor) (o OwnCalendar, err error) {
	err = s.db.Read(ctx, who, access.OwnCalendar.Practice(), func(v *db.View) error {
		if o, err = findFeed(ctx, v, who.Staff()); err != nil {
			return err
		}
		o.Busy, err = findBusyFeed(ctx, v, who.Staff())
		return err
	})
	return o, err
}

// MakeFeed makes the address under which the person's visits can be read, and answers its
// token: it is shown once and kept as a hash. One there was is over.
//
// A form sent twice is refused the second time: the address that the first made holds.
func (s *Service) MakeFeed(ctx context.Context, who access.Actor, f FeedForm) (token string, err error) {
	err = s.db.Write(ctx, who, access.OwnCalendar.Practice(), func(tx *db.Tx) error {
		if err := mayHaveNames(ctx, &tx.View, f); err != nil {
			return err
		}
		var raw [16]byte
		_, _ = rand.Read(raw[:]) // never fails since Go 1.24
		token = base64.RawURLEncoding.EncodeToString(raw[:])
		return saveFeed(ctx, tx, hashed(token), f.Names)
	})
	if err == nil && token == "" {
		err = errMade
	}
	return token, err
}

var errMade = fault.New(fault.Conflict, "This was sent twice. The first made the address and showed it. If nobody copied it, make a new one.")

// NameInFeed has the feed name patients, or not any more.
func (s *Service) NameInFeed(ctx context.Context, who access.Actor, f FeedForm) error {
	return s.db.Write(ctx, who, access.OwnCalendar.Practice(), func(tx *db.Tx) error {
		if err := mayHaveNames(ctx, &tx.View, f); err != nil {
			return err
		}
		return noFeed(nameInFeed(ctx, tx, f.Names))
	})
}

// EndFeed ends the address: whatever still reads it is told that it is gone.
func (s *Service) EndFeed(ctx context.Context, who access.Actor) error {
	return s.db.Write(ctx, who, access.OwnCalendar.Practice(), func(tx *db.Tx) error {
		return noFeed(deleteFeed(ctx, tx))
	})
}

func noFeed(err error) error {
	if errors.Is(err, db.ErrNone) {
		return fault.New(fault.Conflict, "There is no address any more. Make a new one.")
	}
	return err
}

func mayHaveNames(ctx context.Context, v *db.View, f FeedForm) error {
	o, err := findFeed(ctx, v, v.Who().Staff())
	if err != nil || o.Allowed || !f.Names {
		return err
	}
	return refuse("names", "This practice does not allow names in calendars elsewhere. Your manager can change that under Settings, Practice.")
}

// How far the feed reaches back and ahead of today.
const (
	feedBack  = 30
	feedAhead = 400
)

// Feed is a clinician's visits as their own calendar program shows them.
type Feed struct {
	Practice string
	Visits   []FeedVisit
}

// FeedVisit is one visit of a feed: when and where, and who only where the clinician
// and the practice both want it. Nothing else of a file is in it.
type FeedVisit struct {
	ID       id.Visit
	ClientID id.Client
	Client   string // empty: no names
	StartsAt time.Time
	EndsAt   time.Time
	Zone     string
	Location string
	Address  string
	BookedAt time.Time
	Sequence int
}

// Subscriber knows the clinician whose feed the token opens; an address that nobody
// has is ErrNone.
func (s *Service) Subscriber(ctx context.Context, token string) (access.Actor, error) {
	who, ok, err := s.db.SubscriberOfToken(ctx, hashed(token))
	if err == nil && !ok {
		err = db.ErrNone
	}
	return who, err
}

// KnockFeed counts a try of an address that nobody has.
func (s *Service) KnockFeed(ctx context.Context, address string) error {
	calm, err := s.db.Knock(ctx, "feed from "+address, 60, time.Hour)
	if err == nil && !calm {
		err = fault.New(fault.TooMany, "That was tried very often within an hour. Wait a little, and copy the address anew.")
	}
	return err
}

// Feed reads the visits of the one who follows: those of a month past and of a year
// ahead that were not cancelled. The files that it names enter the trail.
func (s *Service) Feed(ctx context.Context, who access.Actor) (f Feed, err error) {
	err = s.db.Read(ctx, who, access.FollowCalendar.Across(), func(v *db.View) error {
		day, err := today(ctx, v)
		if err != nil {
			return err
		}
		if f.Practice, err = practiceName(ctx, v); err != nil {
			return err
		}
		f.Visits, err = listFeed(ctx, v, who.Staff(), spanOfDays(day.Add(-feedBack), day.Add(feedAhead)))
		for _, i := range f.Visits {
			if i.Client != "" {
				v.Shown(i.ClientID)
			}
		}
		return err
	})
	return f, err
}

func spanOfDays(from, until civil.Date) Span { return Span{from.In(time.UTC), until.In(time.UTC)} }
