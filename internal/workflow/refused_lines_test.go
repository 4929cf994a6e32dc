package workflow_test

import (
	"slices"
	"strings"
	"testing"

	"charthouse/internal/db/dbtest"
	"charthouse/internal/fault"
	"charthouse/internal/worklist"
)

// shutNadia restricts Nadia Haddad's file to its clinicians.
const shutNadia = `
	begin;
	select begin_act('test', null, null, 'client.restrict', '{10001}', true, '', '2026-05-05 15:20Z', true);
	insert into restrictions (client_id, reason, restricted_at) values (10001, 'Works here', clock());
	commit`

func why(refused []worklist.Refusal, b worklist.Row) string {
	for _, r := range refused {
		if r.Row == b {
			return r.Why
		}
	}
	return ""
}

func TestOneShutFileHoldsUpNoOtherLine(t *testing.T) {
	d, w, s := overdue(t, noOutcome)
	chosen := chosen(rows(t, d, w, desk, worklist.Filter{Kind: "visit_without_outcome"}))
	if _, err := d.Owner.Exec(t.Context(), shutNadia); err != nil {
		t.Fatal(err)
	}
	d.Clock.Set(dbtest.Noon.AddDate(0, 0, 2))
	shut := slices.IndexFunc(chosen, func(r worklist.Row) bool { return r.Client == nadia })
	for act, do := range map[string]func() ([]worklist.Refusal, error){
		"given": func() ([]worklist.Refusal, error) {
			return s.AssignAll(t.Context(), manager, chosen, worklist.Assignment{To: "3"})
		},
		"put off": func() ([]worklist.Refusal, error) {
			return s.PendAll(t.Context(), desk, chosen, worklist.Pending{Until: "2026-05-20", Why: "Later"})
		},
	} {
		refused, err := do()
		if err != nil || len(refused) != 1 || !strings.Contains(why(refused, chosen[shut]), "restricted and does not open to you") {
			t.Errorf("%s: %+v, %v", act, refused, err)
		}
	}
	if n := ask[int](t, d, `select count(*)::int from blockers where assigned_to = 3 and pended_until is not null`); n != 1 {
		t.Errorf("%d of the other lines were given and put off", n)
	}
	called, err := s.Called(t.Context(), desk, chosen)
	if c := called[chosen[shut].Blocker]; err != nil || c.Name != "Restricted file" || c.Kind != "visit_without_outcome" {
		t.Errorf("called %+v, %v", c, err)
	}
}

func TestTakingOverNamesWhatCannotChangeHands(t *testing.T) {
	d, w, s := overdue(t, noOutcome)
	all := chosen(rows(t, d, w, manager, worklist.Filter{}))
	if _, err := d.Owner.Exec(t.Context(), `
		begin;
		select begin_act('test', null, null, 'sample.load', '{10001,10002}', true, '', '2026-05-05 15:15Z', true);
		update blockers set assigned_to = 1;
		commit`); err != nil {
		t.Fatal(err)
	}
	n, refused, err := s.TakeOver(t.Context(), manager, 1, worklist.Assignment{To: "3"})
	if err != nil || n != len(all) || len(refused) != 1 {
		t.Fatalf("%d, %+v, %v", n, refused, err)
	}
	called, err := s.Called(t.Context(), manager, []worklist.Row{refused[0].Row})
	if c := called[refused[0].Blocker]; err != nil || c.Kind != "note_unsigned" || !strings.Contains(refused[0].Why, "role Clinician to mend, which Tomasz Wieczorek cannot") {
		t.Errorf("%+v stays because: %s, %v", c, refused[0].Why, err)
	}
	if _, err := d.Owner.Exec(t.Context(), shutNadia); err != nil {
		t.Fatal(err)
	}
	d.Clock.Set(dbtest.Noon.AddDate(0, 0, 2))
	_, refused, err = s.TakeOver(t.Context(), manager, 3, worklist.Assignment{To: "4"})
	if err != nil || len(refused) != 1 || !strings.Contains(refused[0].Why, "does not open to you") {
		t.Errorf("of a shut file: %+v, %v", refused, err)
	}
}

func TestALineIsNotGivenToWhomItsFileIsShut(t *testing.T) {
	d, w, s := overdue(t, noOutcome)
	list := rows(t, d, w, desk, worklist.Filter{Kind: "visit_without_outcome"})
	at := slices.IndexFunc(chosen(list), func(r worklist.Row) bool { return r.Client == nadia })
	if _, err := d.Owner.Exec(t.Context(), shutNadia+`;
		begin;
		select begin_act('test', null, null, 'client.restrict', '{10001}', true, '', '2026-05-05 15:21Z', true);
		insert into care_team (client_id, staff_id, added_at) values (10001, 4, clock());
		commit`); err != nil {
		t.Fatal(err)
	}
	d.Clock.Set(dbtest.Noon.AddDate(0, 0, 2))
	err := s.Assign(t.Context(), manager, nadia, list[at].ID, worklist.Assignment{To: "3"})
	if fault.KindOf(err) != fault.Conflict || !strings.Contains(err.Error(), "does not open to Tomasz Wieczorek") {
		t.Errorf("given to whom it is shut: %v", err)
	}
}
