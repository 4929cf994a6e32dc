package workflow_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"charthouse/internal/access"
	"charthouse/internal/civil"
	"charthouse/internal/db/dbtest"
	"charthouse/internal/fault"
	"charthouse/internal/practice"
	"charthouse/internal/scheduling"
	"charthouse/internal/workflow"
	"charthouse/internal/worklist"
)

// openDay is Monday to Friday.
var openDay = []string{"9-17", "9-17", "9-17", "9-17", "9-17", "", ""}

// What holds up the practice itself: how it comes about, and the act of the
// practice that ends it.
var ofPractice = []struct {
	kind, arrange, says string
	fix                 func(doors) error
	by                  string
}{
	{
		kind: "mail_unset", says: "owner 0", by: "settings.edit",
		arrange: `insert into messages (client_id, direction, kind, written_at) values (10001, 'out', 'free', clock());
			insert into deliveries (client_id, message_id, address, mail_id, state, made_at) values (10001, 1, 'nadia@haddad.example', 'm1', 'waiting', clock())`,
		fix: func(d doors) error {
			return d.house.EditMail(d.t.Context(), boss, practice.MailForm{Host: "mail.example.org", Port: "587", Security: "starttls", Sender: "desk@kestrel.example"})
		},
	},
	{
		kind: "staff_mail_failed", says: "owner 1", by: "mail.resend",
		arrange: `insert into staff_mails (staff_id, kind, mail_id, state, made_at) values (2, 'reset', 's1', 'failed', clock())`,
		fix:     func(d doors) error { return d.flow.ResendStaffMail(d.t.Context(), boss, 1) },
	},
	{
		kind: "hours_missing", says: "manager 1", by: "settings.edit",
		fix: func(d doors) error {
			return d.house.EditLocation(d.t.Context(), boss, 1, practice.LocationForm{Name: "Main", Zone: "America/Chicago", Hours: openDay})
		},
	},
	{
		kind: "licence_ending", says: "owner 2", by: "staff.edit", arrange: `update staff set licence = 'MD 4471', licence_until = '2026-06-20' where id = 2`,
		fix: func(d doors) error {
			return d.house.EditStaff(d.t.Context(), boss, 2, practice.StaffForm{Name: "Dr Nils Lindqvist", Email: "nils@kestrel.example", Roles: []string{"clinician"}, Licence: "MD 4471", LicenceUntil: "2028-06-20"})
		},
	},
	{
		kind: "letterhead_missing", says: "manager 0", by: "settings.edit", arrange: `insert into invoices (client_id, issued_on, due_on, made_at) values (10001, '2026-05-04', '2026-05-18', clock())`,
		fix: func(d doors) error {
			f, err := d.house.Settings(d.t.Context(), boss)
			if err != nil {
				return err
			}
			f.Address = "12 Kestrel Lane"
			return d.house.EditSettings(d.t.Context(), boss, f)
		},
	},
	{
		kind: "slot_freed", says: "front_desk 1", by: "visit.book",
		arrange: `insert into waits (client_id, visit_type_id, urgency, ends_on, online, made_at) values (10001, 1, 'soon', '2026-06-30', false, clock());
			with b as (
			  insert into bookings (kind, title, location_id, zone, starts_local, starts_at, ends_at)
			  values ('block', 'Meeting', 1, 'America/Chicago', '2026-05-20 09:00', '2026-05-20 14:00Z', '2026-05-20 14:30Z') returning *)
			insert into openings (booking_id, visit_type_id, clinician_id, location_id, zone, starts_local, starts_at, ends_at, freed_at, state, closed_at)
			select id, 1, 1, 1, zone, starts_local, starts_at, ends_at, clock(), 'over', clock() from b`,
		fix: func(d doors) error {
			_, err := d.flow.BookVisit(d.t.Context(), desk, nadia, scheduling.Wish{VisitType: "1", Clinician: "1", Day: "2026-05-20", Start: "09:00", Anyway: true})
			return err
		},
	},
	{
		kind: "npi_missing", says: "owner 1", by: "staff.edit",
		arrange: insured + `update staff set npi = '';
			insert into claims (client_id, visit_id, coverage_id, made_at) values (10001, 1, 1, clock());
			set local session_replication_role = replica;
			insert into visit_dues (client_id, visit_id, since, client_cents, payer_cents) values (10001, 1, clock(), 0, 34900);
			set local session_replication_role = origin`,
		fix: func(d doors) error {
			return d.house.EditStaff(d.t.Context(), boss, 1, practice.StaffForm{Name: "Dr Amara Okafor", Email: "amara@kestrel.example", Roles: []string{"clinician"}, NPI: "1234567893"})
		},
	},
}

func housed(t *testing.T, sql string) (*dbtest.Database, doors) {
	t.Helper()
	d, w := arrange(t, `begin; select begin_act('test', null, null, 'sample.load', '{10001}', true, '', '2026-05-04 15:00Z', true);`+staffed+sql+`; select settle(10001); commit`)
	return d, doorsOf(t, d, w)
}

