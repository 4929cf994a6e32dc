package billing_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"charthouse/internal/access"
	"charthouse/internal/billing"
	"charthouse/internal/fault"
	"charthouse/internal/id"
)

func is(t *testing.T, what, got, want string) {
	t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("%s: %s", what, diff)
	}
}

func TestAPaymentPaysItsVisitFirstAndThenTheOldest(t *testing.T) {
	h := open(t)
	h.charge(t, nadia, h.visit(t, nadia, false), 5000)
	h.charge(t, nadia, h.visit(t, nadia, false), 3000)
	h.charge(t, nadia, h.visit(t, nadia, false), 2000)
	h.pay(t, "3", "25")
	is(t, "after 25.00 for the third", h.owes(t), "1: 4500/0, 2: 3000/0")
	h.pay(t, "", "50")
	is(t, "after 50.00 on account", h.owes(t), "2: 2500/0")
}

func TestWhatIsPaidTooMuchStaysAsCredit(t *testing.T) {
	h := open(t)
	h.charge(t, nadia, h.visit(t, nadia, false), 5000)
	h.pay(t, "1", "$70")
	is(t, "the file", h.owes(t), "credit 2000")
	h.charge(t, nadia, h.visit(t, nadia, false), 1500)
	is(t, "after the next charge", h.owes(t), "credit 500")
}

func TestACopayBeforeTheChargesIsCreditThatTheyUse(t *testing.T) {
	h := open(t)
	h.charge(t, nadia, h.visit(t, nadia, false), 8000)
	v := h.visit(t, nadia, true)
	h.pay(t, v.String(), "25.00")
	is(t, "before charging", h.owes(t), "1: 8000/0, credit 2500")
	h.charge(t, nadia, v, 18600)
	is(t, "after charging", h.owes(t), "1: 8000/0, 2: 0/16100")
	is(t, "the entries", h.words(t, `select kind from entries order by id`), "charge, payment, charge, allocation")
}

func TestCreditThatItsVisitDoesNotNeedGoesToTheOldest(t *testing.T) {
	h := open(t)
	h.charge(t, nadia, h.visit(t, nadia, false), 8000)
	v := h.visit(t, nadia, false)
	h.pay(t, v.String(), "50")
	h.charge(t, nadia, v, 2000)
	is(t, "the file", h.owes(t), "1: 5000/0")
}

func TestCreditCanBePutToWhatIsOpen(t *testing.T) {
	h := open(t)
	h.charge(t, nadia, h.visit(t, nadia, false), 8000)
	h.pay(t, h.visit(t, nadia, false).String(), "100") // paid ahead, then the visit is cancelled
	if err := h.money.UseCredit(t.Context(), desk, nadia); err != nil {
		t.Fatal(err)
	}
	is(t, "the file", h.owes(t), "credit 2000")
}

func TestAReversalOwesAgainWhatThePaymentPaid(t *testing.T) {
	h := open(t)
	h.charge(t, nadia, h.visit(t, nadia, false), 5000)
	p := h.pay(t, "1", "70")
	if err := h.money.ReversePayment(t.Context(), biller, nadia, p, billing.ReverseForm{Reason: "Card refused"}); err != nil {
		t.Fatal(err)
	}
	is(t, "the file", h.owes(t), "1: 5000/0")
	err := h.money.ReversePayment(t.Context(), biller, nadia, p, billing.ReverseForm{Reason: "Once more"})
	if fault.KindOf(err) != fault.Conflict {
		t.Errorf("reversed twice: %v", err)
	}
}

func TestAReversalTakesBackCreditThatWasUsedMeanwhile(t *testing.T) {
	h := open(t)
	p := h.pay(t, "", "100")
	h.pay(t, "", "40")
	h.charge(t, nadia, h.visit(t, nadia, false), 6000)
	h.charge(t, nadia, h.visit(t, nadia, false), 5000)
	is(t, "before", h.owes(t), "credit 3000")
	if err := h.money.ReversePayment(t.Context(), biller, nadia, p, billing.ReverseForm{Reason: "Cheque returned"}); err != nil {
		t.Fatal(err)
	}
	is(t, "after", h.owes(t), "1: 2000/0, 2: 5000/0")
}

