package overview

import (
	"net/http"
	"strconv"
	"time"

	"charthouse/internal/civil"
	"charthouse/internal/overview"
	"charthouse/web/href"
	"charthouse/web/page"
	"charthouse/web/show"
	"charthouse/web/ui"
)

// How many visits a page lists, and a file for a spreadsheet.
const (
	mostShown   = 200
	mostWritten = 20_000
)

// visitsView is the page of the visits behind a measure.
type visitsView struct {
	Shell ui.Shell
	Says  string
	Rows  []visit
	More  bool
	Value string // title of the measured column; empty where there is none
}

type visit struct{ Name, Href, When, Clinician, Type, Location, Payer, Value string }

// visits answers GET /overview/{measure}/visits.
func (h *Handler) visits(w http.ResponseWriter, r *http.Request) error {
	a, rows, err := h.behind(r, mostShown+1)
	if err != nil {
		return err
	}
	shell := h.Site.Shell(r, a.Name, "o")
	shell.Back = &ui.Link{Href: href.Measure(a.Key, a.values("week", "")), Label: a.Name}
	shell.Tools = sheet(href.MeasureVisitsCSV(a.Key, a.values("", "")))
	v := visitsView{Shell: shell, Says: a.rowsSay(h.Site.Today(r)), Value: columns[a.Rows]}
	for i, row := range rows {
		if i == mostShown {
			v.More = true
			break
		}
		v.Rows = append(v.Rows, visitOf(row, h.Site.Now(), page.Person(r).Currency))
	}
	return page.Render(w, r, visitsPage(v))
}

// visitsCSV answers GET /overview/{measure}/visits.csv.
func (h *Handler) visitsCSV(w http.ResponseWriter, r *http.Request) error {
	a, rows, err := h.behind(r, mostWritten)
	if err != nil {
		return err
	}
	out := make([][]string, len(rows))
	for i, row := range rows {
		zone := zoneOf(row.Zone)
		out[i] = []string{
			row.ClientID.String(), row.Client, row.StartsAt.In(zone).Format("2006-01-02 15:04"), row.Clinician, row.VisitType, row.Location, row.Payer,
			strconv.FormatInt(row.Seconds, 10), strconv.FormatInt(row.Cents, 10),
		}
	}
	return page.CSV(w, a.Key+"-visits", []string{"number", "patient", "visit", "clinician", "type", "location", "payer", "seconds", "cents"}, out)
}

// behind reads the visits of the measure that the URL asks for.
func (h *Handler) behind(r *http.Request, most int) (asked, []overview.Row, error) {
	a, err := h.asked(r)
	if err != nil {
		return a, nil, err
	}
	if !a.Rows.Visits() {
		return a, nil, errNoMeasure
	}
	if a.span, err = h.weekOr(r, a); err != nil {
		return a, nil, err
	}
	rows, err := h.Overview.ListRows(r.Context(), page.Actor(r), a.Measure, a.span, a.of(), most)
	return a, rows, err
}

// weekOr is the one week that the URL asks for, or all of the measure's.
func (h *Handler) weekOr(r *http.Request, a asked) (overview.Span, error) {
	if a.Week == "" {
		return a.span, nil
	}
	monday, err := mondayOf(a.Week, h.Site.Today(r))
	return overview.Span{From: monday, To: monday.Add(7)}, err
}

func (a asked) spanWords() string {
	return "from " + show.Date(a.span.From) + " to " + show.Date(a.span.To.Add(-1))
}

// rowsSay says what the list is, and of when. Money is of the end of the span,
// which in the present week is now.
func (a asked) rowsSay(today civil.Date) string {
	last := a.span.To.Add(-1)
	switch {
	case a.Rows == overview.Owed && last.Before(today):
		return "What was owed at the end of " + show.Date(last) + ", the most first."
	case a.Rows == overview.Owed:
		return "What is owed today, the most first."
	case a.Rows == overview.Uncollected:
		return "What was charged in the 13 weeks until " + show.Date(last) + " and not collected, the most first. Below zero, more came in than was charged."
	}
	return listed[a.Rows] + ", " + a.spanWords() + "."
}

// listed says what the list is.
var listed = map[overview.Rows]string{
	overview.Missed: "Visits that were missed", overview.Late: "Visits cancelled within 24 hours", overview.Cycles: "Visits by their time in the building",
	overview.Booked: "Visits that fill the hours", overview.Signed: "Notes by the time until they were signed", overview.Written: "Notes by the time spent writing",
	overview.Charged: "Visits by the time until they were charged", overview.Claimed: "Claims that lacked something when the note was signed",
	overview.Forms: "Visits whose form was not there in time",
}

// columns titles the measured value.
var columns = map[overview.Rows]string{
	overview.Cycles: "Lasted", overview.Booked: "Length", overview.Signed: "Took", overview.Written: "Took", overview.Charged: "Took", overview.Owed: "Owed", overview.Uncollected: "Not collected",
}

func visitOf(r overview.Row, now time.Time, currency string) visit {
	v := visit{
		Name: r.Client, Href: href.Visit(r.ClientID, r.VisitID), When: show.DayTime(r.StartsAt, now, zoneOf(r.Zone)),
		Clinician: r.Clinician, Type: r.VisitType, Location: r.Location, Payer: r.Payer,
	}
	switch {
	case r.Cents != 0:
		v.Value = show.Money(r.Cents, currency)
	case r.Seconds > 0:
		v.Value = show.Lasts(r.Lasts())
	}
	return v
}

// zoneOf is the visit's own zone; the database holds none that cannot be loaded.
func zoneOf(name string) *time.Location {
	zone, err := time.LoadLocation(name)
	if err != nil {
		return time.UTC
	}
	return zone
}
