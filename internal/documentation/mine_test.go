package docs_test

import (
	"testing"

	docs "charthouse/internal/documentation"
	"charthouse/internal/id"
)

// backlog is 230 visits of Dr Okafor that were seen within the last hours, two
// a minute, and three people who are here now.
const backlog = `
	set session_replication_role = replica;
	delete from blockers;
	delete from visits;
	insert into bookings (id, kind, location_id, zone, starts_local, starts_at, ends_at) overriding system value
	select 1000 + n, 'visit', 1, 'America/Chicago', '2026-05-04 05:00', '2026-05-04 12:00Z', '2026-05-04 13:00Z'
	from generate_series(1, 233) n;
	insert into visits (id, client_id, booking_id, visit_type_id, clinician_id, fee_cents, booked_at) overriding system value
	select 1000 + n, 10001, 1000 + n, 1, 1, 100, '2026-05-04Z' from generate_series(1, 233) n;
	insert into visit_marks (client_id, visit_id, kind, at)
	select 10001, 1000 + n, case when n > 230 then 'arrived' else 'seen' end, timestamptz '2026-05-04 13:00Z' + n / 2 * interval '1 minute'
	from generate_series(1, 233) n;
	set session_replication_role = origin`

func TestALongListOfNotesIsReadPageByPageEachVisitOnce(t *testing.T) {
	h := open(t)
	if _, err := h.Owner.Exec(t.Context(), backlog); err != nil {
		t.Fatal(err)
	}
	seen := map[id.Visit]int{}
	var after docs.After
	for pages := 1; ; pages++ {
		m, err := docs.New(h.DB).Mine(t.Context(), okafor, after)
		if err != nil {
			t.Fatal(err)
		}
		if m.Unsigned != 230 || m.Held != 23000 {
			t.Errorf("page %d: %d notes hold %d", pages, m.Unsigned, m.Held)
		}
		if want := map[int]int{1: 3}[pages]; len(m.Here) != want {
			t.Errorf("page %d: %d people are here, not %d", pages, len(m.Here), want)
		}
		for _, o := range append(m.Here, m.Waiting...) {
			seen[o.VisitID]++
		}
		if after = docs.ParseAfter(m.Next.String()); after.Visit == 0 {
			if pages != 3 {
				t.Errorf("%d pages", pages)
			}
			break
		}
	}
	for v, n := range seen {
		if n != 1 {
			t.Errorf("visit %s was shown %d times", v, n)
		}
	}
	if len(seen) != 233 {
		t.Errorf("%d visits were shown", len(seen))
	}
}

func TestAMarkThatCannotBeReadIsTheFirstPage(t *testing.T) {
	for _, s := range []string{"", "x", "true.1", "true.x.3", "maybe.1.3", "true.1.-3", "true.99999999999999999999.3"} {
		if after := docs.ParseAfter(s); after != (docs.After{}) {
			t.Errorf("%q is %+v", s, after)
		}
	}
}
