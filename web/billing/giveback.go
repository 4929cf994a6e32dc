package billing

import (
	"context"
	"net/http"

	"github.com/a-h/templ"

	"charthouse/internal/access"
	"charthouse/internal/billing"
	"charthouse/internal/fault"
	"charthouse/internal/id"
	"charthouse/web/href"
	"charthouse/web/page"
	"charthouse/web/show"
	"charthouse/web/ui"
)

// givebackView is a refund or a write-off as it is read, decided and taken back.
type givebackView struct {
	Shell   ui.Shell
	Title   string
	Number  string
	State   ui.Tag
	Amount  string
	About   string
	Facts   []ui.Fact
	Notice  *ui.Notice
	Approve *approval
	Acts    []ui.Act
	Ends    []reasonForm // what may be done with a reason
}

// approval is the button of the second person.
type approval struct {
	Form ui.FormOf
	Says string
	Do   ui.Act
}

// giveback answers GET /clients/{client}/givebacks/{giveback}.
func (h *Handler) giveback(w http.ResponseWriter, r *http.Request) error {
	c, n, err := page.InFile[id.Giveback](r, "giveback")
	if err != nil {
		return err
	}
	v, err := h.givebackView(r, c, n, nil)
	if err != nil {
		return err
	}
	return page.Render(w, r, givebackPage(v))
}

func (h *Handler) givebackView(r *http.Request, c id.Client, n id.Giveback, f *fault.Fault) (givebackView, error) {
	g, err := h.Money.OpenGiveback(r.Context(), page.Actor(r), c, n)
	if err != nil {
		return givebackView{}, err
	}
	s := h.Site.Shell(r, givebackName(g.Kind)+" "+n.String(), "b")
	s.Back = page.Up(r, ui.Link{Href: href.Client(c), Label: g.Client})
	v := givebackOf(s, c, g, h.reader(r), f)
	if v.Approve != nil {
		v.Approve.Form.Action = href.Returning(v.Approve.Form.Action, page.Opener(r))
	}
	for i := range v.Ends {
		v.Ends[i].Form.Action = href.Returning(v.Ends[i].Form.Action, page.Opener(r))
	}
	return v, nil
}

// refund answers POST /clients/{client}/refunds.
func (h *Handler) refund(w http.ResponseWriter, r *http.Request) error {
	c, err := page.Client(r)
	if err != nil {
		return err
	}
	in, err := page.Decode[billing.RefundForm](r)
	if err != nil {
		return err
	}
	made, wrong := h.Money.Refund(r.Context(), page.Actor(r), c, in)
	if wrong != nil {
		v, err := h.accountView(r, c, billing.PaymentForm{}, nil)
		if err != nil {
			return err
		}
		if v.Refund != nil {
			v.Refund = refundOf(c, in, h.reader(r), asFault(wrong))
		}
		return page.Retry(w, r, wrong, func(*fault.Fault) templ.Component { return accountPage(v) })
	}
	return page.See(w, r, href.Giveback(c, made))
}

// writeOff answers POST /clients/{client}/charges/{charge}/write-off.
func (h *Handler) writeOff(w http.ResponseWriter, r *http.Request) error {
	c, charge, err := page.InFile[id.Charge](r, "charge")
	if err != nil {
		return err
	}
	in, err := page.Decode[billing.WriteOffForm](r)
	if err != nil {
		return err
	}
	made, wrong := h.Money.WriteOff(r.Context(), page.Actor(r), c, charge, in)
	if wrong != nil {
		v, err := h.chargedView(r, c, charge, nil, asFault(wrong))
		if err != nil {
			return err
		}
		return page.Retry(w, r, wrong, func(*fault.Fault) templ.Component { return chargedPage(v) })
	}
	return page.See(w, r, href.Giveback(c, made))
}

// approve answers POST /clients/{client}/givebacks/{giveback}/approval.
func (h *Handler) approve(w http.ResponseWriter, r *http.Request) error {
	return h.decide(w, r, "It is approved and done.", func(ctx context.Context, who access.Actor, c id.Client, n id.Giveback, _ string) error {
		return h.Money.Approve(ctx, who, c, n)
	})
}

