package portal

import (
	"fmt"
	"slices"
	"strings"

	"github.com/a-h/templ"

	"charthouse/internal/civil"
	"charthouse/internal/fault"
	"charthouse/internal/intake"
	"charthouse/web/href"
	"charthouse/web/page"
	"charthouse/web/ui"
)

type birthView struct {
	Phone ui.Phone
	Form  ui.FormOf
	Field ui.Field
	Title string
	Text  string
}

func birthOf(f intake.Filling, typed string, wrong *fault.Fault) birthView {
	fields := []ui.Field{{Label: "Your date of birth", Name: "born", Value: typed, Kind: ui.Date, Required: true, Autocomplete: "bday"}}
	title, text := "Is it you?", "We show what is in your file only to you. Please give your date of birth."
	if f.For != "" {
		title, text = "You are filling this in for "+f.For, "We show what is in the file only to those who know them. Please give "+f.For+"’s date of birth."
		fields[0].Label, fields[0].Autocomplete = f.For+"’s date of birth", "off"
	}
	page.Mark(fields, wrong)
	return birthView{
		Title: title, Text: text,
		Phone: ui.Phone{Title: "Your form", Practice: f.Practice, Foot: nextFoot("Go on", "birth", "")},
		Form:  ui.FormOf{ID: "birth", Action: href.FormBirth, Class: "stack", Errors: page.Errors(fields)},
		Field: fields[0],
	}
}

// partView is one part of the form: one screen.
type partView struct {
	Phone     ui.Phone
	Form      ui.FormOf
	Steps     ui.Steps
	Title     string
	Intro     string
	For       string // whom a proxy fills it in for
	Questions []question
}

// question is one field, or a list of what is known with room for more.
type question struct {
	Field ui.Field
	List  *listView
}

type listView struct {
	Label, Help string
	Quiet       bool // the page's title says it already
	Rows        []rowView
	NewTitle    string
	New         [][]ui.Field
	None        *ui.Field
}

type rowView struct {
	State ui.Field
	How   string
	Now   ui.Field
}

func partOf(f intake.Filling, n int, today civil.Date, wrong *fault.Fault) partView {
	s, of := f.Definition.Sections[n-1], len(f.Definition.Sections)
	v := partView{Title: s.Title, Steps: ui.Steps{Part: n, Of: of}, Intro: introOf(f, s), For: f.For}
	if f.Done[n-1] && wrong == nil {
		v.Steps.Status = "Saved"
	}
	for _, q := range s.Fields {
		asked := questionOf(f, q, today, wrong)
		if asked.List != nil {
			asked.List.Quiet = q.Label == s.Title
		}
		v.Questions = append(v.Questions, asked)
	}
	v.Form = ui.FormOf{ID: "part", Action: href.FormPart(n), Class: "stack form-part", Autosave: href.FormDraft(n), Errors: v.errors()}
	v.Phone = ui.Phone{Title: s.Title, Practice: f.Practice, Foot: nextFoot(label(f, n), "part", left(f, n))}
	if n > 1 {
		v.Phone.Back = &ui.Link{Href: href.FormPart(n - 1), Label: "Back"}
	}
	return v
}

// label is the words of the one button: where it leads.
func label(f intake.Filling, n int) string {
	if n < len(f.Definition.Sections) {
		return "Next: " + f.Definition.Sections[n].Title
	}
	return "Send my answers"
}

func introOf(f intake.Filling, s intake.Section) string {
	for _, q := range s.Fields {
		if knows(f, q) {
			if f.Given == "" {
				return "This is what we have. Is it still right?"
			}
			return "This is what we have. Is it still right, " + f.Given + "?"
		}
	}
	return ""
}

func knows(f intake.Filling, q intake.Field) bool {
	switch q.Kind {
	case intake.Allergies:
		return len(f.Known.Allergies) > 0
	case intake.Medicines:
		return len(f.Known.Medicines) > 0
	}
	return q.Fills != "" && f.Known.Values[q.Fills] != ""
}

// left says how long it may still take: 12 seconds a question, a minute and a
// little for each list.
func left(f intake.Filling, from int) string {
	seconds := 0
	for _, s := range f.Definition.Sections[from-1:] {
		for _, q := range s.Fields {
			switch q.Kind {
			case intake.Allergies:
				seconds += 40 + 8*len(f.Known.Allergies)
			case intake.Medicines:
				seconds += 60 + 8*len(f.Known.Medicines)
			case intake.Long:
				seconds += 40
			default:
				seconds += 12
			}
		}
	}
	minutes := (seconds + 59) / 60
	if minutes <= 1 {
		return "About a minute left. You can stop and come back."
	}
	return fmt.Sprintf("About %d minutes left. You can stop and come back.", minutes)
}

func (v partView) errors() []ui.FieldError {
	var all []ui.Field
	for _, q := range v.Questions {
		if q.List == nil {
			all = append(all, q.Field)
			continue
		}
		for _, r := range q.List.Rows {
			all = append(all, r.State, r.Now)
		}
		if q.List.None != nil {
			all = append(all, *q.List.None)
		}
		all = append(all, slices.Concat(q.List.New...)...)
	}
	return page.Errors(all)
}

var kinds = map[intake.Kind]ui.FieldKind{
	intake.Text: ui.Text, intake.Long: ui.Area, intake.Date: ui.Date, intake.Phone: ui.Tel, intake.Email: ui.Email,
	intake.YesNo: ui.Choice, intake.Choice: ui.Choice,
}

