package main

import (
	"context"
	"net/http"
	"net/http/httptest"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"charthouse/internal/access"
	"charthouse/internal/db/dbtest"
	"charthouse/internal/overview"
	"charthouse/web/page"
)

// big fills a practice of 5 locations and 30 clinicians with 50,000 clients
// and visits over five years up to today: the owner's own statements, triggers
// off. $VISITS is replaced.
const big = `
	set session_replication_role = replica;
	set synchronous_commit = off;
	insert into practice (name, zone) values ('Big Practice', 'UTC');
	insert into locations (name, zone) select 'Location ' || g, 'UTC' from generate_series(1, 5) g;
	insert into staff (name, email, npi) select 'Dr Number ' || g, 's' || g || '@example.org', '1234567893' from generate_series(1, 30) g;
	insert into staff_roles select g, 'clinician' from generate_series(1, 30) g;
	insert into places (location_id, name, kind) select 1 + (g - 1) / 6, 'Room ' || g, 'room' from generate_series(1, 30) g;
	insert into resources (staff_id) select g from generate_series(1, 30) g;
	insert into availability (staff_id, location_id, place_id, weekday, starts, ends)
	select s, 1 + (s - 1) / 6, s, d, '08:00', '17:00' from generate_series(1, 30) s, generate_series(1, 7) d;
	insert into services (code, label, cents) values ('F30', 'Follow-up visit', 12000);
	insert into note_templates (name, sections) values ('Visit', '[{"key": "s", "title": "Subjective"}]');
	insert into visit_types (name, minutes, service_id, template_id) values ('Follow-up', 30, 1, 1);
	insert into payers (name) values ('Larkfield Mutual'), ('Meridian');
	insert into clients (id, given, family, birth_date, phone, email, opened_at)
	select 10000 + g, (array['Nadia','Björn','Noah','Zainab','Mateo','Freya','Kofi','Hoa','Inés','Ravi'])[1 + g % 10] || (g / 500),
	  (array['Haddad','Åkesson','Brandt','Yusuf','Quispe','Nilsson','Boateng','Tran','Ferrer','Pillai','Mokoena'])[1 + g % 11] || (g % 997),
	  date '1940-01-01' + (g * 7919 % 29000), '555 ' || lpad((g * 31 % 10000000)::text, 7, '0'), 'p' || g || '@example.org', '2020-01-01Z'
	from generate_series(1, 50000) g;
	insert into coverages (client_id, payer_id, member_number, copay_cents) select 10000 + g, 1 + g % 2, 'M' || g, 2500 from generate_series(2, 50000, 2) g;
	insert into bookings (kind, location_id, zone, starts_local, starts_at, ends_at)
	select 'visit', 1 + ((g - 1) % 30) / 6, 'UTC', t, t at time zone 'UTC', t at time zone 'UTC' + interval '30 minutes'
	from generate_series(1, $VISITS) g
	cross join lateral (select $NOW::date + time '08:00' - (g / 210) * interval '1 day' + (g % 210 / 30) * interval '65 minutes' as t) w;
	insert into booking_resources (booking_id, resource_id, held)
	select g, 1 + (g - 1) % 30, tstzrange(b.starts_at, b.ends_at) from bookings b join generate_series(1, $VISITS) g on g = b.id where b.starts_at > $NOW - interval '30 days';
	insert into visits (client_id, booking_id, visit_type_id, clinician_id, fee_cents, coverage_id, booked_at, booked_by)
	select 10001 + (g::bigint * 7919) % 50000, g, 1, 1 + (g - 1) % 30, 12000, case when (g::bigint * 7919) % 50000 % 2 = 1 then ((g::bigint * 7919) % 50000 + 1) / 2 end, $NOW - interval '9 days', 1
	from generate_series(1, $VISITS) g;
	insert into visit_marks (client_id, visit_id, kind, at, staff_id)
	select v.client_id, v.id, k, b.starts_at + case k when 'seen' then interval '30 minutes' else interval '0' end, 1
	from visits v join bookings b on b.id = v.booking_id, unnest(array['arrived', 'seen']) k where b.ends_at < $NOW;
	insert into notes (client_id, visit_id, author_id, template, sections, started_at, saved_at, saved_by)
	select v.client_id, v.id, v.clinician_id, '[{"key": "s", "title": "Subjective"}]', '{"s": "Stable."}', b.ends_at, b.ends_at, v.clinician_id
	from visits v join bookings b on b.id = v.booking_id where b.ends_at < $NOW;
	insert into signatures (client_id, note_id, staff_id, at, content, hash)
	select client_id, id, author_id, saved_at + interval '2 hours', '{}', sha256('x') from notes where id % 400 <> 7 or saved_at < $NOW - interval '60 days';
	insert into entries (client_id, visit_id, kind, at) select n.client_id, n.visit_id, 'charge', s.at from signatures s join notes n on n.id = s.note_id;
	insert into charges (client_id, visit_id, note_id, entry_id, service_id, code, label, units, diagnoses, cents, at)
	select e.client_id, e.visit_id, n.id, e.id, 1, 'F30', 'Follow-up visit', 1, case when n.id % 50 <> 7 then '{M54.5}'::text[] else '{}' end, 12000, e.at from entries e join notes n on n.visit_id = e.visit_id;
	insert into lines (client_id, entry_id, charge_id, account, cents)
	select c.client_id, c.entry_id, c.id, case when v.coverage_id is null then 'client_receivable' else 'payer_receivable' end, 12000 from charges c join visits v on v.id = c.visit_id
	union all select client_id, entry_id, null, 'revenue', -12000 from charges;
	insert into invoices (client_id, visit_id, issued_on, due_on, made_at)
	select c.client_id, c.visit_id, c.at::date, c.at::date + 14, c.at from charges c join visits v on v.id = c.visit_id where v.coverage_id is null;
	insert into invoice_charges (client_id, invoice_id, charge_id) select c.client_id, i.id, c.id from invoices i join charges c on c.client_id = i.client_id and c.visit_id = i.visit_id;
	insert into claims (client_id, visit_id, coverage_id, made_at) select c.client_id, c.visit_id, v.coverage_id, c.at from charges c join visits v on v.id = c.visit_id where v.coverage_id is not null;
	insert into entries (client_id, visit_id, kind, at) select c.client_id, c.visit_id, 'payment', c.at + interval '3 days' from charges c where c.at < $NOW - interval '20 days';
	insert into payments (client_id, visit_id, entry_id, method, cents, received_at) select client_id, visit_id, id, 'card', 12000, at from entries where kind = 'payment';
	insert into lines (client_id, entry_id, charge_id, account, cents)
	select p.client_id, p.entry_id, c.id, case when v.coverage_id is null then 'client_receivable' else 'payer_receivable' end, -12000
	from payments p join charges c on c.client_id = p.client_id and c.visit_id = p.visit_id join visits v on v.id = p.visit_id
	union all select client_id, entry_id, null, 'card', 12000 from payments;
	insert into visit_dues (client_id, visit_id, since, client_cents, payer_cents)
	select c.client_id, c.visit_id, min(c.at), coalesce(sum(l.cents) filter (where l.account = 'client_receivable'), 0), coalesce(sum(l.cents) filter (where l.account = 'payer_receivable'), 0)
	from charges c join lines l on l.client_id = c.client_id and l.charge_id = c.id and l.account in ('client_receivable', 'payer_receivable') group by c.client_id, c.visit_id having sum(l.cents) <> 0;
	insert into conversations (client_id, kind, subject, opened_at, pool, waits_since, last_at, done_at, outcome)
	select 10001 + (g::bigint * 7919) % 50000, (array['administrative', 'billing', 'clinical'])[1 + g % 3], 'About my visit', t, (array['front_desk', 'biller', 'clinician'])[1 + g % 3],
	  case when g % 200 = 0 then t end, t, case when g % 20 > 0 then t + interval '3 hours' end, case when g % 20 > 0 then 'answered' else '' end
	from generate_series(1, $VISITS / 5) g cross join lateral (select $NOW - g * interval '10 minutes' as t) w;
	insert into messages (client_id, conversation_id, direction, kind, body, written_at)
	select k.client_id, k.id, case n when 1 then 'in' else 'out' end, case n when 1 then 'mail' else 'reply' end, 'Some words about the visit', k.opened_at from conversations k, generate_series(1, 2) n;
	insert into turns (client_id, conversation_id, what, outcome, at, kind, waited_since)
	select client_id, id, 'answered', 'answered', done_at, kind, opened_at from conversations where done_at is not null;
	insert into tasks (client_id, type_id, title, clinical, role, owner_id, due_on, made_at, closed_at, closed_why)
	select 10001 + (g::bigint * 7919) % 50000, 1, 'Call back', false, 'front_desk', null, t::date + 1, t, case when g % 100 > 0 then t end, case when g % 100 > 0 then 'Done' else '' end
	from generate_series(1, $VISITS / 10) g cross join lateral (select $NOW - g * interval '20 minutes' as t) w;
	insert into dirty_days (day) select distinct starts_local::date from bookings;
	set session_replication_role = origin;
	analyze`

