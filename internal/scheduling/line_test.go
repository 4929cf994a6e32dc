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

func TestNobodyIsAskedHowAVisitEndedWhileItMayStillLast(t *testing.T) {
	d := practice(t)
	for i, k := range []struct {
		given  string
		marks  []scheduling.MarkKind
		after  time.Duration
		at     string
		target int
	}{
		{"Nadia", nil, 30 * time.Minute, "arrived", 0},
		{"Kofi", []scheduling.MarkKind{scheduling.MarkArrived}, 2 * time.Hour, "seen", 0},
		{"Hoa", []scheduling.MarkKind{scheduling.MarkRoomed}, 2 * time.Hour, "seen", 0},
		{"Ravi", []scheduling.MarkKind{scheduling.MarkArrived}, time.Hour, "seen", 1},
	} {
		c := client(t, d, k.given, "Haddad")
		w := wish()
		w.Day = fmt.Sprintf("2026-05-0%d", 5+i)
		end := time.Date(2026, 5, 5+i, 15, 0, 0, 0, time.UTC) // of half an hour from 10:30 in New York
		d.Clock.Set(end.Add(-40 * time.Minute))
		visit := booked(t, d, c, w)
		if k.target > 0 {
			arrange(t, d, access.EditSettings.Practice(), fmt.Sprintf(`insert into targets values ('visit_without_outcome', %d)`, k.target))
		}
		for _, kind := range k.marks {
			if err := scheduling.New(d.DB).Mark(t.Context(), desk, c, visit, scheduling.Mark{Kind: kind}); err != nil {
				t.Fatal(err)
			}
		}
		for _, by := range []time.Duration{-time.Second, time.Second} {
			d.Clock.Set(end.Add(k.after + by))
			arrange(t, d, access.FlowVisit.On(c)) // every write settles
			var at string
			err := d.Owner.QueryRow(t.Context(), `
				select coalesce(max(station), '') from blockers where visit_id = $1 and kind = 'visit_without_outcome' and cleared_at is null`, visit).Scan(&at)
			if want := map[bool]string{true: k.at}[by > 0]; err != nil || at != want {
				t.Errorf("%s, %v after the end: asked about at %q, %v; want %q", k.given, k.after+by, at, err, want)
			}
		}
		if err := scheduling.New(d.DB).Mark(t.Context(), desk, c, visit, scheduling.Mark{Kind: scheduling.MarkSeen}); err != nil {
			t.Fatal(err)
		}
		if got := d.ClearedBy(t, "visit_without_outcome"); got != "visit.flow by s"+desk.Staff().String() {
			t.Errorf("%s: cleared by %s", k.given, got)
		}
	}
}
