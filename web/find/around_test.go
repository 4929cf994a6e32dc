package find

import "testing"

func TestTheLineShownIsTheOneWhereTheWordStands(t *testing.T) {
	long := "Thank you for the visit of last week, it was a relief. Since then the échographie of the left knee came back and I would like to know what it means for the exercises that I do each morning before work."
	for _, c := range []struct{ text, words, want string }{
		{"The knee hurts.", "knee", "The knee hurts."},
		{long, "echographie", "… was a relief. Since then the échographie of the left knee came back and I would like to know what it means for the …"},
		{long, "brace", "Thank you for the visit of last week, it was a relief. Since then the échographie of the left knee came back and I …"},
		{"", "knee", ""},
	} {
		if got := around(c.text, c.words); got != c.want {
			t.Errorf("%q shows %q", c.words, got)
		}
	}
}

func TestPagesAreFoundByTheirNameAndByOtherWordsForThem(t *testing.T) {
	for _, c := range []struct {
		text, words string
		want        bool
	}{
		{"Settings: fees services prices", "fee", true},
		{"Settings: fees services prices", "settings pri", true},
		{"Settings: fees services prices", "fee haddad", false},
	} {
		if got := says(c.text, c.words); got != c.want {
			t.Errorf("%q says %q: %v", c.text, c.words, got)
		}
	}
}
