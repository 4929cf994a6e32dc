package messaging

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

// FuzzMarks: the mark of a mail of ours is found in the address that it is answered to, and nowhere but behind our own.
func FuzzMarks(f *testing.F) {
	f.Add("answers@kestrel.example", "abc123", "answers+zzz@elsewhere.example", "<abc@practice.example>")
	f.Add("answers@kestrel.example", "a+b", "x", "")
	f.Add("@", "", "+@", "@")
	f.Fuzz(func(t *testing.T, answers, mark, other, id string) {
		in := Incoming{To: []string{other}, Answers: []string{id}}
		_, domain, _ := strings.Cut(strings.ToLower(answers), "@")
		if found := in.marks(answers); len(found) > 1 && !strings.HasSuffix(strings.ToLower(other), "@"+domain) || len(found) == 0 {
			t.Fatalf("%q has the marks %q", other, found)
		}
		if !strings.Contains(answers, "@") || strings.Contains(mark, "@") {
			return
		}
		in.To = []string{other, strings.ToUpper(answersTo(answers, mark))}
		if utf8.ValidString(answers+" "+mark) && isPlain(answers+mark) && !slices.Contains(in.marks(answers), strings.ToLower(mark)) {
			t.Fatalf("%q is not found in %q", mark, in.To)
		}
	})
}

func isPlain(s string) bool { return !strings.ContainsFunc(s, func(r rune) bool { return r > 0x7e }) }

// FuzzParseMatter: what a message is about is one of three, or nothing.
func FuzzParseMatter(f *testing.F) {
	for _, seed := range []string{"clinical", "billing", "administrative", "", "Clinical", "clinical "} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, typed string) {
		m, ok := ParseMatter(typed)
		if ok != slices.Contains([]string{"clinical", "billing", "administrative"}, typed) || ok && string(m) != typed || !ok && m != "" {
			t.Fatalf("%q became %q, %v", typed, m, ok)
		}
	})
}

// FuzzBody: the text of a mail that came in is never longer than a message may be, and says what is not in it.
func FuzzBody(f *testing.F) {
	f.Add("Hello", "The end was missing.")
	f.Add(strings.Repeat("ü", 20000), strings.Repeat("x ", 900))
	f.Add("", "")
	f.Fuzz(func(t *testing.T, text, lost string) {
		said := body(Incoming{Text: text, Lost: lost})
		if said == "" || utf8.RuneCountInString(said) > 20000 || lost != "" && !strings.HasSuffix(said, "]") {
			t.Fatalf("%d letters became %d", len(text), len(said))
		}
	})
}
