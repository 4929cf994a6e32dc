package mail

import (
	"regexp"
	"strings"
)

// The first line of what a mail program quotes below an answer, in some of the
// languages that patients write.
var quoted = []*regexp.Regexp{
	regexp.MustCompile(`(?i)^-{2,}\s*(original message|ursprüngliche nachricht|message d'origine|mensaje original|messaggio originale|oorspronkelijk bericht|forwarded message)\s*-{2,}$`),
	regexp.MustCompile(`(?i)^on .{5,200} wrote:$`),
	regexp.MustCompile(`(?i)^am .{5,200} schrieb .{1,200}:$`),
	regexp.MustCompile(`(?i)^le .{5,200} a écrit\s*:$`),
	regexp.MustCompile(`(?i)^el .{5,200} escribió:$`),
	regexp.MustCompile(`(?i)^il .{5,200} ha scritto:$`),
	regexp.MustCompile(`(?i)^op .{5,200} schreef .{1,200}:$`),
	regexp.MustCompile(`^_{20,}$`),
	regexp.MustCompile(`^\*?(From|Von|De|Da):\*? .+@.+$`),
}

// unquoted is the text above what it quotes. Where nothing would be left, all of
// it is kept: somebody answered between the lines.
func unquoted(text string) string {
	lines := strings.Split(text, "\n")
	for i := range lines {
		if begins(lines, i) {
			lines = lines[:i]
			break
		}
	}
	for len(lines) > 0 {
		last := strings.TrimSpace(lines[len(lines)-1])
		if last != "" && !strings.HasPrefix(last, ">") {
			break
		}
		lines = lines[:len(lines)-1]
	}
	if above := strings.TrimSpace(strings.Join(lines, "\n")); above != "" {
		return above
	}
	return text
}

// begins is true where a quotation begins; programs break its first line in two.
func begins(lines []string, i int) bool {
	line := strings.TrimSpace(lines[i])
	two := line
	if i+1 < len(lines) {
		two += " " + strings.TrimSpace(lines[i+1])
	}
	if line == "" || len(line) > 400 {
		return false
	}
	for _, q := range quoted {
		if q.MatchString(line) || len(two) < 450 && q.MatchString(two) {
			return true
		}
	}
	return false
}