func questionOf(f intake.Filling, q intake.Field, today civil.Date, wrong *fault.Fault) question {
	if q.Kind == intake.Allergies || q.Kind == intake.Medicines {
		return question{List: listOf(f, q, wrong)}
	}
	field := []ui.Field{{
		Label: q.Label, Name: q.Name(), Help: q.Help, Kind: kinds[q.Kind], Required: q.Required, Rows: 4,
		Value: f.Answers.Texts[q.Key], Options: options(q), Attrs: templ.Attributes{"dir": "auto"},
	}}
	if len(field[0].Options) > 7 {
		field[0].Kind = ui.Select
		field[0].Options = append([]ui.Option{{Label: "Please choose"}}, field[0].Options...)
	}
	if _, answered := f.Answers.Texts[q.Key]; !answered && q.Fills != "" {
		field[0].Value = prefilled(q, f.Known.Values[q.Fills])
		field[0].Source = source(f, q, today)
	}
	page.Mark(field, wrong)
	return question{Field: field[0]}
}

func options(q intake.Field) []ui.Option {
	if q.Kind == intake.YesNo {
		return []ui.Option{{Value: "yes", Label: "Yes"}, {Value: "no", Label: "No"}}
	}
	out := make([]ui.Option, len(q.Options))
	for i, o := range q.Options {
		out[i] = ui.Option{Value: o, Label: o}
	}
	return out
}

// prefilled is the known value as the question offers it.
func prefilled(q intake.Field, value string) string {
	if q.Kind != intake.Choice {
		return value
	}
	i := slices.IndexFunc(q.Options, func(o string) bool { return strings.EqualFold(o, value) })
	if i < 0 {
		return ""
	}
	return q.Options[i]
}

// source says since when we know it.
func source(f intake.Filling, q intake.Field, today civil.Date) string {
	if f.Known.Values[q.Fills] == "" {
		return ""
	}
	group, _, _ := strings.Cut(q.Fills, ".")
	at, ok := f.Known.Since[group]
	if !ok {
		return "From your file."
	}
	if at.Format("2006") == today.Format("2006") {
		return "From your file, " + at.Format("2 Jan") + "."
	}
	return "From your file, " + at.Format("2 Jan 2006") + "."
}

func listOf(f intake.Filling, q intake.Field, wrong *fault.Fault) *listView {
	words := wordsOf[q.Kind]
	answer := f.Answers.Lists[q.Key]
	known := f.Known.Medicines
	if q.Kind == intake.Allergies {
		known = f.Known.Allergies
	}
	v := &listView{Label: q.Label, Help: q.Help, NewTitle: words.more}
	for _, k := range known {
		v.Rows = append(v.Rows, rowOf(q, k, answer.Rows[k.ID], words, wrong))
	}
	if len(known) > 0 {
		v.NewTitle = "Anything new?"
	} else {
		none := []ui.Field{{Label: words.none, Name: q.Name() + ".none", Kind: ui.Check, Value: map[bool]string{true: "true"}[answer.None]}}
		page.Mark(none, wrong)
		v.None = &none[0]
	}
	for i, n := range append(slices.Clone(answer.New), intake.NewRow{}) {
		at := fmt.Sprintf("%s.new[%d]", q.Name(), i)
		row := []ui.Field{
			{Label: words.name, Name: at + ".name", Value: n.Name, Help: words.nameHelp, Attrs: templ.Attributes{"dir": "auto"}},
			{Label: words.how, Name: at + ".how", Value: n.How, Attrs: templ.Attributes{"dir": "auto"}},
		}
		page.Mark(row, wrong)
		v.New = append(v.New, row)
	}
	return v
}

func rowOf(q intake.Field, k intake.KnownRow, r intake.Row, words listWords, wrong *fault.Fault) rowView {
	at := q.Name() + ".rows[" + k.ID + "]"
	fields := []ui.Field{
		{Label: k.Name, Name: at + ".state", Kind: ui.Pick, Value: string(r.State), Options: words.states, Required: true},
		{Label: words.now, Name: at + ".now", Value: r.Now, Attrs: templ.Attributes{"dir": "auto"}},
	}
	page.Mark(fields, wrong)
	return rowView{State: fields[0], How: k.How, Now: fields[1]}
}

// listWords are the words of a list on the patient's page.
type listWords struct {
	more, name, nameHelp, how, now, none string
	states                               []ui.Option
}

var wordsOf = map[intake.Kind]listWords{
	intake.Medicines: {
		more: "Which medicines do you take?", name: "Name of the medicine", nameHelp: "As it says on the box. Vitamins count too.",
		how: "How you take it", now: "How do you take it now?", none: "I take no medicines",
		states: []ui.Option{{Value: "still", Label: "Still taking"}, {Value: "stopped", Label: "Stopped"}, {Value: "changed", Label: "Changed"}},
	},
	intake.Allergies: {
		more: "What are you allergic to?", name: "What you are allergic to", nameHelp: "A medicine, a food, latex, pollen.",
		how: "What happens", now: "What happens now?", none: "I have no allergies that I know of",
		states: []ui.Option{{Value: "still", Label: "Still so"}, {Value: "stopped", Label: "No longer"}, {Value: "changed", Label: "Changed"}},
	},
}
