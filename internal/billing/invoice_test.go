package billing_test

import (
	"fmt"
	"testing"
	"time"

	"charthouse/internal/billing"
	"charthouse/internal/civil"
	"charthouse/internal/fault"
	"charthouse/internal/id"
)

func (h house) bill(t testing.TB, invoice id.Invoice) billing.Bill {
	t.Helper()
	b, err := h.money.OpenInvoice(t.Context(), desk, nadia, invoice)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func sums(b billing.Bill) string {
	return fmt.Sprintf("total %d paid %d due %d", b.Total(), b.Paid(), b.Due())
}

func TestAnInvoiceAddsUpWhatWasAskedPaidAndReversed(t *testing.T) {
	h := open(t)
	h.charge(t, nadia, h.visit(t, nadia, false), 18600, 9400)
	is(t, "new", sums(h.bill(t, 1001)), "total 28000 paid 0 due 28000")
	p := h.pay(t, "1", "100")
	is(t, "part paid", sums(h.bill(t, 1001)), "total 28000 paid 10000 due 18000")
	h.pay(t, "1", "200")
	is(t, "overpaid", sums(h.bill(t, 1001)), "total 28000 paid 28000 due 0")
	if err := h.money.ReversePayment(t.Context(), biller, nadia, p, billing.ReverseForm{Reason: "Card refused"}); err != nil {
		t.Fatal(err)
	}
	b := h.bill(t, 1001)
	is(t, "one reversed", sums(b), "total 28000 paid 18000 due 10000")
	if n := len(b.Settled); n != 3 || b.Settled[2].Kind != "reversal" || b.Settled[2].PaymentID != p {
		t.Errorf("%d movements, the last %+v", n, b.Settled[n-1])
	}
}

func TestAnUnpaidCopayCanBeInvoicedForTheClientsPartAlone(t *testing.T) {
	h := open(t)
	v := h.visit(t, nadia, true)
	h.charge(t, nadia, v, 18600, 9400)
	if n := h.number(t, `select count(*) from invoices`); n != 0 {
		t.Fatalf("%d invoices beside the claim", n)
	}
	made, err := h.money.MakeInvoice(t.Context(), desk, nadia, v)
	if err != nil {
		t.Fatal(err)
	}
	b := h.bill(t, made)
	is(t, "the copay", sums(b), "total 2500 paid 0 due 2500")
	if len(b.Lines) != 1 || b.Lines[0].Full != 18600 {
		t.Errorf("lines %+v", b.Lines)
	}
	if _, err := h.money.MakeInvoice(t.Context(), desk, nadia, v); fault.KindOf(err) != fault.Conflict {
		t.Errorf("asked twice: %v", err)
	}
}

func TestAVoidedInvoiceAsksForNothingAndItsChargesWaitForAnother(t *testing.T) {
	h := open(t)
	v := h.visit(t, nadia, false)
	h.charge(t, nadia, v, 18600)
	if err := h.money.VoidInvoice(t.Context(), desk, nadia, 1001, billing.VoidForm{}); fault.KindOf(err) != fault.Invalid {
		t.Errorf("without a reason: %v", err)
	}
	if err := h.money.VoidInvoice(t.Context(), desk, nadia, 1001, billing.VoidForm{Reason: "Wrong address"}); err != nil {
		t.Fatal(err)
	}
	b := h.bill(t, 1001)
	if b.Due() != 0 || b.VoidedBy != "Tomasz Wieczorek" || b.VoidedWhy != "Wrong address" {
		t.Errorf("due %d, voided by %q because %q", b.Due(), b.VoidedBy, b.VoidedWhy)
	}
	is(t, "still owed", h.owes(t), "1: 18600/0")
	if err := h.money.VoidInvoice(t.Context(), desk, nadia, 1001, billing.VoidForm{Reason: "Again"}); fault.KindOf(err) != fault.Conflict {
		t.Errorf("voided twice: %v", err)
	}
	again, err := h.money.MakeInvoice(t.Context(), desk, nadia, v)
	if err != nil || again != 1002 || h.bill(t, again).Due() != 18600 {
		t.Errorf("invoice %d, %v", again, err)
	}
}

func TestAnInvoiceOnWhichSomethingIsPaidIsNotVoided(t *testing.T) {
	h := open(t)
	h.charge(t, nadia, h.visit(t, nadia, false), 18600)
	p := h.pay(t, "1", "1")
	err := h.money.VoidInvoice(t.Context(), desk, nadia, 1001, billing.VoidForm{Reason: "Wrong address"})
	if fault.KindOf(err) != fault.Conflict {
		t.Errorf("voided with a payment: %v", err)
	}
	if err := h.money.ReversePayment(t.Context(), biller, nadia, p, billing.ReverseForm{Reason: "Mistake"}); err != nil {
		t.Fatal(err)
	}
	if err := h.money.VoidInvoice(t.Context(), desk, nadia, 1001, billing.VoidForm{Reason: "Wrong address"}); err != nil {
		t.Errorf("after the reversal: %v", err)
	}
}

func TestAReceiptStaysAsItWasOnTheDay(t *testing.T) {
	h := open(t)
	h.charge(t, nadia, h.visit(t, nadia, false), 5000)
	p := h.pay(t, "1", "30")
	h.pay(t, "1", "40")
	h.charge(t, nadia, h.visit(t, nadia, false), 9900)
	r, err := h.money.Receipt(t.Context(), desk, nadia, p)
	if err != nil {
		t.Fatal(err)
	}
	is(t, "receipt", fmt.Sprintln(r.Cents, len(r.Parts), r.Parts[0].Code, r.Parts[0].Cents, r.Remaining, r.TakenBy), "3000 1 99214 3000 2000 Tomasz Wieczorek\n")
	r, err = h.money.Receipt(t.Context(), desk, nadia, p+1)
	if err != nil {
		t.Fatal(err)
	}
	is(t, "with credit", fmt.Sprint(r.Parts[0].Cents, r.Parts[1].Cents, r.Parts[1].At == nil, r.Remaining), "2000 2000 true 0")
}

func TestAStatementRunsToTheBalance(t *testing.T) {
	h := open(t)
	p := h.pay(t, "", "20")
	h.charge(t, nadia, h.visit(t, nadia, false), 5000)
	if err := h.money.ReversePayment(t.Context(), biller, nadia, p, billing.ReverseForm{Reason: "Cheque returned"}); err != nil {
		t.Fatal(err)
	}
	h.charge(t, nadia, h.visit(t, nadia, true), 18600)
	a, err := h.money.OpenAccount(t.Context(), desk, nadia, 0)
	if err != nil {
		t.Fatal(err)
	}
	var got string
	for _, m := range a.Movements {
		got += fmt.Sprintf("%s %d=%d; ", m.Kind, m.Cents, m.Balance)
	}
	is(t, "movements", got, "charge 2500=7500; reversal 2000=5000; reversal 0=3000; allocation 0=3000; charge 5000=3000; payment -2000=-2000; ")
	is(t, "sums", fmt.Sprint(a.Owed, a.Credit, a.Asked, a.Balance(), len(a.Open)), "7500 0 16100 7500 2")
	older, err := h.money.OpenAccount(t.Context(), desk, nadia, a.Movements[2].ID)
	if err != nil || len(older.Movements) != 3 || older.Movements[0].Balance != 3000 {
		t.Errorf("older: %+v, %v", older.Movements, err)
	}
}

func TestASignedVisitIsChargedByHandAndItsBlockerVanishes(t *testing.T) {
	h := open(t)
	v := h.visit(t, nadia, false)
	h.sign(t, nadia, v)
	is(t, "stuck", h.words(t, `select kind || ' ' || cents from blockers where cleared_at is null`), "signed_uncharged 18600")
	for _, in := range []billing.ChargeForm{{}, {Service: []string{"", ""}}, {Service: []string{"9"}}, {Service: []string{"1"}, Units: []string{"0"}}, {Service: []string{"1"}, Modifiers: []string{"ABC"}}} {
		if err := h.money.ChargeByHand(t.Context(), biller, nadia, v, in); fault.KindOf(err) != fault.Invalid {
			t.Errorf("%+v was charged: %v", in, err)
		}
	}
	in := billing.ChargeForm{Service: []string{"1", "", "2"}, Units: []string{"", "", "2"}, Modifiers: []string{"25", "", ""}}
	if err := h.money.ChargeByHand(t.Context(), biller, nadia, v, in); err != nil {
		t.Fatal(err)
	}
	is(t, "charges", h.words(t, `select concat_ws(' ', code, units, modifiers, cents, diagnoses) from charges order by id`), "99214 1 25 18600 {E11.65}, 93000 2  18800 {E11.65}")
	is(t, "evidence", h.words(t, `select t.verb || ' by ' || t.actor from blockers b join trail t on t.id = b.cleared_by`), "charge.post by s2")
	if err := h.money.ChargeByHand(t.Context(), biller, nadia, v, in); fault.KindOf(err) != fault.Conflict {
		t.Errorf("charged twice: %v", err)
	}
}

func TestAVisitIsSetFreeWithAReasonAndMayBeChargedAfterAll(t *testing.T) {
	h := open(t)
	v := h.visit(t, nadia, false)
	if err := h.money.SetFree(t.Context(), biller, nadia, v, billing.FreeForm{Reason: "Courtesy"}); fault.KindOf(err) != fault.Conflict {
		t.Errorf("before signing: %v", err)
	}
	h.sign(t, nadia, v)
	if err := h.money.SetFree(t.Context(), biller, nadia, v, billing.FreeForm{}); fault.KindOf(err) != fault.Invalid {
		t.Errorf("without a reason: %v", err)
	}
	if err := h.money.SetFree(t.Context(), biller, nadia, v, billing.FreeForm{Reason: "Check after surgery"}); err != nil {
		t.Fatal(err)
	}
	is(t, "the line", h.words(t, `select coalesce(station, 'ended') || ' ' || paid from visit_lines`), "ended true")
	is(t, "stuck", h.words(t, `select kind from blockers where cleared_at is null`), "")
	if err := h.money.ChargeByHand(t.Context(), biller, nadia, v, billing.ChargeForm{Service: []string{"1"}}); err != nil {
		t.Fatal(err)
	}
	is(t, "owed after all", h.owes(t), "1: 18600/0")
}

func TestAnOverdueInvoiceBlocksAndVanishesByPayment(t *testing.T) {
	h := open(t)
	v := h.visit(t, nadia, false)
	h.sign(t, nadia, v)
	h.charge(t, nadia, v, 18600)
	settleOn := func(day string) {
		h.Clock.Set(must(time.Parse(time.DateOnly, day)).Add(12 * time.Hour))
		h.act(t, nadia)
	}
	settleOn("2026-05-18")
	is(t, "on the day", h.words(t, `select kind from blockers where cleared_at is null`), "")
	settleOn("2026-05-19")
	is(t, "the day after", h.words(t, `select kind || ' ' || cents from blockers where cleared_at is null`), "invoice_overdue 18600")
	if !h.bill(t, 1001).Overdue(civil.New(2026, 5, 19)) {
		t.Error("the invoice itself does not say so")
	}
	h.pay(t, "1", "100")
	is(t, "part paid", h.words(t, `select kind || ' ' || cents from blockers where cleared_at is null`), "invoice_overdue 8600")
	h.pay(t, "1", "86")
	is(t, "evidence", h.words(t, `select t.verb || ' by ' || t.actor from blockers b join trail t on t.id = b.cleared_by where b.kind = 'invoice_overdue'`), "payment.take by s1")
}

func must(at time.Time, err error) time.Time {
	if err != nil {
		panic(err)
	}
	return at
}
