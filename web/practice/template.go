package practice

import (
	"context"
	"fmt"
	"net/http"
	"strings"

	"charthouse/internal/access"
	docs "charthouse/internal/documentation"
	"charthouse/internal/id"
	"charthouse/web/href"
	"charthouse/web/page"
	"charthouse/web/ui"
)

// templates are /settings/templates: the sections that notes begin with.
func (h *Handler) templates() setting[docs.TemplateForm] {
	return setting[docs.TemplateForm]{
		h: h, path: href.Templates, title: "Note templates", one: "template",
		closing: "Closing takes it out of what visit types can choose. Notes that began with it stay.",
		list:    h.listTemplates,
		blank: func(*http.Request) (docs.TemplateForm, error) {
			return docs.TemplateForm{Sections: []docs.TemplateSection{{Title: "Subjective"}, {Title: "Objective"}, {Title: "Assessment"}, {Title: "Plan"}}}, nil
		},
		find: func(ctx context.Context, who access.Actor, n number) (docs.TemplateForm, string, bool, error) {
			t, err := h.docs.FindTemplate(ctx, who, id.Template(n))
			return templateForm(t), t.Name, t.Closed, err
		},
		groups: func(_ *http.Request, f docs.TemplateForm) ([]group, error) { return templateGroups(f), nil },
		add: func(ctx context.Context, who access.Actor, f docs.TemplateForm) (number, error) {
			n, err := h.docs.AddTemplate(ctx, who, f)
			return number(n), err
		},
		edit: func(ctx context.Context, who access.Actor, n number, f docs.TemplateForm) error {
			return h.docs.EditTemplate(ctx, who, id.Template(n), f)
		},
		close: func(ctx context.Context, who access.Actor, n number, closed bool) error {
			return h.docs.CloseTemplate(ctx, who, id.Template(n), closed)
		},
	}
}

func (h *Handler) listTemplates(r *http.Request) (listView, error) {
	all, err := h.docs.ListTemplates(r.Context(), page.Actor(r))
	v := listView{
		Lede: "The sections a note begins with. Notes already begun keep theirs.", Add: "Add template",
		Columns: []ui.Column{{Title: "Template"}, {Title: "Sections"}},
		Empty:   ui.EmptyOf{Title: "No templates yet", Text: "A template gives notes their sections, such as Subjective, Objective, Assessment and Plan.", Level: 2},
	}
	for _, t := range all {
		var titles []string
		for _, s := range t.Sections {
			if s.Private {
				s.Title += " (author only)"
			}
			titles = append(titles, s.Title)
		}
		v.Rows = append(v.Rows, row{href.One(href.Templates, t.ID), t.Name, stateOf(t.Closed), []string{strings.Join(titles, ", ")}})
	}
	return v, err
}

func templateForm(t docs.Template) docs.TemplateForm {
	f := docs.TemplateForm{Name: t.Name}
	for _, s := range t.Sections {
		f.Sections = append(f.Sections, docs.TemplateSection(s))
	}
	return f
}

// templateGroups has the sections there are, and room for three more.
func templateGroups(f docs.TemplateForm) []group {
	sections := group{Title: "Sections", Lede: "In this order. Empty ones are left out; the hint stands in the empty section while somebody writes. Psychotherapy notes are a section that only its author reads.", Shape: "sections"}
	for i := range min(len(f.Sections)+3, 40) {
		s := docs.TemplateSection{}
		if i < len(f.Sections) {
			s = f.Sections[i]
		}
		at := fmt.Sprintf("sections[%d].", i)
		sections.Fields = append(sections.Fields,
			ui.Field{Name: at + "key", Kind: ui.Hidden, Value: s.Key},
			ui.Field{Label: fmt.Sprintf("Section %d", i+1), Name: at + "title", Value: s.Title},
			ui.Field{Label: "Hint", Name: at + "hint", Value: s.Hint},
			ui.Field{Label: "Only its author reads it", Name: at + "private", Kind: ui.Check, Value: ticked(s.Private)})
	}
	return []group{
		{Title: "The template", Quiet: true, Shape: "pair", Fields: []ui.Field{{Label: "Name", Name: "name", Value: f.Name, Required: true}}},
		sections,
	}
}
