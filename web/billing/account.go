package billing

import (
	"net/http"

	"github.com/a-h/templ"

	"charthouse/internal/access"
	"charthouse/internal/billing"
	"charthouse/internal/fault"
	"charthouse/internal/id"
	"charthouse/web/href"
	"charthouse/web/page"
	"charthouse/web/ui"
)

// accountView is a patient's account: what is open, every movement, and a form
// for money that comes.
type accountView struct {
	Shell     ui.Shell
	Name      string
	Facts     []ui.Fact
	Open      []openRow
	Movements []movement
	Older     *ui.Link
	Empty     *ui.EmptyOf
	Pay       *payForm
	Refund    *payForm
	Waiting   []movement // refunds and write-offs that wait for a second person
	Credit    *ui.Link   // puts credit to what is open, with the amount in its words
}

// openRow is a visit on which something is owed.
type openRow struct {
	Href, Visit, Detail string
	Client, Payer       string
	Ask                 string // where an invoice can be made
	Link                *ui.Link
}

// movement is a line of the statement.
type movement struct {
	Date, What, Detail, Amount, Balance string
	Href                                string
	Struck                              bool // it was reversed
}

// payForm takes a payment.
type payForm struct {
	Form   ui.FormOf
	Fields []ui.Field
	Says   string
	Do     ui.Act
	Open   bool // of a fold: it came back with something to mend
}

// account answers GET /clients/{client}/account?before=.
func (h *Handler) account(w http.ResponseWriter, r *http.Request) error {
	c, err := page.Client(r)
	if err != nil {
		return err
	}
	v, err := h.accountView(r, c, billing.PaymentForm{}, nil)
	if err != nil {
		return err
	}
	return page.Render(w, r, accountPage(v))
}

func (h *Handler) accountView(r *http.Request, c id.Client, in billing.PaymentForm, f *fault.Fault) (accountView, error) {
	before, _ := id.Parse[id.Entry](r.URL.Query().Get("before"))
	a, err := h.Money.OpenAccount(r.Context(), page.Actor(r), c, before)
	if err != nil {
		return accountView{}, err
	}
	s := h.Site.Shell(r, "Account of "+a.Client, "b")
	s.Back = &ui.Link{Href: href.Client(c), Label: a.Client}
	return accountOf(s, c, a, in, h.reader(r), f), nil
}

// take answers POST /clients/{client}/payments.
func (h *Handler) take(w http.ResponseWriter, r *http.Request) error {
	c, err := page.Client(r)
	if err != nil {
		return err
	}
	in, err := page.Decode[billing.PaymentForm](r)
	if err != nil {
		return err
	}
	in.Visit = ""
	made, wrong := h.Money.TakePayment(r.Context(), page.Actor(r), c, in)
	if wrong != nil {
		v, err := h.accountView(r, c, in, asFault(wrong))
		if err != nil {
			return err
		}
		return page.Retry(w, r, wrong, func(*fault.Fault) templ.Component { return accountPage(v) })
	}
	h.Site.Say(r, ui.Toast{Text: "The payment is taken.", Tone: ui.Teal})
	return page.See(w, r, href.Payment(c, made))
}

// useCredit answers POST /clients/{client}/credit.
func (h *Handler) useCredit(w http.ResponseWriter, r *http.Request) error {
	c, err := page.Client(r)
	if err != nil {
		return err
	}
	if err := h.Money.UseCredit(r.Context(), page.Actor(r), c); err != nil {
		return err
	}
	h.Site.Say(r, ui.Toast{Text: "The credit is put to what was open, the oldest first.", Tone: ui.Teal})
	return page.See(w, r, href.Statement(c, 0))
}

func accountOf(s ui.Shell, c id.Client, a billing.Account, in billing.PaymentForm, rd reader, f *fault.Fault) accountView {
	v := accountView{Shell: s, Name: a.Client, Facts: []ui.Fact{
		{Name: rd.Patient() + " owes", Value: rd.money(a.Owed)},
		{Name: "Credit", Value: rd.money(a.Credit)},
		{Name: "Balance", Value: balance(a.Balance(), rd)},
		{Name: "Asked of payers", Value: rd.money(a.Asked)},
	}}
	for _, o := range a.Open {
		v.Open = append(v.Open, openRowOf(c, o, rd))
	}
	for _, w := range a.Waiting {
		v.Waiting = append(v.Waiting, movement{Date: rd.day(w.AskedAt), What: givebackName(w.Kind), Detail: "Asked for by " + w.AskedBy, Amount: rd.money(w.Cents), Href: href.Giveback(c, w.ID)})
	}
	for _, m := range a.Movements {
		v.Movements = append(v.Movements, movementOf(c, m, rd))
	}
	if a.Older != 0 {
		v.Older = &ui.Link{Label: "Older movements", Href: href.Statement(c, a.Older)}
	}
	if len(v.Movements) == 0 {
		v.Empty = &ui.EmptyOf{Level: 2, Title: "Nothing has moved yet", Text: "Signing the first note posts the first charge. A payment ahead is welcome and stays as credit."}
	}
	if a.Credit > 0 && rd.who.May(access.MakeRefund) {
		v.Refund = refundOf(c, billing.RefundForm{Amount: a.Credit.Typed()}, rd, nil)
	}
	if rd.who.May(access.TakePayment) {
		v.Pay = pay(href.Pay(c), in, "It pays the oldest charges first. What is left stays as credit.", f)
		if a.Credit > 0 && a.Owed > 0 {
			v.Credit = &ui.Link{Label: "Put " + rd.money(min(a.Credit, a.Owed)) + " of credit to what is open", Href: href.Credit(c)}
		}
	}
	return v
}

