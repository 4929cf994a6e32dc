package sample_test

import (
	"testing"

	"charthouse/internal/db/dbtest"
	"charthouse/internal/overview"
)

// theMeasuresHaveShapes holds what makes the sample a practice and not noise.
func theMeasuresHaveShapes(t *testing.T, d *dbtest.Database) {
	for n := 1; n > 0; {
		var err error
		if n, err = overview.New(d.DB).CloseDays(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range []struct {
		what, sql   string
		least, most float64
	}{
		{"visits", `select count(*) from visits`, 9000, 14000},
		{"files", `select count(*) from clients`, 560, 640},
		{"people who work here", `select count(*) from staff`, 9, 9},
		{"locations", `select count(*) from locations`, 3, 3},
		{"visits today", `select count(*) from bookings where kind = 'visit' and starts_local::date = '2026-05-04'`, 34, 56},
		{"lines that are stuck", `select count(*) from blockers where cleared_at is null`, 30, 110},
		{"mails that wait", `select count(*) from deliveries where state = 'waiting'`, 0, 12},
		{"hours of half of Dr Lindqvist's notes", median("= 'Dr Nils Lindqvist'"), 26, 80},
		{"hours of half of the others' notes", median("<> 'Dr Nils Lindqvist'"), 0.3, 12},
		{"percent that Meridian denies", denied("= 'Meridian PPO'"), 15, 45},
		{"percent that the others deny", denied("<> 'Meridian PPO'"), 0.5, 9},
		{"Tuesdays over Fridays, percent", `select 100.0 * count(*) filter (where extract(isodow from day) = 2) / count(*) filter (where extract(isodow from day) = 5) from ` + seenDays, 112, 190},
		{"the last quarter over the first, percent", `select 100.0 * count(*) filter (where day > '2026-02-02') / count(*) filter (where day < '2025-02-02') from ` + seenDays, 120, 400},
		{"high summer over spring, percent", `select 100.0 * count(*) filter (where day between '2025-07-07' and '2025-08-17') / count(*) filter (where day between '2025-05-12' and '2025-06-22') from ` + seenDays, 50, 92},
		{"percent missed", `select 100.0 * sum(missed) / sum(seen + missed) from visit_days`, 3, 9},
		{"percent cancelled late", `select 100.0 * sum(late) / sum(visits) from visit_days`, 1.5, 7},
		{"percent of forms in time", `select 100.0 * sum(forms_ready) / sum(forms) from visit_days`, 65, 97},
		{"first visits missed over others, percent", `select 100.0 * avg(m) filter (where first) / avg(m) filter (where not first) from (
			select exists (select from visit_marks k where k.visit_id = v.id and k.kind = 'no_show')::int as m, t.name ~* 'first|new|assess' as first
			from visits v join visit_types t on t.id = v.visit_type_id) x`, 130, 900},
		{"children", `select count(*) from clients where birth_date > '2010-05-04'`, 30, 160},
		{"people without mail", `select count(*) from clients where email = ''`, 30, 180},
		{"languages", `select count(distinct language) from clients`, 10, 60},
		{"names of their own script", `select count(*) from clients where preferred ~ '[^\u0001-\u024f]'`, 3, 60},
		{"payers", `select count(*) from payers`, 5, 5},
		{"papers", `select count(*) from documents`, 6, 12},
		{"refunds", `select count(*) from givebacks`, 2, 2},
		{"weeks of eleven in which a reply took 3 to 16 hours", weeks("replies", "sum(above) between 3 * 3600 * sum(below) and 16 * 3600 * sum(below)"), 11, 11},
		{"messages answered a week", `select sum(below) / 11.0 from ` + countedWeeks + ` where measure = 'replies'`, 28, 50},
		{"weeks of eleven with 60 to 220 nudges", weeks("nudges", "sum(above) between 60 and 220"), 11, 11},
		{"weeks of eleven in which something was typed twice", weeks("typed_twice", "sum(above) > 0"), 4, 11},
		{"percent typed twice", `select 100.0 * sum(above) / sum(below) from ` + countedWeeks + ` where measure = 'typed_twice'`, 1, 8},
		{"weeks of eleven in which something was ended by hand", weeks("left", "sum(above) > 0"), 10, 11},
		{"percent ended by hand", `select 100.0 * sum(above) / sum(below) from ` + countedWeeks + ` where measure = 'left'`, 2, 7},
		{"conversations a month, the fewest", `select min(n) from (select count(*) as n from conversations where opened_at between '2024-12-01' and '2026-04-01' group by date_trunc('month', opened_at)) x`, 50, 140},
		{"reversals", `select count(*) from entries where kind = 'reversal'`, 20, 600},
	} {
		var n float64
		if err := d.Owner.QueryRow(t.Context(), `select coalesce((`+c.sql+`)::float8, 0)`).Scan(&n); err != nil {
			t.Fatalf("%s: %v", c.what, err)
		}
		if n < c.least || n > c.most {
			t.Errorf("%s: %.1f; want %.1f to %.1f", c.what, n, c.least, c.most)
		}
		t.Logf("%s: %.1f", c.what, n)
	}
}

// countedWeeks are the eleven before the one in which the sample acts.
const countedWeeks = `(select * from day_counts where day between '2026-02-09' and '2026-04-26') x`

// weeks counts those of them of which it is true.
func weeks(measure, such string) string {
	return `select count(*) from (select from ` + countedWeeks + ` where measure = '` + measure + `' group by date_trunc('week', day) having ` + such + `) w`
}

const seenDays = `(select day from visit_facts where seen_at is not null) x`

func median(who string) string {
	return `select percentile_cont(0.5) within group (order by turnaround) / 3600 from visit_facts f join staff s on s.id = f.clinician_id where s.name ` + who + ` and f.turnaround is not null and f.day > '2026-02-09'`
}

func denied(payer string) string {
	return `select 100.0 * avg((p.cents = 0)::int) from payments p join claims k on k.id = p.claim_id join coverages c on c.id = k.coverage_id join payers y on y.id = c.payer_id where y.name ` + payer
}
