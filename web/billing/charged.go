package billing

import (
	"net/http"
	"strconv"
	"strings"

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

// chargedView is a charge as it is read and taken back.
type chargedView struct {
	Shell   ui.Shell
	Code    string
	Label   string
	About   string
	State   ui.Tag
	Amount  string
	Facts   []ui.Fact
	Notice  *ui.Notice
	Moves   []movement
	Acts    []ui.Act
	Reverse *reasonForm
	Forgive *reasonForm // writes off what is left
}

// charged answers GET /clients/{client}/charges/{charge}.
func (h *Handler) charged(w http.ResponseWriter, r *http.Request) error {
	c, charge, err := page.InFile[id.Charge](r, "charge")
	if err != nil {
		return err
	}
	v, err := h.chargedView(r, c, charge, nil, nil)
	if err != nil {
		return err
	}
	return page.Render(w, r, chargedPage(v))
}

func (h *Handler) chargedView(r *http.Request, c id.Client, charge id.Charge, f, off *fault.Fault) (chargedView, error) {
	k, err := h.Money.OpenCharge(r.Context(), page.Actor(r), c, charge)
	if err != nil {
		return chargedView{}, err
	}
	s := h.Site.Shell(r, "Charge "+k.Code, "b")
	s.Back = &ui.Link{Href: href.Checkout(c, k.VisitID), Label: "Check-out of " + k.Client}
	v := chargedOf(s, c, k, h.reader(r), f)
	v.forgive(c, k, h.reader(r), off)
	return v, nil
}

// reverseCharge answers POST /clients/{client}/charges/{charge}/reversal.
func (h *Handler) reverseCharge(w http.ResponseWriter, r *http.Request) error {
	c, charge, err := page.InFile[id.Charge](r, "charge")
	if err != nil {
		return err
	}
	in, err := page.Decode[billing.ReverseForm](r)
	if err != nil {
		return err
	}
	made, wrong := h.Money.ReverseCharge(r.Context(), page.Actor(r), c, charge, in)
	if wrong != nil {
		v, err := h.chargedView(r, c, charge, asFault(wrong), nil)
		if err != nil {
			return err
		}
		return page.Retry(w, r, wrong, func(*fault.Fault) templ.Component { return chargedPage(v) })
	}
	toast := ui.Toast{Text: "The charge is reversed.", Tone: ui.Teal}
	if made != 0 {
		toast.Text = "The charge is reversed. The rest is on invoice " + made.String() + "."
		toast.Open = &ui.Link{Label: "Open invoice", Href: href.Invoice(c, made)}
	}
	h.Site.Say(r, toast)
	return page.See(w, r, href.Charge(c, charge))
}

func chargedOf(s ui.Shell, c id.Client, k billing.Charge, rd reader, f *fault.Fault) chargedView {
	v := chargedView{
		Shell: s, Code: codeOf(k.Code, k.Modifiers), Label: k.Label, Amount: rd.money(k.Cents), State: ui.Tag{Text: "Charged", Icon: "check", Tone: ui.Teal},
		About: k.VisitType + ", " + rd.wall(k.StartsLocal) + " " + k.StartsLocal.Format("15:04") + byWhomSeen(k.Clinician),
		Facts: []ui.Fact{
			{Name: "Charged", Value: show.When(k.At, rd.now, rd.zone), Detail: or(k.By, "on signing")},
			{Name: "Units", Value: strconv.Itoa(k.Units), Detail: or(strings.Join(k.Diagnoses, ", "), "no diagnosis")},
			{Name: rd.Patient() + " owes of it", Value: rd.money(k.ClientCents)},
			{Name: "Payer owes of it", Value: rd.money(k.PayerCents)},
		},
	}
	for _, m := range k.Moves {
		v.Moves = append(v.Moves, moveOf(c, m, rd))
	}
	if k.InvoiceID != 0 {
		v.Acts = append(v.Acts, ui.Act{Label: "Invoice " + k.InvoiceID.String(), Href: href.Invoice(c, k.InvoiceID), Icon: "receipt"})
	}
	v.Acts = append(v.Acts, ui.Act{Label: "Account", Href: href.Statement(c, 0), Icon: "wallet"})
	v.end(c, k, rd, f)
	return v
}

// end says that the charge was reversed, or offers to reverse it.
func (v *chargedView) end(c id.Client, k billing.Charge, rd reader, f *fault.Fault) {
	switch {
	case k.ReversedAt != nil:
		v.State = ui.Tag{Text: "Reversed", Icon: "rotate-ccw", Tone: ui.Ochre}
		v.Notice = &ui.Notice{Tone: ui.Ochre, Title: "Reversed " + rd.day(*k.ReversedAt) + byWhom(k.ReversedBy) + ".", Text: k.ReversedWhy + ". It does not count any more."}
	case !rd.who.May(access.ReverseCharge):
	case k.Answered:
		v.Notice = &ui.Notice{Title: "The payer has answered for this visit.", Text: "To reverse the charge, reverse the payer’s payment first."}
	default:
		v.Reverse = &reasonForm{
			Title: "Reverse this charge", Text: reversing(k, rd),
			Form:  formOf(href.ReverseCharge(c, k.ID), f),
			Field: ui.Field{Label: "Why", Name: "reason", Required: true, Autocomplete: "off", Error: fieldOf(f, "reason")},
			Do:    ui.Act{Label: "Reverse " + rd.money(k.Cents), Kind: "danger"}, Open: f != nil,
		}
	}
}

// forgive offers to write off what is left, or says what waits or is in its way.
func (v *chargedView) forgive(c id.Client, k billing.Charge, rd reader, f *fault.Fault) {
	switch {
	case f != nil && len(f.Fields) == 0:
		v.Notice = &ui.Notice{Tone: ui.Rust, Title: "Nothing was changed.", Text: f.Message}
	case k.WriteOff != 0:
		v.Notice = &ui.Notice{Icon: "hourglass", Title: "Writing this off waits for a second person."}
		if rd.who.May(access.OpenRefund) {
			v.Acts = append(v.Acts, ui.Act{Label: "Write-off " + k.WriteOff.String(), Href: href.Giveback(c, k.WriteOff), Icon: "hourglass"})
		}
	case k.ClientCents > 0 && k.Asked == 0 && rd.who.May(access.WriteOff):
		form := reasoned(
			"Write off what is left", rd.money(k.ClientCents)+" is given up: nobody is asked for it any more. Above the limit of the practice it waits for a second person.",
			href.WriteOff(c, k.ID), "Write off "+rd.money(k.ClientCents), f,
		)
		v.Forgive = &form
	}
}

// reversing says beforehand what comes with a reversal.
func reversing(k billing.Charge, rd reader) string {
	out := []string{"The opposite entry is posted, and nothing is owed for it."}
	if paid := k.PaidByClient(); paid > 0 {
		out = append(out, "What was paid for it, "+rd.money(paid)+", becomes credit.")
	}
	if k.WrittenOff {
		out = append(out, "What was written off of it is taken back.")
	}
	switch {
	case k.InvoiceID != 0 && k.Others > 0:
		out = append(out, "Invoice "+k.InvoiceID.String()+" is voided, and another one is made for the rest of it.")
	case k.InvoiceID != 0:
		out = append(out, "Invoice "+k.InvoiceID.String()+" is voided.")
	}
	return strings.Join(append(out, "Where nothing else is charged, the visit waits for a charge again."), " ")
}

// moveOf is what an entry did to the charge: the client's part as its amount, the
// payer's as its balance.
func moveOf(c id.Client, m billing.Move, rd reader) movement {
	out := movement{Date: rd.day(m.At), What: whatMoved(m), Detail: joined(m.Memo, m.By), Amount: signed(m.ClientCents, rd), Balance: signed(m.PayerCents, rd)}
	if m.PaymentID != 0 {
		out.Href = href.Payment(c, m.PaymentID)
	}
	return out
}

func whatMoved(m billing.Move) string {
	switch {
	case m.Payer != "" && m.Kind == "payment":
		return m.Payer + " answered"
	case m.Payer != "":
		return m.Payer + "’s answer reversed"
	case m.Kind == "payment":
		return "Payment, " + lower(methods[m.Method])
	case m.Kind == "reversal" && m.Reverses == "charge":
		return "Reversed"
	case m.Kind == "reversal" && m.Reverses == "payment":
		return "Reversal of a payment, " + lower(methods[m.Method])
	case m.Kind == "reversal" && m.Reverses == "write_off":
		return "Write-off reversed"
	case m.Kind == "reversal":
		return "Use of credit reversed"
	case m.Kind == "allocation":
		return "Credit used"
	case m.Kind == "write_off":
		return "Written off"
	}
	return "Charged"
}

// signed is an amount with its sign; nothing moved is a dash.
func signed(c billing.Cents, rd reader) string {
	switch {
	case c == 0:
		return "–"
	case c > 0:
		return "+" + rd.money(c)
	}
	return rd.money(c)
}

func codeOf(code, modifiers string) string {
	if modifiers == "" {
		return code
	}
	return code + "-" + modifiers
}

func joined(words ...string) string { return strings.Join(lines(words...), " · ") }

func byWhomSeen(clinician string) string {
	if clinician == "" {
		return ""
	}
	return " with " + clinician
}
