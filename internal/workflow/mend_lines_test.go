package workflow_test

import (
	"slices"
	"strings"
	"testing"

	"charthouse/internal/access"
	"charthouse/internal/fault"
	"charthouse/internal/workflow"
	"charthouse/internal/worklist"
)

// noOutcome are two visits of this morning, at 08:00 and 09:00, of which nobody
// said how they ended.
const noOutcome = `
	begin;
	select begin_act('test', null, null, 'sample.load', '{10001,10002}', true, '', '2026-05-04 14:00Z', true);
	insert into clients (id, given, family, birth_date, opened_at) values (10002, 'Omar', 'Farouk', '1971-01-02', clock());
	insert into bookings (kind, location_id, zone, starts_local, starts_at, ends_at)
	values ('visit', 1, 'America/Chicago', '2026-05-05 02:00', '2026-05-05 07:00Z', '2026-05-05 07:30Z'),
	  ('visit', 1, 'America/Chicago', '2026-05-05 03:00', '2026-05-05 08:00Z', '2026-05-05 08:30Z');
	insert into visits (client_id, booking_id, visit_type_id, clinician_id, fee_cents, booked_at)
	values (10001, 2, 1, 1, 12000, clock()), (10002, 3, 1, 1, 12000, clock());
	commit;
	begin;
	select begin_act('test', null, null, 'sample.load', '{10001,10002}', true, '', '2026-05-05 15:10Z', true);
	select settle(10001), settle(10002);
	commit`

func chosen(list []workflow.Stuck) (out []worklist.Row) {
	for _, s := range list {
		out = append(out, worklist.Row{Client: s.ClientID, Blocker: s.ID})
	}
	return out
}

func TestManyOutcomesAreSaidAtOnceAndTheRefusedSayWhy(t *testing.T) {
	d, w, _ := overdue(t, noOutcome)
	rowsNow := chosen(rows(t, d, w, desk, worklist.Filter{}))
	if len(rowsNow) != 3 {
		t.Fatalf("%d lines", len(rowsNow))
	}
	who := desk.Posting(access.Post{Key: "once", Hash: []byte("x")})
	refused, err := w.MendLines(t.Context(), who, workflow.WereSeen, append(rowsNow, worklist.Row{Client: nadia, Blocker: 999}))
	if err != nil || len(refused) != 2 {
		t.Fatalf("%+v, %v", refused, err)
	}
	if !slices.ContainsFunc(refused, func(r worklist.Refusal) bool { return r.Blocker == 1 && strings.HasPrefix(r.Why, "The outcome") }) ||
		!slices.ContainsFunc(refused, func(r worklist.Refusal) bool { return r.Blocker == 999 && strings.HasPrefix(r.Why, "It has left") }) {
		t.Errorf("refused: %+v", refused)
	}
	if n := ask[int](t, d, `select count(*)::int from visit_marks where kind = 'seen' and visit_id in (2, 3)`); n != 2 {
		t.Errorf("%d of two visits were marked", n)
	}
	if n := len(rows(t, d, w, desk, worklist.Filter{Kind: "visit_without_outcome"})); n != 0 {
		t.Errorf("%d lines stay", n)
	}
}

func TestAnActOnManyNeedsRowsAndAKnownFix(t *testing.T) {
	_, w, s := overdue(t)
	if _, err := w.MendLines(t.Context(), desk, workflow.WereSeen, nil); fault.KindOf(err) != fault.Invalid {
		t.Errorf("no line: %v", err)
	}
	if _, err := w.MendLines(t.Context(), desk, "burn", []worklist.Row{{Client: nadia, Blocker: 1}}); fault.KindOf(err) != fault.Invalid {
		t.Errorf("no such fix: %v", err)
	}
	if _, err := s.AssignAll(t.Context(), manager, nil, worklist.Assignment{To: "2"}); fault.KindOf(err) != fault.Invalid {
		t.Errorf("no line was given: %v", err)
	}
}

func TestManyRowsArePutOffInOneAct(t *testing.T) {
	d, w, s := overdue(t, noOutcome)
	list := chosen(rows(t, d, w, desk, worklist.Filter{}))
	before := ask[int](t, d, `select count(*)::int from trail where verb = 'blocker.pend'`)
	refused, err := s.PendAll(t.Context(), desk, append(list, worklist.Row{Client: nadia, Blocker: 999}), worklist.Pending{Until: "2026-05-08", Why: "The congress"})
	if err != nil || len(refused) != 1 || refused[0].Blocker != 999 {
		t.Fatalf("%+v, %v", refused, err)
	}
	if n := ask[int](t, d, `select count(*)::int from trail where verb = 'blocker.pend'`) - before; n != 1 {
		t.Errorf("%d acts", n)
	}
	if n := len(rows(t, d, w, desk, worklist.Filter{})); n != 0 {
		t.Errorf("%d lines stay", n)
	}
	if n := len(rows(t, d, w, desk, worklist.Filter{Pended: true})); n != 3 {
		t.Errorf("%d lines are put off", n)
	}
}

func TestARowOfAnotherFileIsNoRowOfThisOne(t *testing.T) {
	d, w, s := overdue(t, noOutcome)
	list := rows(t, d, w, desk, worklist.Filter{Kind: "visit_without_outcome"})
	other := worklist.Row{Client: nadia, Blocker: list[0].ID}
	if list[0].ClientID == nadia {
		other.Client = 10002
	}
	refused, err := w.MendLines(t.Context(), desk, workflow.WereSeen, []worklist.Row{other})
	if err != nil || len(refused) != 1 {
		t.Errorf("done through another file: %+v, %v", refused, err)
	}
	if err := s.Assign(t.Context(), manager, other.Client, other.Blocker, worklist.Assignment{To: "3"}); fault.KindOf(err) == fault.Internal {
		t.Errorf("%v", err)
	}
	if _, err := w.OpenLine(t.Context(), desk, other.Client, other.Blocker); fault.KindOf(err) != fault.NotFound {
		t.Errorf("opened in another file: %v", err)
	}
}
