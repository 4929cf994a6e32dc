package overview

import (
	"context"
	"errors"
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/jackc/pgx/v5"

	"charthouse/internal/access"
	"charthouse/internal/civil"
	"charthouse/internal/db"
	"charthouse/internal/db/dbtest"
	"charthouse/internal/fault"
)

// Two weeks of a practice small enough to count by hand. Week 0 begins on 27
// April: two visits of Dr Amara's at Main street on Tuesday, seen; of Dr Kwame's
// at Harbour one missed, one cancelled two hours before, one ten days before,
// and one seen. In week 1 one was seen today and one is to come.
const byHand = `
	insert into practice (name, zone) values ('Kestrel Lane', 'UTC');
	insert into staff (name, email) values ('Dr Amara', 'a@kestrellane.example'), ('Dr Kwame', 'k@kestrellane.example');
	insert into staff_roles (staff_id, role) values (1, 'clinician'), (2, 'clinician');
	insert into resources (staff_id) values (1), (2);
	insert into locations (name, zone) values ('Main street', 'UTC'), ('Harbour', 'UTC');
	insert into availability (staff_id, location_id, weekday, starts, ends)
	values (1, 1, 2, '09:00', '12:00'), (2, 2, 3, '09:00', '12:00'), (2, 2, 4, '09:00', '12:00');
	insert into services (code, label, cents) values ('F30', 'Follow-up', 9000);
	insert into forms (name) values ('Intake');
	insert into form_versions (form_id, number, definition, published_at) values (1, 1, '{}', '2026-01-01Z');
	insert into visit_types (name, minutes, service_id) values ('Review', 30, 1), ('First', 60, 1);
	insert into payers (name) values ('Larkfield'), ('Meridian');
	insert into clients (id, given, family, opened_at) values (10001, 'Noor', 'Haddad', '2026-01-01Z'), (10002, 'Ravi', 'Pillai', '2026-01-01Z');
	insert into coverages (client_id, payer_id, member_number) values (10001, 1, 'M1'), (10002, 2, 'M2');
	insert into bookings (kind, title, location_id, zone, starts_local, starts_at, ends_at)
	select k, case k when 'block' then 'Meeting' else '' end, l, 'UTC', at, at at time zone 'UTC', at at time zone 'UTC' + m * interval '1 minute'
	from (values
	  (1, 'visit', 1, timestamp '2026-04-28 09:00', 30), (2, 'visit', 1, '2026-04-28 10:00', 60), (3, 'visit', 2, '2026-04-29 09:00', 30),
	  (4, 'visit', 2, '2026-04-29 10:00', 30), (5, 'visit', 2, '2026-04-30 10:00', 30), (6, 'visit', 2, '2026-04-30 11:00', 30),
	  (7, 'visit', 1, '2026-05-04 09:00', 30), (8, 'visit', 1, '2026-05-05 09:00', 30), (9, 'block', 2, '2026-04-29 11:00', 60)) b (n, k, l, at, m)
	order by n;
	insert into booking_resources (booking_id, resource_id, held) values (9, 2, '[2026-04-29 11:00Z,2026-04-29 12:00Z)');
	insert into visits (client_id, booking_id, visit_type_id, clinician_id, coverage_id, fee_cents, booked_at)
	select c, b, t, s, o, 9000, '2026-04-01Z' from (values
	  (10001, 1, 1, 1, 1), (10002, 2, 2, 1, null), (10001, 3, 1, 2, 1), (10002, 4, 1, 2, 2), (10001, 5, 1, 2, null), (10002, 6, 1, 2, 2),
	  (10001, 7, 1, 1, 1), (10002, 8, 1, 1, 2)) v (c, b, t, s, o) order by b;
	insert into visit_marks (client_id, visit_id, kind, at) values
	  (10001, 1, 'arrived', '2026-04-28 08:55Z'), (10001, 1, 'seen', '2026-04-28 09:40Z'),
	  (10002, 2, 'arrived', '2026-04-28 10:00Z'), (10002, 2, 'seen', '2026-04-28 11:00Z'),
	  (10001, 3, 'no_show', '2026-04-29 09:30Z'), (10002, 4, 'cancelled', '2026-04-29 08:00Z'), (10001, 5, 'cancelled', '2026-04-20 08:00Z'),
	  (10002, 6, 'arrived', '2026-04-30 11:00Z'), (10002, 6, 'seen', '2026-04-30 11:30Z'), (10001, 7, 'seen', '2026-05-04 09:30Z');
	insert into packets (client_id, visit_id, version_id, made_at, finished_at) values
	  (10001, 1, 1, '2026-04-20Z', '2026-04-28 08:00Z'), (10001, 3, 1, '2026-04-20Z', null), (10002, 6, 1, '2026-04-20Z', '2026-04-30 12:00Z');
	insert into notes (client_id, visit_id, author_id, template, started_at, saved_at, saved_by, write_seconds) values
	  (10001, 1, 1, '[]', '2026-04-28Z', '2026-04-28Z', 1, 300), (10002, 2, 1, '[]', '2026-04-28Z', '2026-04-28Z', 1, 600), (10002, 6, 2, '[]', '2026-04-30Z', '2026-04-30Z', 2, 0);
	insert into signatures (client_id, note_id, staff_id, at, content, hash) values
	  (10001, 1, 1, '2026-04-28 11:40Z', '{}', sha256('x')), (10002, 2, 1, '2026-04-29 11:00Z', '{}', sha256('x')), (10002, 3, 2, '2026-04-30 12:30Z', '{}', sha256('x'));
	insert into entries (client_id, visit_id, kind, at) values
	  (10001, 1, 'charge', '2026-04-28 11:40Z'), (10002, 2, 'charge', '2026-04-29 11:00Z'), (10002, 6, 'charge', '2026-04-30 12:30Z'),
	  (10001, 1, 'payment', '2026-05-01 09:00Z'), (10001, 1, 'payment', '2026-05-01 09:00Z'), (10002, 2, 'payment', '2026-05-04 09:00Z');
	insert into charges (client_id, visit_id, note_id, entry_id, service_id, code, label, units, cents, at) values
	  (10001, 1, 1, 1, 1, 'F30', 'Follow-up', 1, 10000, '2026-04-28 11:40Z'), (10002, 2, 2, 2, 1, 'F30', 'Follow-up', 1, 6000, '2026-04-29 11:00Z'),
	  (10002, 6, 3, 3, 1, 'F30', 'Follow-up', 1, 8000, '2026-04-30 12:30Z');
	insert into lines (client_id, entry_id, charge_id, account, cents) values
	  (10001, 1, 1, 'payer_receivable', 10000), (10001, 1, null, 'revenue', -10000), (10002, 2, 2, 'client_receivable', 6000), (10002, 2, null, 'revenue', -6000),
	  (10002, 3, 3, 'payer_receivable', 8000), (10002, 3, null, 'revenue', -8000),
	  (10001, 4, 1, 'payer_receivable', -7000), (10001, 4, null, 'transfer', 7000), (10001, 5, 1, 'payer_receivable', -3000), (10001, 5, 1, 'adjustment', 3000),
	  (10002, 6, 2, 'client_receivable', -6000), (10002, 6, null, 'card', 6000);
	insert into claims (client_id, visit_id, coverage_id, made_at) values (10001, 1, 1, '2026-04-28 11:40Z'), (10002, 6, 2, '2026-04-30 12:30Z');
	insert into blockers (client_id, visit_id, kind, subject_id, field, station, fixer, verb, since, seen_at)
	select client_id, visit_id, 'claim_detail', id, 'npi', 'billed', 'owner', 'coverage.edit', made_at, made_at from claims where visit_id = 6;
	insert into trail (at, actor, staff_id, link_id, verb, allowed) select '2026-04-29 09:00Z', 'x', s, l, v, true
	from (values (11, null::bigint, null::bigint, 'file.settle'), (12, 1, null, 'note.sign'), (13, null, 4, 'packet.fill'), (14, 1, null, 'task.do'), (15, 1, null, 'contact.add')) t (n, s, l, v) order by n;
	insert into blockers (client_id, kind, subject_id, station, fixer, verb, since, seen_at, cleared_at, cleared_by)
	select 10001, k, n, '', 'clinician', 'visit.open', '2026-04-28Z', '2026-04-28Z', '2026-04-29 09:00Z', (select min(id) from trail where actor = 'x') + n
	from (values ('form_unfinished', 0), ('note_unsigned', 1), ('form_unfinished', 2), ('note_unsigned', 3)) k (k, n);
	insert into nudges (client_id, blocker_id, nth, hours, whom, by, told, at)
	select client_id, id, n, n, case n when 1 then 'owner' else 'manager' end, 'notice', 1, '2026-04-30Z' from blockers, generate_series(1, 2) n where kind = 'note_unsigned';
	insert into conversations (client_id, kind, opened_at, pool, last_at, done_at, outcome) values (10001, 'billing', '2026-04-28Z', 'biller', '2026-04-30Z', '2026-04-30Z', 'answered');
	insert into turns (client_id, conversation_id, what, at, by_id, kind, waited_since) values
	  (10001, 1, 'came', '2026-04-28 09:00Z', null, 'billing', null), (10001, 1, 'answered', '2026-04-28 11:00Z', 1, 'billing', '2026-04-28 09:00Z'),
	  (10001, 1, 'answered', '2026-04-30 10:00Z', 2, 'clinical', '2026-04-30 09:00Z');
	insert into history (trail_id, at, tbl, row_id, client_id, op, new)
	select (select min(id) from trail where actor = 'x') + t, at, tbl, 1, 10001, 'I', new::jsonb from (values
	  (1, timestamptz '2026-04-29 08:00Z', 'clients', '{"phone": "555 0101", "given": "Noor"}'), (4, '2026-04-29 09:00Z', 'contacts', '{"name": "Sami Haddad", "phone": "555 0101"}'),
	  (2, '2026-05-04 10:00Z', 'coverages', '{"subscriber": "sami haddad", "member_number": "M77"}'), (0, '2026-05-04 11:00Z', 'coverages', '{"member_number": "M77"}')) h (t, at, tbl, new)`

