package migrations_test

import (
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/jackc/pgx/v5/pgxpool"

	"charthouse/internal/db/dbtest"
	"charthouse/migrations"
)

// dump reads the schema from the catalogue: pg_dump is not everywhere, and
// majors of PostgreSQL print differently.
const dump = `
	with tables as (
	  select c.oid, c.relname, coalesce(obj_description(c.oid), '') as owner
	  from pg_class c
	  where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace and c.relname !~ '^(river_|goose_)'
	), parts as (
	  select t.relname, 0 as part, 0 as nth, 'table ' || t.relname || ' -- ' || t.owner as words
	  from tables t
	  union all
	  select t.relname, 1, a.attnum, '  ' || a.attname || ' ' || format_type(a.atttypid, a.atttypmod)
	    || case when a.attnotnull then ' not null' else '' end
	    || case when a.attidentity <> '' then ' identity' when a.attgenerated <> '' then ' generated ' || pg_get_expr(d.adbin, d.adrelid)
	       else coalesce(' default ' || pg_get_expr(d.adbin, d.adrelid), '') end
	  from tables t
	  join pg_attribute a on a.attrelid = t.oid and a.attnum > 0 and not a.attisdropped
	  left join pg_attrdef d on d.adrelid = t.oid and d.adnum = a.attnum
	  union all
	  select t.relname, 2, row_number() over (partition by t.relname order by k.contype, k.conname), '  ' || k.conname || ' ' || pg_get_constraintdef(k.oid)
	  from tables t
	  join pg_constraint k on k.conrelid = t.oid and k.contype in ('p', 'u', 'f', 'c', 'x')
	  union all
	  select t.relname, 3, row_number() over (partition by t.relname order by i.indexrelid::regclass::text), '  ' || pg_get_indexdef(i.indexrelid)
	  from tables t
	  join pg_index i on i.indrelid = t.oid
	  where not exists (select from pg_constraint k where k.conindid = i.indexrelid)
	  union all
	  select t.relname, 4, row_number() over (partition by t.relname order by g.tgname), '  ' || pg_get_triggerdef(g.oid)
	  from tables t
	  join pg_trigger g on g.tgrelid = t.oid and not g.tgisinternal
	)
	select words from parts order by relname, part, nth`

// Run with GOLDEN=write to renew schema.sql.
func TestTheSchemaIsWhatIsCommitted(t *testing.T) {
	d := dbtest.New(t)
	rows, err := d.Owner.Query(t.Context(), dump)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	var b strings.Builder
	b.WriteString("-- The schema as the migrations leave it, for readers. Written by a test; never run.\n")
	for rows.Next() {
		var line string
		if err := rows.Scan(&line); err != nil {
			t.Fatal(err)
		}
		if strings.HasPrefix(line, "table ") {
			b.WriteString("\n")
		}
		b.WriteString(line + "\n")
	}
	if os.Getenv("GOLDEN") == "write" {
		if err := os.WriteFile("schema.sql", []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile("schema.sql")
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), b.String()); diff != "" {
		t.Errorf("the schema changed; review it and run with GOLDEN=write:\n%s", diff)
	}
}

func TestMigratingAgainChangesNothing(t *testing.T) {
	d := dbtest.New(t)
	for range 2 {
		if err := migrations.Up(t.Context(), d.OwnerURL, "charthouse"); err != nil {
			t.Fatal(err)
		}
	}
}

