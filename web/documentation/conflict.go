package docs

import (
	"net/http"
	"strconv"
	"strings"

	docs "charthouse/internal/documentation"
	"charthouse/internal/fault"
	"charthouse/web/href"
	"charthouse/web/page"
	"charthouse/web/show"
)

// conflictView is both texts of a note that two pages changed.
type conflictView struct {
	Message  string
	Theirs   string // who saved the other, and when
	Pairs    []pair
	Over     string // the version that a save would replace; empty where none may
	Take     string // where the saved one is
	TakeWord string
}

// pair is one part in both versions.
type pair struct{ Title, Mine, Theirs string }

func (h *Handler) conflictOf(r *http.Request, s *docs.Stale, f *fault.Fault) conflictView {
	n := s.Theirs
	v := conflictView{
		Message: f.Message, Theirs: "Saved by " + n.SavedBy + ", " + show.When(n.SavedAt, h.site.Now(), page.Zone(r)),
		Pairs: pairs(s.Mine, n), Take: href.Note(n.ClientID, n.VisitID), TakeWord: "Take the saved note",
	}
	if n.SignedAt == nil {
		v.Over = strconv.Itoa(n.Version)
	} else {
		v.Theirs, v.TakeWord = "Signed by "+n.Author+", "+show.When(*n.SignedAt, h.site.Now(), page.Zone(r)), "Open the signed note"
	}
	return v
}

func pairs(mine, theirs docs.Note) (out []pair) {
	add := func(title, m, t string) {
		if m != t {
			out = append(out, pair{title, m, t})
		}
	}
	for _, s := range theirs.Template {
		add(s.Title, mine.Sections[s.Key], theirs.Sections[s.Key])
	}
	add("Diagnoses", codeWords(mine), codeWords(theirs))
	add("Services", doneWords(mine), doneWords(theirs))
	return out
}

func codeWords(n docs.Note) string {
	var out []string
	for _, d := range n.Diagnoses {
		out = append(out, d.Code+" "+d.Label)
	}
	return strings.Join(out, "\n")
}

func doneWords(n docs.Note) string {
	var out []string
	for _, s := range n.Services {
		out = append(out, strings.Join(filled(strconv.Itoa(s.Units)+" × "+s.Code, s.Label, s.Modifiers), " "))
	}
	return strings.Join(out, "\n")
}
