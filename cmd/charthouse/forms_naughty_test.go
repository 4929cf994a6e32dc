package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// naughty are words that break programs, a few of each class. They stand for the
// big list where that is not at hand.
var naughty = []string{
	"\x00", "a\x00b", "\x01\x02\x03\x1b\x7f", "\u0085\u2028\u2029", "a\r\nb\rc\nd\te", "\r\nSet-Cookie: a=b", // control characters
	"\u202eright to left\u202c", "\u2066\u202b\u05d0\u2069", "مرحبا بالعالم", "\u200b", "\ufeff", "a\u200d\u200cb", "\u00ad", "\ufffe\uffff", // marks that nobody sees
	"👩\u200d👩\u200d👧🏳️\u200d🌈", "🇩🇪🇸🇪", "Z̸̡̢͎͚a̵l̶g̷o̴", "e\u0301\u0301\u0301", "諸葛孔明", "ﬁ ﷽ ẞ ı İ ß", "𝕿𝖍𝖊 𐐷", // of several code points
	strings.Repeat("W", 5000), strings.Repeat("漢", 3000), strings.Repeat("a ", 2000), // long
	"'", `"`, "`", `\`, `\\`, `''''"`, "%s%n%d", "%", "_", ";", "--", "/*", "$1", "$$", "&amp;&lt;&#0;", // quotes
	"'; drop table clients; --", "1' or '1'='1", `" or ""="`, `\'; select pg_sleep(9)--`, // SQL
	"<script>alert(1)</script>", `"><img src=x onerror=alert(1)>`, "' onmouseover='alert(1)", "</textarea><svg onload=alert(1)>", "javascript:alert(1)", "<!--", "]]>", "</title><iframe src=//x>", // markup
	"{{.}}", "${7*7}", "{% raw %}", "#{1}", "<%= 1 %>", "{0}", "__proto__", "constructor", // templates
	"\xff\xfe", "a\xc3", "\xed\xa0\x80", "\xf8\x88\x80\x80\x80", "\xc0\xaf", // no UTF-8
	"-1", "0", "1e309", "NaN", "Infinity", "0x1F", "9223372036854775808", "99999999999999999999.99", "1,000.00", "٣", "½", "-0.0", "1/0", // numbers
	"0000-00-00", "2026-02-30", "99999-01-01", "9999-12-31", "25:61", "-1:-1", "1970-01-01T00:00Z", // days
	"@", "a@b", "a@b@c", "<a@b.example>", "a@b.example\r\nBcc: c@d.example", "../../etc/passwd", `C:\con`, "http://a/%%30%30", // addresses
}

// naughtyWords are those, and the big list of the developers' test data where it is.
func naughtyWords() []string {
	out := slices.Clone(naughty)
	here, _ := os.Getwd()
	for ; here != filepath.Dir(here); here = filepath.Dir(here) {
		list, err := os.ReadFile(filepath.Join(filepath.Dir(here), "shared", "data", "strings", "blns.txt"))
		if err != nil {
			continue
		}
		for line := range strings.Lines(string(list)) {
			if line = strings.TrimSuffix(line, "\n"); line != "" && !strings.HasPrefix(line, "#") {
				out = append(out, line)
			}
		}
		break
	}
	return out
}

// deck deals words: to each kind of field its own, every word in its turn.
type deck struct {
	words []string
	dealt map[string]int
}

func (d *deck) next(kind string) string {
	d.dealt[kind]++
	return d.words[(d.dealt[kind]-1)%len(d.words)]
}

// left is true of a kind of field that has not had every word.
func (d *deck) left(kind string) bool { return d.dealt[kind] < len(d.words) }
