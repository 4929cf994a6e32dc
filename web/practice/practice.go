package practice

import (
	"net/http"
	"slices"

	"charthouse/internal/practice"
	"charthouse/web/href"
	"charthouse/web/page"
	"charthouse/web/ui"
)

// practiceSettings is /settings/practice: what stands on every invoice and letter.
func (h *Handler) practiceSettings() single[practice.SettingsForm] {
	return single[practice.SettingsForm]{
		h: h, path: href.PracticeSettings, title: "Practice",
		find: func(r *http.Request) (practice.SettingsForm, error) {
			return h.practice.Settings(r.Context(), page.Actor(r))
		},
		save: func(r *http.Request, f practice.SettingsForm) error {
			return h.practice.EditSettings(r.Context(), page.Actor(r), f)
		},
		groups: func(_ *http.Request, f practice.SettingsForm) []group { return practiceGroups(f) },
	}
}

func practiceGroups(f practice.SettingsForm) []group {
	return []group{
		{Title: "Who you are", Shape: "pair", Lede: "Stands on invoices, letters and mails.", Fields: []ui.Field{
			{Label: "Name of the practice", Name: "name", Value: f.Name, Required: true, Autocomplete: "organization"},
			{Label: "Phone", Name: "phone", Value: f.Phone, Kind: ui.Tel, Autocomplete: "tel"},
			{Label: "Mail address for patients", Name: "email", Value: f.Email, Kind: ui.Email, Autocomplete: "email"},
			{Label: "Address", Name: "address", Value: f.Address, Kind: ui.Area, Rows: 3},
		}},
		{Title: "Where and in which words", Shape: "pair", Fields: []ui.Field{
			{Label: "Time zone", Name: "zone", Kind: ui.Select, Value: f.Zone, Options: zoneOptions(f.Zone), Required: true},
			{Label: "People in care are called", Name: "patient_word", Kind: ui.Select, Value: f.PatientWord, Options: []ui.Option{{Value: "patient", Label: "Patients"}, {Value: "client", Label: "Clients"}}},
		}},
		{Title: "Booking online", Shape: "pair", Lede: "Patients book, move and cancel by themselves at " + href.Online + ". What they can book is said at each visit type.", Fields: []ui.Field{
			{Label: "Patients may book online", Name: "online", Kind: ui.Check, Value: ticked(f.Online)},
			{Label: "May be moved or cancelled until", Unit: "hours before", Name: "change_hours", Kind: ui.Number, Value: f.ChangeHours},
		}},
		{Title: "Clinicians’ own calendars", Lede: "A clinician can have their visits shown by their own calendar program, without names unless this is allowed.", Fields: []ui.Field{
			{Label: "Patients may be named there", Name: "feed_names", Kind: ui.Check, Value: ticked(f.FeedNames), Help: "Whoever runs those programs can read the names. Each clinician chooses it besides."},
		}},
		{Title: "Money", Shape: "pair", Fields: []ui.Field{
			{Label: "Currency", Name: "currency", Kind: ui.Select, Value: f.Currency, Options: options(f.Currency, currencies)},
			{Label: "Invoices are due after", Unit: "days", Name: "invoice_days", Kind: ui.Number, Value: f.InvoiceDays, Required: true},
			{Label: "NPI of the practice", Name: "npi", Value: f.NPI, Help: "Ten digits, for claims in the United States."},
			{Label: "Tax number", Name: "tax_id", Value: f.TaxID},
			{Label: "How to pay", Name: "pay_how", Value: f.PayHow, Kind: ui.Area, Rows: 3, Help: "Printed on every invoice, such as your bank account."},
		}},
	}
}

var currencies = []string{"USD", "CAD", "EUR", "GBP", "CHF", "AUD", "NZD", "SEK", "NOK", "DKK", "MXN"}

func zoneOptions(now string) []ui.Option {
	if now == "" {
		return ui.Zones(now, "Choose a time zone")
	}
	return ui.Zones(now, "")
}

// options offers the values, and the one that is set even where it is none of them.
func options(now string, values []string) []ui.Option {
	if now != "" && !slices.Contains(values, now) {
		values = append([]string{now}, values...)
	}
	out := make([]ui.Option, len(values))
	for i, v := range values {
		out[i] = ui.Option{Value: v, Label: v}
	}
	return out
}
