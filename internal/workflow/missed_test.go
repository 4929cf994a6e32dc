package workflow_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"charthouse/internal/access"
	"charthouse/internal/billing"
	"charthouse/internal/db/dbtest"
	"charthouse/internal/fault"
	"charthouse/internal/id"
	"charthouse/internal/scheduling"
)

// missing is a practice that asks 50.00 for a no-show, and for cancelling within a day.
// Nadia has a visit on Thursday the 7th at 14:00 UTC, besides the one of today.
func missing(t *testing.T, policy string) doors {
	d, w := arrange(t, `begin; select begin_act('test', null, null, 'sample.load', '{10001}', true, '', '2026-05-04 15:00Z', true);`+staffed+coming+`
		insert into services (code, label, cents) values ('MISSED', 'Missed visit', 5000);
		delete from visit_marks;
		update visit_types set no_show_service_id = (select id from services where code = 'MISSED'), late_service_id = (select id from services where code = 'MISSED') `+policy+`;
		select settle(10001); commit`)
	return doorsOf(t, d, w)
}

func (d doors) owes() string {
	d.t.Helper()
	return ask[string](d.t, d.d, `select concat_ws(' ', coalesce(sum(l.cents), 0),
		(select count(*) from charges where code = 'MISSED'), (select count(*) from invoices where voided_at is null), (select count(*) from claims))
		from lines l where l.account = 'client_receivable'`)
}

func (d doors) miss(visit int64) (billing.MissedFee, error) {
	return d.flow.MarkVisit(d.t.Context(), desk, nadia, id.Visit(visit), scheduling.Mark{Kind: scheduling.MarkNoShow})
}

func TestWhoDoesNotComePaysWhatTheKindOfVisitSaysOnce(t *testing.T) {
	d := missing(t, "")
	d.d.Clock.Set(start)
	f, err := d.miss(2)
	if err != nil || f.Cents != 5000 {
		t.Fatalf("%+v, %v", f, err)
	}
	if got := d.owes(); got != "5000 1 1 0" {
		t.Errorf("owed, charges, invoices, claims: %s", got)
	}
	if _, err := d.miss(2); fault.KindOf(err) != fault.Conflict {
		t.Errorf("missed twice: %v", err)
	}
	if got := d.owes(); got != "5000 1 1 0" {
		t.Errorf("after the second time: %s", got)
	}
}

func TestAnInsuredVisitThatWasMissedIsChargedToThePersonAlone(t *testing.T) {
	d := missing(t, "")
	if _, err := d.d.Owner.Exec(t.Context(), `begin; select begin_act('test', null, null, 'sample.load', '{10001}', true, '', '2026-05-04 15:00Z', true);`+insured+` commit`); err != nil {
		t.Fatal(err)
	}
	d.d.Clock.Set(start)
	if _, err := d.miss(2); err != nil {
		t.Fatal(err)
	}
	if got := d.owes(); got != "5000 1 1 0" {
		t.Errorf("owed, charges, invoices, claims: %s", got)
	}
	if got := ask[int64](t, d.d, `select coalesce(sum(cents), 0)::bigint from lines where account = 'payer_receivable'`); got != 0 {
		t.Errorf("the payer is asked for %d", got)
	}
}

func TestTheFirstMissedVisitCostsNothingWhereThePracticeSaysSo(t *testing.T) {
	d := missing(t, ", first_missed_free = true")
	d.d.Clock.Set(start)
	f, err := d.miss(1)
	if err != nil || !f.First || d.owes() != "0 0 0 0" {
		t.Fatalf("the first: %+v, %v, %s", f, err, d.owes())
	}
	if f, err := d.miss(2); err != nil || f.Cents != 5000 {
		t.Errorf("the second: %+v, %v", f, err)
	}
}

func TestANoShowThatIsTakenBackTakesItsChargeBack(t *testing.T) {
	d := missing(t, "")
	d.d.Clock.Set(start)
	for range 2 { // and it can be said again
		if _, err := d.miss(2); err != nil {
			t.Fatal(err)
		}
		if err := d.flow.UnmarkVisit(t.Context(), desk, nadia, 2, scheduling.MarkNoShow); err != nil {
			t.Fatal(err)
		}
		if got := strings.Fields(d.owes()); got[0] != "0" || got[2] != "0" {
			t.Errorf("owed, charges, invoices, claims: %v", got)
		}
		d.d.Clock.Move(time.Minute)
	}
}

