package overview_test

import (
	"log/slog"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/alexedwards/scs/v2/memstore"

	"charthouse/internal/access"
	"charthouse/internal/billing"
	"charthouse/internal/clients"
	"charthouse/internal/db/dbtest"
	"charthouse/internal/overview"
	"charthouse/internal/practice"
	"charthouse/internal/workflow"
	"charthouse/internal/worklist"
	area "charthouse/web/overview"
	"charthouse/web/page"
	lines "charthouse/web/worklist"
)

var manager = access.StaffMember(3, "Ingrid Solheim", access.Manager)

// weekOfVisits is a week from Monday 27 April 2026: on Tuesday Dr Amara saw Noor and
// Ravi for 45 and 60 minutes, on Wednesday Dr Kwame missed Noor. Amara's note on Noor is not signed.
const weekOfVisits = `
	begin;
	select begin_act('test', null, null, 'sample.load', '{10001,10002}', true, '', '2026-05-04 15:00Z', true);
	insert into practice (name, zone, currency) values ('Kestrel Lane', 'UTC', 'USD');
	insert into staff (name, email) values ('Dr Amara', 'a@kestrel.example'), ('Dr Kwame', 'k@kestrel.example'), ('Ingrid Solheim', 'i@kestrel.example');
	insert into staff_roles (staff_id, role) values (1, 'clinician'), (2, 'clinician'), (3, 'manager');
	insert into locations (name, zone) values ('Main street', 'UTC');
	insert into services (code, label, cents) values ('F30', 'Follow-up', 9000);
	insert into visit_types (name, minutes, service_id) values ('Review', 30, 1);
	insert into clients (id, given, family, phone, email, birth_date, opened_at) values (10001, 'Noor', 'Haddad', '555 0142', 'n@example.org', '1980-01-01', clock()), (10002, 'Ravi', 'Pillai', '555 0143', 'r@example.org', '1980-01-01', clock());
	insert into bookings (kind, location_id, zone, starts_local, starts_at, ends_at)
	select 'visit', 1, 'UTC', at, at at time zone 'UTC', at at time zone 'UTC' + interval '30 minutes'
	from (values (timestamp '2026-04-28 09:00'), ('2026-04-28 10:00'), ('2026-04-29 09:00')) b (at) order by at;
	insert into visits (client_id, booking_id, visit_type_id, clinician_id, fee_cents, booked_at)
	values (10001, 1, 1, 1, 9000, '2026-04-01Z'), (10002, 2, 1, 1, 9000, '2026-04-01Z'), (10001, 3, 1, 2, 9000, '2026-04-01Z');
	insert into visit_marks (client_id, visit_id, kind, at) values
	  (10001, 1, 'arrived', '2026-04-28 08:55Z'), (10001, 1, 'seen', '2026-04-28 09:40Z'),
	  (10002, 2, 'arrived', '2026-04-28 10:00Z'), (10002, 2, 'seen', '2026-04-28 11:00Z'), (10001, 3, 'no_show', '2026-04-29 09:30Z');
	insert into notes (client_id, visit_id, author_id, template, started_at, saved_at, saved_by) values (10002, 2, 1, '[]', '2026-04-28Z', '2026-04-28Z', 1);
	insert into signatures (client_id, note_id, staff_id, at, content, hash) values (10002, 1, 1, '2026-04-28 12:00Z', '{}', sha256('x'));
	select settle(10001), settle(10002);
	commit`

// serve answers the overview and the worklist to the manager.
func serve(t *testing.T) (*dbtest.Database, func(path string) string) {
	t.Helper()
	d := dbtest.New(t)
	if _, err := d.Owner.Exec(t.Context(), weekOfVisits); err != nil {
		t.Fatal(err)
	}
	site := page.NewSite(d.DB, memstore.New(), slog.New(slog.DiscardHandler), false, nil)
	flow := workflow.New(d.DB)
	numbers := &area.Handler{Site: site, Workflow: flow, Overview: overview.New(d.DB)}
	work := &lines.Handler{Site: site, Workflow: flow, Worklist: worklist.New(d.DB), Practice: practice.New(d.DB), Clients: clients.New(d.DB), Billing: billing.New(d.DB)}
	served := site.Handler(func(rt page.Routes) {
		numbers.Routes(rt)
		work.Routes(rt)
	})
	return d, func(path string) string {
		t.Helper()
		w := httptest.NewRecorder()
		served.ServeHTTP(w, page.As(httptest.NewRequest(http.MethodGet, path, nil), manager))
		if w.Code != http.StatusOK {
			t.Fatalf("%s answers %d: %s", path, w.Code, w.Body)
		}
		return w.Body.String()
	}
}

// charged has Ravi's visit charged on its day, and paid on Monday 4 May.
func charged(t *testing.T, d *dbtest.Database) {
	t.Helper()
	_, err := d.Owner.Exec(t.Context(), `
		begin;
		select begin_act('test', null, null, 'sample.load', '{10002}', true, '', '2026-05-04 15:00Z', true);
		insert into entries (client_id, visit_id, kind, at) values (10002, 2, 'charge', '2026-04-28 12:00Z'), (10002, 2, 'payment', '2026-05-04 12:00Z');
		insert into charges (client_id, visit_id, note_id, entry_id, service_id, code, label, units, cents, at) values (10002, 2, 1, 1, 1, 'F30', 'Follow-up', 1, 9000, '2026-04-28 12:00Z');
		insert into lines (client_id, entry_id, charge_id, account, cents) values
		  (10002, 1, 1, 'client_receivable', 9000), (10002, 1, null, 'revenue', -9000),
		  (10002, 2, 1, 'client_receivable', -9000), (10002, 2, null, 'cash', 9000);
		select settle(10002);
		commit`)
	if err != nil {
		t.Fatal(err)
	}
}
