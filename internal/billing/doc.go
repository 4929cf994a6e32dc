// Package billing is the money of a visit: what was done, who owes it, who was
// asked, what was paid.
//
// Words: Charge (a service done at a visit; it stands until it is reversed),
// Entry (one balanced movement in the ledger; its lines sum to zero), Invoice
// (asks the client), Claim (asks a payer), Answer (what the payer paid, took off
// and left to the client), Payment, Credit (paid ahead), Allocation (credit used),
// Giveback (money that leaves: a refund or a write-off, above a limit by two),
// Reversal (the only correction), Dues (what a visit still waits for; derived from
// the lines).
//
// Tables: services, payers, entries, lines, charges, visit_dues, free_visits,
// invoices, invoice_charges, claims, payments, givebacks, giveback_limit, missed_fees.
//
// Doors: those of each noun in its file; ChargeVisitTx and AskTx for signing,
// ChargeMissedTx and UnchargeMissedTx for visits that were missed, PayerNamedTx for
// imports.
//
// Not here: when to charge. Signing is charging: workflow.SignNote.
package billing

import "charthouse/internal/db"

// Service is the doors of this domain.
type Service struct{ db *db.DB }

// New opens the doors on d.
func New(d *db.DB) *Service { return &Service{d} }
