package workflow_test

import (
	"net/url"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"charthouse/internal/access"
	"charthouse/internal/db"
	"charthouse/internal/db/dbtest"
	"charthouse/internal/fault"
	"charthouse/internal/id"
	"charthouse/internal/mail/mailtest"
	"charthouse/internal/workflow"
	"charthouse/internal/worklist"
)

// crew gives the people of seenVisit their roles, and the practice a manager.
const crew = `
	begin;
	select begin_act('test', null, null, 'sample.load', '{}', true, '', '2026-05-04 15:00Z', true);
	insert into staff (name, email) values ('Tomasz Wieczorek', 'tomasz@kestrel.example'), ('Ingrid Solheim', 'ingrid@kestrel.example');
	insert into staff_roles (staff_id, role) values (1, 'clinician'), (2, 'clinician'), (3, 'front_desk'), (4, 'manager');
	commit`

// unsigned is a note past its target since 15:00 of the fifth of May, with the
// ladder that is shipped: 4 h and 24 h the owner, 72 h the manager.
func unsigned(t *testing.T, more ...string) (*dbtest.Database, *workflow.Workflow) {
	t.Helper()
	d, w := arrange(t, append([]string{crew}, more...)...)
	settleAt(t, d, "2026-05-05 15:00Z")
	return d, w
}

func takeAt(t *testing.T, d *dbtest.Database, w *workflow.Workflow, at string) {
	t.Helper()
	when, err := time.Parse("2006-01-02 15:04Z", at)
	if err != nil {
		t.Fatal(err)
	}
	d.Clock.Set(when)
	if err := w.TakeSteps(t.Context()); err != nil {
		t.Fatal(err)
	}
}

const told = `
	select coalesce(string_agg(concat_ws(' ', n.nth, n.whom, n.by, s.name), ', ' order by n.nth, s.id), 'nobody')
	from nudges n
	join notices x on x.nudge_id = n.id
	join staff s on s.id = x.staff_id`

func TestEachStepOfTheLadderIsTakenOnceInItsTime(t *testing.T) {
	d, w := unsigned(t)
	for _, s := range []struct{ at, told string }{
		{"2026-05-05 18:59Z", "nobody"},
		{"2026-05-05 19:00Z", "1 owner notice Dr Amara Okafor"},
		{"2026-05-06 14:59Z", "1 owner notice Dr Amara Okafor"},
		{"2026-05-06 15:00Z", "1 owner notice Dr Amara Okafor, 2 owner mail Dr Amara Okafor"},
		{"2026-05-08 15:00Z", "1 owner notice Dr Amara Okafor, 2 owner mail Dr Amara Okafor, 3 manager mail Ingrid Solheim"},
		{"2026-05-20 15:00Z", "1 owner notice Dr Amara Okafor, 2 owner mail Dr Amara Okafor, 3 manager mail Ingrid Solheim"},
	} {
		takeAt(t, d, w, s.at)
		if got := ask[string](t, d, told); got != s.told {
			t.Errorf("at %s: %s; want %s", s.at, got, s.told)
		}
	}
}

func TestStepsThatFellTogetherAreTakenOneByOne(t *testing.T) {
	d, w := unsigned(t)
	takeAt(t, d, w, "2026-05-11 15:00Z")
	takeAt(t, d, w, "2026-05-11 15:01Z")
	if n := ask[int](t, d, `select count(*) from nudges`); n != 1 {
		t.Fatalf("%d steps at once; the owner has no time to act", n)
	}
	takeAt(t, d, w, "2026-05-12 11:00Z")
	if n := ask[int](t, d, `select max(nth) from nudges`); n != 2 {
		t.Errorf("step %d after the time that lies between the first two", n)
	}
}

func TestTwoServersAtOnceTakeAStepOnce(t *testing.T) {
	d, w := unsigned(t)
	d.Clock.Set(dbtest.Noon.AddDate(0, 0, 2))
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			if err := w.TakeSteps(t.Context()); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	got := ask[string](t, d, `select concat_ws(' ', (select count(*) from nudges), (select count(*) from notices))`)
	if got != "1 1" {
		t.Errorf("nudges and notices: %s", got)
	}
}

