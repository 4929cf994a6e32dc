package docs

import (
	"fmt"
	"net/http"
	"time"

	docs "charthouse/internal/documentation"
	"charthouse/web/href"
	"charthouse/web/page"
	"charthouse/web/show"
	"charthouse/web/ui"
)

// mineView is the clinician's list of notes.
type mineView struct {
	Shell   ui.Shell
	Here    []owed
	Waiting []owed
	Drafts  []owed
	Signed  []owed
	Held    string // how many notes, and how much money, wait for signatures
	Empty   *ui.EmptyOf
	First   *ui.Link // back to the first page, from another
	More    *ui.Link
}

// owed is one visit of the list.
type owed struct {
	Href, Client, Visit, When string
	Age                       string
	Tone                      string // class of the age
	State                     string
	Money                     string
	Act                       ui.Act
}

// mine answers GET /notes?after=.
func (h *Handler) mine(w http.ResponseWriter, r *http.Request) error {
	after := docs.ParseAfter(r.URL.Query().Get("after"))
	m, err := h.notes.Mine(r.Context(), page.Actor(r), after)
	if err != nil {
		return err
	}
	v := mineOf(h.site.Shell(r, "Notes", "n"), m, page.Zone(r), page.Person(r).Currency)
	if after.Visit != 0 {
		v.First = &ui.Link{Href: href.Notes, Label: "Back to the first page"}
	}
	return page.Render(w, r, minePage(v))
}

func mineOf(shell ui.Shell, m docs.Mine, zone *time.Location, currency string) mineView {
	v := mineView{Shell: shell}
	for _, o := range m.Waiting {
		row := owedOf(o, m.Now, zone, currency)
		row.Age, row.Tone = age(m.Now.Sub(*o.SeenAt), time.Duration(m.TargetHours)*time.Hour)
		v.Waiting = append(v.Waiting, row)
	}
	for _, o := range m.Here {
		row := owedOf(o, m.Now, zone, currency)
		row.Age = whereOf(o, m.Now)
		v.Here = append(v.Here, row)
	}
	for _, o := range m.Drafts {
		v.Drafts = append(v.Drafts, owedOf(o, m.Now, zone, currency))
	}
	for _, o := range m.Signed {
		v.Signed = append(v.Signed, owedOf(o, m.Now, zone, currency))
	}
	if m.Held > 0 {
		v.Held = show.Count(m.Unsigned, "note", "notes") + ", " + show.Money(m.Held, currency) + " waits for your signature"
	}
	if m.Unsigned == 0 {
		v.Empty = emptyOf(m, zone)
	}
	if m.Next.Visit != 0 {
		v.More = &ui.Link{Href: href.NotesAfter(m.Next.String()), Label: "Show more notes"}
	}
	return v
}

func owedOf(o docs.Owed, now time.Time, zone *time.Location, currency string) owed {
	row := owed{Href: href.Note(o.ClientID, o.VisitID), Client: o.Client, Visit: o.Visit, When: show.DayTime(o.StartsAt, now, zone)}
	row.Act = ui.Act{Label: "Write note", Href: row.Href, Small: true, Attrs: map[string]any{"aria-label": "Write note for " + o.Client}}
	row.State = "Not begun"
	if o.Cents > 0 {
		row.Money = show.Money(o.Cents, currency)
	}
	switch {
	case o.SignedAt != nil:
		row.State = "Signed " + show.When(*o.SignedAt, now, zone)
	case o.SavedAt != nil:
		row.State = "Saved " + show.When(*o.SavedAt, now, zone)
		row.Act.Label, row.Act.Attrs["aria-label"] = "Go on", "Go on with the note for "+o.Client
	}
	return row
}

// whereOf is "Room 1, came 12 min ago".
func whereOf(o docs.Owed, now time.Time) string {
	came := "came " + show.Lasts(now.Sub(*o.ArrivedAt)) + " ago"
	if o.Place == "" {
		return "Waiting, " + came
	}
	return o.Place + ", " + came
}

// age is "26 h, target 24", in rust past the target and in ochre near it.
func age(since, target time.Duration) (words, class string) {
	switch {
	case since > target:
		class = "tone-rust"
	case since > target*3/4:
		class = "tone-ochre"
	}
	return fmt.Sprintf("%s, target %.0f h", show.Lasts(since), target.Hours()), class
}

// emptyOf says why nothing waits.
func emptyOf(m docs.Mine, zone *time.Location) *ui.EmptyOf {
	e := &ui.EmptyOf{Title: "No note waits for you", Text: "A visit stands here from the moment it was seen until its note is signed.", Level: 2}
	if len(m.Signed) > 0 {
		e.Text += " You signed the last one " + show.DayTime(*m.Signed[0].SignedAt, m.Now, zone) + "."
	}
	return e
}
