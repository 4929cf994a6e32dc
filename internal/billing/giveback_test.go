package billing_test

import (
	"fmt"
	"strings"
	"testing"

	"charthouse/internal/access"
	"charthouse/internal/billing"
	"charthouse/internal/fault"
	"charthouse/internal/id"
)

var manager = access.StaffMember(1, "Ingrid Solheim", access.Manager)

func (h house) refund(t testing.TB, amount string) id.Giveback {
	t.Helper()
	n, err := h.money.Refund(t.Context(), biller, nadia, billing.RefundForm{Amount: amount, Method: "transfer", Reason: "Visit cancelled"})
	if err != nil {
		t.Fatal(err)
	}
	return n
}

const stuckNow = `select kind || ' ' || fixer || ' ' || verb from blockers where cleared_at is null order by kind`

func TestCreditIsPaidBackAtOnceUpToTheLimit(t *testing.T) {
	h := open(t)
	h.pay(t, "", "150")
	h.refund(t, "100")
	is(t, "the file", h.owes(t), "credit 5000")
	is(t, "money", h.words(t, `select account || ' ' || sum(cents) from lines group by account order by account`), "card 15000, client_credit -5000, transfer -10000")
	is(t, "stuck", h.words(t, stuckNow), "")
	_, err := h.money.Refund(t.Context(), biller, nadia, billing.RefundForm{Amount: "50.01", Method: "cash", Reason: "Too much"})
	if fault.KindOf(err) != fault.Invalid || !strings.Contains(err.Error(), "amount") {
		t.Errorf("more than the credit: %v", err)
	}
	if _, err := h.money.Refund(t.Context(), desk, nadia, billing.RefundForm{Amount: "1", Method: "cash", Reason: "Asked"}); fault.KindOf(err) != fault.Forbidden {
		t.Errorf("the desk paid back: %v", err)
	}
}

func TestAboveTheLimitARefundWaitsForSomebodyElse(t *testing.T) {
	h := open(t)
	h.pay(t, "", "150")
	n := h.refund(t, "100.01")
	is(t, "nothing moved", h.owes(t), "credit 15000")
	is(t, "stuck", h.words(t, stuckNow), "refund_waiting manager refund.open")
	if err := h.money.Approve(t.Context(), biller, nadia, n); fault.KindOf(err) != fault.Forbidden {
		t.Errorf("a biller approved: %v", err)
	}
	self := access.StaffMember(2, "Kwame Mensah", access.Manager)
	if err := h.money.Approve(t.Context(), self, nadia, n); fault.KindOf(err) != fault.Conflict {
		t.Errorf("who asked approved: %v", err)
	}
	if err := h.money.Approve(t.Context(), manager, nadia, n); err != nil {
		t.Fatal(err)
	}
	is(t, "done", h.owes(t), "credit 4999")
	is(t, "evidence", h.words(t, `select t.verb || ' by ' || t.actor from blockers b join trail t on t.id = b.cleared_by`), "refund.approve by s1")
	if err := h.money.Approve(t.Context(), manager, nadia, n); fault.KindOf(err) != fault.Conflict {
		t.Errorf("approved twice: %v", err)
	}
}

func TestAWaitingRefundIsWithdrawnWithAReason(t *testing.T) {
	h := open(t)
	h.pay(t, "", "150")
	n := h.refund(t, "150")
	if err := h.money.Withdraw(t.Context(), biller, nadia, n, billing.WithdrawForm{}); fault.KindOf(err) != fault.Invalid {
		t.Errorf("without a reason: %v", err)
	}
	if err := h.money.Withdraw(t.Context(), biller, nadia, n, billing.WithdrawForm{Reason: "She keeps it"}); err != nil {
		t.Fatal(err)
	}
	is(t, "stuck", h.words(t, stuckNow), "")
	if err := h.money.Approve(t.Context(), manager, nadia, n); fault.KindOf(err) != fault.Conflict {
		t.Errorf("approved after it was withdrawn: %v", err)
	}
	is(t, "nothing moved", h.owes(t), "credit 15000")
}

func TestARefundIsNotApprovedOnceItsCreditIsUsed(t *testing.T) {
	h := open(t)
	h.pay(t, "", "150")
	n := h.refund(t, "150")
	h.charge(t, nadia, h.visit(t, nadia, false), 6000)
	if err := h.money.Approve(t.Context(), manager, nadia, n); fault.KindOf(err) != fault.Conflict {
		t.Errorf("credit was paid back that is used: %v", err)
	}
	is(t, "as it was", h.owes(t), "credit 9000")
}

func TestARefundIsReversed(t *testing.T) {
	h := open(t)
	h.pay(t, "", "80")
	n := h.refund(t, "80")
	if err := h.money.ReverseGiveback(t.Context(), biller, nadia, n, billing.ReverseForm{Reason: "Cheque came back"}); err != nil {
		t.Fatal(err)
	}
	is(t, "the file", h.owes(t), "credit 8000")
	if err := h.money.ReverseGiveback(t.Context(), biller, nadia, n, billing.ReverseForm{Reason: "Again"}); fault.KindOf(err) != fault.Conflict {
		t.Errorf("reversed twice: %v", err)
	}
}