// Each predicate of what is stuck is a look-up by client: a scan of a whole
// table in it would make every write slow.
func TestNoPredicateScansATable(t *testing.T) {
	d := dbtest.New(t)
	if _, err := d.Owner.Exec(t.Context(), `
		set session_replication_role = replica;
		insert into clients (id, family, opened_at) select g, 'F' || g, now() from generate_series(20001, 40000) g;
		insert into locations (name, zone) values ('L', 'UTC');
		insert into staff (name, email) values ('S', 's@example.org');
		insert into visit_types (name, minutes) values ('T', 30);
		insert into services (code, label, cents) values ('C', 'C', 100);
		insert into payers (name) values ('P');
		insert into bookings (kind, location_id, zone, starts_local, starts_at, ends_at)
		select 'visit', 1, 'UTC', t at time zone 'UTC', t, t + interval '30 minutes'
		from (select now() + (g - 10000) * interval '5 minutes' as t from generate_series(1, 20000) g order by g) h;
		insert into visits (client_id, booking_id, visit_type_id, clinician_id, booked_at) select 20000 + g, g, 1, 1, now() from generate_series(1, 20000) g;
		insert into visit_marks (client_id, visit_id, kind, at) select 20000 + g, g, 'seen', now() from generate_series(1, 10000) g;
		insert into notes (client_id, visit_id, author_id, template, started_at, saved_at, saved_by) select 20000 + g, g, 1, '[]', now(), now(), 1 from generate_series(1, 20000) g;
		insert into signatures (client_id, note_id, staff_id, at, content, hash) select 20000 + g, g, 1, now(), '{}', sha256('x') from generate_series(1, 10000) g;
		insert into form_versions (form_id, number, definition, published_at) select 1, g, '{}', now() from generate_series(1, 3) g;
		insert into packets (client_id, visit_id, version_id, made_at) select 20000 + g, g, 1, now() from generate_series(1, 20000) g;
		insert into documents (client_id, title, media_type, bytes, sha256, received_at) select 20000 + g, 'D', 'x', 1, sha256('x'), now() from generate_series(1, 20000) g;
		insert into coverages (client_id, payer_id) select 20000 + g, 1 from generate_series(1, 20000) g;
		insert into claims (client_id, visit_id, coverage_id, made_at) select 20000 + g, g, g, now() from generate_series(1, 20000) g;
		insert into invoices (client_id, visit_id, issued_on, due_on, made_at) select 20000 + g, g, now(), now(), now() from generate_series(1, 20000) g;
		insert into entries (client_id, kind, at) select 20000 + g, 'charge', now() from generate_series(1, 20000) g;
		insert into charges (client_id, visit_id, entry_id, service_id, code, label, units, cents, at) select 20000 + g, g, g, 1, 'C', 'C', 1, 100, now() from generate_series(1, 20000) g;
		insert into lines (client_id, entry_id, charge_id, account, cents) select 20000 + g, g, g, 'client_receivable', 100 from generate_series(1, 20000) g;
		insert into invoice_charges (client_id, invoice_id, charge_id) select 20000 + g, 1000 + g, g from generate_series(1, 20000) g;
		insert into free_visits (client_id, visit_id, reason, at) select 20000 + g, g, 'x', now() from generate_series(1, 20000) g;
		insert into visit_dues (client_id, visit_id, since, client_cents, payer_cents) select 20000 + g, g, now(), 100, 0 from generate_series(1, 20000) g;
		insert into givebacks (client_id, kind, method, cents, reason, asked_at, asked_by, needs_two) select 20000 + g, 'refund', 'cash', 100, 'x', now(), 1, true from generate_series(1, 20000) g;
		insert into glass (client_id, staff_id, reason, opened_at, until) select 20000 + g, 1, 'a good reason', now(), now() from generate_series(1, 20000) g;
		insert into staff (name, email) select 'S' || g, 's' || g || '@example.org' from generate_series(2, 3000) g;
		insert into task_types (name, role, days) values ('T', 'front_desk', 1);
		insert into tasks (client_id, type_id, title, clinical, role, due_on, evidence, made_at) select 20000 + g, 1, 'T', false, 'front_desk', now(), 'document', now() from generate_series(1, 20000) g;
		insert into proposals (client_id, packet_id, part, field, label, now) select 20000 + g, g, 'contact', 'f', 'F', 'x' from generate_series(1, 20000) g;
		insert into blockers (client_id, kind, subject_id, station, fixer, verb, since, seen_at) select 20000 + g, 'x', g, '', '', '', now(), now() from generate_series(1, 20000) g;
		insert into questions (client_id, blocker_id, kind, subject_id, asked_by, asked_role, asked_at) select 20000 + g, g, 'x', g, 1, '', now() from generate_series(1, 20000) g;
		insert into contacts (client_id, name) select 20000 + g, 'K' from generate_series(1, 20000) g;
		insert into places (location_id, name, kind) values (1, 'R', 'room');
		insert into staff_roles (staff_id, role) select g, 'clinician' from generate_series(1, 3000) g;
		insert into resources (staff_id) select g from generate_series(1, 3000) g;
		insert into booking_resources (booking_id, resource_id, held) select b.id, 1 + b.id % 3000, tstzrange(b.starts_at, b.ends_at) from bookings b;
		insert into links (client_id, packet_id, made_at, expires_at) select 20000 + g, g, now(), now() from generate_series(1, 20000) g;
		insert into requests (client_id, recipient, email, asks, made_at) select 20000 + g, 'R', 'r@example.org', 'x', now() from generate_series(1, 20000) g;
		insert into messages (client_id, visit_id, direction, kind, written_at) select 20000 + g, g, 'out', 'confirmation', now() from generate_series(1, 20000) g;
		insert into deliveries (client_id, message_id, address, mail_id, state, made_at) select 20000 + g, g, 'x', 'm' || g, 'failed', now() from generate_series(1, 20000) g;
		insert into absences (staff_id, from_on, until_on) select 100 + g % 60, date '2010-01-01' + g, date '2010-01-01' + g from generate_series(1, 5000) g;
		insert into busy_feeds (staff_id, url, made_at) select g, 'https://h.example/' || g, now() from generate_series(1, 3000) g;
		insert into busy_times (staff_id, held, made_at) select 1 + g % 3000, tstzrange(now() + g * interval '2 hours', now() + g * interval '2 hours' + interval '1 hour'), now() from generate_series(1, 20000) g;
		insert into visit_recalls (client_id, visit_id, months, at) select 20000 + g, g, 6, now() from generate_series(1, 20000) g;
		insert into recall_ends (client_id, visit_id, why, at) select 20000 + g, g, 'x', now() from generate_series(1, 20000) g;
		insert into conversations (client_id, kind, opened_at, pool, last_at) select 20000 + g, 'billing', now(), 'biller', now() from generate_series(1, 20000) g;
		analyze`); err != nil {
		t.Fatal(err)
	}
	rows, err := d.Owner.Query(t.Context(), `explain select * from blocking where client_id = 30000`)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var line string
		if err := rows.Scan(&line); err != nil {
			t.Fatal(err)
		}
		if _, after, found := strings.Cut(line, "Seq Scan on "); found && !settings.MatchString(after) {
			t.Error(strings.TrimSpace(line))
		}
	}
	settleIsQuick(t, d)
}

// settings are tables of a few rows, which are read whole.
var settings = regexp.MustCompile(`^(targets|practice|locations|places|closures|visit_types)\b`)

// settleIsQuick looks again at files one after the other on one connection, as
// the app does.
func settleIsQuick(t *testing.T, d *dbtest.Database) {
	t.Helper()
	var took []time.Duration
	err := d.Owner.AcquireFunc(t.Context(), func(c *pgxpool.Conn) error {
		for i := range 200 {
			file := 29900 + i
			begun := time.Now()
			_, err := c.Exec(t.Context(), fmt.Sprintf(`begin; select begin_act('clock', null, null, 'file.settle', '{%d}', true, '', now(), true); select settle(%d); commit`, file, file))
			if err != nil {
				return err
			}
			took = append(took, time.Since(begun))
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(took)
	// Other tests share the machine: the quick ones say what it costs.
	if quick := took[len(took)/10]; quick > 10*time.Millisecond {
		t.Errorf("settling a file takes %v, %v at the median", quick, took[len(took)/2])
	}
}