func TestAChargeForAMissedVisitThatWasReversedStaysReversed(t *testing.T) {
	d := missing(t, "")
	d.d.Clock.Set(start)
	if _, err := d.miss(2); err != nil {
		t.Fatal(err)
	}
	if _, err := d.money.ReverseCharge(t.Context(), biller2, nadia, 1, billing.ReverseForm{Reason: "Was ill"}); err != nil {
		t.Fatal(err)
	}
	if err := d.flow.UnmarkVisit(t.Context(), desk, nadia, 2, scheduling.MarkNoShow); err != nil {
		t.Fatal(err)
	}
	if got := strings.Fields(d.owes()); got[0] != "0" || got[1] != "1" {
		t.Errorf("owed, charges, invoices, claims: %v", got)
	}
}

// biller2 is who reverses charges.
var biller2 = access.StaffMember(3, "Ingrid Solheim", access.Biller)

func TestCancellingLateIsChargedWhereItIsAskedForAndTakenBackWithTheCancellation(t *testing.T) {
	d := missing(t, "")
	d.d.Clock.Set(start.Add(-72 * time.Hour))
	if _, err := d.flow.CancelLate(t.Context(), desk, nadia, 2, "Asked for another day"); fault.KindOf(err) != fault.Conflict || d.owes() != "0 0 0 0" {
		t.Fatalf("three days ahead: %v, %s", err, d.owes())
	}
	d.d.Clock.Set(start.Add(-20 * time.Hour))
	if err := d.flow.CancelVisit(t.Context(), desk, nadia, 2, "The clinician is ill"); err != nil || d.owes() != "0 0 0 0" {
		t.Fatalf("without the charge: %v, %s", err, d.owes())
	}
	if err := d.flow.UncancelVisit(t.Context(), desk, nadia, 2); err != nil {
		t.Fatal(err)
	}
	f, err := d.flow.CancelLate(t.Context(), desk, nadia, 2, "Asked for another day")
	if err != nil || f.Cents != 5000 || d.owes() != "5000 1 1 0" {
		t.Fatalf("late: %+v, %v, %s", f, err, d.owes())
	}
	if err := d.flow.UncancelVisit(t.Context(), desk, nadia, 2); err != nil || strings.Fields(d.owes())[0] != "0" {
		t.Errorf("taken back: %v, %s", err, d.owes())
	}
}

func TestWithoutAPolicyNothingIsChargedForAMissedVisit(t *testing.T) {
	d := missing(t, "; update visit_types set no_show_service_id = null, late_service_id = null")
	d.d.Clock.Set(start)
	if f, err := d.miss(2); err != nil || f != (billing.MissedFee{}) || d.owes() != "0 0 0 0" {
		t.Errorf("%+v, %v, %s", f, err, d.owes())
	}
}

// again says what stands of coming again.
func (d doors) again() string {
	d.t.Helper()
	if err := d.due(); err != nil {
		d.t.Fatal(err)
	}
	return ask[string](d.t, d.d, `select coalesce(string_agg(kind || ' ' || visit_id, ', ' order by kind, visit_id), '') from blockers where kind in ('missed_unbooked', 'recall_due') and cleared_at is null`)
}

func TestAMissedVisitAsksForAnotherUntilOneIsBookedOrSaidWhyNot(t *testing.T) {
	d := missing(t, "")
	d.d.Clock.Set(start)
	if _, err := d.miss(1); err != nil {
		t.Fatal(err)
	}
	if got := d.again(); got != "" {
		t.Errorf("another visit is booked, and %s stands", got)
	}
	if err := d.flow.CancelVisit(t.Context(), desk, nadia, 2, "Asked for another day"); err != nil {
		t.Fatal(err)
	}
	if got := d.again(); got != "missed_unbooked 1" {
		t.Errorf("the other one is cancelled, and %q stands", got)
	}
	if err := d.day.EndAgain(t.Context(), desk, nadia, 1, scheduling.EndAgainForm{}); fault.KindOf(err) != fault.Invalid {
		t.Errorf("ended without a reason: %v", err)
	}
	if err := d.day.EndAgain(t.Context(), desk, nadia, 1, scheduling.EndAgainForm{Why: "Does not want to"}); err != nil || d.again() != "" {
		t.Errorf("ended: %v, %s", err, d.again())
	}
	if err := d.day.ResumeAgain(t.Context(), desk, nadia, 1); err != nil || d.again() != "missed_unbooked 1" {
		t.Errorf("asked again: %v, %s", err, d.again())
	}
	d.d.Clock.Move(61 * 24 * time.Hour)
	if got := d.again(); got != "" {
		t.Errorf("two months later %s stands", got)
	}
}