func TestAPaymentThatCannotBeReadIsRefusedFieldByField(t *testing.T) {
	h := open(t)
	_, err := h.money.TakePayment(t.Context(), desk, nadia, billing.PaymentForm{Amount: "12.345", Method: "gold"})
	if fault.KindOf(err) != fault.Invalid || !strings.Contains(err.Error(), "amount") || !strings.Contains(err.Error(), "method") {
		t.Errorf("%v", err)
	}
	for _, amount := range []string{"0", "0.00", "-5"} {
		_, err := h.money.TakePayment(t.Context(), desk, nadia, billing.PaymentForm{Amount: amount, Method: "cash"})
		if fault.KindOf(err) != fault.Invalid {
			t.Errorf("%s was taken: %v", amount, err)
		}
	}
	_, err = h.money.TakePayment(t.Context(), desk, nadia, billing.PaymentForm{Visit: "999", Amount: "5", Method: "cash"})
	if fault.KindOf(err) != fault.NotFound {
		t.Errorf("paid for another visit: %v", err)
	}
	if n := h.number(t, `select count(*) from entries`); n != 0 {
		t.Errorf("%d entries were left behind", n)
	}
}

func TestOnlyBillingReversesAndSaysWhy(t *testing.T) {
	h := open(t)
	p := h.pay(t, "", "10")
	err := h.money.ReversePayment(t.Context(), desk, nadia, p, billing.ReverseForm{Reason: "Mistake"})
	if fault.KindOf(err) != fault.Forbidden {
		t.Errorf("the desk reversed: %v", err)
	}
	err = h.money.ReversePayment(t.Context(), biller, nadia, p, billing.ReverseForm{})
	if fault.KindOf(err) != fault.Invalid {
		t.Errorf("without a reason: %v", err)
	}
	err = h.money.ReversePayment(t.Context(), biller, nadia+1, p, billing.ReverseForm{Reason: "Mistake"})
	if fault.KindOf(err) != fault.NotFound {
		t.Errorf("through another file: %v", err)
	}
}

func TestAPaymentSentTwiceIsTakenOnce(t *testing.T) {
	h := open(t)
	who := desk.Posting(access.Post{Key: "k", Hash: []byte("h")})
	in := billing.PaymentForm{Amount: "25", Method: "cash"}
	var got [2]id.Payment
	for i := range got {
		p, err := h.money.TakePayment(t.Context(), who, nadia, in)
		if err != nil {
			t.Fatal(err)
		}
		got[i] = p
	}
	if got[0] != got[1] || h.number(t, `select count(*) from payments`) != 1 {
		t.Errorf("payments %v", got)
	}
}

func TestTheDatabaseItselfRefusesToPayTwice(t *testing.T) {
	h := open(t)
	h.charge(t, nadia, h.visit(t, nadia, false), 5000)
	for account, want := range map[string]string{
		"client_receivable, 1, -5001": "overpaid", "client_credit, null::bigint, 5001": "overdrawn", "payer_receivable, 1, -5001": "overpaid",
	} {
		cents := account[strings.LastIndex(account, " ")+1:]
		side, charge, _ := strings.Cut(strings.TrimSuffix(account, ", "+cents), ", ")
		_, err := h.Owner.Exec(t.Context(), `begin;
			select begin_act('test', null, null, 'x', '{10001}', true, '', '2026-05-04 16:00Z', true);
			insert into entries (client_id, kind, at) values (10001, 'payment', clock());
			insert into lines (client_id, entry_id, account, charge_id, cents)
			select 10001, max(id), '`+side+`', `+charge+`, `+cents+` from entries union all
			select 10001, max(id), 'adjustment', null, -(`+cents+`) from entries;
			commit`)
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", account, err)
		}
		_, _ = h.Owner.Exec(t.Context(), `rollback`)
	}
}
