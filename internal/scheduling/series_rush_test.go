package scheduling_test

import (
	"fmt"
	"sync"
	"sync/atomic"
	"testing"

	"charthouse/internal/access"
	"charthouse/internal/db"
	"charthouse/internal/fault"
	"charthouse/internal/id"
	"charthouse/internal/scheduling"
)

// Fifty at once book series that overlap, book single visits in them, move series over
// one another and cancel: nothing is held twice, nobody waits for somebody who waits
// for them, and who loses is told so.
func TestFiftyWhoBookAndMoveSeriesAtOnceNeverOverlap(t *testing.T) {
	d := practice(t)
	var cs []id.Client
	var theirs [][]id.Visit
	for i := range 10 {
		c := client(t, d, "Client", fmt.Sprint(i))
		w := wish()
		w.Start = fmt.Sprintf("%02d:00", 9+i%5)
		w.Clinician = fmt.Sprint(3 + i/5)
		rep := weekly(6)
		rep.Take = free(check(t, d, c, w, rep))
		vs, err := bookSeries(t, d, c, w, rep)
		if err != nil || len(vs) != 6 {
			t.Fatal(vs, err)
		}
		cs, theirs = append(cs, c), append(theirs, vs)
	}
	dead := count(t, d, `select deadlocks from pg_stat_database where datname = current_database()`)
	var won, refused atomic.Int64
	rush(50, func(i int) {
		c, vs := cs[i%10], theirs[i%10]
		for round := range 4 {
			var err error
			switch w := wish(); (i + round) % 5 {
			case 0, 1: // series of other lengths, in the afternoon, sharing a room
				w.Clinician, w.Place, w.Start = fmt.Sprint(3+i%2), "2", fmt.Sprintf("%d:30", 14+i%2)
				rep := scheduling.Repeat{Rule: []string{"FREQ=WEEKLY", "FREQ=DAILY"}[round%2], Times: fmt.Sprint(5 + i%7)}
				if rep.Take = free(check(t, d, c, w, rep)); len(rep.Take) == 0 {
					continue
				}
				_, err = bookSeries(t, d, c, w, rep)
			case 2: // a single visit in the middle of them
				w.Clinician, w.Day, w.Start, w.Place = fmt.Sprint(3+round%2), fmt.Sprintf("2026-05-%d", 12+7*(i%3)), fmt.Sprintf("%d:45", 14+i%2), "2"
				_, err = book(t, d, c, w)
			case 3: // one's own series, over those of others and onto the other clinician
				to := scheduling.Wish{Start: fmt.Sprintf("%d:30", 14+round%2), Clinician: fmt.Sprint(3 + (i+round)%2), Place: "2"}
				s, wrong := scheduling.New(d.DB).CheckSeriesMove(t.Context(), desk, c, vs[1], scheduling.Following, to)
				if err = wrong; err == nil && len(free(s)) > 0 {
					_, err = moveSeries(t, d, c, vs[1], scheduling.Following, to, free(s))
				}
			case 4: // one visit alone
				err = d.Write(t.Context(), desk, access.MoveVisit.On(c), func(tx *db.Tx) error {
					_, err := scheduling.MoveTx(t.Context(), tx, vs[0], scheduling.Wish{Start: "14:30", Place: "2"})
					return err
				})
			}
			switch {
			case err == nil:
				won.Add(1)
			case fault.KindOf(err) == fault.Conflict:
				refused.Add(1)
			default:
				t.Errorf("%d in round %d: %v", i, round, err)
			}
		}
	})
	if won.Load() < 20 || refused.Load() < 20 {
		t.Errorf("%d won and %d were refused: there was no rush", won.Load(), refused.Load())
	}
	t.Logf("%d won, %d were refused", won.Load(), refused.Load())
	overlaps := count(t, d, `select count(*) from booking_resources a join booking_resources b on b.resource_id = a.resource_id and b.booking_id > a.booking_id and b.held && a.held
		where a.freed_at is null and b.freed_at is null`)
	halves := count(t, d, `select count(*) from visits v where not exists (select from booking_resources h where h.booking_id = v.booking_id)`) +
		count(t, d, `select count(*) from series s where not exists (select from visits v where v.series_id = s.id)`)
	if overlaps+halves > 0 {
		t.Errorf("%d overlaps, %d halves", overlaps, halves)
	}
	if n := count(t, d, `select deadlocks from pg_stat_database where datname = current_database()`); n != dead {
		t.Errorf("%d deadlocks", n-dead)
	}
}

func rush(n int, do func(i int)) {
	var all sync.WaitGroup
	gate := make(chan bool)
	for i := range n {
		all.Go(func() {
			<-gate
			do(i)
		})
	}
	close(gate)
	all.Wait()
}