func TestARecallIsDueByRuleUnlessOneIsBookedOrItWasSaidOtherwise(t *testing.T) {
	d := missing(t, ", recall_months = 6")
	d.d.Clock.Set(start.Add(30 * time.Minute))
	for _, visit := range []int64{1, 2} {
		if err := d.day.Mark(t.Context(), desk, nadia, id.Visit(visit), scheduling.Mark{Kind: scheduling.MarkSeen}); err != nil {
			t.Fatal(err)
		}
	}
	at := func(day string) string {
		on, err := time.Parse(time.DateOnly, day)
		if err != nil {
			t.Fatal(err)
		}
		d.d.Clock.Set(on.Add(12 * time.Hour))
		return d.again()
	}
	if got := at("2026-11-06"); got != "" {
		t.Errorf("a day early %s stands", got)
	}
	if got := at("2026-11-07"); got != "recall_due 2" {
		t.Errorf("%q stands: the last visit counts, and no other", got)
	}
	for typed, want := range map[string]string{"3": "recall_due 2", "12": "", "": ""} {
		if err := d.day.ComeAgain(t.Context(), desk, nadia, 2, scheduling.AgainForm{Months: typed}); err != nil {
			t.Fatal(err)
		}
		if got := d.again(); got != want {
			t.Errorf("said %q months: %q stands; want %q", typed, got, want)
		}
	}
	if err := d.day.ComeAgain(t.Context(), desk, nadia, 2, scheduling.AgainForm{Months: "-1"}); fault.KindOf(err) != fault.Invalid {
		t.Errorf("less than no months: %v", err)
	}
	if err := d.day.ComeAgain(t.Context(), desk, nadia, 2, scheduling.AgainForm{Months: "6"}); err != nil {
		t.Fatal(err)
	}
	made, err := d.flow.BookVisit(t.Context(), desk, nadia, scheduling.Wish{Clinician: "1", VisitType: "1", Location: "1", Place: "none", Day: "2026-11-20", Start: "10:00", Anyway: true})
	if err != nil || d.again() != "" {
		t.Fatalf("one is booked: %v, %s", err, d.again())
	}
	if err := d.flow.CancelVisit(t.Context(), desk, nadia, made, "Asked for another day"); err != nil || d.again() != "recall_due 2" {
		t.Errorf("it is cancelled: %v, %s", err, d.again())
	}
	a, err := d.day.Again(t.Context(), desk, nadia, 2)
	if err != nil || fmt.Sprint(a.Due) != "2026-11-07" || *a.Months != 6 || a.Line.Client == "" {
		t.Errorf("the page says %+v, %v", a, err)
	}
}

func TestWhoComesToTheSameClinicianAroundTheTimeIsNotRecalled(t *testing.T) {
	d := missing(t, ", recall_months = 6; insert into visit_types (name, minutes) values ('Wound care', 15)")
	d.d.Clock.Set(start.Add(30 * time.Minute))
	for _, visit := range []id.Visit{1, 2} {
		if err := d.day.Mark(t.Context(), desk, nadia, visit, scheduling.Mark{Kind: scheduling.MarkSeen}); err != nil {
			t.Fatal(err)
		}
	}
	other := ask[string](t, d.d, `select id::text from visit_types where name = 'Wound care'`)
	book := func(day string) id.Visit {
		v, err := d.flow.BookVisit(t.Context(), desk, nadia, scheduling.Wish{Clinician: "1", VisitType: other, Location: "1", Place: "none", Day: day, Start: "10:00", Anyway: true})
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	book("2026-09-14")
	d.d.Clock.Set(time.Date(2026, 11, 7, 12, 0, 0, 0, time.UTC))
	if got := d.again(); got != "recall_due 2" {
		t.Errorf("after another kind of visit two months ago %q stands", got)
	}
	made := book("2026-11-20")
	if got := d.again(); got != "" {
		t.Errorf("they come to the same clinician in two weeks, and %s stands", got)
	}
	if err := d.flow.CancelVisit(t.Context(), desk, nadia, made, "Asked for another day"); err != nil || d.again() != "recall_due 2" {
		t.Errorf("it is cancelled: %v, %s", err, d.again())
	}
}

// followed is a practice whose Dr Okafor has a calendar elsewhere read, in which a visit
// is booked.
func followed(t *testing.T) *dbtest.Database {
	d := missing(t, "")
	if err := d.flow.FollowBusy(t.Context(), okafor, scheduling.BusyForm{URL: "https://calendar.example/secret.ics"}); err != nil {
		t.Fatal(err)
	}
	d.d.Clock.Move(time.Minute)
	return d.d
}
