package scheduling_test

import (
	"fmt"
	"testing"

	"charthouse/internal/access"
	"charthouse/internal/civil"
	"charthouse/internal/db/dbtest"
	"charthouse/internal/scheduling"
)

// BenchmarkTheDay reads a day of 60 visits among a million, 45 years of them.
func BenchmarkTheDay(b *testing.B) {
	d := practice(b)
	history(b, d, 1_000_000)
	s := scheduling.New(d.DB)
	for b.Loop() {
		day, err := s.Day(b.Context(), desk, 1, civil.New(2026, 5, 5), scheduling.ByClinician)
		if err != nil || len(day.Lines()) < 40 {
			b.Fatalf("%d visits, %v", len(day.Lines()), err)
		}
	}
}

// BenchmarkTheSearch finds the next free times among a million visits: those that are
// near, and those of a year in which nobody of six clinicians has any.
func BenchmarkTheSearch(b *testing.B) {
	d := practice(b)
	history(b, d, 1_000_000)
	arrange(b, d, access.EditSettings.Practice(),
		`insert into availability (staff_id, location_id, weekday, starts, ends) select 100 + i, 1, w, '09:00', '14:00' from generate_series(1, 6) i, generate_series(1, 5) w`,
		`insert into visit_types (name, minutes) values ('Of the six', 30)`,
		`insert into visit_type_clinicians (visit_type_id, staff_id) select 3, 100 + i from generate_series(1, 6) i`)
	s := scheduling.New(d.DB)
	for _, at := range []struct {
		name, kind string
		least      int
	}{{"near", "1", 40}, {"a year without any", "3", 0}} {
		b.Run(at.name, func(b *testing.B) {
			for b.Loop() {
				found, err := s.FindTimes(b.Context(), desk, scheduling.Search{VisitType: at.kind}, 40)
				if err != nil || len(found) != at.least {
					b.Fatalf("%d times, %v", len(found), err)
				}
			}
		})
	}
}

// history fills the practice as the owner would, with the triggers off: n
// visits, half before today with marks, notes, signatures and charges.
func history(b *testing.B, d *dbtest.Database, n int) {
	b.Helper()
	tx, err := d.Owner.Begin(b.Context())
	if err != nil {
		b.Fatal(err)
	}
	for _, sql := range []string{
		`set local session_replication_role = replica`,
		`alter table booking_resources drop constraint resource_taken`,
		`insert into clients (id, given, family, opened_at) overriding system value select 20000 + i, 'Given' || i, 'Family' || i % 5000, now() from generate_series(1, 50000) i`,
		`insert into staff (id, name, email) overriding system value select 100 + i, 'Dr Number ' || i, 'n' || i || '@example.org' from generate_series(1, 6) i`,
		`insert into resources (id, staff_id) overriding system value select 1000 + i, 100 + i from generate_series(1, 6) i`,
		// sixty a day: six clinicians with ten visits of half an hour, from five thousand days ago on
		fmt.Sprintf(`insert into bookings (id, kind, location_id, zone, starts_local, starts_at, ends_at) overriding system value
		select i, 'visit', 1, 'America/New_York', t, t at time zone 'America/New_York', (t + interval '30 minutes') at time zone 'America/New_York'
		from (
		  select i, timestamp '2026-05-05 09:00' + (i / 60 - %d) * interval '1 day' + (i %% 60 / 6) * interval '30 minutes' as t
		  from generate_series(1, %d) i
		) x`, n/120, n),
		`insert into booking_resources (booking_id, resource_id, held) select id, 1001 + id % 6, tstzrange(starts_at, ends_at) from bookings`,
		`insert into visits (id, client_id, booking_id, visit_type_id, clinician_id, fee_cents, booked_at, booked_by) overriding system value
		select id, 20001 + id % 50000, id, 1, 101 + id % 6, 12000, starts_at - interval '14 days', 1 from bookings`,
		`insert into visit_marks (client_id, visit_id, kind, at, staff_id)
		select v.client_id, v.id, k.kind, b.starts_at, 1
		from visits v join bookings b on b.id = v.booking_id, (values ('arrived'), ('seen')) k (kind)
		where b.starts_at < '2026-05-05 16:00Z'`,
		`insert into notes (client_id, visit_id, author_id, template, started_at, saved_at, saved_by)
		select client_id, visit_id, 3, '[]', at, at, 3 from visit_marks where kind = 'seen'`,
		`insert into entries (id, client_id, visit_id, kind, at) overriding system value
		select visit_id, client_id, visit_id, 'charge', at from visit_marks where kind = 'seen'`,
		`insert into charges (id, client_id, visit_id, entry_id, service_id, code, label, units, cents, at) overriding system value
		select visit_id, client_id, visit_id, visit_id, 1, '99213', 'Office visit', 1, 12000, at from visit_marks where kind = 'seen'`,
		`insert into lines (client_id, entry_id, charge_id, account, cents)
		select client_id, id, id, 'client_receivable', 12000 from charges`,
		`alter table booking_resources add constraint resource_taken exclude using gist (resource_id with =, lane with =, held with &&) where (freed_at is null)`,
		`analyze`,
	} {
		if _, err := tx.Exec(b.Context(), sql); err != nil {
			b.Fatalf("%s: %v", sql, err)
		}
	}
	if err := tx.Commit(b.Context()); err != nil {
		b.Fatal(err)
	}
}
