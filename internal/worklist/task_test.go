package worklist_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"charthouse/internal/access"
	"charthouse/internal/db"
	"charthouse/internal/db/dbtest"
	"charthouse/internal/fault"
	"charthouse/internal/id"
	"charthouse/internal/worklist"
)

const cast = `
	begin;
	select begin_act('test', null, null, 'sample.load', '{10001}', true, '', '2026-05-04 15:00Z', true);
	insert into practice (name, zone) values ('Kestrel Lane Health', 'America/Chicago');
	insert into staff (name, email) values ('Tomasz Wieczorek', 'tomasz@kestrel.example'), ('Dr Amara Okafor', 'amara@kestrel.example'), ('Kwame Mensah', 'kwame@kestrel.example');
	insert into staff_roles (staff_id, role) values (1, 'front_desk'), (2, 'clinician'), (3, 'biller');
	insert into locations (name, zone) values ('Main', 'America/Chicago');
	insert into visit_types (name, minutes) values ('Review', 30);
	insert into clients (id, given, family, opened_at) values (10001, 'Nadia', 'Haddad', clock());
	commit`

var (
	tomasz = access.StaffMember(1, "Tomasz Wieczorek", access.FrontDesk)
	amara  = access.StaffMember(2, "Dr Amara Okafor", access.Clinician)
	kwame  = access.StaffMember(3, "Kwame Mensah", access.Biller)
)

const nadia = id.Client(10001)

func arrange(t *testing.T) (*dbtest.Database, *worklist.Service) {
	t.Helper()
	d := dbtest.New(t)
	if _, err := d.Owner.Exec(t.Context(), cast); err != nil {
		t.Fatal(err)
	}
	return d, worklist.New(d.DB)
}