var twoWeeks = Span{civil.New(2026, 4, 27), civil.New(2026, 5, 11)}

func TestEveryMeasureIsWhatOneCountsByHand(t *testing.T) {
	d := arrangeByHand(t)
	want := map[string][2]Value{ // by week
		"no-show":           {{1, 4, 25}, {0, 1, 0}},
		"late-cancellation": {{1, 6, 16.67}, {0, 2, 0}},
		"cycle":             {{8100, 3, 2700}, {}},
		"utilisation":       {{120, 480, 25}, {60, 540, 11.11}},
		"note-turnaround":   {{7200, 3, 7200}, {}},
		"charge-lag":        {{97200, 3, 32400}, {}},
		"claim-ready":       {{1, 2, 50}, {}},
		"days-in-ar":        {{14000, 24000, 53.08}, {8000, 24000, 30.33}},
		"net-collection":    {{7000, 21000, 33.33}, {13000, 21000, 61.9}},
		"forms-before":      {{1, 3, 33.33}, {}},
		"documentation":     {{900, 2, 450}, {}},
		"third-next":        {{33, 12, 2.75}, {3, 2, 1.5}}, // as each day from 28 April on began, and now
		"reply":             {{10800, 2, 5400}, {}},
		"nudges":            {{4, 6, 66.67}, {0, 2, 0}},
		"typed-twice":       {{1, 3, 33.33}, {1, 2, 50}},
		"by-hand":           {{1, 4, 25}, {}},
	}
	if _, err := New(d.DB).CloseDays(t.Context()); err != nil {
		t.Fatal(err)
	}
	for _, counted := range []bool{false, true} {
		weeks := read(t, d, Of{}, ByWeek)
		if len(weeks) != 2 {
			t.Fatalf("%d weeks", len(weeks))
		}
		for _, m := range Measures {
			for i, w := range weeks {
				if diff := cmp.Diff(want[m.Key][i], rounded(m.Of(w))); diff != "" {
					t.Errorf("%s in week %d, counted before: %v (-want +got):\n%s", m.Key, i, counted, diff)
				}
			}
		}
		if _, err := New(d.DB).Recount(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
}

func TestAMeasureDividesByWhoWhereWhatAndPayer(t *testing.T) {
	d := arrangeByHand(t)
	missed, _ := MeasureOf("no-show")
	for _, c := range []struct {
		by   By
		want map[string]Value
	}{
		{ByClinician, map[string]Value{"Dr Amara": {0, 3, 0}, "Dr Kwame": {1, 2, 50}}},
		{ByLocation, map[string]Value{"Main street": {0, 3, 0}, "Harbour": {1, 2, 50}}},
		{ByType, map[string]Value{"Review": {1, 4, 25}, "First": {0, 1, 0}}},
		{ByPayer, map[string]Value{"Larkfield": {1, 3, 33.33}, "Meridian": {0, 1, 0}, "No payer": {0, 1, 0}}},
	} {
		got := map[string]Value{}
		for _, s := range read(t, d, Of{}, c.by) {
			got[s.Name] = rounded(missed.Of(s))
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("by %s (-want +got):\n%s", c.by, diff)
		}
	}
	for _, of := range []Of{{Clinician: 2}, {Location: 2}} {
		if got := rounded(missed.Of(read(t, d, of, ByWeek)[0])); got != (Value{1, 2, 50}) {
			t.Errorf("of %+v: %v", of, got)
		}
	}
	if got := missed.Of(read(t, d, Of{Payer: Nobody}, ByWeek)[0]); got.Below != 1 {
		t.Errorf("without a payer: %v", got)
	}
	ar, _ := MeasureOf("days-in-ar")
	for _, s := range read(t, d, Of{}, ByClinician) {
		if want := map[string]int64{"Dr Amara": 0, "Dr Kwame": 8000}[s.Name]; ar.Of(s).Above != want {
			t.Errorf("%s is owed %v; want %d cents", s.Name, ar.Of(s), want)
		}
	}
}

func TestOnlyHoursThatSomebodyWorksAreCapacity(t *testing.T) {
	use, _ := MeasureOf("utilisation")
	for name, c := range map[string]struct {
		change string
		want   [2]int64 // minutes by week, of 540
	}{
		"blocked in the hours at the other location": {`
			insert into bookings (kind, title, location_id, zone, starts_local, starts_at, ends_at) values ('block', 'Call', 2, 'UTC', '2026-04-28 08:00', '2026-04-28 08:00Z', '2026-04-28 09:30Z');
			insert into booking_resources (booking_id, resource_id, held) values (10, 1, '[2026-04-28 08:00Z,2026-04-28 09:30Z)')`, [2]int64{450, 540}},
		"blocked outside the hours": {`
			insert into bookings (kind, title, location_id, zone, starts_local, starts_at, ends_at) values ('block', 'Course', 1, 'UTC', '2026-05-08 09:00', '2026-05-08 09:00Z', '2026-05-08 17:00Z');
			insert into booking_resources (booking_id, resource_id, held) values (10, 1, '[2026-05-08 09:00Z,2026-05-08 17:00Z)')`, [2]int64{480, 540}},
		"deactivated on a Wednesday evening": {`update staff set deactivated_at = '2026-04-29 18:00Z' where id = 2`, [2]int64{300, 180}},
		"closed between the weeks":           {`update locations set closed_at = '2026-05-02Z' where id = 2`, [2]int64{480, 180}},
		"away from Thursday":                 {`insert into absences (staff_id, from_on, until_on) values (2, '2026-04-30', '2026-05-06')`, [2]int64{300, 360}},
		"closed on a Thursday":               {`insert into closures (location_id, from_on, until_on, name) values (2, '2026-05-07', '2026-05-07', 'Works')`, [2]int64{480, 360}},
		"longer hours from the second week":  {`insert into availability (staff_id, location_id, weekday, starts, ends, from_on) values (1, 1, 2, '13:00', '14:00', '2026-05-04')`, [2]int64{480, 600}},
	} {
		d := arrangeByHand(t)
		if _, err := d.Owner.Exec(t.Context(), `set session_replication_role = replica; `+c.change+`; set session_replication_role = origin`); err != nil {
			t.Fatal(err)
		}
		weeks := read(t, d, Of{}, ByWeek)
		if got := [2]int64{use.Of(weeks[0]).Below, use.Of(weeks[1]).Below}; got != c.want {
			t.Errorf("%s: %v minutes; want %v", name, got, c.want)
		}
		var whole int64
		for _, one := range read(t, d, Of{}, ByClinician) {
			whole += use.Of(one).Below
		}
		if whole != c.want[0]+c.want[1] {
			t.Errorf("%s: the clinicians' minutes are %d; want %v together", name, whole, c.want)
		}
	}
}

func TestFrictionDividesByItsCause(t *testing.T) {
	d := arrangeByHand(t)
	if _, err := New(d.DB).CloseDays(t.Context()); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		key  string
		by   By
		want map[string]Value
	}{
		{"nudges", ByCause, map[string]Value{"note_unsigned": {4, 8, 50}}},
		{"nudges", ByHow, map[string]Value{"owner": {2, 8, 25}, "manager": {2, 8, 25}}},
		{"by-hand", ByCause, map[string]Value{"note_unsigned": {1, 2, 50}, "form_unfinished": {0, 2, 0}}},
		{"by-hand", ByHow, map[string]Value{"system": {1, 4, 25}, "evidence": {2, 4, 50}, "hand": {1, 4, 25}}},
		{"typed-twice", ByCause, map[string]Value{"clients.phone": {0, 1, 0}, "contacts.name": {0, 1, 0}, "contacts.phone": {1, 1, 100}, "coverages.subscriber": {1, 1, 100}, "coverages.member_number": {0, 1, 0}}},
		{"reply", ByCause, map[string]Value{"billing": {7200, 1, 7200}, "clinical": {3600, 1, 3600}}},
		{"reply", ByStaff, map[string]Value{"Dr Amara": {7200, 1, 7200}, "Dr Kwame": {3600, 1, 3600}}},
		{"third-next", ByClinician, map[string]Value{"Dr Amara": {21, 7, 3}, "Dr Kwame": {15, 7, 2.14}}},
		{"third-next", ByLocation, map[string]Value{"Main street": {21, 7, 3}, "Harbour": {15, 7, 2.14}}},
	} {
		m, _ := MeasureOf(c.key)
		look, err := New(d.DB).LookInto(t.Context(), manager, m, twoWeeks, Of{}, c.by)
		if err != nil {
			t.Fatal(err)
		}
		got := map[string]Value{}
		for _, s := range look.Groups {
			got[s.Name] = rounded(m.Of(s))
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s by %s (-want +got):\n%s", c.key, c.by, diff)
		}
	}
}

func TestWhatIsCountedOfADayCanBeListed(t *testing.T) {
	d := arrangeByHand(t)
	for key, want := range map[string][]string{
		"nudges": {"note_unsigned manager ", "note_unsigned owner ", "note_unsigned manager ", "note_unsigned owner "}, "by-hand": {"note_unsigned  Dr Amara"}, "reply": {"billing  Dr Amara", "clinical  Dr Kwame"},
		"typed-twice": {"coverages.subscriber  ", "contacts.phone  Dr Amara"},
	} {
		m, _ := MeasureOf(key)
		list, err := New(d.DB).ListEvents(t.Context(), manager, m, twoWeeks, "", 10)
		var got []string
		for _, e := range list {
			got = append(got, e.Cause+" "+e.How+" "+e.By)
		}
		sort := cmpopts.SortSlices(func(a, b string) bool { return a < b })
		if diff := cmp.Diff(want, got, sort); err != nil || diff != "" {
			t.Errorf("%s: %v (-want +got):\n%s", key, err, diff)
		}
	}
}

func TestThirdNextAvailableIsListedDayByDay(t *testing.T) {
	d := arrangeByHand(t)
	s := New(d.DB)
	if _, err := s.CloseDays(t.Context()); err != nil {
		t.Fatal(err)
	}
	m, _ := MeasureOf("third-next")
	for _, of := range []Of{{}, {Clinician: 2}, {Location: 1}} {
		for i, week := range read(t, d, of, ByWeek) {
			span := Span{twoWeeks.Monday(int64(i)), twoWeeks.Monday(int64(i + 1))}
			list, err := s.ListOpenings(t.Context(), manager, span, of, 100)
			var got Value
			for _, o := range list {
				got.Above, got.Below = got.Above+o.Days, got.Below+1
			}
			if want := m.Of(week); err != nil || got.Above != want.Above || got.Below != want.Below || got.Below == 0 {
				t.Errorf("of %+v in week %d: %v, %v are listed; the number says %v", of, i, got, err, want)
			}
		}
	}
	first, err := s.ListOpenings(t.Context(), manager, twoWeeks, Of{}, 1)
	if want := (Opening{civil.New(2026, 5, 4), "Dr Amara", "Main street", 1}); err != nil || len(first) != 1 || first[0] != want {
		t.Errorf("%v; first of all %+v", err, first)
	}
}

func TestADayThatIsOverIsCountedOnceAndForEver(t *testing.T) {
	d := arrangeByHand(t)
	s := New(d.DB)
	for _, want := range []int{6, 0} {
		if n, err := s.CloseDays(t.Context()); err != nil || n != want {
			t.Errorf("closed %d days, %v; want %d", n, err, want)
		}
	}
	before := read(t, d, Of{}, ByWeek)[0].Counts
	d.Clock.Set(d.Clock.Now().AddDate(0, 0, 3))
	if n, err := s.CloseDays(t.Context()); err != nil || n != 3 {
		t.Errorf("three days later closed %d, %v", n, err)
	}
	if diff := cmp.Diff(before, read(t, d, Of{}, ByWeek)[0].Counts); diff != "" {
		t.Errorf("days that were over count otherwise now:\n%s", diff)
	}
}

func TestAMeasureHasTheRowsThatItCounts(t *testing.T) {
	d := arrangeByHand(t)
	for key, want := range map[string][]int{
		"no-show": {3}, "late-cancellation": {4}, "cycle": {2, 1, 6}, "utilisation": {2, 8, 7, 6, 1}, "note-turnaround": {2, 1, 6},
		"charge-lag": {2, 1, 6}, "claim-ready": {6}, "days-in-ar": {6}, "net-collection": {6}, "forms-before": {6, 3}, "documentation": {2, 1},
	} {
		m, ok := MeasureOf(key)
		if !ok {
			t.Fatalf("no measure %s", key)
		}
		var got []int
		err := d.DB.Read(t.Context(), manager, access.OpenOverview.Across(), func(v *db.View) error {
			rows, err := RowsTx(t.Context(), v, m, twoWeeks, Of{}, 100)
			for _, r := range rows {
				got = append(got, int(r.VisitID))
			}
			return err
		})
		if diff := cmp.Diff(want, got); err != nil || diff != "" {
			t.Errorf("%s: %v (-want +got):\n%s", key, err, diff)
		}
	}
}

func TestAPracticeSetsItsOwnTargets(t *testing.T) {
	s := New(dbtest.New(t).DB)
	for _, c := range []struct {
		key, typed string
		want       float64
	}{{"no-show", "3,5", 3.5}, {"note-turnaround", "36", 36 * 3600}, {"cycle", "30", 1800}, {"third-next", "4", 4}, {"no-show", "", 5}} {
		m, _ := MeasureOf(c.key)
		if err := s.SetGoal(t.Context(), manager, m, GoalForm{c.typed}); err != nil {
			t.Fatal(err)
		}
		look, err := s.LookInto(t.Context(), manager, m, twoWeeks, Of{}, ByWeek)
		if err != nil || look.Goal != c.want {
			t.Errorf("%s set to %q is %v, %v", c.key, c.typed, look.Goal, err)
		}
	}
	m, _ := MeasureOf("no-show")
	for _, wrong := range []string{"many", "101", "-1", "NaN", "1e9"} {
		if f, ok := errors.AsType[*fault.Fault](s.SetGoal(t.Context(), manager, m, GoalForm{wrong})); !ok || f.Fields["goal"] == "" {
			t.Errorf("%q is a target: %v", wrong, f)
		}
	}
}

func TestATargetIsMissedOnItsWrongSide(t *testing.T) {
	missed, _ := MeasureOf("no-show")
	forms, _ := MeasureOf("forms-before")
	for _, c := range []struct {
		m    Measure
		is   float64
		want bool
	}{{missed, 5, false}, {missed, 5.1, true}, {forms, 90, false}, {forms, 89.9, true}} {
		if got := c.m.Misses(Value{1, 1, c.is}, c.m.Goal); got != c.want {
			t.Errorf("%s at %v misses: %v", c.m.Key, c.is, got)
		}
	}
	if missed.Misses(Value{}, 5) {
		t.Error("nothing to measure misses a target")
	}
}

var manager = access.StaffMember(1, "Ingrid Solheim", access.Manager)

func read(t *testing.T, d *dbtest.Database, of Of, by By) (out []Sums) {
	t.Helper()
	err := d.DB.Read(t.Context(), manager, access.OpenOverview.Across(), func(v *db.View) (err error) {
		out, err = SumsTx(t.Context(), v, twoWeeks, of, by)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func rounded(v Value) Value {
	v.Is = math.Round(v.Is*100) / 100
	return v
}

// arrangeByHand stores the practice with its triggers, as acts would.
func arrangeByHand(t *testing.T) *dbtest.Database {
	t.Helper()
	d := dbtest.New(t)
	err := pgx.BeginFunc(context.Background(), d.Owner, func(tx pgx.Tx) error {
		if _, err := tx.Exec(t.Context(), `select set_config('charthouse.writes', 'yes', true), set_config('charthouse.trail', '1', true), set_config('charthouse.clients', '{10001,10002}', true)`); err != nil {
			return err
		}
		_, err := tx.Exec(t.Context(), byHand)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return d
}
