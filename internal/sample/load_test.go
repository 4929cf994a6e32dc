package sample_test

import (
	"testing"
	"time"

	"charthouse/internal/access"
	"charthouse/internal/civil"
	"charthouse/internal/db/dbtest"
	"charthouse/internal/files"
	"charthouse/internal/sample"
	"charthouse/internal/workflow"
)

func TestTheSampleIsAPracticeInTheMiddleOfItsDay(t *testing.T) {
	d := dbtest.New(t)
	start := time.Now()
	if err := sample.Load(t.Context(), d.Owner, papers(t), dbtest.Noon, func(string, int, int) {}); err != nil {
		t.Fatal(err)
	}
	t.Logf("loaded in %s", time.Since(start).Round(time.Millisecond))
	for _, c := range []struct {
		what, sql string
		least     int
	}{
		{"visits today", `select count(*) from bookings where kind = 'visit' and starts_at between '2026-05-04 12:00Z'::timestamptz - interval '12 hours' and '2026-05-04 12:00Z'::timestamptz + interval '20 hours'`, 36},
		{"people in a room", `select count(*) from visit_lines where roomed_at is not null and seen_at is null`, 2},
		{"notes signed", `select count(*) from signatures`, 80},
		{"notes stuck", `select count(*) from blockers where kind = 'note_unsigned' and cleared_at is null`, 3},
		{"claims held", `select count(*) from blockers where kind = 'claim_detail' and cleared_at is null`, 2},
		{"invoices overdue", `select count(*) from blockers where kind = 'invoice_overdue' and cleared_at is null`, 1},
		{"signed without a charge", `select count(*) from blockers where kind = 'signed_uncharged' and cleared_at is null`, 1},
		{"visits all done", `select count(*) from visit_lines where station is null and cancelled_at is null and no_show_at is null`, 20},
		{"people who wait", `select count(*) from waits where ended_at is null`, 5},
		{"restricted files", `select count(*) from restrictions`, 1},
		{"parents who fill in forms", `select count(*) from contacts where proxy`, 1},
		{"no-shows", `select count(*) from visit_marks where kind = 'no_show'`, 2},
	} {
		var n int
		if err := d.Owner.QueryRow(t.Context(), c.sql).Scan(&n); err != nil {
			t.Fatal(err)
		}
		if n < c.least {
			t.Errorf("%s: %d; want at least %d", c.what, n, c.least)
		}
		t.Logf("%s: %d", c.what, n)
	}
	theWeekStandsWhereItsLinesStand(t, d)
	t.Run("EveryPromiseOfTheDataHolds", func(t *testing.T) { everyPromiseHolds(t, d) })
	t.Run("TheMeasuresHaveShapes", func(t *testing.T) { theMeasuresHaveShapes(t, d) })
}

// The overview counts set-wise what the view visit_lines says one by one.
func theWeekStandsWhereItsLinesStand(t *testing.T, d *dbtest.Database) {
	who := access.StaffMember(2, "Ingrid Solheim", access.Manager)
	for _, week := range []string{"2026-04-20", "2026-04-27", "2026-05-04"} {
		monday, err := civil.Parse(week)
		if err != nil {
			t.Fatal(err)
		}
		from := monday.In(time.UTC)
		o, err := workflow.New(d.DB).OpenOverview(t.Context(), who, monday, time.UTC)
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range o.Week.Stations {
			var stand int
			err := d.Owner.QueryRow(t.Context(), `
				select count(*) from visit_lines
				where starts_at >= $1 and starts_at < $2 and not history and station = $3`, from, from.AddDate(0, 0, 7), s.Name).Scan(&stand)
			if err != nil {
				t.Fatal(err)
			}
			if got := s.OnWay + s.Stuck; got != stand {
				t.Errorf("week of %s: %d visits stand at %s; their lines say %d", week, got, s.Name, stand)
			}
		}
	}
}

func papers(t *testing.T) *files.Store {
	t.Helper()
	store, err := files.Open(t.Context(), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = store.Close() })
	return store
}
