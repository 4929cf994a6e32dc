package clients

import (
	"strings"
)

// words leaves out what is empty.
func words(all ...string) []string {
	var out []string
	for _, w := range all {
		if w != "" {
			out = append(out, w)
		}
	}
	return out
}

// join puts sep between the words that are not empty.
func join(sep string, all ...string) string { return strings.Join(words(all...), sep) }

// prefix is a word with its name before it, or empty.
func prefix(name, word string) string {
	if word == "" {
		return ""
	}
	return name + word
}

// prefixed is word, or word: more where there is more.
func prefixed(word, more string) string {
	if more == "" {
		return word
	}
	return word + ": " + more
}

func or(all ...string) string {
	for _, w := range all {
		if w != "" {
			return w
		}
	}
	return ""
}

// upper begins with a capital.
func upper(s string) string {
	if s == "" {
		return ""
	}
	return strings.ToUpper(s[:1]) + s[1:]
}

// sentence ends with a full stop.
func sentence(s string) string {
	if s == "" || strings.ContainsAny(s[len(s)-1:], ".!?") {
		return s
	}
	return s + "."
}
