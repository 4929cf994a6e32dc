package overview

import (
	"net/http"
	"strconv"

	"charthouse/internal/overview"
	"charthouse/web/href"
	"charthouse/web/page"
	"charthouse/web/show"
	"charthouse/web/ui"
)

// daysView is the page of what a measure counted day by day.
type daysView struct {
	Shell ui.Shell
	Says  string
	Rows  []opening
	More  bool
}

type opening struct{ Day, Clinician, Location, Days string }

// days answers GET /overview/{measure}/days?week=&until=&clinician=&location=.
func (h *Handler) days(w http.ResponseWriter, r *http.Request) error {
	a, list, err := h.openings(r, mostShown+1)
	if err != nil {
		return err
	}
	shell := h.Site.Shell(r, a.Name, "o")
	shell.Back = &ui.Link{Href: href.Measure(a.Key, a.values("week", "")), Label: a.Name}
	shell.Tools = sheet(href.MeasureDaysCSV(a.Key, a.values("", "")))
	v := daysView{Shell: shell, Says: "Days until the third free half hour, as each day began, " + a.spanWords() + ".", More: len(list) > mostShown}
	for _, o := range list[:min(len(list), mostShown)] {
		v.Rows = append(v.Rows, opening{show.Date(o.Day), o.Clinician, o.Location, show.Number(int(o.Days))})
	}
	return page.Render(w, r, daysPage(v))
}

// daysCSV answers GET /overview/{measure}/days.csv.
func (h *Handler) daysCSV(w http.ResponseWriter, r *http.Request) error {
	a, list, err := h.openings(r, mostWritten)
	if err != nil {
		return err
	}
	out := make([][]string, len(list))
	for i, o := range list {
		out[i] = []string{o.Day.String(), o.Clinician, o.Location, strconv.FormatInt(o.Days, 10)}
	}
	return page.CSV(w, a.Key+"-days", []string{"day", "clinician", "location", "days"}, out)
}

// openings reads what the measure that the URL asks for counted.
func (h *Handler) openings(r *http.Request, most int) (asked, []overview.Opening, error) {
	a, err := h.asked(r)
	if err == nil && a.Rows != overview.Openings {
		err = errNoMeasure
	}
	if err == nil {
		a.span, err = h.weekOr(r, a)
	}
	if err != nil {
		return a, nil, err
	}
	list, err := h.Overview.ListOpenings(r.Context(), page.Actor(r), a.span, a.of(), most)
	return a, list, err
}
