package waitlist

import (
	"cmp"
	"net/http"
	"strings"
	"time"

	"charthouse/internal/access"
	"charthouse/internal/civil"
	"charthouse/internal/scheduling"
	"charthouse/web/href"
	"charthouse/web/page"
	"charthouse/web/show"
	"charthouse/web/ui"
)

// listView is who waits, and the times that got free.
type listView struct {
	Shell  ui.Shell
	Notice *ui.Notice
	Freed  []freedRow
	Rows   []waitRow
	More   *ui.Link
}

// freedRow is a time that got free and what is done about it.
type freedRow struct {
	When, Href string
	With       string
	Says       string
	Tone       ui.Tone
}

// waitRow is somebody who waits.
type waitRow struct {
	Name, Href string // to what they wait for
	For        string
	Suits      string
	Urgent     *ui.Tag
	Since      string
	Last       string
	Trouble    string
}

// rowsAtOnce is how many of who waits the page shows, and adds each time.
const rowsAtOnce = 100

// shown is how many rows are asked for.
type shown struct {
	Rows int `form:"rows"`
}

// GET /waitlist
func (h *Handler) list(w http.ResponseWriter, r *http.Request) error {
	q, err := page.Query[shown](r)
	if err != nil {
		return err
	}
	most := min(max(q.Rows, rowsAtOnce), 100*rowsAtOnce)
	all, err := h.Scheduling.Waitlist(r.Context(), page.Actor(r), most)
	if err != nil {
		return err
	}
	v := listOf(all, h.Site.Now(), page.Zone(r))
	v.Shell = h.Site.Shell(r, "Waitlist", "t")
	if page.Person(r).Actor.May(access.OpenDay) {
		v.Shell.Back = &ui.Link{Href: "/", Label: "Today"}
	}
	if all.More {
		v.More = &ui.Link{Href: href.WaitlistRows(most + rowsAtOnce), Label: "Show more"}
	}
	return page.Render(w, r, listPage(v))
}

func listOf(all scheduling.Waitlist, now time.Time, zone *time.Location) (v listView) {
	if !all.Mails {
		v.Notice = &ui.Notice{Tone: ui.Ochre, Title: "Nothing is offered by mail.", Text: "No mail server is set up. Until there is one, times that get free are offered only by text, to those who agreed to texts."}
	}
	for _, f := range all.Freed {
		v.Freed = append(v.Freed, freedRow{When: clock(f.Local), Href: href.FreedTime(f.ID), With: f.Clinician + ", " + f.Location, Says: freedSays(f), Tone: freedTones[f.State]})
	}
	for _, w := range all.Waiting {
		row := waitRow{Name: w.Client, Href: href.Wait(w.ClientID, w.Wait), For: forWhat(w), Suits: suits(w), Since: show.When(w.MadeAt, now, zone), Last: last(w, now), Trouble: trouble(w)}
		if w.Urgency != scheduling.Urgencies[0] {
			row.Urgent = &ui.Tag{Text: urgencies[w.Urgency], Tone: ui.Ochre, Icon: "clock"}
		}
		if w.Hidden {
			row.Href = href.Client(w.ClientID)
		}
		v.Rows = append(v.Rows, row)
	}
	return v
}

// freedSays is what is done about a time that got free, or what came of it.
func freedSays(f scheduling.Freed) string {
	switch {
	case f.Open() && f.Standing > 0:
		return "Offered to " + show.Count(f.Standing, "person", "people") + " until " + wall(*f.Until, f.Zone).Format("15:04")
	case f.Open() && f.Asked > 0:
		return "Nobody took it yet; " + show.Count(f.Asked, "person was", "people were") + " asked"
	case f.Open():
		return "To be offered"
	case f.State == "over" && f.Asked == 0:
		return "Not offered: it is too late for offers, or none is made for this kind of visit"
	case f.State == "stopped":
		return "Stopped by " + cmp.Or(f.ClosedBy, "the house") + ": " + f.Reason
	}
	return map[string]string{"taken": "Taken by somebody who waited", "filled": "Booked by others", "over": "Nobody took it in time"}[f.State]
}

var freedTones = map[string]ui.Tone{"taken": ui.Teal, "over": ui.Ochre}

var urgencies = map[string]string{"routine": "Routine", "soon": "Soon", "urgent": "Urgent"}

func forWhat(w scheduling.Waiting) string {
	if w.VisitLocal != nil {
		return w.Type + ", earlier than " + clock(*w.VisitLocal)
	}
	return w.Type
}

// suits says which times suit them: with Dr Okafor, Mon or Thu, mornings, from 4 May.
func suits(w scheduling.Waiting) string {
	var out []string
	if w.Clinician != "" {
		out = append(out, "with "+w.Clinician)
	}
	if w.Location != "" {
		out = append(out, "at "+w.Location)
	}
	var days []string
	for _, d := range w.Weekdays {
		days = append(days, dayNames[d-1])
	}
	if len(days) > 0 {
		out = append(out, strings.Join(days, " or "))
	}
	for _, p := range w.Parts {
		out = append(out, p+"s")
	}
	if w.EarliestOn != nil {
		out = append(out, "from "+short(*w.EarliestOn))
	}
	if w.LatestOn != nil {
		out = append(out, "until "+short(*w.LatestOn))
	}
	if len(out) == 0 {
		return "Any time"
	}
	return upper(strings.Join(out, ", "))
}

// upper begins a sentence.
func upper(words string) string { return strings.ToUpper(words[:1]) + words[1:] }

var dayNames = []string{"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"}

func short(d civil.Date) string { return d.Format("Mon 2 Jan") }

// last is what they were offered last and what came of it.
func last(w scheduling.Waiting, now time.Time) string {
	if w.LastLocal == nil {
		return "Nothing yet"
	}
	return clock(*w.LastLocal) + ": " + came(scheduling.Asked{State: w.LastState, ExpiresAt: *w.LastEnds, Became: w.LastBecame}, now)
}

// came is what came of an offer.
func came(a scheduling.Asked, now time.Time) string {
	switch {
	case a.State == scheduling.OfferGone && a.Left != "":
		return cmp.Or(leftFirst[a.Left], "waited no more")
	case a.State == scheduling.OfferGone, a.State == scheduling.OfferStands && closedFirst[a.Became] != "":
		return cmp.Or(closedFirst[a.Became], "waited no more")
	case a.State == scheduling.OfferStands && !now.Before(a.ExpiresAt):
		a.State = scheduling.OfferExpired
	}
	return map[scheduling.SlotOfferState]string{
		scheduling.OfferStands: "no answer yet", scheduling.OfferAccepted: "took it", scheduling.OfferDeclined: "said no", scheduling.OfferExpired: "did not answer in time",
	}[a.State]
}

// What came before their answer: of the time, and of their wait.
var (
	closedFirst = map[string]string{"stopped": "stopped before they answered", "taken": "gone before they answered", "filled": "gone before they answered"}
	leftFirst   = map[string]string{"booked": "got another time before they answered", "removed": "taken off the waitlist before they answered", "left": "left the waitlist before they answered"}
)

// trouble says why somebody is offered nothing.
func trouble(w scheduling.Waiting) string {
	switch {
	case w.Over:
		return "Waited until " + short(w.EndsOn) + ". Take them off, or call them."
	case w.VisitOver && !w.Hidden:
		return "The visit that would move is over or cancelled. Take them off, or put them on anew."
	case !w.Reachable && !w.Hidden:
		return "Cannot be reached by mail or text, so nothing is offered. Call them."
	}
	return ""
}