// withdraw answers POST /clients/{client}/givebacks/{giveback}/withdrawal.
func (h *Handler) withdraw(w http.ResponseWriter, r *http.Request) error {
	return h.decide(w, r, "It is withdrawn. Nothing was given back.", func(ctx context.Context, who access.Actor, c id.Client, n id.Giveback, why string) error {
		return h.Money.Withdraw(ctx, who, c, n, billing.WithdrawForm{Reason: why})
	})
}

// reverseGiveback answers POST /clients/{client}/givebacks/{giveback}/reversal.
func (h *Handler) reverseGiveback(w http.ResponseWriter, r *http.Request) error {
	return h.decide(w, r, "It is reversed.", func(ctx context.Context, who access.Actor, c id.Client, n id.Giveback, why string) error {
		return h.Money.ReverseGiveback(ctx, who, c, n, billing.ReverseForm{Reason: why})
	})
}

func (h *Handler) decide(w http.ResponseWriter, r *http.Request, said string, do func(context.Context, access.Actor, id.Client, id.Giveback, string) error) error {
	c, n, err := page.InFile[id.Giveback](r, "giveback")
	if err != nil {
		return err
	}
	in, err := page.Decode[billing.WithdrawForm](r)
	if err != nil {
		return err
	}
	if wrong := do(r.Context(), page.Actor(r), c, n, in.Reason); wrong != nil {
		v, err := h.givebackView(r, c, n, asFault(wrong))
		if err != nil {
			return err
		}
		return page.Retry(w, r, wrong, func(*fault.Fault) templ.Component { return givebackPage(v) })
	}
	h.Site.Say(r, ui.Toast{Text: said, Tone: ui.Teal})
	return page.See(w, r, page.Back(r, href.Giveback(c, n)))
}

func givebackName(kind string) string {
	if kind == "write_off" {
		return "Write-off"
	}
	return "Refund"
}

func givebackOf(s ui.Shell, c id.Client, g billing.Giveback, rd reader, f *fault.Fault) givebackView {
	v := givebackView{
		Shell: s, Title: givebackName(g.Kind), Number: g.ID.String(), Amount: rd.money(g.Cents), State: ui.Tag{Text: "Done", Icon: "check", Tone: ui.Teal},
		About: g.Reason, Facts: []ui.Fact{{Name: "Asked for", Value: show.When(g.AskedAt, rd.now, rd.zone), Detail: g.AskedBy}},
	}
	switch {
	case g.Kind == "refund":
		v.Facts = append(v.Facts, ui.Fact{Name: "Paid back by", Value: methods[g.Method], Detail: or(g.Reference, "no reference")})
	case rd.who.May(access.OpenAccount):
		v.Facts = append(v.Facts, ui.Fact{Name: "Charge", Value: g.Code, Detail: g.Label, Href: href.Charge(c, g.ChargeID)})
	}
	if g.ApprovedAt != nil {
		v.Facts = append(v.Facts, ui.Fact{Name: "Approved", Value: show.When(*g.ApprovedAt, rd.now, rd.zone), Detail: g.ApprovedBy})
	}
	if rd.who.May(access.OpenAccount) {
		v.Acts = []ui.Act{{Label: "Account", Href: href.Statement(c, 0), Icon: "wallet"}}
	}
	v.end(c, g, rd, f)
	return v
}

