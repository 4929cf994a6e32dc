package overview

import (
	"cmp"
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"github.com/a-h/templ"
	"github.com/go-chi/chi/v5"

	"charthouse/internal/access"
	"charthouse/internal/civil"
	"charthouse/internal/db"
	"charthouse/internal/fault"
	"charthouse/internal/id"
	"charthouse/internal/overview"
	"charthouse/web/href"
	"charthouse/web/page"
	"charthouse/web/show"
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

// measure answers GET /overview/{measure}?by=&until=&clinician=&location=&type=&payer=.
func (h *Handler) measure(w http.ResponseWriter, r *http.Request) error {
	v, err := h.measureView(r)
	if err != nil {
		return err
	}
	return page.Render(w, r, measurePage(v))
}

// setGoal answers POST /overview/{measure}/target.
func (h *Handler) setGoal(w http.ResponseWriter, r *http.Request) error {
	m, ok := overview.MeasureOf(chi.URLParam(r, "measure"))
	if !ok {
		return errNoMeasure
	}
	f, err := page.Decode[overview.GoalForm](r)
	if err != nil {
		return err
	}
	if err := h.Overview.SetGoal(r.Context(), page.Actor(r), m, f); err != nil {
		v, broken := h.measureView(r)
		return page.Retry(w, r, cmp.Or(broken, err), func(refused *fault.Fault) templ.Component {
			v.Goal.Value, v.Goal.Error = f.Goal, refused.Fields["goal"]
			return measurePage(v)
		})
	}
	h.Site.Say(r, ui.Toast{Text: "Target kept"})
	return page.See(w, r, href.Measure(m.Key, nil))
}

func (h *Handler) measureView(r *http.Request) (measureView, error) {
	a, look, err := h.look(r)
	if err != nil {
		return measureView{}, err
	}
	shell := h.Site.Shell(r, a.Name, "o")
	shell.Back = &ui.Link{Href: href.Overview(""), Label: "Overview"}
	shell.Tools = sheet(href.MeasureCSV(a.Key, a.values("", "")))
	return measureOf(shell, a, look, page.Person(r)), nil
}

// look reads the measure that the URL asks for.
func (h *Handler) look(r *http.Request) (asked, overview.Look, error) {
	a, err := h.asked(r)
	if err != nil {
		return a, overview.Look{}, err
	}
	look, err := h.Overview.LookInto(r.Context(), page.Actor(r), a.Measure, a.span, a.of(), a.By)
	a.Measure = look.Measure
	return a, look, err
}

// numbers answers GET /overview/{measure}/numbers.csv.
func (h *Handler) numbers(w http.ResponseWriter, r *http.Request) error {
	a, look, err := h.look(r)
	if err != nil {
		return err
	}
	var rows [][]string
	line := func(group, name string, s overview.Sums) {
		v := a.Of(s)
		rows = append(rows, []string{group, name, strconv.FormatFloat(v.Is, 'f', 2, 64), strconv.FormatInt(v.Above, 10), strconv.FormatInt(v.Below, 10)})
	}
	for _, s := range look.Weeks {
		line("week", a.span.Monday(s.Group).String(), s)
	}
	for _, s := range look.Groups {
		line(string(a.By), s.Name, s)
	}
	return page.CSV(w, a.Key, []string{"group", "name", string(a.Unit), a.Above, a.Below}, rows)
}

// measureView is the page of one measure: what it is, twelve weeks, and by group.
type measureView struct {
	Shell        ui.Shell
	Says         string
	Above, Below string
	Target       string
	Spark        *ui.Spark
	Weeks        []line
	By           string // title of the first column
	Bys          []ui.Switch
	Groups       []line
	Behind       string // leads to the rows; empty where nothing is behind the number
	BehindWord   string
	SetGoal      string // where an own target is kept, for those who may
	Goal         ui.Field
	Narrowed     string // leads back to the whole practice, where narrowed
	Median       bool   // the value stands alone, without a numerator
	Nothing      bool
}

// line is one row of a measure's table.
type line struct {
	Name, Value, Above, Below string
	Href                      string // its visits
	Bad                       bool
}

func measureOf(shell ui.Shell, a asked, look overview.Look, p db.Person) measureView {
	v := measureView{
		Shell: shell, Says: a.Says, Above: a.Above, Below: a.Below, Target: target(a.Measure),
		By: groupNames[a.By], Bys: bys(a), Spark: spark(a.Measure, look.Weeks),
	}
	if p.Actor.May(access.EditSettings) {
		v.SetGoal = href.MeasureTarget(a.Key)
		v.Goal = ui.Field{Label: "Own target, " + typedIn(a.Measure), Name: "goal", Kind: ui.Number, Value: strconv.FormatFloat(a.Goal/a.Scale(), 'f', -1, 64), Help: "Empty takes the preset again."}
	}
	v.Behind, v.BehindWord = a.behindHref("", ""), "All visits behind it"
	if a.Rows.Events() {
		v.BehindWord = "All of them"
	}
	for _, s := range look.Weeks {
		monday := a.span.Monday(s.Group)
		v.Weeks = append(v.Weeks, a.line(show.Date(monday), s, p.Currency, a.behindHref("week", monday.String())))
	}
	for _, s := range look.Groups {
		if a.Of(s).Below > 0 {
			v.Groups = append(v.Groups, a.line(a.groupName(s), s, p.Currency, a.groupHref(s)))
		}
	}
	v.Nothing, v.Median = v.Spark == nil, a.Key == "note-turnaround"
	if a.of() != (overview.Of{}) {
		v.Narrowed = href.Measure(a.Key, url.Values{"by": {string(a.By)}})
	}
	return v
}

func target(m overview.Measure) string {
	goal, unit := figure(m, m.Goal)
	if m.Low {
		return "at most " + goal + unit
	}
	return "at least " + goal + unit
}

// behindHref leads to what is behind the number, with one thing changed; it is
// empty where nothing is.
func (a asked) behindHref(name, value string) string {
	switch {
	case a.Rows == "":
		return ""
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

func (a asked) line(name string, s overview.Sums, currency, visits string) line {
	v := a.Of(s)
	is, unit := written(a.Measure, v)
	return line{name, is + unit, part(a.Measure, v.Above, true, currency), part(a.Measure, v.Below, false, currency), visits, a.Misses(v, a.Goal)}
}

var groupNames = map[overview.By]string{
	overview.ByClinician: "Clinician", overview.ByLocation: "Location", overview.ByType: "Visit type", overview.ByPayer: "Payer",
	overview.ByCause: "Cause", overview.ByHow: "How", overview.ByStaff: "Person",
}

func bys(a asked) []ui.Switch {
	var out []ui.Switch
	for _, by := range a.Bys {
		out = append(out, ui.Switch{Href: href.Measure(a.Key, a.values("by", string(by))), Label: groupNames[by], On: a.By == by})
	}
	return out
}

// spark draws the weeks that have a value; nil where none has.
func spark(m overview.Measure, weeks []overview.Sums) *ui.Spark {
	s := &ui.Spark{Label: m.Name + ", " + strconv.Itoa(len(weeks)) + " weeks, " + in(m)}
	var last overview.Value
	for _, w := range weeks {
		if v := m.Of(w); v.Known() {
			s.Points, last = append(s.Points, charted(m, v.Is)), v
		}
	}
	if len(s.Points) == 0 {
		return nil
	}
	goal := charted(m, m.Goal)
	s.Target, s.Bad = &goal, m.Misses(last, m.Goal)
	return s
}

// tiles are the measures on the overview: this week's value, and the twelve weeks.
func tiles(measures []overview.Measure, weeks []overview.Sums, monday civil.Date) []ui.KPI {
	out := make([]ui.KPI, 0, len(measures))
	for _, m := range measures {
		var is, was overview.Value
		if n := len(weeks); n > 1 {
			is, was = m.Of(weeks[n-1]), m.Of(weeks[n-2])
		}
		k := ui.KPI{Href: href.Measure(m.Key, url.Values{"until": {monday.String()}}), Name: m.Name, Verdict: verdict(m, is, was), Bad: m.Misses(is, m.Goal), Spark: spark(m, weeks)}
		k.Value, k.Unit = written(m, is)
		out = append(out, k)
	}
	return out
}
