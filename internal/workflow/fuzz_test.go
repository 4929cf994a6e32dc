package workflow

import (
	"slices"
	"strings"
	"testing"

	"charthouse/internal/civil"
)

// FuzzTakeApart: words that are looked for are at most eight, the days among them are days, and every group gets no more than was typed.
func FuzzTakeApart(f *testing.F) {
	for _, seed := range []string{"", "nadia tomorrow", "invoice #1042", ",", "mondays", "29 feb", "4 may 2026 haddad", "1.1.1850", "a b c d e f g h i j", "inv 99999999999999999999", "0001-01-01", "İ"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, words string) {
		today := civil.New(2026, 5, 4)
		a := takeApart(words, today)
		if len(a.words) > 8 || len(a.words) != len(a.dated) || len(a.days) > 3 || slices.ContainsFunc(a.days, civil.Date.IsZero) || a.weekday < 0 || a.weekday > 7 {
			t.Fatalf("%q became %+v", words, a)
		}
		all := strings.Join(a.words, " ")
		for _, w := range a.wordings() {
			if len(w) > len(all) {
				t.Fatalf("%q is looked for as %q", words, w)
			}
		}
		for _, g := range finders {
			if q := a.about(g.kinds); len(q.words) > len(all) || len(q.names) > len(q.words) {
				t.Fatalf("%q is for %s %+v", words, g.group, q)
			}
		}
	})
}
