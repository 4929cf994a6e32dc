package docs

import (
	"testing"
	"unicode/utf8"

	"charthouse/internal/fault"
)

// FuzzParseAfter: a mark of the notes that is taken is one that the list itself writes, of an instant that the database holds.
func FuzzParseAfter(f *testing.F) {
	for _, seed := range []string{"", "true.1777910400000000.7", "T.1.7", "false.0.1", "false.-1.1", "true.9223372036854775807.1", "true.1.0", "a.b.c"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, mark string) {
		a := ParseAfter(mark)
		if again := ParseAfter(a.String()); again != a {
			t.Fatalf("%q became %v, and that %v", mark, a, again)
		}
		if y := a.At.Year(); y < 1 || y > 9999 || a.Visit < 0 {
			t.Fatalf("%q became %v", mark, a)
		}
	})
}

// FuzzTemplateForm: a template is refused with a field, or each of its sections has a title and a key of its own, so that no text of a note can
// stand in another section's place.
func FuzzTemplateForm(f *testing.F) {
	f.Add("Follow-up", "subjective", "Subjective", "What they say", "", "Plan", "")
	f.Add("Follow-up", "", "Plan", "", "", "plan", "")
	f.Add("Follow-up", "plan", "Plan", "", "plan", "Plan", "")
	f.Add("", "", "", "lost", "", "Diagnoses", "")
	f.Add("x", "diagnoses", "Section", "", "section_services", "Services", "")
	f.Fuzz(func(t *testing.T, name, key1, title1, hint1, key2, title2, hint2 string) {
		in := TemplateForm{Name: name, Sections: []TemplateSection{{Key: key1, Title: title1, Hint: hint1}, {Key: key2, Title: title2, Hint: hint2}}}
		sections, err := in.check()
		if err != nil {
			if fault.KindOf(err) != fault.Invalid {
				t.Fatal(err)
			}
			return
		}
		keys := map[string]bool{}
		for _, s := range sections {
			if s.Title == "" || s.Key == "" || keys[s.Key] || s.Key == "diagnoses" || s.Key == "services" {
				t.Fatalf("%+v became %+v", in, sections)
			}
			keys[s.Key] = true
		}
	})
}

// FuzzSeal: what a signature locks reads back as it was written, and one changed letter shows.
func FuzzSeal(f *testing.F) {
	f.Add("Plan", "Rest, and come back.", true)
	f.Add("", "\u2028<&>\x00", false)
	f.Fuzz(func(t *testing.T, title, text string, private bool) {
		if !utf8.ValidString(title) || !utf8.ValidString(text) {
			return // the database keeps none
		}
		c := Content{Sections: []Part{{title, text, private}}}
		_, hash, err := c.seal()
		if err != nil || !(Signature{Content: c, Hash: hash[:]}).sealed() {
			t.Fatalf("%q does not seal: %v", text, err)
		}
		c.Sections[0].Text += "x"
		if (Signature{Content: c, Hash: hash[:]}).sealed() {
			t.Fatalf("%q changed, and the seal holds", text)
		}
	})
}
