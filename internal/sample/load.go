package sample

import (
	"context"
	"fmt"
	"math/rand/v2"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"

	"charthouse/internal/civil"
	"charthouse/internal/db"
	"charthouse/internal/worklist"
)

// loader makes the practice. Its clock is moved to the moment of each act.
type loader struct {
	db    *db.DB
	at    time.Time // the clock of the acts
	now   time.Time // the moment of loading
	today civil.Date
	zone  *time.Location
	rand  *rand.Rand
	said  func(string, int, int)
}

// Load fills an empty, migrated database through the doors of the domains. Said
// hears what is being made, how much is done and how much there is.
//
// The sample's day is in progress whenever it is loaded: the practice lies in a
// zone where it is now late morning.
func Load(ctx context.Context, pool *pgxpool.Pool, now time.Time, said func(what string, done, of int)) error {
	l := &loader{now: now, zone: morning(now), rand: rand.New(rand.NewPCG(7, 11)), said: said}
	l.today = civil.Of(now, l.zone)
	l.at = l.today.Add(-45).In(l.zone)
	l.db = db.New(pool, func() time.Time { return l.at })
	s, err := l.setUp(ctx)
	if err != nil {
		return fmt.Errorf("set up the sample practice: %w", err)
	}
	people, err := l.people(ctx, s)
	if err != nil {
		return fmt.Errorf("open the sample's files: %w", err)
	}
	if err := l.visits(ctx, s, people); err != nil {
		return fmt.Errorf("make the sample's visits: %w", err)
	}
	l.at = now
	_, err = worklist.New(l.db).SettleDue(ctx)
	return err
}

// zones to choose the practice's place from, around the clock.
var zones = []string{
	"Pacific/Auckland", "Australia/Sydney", "Asia/Tokyo", "Asia/Singapore", "Asia/Kolkata", "Asia/Dubai", "Europe/Athens",
	"Europe/Berlin", "Europe/London", "Atlantic/Azores", "America/Sao_Paulo", "America/Halifax", "America/New_York",
	"America/Chicago", "America/Denver", "America/Los_Angeles", "America/Anchorage", "Pacific/Honolulu",
}

// morning is the zone where it is nearest to 10:52.
func morning(now time.Time) *time.Location {
	best, far := time.UTC, 24*60
	for _, name := range zones {
		z, err := time.LoadLocation(name)
		if err != nil {
			continue
		}
		l := now.In(z)
		if d := abs(l.Hour()*60 + l.Minute() - (10*60 + 52)); d < far {
			best, far = z, d
		}
	}
	return best
}

func abs(n int) int { return max(n, -n) }

// open says whether the practice works on the weekday (1 is Monday): on working
// days, and on the day of loading whichever it is.
func (l *loader) open(weekday int) bool { return weekday <= 5 || weekday == l.today.ISOWeekday() }

// chance is true so many times in a hundred.
func (l *loader) chance(percent int) bool { return l.rand.IntN(100) < percent }

func pick[T any](l *loader, from []T) T { return from[l.rand.IntN(len(from))] }
