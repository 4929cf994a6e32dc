package stuck

import (
	"slices"

	"charthouse/internal/access"
	"charthouse/internal/billing"
	"charthouse/internal/workflow"
	"charthouse/internal/worklist"
	"charthouse/web/href"
	"charthouse/web/ui"
)

// Mend is what is missing, asked where the line is read: the fields are named as
// the door names them that keeps their values.
type Mend struct {
	Verb   access.Verb // who may
	Title  string
	Fields []ui.Field
	Save   string
	Says   string // where else it is kept
	InRow  bool   // it is short enough for the row itself
}

// Key names what is missing on a line: its kind, and the field where a kind has many.
func Key(s workflow.Stuck) string {
	if s.Field != "" {
		return s.Kind + "." + s.Field
	}
	return s.Kind
}

// MendOf is what mends the line in place, if anything does.
func MendOf(s workflow.Stuck, r Reader) (Mend, bool) {
	of, ok := mends[Key(s)]
	if !ok || s.Hidden || s.Kind == "mail_failed" && (s.Detail.Value == "" || r.MailsWait) {
		return Mend{}, false
	}
	return of(s), true
}

const kept = "Kept in the file, so nobody types it again."

var mends = map[string]func(s workflow.Stuck) Mend{
	"claim_detail.npi": func(s workflow.Stuck) Mend {
		return Mend{
			Verb: access.EditStaff, Title: "NPI of " + s.Line.Clinician, Save: "Save", InRow: true, Says: "Kept with " + s.Line.Clinician + ", for every later claim.",
			Fields: []ui.Field{{Label: "NPI of " + s.Line.Clinician, Name: "npi", Autocomplete: "off", Required: true}},
		}
	},
	"client_unreachable": func(workflow.Stuck) Mend {
		return Mend{
			Verb: access.EditClient, Title: "A way to reach them", Save: "Save", InRow: true, Says: "One of the two will do. " + kept,
			Fields: []ui.Field{{Label: "Phone", Name: "phone", Kind: ui.Tel, Autocomplete: "off"}, {Label: "Mail", Name: "email", Kind: ui.Email, Autocomplete: "off"}},
		}
	},
	"invoice_unreachable": func(s workflow.Stuck) Mend {
		m := Mend{
			Verb: access.EditClient, Title: "Where the invoice goes", Save: "Save", Says: "A mail address or a postal one. " + kept,
			Fields: []ui.Field{{Label: "Mail", Name: "email", Kind: ui.Email, Autocomplete: "off"}},
		}
		if s.Detail.Contact != 0 {
			m.Title = "Where invoices reach " + s.Detail.Title
			m.Fields = append(m.Fields, ui.Field{Label: "Or postal address", Name: "address", Kind: ui.Area, Rows: 3})
			return m
		}
		m.Fields = append(m.Fields,
			ui.Field{Label: "Or street and number", Name: "line1", Autocomplete: "off"},
			ui.Field{Label: "Postcode", Name: "postcode", Autocomplete: "off"}, ui.Field{Label: "City", Name: "city", Autocomplete: "off"})
		return m
	},
	"mail_failed": func(s workflow.Stuck) Mend {
		return Mend{
			Verb: access.EditClient, Title: "Another mail address", Save: "Keep it and mail again", InRow: true, Says: kept,
			Fields: []ui.Field{{Label: "Mail address", Name: "email", Kind: ui.Email, Value: s.Detail.Value, Autocomplete: "off", Required: true}},
		}
	},
	"guardian_missing": func(workflow.Stuck) Mend {
		return Mend{
			Verb: access.EditClient, Title: "Who is responsible", Save: "Add guardian", Says: kept,
			Fields: []ui.Field{
				{Label: "Name", Name: "name", Autocomplete: "off", Required: true},
				{Label: "What they are to the child", Name: "relation", Placeholder: "Mother", Autocomplete: "off"},
				{Label: "Phone", Name: "phone", Kind: ui.Tel, Autocomplete: "off"},
			},
		}
	},
	"invoice_overdue": func(s workflow.Stuck) Mend {
		var ways []ui.Option
		for _, m := range billing.Methods {
			ways = append(ways, ui.Option{Value: m, Label: upper(m)})
		}
		return Mend{
			Verb: access.TakePayment, Title: "Take payment", Save: "Take payment", Says: "It pays this visit first, then the oldest that is open.",
			Fields: []ui.Field{
				{Label: "Amount", Name: "amount", Kind: ui.Money, Value: billing.Cents(s.Cents).Typed(), Autocomplete: "off", Required: true},
				{Label: "Paid by", Name: "method", Kind: ui.Select, Value: billing.Methods[0], Options: ways},
				{Label: "Reference", Name: "reference", Placeholder: "End of card, no. of cheque", Autocomplete: "off"},
			},
		}
	},
	"document_unread": func(workflow.Stuck) Mend {
		return Mend{Verb: access.ReadDocument, Title: "Read document", Save: "I have read it"}
	},
}

// here puts what is missing into the row, or leads to the page that asks for it.
// Before the line has a number of its own there is no such page.
func (f *fixes) here() {
	m, ok := MendOf(f.s, f.r)
	if !ok || f.row == 0 || !f.r.Who.May(m.Verb) {
		return
	}
	if !m.InRow {
		f.out = append(f.out, ui.Fix{Act: ui.Act{Label: m.Title, Href: href.Line(f.s.ClientID, f.row, "fix", f.r.back()), Attrs: drawer}})
		return
	}
	ask := ui.Ask{Post: href.FixBlocker(f.s.ClientID, f.row), Save: m.Save, Says: m.Says}
	for _, field := range m.Fields {
		field.ID = field.Name + "-" + f.row.String()
		ask.Fields = append(ask.Fields, field)
	}
	ask.Fields = append(ask.Fields, ui.Field{Name: "back", Value: f.r.back(), Kind: ui.Hidden, ID: "back-" + f.row.String()})
	f.ask = &ask
}

// question offers to ask those who can give a missing value, to those who cannot.
func (f *fixes) question() {
	s := f.s
	if f.row == 0 || f.row != s.ID || !worklist.AsksValue(s.Kind, s.Field) || f.ask != nil || f.mended() || !f.r.Who.May(access.AskQuestion) {
		return
	}
	if s.Question != nil && s.Question.Answered == nil {
		return
	}
	f.out = append(f.out, ui.Fix{Act: ui.Act{Label: "Ask " + Crew(s.Fixer), Href: href.Line(s.ClientID, s.ID, "ask", f.r.back()), Attrs: drawer}})
}

// mended is true where the reader was offered to mend it on a page.
func (f *fixes) mended() bool {
	m, ok := MendOf(f.s, f.r)
	return ok && f.r.Who.May(m.Verb)
}

// MendKeys are the keys of what is mended in place.
func MendKeys() []string {
	out := make([]string, 0, len(mends))
	for k := range mends {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}