// end says what became of it, or offers what may be done now.
func (v *givebackView) end(c id.Client, g billing.Giveback, rd reader, f *fault.Fault) {
	switch {
	case g.WithdrawnAt != nil:
		v.State = ui.Tag{Text: "Withdrawn", Icon: "x"}
		v.Notice = &ui.Notice{Title: "Withdrawn " + rd.day(*g.WithdrawnAt) + byWhom(g.WithdrawnBy) + ".", Text: g.WithdrawnWhy + ". Nothing was given back."}
	case g.ReversedAt != nil:
		v.State = ui.Tag{Text: "Reversed", Icon: "rotate-ccw", Tone: ui.Ochre}
		v.Notice = &ui.Notice{Tone: ui.Ochre, Title: "Reversed " + rd.day(*g.ReversedAt) + byWhom(g.ReversedBy) + ".", Text: g.ReversedWhy + ". It does not count any more."}
	case g.Waiting():
		v.wait(c, g, rd, f)
	case rd.who.May(access.ReverseRefund):
		text := "The opposite entry is posted, and the credit is there again."
		if g.Kind == "write_off" {
			text = "The opposite entry is posted, and the " + rd.patient + " owes it again."
		}
		v.Ends = append(v.Ends, reasoned("Reverse this", text, href.DecideGiveback(c, g.ID, "reversal"), "Reverse "+rd.money(g.Cents), f))
	}
}

// wait offers the decision: to everybody who may, but for who asked.
func (v *givebackView) wait(c id.Client, g billing.Giveback, rd reader, f *fault.Fault) {
	v.State = ui.Tag{Text: "Waits for a second person", Icon: "hourglass", Tone: ui.Slate}
	switch {
	case f != nil && len(f.Fields) == 0:
		v.Notice = &ui.Notice{Tone: ui.Rust, Title: "Nothing was changed.", Text: f.Message}
	case g.Asker == rd.who.Staff():
		v.Notice = &ui.Notice{Title: "You asked for this.", Text: "It is above the limit, so somebody else approves it: a practice manager or an owner. It stands on their worklist."}
	}
	if rd.who.May(access.ApproveRefund) && g.Asker != rd.who.Staff() {
		v.Approve = &approval{
			Form: ui.FormOf{Action: href.DecideGiveback(c, g.ID, "approval"), Class: "stack"}, Do: ui.Act{Label: "Approve " + rd.money(g.Cents), Kind: "primary"},
			Says: g.AskedBy + " asked for this. Approving does it at once; there is " + rd.money(g.Left) + " to give back.",
		}
	}
	if rd.who.May(access.WithdrawRefund) {
		v.Ends = append(v.Ends, reasoned("Withdraw this", "Nothing is given back, and it leaves the worklist.", href.DecideGiveback(c, g.ID, "withdrawal"), "Withdraw", f))
	}
}

// reasoned is an act behind a fold, with why it is done.
func reasoned(title, text, action, label string, f *fault.Fault) reasonForm {
	wrong := fieldOf(f, "reason")
	if wrong == "" {
		f = nil
	}
	return reasonForm{
		Title: title, Text: text, Form: formOf(action, f), Do: ui.Act{Label: label, Kind: "danger"}, Open: f != nil,
		Field: ui.Field{Label: "Why", Name: "reason", Required: true, Autocomplete: "off", Error: wrong},
	}
}

// refundOf is the form that pays credit back.
func refundOf(c id.Client, in billing.RefundForm, rd reader, f *fault.Fault) *payForm {
	var options []ui.Option
	for _, m := range billing.Methods {
		options = append(options, ui.Option{Value: m, Label: methods[m]})
	}
	fields := []ui.Field{
		{Label: "Amount", Name: "amount", ID: "f-refund-amount", Value: in.Amount, Kind: ui.Money, Required: true, Autocomplete: "off"},
		{Label: "Paid back by", Name: "method", ID: "f-refund-method", Value: or(in.Method, billing.Methods[0]), Kind: ui.Select, Options: options},
		{Label: "Reference", Name: "reference", ID: "f-refund-reference", Value: in.Reference, Autocomplete: "off"},
		{Label: "Why", Name: "reason", ID: "f-refund-reason", Value: in.Reason, Required: true, Autocomplete: "off"},
	}
	page.Mark(fields, f)
	return &payForm{
		Form: formOf(href.Refund(c), f, fields...), Fields: fields, Do: ui.Act{Label: "Pay back"}, Open: f != nil,
		Says: "Above the limit of the practice it waits for a second person.",
	}
}
