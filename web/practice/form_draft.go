package practice

import (
	"fmt"
	"slices"
	"strings"

	"charthouse/internal/intake"
)

// formDraft is a form as the editor posts it. Do is the button that was
// pressed: empty or "publish" publishes; anything else is a step, after which
// the editor is shown again with what was typed.
type formDraft struct {
	Name     string         `form:"name"`
	Do       string         `form:"do"`
	Sections []draftSection `form:"sections"`

	fresh string // the name of the field that a step added, to write in next
}

type draftSection struct {
	Title  string       `form:"title"`
	Fields []draftField `form:"fields"`
}

type draftField struct {
	Key      string `form:"key"`
	Label    string `form:"label"`
	Help     string `form:"help"`
	Kind     string `form:"kind"`
	Required string `form:"required"`
	Options  string `form:"options"` // one on each line
	Fills    string `form:"fills"`
}

// typedOf is a stored form as the editor shows it.
func typedOf(d intake.Draft) formDraft {
	f := formDraft{Name: d.Name}
	for _, s := range d.Sections {
		section := draftSection{Title: s.Title}
		for _, q := range s.Fields {
			typed := draftField{Key: q.Key, Label: q.Label, Help: q.Help, Kind: string(q.Kind), Options: strings.Join(q.Options, "\n"), Fills: q.Fills, Required: ticked(q.Required)}
			section.Fields = append(section.Fields, typed)
		}
		f.Sections = append(f.Sections, section)
	}
	return f
}

// draft is what was typed as the domain takes it.
func (f formDraft) draft() intake.Draft {
	d := intake.Draft{Name: f.Name}
	for _, s := range f.Sections {
		section := intake.Section{Title: s.Title}
		for _, q := range s.Fields {
			section.Fields = append(section.Fields, intake.Field{
				Key: q.Key, Label: q.Label, Help: q.Help, Kind: intake.Kind(q.Kind), Required: q.Required != "", Options: lines(q.Options), Fills: q.Fills,
			})
		}
		d.Sections = append(d.Sections, section)
	}
	return d
}

func lines(s string) []string {
	var out []string
	for line := range strings.Lines(s) {
		if line = strings.TrimSpace(line); line != "" {
			out = append(out, line)
		}
	}
	return out
}

// stepped does the step of the pressed button and says whether it was one. A
// step that names nothing there changes nothing.
func (f *formDraft) stepped() bool {
	if f.Do == "" || f.Do == "publish" {
		return false
	}
	verb, at, _ := strings.Cut(f.Do, ":")
	var s, q int
	if n, _ := fmt.Sscanf(at, "%d.%d", &s, &q); n < 2 {
		q = -1
	}
	switch {
	case verb == "section":
		f.Sections = append(f.Sections, draftSection{Fields: []draftField{{Kind: "text"}}})
		f.fresh = fmt.Sprintf("sections[%d].title", len(f.Sections)-1)
	case s < 0 || s >= len(f.Sections):
	case q < 0:
		f.section(verb, s)
	default:
		f.Sections[s].Fields = moved(f.Sections[s].Fields, verb, q)
	}
	return true
}

func (f *formDraft) section(verb string, s int) {
	if verb != "field" {
		f.Sections = moved(f.Sections, verb, s)
		return
	}
	section := &f.Sections[s]
	section.Fields = append(section.Fields, draftField{Kind: "text"})
	f.fresh = fmt.Sprintf("sections[%d].fields[%d].label", s, len(section.Fields)-1)
}

// moved is the list with one taken up, down or out.
func moved[T any](all []T, verb string, i int) []T {
	switch {
	case i < 0 || i >= len(all):
	case verb == "drop":
		return slices.Delete(all, i, i+1)
	case verb == "up" && i > 0:
		all[i-1], all[i] = all[i], all[i-1]
	case verb == "down" && i < len(all)-1:
		all[i+1], all[i] = all[i], all[i+1]
	}
	return all
}
