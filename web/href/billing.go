package href

import (
	"net/url"

	"charthouse/internal/id"
)

// Billing is where the money of all visits is looked after.
const Billing = "/billing"

// Claims is the claims of a stage (held or ready) and, of those held, of one reason.
func Claims(stage, why, after string) string {
	return query("/billing/claims", "stage", stage, "why", why, "after", after)
}

// Invoices is what patients owe, or in a state: overdue, or all.
func Invoices(state, after string) string {
	return query("/billing/invoices", "state", state, "after", after)
}

// Payments is the payments that came, or those of one method.
func Payments(method, after string) string {
	return query("/billing/payments", "method", method, "after", after)
}

// Statement is a patient's account; before is a movement, or zero.
func Statement(c id.Client, before id.Entry) string {
	if before == 0 {
		return in(c, "/account")
	}
	return in(c, "/account?before="+before.String())
}

// Credit puts a patient's credit to what is open.
func Credit(c id.Client) string { return in(c, "/credit") }

// Pay takes a payment on account.
func Pay(c id.Client) string { return in(c, "/payments") }

// PayVisit takes a payment at check-out.
func PayVisit(c id.Client, v id.Visit) string { return Visit(c, v) + "/payments" }

// PaymentPDF is a receipt on paper.
func PaymentPDF(c id.Client, p id.Payment) string { return Payment(c, p) + "/pdf" }

// ReversePayment takes a payment back.
func ReversePayment(c id.Client, p id.Payment) string { return Payment(c, p) + "/reversal" }

// InvoicePDF is an invoice on paper.
func InvoicePDF(c id.Client, i id.Invoice) string { return Invoice(c, i) + "/pdf" }

// MailInvoice sends an invoice by mail.
func MailInvoice(c id.Client, i id.Invoice) string { return Invoice(c, i) + "/mail" }

// VoidInvoice takes an invoice back.
func VoidInvoice(c id.Client, i id.Invoice) string { return Invoice(c, i) + "/void" }

// ReverseCharge takes a charge back.
func ReverseCharge(c id.Client, n id.Charge) string { return Charge(c, n) + "/reversal" }

// WriteOff gives up what a patient owes of a charge.
func WriteOff(c id.Client, n id.Charge) string { return Charge(c, n) + "/write-off" }

// Refund pays a patient's credit back.
func Refund(c id.Client) string { return in(c, "/refunds") }

// Giveback is a refund's or a write-off's page.
func Giveback(c id.Client, n id.Giveback) string { return in(c, "/givebacks/"+n.String()) }

// DecideGiveback decides one: approval, withdrawal or reversal.
func DecideGiveback(c id.Client, n id.Giveback, how string) string { return Giveback(c, n) + "/" + how }

// MakeInvoice asks for what no invoice asks for yet.
func MakeInvoice(c id.Client, v id.Visit) string { return Visit(c, v) + "/invoice" }

// SetFree says that a visit costs nothing.
func SetFree(c id.Client, v id.Visit) string { return Visit(c, v) + "/free" }

// ClaimDetail fills in what a claim is missing.
func ClaimDetail(c id.Client, k id.Claim) string { return Claim(c, k) + "/detail" }

// AnswerClaim takes what a payer answered to a claim.
func AnswerClaim(c id.Client, k id.Claim) string { return Claim(c, k) + "/payments" }

// BillAnother turns a claim to another coverage.
func BillAnother(c id.Client, k id.Claim) string { return Claim(c, k) + "/coverage" }

// CheckClaim looks at a claim again.
func CheckClaim(c id.Client, k id.Claim) string { return Claim(c, k) + "/check" }

// query adds the pairs that have a value.
func query(path string, pairs ...string) string {
	q := url.Values{}
	for i := 0; i < len(pairs); i += 2 {
		if pairs[i+1] != "" {
			q.Set(pairs[i], pairs[i+1])
		}
	}
	return with(path, q)
}
