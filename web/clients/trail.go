package clients

import (
	"net/http"
	"strconv"
	"strings"

	"charthouse/internal/civil"
	"charthouse/internal/clients"
	"charthouse/web/href"
	"charthouse/web/page"
	"charthouse/web/show"
	"charthouse/web/ui"
)

// trailView is who saw and changed a file, day by day.
type trailView struct {
	Shell ui.Shell
	Title string
	Days  []trailDay
	Older *ui.Link
}

type trailDay struct {
	ID, Day string
	Rows    []trailRow
}

// trailRow is an act, or several alike that follow one another.
type trailRow struct {
	Time, Who, What, Changed string
	Refused                  bool
	times                    int
	first                    clients.Look
}

// trail answers GET /clients/{client}/trail.
func (h *Handler) trail(w http.ResponseWriter, r *http.Request) error {
	c, err := page.Client(r)
	if err != nil {
		return err
	}
	before, _ := strconv.ParseInt(r.URL.Query().Get("before"), 10, 64) // no number is the first page
	client, looks, older, err := h.Clients.Trail(r.Context(), page.Actor(r), c, max(0, before))
	if err != nil {
		return err
	}
	v := h.sight(r).trail(client, looks)
	v.Shell = h.shell(r, client, "Who saw it")
	v.Shell.Live = page.Follow(r, href.Live{File: c}.String())
	if older > 0 {
		v.Older = &ui.Link{Href: href.TrailBefore(c, older), Label: "Show earlier"}
	}
	return page.Render(w, r, trailPage(v))
}

func (s sight) trail(client clients.Client, looks []clients.Look) trailView {
	v := trailView{Title: "Who saw and changed the file of " + client.Name()}
	for _, l := range looks {
		day := show.Day(l.At, s.now, s.zone)
		if len(v.Days) == 0 || v.Days[len(v.Days)-1].Day != day {
			v.Days = append(v.Days, trailDay{ID: "day-" + civil.Of(l.At, s.zone).String(), Day: day})
		}
		d := &v.Days[len(v.Days)-1]
		if n := len(d.Rows); n > 0 && d.Rows[n-1].like(l) {
			d.Rows[n-1].again(s, l)
			continue
		}
		d.Rows = append(d.Rows, trailRow{
			Time: show.Time(l.At, s.zone), Who: whoOf(l), What: deeds[l.Verb], Changed: changedWords(l.Changed), Refused: !l.Allowed, times: 1, first: l,
		})
	}
	return v
}

// like is true of an act that only looks, as the one before did.
func (r trailRow) like(l clients.Look) bool {
	return l.Actor == r.first.Actor && l.Verb == r.first.Verb && l.Allowed == r.first.Allowed && len(l.Changed) == 0 && r.Changed == ""
}

// again counts one more, earlier than those before.
func (r *trailRow) again(s sight, l clients.Look) {
	r.times++
	r.Time = show.Time(l.At, s.zone) + " to " + show.Time(r.first.At, s.zone)
	r.What = deeds[l.Verb] + ", " + strconv.Itoa(r.times) + " times"
}

// whoOf names who acted; a link says whose hand it was.
func whoOf(l clients.Look) string {
	if l.Name != "" {
		return l.Name
	}
	switch l.Actor[:min(1, len(l.Actor))] + digits(l.Actor) {
	case "l":
		return "The patient, by their link"
	case "p":
		return "Who acts for them, by a link"
	case "r":
		return "Another practice, by a link"
	case "w":
		return "Who writes with us, by a link"
	}
	return "Charthouse itself"
}

// digits is empty where a number follows the first letter, as in l7.
func digits(actor string) string {
	if len(actor) > 1 && strings.Trim(actor[1:], "0123456789") == "" {
		return ""
	}
	return " " // a system's own hand: clock, mailer, console
}

// changedWords reads "added visit_marks", "changed clients: phone" as people would.
func changedWords(changed []string) string {
	var out []string
	for _, c := range changed {
		out = append(out, strings.ReplaceAll(c, "_", " "))
	}
	return upper(strings.Join(out, "; "))
}
