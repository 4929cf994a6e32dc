package billing

import (
	"net/http"
	"time"

	"charthouse/internal/access"
	"charthouse/internal/billing"
	"charthouse/internal/id"
	"charthouse/internal/messaging"
	"charthouse/internal/workflow"
	"charthouse/web/href"
	"charthouse/web/page"
	"charthouse/web/show"
	"charthouse/web/ui"
)

// mailView is how an invoice travels by mail.
type mailView struct {
	Says string
	Send *ui.Act
	Post string // where it is sent
	Rows []mailRow
}

// mailRow is one mail that carries the invoice.
type mailRow struct {
	State         ui.Tag
	When, Address string
	Problem       string
	Again         string // where a failed mail is tried once more
}

// mailInvoice answers POST /clients/{client}/invoices/{invoice}/mail.
func (h *Handler) mailInvoice(w http.ResponseWriter, r *http.Request) error {
	c, invoice, err := page.InFile[id.Invoice](r, "invoice")
	if err != nil {
		return err
	}
	if err := h.Flow.SendInvoice(r.Context(), page.Actor(r), c, invoice); err != nil {
		return h.retryInvoice(w, r, c, invoice, err)
	}
	h.Site.Say(r, ui.Toast{Text: "Invoice " + invoice.String() + " goes by mail as soon as it can.", Tone: ui.Teal})
	return page.See(w, r, href.Invoice(c, invoice))
}

// DrawInvoice makes the paper of an invoice that goes by mail.
func DrawInvoice(c id.Client, b billing.Bill) ([]byte, error) {
	f, err := fonts()
	if err != nil {
		return nil, err
	}
	zone, err := time.LoadLocation(b.Paper.Zone)
	if err != nil {
		return nil, err
	}
	return invoiceSheet(b, c.String(), reader{zone: zone, currency: b.Paper.Currency}).PDF(f)
}

// mails says how the invoice travels, and offers to send it.
func (v *invoiceView) mails(c id.Client, b workflow.Bill, rd reader) {
	m := mailView{}
	for _, s := range b.Carried.Mails {
		m.Rows = append(m.Rows, mailRowOf(c, s, rd))
	}
	if b.VoidedAt == nil && rd.who.May(access.SendInvoice) {
		m.offer(c, b, rd)
	}
	if m.Says != "" || len(m.Rows) > 0 {
		v.Mail = &m
	}
}

func (m *mailView) offer(c id.Client, b workflow.Bill, rd reader) {
	if b.Carried.To == "" {
		m.Says = "There is no mail address in the file, so the invoice cannot be mailed. Print it, or add an address."
		return
	}
	m.Says = "To " + b.Carried.To + ", with the paper attached. The mail itself names the practice, the number and the day on which it is due, and nothing else."
	if !b.Carried.Served {
		m.Says = "To " + b.Carried.To + ". No mail server is set up yet: it waits in the outbox, and goes by itself once there is one."
	}
	m.Post, m.Send = href.MailInvoice(c, b.ID), &ui.Act{Label: "Send by mail", Icon: "send"}
	if len(m.Rows) > 0 {
		m.Send.Label = "Send again by mail"
	}
}

func mailRowOf(c id.Client, s messaging.Sending, rd reader) mailRow {
	out := mailRow{When: joined(show.When(s.MadeAt, rd.now, rd.zone), s.By), Address: s.Address, Problem: s.Problem}
	switch s.State {
	case messaging.Sent:
		out.State, out.When = ui.Tag{Text: "Mailed", Icon: "check", Tone: ui.Teal}, joined(show.When(*s.SentAt, rd.now, rd.zone), s.By)
	case messaging.Failed:
		out.State = ui.Tag{Text: "Not delivered", Icon: "circle-alert", Tone: ui.Rust}
		if rd.who.May(access.ResendMail) {
			out.Again = href.ResendMail(c, s.Mail)
		}
	case messaging.Withdrawn:
		out.State = ui.Tag{Text: "Not mailed", Icon: "x"}
	default:
		out.State = ui.Tag{Text: "Waits to be mailed", Icon: "hourglass", Tone: ui.Slate}
	}
	return out
}
