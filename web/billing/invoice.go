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

// invoiceView is an invoice as it is read, printed and acted upon.
type invoiceView struct {
	Shell    ui.Shell
	Number   string
	State    ui.Tag
	Due      string // the single number of the page, and what it is
	DueLabel string
	Facts    []ui.Fact
	Notice   *ui.Notice
	From, To ui.Side // as the letterhead and the address have them
	About    []ui.Fact
	Lines    []sheetLine
	Sums     []sheetSum
	PayHow   []string
	Acts     []ui.Act
	Void     *reasonForm
	Mail     *mailView
}

// sheetLine is a service on a paper.
type sheetLine struct{ Date, Code, What, Detail, Units, Amount string }

// sheetSum is an amount under the lines.
type sheetSum struct {
	Label, Amount, Href string
	Strong              bool
}

// reasonForm is an act behind a fold, with why it is done.
type reasonForm struct {
	Title, Text string
	Form        ui.FormOf
	Field       ui.Field
	Do          ui.Act
	Open        bool // it came back with something to mend
}

// invoice answers GET /clients/{client}/invoices/{invoice}.
func (h *Handler) invoice(w http.ResponseWriter, r *http.Request) error {
	c, invoice, err := page.InFile[id.Invoice](r, "invoice")
	if err != nil {
		return err
	}
	v, err := h.invoiceView(r, c, invoice, nil)
	if err != nil {
		return err
	}
	return page.Render(w, r, invoicePage(v))
}

func (h *Handler) invoiceView(r *http.Request, c id.Client, invoice id.Invoice, f *fault.Fault) (invoiceView, error) {
	b, err := h.Flow.OpenInvoice(r.Context(), page.Actor(r), c, invoice)
	if err != nil {
		return invoiceView{}, err
	}
	s := h.Site.Shell(r, "Invoice "+invoice.String(), "b")
	s.Back = &ui.Link{Href: href.Statement(c, 0), Label: "Account of " + b.Paper.Client}
	v := invoiceOf(s, c, b.Bill, h.reader(r), f)
	v.mails(c, b, h.reader(r))
	return v, nil
}

// invoicePDF answers GET /clients/{client}/invoices/{invoice}/pdf.
func (h *Handler) invoicePDF(w http.ResponseWriter, r *http.Request) error {
	c, invoice, err := page.InFile[id.Invoice](r, "invoice")
	if err != nil {
		return err
	}
	b, err := h.Money.OpenInvoice(r.Context(), page.Actor(r), c, invoice)
	if err != nil {
		return err
	}
	if b.VoidedAt != nil {
		return errVoid
	}
	return sheet(w, "invoice-"+invoice.String(), invoiceSheet(b, c.String(), h.reader(r)).PDF)
}

// void answers POST /clients/{client}/invoices/{invoice}/void.
func (h *Handler) void(w http.ResponseWriter, r *http.Request) error {
	c, invoice, err := page.InFile[id.Invoice](r, "invoice")
	if err != nil {
		return err
	}
	in, err := page.Decode[billing.VoidForm](r)
	if err != nil {
		return err
	}
	if err := h.Money.VoidInvoice(r.Context(), page.Actor(r), c, invoice, in); err != nil {
		return h.retryInvoice(w, r, c, invoice, err)
	}
	h.Site.Say(r, ui.Toast{Text: "Invoice " + invoice.String() + " is voided. Its charges wait for another invoice.", Tone: ui.Teal})
	return page.See(w, r, href.Invoice(c, invoice))
}

func (h *Handler) retryInvoice(w http.ResponseWriter, r *http.Request, c id.Client, invoice id.Invoice, wrong error) error {
	v, err := h.invoiceView(r, c, invoice, asFault(wrong))
	if err != nil {
		return err
	}
	return page.Retry(w, r, wrong, func(*fault.Fault) templ.Component { return invoicePage(v) })
}

// makeInvoice answers POST /clients/{client}/visits/{visit}/invoice.
func (h *Handler) makeInvoice(w http.ResponseWriter, r *http.Request) error {
	c, visit, err := page.InFile[id.Visit](r, "visit")
	if err != nil {
		return err
	}
	made, err := h.Money.MakeInvoice(r.Context(), page.Actor(r), c, visit)
	if err != nil {
		return err
	}
	return page.See(w, r, href.Invoice(c, made))
}

