package billing

import (
	"net/http"

	"github.com/a-h/templ"

	"charthouse/internal/access"
	"charthouse/internal/billing"
	"charthouse/internal/civil"
	"charthouse/internal/fault"
	"charthouse/internal/id"
	"charthouse/web/href"
	"charthouse/web/page"
	"charthouse/web/show"
	"charthouse/web/ui"
)

// receiptView is a payment as it is read, printed and reversed.
type receiptView struct {
	Shell   ui.Shell
	Title   string // Receipt, or Payment where a payer paid
	Number  string
	State   ui.Tag
	Amount  string
	Facts   []ui.Fact
	Notice  *ui.Notice
	From    ui.Side
	Payer   ui.Side
	About   []ui.Fact
	Parts   []sheetLine
	Sums    []sheetSum
	Acts    []ui.Act
	Reverse *reasonForm
}

// receipt answers GET /clients/{client}/payments/{payment}.
func (h *Handler) receipt(w http.ResponseWriter, r *http.Request) error {
	c, payment, err := page.InFile[id.Payment](r, "payment")
	if err != nil {
		return err
	}
	v, err := h.receiptView(r, c, payment, nil)
	if err != nil {
		return err
	}
	return page.Render(w, r, receiptPage(v))
}

func (h *Handler) receiptView(r *http.Request, c id.Client, payment id.Payment, f *fault.Fault) (receiptView, error) {
	p, err := h.Money.Receipt(r.Context(), page.Actor(r), c, payment)
	if err != nil {
		return receiptView{}, err
	}
	s := h.Site.Shell(r, titleOf(p)+" "+payment.String(), "b")
	s.Back = &ui.Link{Href: href.Statement(c, 0), Label: "Account of " + p.Paper.Client}
	return receiptOf(s, c, p, h.reader(r), f), nil
}

// receiptPDF answers GET /clients/{client}/payments/{payment}/pdf.
func (h *Handler) receiptPDF(w http.ResponseWriter, r *http.Request) error {
	c, payment, err := page.InFile[id.Payment](r, "payment")
	if err != nil {
		return err
	}
	p, err := h.Money.Receipt(r.Context(), page.Actor(r), c, payment)
	if err != nil {
		return err
	}
	if p.ClaimID != 0 {
		return errNoReceipt
	}
	return sheet(w, "receipt-"+payment.String(), receiptSheet(p, c.String(), h.reader(r)).PDF)
}

// reverse answers POST /clients/{client}/payments/{payment}/reversal.
func (h *Handler) reverse(w http.ResponseWriter, r *http.Request) error {
	c, payment, err := page.InFile[id.Payment](r, "payment")
	if err != nil {
		return err
	}
	in, err := page.Decode[billing.ReverseForm](r)
	if err != nil {
		return err
	}
	if wrong := h.Money.ReversePayment(r.Context(), page.Actor(r), c, payment, in); wrong != nil {
		v, err := h.receiptView(r, c, payment, asFault(wrong))
		if err != nil {
			return err
		}
		return page.Retry(w, r, wrong, func(*fault.Fault) templ.Component { return receiptPage(v) })
	}
	h.Site.Say(r, ui.Toast{Text: "The payment is reversed. What it paid is owed again.", Tone: ui.Teal})
	return page.See(w, r, href.Payment(c, payment))
}

func receiptOf(s ui.Shell, c id.Client, p billing.Receipt, rd reader, f *fault.Fault) receiptView {
	name, address := p.Paper.To()
	v := receiptView{
		Shell: s, Title: titleOf(p), Number: p.ID.String(), State: ui.Tag{Text: "Received", Icon: "check", Tone: ui.Teal}, Amount: rd.money(p.Cents),
		Facts: []ui.Fact{
			{Name: "Received", Value: show.Date(civil.Of(p.ReceivedAt, rd.zone)), Detail: show.Time(p.ReceivedAt, rd.zone) + by(p.TakenBy)},
			{Name: "How", Value: methods[p.Method], Detail: or(p.Reference, "no reference")},
		},
		From: ui.Side{Title: p.Paper.Practice, Rows: rows(p.Paper.From())}, Payer: ui.Side{Title: name, Rows: rows(address)},
		Sums: []sheetSum{{Label: "Paid", Amount: rd.money(p.Cents), Strong: true}, {Label: "Still to pay on that day", Amount: rd.money(p.Remaining)}},
		Acts: []ui.Act{{Label: "PDF", Href: href.PaymentPDF(c, p.ID), Icon: "file-text"}},
	}
	for _, a := range about(p.Paper, c.String()) {
		v.About = append(v.About, ui.Fact{Name: a.Label, Value: a.Value})
	}
	for _, part := range p.Parts {
		v.Parts = append(v.Parts, sheetLine{Date: partDay(part, rd), What: partOf(p, part), Amount: rd.money(part.Cents)})
	}
	v.Shell.Tools = tools(ui.Act{Label: "Print", Icon: "printer", Attrs: templ.Attributes{"data-print": true, "data-enhanced": true, "hidden": true}})
	v.end(c, p, rd, f)
	if p.ClaimID != 0 {
		v.answered(c, p, rd)
	}
	return v
}

var errNoReceipt = fault.New(fault.NotFound, "A payer is given no receipt. What it paid stands on its page.")

func titleOf(p billing.Receipt) string {
	if p.ClaimID != 0 {
		return "Payment"
	}
	return "Receipt"
}

// answered turns the receipt into a payer's payment: what it paid, took off and
// left to the client.
func (v *receiptView) answered(c id.Client, p billing.Receipt, rd reader) {
	v.Payer, v.Parts = ui.Side{Title: p.Payment.Payer}, nil
	v.Sums = []sheetSum{
		{Label: "Paid", Amount: rd.money(p.Cents), Strong: true},
		{Label: "Taken off by contract", Amount: rd.money(p.Adjustment)},
		{Label: "Left to the " + rd.patient, Amount: rd.money(p.Patient)},
	}
	v.Acts = []ui.Act{{Label: "Claim " + p.ClaimID.String(), Href: href.Claim(c, p.ClaimID), Icon: "file-text"}}
	if v.Reverse != nil {
		v.Reverse.Text = "The opposite entry is posted. " + p.Payment.Payer + " owes again what it was asked for, and an invoice for what it left to the " + rd.patient + " is voided."
	}
}

// end says that the payment was reversed, or offers to reverse it.
func (v *receiptView) end(c id.Client, p billing.Receipt, rd reader, f *fault.Fault) {
	switch {
	case p.ReversedAt != nil:
		v.State = ui.Tag{Text: "Reversed", Icon: "rotate-ccw", Tone: ui.Ochre}
		v.Notice = &ui.Notice{Tone: ui.Ochre, Title: "Reversed " + rd.day(*p.ReversedAt) + byWhom(p.ReversedBy) + ".", Text: p.ReversedWhy + ". It does not count any more."}
	case rd.who.May(access.ReversePayment):
		v.Reverse = &reasonForm{
			Title: "Reverse this payment", Text: "The opposite entry is posted, and what it paid is owed again. The receipt stays, marked as reversed.",
			Form:  formOf(href.ReversePayment(c, p.ID), f),
			Field: ui.Field{Label: "Why", Name: "reason", Required: true, Autocomplete: "off", Error: fieldOf(f, "reason")},
			Do:    ui.Act{Label: "Reverse " + rd.money(p.Cents), Kind: "danger"}, Open: f != nil,
		}
	}
}

func or(words ...string) string {
	for _, w := range words {
		if w != "" {
			return w
		}
	}
	return ""
}
