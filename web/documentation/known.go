package docs

import (
	"strconv"
	"strings"
	"time"

	"charthouse/internal/access"
	"charthouse/internal/civil"
	"charthouse/internal/clients"
	docs "charthouse/internal/documentation"
	"charthouse/internal/workflow"
	"charthouse/web/href"
	"charthouse/web/show"
	"charthouse/web/ui"
)

// knownView is what is known before a word is written.
type knownView struct {
	Answers   []workflow.Answered
	Answered  string   // when, or how far
	Waiting   *ui.Link // to the answers that wait to be accepted into the file
	Allergies listOf
	Medicines listOf
	Checked   bool // the author checked the medicines
	Last      []workflow.Answered
	LastWhen  string
}

// listOf is a clinical list of the file that is changed from here.
type listOf struct {
	ID, Title, Empty string
	Rows             []row
	Add              string // where the form posts
	Fields           []ui.Field
	Fault            string
	Open             bool // the form is open, since something in it is wrong
}

// row is a line of such a list, with the form that changes it.
type row struct {
	ID, Label, Detail string
	End, Edit         string // where they post
	Fields            []ui.Field
	Fault             string
	Open              bool
}

func (l *listOf) row(n docs.Note, of, label, detail string, fields []ui.Field) {
	r := row{ID: l.ID + "-" + of, Label: label, Detail: detail, End: href.NoteRow(n.ClientID, n.VisitID, l.ID, of, "end"), Edit: href.NoteRow(n.ClientID, n.VisitID, l.ID, of, "edit")}
	r.Fields = r.within(fields)
	l.Rows = append(l.Rows, r)
}

// within tells the row's fields from those of the others.
func (r row) within(fields []ui.Field) []ui.Field {
	for i := range fields {
		fields[i].ID = r.ID + "-" + fields[i].Name
	}
	return fields
}

func (d drawing) known() knownView {
	v := knownView{Allergies: d.allergies(), Medicines: d.medicines(), Checked: d.p.Note.CheckedAt != nil, Answers: d.p.Asked.Answers}
	if at := d.p.Asked.FinishedAt; at != nil {
		v.Answered = d.p.Client.Given + ", " + show.When(*at, d.now, d.zone)
	} else if len(v.Answers) > 0 {
		v.Answered = "not finished"
	}
	v.Waiting = d.waiting()
	if d.p.Last.NoteID == 0 {
		return v
	}
	v.LastWhen = show.Day(d.p.Last.At, d.now, d.zone) + ", " + d.p.Last.By
	if d.p.Last.StaffID == d.who.Staff() {
		v.LastWhen = show.Day(d.p.Last.At, d.now, d.zone) + ", you"
	}
	for _, p := range d.p.Last.Content.Sections {
		if p.Private && p.Text == "" {
			v.Last = append(v.Last, workflow.Answered{Question: p.Title, Answer: authorAlone})
		}
		if p.Text != "" {
			v.Last = append(v.Last, workflow.Answered{Question: p.Title, Answer: p.Text})
		}
	}
	return v
}

// waiting leads to the answers that would change the file, for whoever accepts them.
func (d drawing) waiting() *ui.Link {
	n := d.p.Asked.Waiting
	if n == 0 || !d.who.May(access.ReviewClinical) {
		return nil
	}
	label := strconv.Itoa(n) + " answers wait to be accepted"
	if n == 1 {
		label = "1 answer waits to be accepted"
	}
	return &ui.Link{Href: href.Packet(d.p.Note.ClientID, d.p.Asked.Packet), Label: label}
}

func (d drawing) allergies() listOf {
	n := d.p.Note
	l := listOf{ID: "allergies", Title: "Allergies", Empty: "None recorded. Ask, and add what is said.", Add: href.NotePart(n.ClientID, n.VisitID, "allergies"), Fields: allergyFields(clients.AllergyForm{})}
	for _, a := range d.p.Clinical.Allergies {
		in := clients.AllergyForm{Substance: a.Substance, Reaction: a.Reaction, Severity: a.Severity, Since: a.Since, Version: a.Version}
		l.row(n, a.ID.String(), a.Substance, strings.Join(filled(a.Reaction, a.Severity), ", "), allergyFields(in))
	}
	return l
}

