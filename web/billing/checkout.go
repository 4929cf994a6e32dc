package billing

import (
	"net/http"

	"github.com/a-h/templ"

	"charthouse/internal/access"
	"charthouse/internal/billing"
	"charthouse/internal/civil"
	"charthouse/internal/fault"
	"charthouse/internal/id"
	"charthouse/internal/workflow"
	"charthouse/web/href"
	"charthouse/web/page"
	"charthouse/web/show"
	"charthouse/web/ui"
	"charthouse/web/visitline"
)

// checkoutView is what the desk needs when somebody leaves.
type checkoutView struct {
	Shell  ui.Shell
	Name   string
	About  string
	Line   ui.Line
	Amount string // what to ask for today
	Why    string // the copay, the fee, or what is open
	Facts  []ui.Fact
	Notice *ui.Notice
	Pay    *payForm
	Costs  []chargeLine
	Paid   []paidRow
	Links  []ui.Act
	Ask    string // where an invoice can be made
	Next   ui.Side
}

// chargeLine is a charge of this visit.
type chargeLine struct {
	Href, What, When, Amount string
	Reversed                 bool
}

// paidRow is a payment for this visit.
type paidRow struct {
	Href, Receipt, When, How, Amount string
	Reversed                         bool
}

// checkout answers GET /clients/{client}/visits/{visit}/checkout.
func (h *Handler) checkout(w http.ResponseWriter, r *http.Request) error {
	c, visit, err := page.InFile[id.Visit](r, "visit")
	if err != nil {
		return err
	}
	v, err := h.checkoutView(r, c, visit, nil, nil)
	if err != nil {
		return err
	}
	return page.Render(w, r, checkoutPage(v))
}

func (h *Handler) checkoutView(r *http.Request, c id.Client, visit id.Visit, in *billing.PaymentForm, f *fault.Fault) (checkoutView, error) {
	o, err := h.Flow.OpenCheckout(r.Context(), page.Actor(r), c, visit)
	if err != nil {
		return checkoutView{}, err
	}
	s := h.Site.Shell(r, "Check-out of "+o.Client, "b")
	s.Back = &ui.Link{Href: href.Client(c), Label: o.Client}
	return checkoutOf(s, c, o, h.reader(r), in, f), nil
}

// takeForVisit answers POST /clients/{client}/visits/{visit}/payments.
func (h *Handler) takeForVisit(w http.ResponseWriter, r *http.Request) error {
	c, visit, err := page.InFile[id.Visit](r, "visit")
	if err != nil {
		return err
	}
	in, err := page.Decode[billing.PaymentForm](r)
	if err != nil {
		return err
	}
	in.Visit = visit.String()
	made, wrong := h.Money.TakePayment(r.Context(), page.Actor(r), c, in)
	if wrong != nil {
		v, err := h.checkoutView(r, c, visit, &in, asFault(wrong))
		if err != nil {
			return err
		}
		return page.Retry(w, r, wrong, func(*fault.Fault) templ.Component { return checkoutPage(v) })
	}
	h.Site.Say(r, ui.Toast{Text: "The payment is taken.", Tone: ui.Teal, Open: &ui.Link{Label: "Open receipt", Href: href.Payment(c, made)}})
	return page.See(w, r, href.Checkout(c, visit))
}

func checkoutOf(s ui.Shell, c id.Client, o workflow.Checkout, rd reader, in *billing.PaymentForm, f *fault.Fault) checkoutView {
	v := checkoutView{
		Shell: s, Name: o.Client, Line: visitline.Of(o.Line, rd.now, rd.zone), Amount: rd.money(o.Today()), Why: whyToday(o.Till),
		About: o.VisitType + ", " + rd.wall(o.StartsLocal) + " " + o.StartsLocal.Format("15:04") + " with " + o.Line.Clinician,
		Facts: factsOf(o.Till, rd),
	}
	if o.Payer != "" {
		v.About += ", " + o.Payer
	}
	if o.Free {
		v.Notice = &ui.Notice{Title: "This visit is free.", Text: o.FreeWhy}
	}
	for _, k := range o.Charges {
		v.Costs = append(v.Costs, chargeLine{href.Charge(c, k.ID), codeOf(k.Code, k.Modifiers) + " " + k.Label, joined(show.When(k.At, rd.now, rd.zone), k.By), rd.money(k.Cents), k.ReversedAt != nil})
	}
	for _, p := range o.Payments {
		v.Paid = append(v.Paid, paidRow{
			href.Payment(c, p.ID), "Receipt " + p.ID.String(), show.When(p.ReceivedAt, rd.now, rd.zone), how(p.Method, p.Reference), rd.money(p.Cents), p.ReversedAt != nil,
		})
	}
	if rd.who.May(access.TakePayment) {
		if in == nil {
			in = &billing.PaymentForm{}
			if today := o.Today(); today > 0 {
				in.Amount = today.Typed()
			}
		}
		v.Pay = pay(href.PayVisit(c, o.ID), *in, saysOf(o.Till), f)
	}
	v.links(c, o, rd)
	v.Next = nextSide(c, o, rd)
	return v
}

