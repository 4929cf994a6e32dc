package billing_test

import (
	"fmt"
	"testing"
	"time"

	"charthouse/internal/billing"
	"charthouse/internal/fault"
	"charthouse/internal/id"
)

var wrongService = billing.ReverseForm{Reason: "Wrong service"}

func (h house) reverse(t testing.TB, charge id.Charge) id.Invoice {
	t.Helper()
	made, err := h.money.ReverseCharge(t.Context(), biller, nadia, charge, wrongService)
	if err != nil {
		t.Fatal(err)
	}
	return made
}

func TestAReversedChargeIsOwedNoMoreAndItsVisitAsksForAnother(t *testing.T) {
	h := open(t)
	v := h.visit(t, nadia, false)
	h.sign(t, nadia, v)
	h.charge(t, nadia, v, 18600)
	is(t, "another invoice", fmt.Sprint(h.reverse(t, 1)), "0")
	is(t, "owed", h.owes(t), "")
	is(t, "the line", h.words(t, `select concat_ws(' ', station, charged, billed, coalesce(invoice_id, 0), charged_cents) from visit_lines`), "charged f t 0 0")
	is(t, "stuck", h.words(t, `select kind || ' ' || cents from blockers where cleared_at is null`), "signed_uncharged 18600")
	is(t, "the invoice", h.words(t, `select voided_by || ' ' || voided_why from invoices`), "2 A charge on it was reversed: Wrong service")
	if err := h.money.ChargeByHand(t.Context(), biller, nadia, v, billing.ChargeForm{Service: []string{"2"}}); err != nil {
		t.Fatal(err)
	}
	is(t, "charged again", h.owes(t), "1: 9400/0")
	is(t, "the line", h.words(t, `select concat_ws(' ', station, charged_cents, invoice_id) from visit_lines`), "paid 9400 1002")
	is(t, "stuck", h.words(t, `select kind from blockers where cleared_at is null`), "")
}

func TestAReversedChargeLeavesItsInvoiceToTheRest(t *testing.T) {
	h := open(t)
	v := h.visit(t, nadia, false)
	h.sign(t, nadia, v)
	h.charge(t, nadia, v, 18600, 9400)
	h.pay(t, "1", "200")
	h.Clock.Set(h.Clock.Now().Add(24 * time.Hour))
	if made := h.reverse(t, 2); made != 1002 {
		t.Errorf("the rest is on invoice %d", made)
	}
	is(t, "the old one", sums(h.bill(t, 1001)), "total 28000 paid 20000 due 0")
	is(t, "the new one", sums(h.bill(t, 1002)), "total 18600 paid 18600 due 0")
	is(t, "what was paid is credit", h.owes(t), "credit 1400")
	is(t, "the line", h.words(t, `select concat_ws(' ', coalesce(station, 'ended'), charged_cents, invoice_id) from visit_lines`), "ended 18600 1002")
}

func TestWhatWasPaidOfAReversedChargeIsCreditAgainAndCanBeTakenBack(t *testing.T) {
	h := open(t)
	h.charge(t, nadia, h.visit(t, nadia, false), 5000)
	p := h.pay(t, "1", "70")
	h.reverse(t, 1)
	is(t, "all of it is credit", h.owes(t), "credit 7000")
	is(t, "the measures", h.words(t, moved), "0 0 0 0")
	h.charge(t, nadia, h.visit(t, nadia, false), 6000)
	is(t, "the next charge uses it", h.owes(t), "credit 1000")
	if err := h.money.ReversePayment(t.Context(), biller, nadia, p, billing.ReverseForm{Reason: "Card refused"}); err != nil {
		t.Fatal(err)
	}
	is(t, "nothing of the refused card is left", h.owes(t), "2: 6000/0")
}

func TestAReversedChargeOfAnInsuredVisitAsksThePayerForNothing(t *testing.T) {
	h := open(t)
	v := h.visit(t, nadia, true)
	h.sign(t, nadia, v)
	h.charge(t, nadia, v, 18600, 9400)
	h.pay(t, "1", "25")
	h.reverse(t, 1)
	is(t, "the copay is credit", h.owes(t), "1: 0/9400, credit 2500")
	if c := h.claim(t); c.Total() != 9400 || c.Open != 9400 {
		t.Errorf("the claim asks for %d of %d", c.Open, c.Total())
	}
	if err := h.money.ChargeByHand(t.Context(), biller, nadia, v, billing.ChargeForm{Service: []string{"1"}}); err != nil {
		t.Fatal(err)
	}
	is(t, "the copay stays one", h.owes(t), "1: 0/25500")
}

func TestAChargeIsReversedOnceByBillingWithAReason(t *testing.T) {
	h := open(t)
	h.charge(t, nadia, h.visit(t, nadia, false), 18600)
	if _, err := h.money.ReverseCharge(t.Context(), desk, nadia, 1, wrongService); fault.KindOf(err) != fault.Forbidden {
		t.Errorf("the desk reversed: %v", err)
	}
	if _, err := h.money.ReverseCharge(t.Context(), biller, nadia, 1, billing.ReverseForm{}); fault.KindOf(err) != fault.Invalid {
		t.Errorf("without a reason: %v", err)
	}
	if _, err := h.money.ReverseCharge(t.Context(), biller, nadia+1, 1, wrongService); fault.KindOf(err) != fault.NotFound {
		t.Errorf("through another file: %v", err)
	}
	h.reverse(t, 1)
	if _, err := h.money.ReverseCharge(t.Context(), biller, nadia, 1, wrongService); fault.KindOf(err) != fault.Conflict {
		t.Errorf("reversed twice: %v", err)
	}
	k, err := h.money.OpenCharge(t.Context(), desk, nadia, 1)
	if err != nil || k.ReversedBy != "Kwame Mensah" || k.ReversedWhy != "Wrong service" || len(k.Moves) != 2 {
		t.Errorf("%+v, %v", k, err)
	}
}

func TestAReversedChargeStandsOnTheStatementWithWhoAndWhy(t *testing.T) {
	h := open(t)
	h.charge(t, nadia, h.visit(t, nadia, false), 5000)
	h.pay(t, "1", "20")
	h.reverse(t, 1)
	a, err := h.money.OpenAccount(t.Context(), desk, nadia, 0)
	if err != nil {
		t.Fatal(err)
	}
	m := a.Movements[0]
	is(t, "the movement", fmt.Sprint(m.Kind, " ", m.Reverses, " ", m.What, " ", m.Memo, " ", m.By, " ", m.Cents, " ", m.Used, " ", m.Balance, " ", m.ChargeID),
		"reversal charge 99214 Visit, moderate Wrong service Kwame Mensah -5000 2000 -2000 1")
	if !a.Movements[2].Reversed {
		t.Error("the charge does not say that it was reversed")
	}
}