func TestWhatIsLeftOfAChargeIsWrittenOff(t *testing.T) {
	h := open(t)
	v := h.visit(t, nadia, false)
	h.sign(t, nadia, v)
	h.charge(t, nadia, v, 9000)
	h.pay(t, "1", "20")
	n, err := h.money.WriteOff(t.Context(), biller, nadia, 1, billing.WriteOffForm{Reason: "Cannot be collected"})
	if err != nil {
		t.Fatal(err)
	}
	is(t, "owed", h.owes(t), "")
	is(t, "the invoice", sums(h.bill(t, 1001)), "total 9000 paid 9000 due 0")
	is(t, "the line", h.words(t, standing), "ended 0 0 t")
	is(t, "the measures", h.words(t, moved), "9000 2000 7000 0")
	if _, err := h.money.WriteOff(t.Context(), biller, nadia, 1, billing.WriteOffForm{Reason: "Again"}); fault.KindOf(err) != fault.Conflict {
		t.Errorf("nothing was written off: %v", err)
	}
	if err := h.money.ReverseGiveback(t.Context(), biller, nadia, n, billing.ReverseForm{Reason: "She pays"}); err != nil {
		t.Fatal(err)
	}
	is(t, "owed again", h.owes(t), "1: 7000/0")
}

func TestAWriteOffAboveTheLimitWaitsAndGoesWithItsCharge(t *testing.T) {
	h := open(t)
	h.charge(t, nadia, h.visit(t, nadia, false), 18600)
	n, err := h.money.WriteOff(t.Context(), biller, nadia, 1, billing.WriteOffForm{Reason: "Hardship"})
	if err != nil {
		t.Fatal(err)
	}
	is(t, "nothing moved", h.owes(t), "1: 18600/0")
	if _, err := h.money.WriteOff(t.Context(), biller, nadia, 1, billing.WriteOffForm{Reason: "Hardship"}); fault.KindOf(err) != fault.Conflict {
		t.Errorf("asked twice: %v", err)
	}
	h.reverse(t, 1)
	g, err := h.money.OpenGiveback(t.Context(), manager, nadia, n)
	if err != nil || g.Waiting() || g.WithdrawnWhy != "The charge was reversed: Wrong service" {
		t.Errorf("%+v, %v", g, err)
	}
}

func TestAWriteOffIsTakenBackWithItsChargeAndLeavesNoCredit(t *testing.T) {
	h := open(t)
	h.charge(t, nadia, h.visit(t, nadia, false), 9000)
	h.pay(t, "1", "20")
	if _, err := h.money.WriteOff(t.Context(), biller, nadia, 1, billing.WriteOffForm{Reason: "Hardship"}); err != nil {
		t.Fatal(err)
	}
	h.reverse(t, 1)
	is(t, "only what was paid is credit", h.owes(t), "credit 2000")
	is(t, "the measures", h.words(t, moved), "0 0 0 0")
}

func TestNothingIsWrittenOffBeforeThePayerHasAnswered(t *testing.T) {
	h := open(t)
	h.insured(t, 18600)
	if _, err := h.money.WriteOff(t.Context(), biller, nadia, 1, billing.WriteOffForm{Reason: "Hardship"}); fault.KindOf(err) != fault.Conflict {
		t.Errorf("written off while the payer owes: %v", err)
	}
	p := h.answer(t, "100", "26", "60")
	if _, err := h.money.WriteOff(t.Context(), biller, nadia, 1, billing.WriteOffForm{Reason: "Hardship"}); err != nil {
		t.Fatal(err)
	}
	if err := h.money.ReversePayment(t.Context(), biller, nadia, p, billing.ReverseForm{Reason: "Wrong claim"}); err != nil {
		t.Fatal(err)
	}
	is(t, "as before the answer", h.owes(t), "1: 2500/16100")
}

func TestTheLimitIsThePracticesAndHoldsForWhatIsAskedNext(t *testing.T) {
	h := open(t)
	h.pay(t, "", "150")
	n := h.refund(t, "120")
	if err := h.money.SetLimit(t.Context(), manager, billing.LimitForm{Amount: "20"}); err != nil {
		t.Fatal(err)
	}
	m := h.refund(t, "20.01")
	for _, g := range []id.Giveback{n, m} {
		if o, err := h.money.OpenGiveback(t.Context(), manager, nadia, g); err != nil || !o.Waiting() {
			t.Errorf("giveback %d does not wait: %+v, %v", g, o, err)
		}
	}
	h.refund(t, "20")
	is(t, "only the last moved", h.owes(t), "credit 13000")
}

func TestTheDatabaseItselfLetsNoMoneyLeaveAlone(t *testing.T) {
	h := open(t)
	h.pay(t, "", "150")
	n := h.refund(t, "150")
	pay := `insert into entries (client_id, kind, at) values (10001, 'refund', clock());
		insert into lines (client_id, entry_id, account, cents) select 10001, max(id), 'client_credit', %d from entries union all select 10001, max(id), 'cash', -%[1]d from entries;`
	for want, sql := range map[string]string{
		"without its giveback":   fmt.Sprintf(pay, 5000),
		"giveback_approved":      fmt.Sprintf(pay, 15000) + `update givebacks set entry_id = (select max(id) from entries);`,
		"giveback_second_person": fmt.Sprintf(pay, 15000) + `update givebacks set approved_by = 2, approved_at = clock(), entry_id = (select max(id) from entries);`,
		"is decided":             `update givebacks set cents = 1;`,
	} {
		_, err := h.Owner.Exec(t.Context(), `begin; select begin_act('test', null, null, 'x', '{10001}', true, '', '2026-05-04 16:00Z', true);`+sql+`commit`)
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", want, err)
		}
		_, _ = h.Owner.Exec(t.Context(), `rollback`)
	}
	if g, err := h.money.OpenGiveback(t.Context(), manager, nadia, n); err != nil || !g.Waiting() {
		t.Errorf("%+v, %v", g, err)
	}
}
