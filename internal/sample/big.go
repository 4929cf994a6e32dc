package sample

import (
	"context"
	"fmt"
	"math"
	"slices"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"

	"charthouse/internal/civil"
	"charthouse/internal/sample/life"
)

// Size is how many files and visits a practice for measuring has, about.
type Size struct{ Clients, Visits int }

const (
	perHouse  = 16  // clinicians at a location: some 200 visits on its day, whatever the size
	perDay    = 6.1 // visits of a clinician, over all days of the year
	wholeSize = 1_000_000
	mostHome  = 4 // locations at the whole size
)

// LoadBig fills an empty, migrated database with a practice of a size, by its
// owner role: the sample's life with more people in it, all of it copied, with a
// day in progress. The same size, seed and instant give the same practice.
//
// Half of the size, on a scale of factors, is more locations and half is more
// years, so that a day at a location stays what it is.
func LoadBig(ctx context.Context, pool *pgxpool.Pool, now time.Time, size Size, said func(what string, done, of int)) error {
	places := max(1, int(math.Round(mostHome*math.Sqrt(float64(size.Visits)/wholeSize))))
	days := max(60, int(float64(size.Visits)/(perDay*perHouse*float64(places))))
	l := &loader{firm: bigFirm(places), pool: pool, now: now, zone: morning(now)}
	l.today, l.cut = civil.Of(now, l.zone), now
	first := l.today.Add(-days)
	l.at = first.Add(-settling).In(l.zone)
	if err := l.fill(ctx, life.Plan{Seed: seed, People: size.Clients, First: first, Now: now, Quiet: now}, said); err != nil {
		return err
	}
	l.at = l.now
	if err := l.rest(ctx); err != nil {
		return err
	}
	_, err := pool.Exec(ctx, `vacuum analyze`)
	return err
}

// bigFirm has the sample's office, and at each place clinicians of all its kinds.
func bigFirm(places int) firm {
	f := firm{}
	habits := slices.DeleteFunc(slices.Clone(cast), func(w worker) bool { return w.hours == "" })
	for _, w := range cast {
		if w.hours == "" {
			f.cast = append(f.cast, w)
		}
	}
	for h := range places {
		f.houses = append(f.houses, place{fmt.Sprintf("House %d", h+1), fmt.Sprintf("%d Long Lane", h+1), fmt.Sprintf("555 %04d", 100+h), "08:00-18:00"})
		for n := range perHouse {
			f.rooms = append(f.rooms, room{h, fmt.Sprintf("Room %d", n+1)})
			w := habits[n%len(habits)]
			w.name, w.email = fmt.Sprintf("Dr %s %d", []string{"Abara", "Bakke", "Castillo", "Dogan", "Eriksen", "Farah", "Gupta", "Horvat"}[n%8], h*perHouse+n+1), fmt.Sprintf("clinician%d@kestrellane.example", h*perHouse+n+1)
			r := len(f.rooms) - 1
			w.rooms, w.habit.Joined = [5]int{r, r, r, r, r}, 0
			f.cast = append(f.cast, w)
		}
	}
	return f
}