// balance is what is owed, or how much credit there is.
func balance(c billing.Cents, rd reader) string {
	if c < 0 {
		return rd.money(-c) + " credit"
	}
	return rd.money(c)
}

func openRowOf(c id.Client, o billing.OpenVisit, rd reader) openRow {
	out := openRow{Href: href.Checkout(c, o.VisitID), Visit: rd.wall(o.StartsLocal), Detail: o.VisitType, Client: rd.money(o.ClientCents), Payer: rd.money(o.PayerCents)}
	if o.Payer != "" {
		out.Detail += ", " + o.Payer
	}
	switch {
	case o.InvoiceID != 0:
		out.Link = &ui.Link{Label: "Invoice " + o.InvoiceID.String(), Href: href.Invoice(c, o.InvoiceID)}
	case o.ClientCents > 0 && rd.who.May(access.MakeInvoice):
		out.Ask = href.MakeInvoice(c, o.VisitID)
	case o.ClaimID != 0 && rd.who.May(access.OpenClaim):
		out.Link = &ui.Link{Label: "Claim " + o.ClaimID.String(), Href: href.Claim(c, o.ClaimID)}
	}
	return out
}

func movementOf(c id.Client, m billing.Movement, rd reader) movement {
	out := movement{Date: rd.day(m.At), Amount: rd.money(m.Cents), Balance: balance(m.Balance, rd), Struck: m.Reversed, What: what(m, rd), Detail: detail(m, rd)}
	switch {
	case m.PaymentID != 0:
		out.Href = href.Payment(c, m.PaymentID)
	case m.GivebackID != 0 && rd.who.May(access.OpenRefund):
		out.Href = href.Giveback(c, m.GivebackID)
	case m.ChargeID != 0:
		out.Href = href.Charge(c, m.ChargeID)
	}
	if m.Cents > 0 {
		out.Amount = "+" + out.Amount
	}
	return out
}

func what(m billing.Movement, rd reader) string {
	switch m.Kind {
	case "charge":
		return m.What
	case "payment":
		if m.Payer != "" {
			return m.Payer + " paid " + rd.money(m.Paid)
		}
		return "Payment, " + lower(how(m.Method, m.Reference))
	case "allocation":
		return "Credit used, " + rd.money(m.Used)
	case "refund":
		return "Refund, " + lower(methods[m.Method])
	case "write_off":
		return "Written off"
	case "reversal":
		return reversed(m, rd)
	}
	return "Movement"
}

// reversed says what a reversal took back.
func reversed(m billing.Movement, rd reader) string {
	switch m.Reverses {
	case "charge":
		return "Reversal of " + m.What
	case "allocation":
		return "Use of credit reversed, " + rd.money(m.Used)
	case "refund":
		return "Reversal of a refund, " + lower(methods[m.Method])
	case "write_off":
		return "Reversal of a write-off"
	}
	if m.Payer != "" {
		return "Reversal of " + m.Payer + "’s " + rd.money(m.Paid)
	}
	return "Reversal of a payment, " + lower(methods[m.Method])
}

func detail(m billing.Movement, rd reader) string {
	out := m.Memo
	switch {
	case m.Reversed:
		out = "Reversed since"
	case m.Payer != "" && m.Cents > 0:
		out = or(m.Memo, "It leaves "+rd.money(m.Cents)+" more to the "+rd.patient)
	case m.Payer != "" && m.Cents < 0:
		out = or(m.Memo, "It leaves "+rd.money(-m.Cents)+" less to the "+rd.patient)
	case m.PayerCents > 0:
		out = "The payer is asked for " + rd.money(m.PayerCents)
	case m.InvoiceID != 0:
		out = "Invoice " + m.InvoiceID.String()
	case m.Reverses == "charge" && m.Used > 0:
		out += ". " + rd.money(m.Used) + " paid for it are credit now"
	}
	return joined(out, m.By)
}

// pay is the form for a payment, with what was typed.
func pay(action string, in billing.PaymentForm, says string, f *fault.Fault) *payForm {
	var options []ui.Option
	for _, m := range billing.Methods {
		options = append(options, ui.Option{Value: m, Label: methods[m]})
	}
	fields := []ui.Field{
		{Label: "Amount", Name: "amount", Value: in.Amount, Kind: ui.Money, Required: true, Autocomplete: "off"},
		{Label: "Paid by", Name: "method", Value: or(in.Method, billing.Methods[0]), Kind: ui.Select, Options: options},
		{Label: "Reference", Name: "reference", Value: in.Reference, Placeholder: "End of card, no. of cheque", Autocomplete: "off"},
	}
	page.Mark(fields, f)
	return &payForm{Form: formOf(action, f, fields...), Fields: fields, Says: says, Do: ui.Act{Label: "Take payment", Kind: "primary"}}
}
