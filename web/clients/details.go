package clients

import (
	"slices"

	"charthouse/internal/clients"
	"charthouse/internal/fault"
	"charthouse/web/page"
	"charthouse/web/ui"
)

// detailFields are the fields of demographics, grouped as they stand on the page.
type detailFields struct {
	Name, Reach, Home []ui.Field
	Version           ui.Field // of the file that an edit was opened on
}

var sexes = []ui.Option{{Value: "unknown", Label: "Not known"}, {Value: "female", Label: "Female"}, {Value: "male", Label: "Male"}, {Value: "other", Label: "Other"}}

var reaches = []ui.Option{{Value: "email", Label: "Mail"}, {Value: "phone", Label: "Phone call"}, {Value: "text", Label: "Text message"}, {Value: "post", Label: "Post"}}

var reminded = []ui.Option{{Value: "email", Label: "Mail"}, {Value: "text", Label: "Text message"}, {Value: "none", Label: "None"}}

// fieldsOf draws what was typed, with what is wrong under each field.
func fieldsOf(in clients.Details, f *fault.Fault) detailFields {
	d := detailFields{
		Name: []ui.Field{
			{Label: "Given name", Name: "given", Value: in.Given, Autofocus: true, Autocomplete: "off"},
			{Label: "Family name", Name: "family", Value: in.Family, Autocomplete: "off"},
			{Label: "Preferred name", Name: "preferred", Value: in.Preferred, Help: "If they wish to be called otherwise.", Autocomplete: "off"},
			{Label: "Date of birth", Name: "birth_date", Value: in.BirthDate, Kind: ui.Date},
			{Label: "Sex", Name: "sex", Value: in.Sex, Kind: ui.Select, Options: sexes},
			{Label: "Pronouns", Name: "pronouns", Value: in.Pronouns, Placeholder: "she/her"},
		},
		Reach: []ui.Field{
			{Label: "Phone", Name: "phone", Value: in.Phone, Kind: ui.Tel, Autocomplete: "off"},
			{Label: "Mail", Name: "email", Value: in.Email, Kind: ui.Email, Autocomplete: "off"},
			{Label: "Prefers", Name: "prefers", Value: in.Prefers, Kind: ui.Select, Options: reaches},
			{Label: "Reminders of visits", Name: "reminders", Value: in.Reminders, Kind: ui.Select, Options: reminded},
			{Label: "Agreed to texts", Name: "texts_agreed", Value: ticked(in.TextsAgreed), Kind: ui.Check, Help: "Tick it once they said so. Who asked, and when, is kept."},
			{Label: "Language", Name: "language", Value: in.Language},
			{Label: "Needs an interpreter", Name: "interpreter", Value: ticked(in.Interpreter), Kind: ui.Check},
		},
		Home: []ui.Field{
			{Label: "Address", Name: "line1", Value: in.Line1, Autocomplete: "off"},
			{Label: "Address, second line", Name: "line2", Value: in.Line2, Autocomplete: "off"},
			{Label: "City", Name: "city", Value: in.City, Autocomplete: "off"},
			{Label: "State or region", Name: "region", Value: in.Region, Autocomplete: "off"},
			{Label: "Postcode", Name: "postcode", Value: in.Postcode, Autocomplete: "off"},
			{Label: "Country", Name: "country", Value: in.Country, Autocomplete: "off"},
			{Label: "Time zone", Name: "zone", Value: in.Zone, Kind: ui.Select, Options: ui.Zones(in.Zone, "That of the practice"), Help: "If they live in another one: they are not reminded at night."},
		},
	}
	for _, group := range [][]ui.Field{d.Name, d.Reach, d.Home} {
		page.Mark(group, f)
	}
	return d
}

// all are the fields in the order of the page.
func (d detailFields) all() []ui.Field { return slices.Concat(d.Name, d.Reach, d.Home) }

func (d detailFields) errors() []ui.FieldError { return page.Errors(d.Name, d.Reach, d.Home) }

func ticked(yes bool) string {
	if yes {
		return "true"
	}
	return ""
}