func TestThePracticesOwnStandsUntilThePracticeMendsIt(t *testing.T) {
	for _, k := range ofPractice {
		t.Run(k.kind, func(t *testing.T) {
			d, at := housed(t, k.arrange)
			if err := at.due(); err != nil {
				t.Fatal(err)
			}
			stands := `select coalesce(string_agg(fixer || ' ' || subject_id, ', '), '') from practice_blockers where cleared_at is null and kind = '` + k.kind + `'`
			if got := ask[string](t, d, stands); got != k.says {
				t.Fatalf("%q; want %q", got, k.says)
			}
			if err := k.fix(at); err != nil {
				t.Fatal(err)
			}
			if got := ask[string](t, d, stands); got != "" {
				t.Errorf("afterwards %q", got)
			}
			if got := ask[string](t, d, `select coalesce(max(t.verb), 'nothing') from practice_blockers b join trail t on t.id = b.cleared_by where b.kind = '`+k.kind+`'`); got != k.by {
				t.Errorf("cleared by %s; want %s", got, k.by)
			}
		})
	}
}

func TestThePracticesOwnIsListedForThoseWhoRunIt(t *testing.T) {
	d, at := housed(t, `update staff set licence_until = '2026-06-20' where id = 2`)
	if err := at.due(); err != nil {
		t.Fatal(err)
	}
	read := func(who access.Actor, f worklist.Filter) []worklist.OfPractice {
		t.Helper()
		list, err := at.flow.OpenWorklist(t.Context(), who, f, day(d))
		if err != nil {
			t.Fatal(err)
		}
		return list.Practice
	}
	if got := read(boss, worklist.Filter{}); len(got) != 2 || got[0].Kind != "licence_ending" || got[0].Named != "Dr Nils Lindqvist" || got[0].Due == nil {
		t.Errorf("the owner sees %+v", got)
	}
	if got := read(desk, worklist.Filter{}); len(got) != 0 {
		t.Errorf("the desk sees %+v", got)
	}
	for _, f := range []worklist.Filter{{Part: "money"}, {Turn: 4}, {Client: nadia}, {Location: 1}} {
		if got := read(boss, f); len(got) != 0 {
			t.Errorf("a list of %+v shows %+v", f, got)
		}
	}
	list := worklist.New(d.DB)
	if err := list.PendOfPractice(t.Context(), desk, 1, worklist.Pending{Until: "2026-05-08", Why: "Is renewing"}); fault.KindOf(err) != fault.Forbidden {
		t.Errorf("the desk put it off: %v", err)
	}
	first := read(boss, worklist.Filter{})[0].ID
	if err := list.PendOfPractice(t.Context(), boss, first, worklist.Pending{Until: "2026-05-08", Why: "Is renewing"}); err != nil {
		t.Fatal(err)
	}
	if got := read(boss, worklist.Filter{}); len(got) != 1 {
		t.Errorf("put off, and still %+v", got)
	}
	if got := read(boss, worklist.Filter{Pended: true}); len(got) != 1 || got[0].PendedWhy != "Is renewing" {
		t.Errorf("among what is put off: %+v", got)
	}
}

func TestThePracticesOwnIsNarrowedAndCountedAsEveryRow(t *testing.T) {
	d, at := housed(t, `update staff set licence_until = '2026-06-20' where id = 2`) // 60 days before it is the 22nd of April
	if err := at.due(); err != nil {
		t.Fatal(err)
	}
	open := func(who access.Actor, f worklist.Filter) workflow.Worklist {
		t.Helper()
		list, err := at.flow.OpenWorklist(t.Context(), who, f, day(d))
		if err != nil {
			t.Fatal(err)
		}
		return list
	}
	for _, c := range []struct {
		f    worklist.Filter
		want string
	}{
		{worklist.Filter{Roles: []string{"owner"}}, "licence_ending"},
		{worklist.Filter{Roles: []string{"manager"}}, "hours_missing"},
		{worklist.Filter{Roles: []string{"manager", "owner"}}, "licence_ending hours_missing"},
		{worklist.Filter{Roles: []string{"biller"}}, ""},
		{worklist.Filter{Kind: "hours_missing"}, "hours_missing"},
		{worklist.Filter{Days: 5}, "licence_ending"},
		{worklist.Filter{Days: 30}, ""},
	} {
		var got []string
		for _, b := range open(boss, c.f).Practice {
			got = append(got, b.Kind)
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%+v chooses %q; want %q", c.f, got, c.want)
		}
	}
	all := open(boss, worklist.Filter{})
	if n := all.Totals; n.Lines != len(all.Rows)+2 || n.OfRole("owner") != 1 || n.OfRole("manager") != 1 || n.Roles != 2 || n.Mine != 0 {
		t.Errorf("counted as %+v", n)
	}
	if !slices.Contains(all.Choices.Kinds, "licence_ending") {
		t.Errorf("the list cannot be narrowed to it: %v", all.Choices.Kinds)
	}
	if n := open(desk, worklist.Filter{}).Totals; n.OfRole("owner") != 0 {
		t.Errorf("the desk, who sees none, counts %+v", n)
	}
	o, err := at.flow.OpenOverview(t.Context(), boss, civil.New(2026, 5, 4), time.UTC)
	if err != nil || len(o.Practice) != 2 {
		t.Errorf("the overview has %+v, %v", o.Practice, err)
	}
}

func TestTheClockWritesNothingWhereThePracticeIsAsItWas(t *testing.T) {
	d, at := housed(t, "")
	if err := at.due(); err != nil {
		t.Fatal(err)
	}
	acts := func() int {
		return ask[int](t, d, `select count(*)::int from trail where verb = 'file.settle' and clients = '{}' and client_id is null`)
	}
	before := acts()
	if err := at.due(); err != nil {
		t.Fatal(err)
	}
	if n := acts(); n != before {
		t.Errorf("%d acts more", n-before)
	}
}
