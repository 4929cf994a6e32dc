package docs

import (
	"context"
	"fmt"
	"strings"
	"unicode"

	"charthouse/internal/access"
	"charthouse/internal/db"
	"charthouse/internal/fault"
	"charthouse/internal/id"
)

// Template is the sections that a note begins with. A note keeps those it began
// with, so a template can change at any time.
type Template struct {
	ID       id.Template
	Name     string
	Sections []Section
	Closed   bool
}

// TemplateForm is what is typed about a template. Sections without a title are
// left out.
type TemplateForm struct {
	Name     string            `form:"name"`
	Sections []TemplateSection `form:"sections"`
}

// TemplateSection is one typed section. Key stays with a section once it has one.
type TemplateSection struct {
	Key     string `form:"key"`
	Title   string `form:"title"`
	Hint    string `form:"hint"`
	Private bool   `form:"private"`
}

// ListTemplates lists every template, closed ones last.
func (s *Service) ListTemplates(ctx context.Context, who access.Actor) (all []Template, err error) {
	err = s.db.Read(ctx, who, access.OpenSettings.Practice(), func(v *db.View) error {
		all, err = listTemplates(ctx, v)
		return err
	})
	return all, err
}

// FindTemplate answers one.
func (s *Service) FindTemplate(ctx context.Context, who access.Actor, n id.Template) (t Template, err error) {
	err = s.db.Read(ctx, who, access.OpenSettings.Practice(), func(v *db.View) error {
		t, err = findTemplate(ctx, v, n)
		return err
	})
	return t, err
}

// AddTemplate adds a template that visit types can name.
func (s *Service) AddTemplate(ctx context.Context, who access.Actor, f TemplateForm) (id.Template, error) {
	sections, err := f.check()
	if err != nil {
		return 0, err
	}
	return db.Make(ctx, s.db, who, access.EditSettings.Practice(), func(tx *db.Tx) (id.Template, error) {
		return insertTemplate(ctx, tx, f.Name, sections)
	})
}

// EditTemplate changes it for notes that begin from now on.
func (s *Service) EditTemplate(ctx context.Context, who access.Actor, n id.Template, f TemplateForm) error {
	sections, err := f.check()
	if err != nil {
		return err
	}
	return s.db.Write(ctx, who, access.EditSettings.Practice(), func(tx *db.Tx) error {
		return updateTemplate(ctx, tx, n, f.Name, sections)
	})
}

// CloseTemplate takes it out of use, or back into it.
func (s *Service) CloseTemplate(ctx context.Context, who access.Actor, n id.Template, closed bool) error {
	return s.db.Write(ctx, who, access.EditSettings.Practice(), func(tx *db.Tx) error { return closeTemplate(ctx, tx, n, closed) })
}

func (f TemplateForm) check() ([]Section, error) {
	var c fault.Check
	c.Unless(f.Name != "" && len(f.Name) <= 100, "name", "Name the template, such as Follow-up.")
	keys := map[string]bool{}
	for _, s := range f.Sections {
		keys[s.Key] = true
	}
	used := map[string]bool{"": true, "diagnoses": true, "services": true} // the last two are the note's own
	var out []Section
	for i, s := range f.Sections {
		if s.Title == "" {
			c.Unless(s.Hint == "", fmt.Sprintf("sections[%d].title", i), "Give the section a title, or empty its hint too.")
			continue
		}
		c.Unless(len(s.Title) <= 100, fmt.Sprintf("sections[%d].title", i), "Use at most 100 characters.")
		if used[s.Key] {
			s.Key = freeKey(s.Title, keys)
			keys[s.Key] = true
		}
		used[s.Key] = true
		out = append(out, Section(s))
	}
	c.Unless(len(out) > 0, "sections[0].title", "A note has at least one section. Give this one a title.")
	return out, c.Fault()
}

// freeKey makes a key of the title's letters that no other section has.
func freeKey(title string, taken map[string]bool) string {
	base := strings.Join(strings.FieldsFunc(strings.ToLower(title), func(r rune) bool {
		return r > unicode.MaxASCII || !unicode.IsLetter(r) && !unicode.IsDigit(r)
	}), "_")
	if base == "" || base == "diagnoses" || base == "services" { // those are the note's own
		base = "section_" + base
	}
	key := base
	for n := 2; taken[key]; n++ {
		key = fmt.Sprintf("%s_%d", base, n)
	}
	return key
}
