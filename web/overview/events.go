package overview

import (
	"net/http"
	"strconv"
	"strings"
	"time"

	"charthouse/internal/overview"
	"charthouse/web/href"
	"charthouse/web/page"
	"charthouse/web/show"
	"charthouse/web/stuck"
	"charthouse/web/ui"
)

// eventsView is the page of what a measure counts that is no visit.
type eventsView struct {
	Shell ui.Shell
	Says  string
	Rows  []event
	How   string // title of the third column; empty where there is none
	More  bool
}

type event struct{ Name, Href, When, Cause, How, By string }

// happened says what the list is, and what its third column names.
var happened = map[overview.Rows]struct{ says, how string }{
	overview.Nudges:     {"Reminders of what is stuck", "Told"},
	overview.TypedTwice: {"Values that the file held already when they were typed", ""},
	overview.ByHand:     {"Lines that somebody ended by hand", ""},
	overview.Replies:    {"Messages by the time until they were answered", "Waited"},
}

// howWords say whom a reminder went to, and how a line left.
var howWords = map[string]string{
	"owner": "Whose turn it is", "role": "Everybody of the role", "manager": "The manager", "person": "A person named for it",
	"system": "By the system", "evidence": "By evidence: the record became right", "hand": "By hand",
}

// events answers GET /overview/{measure}/events?week=&until=&cause=.
func (h *Handler) events(w http.ResponseWriter, r *http.Request) error {
	a, list, err := h.counted(r, mostShown+1)
	if err != nil {
		return err
	}
	words := happened[a.Rows]
	shell := h.Site.Shell(r, a.Name, "o")
	shell.Back = &ui.Link{Href: href.Measure(a.Key, a.values("week", "")), Label: a.Name}
	shell.Tools = sheet(href.MeasureEventsCSV(a.Key, a.values("", "")))
	v := eventsView{Shell: shell, Says: words.says + ", " + a.spanWords() + ".", How: words.how, More: len(list) > mostShown}
	for _, e := range list[:min(len(list), mostShown)] {
		v.Rows = append(v.Rows, eventOf(e, h.Site.Now(), page.Zone(r)))
	}
	return page.Render(w, r, eventsPage(v))
}

func eventOf(e overview.Event, now time.Time, zone *time.Location) event {
	how := howWords[e.How]
	if e.Seconds > 0 {
		how = show.Lasts(time.Duration(e.Seconds) * time.Second)
	}
	return event{e.Client, href.Client(e.ClientID), show.When(e.At, now, zone), causeWords(e.Cause), how, e.By}
}

// eventsCSV answers GET /overview/{measure}/events.csv.
func (h *Handler) eventsCSV(w http.ResponseWriter, r *http.Request) error {
	a, list, err := h.counted(r, mostWritten)
	if err != nil {
		return err
	}
	out := make([][]string, len(list))
	for i, e := range list {
		out[i] = []string{e.ClientID.String(), e.Client, e.At.In(page.Zone(r)).Format("2006-01-02 15:04"), e.Cause, e.How, e.By, strconv.FormatInt(e.Seconds, 10)}
	}
	return page.CSV(w, a.Key+"-events", []string{"number", "patient", "when", "cause", "how", "by", "seconds waited"}, out)
}

// counted reads what the measure that the URL asks for counts.
func (h *Handler) counted(r *http.Request, most int) (asked, []overview.Event, error) {
	a, err := h.asked(r)
	if err == nil && !a.Rows.Events() {
		err = errNoMeasure
	}
	if err == nil {
		a.span, err = h.weekOr(r, a)
	}
	if err != nil {
		return a, nil, err
	}
	list, err := h.Overview.ListEvents(r.Context(), page.Actor(r), a.Measure, a.span, a.Cause, most)
	return a, list, err
}

// causeWords name the kind of what was stuck, or the field typed: "contacts.phone".
func causeWords(cause string) string {
	if kind, ok := talkWords[cause]; ok {
		return kind
	}
	table, field, typed := strings.Cut(cause, ".")
	if !typed {
		return stuck.Name(cause)
	}
	return typedWords[table] + strings.ReplaceAll(field, "_", " ")
}

// talkWords name the kinds of conversations.
var talkWords = map[string]string{"administrative": "Administrative", "billing": "Billing", "clinical": "Clinical"}

var typedWords = map[string]string{"clients": "Patient’s ", "contacts": "Contact’s ", "coverages": "Coverage’s "}
