// Package billing is the pages of money: what is held, what is owed and what
// came; a patient's account; claims, invoices, receipts and check-out.
package billing
