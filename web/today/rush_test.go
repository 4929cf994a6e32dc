package today_test

import (
	"cmp"
	"fmt"
	"net/http"
	"slices"
	"sync"
	"sync/atomic"
	"testing"

	"charthouse/internal/id"
)

// Five hundred at once book single visits and series, move them over one another, make
// them longer, cancel and block time: whoever is answered is answered with a page, and
// nothing is held twice.
func TestFiveHundredAtOnceNeverOverlapAndSeeNoErrorPage(t *testing.T) {
	h := open(t)
	h.at(7, 0)
	type one struct {
		c id.Client
		v id.Visit
	}
	var all []one
	for i := range 60 {
		c := h.client(t, people[i%len(people)])
		all = append(all, one{c, h.book(t, c, 3+i%6, 2, 9*60+i/6*30)})
	}
	b := h.as(t, 1)
	b.http.Transport = &http.Transport{MaxConnsPerHost: 64}
	var statuses sync.Map
	var gate sync.WaitGroup
	var work sync.WaitGroup
	gate.Add(1)
	for i := range 500 {
		work.Go(func() {
			gate.Wait()
			o, clinician := all[i%60], fmt.Sprint(3+i%6)
			visit := fmt.Sprintf("/clients/%s/visits/%s", o.c, o.v)
			day, start := fmt.Sprintf("2026-05-%02d", 4+i%5), fmt.Sprintf("%02d:%02d", 9+i%7, i%4*15)
			var a answer
			switch i % 6 {
			case 0, 1:
				a = b.post("/book", "client", o.c.String(), "type", "1", "clinician", clinician, "day", day, "start", start)
			case 2:
				a = b.post(visit+"/move", "clinician", clinician, "day", day, "start", start)
			case 3:
				a = b.post(visit+"/move", "lasts", fmt.Sprint(15+i%4*15))
			case 4:
				take := []string{"client", o.c.String(), "type", "2", "clinician", clinician, "day", day, "start", start, "repeat", "FREQ=WEEKLY", "repeat_times", "4"}
				for week := range 4 {
					take = append(take, "take", fmt.Sprintf("0 2026-05-%02d %s", 4+i%5+week*7, start))
				}
				a = b.post("/book/series", take...)
			case 5:
				a = b.post("/blocks", "clinician", clinician, "location", "1", "day", day, "start", start, "end", fmt.Sprintf("%02d:%02d", 10+i%7, i%4*15), "title", "Calls")
			}
			n, _ := statuses.LoadOrStore(a.status, new(atomic.Int64))
			n.(*atomic.Int64).Add(1)
			if a.status != http.StatusSeeOther && a.status != http.StatusConflict && a.status != http.StatusUnprocessableEntity {
				t.Errorf("act %d is answered with %d: %.300s", i%6, a.status, a.words())
			}
		})
	}
	gate.Done()
	work.Wait()
	var said []string
	statuses.Range(func(k, v any) bool { said = append(said, fmt.Sprint(k, ": ", v.(*atomic.Int64).Load())); return true })
	slices.SortFunc(said, cmp.Compare[string])
	t.Log(said)
	var overlaps, unheld, won int
	err := h.Owner.QueryRow(t.Context(), `
		select (select count(*) from booking_resources a join booking_resources b on a.resource_id = b.resource_id and a.booking_id < b.booking_id and a.held && b.held and a.freed_at is null and b.freed_at is null),
		  (select count(*) from visits v join bookings k on k.id = v.booking_id where not exists (
		    select from booking_resources h where h.booking_id = k.id and h.held = tstzrange(k.starts_at, k.ends_at))),
		  (select count(*) from visits) - 60`).Scan(&overlaps, &unheld, &won)
	if err != nil || overlaps != 0 || unheld != 0 || won < 50 {
		t.Errorf("%d overlaps, %d visits that hold nothing, %d booked, %v", overlaps, unheld, won, err)
	}
}
