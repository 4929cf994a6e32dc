package billing_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"charthouse/internal/billing"
	"charthouse/internal/fault"
	"charthouse/internal/id"
)

// insured has Nadia's visit signed and charged, and a day passed.
func (h house) insured(t testing.TB, cents ...billing.Cents) id.Visit {
	t.Helper()
	v := h.visit(t, nadia, true)
	h.sign(t, nadia, v)
	h.charge(t, nadia, v, cents...)
	h.Clock.Set(h.Clock.Now().Add(24 * time.Hour))
	return v
}

func (h house) answer(t testing.TB, paid, adjustment, patient string) id.Payment {
	t.Helper()
	p, err := h.money.TakePayerPayment(t.Context(), biller, nadia, 20001,
		billing.PayerPaymentForm{Paid: paid, Adjustment: adjustment, Patient: patient, Method: "transfer", Reference: "EFT 77"})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

const standing = `select concat_ws(' ', coalesce(station, 'ended'), client_cents, payer_cents, billed) from visit_lines`

func TestAPayersAnswerSettlesItsPartAndTheVisitIsPaid(t *testing.T) {
	h := open(t)
	h.insured(t, 18600)
	h.pay(t, "1", "25")
	is(t, "before", h.words(t, standing), "billed 0 16100 f")
	h.answer(t, "115.00", "46", "25")
	is(t, "owed", h.owes(t), "")
	is(t, "the line", h.words(t, standing), "ended 0 0 t")
	is(t, "accounts", h.words(t, `select account || ' ' || sum(cents) from lines group by account having sum(cents) <> 0 order by account`),
		"adjustment 4600, card 2500, revenue -18600, transfer 11500")
	is(t, "invoices", h.words(t, `select id::text from invoices`), "")
	is(t, "the measures", h.words(t, moved), "18600 14000 4600 0")
}

// moved is what was charged, collected, adjusted and is owed, as measures say it.
const moved = `
	select concat_ws(' ', sum(charged), sum(collected), sum(adjusted), sum(owed))
	from money_moved('2020-01-01Z', '2030-01-01Z')`

func TestWhatThePayerLeavesIsAskedOfTheClientAtOnce(t *testing.T) {
	h := open(t)
	h.insured(t, 18600, 9400)
	h.pay(t, "1", "25")
	h.answer(t, "150", "", "130")
	is(t, "owed", h.owes(t), "1: 10500/0")
	is(t, "the line", h.words(t, standing), "paid 10500 0 t")
	b := h.bill(t, 1001)
	is(t, "the invoice", sums(b), "total 13000 paid 2500 due 10500")
	h.pay(t, "1", "105")
	is(t, "the line", h.words(t, standing), "ended 0 0 t")
}

func TestAnInvoiceForTheCopayIsMadeAnewWhenThePayerLeavesAnotherPart(t *testing.T) {
	h := open(t)
	v := h.insured(t, 18600)
	if _, err := h.money.MakeInvoice(t.Context(), desk, nadia, v); err != nil {
		t.Fatal(err)
	}
	h.pay(t, "1", "10")
	h.Clock.Set(h.Clock.Now().Add(time.Hour))
	h.answer(t, "100", "46", "40")
	is(t, "the old one", sums(h.bill(t, 1001)), "total 2500 paid 1000 due 0")
	is(t, "why", h.bill(t, 1001).VoidedWhy, "Larkfield Mutual has answered, and the part to pay is another.")
	is(t, "the new one", sums(h.bill(t, 1002)), "total 4000 paid 1000 due 3000")
}

func TestWhatWasPaidBeyondThePartThatIsLeftBecomesCredit(t *testing.T) {
	h := open(t)
	h.insured(t, 18600)
	h.pay(t, "1", "25")
	p := h.answer(t, "160", "26", "")
	is(t, "credit", h.owes(t), "credit 2500")
	h.charge(t, nadia, h.visit(t, nadia, false), 2000)
	is(t, "used", h.owes(t), "credit 500")
	if err := h.money.ReversePayment(t.Context(), biller, nadia, p, billing.ReverseForm{Reason: "Wrong claim"}); err != nil {
		t.Fatal(err)
	}
	is(t, "taken back", h.owes(t), "1: 0/16100, 2: 2000/0")
}

func TestAPayersPaymentIsReversedWithAllItSaid(t *testing.T) {
	h := open(t)
	h.insured(t, 18600)
	p := h.answer(t, "100", "26", "60")
	h.pay(t, "1", "60")
	h.Clock.Set(h.Clock.Now().Add(time.Hour))
	if err := h.money.ReversePayment(t.Context(), biller, nadia, p, billing.ReverseForm{Reason: "Wrong claim"}); err != nil {
		t.Fatal(err)
	}
	is(t, "asked again", h.owes(t), "1: 0/16100, credit 3500")
	is(t, "the invoice is void", h.words(t, `select voided_why from invoices where id = 1001`), "Larkfield Mutual’s payment was reversed: Wrong claim")
	h.answer(t, "161", "", "25")
	is(t, "answered again", h.owes(t), "credit 3500")
	if c := h.claim(t); len(c.Answers) != 2 || c.Answers[0].Patient != 2500 || c.Answers[1].ReversedAt == nil {
		t.Errorf("%+v", c.Answers)
	}
}

func TestAChargeThatItsPayerHasPaidIsNotReversedBeforeThePayment(t *testing.T) {
	h := open(t)
	h.insured(t, 18600)
	p := h.answer(t, "186", "", "")
	if _, err := h.money.ReverseCharge(t.Context(), biller, nadia, 1, wrongService); fault.KindOf(err) != fault.Conflict {
		t.Errorf("reversed under the payer's payment: %v", err)
	}
	if err := h.money.ReversePayment(t.Context(), biller, nadia, p, billing.ReverseForm{Reason: "Wrong claim"}); err != nil {
		t.Fatal(err)
	}
	h.reverse(t, 1)
	is(t, "owed", h.owes(t), "")
}

func TestAnAnswerThatDoesNotAddUpIsRefused(t *testing.T) {
	h := open(t)
	h.insured(t, 18600)
	for _, in := range []billing.PayerPaymentForm{
		{Paid: "115", Adjustment: "46", Patient: "24", Method: "transfer"},
		{Method: "transfer"},
		{Paid: "186", Method: "gold"},
		{Paid: "-5", Adjustment: "191", Method: "transfer"},
	} {
		if _, err := h.money.TakePayerPayment(t.Context(), biller, nadia, 20001, in); fault.KindOf(err) != fault.Invalid {
			t.Errorf("%+v was taken: %v", in, err)
		}
	}
	if _, err := h.money.TakePayerPayment(t.Context(), desk, nadia, 20001, billing.PayerPaymentForm{Paid: "186", Method: "transfer"}); fault.KindOf(err) != fault.Forbidden {
		t.Errorf("the desk took it: %v", err)
	}
	h.answer(t, "0", "100", "86")
	is(t, "a payer may pay nothing", h.owes(t), "1: 8600/0")
	_, err := h.money.TakePayerPayment(t.Context(), biller, nadia, 20001, billing.PayerPaymentForm{Paid: "186", Method: "transfer"})
	if fault.KindOf(err) != fault.Conflict {
		t.Errorf("answered twice: %v", err)
	}
}

func TestTheDatabaseItselfRefusesAPayerWhoPaysTooMuch(t *testing.T) {
	h := open(t)
	h.insured(t, 18600)
	_, err := h.Owner.Exec(t.Context(), `begin;
		select begin_act('test', null, null, 'x', '{10001}', true, '', '2026-05-04 16:00Z', true);
		insert into entries (client_id, kind, at) values (10001, 'payment', clock());
		insert into lines (client_id, entry_id, account, charge_id, cents)
		select 10001, max(id), 'payer_receivable', 1, -16101 from entries union all select 10001, max(id), 'transfer', null, 16101 from entries;
		commit`)
	if err == nil || !strings.Contains(err.Error(), "overpaid") {
		t.Error(fmt.Errorf("a payer paid beyond what it owes: %w", err))
	}
	_, _ = h.Owner.Exec(t.Context(), `rollback`)
}
