package workflow_test

import (
	"fmt"
	"testing"

	"charthouse/internal/access"
	"charthouse/internal/clients"
	"charthouse/internal/db/dbtest"
	"charthouse/internal/fault"
	"charthouse/internal/id"
	"charthouse/internal/practice"
	"charthouse/internal/workflow"
	"charthouse/internal/worklist"
)

// people gives the staff of these tests their roles: 1 and 2 are clinicians, 3
// the desk, 4 the manager, 5 the biller, 6 the owner.
const people = `
	begin;
	select begin_act('test', null, null, 'sample.load', '{10001}', true, '', '2026-05-05 15:00Z', true);
	insert into staff (name, email) values ('Tomasz Wieczorek', 't@kestrel.example'), ('Ingrid Solheim', 'i@kestrel.example'),
	  ('Kwame Mensah', 'k@kestrel.example'), ('Oda Berg', 'o@kestrel.example');
	insert into staff_roles (staff_id, role)
	values (1, 'clinician'), (2, 'clinician'), (3, 'front_desk'), (4, 'manager'), (5, 'biller'), (6, 'owner');
	select settle(10001);
	commit`

var kwame = access.StaffMember(5, "Kwame Mensah", access.Biller)

// overdue is the day after the visit: the note is not signed, blocker 1.
func overdue(t *testing.T, more ...string) (*dbtest.Database, *workflow.Workflow, *worklist.Service) {
	t.Helper()
	d, w := arrange(t, append([]string{people}, more...)...)
	d.Clock.Set(dbtest.Noon.AddDate(0, 0, 1))
	return d, w, worklist.New(d.DB)
}

// held is a signed visit whose claim lacks the member number.
func held(t *testing.T) (*dbtest.Database, *workflow.Workflow, *worklist.Service, worklist.Blocker) {
	t.Helper()
	d, w, s := overdue(t, `
		begin;
		select begin_act('test', null, null, 'sample.load', '{10001}', true, '', '2026-05-04 15:00Z', true);
		insert into coverages (client_id, payer_id, copay_cents) values (10001, 1, 2500);
		update visits set coverage_id = 1;
		commit`)
	if err := w.SignNote(t.Context(), okafor, nadia, note); err != nil {
		t.Fatal(err)
	}
	for _, b := range rows(t, d, w, kwame, worklist.Filter{Kind: "claim_detail"}) {
		if b.Field == "member_number" {
			return d, w, s, b.Blocker
		}
	}
	t.Fatal("no claim waits for a member number")
	return d, w, s, worklist.Blocker{}
}

func rows(t *testing.T, d *dbtest.Database, w *workflow.Workflow, who access.Actor, f worklist.Filter) []workflow.Stuck {
	t.Helper()
	list, err := w.OpenWorklist(t.Context(), who, f, day(d))
	if err != nil {
		t.Fatal(err)
	}
	return list.Rows
}

func TestAGivenRowStaysTheirsThroughSettling(t *testing.T) {
	d, w, s := overdue(t)
	if err := s.Assign(t.Context(), manager, nadia, 1, worklist.Assignment{To: "2"}); err != nil {
		t.Fatal(err)
	}
	settleAt(t, d, "2026-05-05 15:30Z")
	mine := rows(t, d, w, lindqvist, worklist.Filter{Turn: 2})
	if len(mine) != 1 || !mine[0].Assigned || mine[0].Owner != "Dr Nils Lindqvist" {
		t.Errorf("Dr Lindqvist's lines: %+v", mine)
	}
	if n := len(rows(t, d, w, okafor, worklist.Filter{Turn: 1})); n != 0 {
		t.Errorf("Dr Okafor still has %d lines", n)
	}
	if err := s.Assign(t.Context(), manager, nadia, 1, worklist.Assignment{}); err != nil {
		t.Fatal(err)
	}
	if n := len(rows(t, d, w, okafor, worklist.Filter{Turn: 1})); n != 1 {
		t.Errorf("given back, Dr Okafor has %d lines", n)
	}
}

