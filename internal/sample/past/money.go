package past

import (
	"time"

	"charthouse/internal/civil"
	"charthouse/internal/id"
	"charthouse/internal/sample/life"
)

// line is one of an entry; the zero charge is none.
type line struct {
	account string
	charge  id.Charge
	cents   int64
}

// entry posts lines that sum to nothing.
func (w *Writer) entry(v *life.Visit, kind, memo string, at time.Time, by id.Staff, reverses any, lines ...line) int64 {
	n := w.add("entries", v.Person.Number, v.Number, kind, memo, at, some(by), reverses)
	for _, l := range lines {
		if l.cents != 0 {
			w.add("lines", v.Person.Number, n, some(l.charge), l.account, l.cents)
		}
	}
	return n
}

// charge posts the fee, uses what was paid before, and asks the payer or the
// client for the rest.
func (w *Writer) charge(v *life.Visit, at time.Time, by id.Staff, coded bool) {
	p, fee := v.Person, v.Kind.Cents
	v.Owes, v.Charged = fee, at
	if p.Cover != nil {
		v.Owes = min(p.Cover.Copay, fee)
	}
	v.Payer = fee - v.Owes
	var codes []string
	codes = append(codes, v.Code[0])
	n := w.add("entries", p.Number, v.Number, "charge", "", at, by, nil)
	v.Charge = id.Charge(w.add("charges", p.Number, v.Number, v.Note, n, v.Kind.Service, v.Kind.Code, v.Kind.Label, 1, codes, fee, at))
	for _, l := range []line{{"client_receivable", v.Charge, v.Owes}, {"payer_receivable", v.Charge, v.Payer}, {"revenue", v.Charge, -fee}} {
		if l.cents != 0 {
			w.add("lines", p.Number, n, l.charge, l.account, l.cents)
		}
	}
	if used := min(v.Credit, v.Owes); used > 0 {
		w.entry(v, "allocation", "", at, by, nil, line{"client_receivable", v.Charge, -used}, line{"client_credit", 0, used})
		v.Credit, v.Owes = v.Credit-used, v.Owes-used
	}
	if p.Cover != nil {
		v.Claim = id.Claim(w.add("claims", p.Number, v.Number, p.Cover.Number, at))
		if asked := at.Add(19 * time.Hour); v.Owes > 0 && w.told(asked) {
			w.invoice(v, asked) // the copay that nobody took at the desk
		}
		return
	}
	w.invoice(v, at)
}

func (w *Writer) invoice(v *life.Visit, at time.Time) {
	day := civil.Of(at, w.house.Zone)
	v.Due = day.Add(w.house.DueDays).In(w.house.Zone)
	v.Invoice = id.Invoice(w.add("invoices", v.Person.Number, v.Number, date(day), date(day.Add(w.house.DueDays)), at))
	w.add("invoice_charges", v.Person.Number, v.Invoice, v.Charge)
}

// payAtDesk is the copay, or all of it by whom nobody insures. Before the charge
// it is credit.
func (w *Writer) payAtDesk(v *life.Visit, at time.Time) error {
	cents := v.Kind.Cents
	if c := v.Person.Cover; c != nil {
		cents = min(c.Copay, cents)
	}
	if v.Charge != 0 {
		w.receive(v, min(cents, v.Owes), at, v.Desk.ID, v.Method)
		return nil
	}
	n := w.entry(v, "payment", "", at, v.Desk.ID, nil, line{v.Method, 0, cents}, line{"client_credit", 0, -cents})
	w.add("payments", v.Person.Number, v.Number, n, v.Method, cents, "", at, v.Desk.ID, nil)
	v.Credit += cents
	return nil
}

// pay is the client's answer to an invoice: what they still owe.
func (w *Writer) pay(v *life.Visit, at time.Time) error {
	w.receive(v, v.Owes, at, w.house.Biller.ID, v.Method)
	return nil
}

func (w *Writer) receive(v *life.Visit, cents int64, at time.Time, by id.Staff, method string) {
	if cents <= 0 {
		return
	}
	n := w.entry(v, "payment", "", at, by, nil, line{method, 0, cents}, line{"client_receivable", v.Charge, -cents})
	w.add("payments", v.Person.Number, v.Number, n, method, cents, "", at, by, nil)
	v.Owes -= cents
	act := w.trail(at, by, paying, v.Person.Number)
	if late := v.Due.AddDate(0, 0, 1); v.Invoice != 0 && at.After(late) {
		w.cleared(blocker{kind: "invoice_overdue", station: "paid", fixer: "biller", verb: "account.open", visit: v, subject: int64(v.Invoice), since: late.UTC(), due: late.UTC(), cents: cents, at: at, act: act})
	}
}

// answer is the payer's: what it pays, what it does not allow, and what is the
// client's. What is denied becomes the client's, unless it is fought for.
func (w *Writer) answer(v *life.Visit, at time.Time) error {
	if v.Claim == 0 || v.Payer <= 0 {
		return nil
	}
	if v.Denied && v.Again.IsZero() {
		w.answered(v, at, 0, 0)
		return nil
	}
	if v.Denied {
		v.Answer = w.answered(v, at, 0, v.Payer)
		return nil
	}
	w.paid(v, at)
	return nil
}

func (w *Writer) paid(v *life.Visit, at time.Time) {
	adjusted := int64(float64(v.Payer)*v.Person.Cover.Payer.Adjusts) / 100 * 100
	w.answered(v, at, v.Payer-adjusted, adjusted)
}

// answered posts an answer; what is neither paid nor adjusted becomes the client's.
func (w *Writer) answered(v *life.Visit, at time.Time, paid, adjusted int64) int64 {
	owed, left := v.Payer, v.Payer-paid-adjusted
	if due := v.Charged.AddDate(0, 0, 30); at.After(due) {
		act := w.trail(at, w.house.Biller.ID, answering, v.Person.Number)
		w.cleared(blocker{kind: "claim_unanswered", station: "paid", fixer: "biller", verb: "claim.open", visit: v, subject: int64(v.Claim), since: due, due: due, cents: owed, at: at, act: act})
	}
	n := w.entry(v, "payment", "", at, w.house.Biller.ID, nil,
		line{"transfer", 0, paid}, line{"payer_receivable", v.Charge, -owed}, line{"client_receivable", v.Charge, left}, line{"adjustment", v.Charge, adjusted})
	v.Denial = id.Payment(w.tables["payments"].last + 1)
	w.add("payments", v.Person.Number, v.Number, n, "transfer", paid, v.Person.Cover.Payer.Remittance(at), at, w.house.Biller.ID, v.Claim)
	v.Payer, v.Owes, v.Adjusted = 0, v.Owes+left, adjusted
	if v.Owes > 0 && v.Invoice == 0 && v.Again.IsZero() {
		w.invoice(v, at)
	}
	return n
}

// answerAgain takes the denial back and posts what the payer paid after all.
func (w *Writer) answerAgain(v *life.Visit, at time.Time) error {
	if v.Answer == 0 {
		return nil
	}
	owed := v.Adjusted
	w.entry(v, "reversal", "Paid after the records were sent", at, w.house.Biller.ID, v.Answer,
		line{"payer_receivable", v.Charge, owed}, line{"adjustment", v.Charge, -owed})
	v.Payer, v.Again = owed, time.Time{}
	w.paid(v, at)
	return nil
}
