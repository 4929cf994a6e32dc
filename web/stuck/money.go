package stuck

import (
	"strconv"

	"charthouse/internal/access"
	"charthouse/internal/id"
	"charthouse/internal/workflow"
	"charthouse/web/href"
	"charthouse/web/show"
	"charthouse/web/ui"
)

var moneyKinds = map[string]kind{
	"signed_uncharged": {
		icon: "receipt", tone: ui.Rust, holds: "1 charge",
		short: "Nothing charged", what: "Seen and signed, but nothing charged.", costs: "Add its services or say that it is free",
		left: [2]string{"Charges decided for ", "."},
		by:   []access.Verb{access.ChargeVisit},
		fix: func(f *fixes) {
			f.offer(access.ChargeVisit, "Charge visit", href.ChargeVisit(f.s.ClientID, f.s.VisitID))
		},
	},
	"claim_detail": {
		icon: "file-warning", tone: ui.Rust, holds: "1 claim", waits: true,
		short: "Claim blocked", what: "Claim is held.", costs: "The claim is held",
		left: [2]string{"What the claim of ", " lacked is there."},
		by:   []access.Verb{access.EditCoverage, access.EditClient, access.ReviewPacket, access.SignNote, access.ChargeVisit, access.EditStaff, access.SettleFile},
		acts: map[access.Verb]way{access.TakePayerPayment: payerPaid},
		says: func(s workflow.Stuck, r Reader) (rest, detail string) {
			return ".", visitOf(s, r) + " · " + s.Detail.Title
		},
		fix: func(f *fixes) {
			f.askField()
			f.offer(access.OpenClaim, "Open claim", href.Claim(f.s.ClientID, id.Claim(f.s.Subject)))
		},
	},
	"invoice_overdue": {
		icon: "receipt", tone: ui.Rust, holds: "1 invoice",
		short: "Invoice overdue", what: "Invoice is overdue.", costs: "Ask for the payment",
		left: [2]string{"Invoice paid for ", "."},
		by:   []access.Verb{access.TakePayment},
		acts: map[access.Verb]way{
			access.TakePayerPayment: payerPaid,
			access.MakeInvoice:      voided,
			access.WriteOff:         forgiven,
			access.ApproveRefund:    forgiven,
		},
		fix: func(f *fixes) {
			f.offer(access.OpenAccount, "Open invoice", href.Invoice(f.s.ClientID, id.Invoice(f.s.Subject)))
		},
	},
	"refund_waiting": {
		icon: "hourglass", tone: ui.Ochre, holds: "1 refund", waits: true,
		short: "Refund waits", what: "Refund waits for a second person.", costs: "No money leaves until then",
		left: [2]string{"Decided by a second person for ", "."},
		by:   []access.Verb{access.ApproveRefund},
		acts: map[access.Verb]way{access.WithdrawRefund: gone("Request taken back for ", ".")},
		says: func(s workflow.Stuck, r Reader) (rest, detail string) {
			return ".", show.Money(s.Detail.Cents, r.Currency) + " · asked for by " + s.Detail.Value
		},
		fix: func(f *fixes) {
			f.lead(access.OpenRefund, "Decide", href.Giveback(f.s.ClientID, id.Giveback(f.s.Subject)))
		},
	},
	"claim_unanswered": {
		icon: "mail-question", tone: ui.Rust, holds: "1 claim",
		short: "Payer is silent", what: "Payer has not answered the claim.", costs: "Ask the payer, then write down what it says",
		left: [2]string{"Claim answered for ", "."},
		by:   []access.Verb{access.TakePayerPayment},
		acts: map[access.Verb]way{
			access.EditCoverage: gone("Claim of ", " lacks a detail again."),
			access.SettleFile:   changed,
		},
		says: func(s workflow.Stuck, r Reader) (rest, detail string) {
			return ".", visitOf(s, r) + " · " + s.Detail.Title
		},
		fix: func(f *fixes) {
			f.offer(access.OpenClaim, "Enter answer", href.Claim(f.s.ClientID, id.Claim(f.s.Subject)))
		},
	},
	"client_unbilled": {
		icon: "receipt", tone: ui.Rust, holds: "1 bill",
		short: "Nobody billed", what: "The patient's part is on no invoice.", costs: "Nobody is asked for it",
		left: [2]string{"Invoice made for ", "."},
		by:   []access.Verb{access.MakeInvoice},
		acts: map[access.Verb]way{
			access.TakePayment: went("Paid without an invoice: ", "."),
			access.WriteOff:    gone("Write-off asked for or made for ", "."),
			access.SettleFile:  changed,
		},
		fix: func(f *fixes) {
			f.post(access.MakeInvoice, "Make invoice", href.MakeInvoice(f.s.ClientID, f.s.VisitID))
			f.offer(access.TakePayment, "Take payment", href.Checkout(f.s.ClientID, f.s.VisitID))
		},
	},
	"credit_unapplied": {
		icon: "coins", tone: ui.Ochre, holds: "1 credit", waits: true,
		short: "Credit unused", what: "Credit stands while something is owed.", costs: "Put it to what is open",
		left: [2]string{"Payment or credit applied for ", "."},
		by:   []access.Verb{access.TakePayment},
		acts: map[access.Verb]way{
			access.MakeRefund:       gone("Credit given back to ", "."),
			access.ApproveRefund:    gone("Credit given back or balance written off for ", "."),
			access.WriteOff:         forgiven,
			access.TakePayerPayment: payerPaid,
		},
		fix: func(f *fixes) {
			f.post(access.TakePayment, "Use credit", href.Credit(f.s.ClientID))
			f.offer(access.OpenAccount, "Open account", href.Statement(f.s.ClientID, 0))
		},
	},
	"credit_idle": {
		icon: "coins", tone: ui.Ochre, holds: "1 credit",
		short: "Credit idle", what: "Credit stands and nothing is owed.", costs: "It belongs to the patient",
		left: [2]string{"Credit given back to ", ", or asked to be."},
		by:   []access.Verb{access.MakeRefund, access.ApproveRefund},
		acts: map[access.Verb]way{
			access.BookVisit:   gone("", " is booked again; the credit waits for it."),
			access.TakePayment: gone("Payment changed the credit of ", "."),
			access.ChargeVisit: gone("Something is owed again by ", "."),
			access.SignNote:    gone("Something is owed again by ", "."),
			access.SettleFile:  changed,
		},
		says: func(s workflow.Stuck, r Reader) (rest, detail string) {
			return ".", show.Money(s.Detail.Cents, r.Currency) + " · nobody is booked and no payer is asked"
		},
		fix: func(f *fixes) {
			f.offer(access.OpenAccount, "Open account", href.Statement(f.s.ClientID, 0))
		},
	},
	"invoice_unreachable": {
		icon: "mail-x", tone: ui.Ochre, holds: "1 invoice", waits: true,
		short: "Invoice goes nowhere", what: "Who pays has neither a mail nor a postal address.", costs: "The invoice can reach nobody",
		left: [2]string{"Invoices can reach ", " now."},
		by:   []access.Verb{access.EditClient, access.ReviewPacket},
		acts: map[access.Verb]way{
			access.TakePayment:      went("Invoice paid for ", "."),
			access.TakePayerPayment: payerPaid,
			access.MakeInvoice:      voided,
			access.WriteOff:         forgiven,
			access.ApproveRefund:    forgiven,
		},
		says: func(s workflow.Stuck, _ Reader) (rest, detail string) {
			if s.Detail.Title != "" {
				return ".", "Bills go to " + s.Detail.Title
			}
			return ".", "Invoice " + strconv.FormatInt(s.Subject, 10)
		},
		fix: func(f *fixes) {
			if len(f.out) == 0 {
				f.offer(access.EditClient, "Add address", href.EditClient(f.s.ClientID))
			}
			f.offer(access.OpenAccount, "Open invoice", href.Invoice(f.s.ClientID, id.Invoice(f.s.Subject)))
		},
	},
}

