package find

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// around is the part of a text where one of the words first stands, some words
// before it and more behind it, on one line.
func around(text, words string) string {
	const before, behind = 6, 18
	all := strings.Fields(text)
	sought := strings.Fields(plain(words))
	at := slices.IndexFunc(all, func(w string) bool {
		w = strings.TrimFunc(plain(w), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
		return slices.ContainsFunc(sought, func(s string) bool { return len(s) > 2 && strings.HasPrefix(w, s) })
	})
	from := max(at-before, 0)
	to := min(from+before+behind, len(all))
	line := strings.Join(all[from:to], " ")
	if from > 0 {
		line = "… " + line
	}
	if to < len(all) {
		line += " …"
	}
	return line
}

// plain is the text without accents and case, as it is looked for.
func plain(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return unicode.ToLower(r)
	}, norm.NFD.String(s))
}
