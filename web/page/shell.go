package page

import (
	"net/http"
	"net/url"
	"strings"
	"time"
	"unicode/utf8"

	"charthouse/internal/access"
	"charthouse/internal/civil"
	"charthouse/internal/db"
	"charthouse/web/href"
	"charthouse/web/show"
	"charthouse/web/ui"
)

func urlEscape(s string) string { return url.QueryEscape(s) }

// Shell is the frame of a staff page: navigation of what the person may open,
// the find box, who they are, and what was just said. A page of a file follows the
// file and shows who else is in it. The caller adds what is particular to the page.
func (s *Site) Shell(r *http.Request, title, active string) ui.Shell {
	p := Person(r)
	sh := ui.Shell{
		Title:    title,
		Practice: p.Practice,
		Home:     "/",
		Active:   active,
		Me:       ui.Me{Name: p.Actor.Name(), Role: role(p.Title, p.Actor.Roles()), Initials: Initials(p.Actor.Name())},
		Account:  "/account",
		SignOut:  "/sign-out",
		Theme:    ui.ThemeOf(r),
		NoKeys:   !p.SingleKeys,
	}
	if !renews(r) {
		sh.Flash = s.Said(r)
	}
	sh.Glass = s.glass(r, p)
	if c, err := Client(r); err == nil {
		sh.Live = Follow(r, href.Live{File: c}.String())
	}
	for _, e := range s.nav {
		if !p.Actor.May(e.Verb) || e.Unless != "" && p.Actor.May(e.Unless) {
			continue
		}
		item := ui.NavItem{Href: e.Href, Icon: e.Icon, Label: e.Label, Key: e.Go}
		if e.Key == "told" && p.Notices > 0 {
			item.Count = show.Number(p.Notices)
		}
		if e.Foot {
			sh.Foot = append(sh.Foot, item)
		} else {
			sh.Nav = append(sh.Nav, item)
		}
	}
	if p.Actor.May(access.FindClients) {
		sh.Find = findBox(p.Actor)
	}
	return sh
}

// Follow is the address of a page's stream. A form that came back with errors
// follows nothing: read anew, it would lose what was typed.
func Follow(r *http.Request, to string) string {
	if r.Method != http.MethodGet {
		return ""
	}
	return to
}

// findBox says what the person finds in it.
func findBox(who access.Actor) *ui.Find {
	label := "Find a patient"
	if who.May(access.OpenDocument) {
		label = "Find a patient, visit or letter"
	}
	return &ui.Find{Action: "/find", Results: href.Found, Label: label}
}

// glass says on the pages of a restricted file that it stands open with a reason.
func (s *Site) glass(r *http.Request, p db.Person) string {
	c, err := Client(r)
	until, open := p.Glass[c]
	if err != nil || !open {
		return ""
	}
	return "Opened with a reason until " + show.Time(until, Zone(r)) + "; everything you do is reviewed."
}

func role(title string, roles access.Role) string {
	if title != "" {
		return title
	}
	return roles.Words()
}

// Initials are the first letters of the first and last word of a name.
func Initials(name string) string {
	words := strings.Fields(name)
	if len(words) > 1 && strings.HasPrefix(words[0], "Dr") {
		words = words[1:]
	}
	var out string
	for i, w := range words {
		if i == 0 || i == len(words)-1 {
			r, _ := utf8.DecodeRuneInString(w)
			out += strings.ToUpper(string(r))
		}
	}
	return out
}

// Today is the day that it is at the practice.
func (s *Site) Today(r *http.Request) civil.Date { return civil.Of(s.db.Now(), Zone(r)) }

// Now is the present instant.
func (s *Site) Now() time.Time { return s.db.Now() }

// Zone is the practice's zone.
func Zone(r *http.Request) *time.Location {
	if z := Person(r).Zone; z != nil {
		return z
	}
	return time.UTC
}
