package ui

import (
	"maps"
	"slices"

	"github.com/a-h/templ"
)

func toneClass(t Tone) string {
	if t == Plain {
		return ""
	}
	return "tone-" + string(t)
}

// inRow makes an act fit a row: small, and quiet unless it is the first.
func inRow(a Act, first bool) Act {
	a.Small = true
	if !first && a.Kind == "" {
		a.Kind = "quiet"
	}
	if first {
		attrs := templ.Attributes{"data-row-key": "f"}
		maps.Copy(attrs, a.Attrs)
		a.Attrs = attrs
	}
	return a
}

// asking makes a field fit a row; the first that takes a value is the row's first fix.
func asking(f Field, first bool) Field {
	f.Small = true
	if first {
		attrs := templ.Attributes{"data-row-key": "f"}
		maps.Copy(attrs, f.Attrs)
		f.Attrs = attrs
	}
	return f
}

// first is the field that takes the missing value.
func (a Ask) first() int {
	return slices.IndexFunc(a.Fields, func(f Field) bool { return f.Kind != Hidden && !f.ReadOnly })
}

// sorted names of a map: a page is the same bytes each time it is drawn.
func sorted(values map[string]string) []string { return slices.Sorted(maps.Keys(values)) }
