package stuck

import (
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
		fix: func(f *fixes) {
			f.offer(access.ChargeVisit, "Charge visit", href.ChargeVisit(f.s.ClientID, f.s.VisitID))
		},
	},
	"claim_detail": {
		icon: "file-warning", tone: ui.Rust, holds: "1 claim", waits: true,
		short: "Claim blocked", what: "Claim is held.", costs: "The claim is held",
		left: [2]string{"Claim of ", " is complete."},
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
		left: [2]string{"Invoice settled for ", "."},
		fix: func(f *fixes) {
			f.offer(access.OpenAccount, "Open invoice", href.Invoice(f.s.ClientID, id.Invoice(f.s.Subject)))
		},
	},
	"refund_waiting": {
		icon: "hourglass", tone: ui.Ochre, holds: "1 refund", waits: true,
		short: "Refund waits", what: "Refund waits for a second person.", costs: "No money leaves until then",
		left: [2]string{"Refund decided for ", "."},
		says: func(s workflow.Stuck, r Reader) (rest, detail string) {
			return ".", show.Money(s.Detail.Cents, r.Currency) + " · asked for by " + s.Detail.Value
		},
		fix: func(f *fixes) {
			f.offer(access.OpenRefund, "Decide", href.Giveback(f.s.ClientID, id.Giveback(f.s.Subject)))
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
	if s.Field == "subscriber_birth" || s.Field == "birth_date" {
		field.Kind = ui.Date
	}
	ask := ui.Ask{
		Post: href.FixCoverage(s.ClientID, s.Detail.Coverage), Save: "Save", Says: "Kept on the coverage, so nobody types it again.",
		Fields: []ui.Field{{Name: "field", Value: s.Field, Kind: ui.Hidden, ID: "field-" + s.ID.String()}},
	}
	if s.Field == "birth_date" {
		ask.Post, ask.Says = href.FixBirthDate(s.ClientID), "Kept in the file, so nobody types it again."
	}
	if s.Detail.Value != "" && s.Field != "subscriber" {
		ask.Fields = append(ask.Fields, ui.Field{Label: "Subscriber", Name: "who", ID: "who-" + s.ID.String(), Value: s.Detail.Value, ReadOnly: true})
	}
	ask.Fields = append(ask.Fields, field, ui.Field{Name: "back", Value: href.Worklist("", false), Kind: ui.Hidden, ID: "back-" + s.ID.String()})
	f.ask = &ask
}
