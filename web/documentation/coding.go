package docs

import (
	"net/http"
	"time"

	docs "charthouse/internal/documentation"
	"charthouse/internal/id"
	"charthouse/web/href"
	"charthouse/web/page"
	"charthouse/web/show"
	"charthouse/web/ui"
)

// codingView is the coded part of a signed note.
type codingView struct {
	Shell     ui.Shell
	Client    string
	Facts     []ui.Fact
	Diagnoses []diagnosis
	Services  []service
	Total     string
}

// coding answers GET /clients/{client}/notes/{note}/coding.
func (h *Handler) coding(w http.ResponseWriter, r *http.Request) error {
	c, n, err := page.InFile[id.Note](r, "note")
	if err != nil {
		return err
	}
	coding, err := h.notes.Coding(r.Context(), page.Actor(r), c, n)
	if err != nil {
		return err
	}
	shell := h.site.Shell(r, "Coding", "b")
	shell.Back = &ui.Link{Href: href.Client(c), Label: coding.Client}
	return page.Render(w, r, codingPage(codingOf(shell, coding, h.site.Now(), page.Zone(r), page.Person(r).Currency)))
}

func codingOf(shell ui.Shell, c docs.Coding, now time.Time, zone *time.Location, currency string) codingView {
	v := codingView{Shell: shell, Client: c.Client, Facts: []ui.Fact{
		{Name: "Visit", Value: c.Visit},
		{Name: "When", Value: show.DayTime(c.StartsAt, now, zone)},
		{Name: "Signed by", Value: c.By},
		{Name: "Signed", Value: show.DayTime(c.At, now, zone)},
	}}
	v.Diagnoses, v.Services, v.Total = codesOf(docs.Note{Diagnoses: c.Diagnoses, Services: c.Services}, currency)
	return v
}
