package billing

import (
	"net/http"
	"strings"
	"time"

	"charthouse/internal/access"
	"charthouse/internal/billing"
	"charthouse/internal/civil"
	"charthouse/internal/clients"
	"charthouse/internal/workflow"
	"charthouse/web/page"
	"charthouse/web/show"
)

// Handler answers the pages of money.
type Handler struct {
	Site    *page.Site
	Flow    *workflow.Workflow
	Money   *billing.Service
	Clients *clients.Service
}

// Routes is every page and act of this area.
func (h *Handler) Routes(rt page.Routes) {
	rt.Get("/billing", access.ListBilling, h.start)
	rt.Get("/billing/claims", access.OpenClaim, h.claims)
	rt.Get("/billing/invoices", access.ListBilling, h.invoices)
	rt.Get("/billing/payments", access.ListBilling, h.payments)

	rt.Get("/clients/{client}/account", access.OpenAccount, h.account)
	rt.Post("/clients/{client}/credit", access.TakePayment, h.useCredit)
	rt.Post("/clients/{client}/payments", access.TakePayment, h.take)
	rt.Get("/clients/{client}/payments/{payment}", access.OpenAccount, h.receipt)
	rt.Get("/clients/{client}/payments/{payment}/pdf", access.OpenAccount, h.receiptPDF)
	rt.Post("/clients/{client}/payments/{payment}/reversal", access.ReversePayment, h.reverse)

	rt.Get("/clients/{client}/invoices/{invoice}", access.OpenAccount, h.invoice)
	rt.Get("/clients/{client}/invoices/{invoice}/pdf", access.OpenAccount, h.invoicePDF)
	rt.Post("/clients/{client}/invoices/{invoice}/mail", access.SendInvoice, h.mailInvoice)
	rt.Post("/clients/{client}/invoices/{invoice}/void", access.MakeInvoice, h.void)

	rt.Get("/clients/{client}/charges/{charge}", access.OpenAccount, h.charged)
	rt.Post("/clients/{client}/charges/{charge}/reversal", access.ReverseCharge, h.reverseCharge)

	rt.Post("/clients/{client}/charges/{charge}/write-off", access.WriteOff, h.writeOff)

	rt.Post("/clients/{client}/refunds", access.MakeRefund, h.refund)
	rt.Get("/clients/{client}/givebacks/{giveback}", access.OpenRefund, h.giveback)
	rt.Post("/clients/{client}/givebacks/{giveback}/approval", access.ApproveRefund, h.approve)
	rt.Post("/clients/{client}/givebacks/{giveback}/withdrawal", access.WithdrawRefund, h.withdraw)
	rt.Post("/clients/{client}/givebacks/{giveback}/reversal", access.ReverseRefund, h.reverseGiveback)

	rt.Get("/clients/{client}/claims/{claim}", access.OpenClaim, h.claim)
	rt.Post("/clients/{client}/claims/{claim}/detail", access.OpenClaim, h.fillDetail)
	rt.Post("/clients/{client}/claims/{claim}/payments", access.TakePayerPayment, h.answer)
	rt.Post("/clients/{client}/claims/{claim}/check", access.OpenClaim, h.checkClaim)
	rt.Post("/clients/{client}/claims/{claim}/coverage", access.BillAnother, h.billAnother)

	rt.Get("/clients/{client}/visits/{visit}/checkout", access.OpenAccount, h.checkout)
	rt.Post("/clients/{client}/visits/{visit}/payments", access.TakePayment, h.takeForVisit)
	rt.Post("/clients/{client}/visits/{visit}/invoice", access.MakeInvoice, h.makeInvoice)
	rt.Get("/clients/{client}/visits/{visit}/charge", access.ChargeVisit, h.chargeSheet)
	rt.Post("/clients/{client}/visits/{visit}/charge", access.ChargeVisit, h.charge)
	rt.Post("/clients/{client}/visits/{visit}/free", access.ChargeVisit, h.setFree)
}

// reader is who reads a page, when, where and in which money.
type reader struct {
	who      access.Actor
	now      time.Time
	zone     *time.Location
	currency string
	patient  string // the practice's word: patient or client
}

func (h *Handler) reader(r *http.Request) reader {
	p := page.Person(r)
	return reader{p.Actor, h.Site.Now(), page.Zone(r), p.Currency, p.PatientWord}
}

// monday is when this week began.
func (h *Handler) monday(r *http.Request) time.Time {
	today := h.Site.Today(r)
	return today.Add(1 - today.ISOWeekday()).In(page.Zone(r))
}

func (r reader) money(c billing.Cents) string { return show.Money(int64(c), r.currency) }
func (r reader) round(c billing.Cents) string { return show.Round(int64(c), r.currency) }
func (r reader) day(at time.Time) string      { return show.Day(at, r.now, r.zone) }
func (r reader) today() civil.Date            { return civil.Of(r.now, r.zone) }

// wall is the day of a wall time, which comes labelled UTC.
func (r reader) wall(local time.Time) string {
	at := time.Date(local.Year(), local.Month(), local.Day(), local.Hour(), local.Minute(), 0, 0, r.zone)
	return show.Day(at, r.now, r.zone)
}

// Patient is the practice's word at the beginning of a sentence.
func (r reader) Patient() string {
	if r.patient == "client" {
		return "Client"
	}
	return "Patient"
}

var methods = map[string]string{"card": "Card", "cash": "Cash", "transfer": "Transfer", "cheque": "Cheque"}

// how is a payment's method with its reference: Card, ending 4242.
func how(method, reference string) string {
	if reference == "" {
		return methods[method]
	}
	return methods[method] + ", " + reference
}

func lower(s string) string {
	if s == "" {
		return s
	}
	return strings.ToLower(s[:1]) + s[1:]
}
