package workflow_test

import (
	"testing"

	"charthouse/internal/access"
	"charthouse/internal/billing"
	"charthouse/internal/clients"
	"charthouse/internal/db/dbtest"
	"charthouse/internal/fault"
	"charthouse/internal/id"
	"charthouse/internal/scheduling"
)

var mensah = access.StaffMember(4, "Kwame Mensah", access.Biller)

// deskPeople are what the cast lacks for coverages: another payer and
// the two who work with them.
const deskPeople = `
	begin;
	select begin_act('test', null, null, 'sample.load', '{10001}', true, '', '2026-05-04 15:00Z', true);
	insert into staff (name, email, npi) values ('Tomasz Wieczorek', 'tomasz@kestrel.example', ''), ('Kwame Mensah', 'kwame@kestrel.example', '');
	update staff set npi = '1234567893' where id = 1;
	insert into payers (name) values ('Northlake Health');
	commit`

func payerOf(t *testing.T, d *dbtest.Database) string {
	t.Helper()
	return ask[string](t, d, `
		select coalesce(p.name, 'self') from visits v
		left join coverages c on c.client_id = v.client_id and c.id = v.coverage_id
		left join payers p on p.id = c.payer_id`)
}

func TestACoverageThatIsHeardOfAfterBookingPaysForTheVisit(t *testing.T) {
	d, w := arrange(t, deskPeople)
	if _, err := w.AddCoverage(t.Context(), desk, nadia, clients.CoverageForm{Payer: "1", MemberNumber: "LM 402", Copay: "25"}); err != nil {
		t.Fatal(err)
	}
	if got := payerOf(t, d); got != "Larkfield Mutual" {
		t.Fatalf("%s pays", got)
	}
	if err := w.SignNote(t.Context(), okafor, nadia, note); err != nil {
		t.Fatal(err)
	}
	got := ask[string](t, d, `select concat_ws(' ', client_cents, payer_cents, claim_id is not null, invoice_id is not null) from visit_lines`)
	if got != "2500 34900 t f" {
		t.Errorf("the line says %q", got)
	}
}

func TestAnEndedCoverageLeavesTheVisitsThatAreNotCharged(t *testing.T) {
	d, w := arrange(t, deskPeople)
	first, err := w.AddCoverage(t.Context(), desk, nadia, clients.CoverageForm{Payer: "1"})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.AddCoverage(t.Context(), desk, nadia, clients.CoverageForm{Payer: "2", Rank: "2"}); err != nil {
		t.Fatal(err)
	}
	for _, step := range []struct {
		do   func() error
		pays string
	}{
		{func() error { return w.EndCoverage(t.Context(), desk, nadia, first) }, "Northlake Health"},
		{func() error { return w.RestoreCoverage(t.Context(), desk, nadia, first) }, "Larkfield Mutual"},
		{func() error {
			return w.EditCoverage(t.Context(), desk, nadia, first, clients.CoverageForm{Payer: "1", EndsOn: "2024-12-31", Version: 1})
		}, "Northlake Health"},
	} {
		if err := step.do(); err != nil {
			t.Fatal(err)
		}
		if got := payerOf(t, d); got != step.pays {
			t.Errorf("%s pays, not %s", got, step.pays)
		}
	}
}

func TestWhoWasChosenToPayStaysChosen(t *testing.T) {
	d, w := arrange(t, deskPeople)
	if err := w.ChoosePayer(t.Context(), desk, nadia, 1, scheduling.SelfPay); err != nil {
		t.Fatal(err)
	}
	coverage, err := w.AddCoverage(t.Context(), desk, nadia, clients.CoverageForm{Payer: "1"})
	if err != nil {
		t.Fatal(err)
	}
	if got := payerOf(t, d); got != "self" {
		t.Errorf("%s pays for a visit that the patient wants to pay", got)
	}
	if err := w.ChoosePayer(t.Context(), desk, nadia, 1, ""); err != nil {
		t.Fatal(err)
	}
	if got := payerOf(t, d); got != "Larkfield Mutual" {
		t.Errorf("following the file again, %s pays", got)
	}
	if err := w.EditCoverage(t.Context(), desk, nadia, coverage, clients.CoverageForm{Payer: "1", EndsOn: "2024-12-31", Version: 1}); err != nil {
		t.Fatal(err)
	}
	if err := w.ChoosePayer(t.Context(), desk, nadia, 1, coverage.String()); fault.KindOf(err) != fault.Invalid {
		t.Errorf("a coverage that ended before the visit: %v", err)
	}
	if err := w.ChoosePayer(t.Context(), okafor, nadia, 1, ""); fault.KindOf(err) != fault.Forbidden {
		t.Errorf("a clinician chose: %v", err)
	}
}

func TestAClaimTurnsToAnotherCoverageUntilItIsAnswered(t *testing.T) {
	d, w := arrange(t, deskPeople)
	if _, err := w.AddCoverage(t.Context(), desk, nadia, clients.CoverageForm{Payer: "1", MemberNumber: "LM 402"}); err != nil {
		t.Fatal(err)
	}
	if err := w.SignNote(t.Context(), okafor, nadia, note); err != nil {
		t.Fatal(err)
	}
	other, err := w.AddCoverage(t.Context(), desk, nadia, clients.CoverageForm{Payer: "2", Rank: "2"})
	if err != nil {
		t.Fatal(err)
	}
	if got := payerOf(t, d); got != "Larkfield Mutual" {
		t.Errorf("a charged visit is paid by %s", got)
	}
	if err := w.ChoosePayer(t.Context(), desk, nadia, 1, other.String()); fault.KindOf(err) != fault.Conflict {
		t.Errorf("a choice for a charged visit: %v", err)
	}
	claim := id.Claim(ask[int64](t, d, `select id from claims`))
	if err := w.BillAnother(t.Context(), mensah, nadia, claim, other); err != nil {
		t.Fatal(err)
	}
	got := ask[string](t, d, `select string_agg(field, ' ' order by field) from blockers where kind = 'claim_detail' and cleared_at is null`)
	if payerOf(t, d) != "Northlake Health" || got != "member_number" {
		t.Errorf("%s is asked, and the claim lacks %q", payerOf(t, d), got)
	}
	if _, err := billing.New(d.DB).TakePayerPayment(t.Context(), mensah, nadia, claim, billing.PayerPaymentForm{Paid: "374.00", Method: "transfer"}); err != nil {
		t.Fatal(err)
	}
	if err := w.BillAnother(t.Context(), mensah, nadia, claim, 1); fault.KindOf(err) != fault.Conflict {
		t.Errorf("an answered claim was turned: %v", err)
	}
	if err := w.BillAnother(t.Context(), desk, nadia, claim, 1); fault.KindOf(err) != fault.Forbidden {
		t.Errorf("the desk turned a claim: %v", err)
	}
}
