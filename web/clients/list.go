package clients

import (
	"net/http"

	"charthouse/internal/access"
	"charthouse/internal/civil"
	"charthouse/internal/clients"
	"charthouse/web/href"
	"charthouse/web/page"
	"charthouse/web/show"
	"charthouse/web/ui"
)

// listView is a page of found patients.
type listView struct {
	Shell  ui.Shell
	Words  string
	New    string // where a new file begins; empty for roles that may not
	Title  string // of the list: found or opened last
	People []person
}

// person is one row: exactly what tells two people of one name apart.
type person struct {
	Href, Name, Born, Age, Phone, City, Number string
}

// list answers GET /clients?q=.
func (h *Handler) list(w http.ResponseWriter, r *http.Request) error {
	words := r.URL.Query().Get("q")
	found, err := h.Clients.Find(r.Context(), page.Actor(r), words)
	if err != nil {
		return err
	}
	shell := h.Site.Shell(r, "Patients", "p")
	shell.Find.Value = words
	return page.Render(w, r, listPage(listOf(shell, words, found, h.Site.Today(r), page.Actor(r).May(access.CreateClient))))
}

func listOf(shell ui.Shell, words string, found []clients.Found, today civil.Date, mayCreate bool) listView {
	v := listView{Shell: shell, Words: words, Title: "Opened last", People: people(found, today)}
	switch {
	case len(found) == 0:
		v.Title = ""
	case words != "":
		v.Title = show.Count(len(found), "patient found", "patients found")
	}
	if mayCreate {
		v.New = href.NewClient(words)
	}
	return v
}

func people(found []clients.Found, today civil.Date) []person {
	out := make([]person, len(found))
	for i, f := range found {
		out[i] = person{
			Href: href.Client(f.ID), Name: f.Name(), Born: show.Date(f.BirthDate), Phone: f.Phone,
			City: f.City, Number: f.ID.String(),
		}
		if !f.BirthDate.IsZero() {
			out[i].Age = show.Age(f.BirthDate, today)
		}
	}
	return out
}
