package workflow_test

import (
	"testing"

	"charthouse/internal/db/dbtest"
	"charthouse/internal/overview"
	"charthouse/internal/practice"
)

// lateMoney is a second charge, half an hour before midnight in Chicago.
const lateMoney = `
	begin;
	select begin_act('test', null, null, 'sample.load', '{10001}', true, '', '2026-05-04 15:00Z', true);
	insert into entries (client_id, visit_id, kind, at) values (10001, 1, 'charge', '2026-05-03 04:30Z');
	insert into charges (client_id, visit_id, entry_id, service_id, code, label, units, cents, at)
	values (10001, 1, 1, 2, '93000', 'ECG', 1, 9400, '2026-05-03 04:30Z');
	insert into lines (client_id, entry_id, charge_id, account, cents)
	values (10001, 1, 1, 'client_receivable', 9400), (10001, 1, null, 'revenue', -9400);
	commit`

func TestAnotherZoneHasTheMoneyOfDaysCountedAgain(t *testing.T) {
	d, w := arrange(t, lateMoney)
	if err := w.SignNote(t.Context(), okafor, nadia, note); err != nil {
		t.Fatal(err)
	}
	house, sums := practice.New(d.DB), overview.New(d.DB)
	recount(t, sums)
	for _, zone := range []string{"Asia/Tokyo", "Pacific/Kiritimati", "Pacific/Niue", "America/Chicago"} {
		f, err := house.Settings(t.Context(), boss)
		if err != nil {
			t.Fatal(err)
		}
		f.Zone = zone
		if err := house.EditSettings(t.Context(), boss, f); err != nil {
			t.Fatal(err)
		}
		if n := ask[int](t, d, `select count(*) from (select day from money_moved('-infinity', 'infinity') where day not in (select day from dirty_days)) u`); n != 0 {
			t.Errorf("%s: %d days of money are not queued", zone, n)
		}
		recount(t, sums)
		same(t, d, zone)
	}
}

// recount has every queued day counted.
func recount(t *testing.T, s *overview.Service) {
	t.Helper()
	for n := 1; n > 0; {
		var err error
		if n, err = s.Recount(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
}

// same holds the sums that are kept against the ledger.
func same(t *testing.T, d *dbtest.Database, zone string) {
	t.Helper()
	kept := ask[string](t, d, `select string_agg(m::text, ' ' order by m::text) from money_days m`)
	ledger := ask[string](t, d, `select string_agg(m::text, ' ' order by m::text) from money_moved('-infinity', 'infinity') m`)
	if kept != ledger {
		t.Errorf("in %s %s is kept; the ledger moved %s", zone, kept, ledger)
	}
}
