package practice

import (
	"fmt"

	"charthouse/internal/fault"
	"charthouse/internal/intake"
	"charthouse/web/ui"
)

// editorView is the editor of a form: its sections, each with its questions,
// and how the form looks.
type editorView struct {
	Frame           frame
	Action, Publish string
	Form            ui.FormOf
	Name            ui.Field
	Sections        []sectionView
	Preview         []previewSection
	Close           *act
	Version         string     // of what is published; empty for a new form
	Both            []ui.Twice // of a form that came too late
}

// asked are its fields, in order.
func (v editorView) asked() []ui.Field {
	all := []ui.Field{v.Name}
	for _, s := range v.Sections {
		all = append(all, s.Title)
		for _, q := range s.Questions {
			all = append(all, q.Label, q.Kind, q.Fills, q.Help, q.Required, q.Options)
		}
	}
	return all
}

type sectionView struct {
	Index     int
	Title     ui.Field
	Questions []questionView
	Tools     []ui.Act
}

type questionView struct {
	Title                   string // read aloud before its fields
	Key                     ui.Field
	Label, Kind, Fills      ui.Field
	Help, Required, Options ui.Field
	Tools                   []ui.Act
}

type previewSection struct {
	Title  string
	Fields []ui.Field
}

// editorOf fills the editor with what was typed, and with what is wrong with it.
func editorOf(v editorView, f formDraft, wrong *fault.Fault) editorView {
	v.Name = ui.Field{Label: "Name of the form", Name: "name", Value: f.Name, Required: true}
	all := []ui.Field{v.Name}
	for s, section := range f.Sections {
		view := sectionOf(s, section, len(f.Sections))
		all = append(all, view.Title)
		for q, typed := range section.Fields {
			question := questionOf(s, q, len(section.Fields), typed)
			all = append(all, question.Label, question.Kind, question.Fills, question.Options)
			view.Questions = append(view.Questions, question)
		}
		v.Sections = append(v.Sections, view)
	}
	v.Form = formOf(v.Action, "stack loose", all, wrong)
	v.Name = marked([]ui.Field{v.Name}, wrong)[0]
	v.mark(wrong, f.fresh)
	v.Preview = previewOf(f.draft().Tidied())
	return v
}

func (v editorView) mark(wrong *fault.Fault, fresh string) {
	for s := range v.Sections {
		fields := []*ui.Field{&v.Sections[s].Title}
		for q := range v.Sections[s].Questions {
			one := &v.Sections[s].Questions[q]
			fields = append(fields, &one.Label, &one.Kind, &one.Fills, &one.Options)
		}
		for _, f := range fields {
			f.Autofocus = f.Name == fresh
			if wrong != nil {
				f.Error = wrong.Fields[f.Name]
			}
		}
	}
}

func sectionOf(s int, typed draftSection, of int) sectionView {
	return sectionView{
		Index: s,
		Title: ui.Field{Label: fmt.Sprintf("Section %d", s+1), Name: fmt.Sprintf("sections[%d].title", s), Value: typed.Title},
		Tools: tools(fmt.Sprint(s), fmt.Sprintf("section %d", s+1), s > 0, s < of-1),
	}
}

func questionOf(s, q, of int, typed draftField) questionView {
	typed.Fills = intake.Field{Kind: intake.Kind(typed.Kind), Fills: typed.Fills}.FillsWhat()
	at := func(part string) string { return fmt.Sprintf("sections[%d].fields[%d].%s", s, q, part) }
	return questionView{
		Title:    fmt.Sprintf("Question %d", q+1),
		Key:      ui.Field{Name: at("key"), Kind: ui.Hidden, Value: typed.Key},
		Label:    ui.Field{Label: "Question", Name: at("label"), Value: typed.Label},
		Kind:     ui.Field{Label: "Answered by", Name: at("kind"), Kind: ui.Select, Value: typed.Kind, Options: kindOptions(), Attrs: map[string]any{"data-question-kind": true}},
		Fills:    ui.Field{Label: "Fills in the file", Name: at("fills"), Kind: ui.Select, Value: typed.Fills, Options: fillOptions()},
		Help:     ui.Field{Label: "Help under it", Name: at("help"), Value: typed.Help},
		Required: ui.Field{Label: "Must be answered", Name: at("required"), Kind: ui.Check, Value: typed.Required},
		Options:  ui.Field{Label: "Answers to choose from", Name: at("options"), Kind: ui.Area, Rows: 3, Value: typed.Options, Help: "One on each line."},
		Tools:    tools(fmt.Sprintf("%d.%d", s, q), fmt.Sprintf("question %d", q+1), q > 0, q < of-1),
	}
}

// tools move a thing up and down, and take it out.
func tools(at, name string, up, down bool) []ui.Act {
	var out []ui.Act
	tool := func(verb, icon, label string) {
		out = append(out, ui.Act{Label: label + " " + name, Icon: icon, Only: true, Kind: "quiet", Small: true, Name: "do", Value: verb + ":" + at})
	}
	if up {
		tool("up", "arrow-up", "Move up")
	}
	if down {
		tool("down", "arrow-down", "Move down")
	}
	tool("drop", "trash-2", "Remove")
	return out
}

func kindOptions() []ui.Option {
	out := make([]ui.Option, len(intake.Kinds))
	for i, k := range intake.Kinds {
		out[i] = ui.Option{Value: string(k.Kind), Label: k.Words}
	}
	return out
}

func fillOptions() []ui.Option {
	out := []ui.Option{{Label: "Nothing"}}
	for _, f := range intake.Fills {
		out = append(out, ui.Option{Value: f.Name, Label: f.Label})
	}
	return out
}

// previewOf is the form as patients meet it, with nothing known yet.
func previewOf(d intake.Definition) []previewSection {
	var out []previewSection
	for s, section := range d.Sections {
		p := previewSection{Title: section.Title}
		for q, f := range section.Fields {
			p.Fields = append(p.Fields, previewField(fmt.Sprintf("preview-%d-%d", s, q), f))
		}
		out = append(out, p)
	}
	return out
}

var previewKinds = map[intake.Kind]ui.FieldKind{
	intake.Long: ui.Area, intake.Date: ui.Date, intake.Phone: ui.Tel, intake.Email: ui.Email, intake.YesNo: ui.Radio, intake.Choice: ui.Radio,
	intake.Allergies: ui.Area, intake.Medicines: ui.Area,
}

func previewField(name string, f intake.Field) ui.Field {
	p := ui.Field{Label: f.Label, Name: name, Kind: previewKinds[f.Kind], Help: f.Help, Rows: 2}
	if f.Kind == intake.YesNo {
		f.Options = []string{"Yes", "No"}
	}
	for _, o := range f.Options {
		p.Options = append(p.Options, ui.Option{Value: o, Label: o})
	}
	if f.Kind == intake.Allergies || f.Kind == intake.Medicines {
		p.Placeholder = "What is in the file, one by one"
	}
	if !f.Required {
		p.Label += " (optional)"
	}
	return p
}