func TestARowIsGivenOnlyToWhoMayMendIt(t *testing.T) {
	d, _, s := overdue(t)
	if err := s.Assign(t.Context(), manager, nadia, 1, worklist.Assignment{To: "3"}); fault.KindOf(err) != fault.Conflict {
		t.Errorf("the desk was given a note to sign: %v", err)
	}
	for _, to := range []string{"99", "Kwame"} {
		if err := s.Assign(t.Context(), manager, nadia, 1, worklist.Assignment{To: to}); fault.KindOf(err) != fault.Invalid {
			t.Errorf("given to %q: %v", to, err)
		}
	}
	away(t, d, "2", "")
	if err := s.Assign(t.Context(), manager, nadia, 1, worklist.Assignment{To: "2"}); fault.KindOf(err) != fault.Conflict {
		t.Errorf("given to somebody who is away: %v", err)
	}
}

func away(t *testing.T, d *dbtest.Database, who, standIn string) id.Absence {
	t.Helper()
	n, err := practice.New(d.DB).AddAbsence(t.Context(), manager, practice.AbsenceForm{Staff: who, From: "2026-05-05", Until: "2026-05-07", StandIn: standIn})
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func TestWhoStandsInHasTheRowsUntilTheOtherIsBack(t *testing.T) {
	d, w, _ := overdue(t)
	away(t, d, "1", "2")
	list, err := w.OpenWorklist(t.Context(), lindqvist, worklist.Filter{Turn: 2}, day(d))
	if err != nil || len(list.Rows) != 1 || list.Totals.Mine != 1 {
		t.Fatalf("the stand-in's lines: %+v, %v", list, err)
	}
	if r := list.Rows[0]; r.Owner != "Dr Amara Okafor" || r.StandIn != "Dr Nils Lindqvist" || r.AwayUntil.String() != "2026-05-07" || r.Turn() != 2 {
		t.Errorf("%+v", r)
	}
	if n := len(rows(t, d, w, okafor, worklist.Filter{Turn: 1})); n != 0 {
		t.Errorf("who is away has %d lines", n)
	}
	d.Clock.Set(dbtest.Noon.AddDate(0, 0, 4))
	if n := len(rows(t, d, w, okafor, worklist.Filter{Turn: 1})); n != 1 {
		t.Errorf("back again, Dr Okafor has %d lines", n)
	}
}

func TestAManagerTakesOverAllRowsOfAPersonAtOnce(t *testing.T) {
	d, w, s := overdue(t)
	if _, _, err := s.TakeOver(t.Context(), desk, 1, worklist.Assignment{To: "2"}); fault.KindOf(err) != fault.Forbidden {
		t.Errorf("the desk took over: %v", err)
	}
	n, refused, err := s.TakeOver(t.Context(), manager, 1, worklist.Assignment{To: "2"})
	if err != nil || n != 1 || len(refused) != 0 {
		t.Fatalf("%d, %+v, %v", n, refused, err)
	}
	if n := len(rows(t, d, w, lindqvist, worklist.Filter{Turn: 2})); n != 1 {
		t.Errorf("%d lines", n)
	}
	if _, _, err := s.TakeOver(t.Context(), manager, 1, worklist.Assignment{To: "2"}); fault.KindOf(err) != fault.Conflict {
		t.Errorf("nothing was left to take over: %v", err)
	}
}

func TestOnlyManagersSayWhenSomebodyElseIsAway(t *testing.T) {
	d, _, _ := overdue(t)
	s, form := practice.New(d.DB), practice.AbsenceForm{Staff: "1", From: "2026-06-01", Until: "2026-06-05"}
	if _, err := s.AddAbsence(t.Context(), lindqvist, form); fault.KindOf(err) != fault.Forbidden {
		t.Errorf("somebody else's absence: %v", err)
	}
	n, err := s.AddAbsence(t.Context(), okafor, form)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.AddAbsence(t.Context(), manager, form); fault.KindOf(err) != fault.Conflict {
		t.Errorf("away twice at once: %v", err)
	}
	for standIn, why := range map[string]string{"1": "themselves", "3": "another role"} {
		if _, err := s.AddAbsence(t.Context(), manager, practice.AbsenceForm{Staff: "1", From: "2026-07-01", Until: "2026-07-05", StandIn: standIn}); fault.KindOf(err) != fault.Invalid {
			t.Errorf("%s stands in: %v", why, err)
		}
	}
	if err := s.RemoveAbsence(t.Context(), lindqvist, n); fault.KindOf(err) != fault.Forbidden {
		t.Errorf("somebody else removed it: %v", err)
	}
	if err := s.RemoveAbsence(t.Context(), okafor, n); err != nil {
		t.Error(err)
	}
}

func TestAQuestionIsAnsweredByTheValueThatIsMissing(t *testing.T) {
	d, w, s, row := held(t)
	if _, err := s.Ask(t.Context(), kwame, nadia, row.ID, worklist.Asking{To: "3"}); err != nil {
		t.Fatal(err)
	}
	asked := rows(t, d, w, desk, worklist.Filter{Turn: 3})
	if len(asked) != 1 || asked[0].Kind != worklist.QuestionWaiting || asked[0].About == nil || asked[0].About.Field != "member_number" ||
		asked[0].About.Detail.Coverage != 1 || asked[0].Detail.Value != "Kwame Mensah" {
		t.Fatalf("the desk was asked %+v", asked)
	}
	if err := clients.New(d.DB).FixCoverage(t.Context(), desk, nadia, 1, "member_number", "LM 440"); err != nil {
		t.Fatal(err)
	}
	if left := rows(t, d, w, desk, worklist.Filter{Turn: 3}); len(left) != 0 {
		t.Errorf("the question outlived its row: %+v", left)
	}
	list, err := w.OpenWorklist(t.Context(), kwame, worklist.Filter{}, day(d))
	if err != nil || len(list.Back) != 1 {
		t.Fatalf("%+v, %v", list.Back, err)
	}
	if b := list.Back[0]; b.By != "Tomasz Wieczorek" || b.Answer != "" || b.Stands || b.Field != "member_number" {
		t.Errorf("it came back as %+v", b)
	}
	if err := s.Seen(t.Context(), kwame, nadia, list.Back[0].ID); err != nil {
		t.Fatal(err)
	}
	if list, err = w.OpenWorklist(t.Context(), kwame, worklist.Filter{}, day(d)); err != nil || len(list.Back) != 0 {
		t.Errorf("once seen: %+v, %v", list.Back, err)
	}
}

func TestAQuestionIsAnsweredInWordsAndTheRowStays(t *testing.T) {
	d, w, s, row := held(t)
	q, err := s.Ask(t.Context(), kwame, nadia, row.ID, worklist.Asking{To: "front_desk", Words: "Is it the new card?"})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Ask(t.Context(), manager, nadia, row.ID, worklist.Asking{To: "3"}); fault.KindOf(err) != fault.Conflict {
		t.Errorf("asked twice: %v", err)
	}
	if err := s.Answer(t.Context(), okafor, nadia, q, worklist.Answering{Answer: "Yes"}); fault.KindOf(err) != fault.Forbidden {
		t.Errorf("answered by whom nobody asked: %v", err)
	}
	if err := s.Answer(t.Context(), desk, nadia, q, worklist.Answering{Answer: "She brings it on Friday."}); err != nil {
		t.Fatal(err)
	}
	if err := s.Answer(t.Context(), desk, nadia, q, worklist.Answering{Answer: "Again"}); fault.KindOf(err) != fault.Conflict {
		t.Errorf("answered twice: %v", err)
	}
	list, err := w.OpenWorklist(t.Context(), kwame, worklist.Filter{Kind: "claim_detail"}, day(d))
	if err != nil || len(list.Rows) == 0 || len(list.Back) != 1 || list.Back[0].Answer != "She brings it on Friday." || !list.Back[0].Stands {
		t.Fatalf("%+v, %v", list.Back, err)
	}
	if a := list.Rows[0].Question; a == nil || a.Answer != "She brings it on Friday." || a.Answerer != "Tomasz Wieczorek" {
		t.Errorf("the row says %+v", a)
	}
	if r := rows(t, d, w, manager, worklist.Filter{Kind: "claim_detail"}); r[0].Question.Answer != "" || r[0].Question.Words != "" {
		t.Errorf("a third person reads it: %+v", r[0].Question)
	}
}

func TestAQuestionIsAskedOfSomebodyElseAndTakenBackByItsAsker(t *testing.T) {
	d, w, s, row := held(t)
	for to, why := range map[string]string{"5": "of oneself", "": "of nobody", "99": "of a stranger"} {
		if _, err := s.Ask(t.Context(), kwame, nadia, row.ID, worklist.Asking{To: to}); err == nil {
			t.Errorf("asked %s", why)
		}
	}
	q, err := s.Ask(t.Context(), kwame, nadia, row.ID, worklist.Asking{To: "4"})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.TakeBack(t.Context(), desk, nadia, q); fault.KindOf(err) != fault.NotFound {
		t.Errorf("somebody else took it back: %v", err)
	}
	if err := s.TakeBack(t.Context(), kwame, nadia, q); err != nil {
		t.Fatal(err)
	}
	if left := rows(t, d, w, manager, worklist.Filter{Turn: 4}); len(left) != 0 {
		t.Errorf("taken back, it still waits: %+v", left)
	}
}

func TestTheListIsNarrowedAndItsHeadingsAddUp(t *testing.T) {
	d, w, _, row := held(t)
	for name, c := range map[string]struct {
		f worklist.Filter
		n int
	}{
		"kind":           {worklist.Filter{Kind: "claim_detail"}, 2},
		"no such kind":   {worklist.Filter{Kind: "note_unsigned"}, 0},
		"part":           {worklist.Filter{Part: "money"}, 2},
		"other part":     {worklist.Filter{Part: "visits"}, 0},
		"location":       {worklist.Filter{Location: 1}, 2},
		"other location": {worklist.Filter{Location: 9}, 0},
		"role":           {worklist.Filter{Roles: []string{"biller"}}, 1},
		"older":          {worklist.Filter{Days: 1}, 0},
		"after":          {worklist.Filter{After: worklist.Key{Cents: row.Cents, Since: row.Since, ID: 1 << 40}}, 0},
	} {
		if got := rows(t, d, w, manager, c.f); len(got) != c.n {
			t.Errorf("%s: %d rows, want %d", name, len(got), c.n)
		}
	}
	list, err := w.OpenWorklist(t.Context(), manager, worklist.Filter{}, day(d))
	if err != nil {
		t.Fatal(err)
	}
	var lines int
	var cents int64
	for _, p := range list.Parts {
		lines, cents = lines+p.Lines, cents+p.Cents
	}
	if lines != list.Totals.Lines || cents != list.Totals.Cents || cents != row.Cents {
		t.Errorf("headings: %d lines, %d; the whole: %d lines, %d; the visit %d", lines, cents, list.Totals.Lines, list.Totals.Cents, row.Cents)
	}
}

func TestEveryRowIsOnExactlyOnePage(t *testing.T) {
	d, w := arrange(t, people, manyStuck(230))
	d.Clock.Set(dbtest.Noon.AddDate(0, 0, 40))
	for _, oldest := range []bool{false, true} {
		seen := map[id.Blocker]bool{}
		f := worklist.Filter{Oldest: oldest}
		for pages := 1; ; pages++ {
			list, err := w.OpenWorklist(t.Context(), manager, f, day(d))
			if err != nil {
				t.Fatal(err)
			}
			for _, r := range list.Rows {
				if seen[r.ID] {
					t.Fatalf("row %d is on two pages", r.ID)
				}
				seen[r.ID] = true
			}
			if list.Next.ID == 0 {
				if pages != 3 {
					t.Errorf("%d pages", pages)
				}
				break
			}
			if f.After, err = worklist.ParseKey(list.Next.String()); err != nil {
				t.Fatal(err)
			}
		}
		if len(seen) != 230 {
			t.Errorf("%d rows on all pages, oldest first %t", len(seen), oldest)
		}
	}
	for _, wrong := range []string{"x", "1.2", "1.2.3.4", "1.2.-3"} {
		if _, err := worklist.ParseKey(wrong); fault.KindOf(err) != fault.NotFound {
			t.Errorf("%q is a page: %v", wrong, err)
		}
	}
}

// manyStuck are so many overdue notes of one file, worth the same by threes.
func manyStuck(n int) string {
	return fmt.Sprintf(`
		begin;
		select begin_act('test', null, null, 'sample.load', '{10001}', true, '', '2026-05-20 15:00Z', true);
		delete from blockers;
		insert into blockers (client_id, kind, subject_id, station, fixer, owner_id, verb, since, cents, seen_at)
		select 10001, 'note_unsigned', i, 'signed', 'clinician', 1, 'visit.open', '2026-05-04 15:00Z'::timestamptz + make_interval(mins => i / 2), i / 3, clock()
		from generate_series(1, %d) i;
		commit`, n)
}
