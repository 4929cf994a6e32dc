package scheduling_test

import (
	"fmt"
	"testing"
	"time"

	"charthouse/internal/access"
	"charthouse/internal/db"
	"charthouse/internal/scheduling"
)

func TestALineNamesWhoDidWhatAndWhatStandsInItsWay(t *testing.T) {
	d := practice(t)
	c := client(t, d, "Nadia", "Haddad")
	arrange(t, d, access.BookVisit.On(c),
		`insert into bookings (kind, location_id, zone, starts_local, starts_at, ends_at)
		values ('visit', 1, 'America/New_York', '2026-05-04 10:00', clock() - interval '2 hours', clock() - interval '90 minutes')`,
		`insert into booking_resources (booking_id, resource_id, held) select 1, 3, tstzrange(starts_at, ends_at) from bookings`,
		fmt.Sprintf(`insert into visits (client_id, booking_id, visit_type_id, clinician_id, fee_cents, booked_at, booked_by)
		values (%d, 1, 1, 3, 12000, clock(), 1)`, c))
	var lines []scheduling.Line
	err := d.Read(t.Context(), desk, access.OpenDay.Across(), func(v *db.View) (err error) {
		lines, err = scheduling.LinesOfDay(t.Context(), v, 1, d.Clock.Now().Add(-3*time.Hour), d.Clock.Now())
		return err
	})
	if err != nil || len(lines) != 1 {
		t.Fatalf("%d lines, %v", len(lines), err)
	}
	l := lines[0]
	got := fmt.Sprint(l.Client, "|", l.VisitType, "|", l.Clinician, "|", l.Place, "|", l.BookedBy, "|", l.Station, "|", l.BlockedBy, "|", l.Flow(d.Clock.Now()))
	want := "Nadia Haddad|Follow-up|Dr Okafor|Room 1|Tomasz Wieczorek|arrived|visit_without_outcome|stuck"
	if got != want {
		t.Errorf("line\n got %s\nwant %s", got, want)
	}
	err = d.Read(t.Context(), desk, access.OpenVisit.On(c), func(v *db.View) error {
		one, err := scheduling.LineOf(t.Context(), v, l.VisitID)
		if err != nil || one.VisitID != l.VisitID {
			t.Errorf("alone: %+v, %v", one, err)
		}
		all, err := scheduling.LinesOfClient(t.Context(), v, time.Time{}, 5)
		if len(all) != 1 {
			t.Errorf("of the client: %d lines", len(all))
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
}