// kind is the number of a type that is shipped.
func kind(t *testing.T, d *dbtest.Database, name string) (n string) {
	t.Helper()
	if err := d.Owner.QueryRow(t.Context(), `select id::text from task_types where name = $1`, name).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

func made(t *testing.T, s *worklist.Service, who access.Actor, f worklist.TaskForm) id.Task {
	t.Helper()
	n, err := s.MakeTask(t.Context(), who, nadia, f)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func look(t *testing.T, s *worklist.Service, who access.Actor, n id.Task) worklist.Task {
	t.Helper()
	k, _, err := s.Task(t.Context(), who, nadia, n)
	if err != nil {
		t.Fatal(err)
	}
	return k
}

// act writes as the product would: the file is settled afterwards.
func act(t *testing.T, d *dbtest.Database, who access.Actor, v access.Verb, sql string) {
	t.Helper()
	err := d.Write(t.Context(), who, v.On(nadia), func(tx *db.Tx) error {
		_, err := tx.Exec(t.Context(), sql)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestATaskBeginsAsItsTypeSays(t *testing.T) {
	d, s := arrange(t)
	k := look(t, s, tomasz, made(t, s, tomasz, worklist.TaskForm{Type: kind(t, d, "Request records"), Words: "From Harbour Eye Clinic"}))
	got := []any{k.Title, k.Words, k.Role, k.Owner, k.DueOn.String(), string(k.Evidence), len(k.Items), k.MadeBy, k.Client}
	want := []any{"Request records", "From Harbour Eye Clinic", "front_desk", "", "2026-05-11", "document", 2, "Tomasz Wieczorek", "Nadia Haddad"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// packet gives the visit v a form that is not filled in yet.
const packet = `
	insert into forms (name) values ('Intake ' || v) returning id into n;
	insert into form_versions (form_id, number, definition, published_at) values (n, 1, '{}', clock()) returning id into n;
	insert into packets (client_id, visit_id, version_id, made_at) values (10001, v, n, clock());`

// visited does something for a visit of its own on the day.
func visited(do, day string) string {
	return `do $$ declare v bigint; n bigint; begin
		insert into bookings (kind, location_id, zone, starts_local, starts_at, ends_at)
		values ('visit', 1, 'America/Chicago', '` + day + ` 09:30', '` + day + ` 14:30Z', '` + day + ` 15:00Z') returning id into n;
		insert into visits (client_id, booking_id, visit_type_id, clinician_id, booked_at) values (10001, n, 1, 2, clock()) returning id into v;
		` + do + `
		end $$`
}

func TestTheRecordThatProvesATaskClosesIt(t *testing.T) {
	for _, c := range []struct {
		evidence, of, before, proves string
		verb                         access.Verb
	}{
		{evidence: "document", of: "report", verb: access.AddDocument, before: `insert into documents (client_id, title, kind, media_type, bytes, sha256, received_at) values (10001, 'Photo', 'photo', 'image/png', 9, sha256('y'), clock())`, proves: `insert into documents (client_id, title, kind, media_type, bytes, sha256, received_at) values (10001, 'Report', 'report', 'application/pdf', 9, sha256('x'), clock())`},
		{evidence: "visit", verb: access.BookVisit, proves: `
			with b as (
			  insert into bookings (kind, location_id, zone, starts_local, starts_at, ends_at)
			  values ('visit', 1, 'America/Chicago', '2026-05-07 09:30', '2026-05-07 14:30Z', '2026-05-07 15:00Z') returning id)
			insert into visits (client_id, booking_id, visit_type_id, clinician_id, booked_at) select 10001, id, 1, 2, clock() from b`},
		{evidence: "message", verb: access.SendMessage, before: `insert into messages (client_id, direction, kind, body, written_at) values (10001, 'inside', 'free', 'Called twice', clock())`, proves: `insert into messages (client_id, direction, kind, body, written_at) values (10001, 'out', 'free', 'Here it is', clock())`},
		{evidence: "message", verb: access.SendMessage, proves: `
			with k as (
			  insert into conversations (client_id, kind, opened_at, pool, last_at)
			  values (10001, 'administrative', clock(), 'front_desk', clock()) returning id)
			insert into messages (client_id, conversation_id, direction, kind, body, written_at) select 10001, id, 'out', 'reply', 'Some words', clock() from k`},
		{
			evidence: "message", verb: access.SendMessage,
			before: `
			with k as (
			  insert into conversations (client_id, kind, opened_at, pool, last_at)
			  values (10001, 'administrative', clock(), 'front_desk', clock()) returning id)
			insert into messages (client_id, conversation_id, direction, kind, body, written_at) select 10001, id, 'out', 'call', 'Some words', clock() from k`,
			proves: `
			with k as (
			  insert into conversations (client_id, kind, opened_at, pool, last_at, done_at, outcome)
			  values (10001, 'administrative', clock(), 'front_desk', clock(), clock(), 'call') returning id
			), m as (
			  insert into messages (client_id, conversation_id, direction, kind, body, written_at) select 10001, id, 'out', 'call', 'Told her', clock() from k)
			insert into turns (client_id, conversation_id, what, outcome, at, kind) select 10001, id, 'done', 'call', clock(), 'administrative' from k`,
		},
		{evidence: "note", verb: access.BookVisit, before: visited(`insert into notes (client_id, visit_id, author_id, template, sections, started_at, saved_at, saved_by) values (10001, v, 2, '[]', '{}', clock(), clock(), 2);`, "2026-05-06"), proves: visited(`
			insert into notes (client_id, visit_id, author_id, template, sections, started_at, saved_at, saved_by) values (10001, v, 2, '[]', '{}', clock(), clock(), 2) returning id into n;
			insert into signatures (client_id, note_id, staff_id, at, content, hash) values (10001, n, 2, clock(), '{}', sha256('x'));`, "2026-05-07")},
		{evidence: "form", verb: access.BookVisit, before: visited(packet, "2026-05-06"), proves: visited(packet+`update packets set finished_at = clock() where visit_id = v;`, "2026-05-07")},
		{evidence: "payment", verb: access.BookVisit, proves: `do $$ declare n bigint; begin
			insert into entries (client_id, kind, at) values (10001, 'payment', clock()) returning id into n;
			insert into lines (client_id, entry_id, account, cents) values (10001, n, 'cash', 100), (10001, n, 'client_credit', -100);
			insert into payments (client_id, entry_id, method, cents, received_at) values (10001, n, 'cash', 100, clock());
			end $$`},
	} {
		t.Run(c.evidence, func(t *testing.T) {
			d, s := arrange(t)
			n, err := s.AddTaskType(t.Context(), access.StaffMember(1, "Ingrid", access.Manager), worklist.TaskTypeForm{Name: "Wait for it", Role: "front_desk", Days: "2", Evidence: c.evidence, EvidenceOf: c.of})
			if err != nil {
				t.Fatal(err)
			}
			act(t, d, tomasz, c.verb, c.proves) // what came before the task proves nothing
			d.Clock.Move(time.Minute)
			k := made(t, s, tomasz, worklist.TaskForm{Type: n.String()})
			d.Clock.Move(time.Minute)
			if c.before != "" {
				act(t, d, tomasz, c.verb, c.before)
			}
			if got := look(t, s, tomasz, k); got.ClosedAt != nil {
				t.Fatalf("closed by another record: %+v", got)
			}
			d.Clock.Move(time.Minute)
			act(t, d, amara, c.verb, strings.ReplaceAll(strings.ReplaceAll(c.proves, "05-07", "05-08"), "09:30", "10:30"))
			got := look(t, s, tomasz, k)
			if got.ClosedAt == nil || got.Proof == 0 || got.ClosedBy != "Dr Amara Okafor" || got.ClosedWhy != "" {
				t.Errorf("%+v; want it closed by what she did", got)
			}
		})
	}
}

func TestALateTaskIsStuckUntilItIsDone(t *testing.T) {
	d, s := arrange(t)
	k := made(t, s, tomasz, worklist.TaskForm{Type: kind(t, d, "Call back")})
	open := func() (n int) {
		t.Helper()
		if _, err := s.SettleDue(t.Context()); err != nil {
			t.Fatal(err)
		}
		if err := d.Owner.QueryRow(t.Context(), `select count(*) from blockers where kind = 'task_due' and cleared_at is null`).Scan(&n); err != nil {
			t.Fatal(err)
		}
		return n
	}
	d.Clock.Set(time.Date(2026, 5, 6, 4, 59, 0, 0, time.UTC)) // its day, the fifth, is not over in Chicago
	if n := open(); n != 0 {
		t.Fatalf("%d lines while there is time", n)
	}
	d.Clock.Set(time.Date(2026, 5, 6, 5, 0, 0, 0, time.UTC))
	if n := open(); n != 1 {
		t.Fatalf("%d lines once the day is over", n)
	}
	if err := s.HandTask(t.Context(), tomasz, nadia, k, worklist.Handing{Who: "biller", Version: look(t, s, tomasz, k).Turn()}); err != nil {
		t.Fatal(err)
	}
	var fixer string
	if err := d.Owner.QueryRow(t.Context(), `select fixer from blockers where cleared_at is null`).Scan(&fixer); err != nil || fixer != "biller" {
		t.Errorf("whose turn: %s, %v", fixer, err)
	}
	if err := s.CloseTask(t.Context(), kwame, nadia, k, worklist.Closing{Why: "She rang herself"}); err != nil {
		t.Fatal(err)
	}
	if n := open(); n != 0 {
		t.Errorf("%d lines of a task that is done", n)
	}
	if got := d.ClearedBy(t, "task_due"); got != "task.do by s"+kwame.Staff().String() {
		t.Errorf("cleared by %s", got)
	}
}

func TestClosingByHandAsksWhyAndCanBeTakenBack(t *testing.T) {
	d, s := arrange(t)
	k := made(t, s, tomasz, worklist.TaskForm{Type: kind(t, d, "Scan insurance card")})
	if err := s.CloseTask(t.Context(), tomasz, nadia, k, worklist.Closing{}); fault.KindOf(err) != fault.Invalid {
		t.Errorf("closed without a word: %v", err)
	}
	if err := s.CloseTask(t.Context(), tomasz, nadia, k, worklist.Closing{Why: "No card: pays herself"}); err != nil {
		t.Fatal(err)
	}
	if err := s.CloseTask(t.Context(), kwame, nadia, k, worklist.Closing{Why: "Again"}); fault.KindOf(err) != fault.Conflict {
		t.Errorf("closed twice: %v", err)
	}
	if got := look(t, s, kwame, k); got.ClosedBy != "Tomasz Wieczorek" || got.ClosedWhy != "No card: pays herself" {
		t.Errorf("%+v", got)
	}
	d.Clock.Move(time.Minute)
	if err := s.ReopenTask(t.Context(), tomasz, nadia, k); err != nil {
		t.Fatal(err)
	}
	if got := look(t, s, kwame, k); got.ClosedAt != nil || got.ClosedWhy != "" {
		t.Errorf("still closed: %+v", got)
	}
}

func TestATaskOfThePoolIsClaimedByOne(t *testing.T) {
	d, s := arrange(t)
	k := made(t, s, tomasz, worklist.TaskForm{Type: kind(t, d, "Call back")})
	if err := s.ClaimTask(t.Context(), tomasz, nadia, k); err != nil {
		t.Fatal(err)
	}
	if err := s.ClaimTask(t.Context(), kwame, nadia, k); fault.KindOf(err) != fault.Conflict {
		t.Errorf("claimed twice: %v", err)
	}
	list, err := s.Tasks(t.Context(), tomasz, worklist.TaskFilter{Who: "mine"})
	if err != nil || len(list.List) != 1 || list.Counts.Mine != 1 || list.Counts.Pool != 0 {
		t.Errorf("mine: %+v, %v", list.Counts, err)
	}
	if list, err = s.Tasks(t.Context(), tomasz, worklist.TaskFilter{Who: "pool"}); err != nil || len(list.List) != 0 {
		t.Errorf("still in the pool: %v", err)
	}
}

func TestTheChecklistRemembersWhoTicked(t *testing.T) {
	d, s := arrange(t)
	k := made(t, s, tomasz, worklist.TaskForm{Type: kind(t, d, "Scan insurance card")})
	if err := s.TickTask(t.Context(), kwame, nadia, k, worklist.Ticking{Nth: 2, Done: "yes"}); err != nil {
		t.Fatal(err)
	}
	got := look(t, s, tomasz, k)
	if got.Ticked() != 1 || got.Items[1].By != "Kwame Mensah" || got.Items[0].At != nil {
		t.Errorf("%+v", got.Items)
	}
	if err := s.TickTask(t.Context(), kwame, nadia, k, worklist.Ticking{Nth: 2}); err != nil {
		t.Fatal(err)
	}
	if got = look(t, s, tomasz, k); got.Ticked() != 0 {
		t.Errorf("the tick stayed: %+v", got.Items)
	}
	if err := s.TickTask(t.Context(), kwame, nadia, k, worklist.Ticking{Nth: 7, Done: "yes"}); fault.KindOf(err) != fault.NotFound {
		t.Errorf("ticked an item that is not there: %v", err)
	}
}

func TestAClinicalTaskIsHiddenFromTheDesk(t *testing.T) {
	d, s := arrange(t)
	results := kind(t, d, "Check results")
	if _, err := s.MakeTask(t.Context(), tomasz, nadia, worklist.TaskForm{Type: results}); fault.KindOf(err) != fault.Invalid {
		t.Errorf("the desk made one: %v", err)
	}
	k := made(t, s, amara, worklist.TaskForm{Type: results, Words: "HbA1c is high"})
	if _, _, err := s.Task(t.Context(), tomasz, nadia, k); fault.KindOf(err) != fault.NotFound {
		t.Errorf("the desk opened it: %v", err)
	}
	if err := s.CloseTask(t.Context(), tomasz, nadia, k, worklist.Closing{Why: "x"}); fault.KindOf(err) != fault.NotFound {
		t.Errorf("the desk closed it: %v", err)
	}
	for _, who := range []access.Actor{tomasz, kwame} {
		list, err := s.Tasks(t.Context(), who, worklist.TaskFilter{})
		if err != nil || len(list.List) != 0 || list.Counts.All != 0 {
			t.Errorf("%s sees %d, counts %d, %v", who.Name(), len(list.List), list.Counts.All, err)
		}
	}
	if err := s.HandTask(t.Context(), amara, nadia, k, worklist.Handing{Who: "1"}); fault.KindOf(err) != fault.Invalid {
		t.Errorf("handed to the desk: %v", err)
	}
}

func TestATaskOfARestrictedFileSaysNothingToOthers(t *testing.T) {
	d, s := arrange(t)
	k := made(t, s, tomasz, worklist.TaskForm{Type: kind(t, d, "Call back"), Title: "About the council", Words: "Discreetly"})
	act(t, d, access.StaffMember(1, "Ingrid", access.Manager), access.RestrictClient, `insert into restrictions (client_id, reason, restricted_at) values (10001, 'Works here', clock())`)
	list, err := s.Tasks(t.Context(), kwame, worklist.TaskFilter{})
	if err != nil || len(list.List) != 1 {
		t.Fatalf("%+v, %v", list, err)
	}
	if got := list.List[0]; !got.Hidden || got.Client != "Restricted file" || got.Title != "" || got.Words != "" {
		t.Errorf("it says %+v", got)
	}
	if _, _, err := s.Task(t.Context(), kwame, nadia, k); fault.KindOf(err) != fault.Forbidden {
		t.Errorf("opened: %v", err)
	}
}

func TestTasksPageByTheirDay(t *testing.T) {
	d, s := arrange(t)
	call := kind(t, d, "Call back")
	for range 105 {
		made(t, s, tomasz, worklist.TaskForm{Type: call})
	}
	first, err := s.Tasks(t.Context(), tomasz, worklist.TaskFilter{})
	if err != nil || len(first.List) != 100 || first.Next.ID == 0 || first.Counts.All != 105 {
		t.Fatalf("%d, next %s, %v", len(first.List), first.Next, err)
	}
	mark, err := worklist.ParseTaskMark(first.Next.String())
	if err != nil {
		t.Fatal(err)
	}
	rest, err := s.Tasks(t.Context(), tomasz, worklist.TaskFilter{After: mark})
	if err != nil || len(rest.List) != 5 || rest.Next.ID != 0 || rest.List[0].ID != first.List[99].ID+1 {
		t.Errorf("the second page has %d, %v", len(rest.List), err)
	}
}

func TestATaskThatWasHandedOnMeanwhileIsNotHandedOnUnseen(t *testing.T) {
	d, s := arrange(t)
	k := made(t, s, tomasz, worklist.TaskForm{Type: kind(t, d, "Call back")})
	seen := look(t, s, tomasz, k)
	first := worklist.Handing{Who: "2", Due: seen.DueOn.String(), Version: seen.Turn()}
	if err := s.HandTask(t.Context(), tomasz, nadia, k, first); err != nil {
		t.Fatal(err)
	}
	second := worklist.Handing{Who: "3", Due: seen.DueOn.Add(3).String(), Version: seen.Turn()}
	if err := s.HandTask(t.Context(), kwame, nadia, k, second); !errors.Is(err, worklist.ErrHanded) {
		t.Errorf("the stale one: %v", err)
	}
	if got := look(t, s, tomasz, k); got.OwnerID != 2 || got.DueOn != seen.DueOn {
		t.Errorf("it is %s's until %s", got.Owner, got.DueOn)
	}
	second.Version = look(t, s, kwame, k).Turn()
	if err := s.HandTask(t.Context(), kwame, nadia, k, second); err != nil || look(t, s, tomasz, k).OwnerID != 3 {
		t.Errorf("having seen it: %v", err)
	}
}
