package page

import (
	"net/http"
	"net/url"
	"strings"
	"unicode"

	"charthouse/web/href"
	"charthouse/web/ui"
)

// Back is the page of this site that a form, or its address, names as where it
// came from, or the other one.
func Back(r *http.Request, otherwise string) string {
	return Inside(r.PostFormValue("back"), Inside(Opener(r), otherwise))
}

// Opener is the list that the page was opened from, to which an act on it returns,
// as its address says: see href.Returning. It is empty where it says none.
func Opener(r *http.Request) string { return Inside(r.URL.Query().Get("back"), "") }

// Up leads to the list that the page was opened from, or to the page above it.
func Up(r *http.Request, above ui.Link) *ui.Link {
	to := Opener(r)
	if to == "" {
		return &above
	}
	if strings.HasPrefix(to, href.Worklist("", false)) {
		return &ui.Link{Href: to, Label: "Worklist"}
	}
	return &ui.Link{Href: to, Label: "Back"}
}

// Inside is to where it names a page of this site. Browsers leave out tabs and line
// ends, and read a backslash as a slash, so that /, a tab and /evil.example would
// lead elsewhere.
func Inside(to, otherwise string) string {
	odd := strings.ContainsFunc(to, func(r rune) bool { return unicode.IsControl(r) || r == '\\' })
	if _, err := url.Parse(to); err != nil || odd || len(to) < 2 || to[0] != '/' || to[1] == '/' {
		return otherwise
	}
	return to
}
