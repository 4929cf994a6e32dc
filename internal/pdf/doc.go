// Package pdf draws the papers that a person takes home: invoices and receipts.
//
// Purpose: one quiet sheet in ink and one teal, on A4 or US Letter, right for every
// Latin, Greek, Cyrillic and Vietnamese name, the same bytes for the same values.
//
// Words: an Invoice asks for money, a Receipt says that it came. Amounts are whole
// minor units (cents) of one currency. Dates arrive as text, as the practice writes
// them. A Party is a name with its address.
//
// Tables: none.
//
// Doors: Invoice.PDF, Receipt.PDF, Amount.
//
// Not here: what is owed (billing); the fonts, which come with the assets. The sums
// on the sheet are added up here, so that a sheet cannot contradict itself.
//
// No library here writes tagged PDF: the page of the same invoice is its accessible
// form.
package pdf