// whyToday says where the amount comes from.
func whyToday(t billing.Till) string {
	switch {
	case t.Charged && t.Open == 0:
		return "Everything is paid"
	case t.Charged:
		return "Left to pay for this visit"
	case t.Free:
		return "Nothing to pay"
	case t.CoverageID != nil && t.Today() == 0:
		return "The copay is paid"
	case t.CoverageID != nil:
		return "Copay"
	case t.Today() == 0:
		return "The fee is paid ahead"
	}
	return "Fee of the visit"
}

func saysOf(t billing.Till) string {
	if !t.Charged && !t.Free {
		return "The visit is not charged yet: the payment waits as credit, and the charges use it first."
	}
	return "It pays this visit first, then the oldest charges. What is left stays as credit."
}

func factsOf(t billing.Till, rd reader) []ui.Fact {
	facts := []ui.Fact{{Name: "Fee of the visit", Value: rd.money(t.FeeCents)}}
	if t.Charged {
		facts = []ui.Fact{{Name: "Charged to the " + rd.patient, Value: rd.money(t.Asked)}}
	}
	if t.PaidAhead > 0 {
		facts = append(facts, ui.Fact{Name: "Paid for this visit", Value: rd.money(t.PaidAhead)})
	}
	if t.Elsewhere > 0 {
		facts = append(facts, ui.Fact{Name: "Open for other visits", Value: rd.money(t.Elsewhere)})
	}
	if t.Credit > 0 {
		facts = append(facts, ui.Fact{Name: "Credit", Value: rd.money(t.Credit)})
	}
	return facts
}

func (v *checkoutView) links(c id.Client, o workflow.Checkout, rd reader) {
	if o.InvoiceID != 0 {
		v.Links = append(v.Links, ui.Act{Label: "Invoice " + o.InvoiceID.String(), Href: href.Invoice(c, o.InvoiceID), Icon: "receipt"})
	} else if o.Open > 0 && rd.who.May(access.MakeInvoice) {
		v.Ask = href.MakeInvoice(c, o.ID)
	}
	if o.ClaimID != 0 && rd.who.May(access.OpenClaim) {
		v.Links = append(v.Links, ui.Act{Label: "Claim " + o.ClaimID.String(), Href: href.Claim(c, o.ClaimID), Icon: "file-text"})
	}
	if o.SignedAt != nil && (!o.Charged || o.Reversed) && rd.who.May(access.ChargeVisit) {
		v.Links = append(v.Links, ui.Act{Label: "Charge visit", Href: href.ChargeVisit(c, o.ID), Icon: "receipt"})
	}
	v.Links = append(v.Links, ui.Act{Label: "Account", Href: href.Statement(c, 0), Icon: "wallet"})
}

func nextSide(c id.Client, o workflow.Checkout, rd reader) ui.Side {
	out := ui.Side{Title: "Next visit", Empty: "Nothing is booked."}
	if rd.who.May(access.BookVisit) {
		out.Link = &ui.Link{Label: "Book", Href: href.Book(href.Booking{Client: c})}
	}
	if o.Next != nil {
		out.Rows = []ui.SideRow{{
			Label: show.DayTime(o.Next.StartsAt, rd.now, rd.zone), Href: href.Visit(c, o.Next.VisitID), Under: o.Next.VisitType + " with " + o.Next.Clinician,
			Detail: inDays(civil.Of(o.Next.StartsAt, rd.zone).Days(rd.today())),
		}}
	}
	return out
}

func inDays(n int) string {
	switch {
	case n <= 0:
		return "today"
	case n == 1:
		return "tomorrow"
	}
	return "in " + show.Count(n, "day", "days")
}