func invoiceOf(s ui.Shell, c id.Client, b billing.Bill, rd reader, f *fault.Fault) invoiceView {
	name, address := b.Paper.To()
	v := invoiceView{
		Shell: s, Number: b.ID.String(), State: *stateTag(b.VoidedAt != nil, b.Due(), b.DueOn, rd), Due: rd.money(b.Due()), DueLabel: "Balance due",
		Facts:  []ui.Fact{{Name: "Issued", Value: show.Date(b.IssuedOn)}, {Name: "Pay by", Value: show.Date(b.DueOn)}, {Name: "Total", Value: rd.money(b.Total())}},
		From:   ui.Side{Title: b.Paper.Practice, Rows: rows(b.Paper.From())},
		To:     ui.Side{Title: name, Rows: rows(address)},
		PayHow: paragraphs(b.Paper.PayHow),
	}
	for _, a := range about(b.Paper, c.String()) {
		v.About = append(v.About, ui.Fact{Name: a.Label, Value: a.Value})
	}
	for _, l := range b.Lines {
		v.Lines = append(v.Lines, sheetLine{visitDay(b.Paper, l, rd), l.Code, l.Label, lineDetail(b.Paper, l, rd), show.Count(l.Units, "", ""), rd.money(l.Cents)})
	}
	v.Sums = sumsOf(c, b, rd)
	if b.VoidedAt != nil {
		v.DueLabel = "Asks for nothing"
		v.Notice = &ui.Notice{Title: "Voided " + rd.day(*b.VoidedAt) + byWhom(b.VoidedBy) + ".", Text: b.VoidedWhy}
	}
	v.offer(c, b, rd, f)
	return v
}

// offer adds what may be done with the invoice as it stands.
func (v *invoiceView) offer(c id.Client, b billing.Bill, rd reader, f *fault.Fault) {
	if b.Due() > 0 && rd.who.May(access.TakePayment) {
		v.Acts = append(v.Acts, ui.Act{Label: "Take payment", Href: href.Checkout(c, b.VisitID), Kind: "primary", Icon: "wallet"})
	}
	if b.VoidedAt == nil {
		v.Acts = append(v.Acts, ui.Act{Label: "PDF", Href: href.InvoicePDF(c, b.ID), Icon: "file-text"})
	}
	v.Shell.Tools = tools(ui.Act{Label: "Print", Icon: "printer", Attrs: templ.Attributes{"data-print": true, "data-enhanced": true, "hidden": true}})
	if b.VoidedAt == nil && b.Paid() == 0 && rd.who.May(access.MakeInvoice) {
		v.Void = &reasonForm{
			Title: "Void this invoice", Text: "It asks for nothing then. What was charged stays owed and can be put on another invoice.",
			Form:  formOf(href.VoidInvoice(c, b.ID), f),
			Field: ui.Field{Label: "Why", Name: "reason", Required: true, Autocomplete: "off", Error: fieldOf(f, "reason")},
			Do:    ui.Act{Label: "Void invoice " + b.ID.String(), Kind: "danger"}, Open: f != nil,
		}
	} else if f != nil {
		v.Notice = &ui.Notice{Tone: ui.Rust, Text: f.Message}
	}
}

func sumsOf(c id.Client, b billing.Bill, rd reader) []sheetSum {
	out := []sheetSum{{Label: "Total", Amount: rd.money(b.Total()), Strong: true}}
	for _, s := range b.Settled {
		line := sheetSum{Label: settledBy(s) + ", " + show.Date(civil.Of(s.At, rd.zone)), Amount: rd.money(-s.Cents)}
		if s.PaymentID != 0 {
			line.Href = href.Payment(c, s.PaymentID)
		}
		out = append(out, line)
	}
	if len(b.Settled) > 0 {
		out = append(out, sheetSum{Label: "Balance due", Amount: rd.money(b.Due()), Strong: true})
	}
	return out
}

func rows(words []string) (out []ui.SideRow) {
	for _, w := range words {
		out = append(out, ui.SideRow{Label: w})
	}
	return out
}

func byWhom(name string) string {
	if name == "" {
		return ""
	}
	return " by " + name
}