// BenchmarkPages asks every main page of a practice with 50,000 clients and
// 1,000,000 visits (CHARTHOUSE_VISITS names another number):
//
//	go test ./cmd/charthouse -run '^$' -bench Pages -benchtime 40x -timeout 60m
func BenchmarkPages(b *testing.B) {
	d := dbtest.New(b)
	visits := os.Getenv("CHARTHOUSE_VISITS")
	if visits == "" {
		visits = "1000000"
	}
	now := d.Clock.Now()
	for _, sql := range strings.Split(strings.NewReplacer("$VISITS", visits, "$NOW", "timestamptz '"+now.Format(time.RFC3339)+"'").Replace(big), ";\n") {
		if _, err := d.Owner.Exec(b.Context(), sql); err != nil {
			b.Fatalf("%s: %v", sql, err)
		}
	}
	settleAll(b, d)
	countAll(b, d)
	_, h := wireOn(b, d)
	day := now.Format("2006-01-02")
	for _, p := range []struct {
		path string
		role access.Role
	}{
		{"/clients?q=haddad1", access.FrontDesk},
		{"/clients?q=nadia1+brandt", access.FrontDesk},
		{"/clients?q=1985-03-14", access.FrontDesk},
		{"/clients?q=hadad", access.FrontDesk},
		{"/find/found?q=tran", access.FrontDesk},
		{"/find/found?q=haddad1+tuesday", access.FrontDesk},
		{"/find/found?q=claim+haddad1", access.Biller},
		{"/clients/12345", access.Clinician},
		{"/clients/12345", access.FrontDesk},
		{"/day/" + day + "?location=3", access.FrontDesk},
		{"/worklist", access.Manager},
		{"/worklist?who=mine", access.Clinician},
		{"/worklist?who=biller&sort=oldest", access.Manager},
		{"/worklist?kind=note_unsigned&days=7", access.Manager},
		{"/worklist?location=3", access.Manager},
		{"/inbox", access.FrontDesk},
		{"/inbox?kind=clinical", access.Clinician},
		{"/inbox?box=theirs", access.FrontDesk},
		{"/inbox?box=done", access.Manager},
		{"/inbox?box=done&kind=clinical&who=mine", access.Clinician},
		{"/tasks", access.FrontDesk},
		{"/tasks?who=done", access.FrontDesk},
		{"/notices", access.Clinician},
		{"/day/" + day + "/huddle?location=3", access.FrontDesk},
		{"/overview", access.Manager},
		{"/notes", access.Clinician},
		{"/billing", access.Biller},
		{"/outbox", access.Manager},
	} {
		b.Run(p.role.Names()+p.path, func(b *testing.B) { ask(b, h, p.path, p.role) })
	}
}

