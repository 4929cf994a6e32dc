package life

import (
	"context"
	"math"
	"math/rand/v2"
	"time"

	"charthouse/internal/civil"
)

// Plan is what is to be invented.
type Plan struct {
	House  *House
	Seed   uint64
	People int // how many files there are at the end, about
	First  civil.Date
	Now    time.Time
	Quiet  time.Time // what would be talked about later is left to the teller
}

// Teller is told what happens, in order. An error ends the telling.
type Teller interface {
	Tell(ctx context.Context, e Event) error
}

// ahead is how many days before it a visit may be booked.
const ahead = 28

// Run tells everything that happens from the first day until now; what is booked
// for later is told as booked. Said hears how many days are done.
func Run(ctx context.Context, p Plan, t Teller, said func(done, of int)) error {
	s := &story{
		house: p.House, wanted: p.People, first: p.First, now: p.Now, today: civil.Of(p.Now, p.House.Zone),
		rand: rand.New(rand.NewPCG(p.Seed, p.Seed^0x9e3779b97f4a7c15)), due: map[*Clinician]map[int][]*course{},
		quiet: p.Quiet, aside: rand.New(rand.NewPCG(p.Seed^0xd1b54a32d192ed03, p.Seed)),
	}
	s.days = s.today.Days(s.first)
	s.before()
	for d := range ahead {
		s.plan(s.first.Add(d))
	}
	for d := 0; d <= s.days; d++ {
		s.plan(s.first.Add(d + ahead))
		s.apart(func() { s.beside(s.first.Add(d)) })
		if err := s.until(ctx, s.first.Add(d+1).In(s.house.Zone), t); err != nil {
			return err
		}
		said(d, s.days)
	}
	return nil
}

// story is the state of the invention.
type story struct {
	house  *House
	wanted int
	first  civil.Date
	today  civil.Date
	now    time.Time
	at     time.Time // up to which everything is told
	days   int
	people []*Person
	queue  queue
	due    map[*Clinician]map[int][]*course
	rand   *rand.Rand
	aside  *rand.Rand
	quiet  time.Time
}

// until tells what happens before the instant, and not after now.
func (s *story) until(ctx context.Context, end time.Time, t Teller) error {
	for s.queue.Len() > 0 {
		if first := s.queue.items[0].At; !first.Before(end) || first.After(s.now) {
			break
		}
		e := s.queue.next()
		if err := t.Tell(ctx, e); err != nil {
			return err
		}
		s.at = e.At
	}
	if end.After(s.at) {
		s.at = end
	}
	return nil
}

// before invents who was here before the first day: a good third of all.
func (s *story) before() {
	s.at = s.first.In(s.house.Zone)
	opened := s.at.AddDate(-4, 0, 0)
	n := s.wanted * 2 / 5
	for range n {
		opened = opened.Add(s.at.Sub(opened) / time.Duration(n-len(s.people)+1))
		p := s.person(opened)
		p.seen = true
		s.queue.foresee(Event{At: opened, What: Opened, Person: p})
	}
}

// grown is how far the whole time has gone, from 0 to 1.
func (s *story) grown(day civil.Date) float64 {
	return max(0, min(1, float64(s.daysSince(day))/float64(max(1, s.days))))
}

func (s *story) daysSince(day civil.Date) int {
	return day.Days(s.first)
}

func (s *story) chance(p float64) bool { return s.rand.Float64() < p }

// between is an even draw of durations.
func (s *story) between(a, b time.Duration) time.Duration {
	return a + time.Duration(s.rand.Int64N(max(1, int64((b-a)/time.Minute))))*time.Minute
}

// lasts draws from a habit: many are short and few very long.
func (s *story) lasts(h Habit) time.Duration {
	return time.Duration(float64(h.Median) * math.Exp(h.Spread*s.rand.NormFloat64())).Truncate(time.Minute)
}

func (s *story) weighted(n int, of func(int) int) int {
	sum := 0
	for i := range n {
		sum += of(i)
	}
	at := s.rand.IntN(sum)
	for i := range n {
		if at -= of(i); at < 0 {
			return i
		}
	}
	return n - 1
}

func choose[T any](s *story, from []T) T { return from[s.rand.IntN(len(from))] }
