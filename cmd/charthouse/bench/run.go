package bench

import (
	"context"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/url"
	"slices"
	"sync"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"

	"charthouse/cmd/charthouse/visitor"
)

// Asked is what a run is about: a metered server with a practice of the sample's
// kind in it.
type Asked struct {
	Size     float64
	URL      string
	Owner    *pgxpool.Pool // reads the targets, and serves the floor
	Desk     string        // addresses of who signs in
	Biller   string
	Manager  string
	Password string
	Times    int           // how often each act is done alone
	Mix      time.Duration // how long the mix lasts
	Hands    int           // how many do it at once
	Said     func(what string, done, of int)
}

// Run does every act alone, one after another, then the floor, then the mix of a
// working day by many hands. It answers a figure for each, and how many visits
// the day has that is looked at.
func Run(ctx context.Context, a Asked) (out []Figure, day int, err error) {
	s := &scene{}
	if s.targets, err = findTargets(ctx, a.Owner); err != nil {
		return nil, 0, err
	}
	for _, p := range []struct {
		as    **visitor.Visitor
		email string
	}{{&s.desk, a.Desk}, {&s.clinician, s.Email}, {&s.biller, a.Biller}, {&s.manager, a.Manager}} {
		if *p.as, err = visitor.Enter(ctx, a.URL, p.email, a.Password); err != nil {
			return nil, 0, err
		}
	}
	all := acts()
	for i, act := range all {
		a.Said("acts", i, len(all))
		f, err := alone(ctx, s, act, a.Times)
		if err != nil {
			return nil, 0, fmt.Errorf("%s: %w", act.name, err)
		}
		out = append(out, f)
	}
	floor, err := floorOf(ctx, s, a)
	if err != nil {
		return nil, 0, fmt.Errorf("the floor: %w", err)
	}
	out = beside(append(out, floor...))
	if a.Mix > 0 {
		a.Said("mix", 0, 1)
		mix, err := together(ctx, s, all, a)
		if err != nil {
			return nil, 0, fmt.Errorf("the mix: %w", err)
		}
		out = append(out, mix)
	}
	for i := range out {
		out[i].Size = a.Size
	}
	a.Said("acts", len(all), len(all))
	return out, s.DayVisits, nil
}

// warm is how often an act is done before it is measured.
const warm = 5

// alone does one act again and again, with nobody else about.
func alone(ctx context.Context, s *scene, a act, times int) (Figure, error) {
	var got []visitor.Answer
	began := time.Now()
	for n := range times + warm {
		if n == warm {
			began, got = time.Now(), nil
		}
		answer, err := a.do(ctx, s, n)
		if err != nil {
			return Figure{}, err
		}
		got = append(got, answer)
	}
	return figure(a.name, got, time.Since(began), a.wanted()), nil
}

func (a act) wanted() int {
	if a.want == 0 {
		return http.StatusOK
	}
	return a.want
}

// together has many hands do what a practice does, in its shares, for a while.
func together(ctx context.Context, s *scene, all []act, a Asked) (Figure, error) {
	var deck []act
	for _, act := range all {
		for range act.share {
			deck = append(deck, act)
		}
	}
	var mu sync.Mutex
	var got []visitor.Answer
	var failed error
	failures, began := 0, time.Now()
	var hands sync.WaitGroup
	for hand := range a.Hands {
		hands.Go(func() {
			chance := rand.New(rand.NewPCG(uint64(hand), 7))
			for n := hand * 1000; time.Since(began) < a.Mix && ctx.Err() == nil; n++ {
				act := deck[chance.IntN(len(deck))]
				if act.name == "save a note" {
					continue // its versions follow one another: it is measured alone
				}
				answer, err := act.do(ctx, s, n+1000)
				mu.Lock()
				if err != nil {
					failed = err
				}
				if answer.Status >= http.StatusInternalServerError {
					failures++
				}
				got = append(got, answer)
				mu.Unlock()
			}
		})
	}
	hands.Wait()
	f := figure("the mix of a day", got, time.Since(began), 0)
	f.Failures = failures
	return f, failed
}

// figure sums up answers; want is the status of one that is right, or zero.
func figure(name string, got []visitor.Answer, took time.Duration, want int) Figure {
	f := Figure{Act: name, N: len(got), PerS: float64(len(got)) / took.Seconds()}
	var times, sql []time.Duration
	for _, a := range got {
		times, sql = append(times, a.Took), append(sql, a.SQL)
		f.Queries += float64(a.Queries) / float64(len(got))
		f.Rows += float64(a.Rows) / float64(len(got))
		f.Bytes += float64(len(a.Body)) / float64(len(got))
		if want != 0 && a.Status != want {
			f.Failures++
		}
	}
	slices.Sort(times)
	slices.Sort(sql)
	f.SQL = ms(percentile(sql, 50))
	f.P50, f.P95, f.P99 = ms(percentile(times, 50)), ms(percentile(times, 95)), ms(percentile(times, 99))
	f.ToSQL = ratio(f.P50, f.SQL)
	return f
}

// percentile is the smallest of the sorted times that so many in a hundred do not pass.
func percentile(sorted []time.Duration, p int) time.Duration {
	if len(sorted) == 0 {
		return 0
	}
	return sorted[min(len(sorted)-1, (len(sorted)*p+99)/100-1)]
}

func ms(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

func escaped(s string) string { return url.QueryEscape(s) }