func (d drawing) medicines() listOf {
	n := d.p.Note
	l := listOf{ID: "medicines", Title: "Medicines", Empty: "None recorded. Ask, and add what is taken.", Add: href.NotePart(n.ClientID, n.VisitID, "medicines"), Fields: medicineFields(clients.MedicationForm{})}
	for _, m := range d.p.Clinical.Medications {
		in := clients.MedicationForm{Name: m.Name, Directions: m.Directions, Started: m.Started, Version: m.Version}
		l.row(n, m.ID.String(), m.Name, m.Directions, medicineFields(in))
	}
	return l
}

func allergyFields(in clients.AllergyForm) []ui.Field {
	severities := []ui.Option{{Value: "", Label: "Not known"}, {Value: "mild", Label: "Mild"}, {Value: "moderate", Label: "Moderate"}, {Value: "severe", Label: "Severe"}}
	return []ui.Field{
		{Name: "version", Kind: ui.Hidden, Value: strconv.Itoa(in.Version)},
		{Name: "since", Kind: ui.Hidden, Value: in.Since},
		{Label: "Allergic to", Name: "substance", Value: in.Substance, Autocomplete: "off"},
		{Label: "What it does", Name: "reaction", Value: in.Reaction, Autocomplete: "off"},
		{Label: "How bad", Name: "severity", Value: in.Severity, Kind: ui.Select, Options: severities},
	}
}

func medicineFields(in clients.MedicationForm) []ui.Field {
	return []ui.Field{
		{Name: "version", Kind: ui.Hidden, Value: strconv.Itoa(in.Version)},
		{Label: "Medicine, with strength", Name: "name", Value: in.Name, Autocomplete: "off"},
		{Label: "How it is taken", Name: "directions", Value: in.Directions, Autocomplete: "off"},
		{Label: "Since", Name: "started", Value: in.Started, Placeholder: "2026-05", Autocomplete: "off"},
	}
}

// vitalsView is what was measured at the visit, what before, and the fields.
type vitalsView struct {
	Post   string
	Fields []vitalField
	Odd    bool // a value that is hardly possible may be kept after all
	Fault  string
}

type vitalField struct {
	ui.Field
	Now, Was string
}

var vitalSigns = []struct{ name, label, unit, code string }{
	{"pressure", "Pressure", "mmHg", "85354-9"},
	{"pulse", "Pulse", "/min", "8867-4"},
	{"temperature", "Temperature", "°C", "8310-5"},
	{"weight", "Weight", "kg", "29463-7"},
	{"height", "Height", "cm", "8302-2"},
	{"oxygen", "Oxygen", "%", "59408-5"},
	{"glucose", "Glucose", "mg/dL", "2339-0"},
}

func (d drawing) vitals() vitalsView {
	n := d.p.Note
	v := vitalsView{Post: href.NotePart(n.ClientID, n.VisitID, "vitals")}
	for _, s := range vitalSigns {
		f := vitalField{Field: ui.Field{Label: s.label, Unit: s.unit, Name: s.name, ID: "v-" + s.name, Small: true, Autocomplete: "off", Attrs: map[string]any{"form": "vitals"}}}
		f.Now, f.Was = d.measured(s.code)
		v.Fields = append(v.Fields, f)
	}
	return v
}

// measured is the value of the visit's day and the one before.
func (d drawing) measured(code string) (now, was string) {
	day := civil.Of(d.p.Line.StartsAt, d.zone)
	for _, r := range d.p.Clinical.Results {
		if r.Code != code {
			continue
		}
		for _, p := range r.Points {
			switch taken := civil.Of(p.TakenAt, d.zone); {
			case taken == day && now == "":
				now = value(p) + ", " + show.Time(p.TakenAt, d.zone)
			case taken.Before(day):
				return now, "was " + value(p) + ", " + short(p.TakenAt, d.now, d.zone)
			}
		}
	}
	return now, ""
}

func value(p clients.Point) string {
	words := strconv.FormatFloat(p.Value, 'f', -1, 64)
	if p.Value2 != nil {
		words += "/" + strconv.FormatFloat(*p.Value2, 'f', -1, 64)
	}
	return words
}

// short is as short as a day can be under a narrow field: 6 Apr, or Apr 2025.
func short(at, now time.Time, zone *time.Location) string {
	if l := at.In(zone); l.Year() == now.In(zone).Year() {
		return l.Format("2 Jan")
	}
	return at.In(zone).Format("Jan 2006")
}