func TestAStepThatDiesHalfWayIsTakenWholeTheNextTime(t *testing.T) {
	d, w := unsigned(t)
	takeAt(t, d, w, "2026-05-05 19:00Z")
	if _, err := d.Owner.Exec(t.Context(), `
		create function die() returns trigger language plpgsql as $$ begin raise exception 'the machine stopped'; end $$;
		create trigger die before insert on river_job for each row execute function die()`); err != nil {
		t.Fatal(err)
	}
	d.Clock.Set(dbtest.Noon.AddDate(0, 0, 3))
	if err := w.TakeSteps(t.Context()); err == nil {
		t.Fatal("the step should have died")
	}
	const all = `select concat_ws(' ', (select count(*) from nudges), (select count(*) from notices), (select count(*) from staff_mails), (select count(*) from river_job))`
	if got := ask[string](t, d, all); got != "1 1 0 0" {
		t.Errorf("of a step that died there are %s", got)
	}
	if _, err := d.Owner.Exec(t.Context(), `drop trigger die on river_job`); err != nil {
		t.Fatal(err)
	}
	for range 3 {
		if err := w.TakeSteps(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	if got := ask[string](t, d, all); got != "2 2 1 1" {
		t.Errorf("afterwards: %s; want the second step with its mail, once", got)
	}
}

func TestALineComesBackAsThePracticesOwnDayBegins(t *testing.T) {
	d, _ := unsigned(t, `begin; select begin_act('test', null, null, 'sample.load', '{}', true, '', '2026-05-04 15:00Z', true);
	update practice set zone = 'Pacific/Auckland'; commit`)
	d.Clock.Set(time.Date(2026, 5, 5, 20, 0, 0, 0, time.UTC)) // eight in the morning of the 6th in Auckland
	s := worklist.New(d.DB)
	if err := s.Pend(t.Context(), okafor, nadia, 1, worklist.Pending{Until: "2026-05-06", Why: "The patient sends more"}); fault.KindOf(err) != fault.Invalid {
		t.Errorf("put off until the day that it is: %v", err)
	}
	if err := s.Pend(t.Context(), okafor, nadia, 1, worklist.Pending{Until: "2026-05-07", Why: "The patient sends more"}); err != nil {
		t.Fatal(err)
	}
	for at, lines := range map[time.Time]int{time.Date(2026, 5, 6, 11, 59, 0, 0, time.UTC): 0, time.Date(2026, 5, 6, 12, 0, 0, 0, time.UTC): 1} {
		d.Clock.Set(at)
		var list []worklist.Blocker
		err := d.Read(t.Context(), okafor, access.OpenWorklist.Across(), func(v *db.View) (err error) {
			list, err = worklist.ListTx(t.Context(), v, worklist.Filter{Kind: "note_unsigned"})
			return err
		})
		if err != nil || len(list) != lines {
			t.Errorf("at %s: %d lines, %v", at, len(list), err)
		}
	}
}

func TestNobodyIsToldOfWhatIsPutOffOrCleared(t *testing.T) {
	d, w := unsigned(t)
	d.Clock.Set(dbtest.Noon.AddDate(0, 0, 1))
	err := worklist.New(d.DB).Pend(t.Context(), okafor, nadia, 1, worklist.Pending{Until: "2026-05-08", Why: "The patient sends more"})
	if err != nil {
		t.Fatal(err)
	}
	takeAt(t, d, w, "2026-05-07 15:00Z")
	if got := ask[string](t, d, told); got != "nobody" {
		t.Errorf("while it was put off: %s", got)
	}
	takeAt(t, d, w, "2026-05-08 15:00Z")
	if got := ask[string](t, d, told); got != "1 owner notice Dr Amara Okafor" {
		t.Errorf("once it is back: %s", got)
	}
	if err := w.SignNote(t.Context(), okafor, nadia, note); err != nil {
		t.Fatal(err)
	}
	takeAt(t, d, w, "2026-05-30 15:00Z")
	if n := ask[int](t, d, `select count(*) from nudges n join blockers b on b.id = n.blocker_id where b.kind = 'note_unsigned'`); n != 1 {
		t.Errorf("%d steps for a signed note", n)
	}
}

func TestNobodyIsToldWhileThePracticeIsClosed(t *testing.T) {
	d, w := unsigned(t, `
		begin;
		select begin_act('test', null, null, 'sample.load', '{}', true, '', '2026-05-04 15:00Z', true);
		insert into opening_hours (location_id, weekday, opens, closes) select 1, g, '08:00', '17:00' from generate_series(1, 5) g;
		commit`)
	takeAt(t, d, w, "2026-05-05 23:00Z")
	if got := ask[string](t, d, told); got != "nobody" {
		t.Errorf("at six in the evening: %s", got)
	}
	list, err := w.OpenWorklist(t.Context(), manager, worklist.Filter{}, dbtest.Noon)
	if err != nil || len(list.Rows) != 1 || list.Rows[0].Next == nil {
		t.Fatalf("%+v, %v", list.Rows, err)
	}
	if n := list.Rows[0].Next; n.At.Format(time.RFC3339) != "2026-05-06T13:00:00Z" || n.Name != "Dr Amara Okafor" || list.Rows[0].Told != nil {
		t.Errorf("next: %+v; want the doctor at eight in the morning", n)
	}
	takeAt(t, d, w, "2026-05-06 13:00Z")
	list, err = w.OpenWorklist(t.Context(), manager, worklist.Filter{}, dbtest.Noon)
	if err != nil || list.Rows[0].Told == nil || list.Rows[0].Told.Name != "Dr Amara Okafor" {
		t.Errorf("told: %+v, %v", list.Rows[0].Told, err)
	}
}

func TestAMailToStaffNamesNoPatientAndGathersWhatWaits(t *testing.T) {
	server := mailtest.Start(t)
	d, w := unsigned(t, `
		begin;
		select begin_act('test', null, null, 'sample.load', '{10001}', true, '', '2026-05-04 10:00Z', true);
		insert into mail_settings (host, port, security, sender) values ('127.0.0.1', `+strconv.Itoa(server.Port())+`, 'none', 'desk@kestrel.example');
		update promise_steps set by_mail = true;
		insert into documents (client_id, title, media_type, bytes, sha256, received_at, reader_id)
		values (10001, 'Retinal screening', 'application/pdf', 9, sha256('x'), '2026-05-04 15:00Z', 1);
		commit`)
	settleAt(t, d, "2026-05-05 15:00Z")
	takeAt(t, d, w, "2026-05-05 19:00Z")
	if got := ask[string](t, d, `select concat_ws(' ', (select count(*) from nudges), (select count(*) from staff_mails), (select count(*) from river_job))`); got != "2 1 1" {
		t.Fatalf("nudges, mails, jobs: %s", got)
	}
	if err := w.SendStaffMail(t.Context(), &url.URL{Scheme: "https", Host: "practice.example"}, id.Mail(1), false); err != nil {
		t.Fatal(err)
	}
	got := server.Messages()[0]
	if got.To[0] != "amara@kestrel.example" || !strings.Contains(got.Text, "2 lines of the worklist wait") || !strings.Contains(got.Text, "https://practice.example/notices\n") {
		t.Errorf("to %v: %s", got.To, got.Text)
	}
	for _, secret := range []string{"Nadia", "Haddad", "Retinal", "10001"} {
		if strings.Contains(got.Subject+got.Text, secret) {
			t.Errorf("the mail names %s", secret)
		}
	}
}

func TestAMailAboutWhatWasDoneMeanwhileDoesNotGo(t *testing.T) {
	server := mailtest.Start(t)
	d, w := unsigned(t, `
		begin;
		select begin_act('test', null, null, 'sample.load', '{}', true, '', '2026-05-04 10:00Z', true);
		insert into mail_settings (host, port, security, sender) values ('127.0.0.1', `+strconv.Itoa(server.Port())+`, 'none', 'desk@kestrel.example');
		update promise_steps set by_mail = true;
		commit`)
	takeAt(t, d, w, "2026-05-05 19:00Z")
	if err := w.SignNote(t.Context(), okafor, nadia, note); err != nil {
		t.Fatal(err)
	}
	if err := w.SendStaffMail(t.Context(), &url.URL{Scheme: "https", Host: "practice.example"}, id.Mail(1), false); err != nil {
		t.Fatal(err)
	}
	if n := len(server.Messages()); n != 0 || ask[string](t, d, `select state from staff_mails`) != "cancelled" {
		t.Errorf("%d mails went", n)
	}
}

func TestNoticesAreAPersonsOwnAndCountUntilTheyLook(t *testing.T) {
	d, w := unsigned(t)
	takeAt(t, d, w, "2026-05-05 19:00Z")
	s := worklist.New(d.DB)
	list, err := s.Notices(t.Context(), okafor)
	if err != nil || len(list) != 1 || !list[0].New || list[0].Client != "Nadia Haddad" || list[0].Kind != "note_unsigned" {
		t.Fatalf("%+v, %v", list, err)
	}
	if other, err := s.Notices(t.Context(), lindqvist); err != nil || len(other) != 0 {
		t.Errorf("a colleague sees %d of them, %v", len(other), err)
	}
	if err := s.ReadNotices(t.Context(), okafor, list[0].ID-1); err != nil {
		t.Fatal(err)
	}
	if list, err = s.Notices(t.Context(), okafor); err != nil || !list[0].New {
		t.Errorf("what came after they looked is not new: %v", err)
	}
	if err := s.ReadNotices(t.Context(), okafor, list[0].ID); err != nil {
		t.Fatal(err)
	}
	if list, err = s.Notices(t.Context(), okafor); err != nil || list[0].New {
		t.Errorf("still new after a look: %v", err)
	}
}