// settleAll writes the blockers set-wise, as settle would file by file.
func settleAll(b *testing.B, d *dbtest.Database) {
	for _, sql := range []string{
		`select set_config('charthouse.now', '` + d.Clock.Now().Format(time.RFC3339) + `', false); set session_replication_role = replica;
		insert into blockers (client_id, visit_id, kind, subject_id, field, station, fixer, owner_id, verb, since, due, cents, seen_at)
		select client_id, visit_id, kind, subject_id, field, station, fixer, owner_id, verb, since, due, cents, clock() from blocking
		where since <= clock() and (until is null or until > clock());
		set session_replication_role = origin`,
		`vacuum analyze`,
	} {
		if _, err := d.Owner.Exec(b.Context(), sql); err != nil {
			b.Fatal(err)
		}
	}
	var n int
	_ = d.Owner.QueryRow(b.Context(), `select count(*) from blockers`).Scan(&n)
	b.Logf("%d blockers stand", n)
}

// countAll adds up every day, as the clock job would.
func countAll(b *testing.B, d *dbtest.Database) {
	s := overview.New(d.DB)
	for _, round := range []func(context.Context) (int, error){s.Recount, s.CloseDays} {
		for n := 1; n > 0; {
			var err error
			if n, err = round(b.Context()); err != nil {
				b.Fatal(err)
			}
		}
	}
}

func ask(b *testing.B, h http.Handler, path string, role access.Role) {
	var took []time.Duration
	who := access.StaffMember(7, "Dr Number 7", role)
	for b.Loop() {
		w, r := httptest.NewRecorder(), page.As(httptest.NewRequest("GET", path, nil), who)
		start := time.Now()
		h.ServeHTTP(w, r)
		took = append(took, time.Since(start))
		if w.Code != 200 {
			b.Fatalf("%s answered %d", path, w.Code)
		}
	}
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)/2].Microseconds())/1000, "ms-p50")
	b.ReportMetric(float64(took[len(took)*95/100].Microseconds())/1000, "ms-p95")
	b.ReportMetric(0, "ns/op")
}
