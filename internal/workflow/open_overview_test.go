package workflow_test

import (
	"testing"
	"time"

	"charthouse/internal/access"
	"charthouse/internal/civil"
	"charthouse/internal/worklist"
)

// stuckAlong has lines at several stations: one given to a colleague, one put off,
// one that only clinicians may see, and one at a station that holds no visit up.
const stuckAlong = `
	set session_replication_role = replica;
	delete from blockers;
	insert into blockers (client_id, visit_id, kind, subject_id, field, station, fixer, owner_id, assigned_to, verb, since, seen_at, cents, pended_until) values
	  (10001, 1, 'note_unsigned', 1, '', 'signed', 'clinician', 1, null, 'visit.open', clock(), clock(), 18600, null),
	  (10001, 1, 'note_unsigned', 2, '', 'signed', 'clinician', 1, 2, 'visit.open', clock(), clock(), 0, null),
	  (10001, 1, 'note_unsigned', 3, '', 'signed', 'clinician', 1, null, 'visit.open', clock(), clock(), 0, '2026-06-01'),
	  (10001, 1, 'note_unsigned', 4, '', 'signed', 'clinician', 2, null, 'visit.open', clock(), clock(), 0, null),
	  (10001, 1, 'form_unreviewed_clinical', 1, '', 'seen', 'clinician', 1, null, 'packet.review_clinical', clock(), clock(), 0, null),
	  (10001, 1, 'arrived_waiting', 1, '', 'seen', 'front_desk', null, null, 'visit.open', clock(), clock(), 0, null),
	  (10001, 1, 'invoice_overdue', 1, '', 'paid', 'biller', null, null, 'account.open', clock(), clock(), 9400, null),
	  (10001, null, 'credit_unapplied', 1, '', 'paid', 'biller', null, null, 'account.open', clock(), clock(), 5000, null);
	set session_replication_role = origin`

func TestARedCountOfTheLineHasJustItsRowsOnTheWorklist(t *testing.T) {
	d, w, _ := overdue(t, stuckAlong)
	both := access.StaffMember(6, "Oda Berg", access.Owner|access.Clinician)
	for _, c := range []struct {
		who  access.Actor
		want map[string][2]int // by station: lines, and those listed
	}{
		{manager, map[string][2]int{"seen": {2, 1}, "signed": {3, 3}, "paid": {1, 1}}},
		{boss, map[string][2]int{"seen": {2, 1}, "signed": {3, 3}, "paid": {1, 1}}},
		{both, map[string][2]int{"seen": {2, 2}, "signed": {3, 3}, "paid": {1, 0}}},
	} {
		o, err := w.OpenOverview(t.Context(), c.who, civil.New(2026, 5, 4), time.UTC)
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range o.Week.Stations {
			if got := [2]int{s.Lines, s.Listed}; got != c.want[s.Name] {
				t.Errorf("%s counts %v at %s; want %v", c.who.Name(), got, s.Name, c.want[s.Name])
			}
			if n := len(rows(t, d, w, c.who, worklist.Filter{Station: s.Name})); n != s.Listed {
				t.Errorf("%s: the worklist has %d rows at %s; the count says %d", c.who.Name(), n, s.Name, s.Listed)
			}
		}
	}
}

// What is held up is the practice's, whether or not whoever looks may see a line of it.
func TestTheSentenceOfTheOverviewIsTheSameForAll(t *testing.T) {
	_, w, _ := overdue(t, stuckAlong)
	for _, who := range []access.Actor{manager, boss, access.StaffMember(6, "Oda Berg", access.Owner), access.StaffMember(6, "Oda Berg", access.Owner|access.Clinician)} {
		o, err := w.OpenOverview(t.Context(), who, civil.New(2026, 5, 4), time.UTC)
		if err != nil {
			t.Fatal(err)
		}
		if o.Held.Visits != 1 || o.Held.Cents == 0 || o.Held.Cents < o.Totals.Cents {
			t.Errorf("to %s, who sees %d cents, %d cents of %d visits are held up", who.Roles().Names(), o.Totals.Cents, o.Held.Cents, o.Held.Visits)
		}
	}
}

func TestLateNotesOfAClinicianHaveTheirRowsOnTheWorklist(t *testing.T) {
	d, w, _ := overdue(t, stuckAlong)
	away(t, d, "1", "2")
	o, err := w.OpenOverview(t.Context(), manager, civil.New(2026, 5, 4), time.UTC)
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]int{"Dr Amara Okafor": 2, "Dr Nils Lindqvist": 1}
	for _, k := range o.Turnarounds {
		got := rows(t, d, w, manager, worklist.Filter{Kind: "note_unsigned", Of: k.StaffID})
		if k.Late != want[k.Clinician] || k.Listed != k.Late || len(got) != k.Late {
			t.Errorf("%s: %d late, %d listed, %d rows; want %d", k.Clinician, k.Late, k.Listed, len(got), want[k.Clinician])
		}
	}
	if len(o.Turnarounds) != 2 {
		t.Errorf("%d clinicians", len(o.Turnarounds))
	}
}