// gaps says which detail is missing, and what the field asks where one value
// mends it.
var gaps = map[string]struct{ is, label string }{
	"member_number":    {"the member number is missing", "Member number"},
	"subscriber":       {"the subscriber's name is missing", "Subscriber"},
	"subscriber_birth": {"the subscriber's date of birth is missing", "Their date of birth"},
	"birth_date":       {"the patient's date of birth is missing", "Date of birth"},
	"coverage_dates":   {is: "the coverage is not valid on that day"},
	"note":             {is: "the note is not signed"},
	"diagnosis":        {is: "a charge has no diagnosis"},
	"npi":              {is: "the clinician's NPI is missing"},
	"place":            {is: "the place of the visit is not known"},
}

// askField puts the very field that is missing into the row.
func (f *fixes) askField() {
	s := f.s
	gap := gaps[s.Field]
	if gap.label == "" || !f.r.Who.May(access.EditCoverage) {
		return
	}
	field := ui.Field{Label: gap.label, Name: "value", ID: "fix-" + s.ID.String(), Autocomplete: "off", Required: true}
	if s.Field == "subscriber_birth" {
		field.Kind = ui.Date
	}
	ask := ui.Ask{
		Post: href.FixCoverage(s.ClientID, s.Detail.Coverage), Save: "Save", Says: "Kept on the coverage, so nobody types it again.",
		Fields: []ui.Field{{Name: "field", Value: s.Field, Kind: ui.Hidden, ID: "field-" + s.ID.String()}},
	}
	if s.Field == "birth_date" {
		f.askBirthDate()
		return
	}
	if s.Detail.Value != "" && s.Field != "subscriber" {
		ask.Fields = append(ask.Fields, ui.Field{Label: "Subscriber", Name: "who", ID: "who-" + s.ID.String(), Value: s.Detail.Value, ReadOnly: true})
	}
	ask.Fields = append(ask.Fields, field, ui.Field{Name: "back", Value: f.r.back(), Kind: ui.Hidden, ID: "back-" + s.ID.String()})
	f.ask = &ask
}

// askBirthDate puts the client's own into the row.
func (f *fixes) askBirthDate() {
	s := f.s
	if !f.r.Who.May(access.EditClient) {
		return
	}
	f.ask = &ui.Ask{
		Post: href.FixBirthDate(s.ClientID), Save: "Save", Says: "Kept in the file, so nobody types it again.",
		Fields: []ui.Field{
			{Label: gaps["birth_date"].label, Name: "value", ID: "fix-" + s.ID.String(), Kind: ui.Date, Autocomplete: "off", Required: true},
			{Name: "back", Value: f.r.back(), Kind: ui.Hidden, ID: "back-" + s.ID.String()},
		},
	}
}
