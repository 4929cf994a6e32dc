package overview

import (
	"context"
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/jackc/pgx/v5"

	"charthouse/internal/access"
	"charthouse/internal/civil"
	"charthouse/internal/db"
	"charthouse/internal/db/dbtest"
)

// The days that the random records fall on.
var from, to = civil.New(2026, 4, 1), civil.New(2026, 6, 1)

// TestTheSumsOfDaysEqualTheScan changes random records of two hundred visits in
// acts, counts some of the days again at random, and holds what pages read, and
// in the end what the tables keep, against a scan of everything.
func TestTheSumsOfDaysEqualTheScan(t *testing.T) {
	d := dbtest.New(t)
	arrangeMany(t, d)
	s := New(d.DB)
	r := rand.New(rand.NewPCG(7, 11))
	for round := range 25 {
		for range 12 {
			change(t, d, r)
		}
		if r.IntN(3) == 0 {
			if _, err := s.Recount(t.Context()); err != nil {
				t.Fatal(err)
			}
		}
		read := sums(t, d, visitDays)
		if diff := cmp.Diff(sums(t, d, `select * from visit_days_scan where day >= $1 and day < $2 and $3::date[] is not null`), read); diff != "" {
			t.Fatalf("round %d: what is read differs from the scan (-scan +read):\n%s", round, diff)
		}
		const byDay = `select day, sum(visits), sum(seen), sum(minutes), sum(lag_seconds), sum(claims_ready), sum(cardinality(turnarounds)) from (`
		if diff := cmp.Diff(sums(t, d, byDay+visitDays+`) d group by day`), sums(t, d, byDay+visitTotals+`) d group by day`)); diff != "" {
			t.Fatalf("round %d: the totals that are read differ from their rows (-rows +totals):\n%s", round, diff)
		}
		if diff := cmp.Diff(scannedMedians(t, d), readMedians(t, d)); diff != "" {
			t.Fatalf("round %d: the medians that are read differ from the scan (-scan +read):\n%s", round, diff)
		}
		if diff := cmp.Diff(scannedDebts(t, d), readDebts(t, d)); diff != "" {
			t.Fatalf("round %d: what was owed differs from the ledger (-ledger +read):\n%s", round, diff)
		}
	}
	for n := 1; n > 0; {
		var err error
		if n, err = s.Recount(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	scan := sums(t, d, `select * from visit_days_scan where day >= $1 and day < $2 and $3::date[] is not null`)
	if kept := sums(t, d, `select * from visit_days where day >= $1 and day < $2 and $3::date[] is not null`); cmp.Diff(scan, kept) != "" || len(kept) < 50 {
		t.Errorf("%d days are kept; they differ from the scan (-scan +kept):\n%s", len(kept), cmp.Diff(scan, kept))
	}
	for _, table := range []string{"visit_totals", "money_totals"} {
		added := sums(t, d, `select * from `+table+`_of_days where day >= $1 and day < $2 and $3::date[] is not null`)
		if kept := sums(t, d, `select * from `+table+` where day >= $1 and day < $2 and $3::date[] is not null`); cmp.Diff(added, kept) != "" || len(kept) < 5 {
			t.Errorf("%s keeps %d days; they differ from their rows (-added +kept):\n%s", table, len(kept), cmp.Diff(added, kept))
		}
	}
	medians := sums(t, d, `select * from week_medians_scan where monday > $1 and monday < $2 and $3::date[] is not null`)
	if kept := sums(t, d, `select * from week_medians where monday > $1 and monday < $2 and $3::date[] is not null`); cmp.Diff(medians, kept) != "" || len(kept) < 5 {
		t.Errorf("%d medians are kept; they differ from the scan (-scan +kept):\n%s", len(kept), cmp.Diff(medians, kept))
	}
	money := sums(t, d, `select * from money_moved($1::date, $2::date) where $3::date[] is not null`)
	if kept := sums(t, d, `select * from money_days where day >= $1 and day < $2 and $3::date[] is not null`); cmp.Diff(money, kept) != "" || len(kept) < 5 {
		t.Errorf("%d days of money are kept; they differ from the ledger (-ledger +kept):\n%s", len(kept), cmp.Diff(money, kept))
	}
}

// readMedians are those of the weeks as pages read them: number, notes and seconds.
func readMedians(t *testing.T, d *dbtest.Database) (out []string) {
	t.Helper()
	err := d.DB.Read(t.Context(), manager, access.OpenOverview.Across(), func(v *db.View) error {
		weeks, err := SumsTx(t.Context(), v, Weeks(9, to), Of{}, ByWeek)
		for _, w := range weeks {
			if w.Signed > 0 {
				out = append(out, fmt.Sprint(w.Group, w.Signed, w.Median))
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// scannedMedians are the same from every visit, whatever is kept.
func scannedMedians(t *testing.T, d *dbtest.Database) (out []string) {
	t.Helper()
	span := Weeks(9, to)
	rows, err := d.Owner.Query(t.Context(), `
		select (f.day - $1::date) / 7, count(*), percentile_disc(0.5) within group (order by f.turnaround)
		from visit_facts f
		where f.day >= $1 and f.day < $2 and f.turnaround is not null
		group by 1
		order by 1`, span.From, span.To)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var week, signed, median int64
		if err := rows.Scan(&week, &signed, &median); err != nil {
			t.Fatal(err)
		}
		out = append(out, fmt.Sprint(week, signed, median))
	}
	return out
}

// pastWeeks end while money moves: what was owed at an end is not what is owed now.
var pastWeeks = Weeks(4, civil.New(2026, 5, 18))

// readDebts are what was owed at the ends of past weeks, as pages read them.
func readDebts(t *testing.T, d *dbtest.Database) (out []int64) {
	t.Helper()
	err := d.DB.Read(t.Context(), manager, access.OpenOverview.Across(), func(v *db.View) error {
		weeks, err := SumsTx(t.Context(), v, pastWeeks, Of{}, ByWeek)
		for _, w := range weeks {
			out = append(out, w.OwedAtEnd)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// scannedDebts are the same from the whole ledger.
func scannedDebts(t *testing.T, d *dbtest.Database) (out []int64) {
	t.Helper()
	for week := range 4 {
		var cents int64
		err := d.Owner.QueryRow(t.Context(), `
			select coalesce(sum(l.cents), 0)
			from lines l
			join entries e on e.id = l.entry_id
			where l.charge_id is not null and l.account in ('client_receivable', 'payer_receivable') and e.at < $1::date::timestamp at time zone 'UTC'`,
			pastWeeks.Monday(int64(week+1))).Scan(&cents)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, cents)
	}
	return out
}

// TestTheRowsOfMoneyAddUpToItsNumber looks into every past week, and into each
// clinician's, while days wait to be counted.
func TestTheRowsOfMoneyAddUpToItsNumber(t *testing.T) {
	d := dbtest.New(t)
	arrangeMany(t, d)
	r := rand.New(rand.NewPCG(3, 5))
	for range 300 {
		change(t, d, r)
	}
	for week := range int64(4) {
		span := Span{pastWeeks.Monday(week), pastWeeks.Monday(week + 1)}
		for _, of := range []Of{{}, {Clinician: 2}, {Location: 1}, {Payer: Nobody}} {
			addsUp(t, d, span, of)
		}
	}
}

func addsUp(t *testing.T, d *dbtest.Database, span Span, of Of) {
	t.Helper()
	err := d.DB.Read(t.Context(), manager, access.OpenOverview.Across(), func(v *db.View) error {
		sums, err := SumsTx(t.Context(), v, span, of, ByWeek)
		if err != nil {
			return err
		}
		for key, want := range map[string]int64{"days-in-ar": sums[0].OwedAtEnd, "net-collection": sums[0].Charged13 - sums[0].Adjusted13 - sums[0].Collected13} {
			m, _ := MeasureOf(key)
			rows, err := RowsTx(t.Context(), v, m, span, of, 1000)
			if err != nil {
				return err
			}
			var cents int64
			for _, row := range rows {
				cents += row.Cents
			}
			if cents != want || len(rows) == 0 {
				t.Errorf("%s of %+v at %s: %d rows add up to %d; the number says %d", key, of, span.To, len(rows), cents, want)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// sums reads rows as text, in order.
func sums(t *testing.T, d *dbtest.Database, from_ string) (out []string) {
	t.Helper()
	err := d.DB.Read(t.Context(), access.System(access.Clock), access.FindDue.Practice(), func(v *db.View) error {
		behind, err := listDirty(t.Context(), v, from)
		if err == nil {
			out, err = db.Values[string](t.Context(), v, `select s::text from (`+from_+`) s order by 1`, from, to, behind)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// arrangeMany has two hundred visits of forty files on the days of April and May.
func arrangeMany(t *testing.T, d *dbtest.Database) {
	t.Helper()
	_, err := d.Owner.Exec(t.Context(), `set session_replication_role = replica;
	insert into practice (name, zone) values ('Kestrel Lane', 'UTC');
	insert into staff (name, email) select 'Dr ' || g, g || '@kestrellane.example' from generate_series(1, 3) g;
	insert into locations (name, zone) values ('Main street', 'UTC'), ('Harbour', 'UTC');
	insert into services (code, label, cents) values ('F30', 'Follow-up', 9000);
	insert into note_templates (name, sections) values ('Visit', '[]');
	insert into forms (name) values ('Intake');
	insert into form_versions (form_id, number, definition, published_at) values (1, 1, '{}', '2026-01-01Z');
	insert into visit_types (name, minutes, service_id) values ('Review', 30, 1), ('First', 60, 1);
	insert into payers (name) values ('Larkfield'), ('Meridian');
	insert into clients (id, given, family, opened_at) select 10000 + g, 'Given' || g, 'Family' || g, '2026-01-01Z' from generate_series(1, 40) g;
	insert into coverages (client_id, payer_id, member_number) select 10000 + g, 1 + g % 2, 'M' || g from generate_series(1, 40, 2) g;
	insert into bookings (kind, location_id, zone, starts_local, starts_at, ends_at)
	select 'visit', 1 + g % 2, 'UTC', at, at at time zone 'UTC', at at time zone 'UTC' + interval '30 minutes'
	from generate_series(1, 200) g
	cross join lateral (select timestamp '2026-04-02 09:00' + (g % 55) * interval '1 day' as at) a;
	insert into visits (client_id, booking_id, visit_type_id, clinician_id, coverage_id, fee_cents, booked_at)
	select 10001 + g % 40, g, 1 + g % 2, 1 + g % 3, (select c.id from coverages c where c.client_id = 10001 + g % 40), 9000, '2026-03-01Z'
	from generate_series(1, 200) g;
	insert into packets (client_id, visit_id, version_id, made_at) select client_id, id, 1, booked_at from visits where id % 2 = 0;
	insert into dirty_days (day) select distinct starts_local::date from bookings;
	set session_replication_role = origin`)
	if err != nil {
		t.Fatal(err)
	}
}

// kinds of changes; $1 is a visit, $2 a number from 0 to 99.
var changes = []string{
	`insert into visit_marks (client_id, visit_id, kind, at)
	select v.client_id, v.id, (array['arrived', 'seen', 'no_show', 'cancelled'])[1 + $2::int % 4], b.starts_at + ($2::int - 60) * interval '1 hour'
	from visits v join bookings b on b.id = v.booking_id where v.id = $1 on conflict do nothing`,
	`delete from visit_marks where visit_id = $1 and kind <> (array['arrived', 'seen'])[1 + $2::int % 2]`,
	`update bookings set starts_local = m.at, starts_at = m.at at time zone 'UTC', ends_at = m.at at time zone 'UTC' + interval '45 minutes'
	from (select timestamp '2026-04-02 10:00' + ($2::int % 55) * interval '1 day' as at) m where id = (select booking_id from visits where id = $1)`,
	`update visits set clinician_id = 1 + $2::int % 3, visit_type_id = 1 + $2::int % 2 where id = $1`,
	`update visits set coverage_id = null where id = $1 and $2::int % 2 = 0`,
	`update coverages set payer_id = 1 + $2::int % 2 where id = (select coverage_id from visits where id = $1)`,
	`update packets set finished_at = timestamptz '2026-04-20Z' + $2::int * interval '5 hours' where visit_id = $1`,
	`with n as (
	  insert into notes (client_id, visit_id, author_id, template, started_at, saved_at, saved_by, write_seconds)
	  select client_id, id, clinician_id, '[]', '2026-05-01Z', '2026-05-01Z', clinician_id, $2::int from visits where id = $1
	  on conflict do nothing returning *
	) insert into signatures (client_id, note_id, staff_id, at, content, hash)
	select client_id, id, author_id, timestamptz '2026-05-01Z' + $2::int * interval '9 hours', '{}', sha256('x') from n`,
	`with e as (
	  insert into entries (client_id, visit_id, kind, at)
	  select client_id, id, 'charge', timestamptz '2026-05-01Z' + $2::int * interval '6 hours' from visits where id = $1 returning *
	), c as (
	  insert into charges (client_id, visit_id, entry_id, service_id, code, label, units, cents, at)
	  select client_id, visit_id, id, 1, 'F30', 'Follow-up', 1, 9000, at from e returning *
	) insert into lines (client_id, entry_id, charge_id, account, cents)
	select client_id, entry_id, id, 'client_receivable', 9000 from c union all select client_id, entry_id, null, 'revenue', -9000 from c`,
	`with c as (
	  select c.client_id, c.visit_id, c.id from charges c join lines l on l.client_id = c.client_id and l.charge_id = c.id
	  where c.visit_id = $1 group by c.client_id, c.visit_id, c.id having sum(l.cents) >= 4000 limit 1
	), e as (
	  insert into entries (client_id, visit_id, kind, at)
	  select client_id, visit_id, 'payment', timestamptz '2026-05-10Z' + $2::int * interval '4 hours' from c returning *
	) insert into lines (client_id, entry_id, charge_id, account, cents)
	select e.client_id, e.id, c.id, 'client_receivable', -4000 from e cross join c
	union all select e.client_id, e.id, c.id, (array['cash', 'adjustment'])[1 + $2::int % 2], 4000 from e cross join c`,
	`with c as (
	  select c.client_id, c.visit_id, c.entry_id from standing_charges c
	  where c.visit_id = $1 and (select count(*) from lines l where l.charge_id = c.id) = 1 limit 1
	), e as (
	  insert into entries (client_id, visit_id, kind, at, reverses_id)
	  select client_id, visit_id, 'reversal', timestamptz '2026-06-01Z' + $2::int * interval '4 hours', entry_id from c returning *
	) insert into lines (client_id, entry_id, charge_id, account, cents)
	select l.client_id, e.id, l.charge_id, l.account, -l.cents from e join lines l on l.entry_id = e.reverses_id`,
	`insert into claims (client_id, visit_id, coverage_id, made_at)
	select client_id, id, coverage_id, '2026-05-20Z' from visits where id = $1 and coverage_id is not null and $2::int >= 0 on conflict do nothing`,
}

// change does one of them to a random visit, as acts do: the triggers stand.
func change(t *testing.T, d *dbtest.Database, r *rand.Rand) {
	t.Helper()
	sql, visit, n := changes[r.IntN(len(changes))], r.IntN(200)+1, r.IntN(100)
	err := pgx.BeginFunc(context.Background(), d.Owner, func(tx pgx.Tx) error {
		_, err := tx.Exec(t.Context(), `select set_config('charthouse.writes', 'yes', true), set_config('charthouse.trail', '1', true),
			set_config('charthouse.clients', (select array_agg(id)::text from clients), true)`)
		if err == nil {
			_, err = tx.Exec(t.Context(), sql, visit, n)
		}
		return err
	})
	if err != nil {
		t.Fatal(fmt.Errorf("%s with %d: %w", sql, n, err))
	}
}
