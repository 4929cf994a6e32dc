package overview

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"github.com/go-chi/chi/v5"

	"charthouse/internal/fault"
	"charthouse/internal/id"
	"charthouse/internal/overview"
	"charthouse/web/href"
	"charthouse/web/page"
	"charthouse/web/ui"
)

// query narrows a measure; it stands in the URL, so that a list can be sent on.
type query struct {
	By        overview.By  `form:"by"`
	Week      string       `form:"week"` // only this week's visits, by its Monday
	Until     string       `form:"until"`
	Clinician id.Staff     `form:"clinician"`
	Location  id.Location  `form:"location"`
	Type      id.VisitType `form:"type"`
	Payer     int64        `form:"payer"`
	Cause     string       `form:"cause"`
}

// weeksShown is how many weeks a measure is looked at.
const weeksShown = 12

var errNoMeasure = fault.New(fault.NotFound, "There is no such measure.")

// asked is one measure as the URL names it.
type asked struct {
	overview.Measure
	query
	span overview.Span
}

func (h *Handler) asked(r *http.Request) (a asked, err error) {
	m, ok := overview.MeasureOf(chi.URLParam(r, "measure"))
	if !ok {
		return a, errNoMeasure
	}
	q, err := page.Query[query](r)
	if err != nil {
		return a, err
	}
	if !slices.Contains(m.Bys, q.By) {
		q.By = m.Bys[0]
	}
	until, err := mondayOf(q.Until, h.Site.Today(r))
	return asked{m, q, overview.Weeks(weeksShown, until)}, err
}

func (q query) of() overview.Of {
	return overview.Of{Clinician: q.Clinician, Location: q.Location, Type: q.Type, Payer: q.Payer}
}

// values writes the query for a URL, with one thing changed.
func (q query) values(name, value string) url.Values {
	v := url.Values{}
	for k, is := range map[string]string{
		"by": string(q.By), "until": q.Until, "week": q.Week, "clinician": number(int64(q.Clinician)), "location": number(int64(q.Location)),
		"type": number(int64(q.Type)), "payer": number(q.Payer), "cause": q.Cause, name: value,
	} {
		if is != "" {
			v.Set(k, is)
		}
	}
	return v
}

func number(n int64) string {
	if n == 0 {
		return ""
	}
	return strconv.FormatInt(n, 10)
}

// behindHref leads to what is behind the number, with one thing changed.
func (a asked) behindHref(name, value string) string {
	switch {
	case a.Rows == overview.Openings:
		return href.MeasureDays(a.Key, a.values(name, value))
	case a.Rows.Events():
		return href.MeasureEvents(a.Key, a.values(name, value))
	}
	return href.MeasureVisits(a.Key, a.values(name, value))
}

func (a asked) groupHref(s overview.Sums) string {
	switch a.By {
	case overview.ByHow, overview.ByStaff:
		return ""
	case overview.ByCause:
		return a.behindHref("cause", s.Name)
	}
	return a.behindHref(string(a.By), groupNumber(a.By, s.Group))
}

func (a asked) groupName(s overview.Sums) string {
	switch a.By {
	case overview.ByCause:
		return causeWords(s.Name)
	case overview.ByHow:
		return howWords[s.Name]
	}
	return s.Name
}

func groupNumber(by overview.By, n int64) string {
	if by == overview.ByPayer && n == 0 {
		n = overview.Nobody
	}
	return number(n)
}

func bys(a asked) []ui.Switch {
	var out []ui.Switch
	for _, by := range a.Bys {
		out = append(out, ui.Switch{Href: href.Measure(a.Key, a.values("by", string(by))), Label: groupNames[by], On: a.By == by})
	}
	return out
}
