package ui

import "slices"

// Twice is one value that two people wrote: what is stored, and what somebody
// wrote who had opened the form before. Who says whose the stored one is.
type Twice struct{ Label, Theirs, Yours, Who string }

// Compare lists the fields in which a form that came too late differs from what is
// stored. Secrets are never shown.
func Compare(theirs, yours []Field) []Twice {
	var out []Twice
	typed := map[string]Field{}
	for _, f := range yours {
		typed[f.Name] = f
	}
	for _, f := range theirs {
		y := typed[f.Name]
		delete(typed, f.Name)
		if y.Name == "" {
			y = Field{Kind: f.Kind}
		}
		out = append(out, f.against(y)...)
	}
	for _, f := range yours {
		if _, left := typed[f.Name]; left {
			out = append(out, Field{Label: f.Label, Kind: f.Kind}.against(f)...)
		}
	}
	return out
}

func (f Field) against(y Field) []Twice {
	same := f.Value == y.Value && slices.Equal(f.Values, y.Values)
	if same || f.Kind == Hidden || f.Kind == Password {
		return nil
	}
	y.Kind, y.Options = f.Kind, slices.Concat(f.Options, y.Options)
	return []Twice{{Label: f.Label, Theirs: f.Spoken(), Yours: y.Spoken()}}
}

// Spoken is a field's value as people read it.
func (f Field) Spoken() string {
	if f.Kind == Check {
		if f.Value == "" {
			return "No"
		}
		return "Yes"
	}
	if f.Kind == Checks {
		return f.chosen()
	}
	for _, o := range f.Options {
		if o.Value == f.Value {
			return o.Label
		}
	}
	if f.Value == "" {
		return "Nothing"
	}
	return f.Value
}

func (f Field) chosen() (words string) {
	for _, o := range f.Options {
		if slices.Contains(f.Values, o.Value) && words != o.Label {
			if words != "" {
				words += ", "
			}
			words += o.Label
		}
	}
	if words == "" {
		return "Nothing"
	}
	return words
}
