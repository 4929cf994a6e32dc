package overview

import (
	"cmp"
	"net/http"
	"net/url"
	"strconv"

	"github.com/a-h/templ"
	"github.com/go-chi/chi/v5"

	"charthouse/internal/access"
	"charthouse/internal/db"
	"charthouse/internal/fault"
	"charthouse/internal/overview"
	"charthouse/web/href"
	"charthouse/web/page"
	"charthouse/web/show"
	"charthouse/web/ui"
)

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
	Behind       string // leads to the rows
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
	if !a.Rows.Visits() {
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

func (a asked) line(name string, s overview.Sums, currency, visits string) line {
	v := a.Of(s)
	is, unit := written(a.Measure, v)
	return line{name, is + unit, part(a.Measure, v.Above, true, currency), part(a.Measure, v.Below, false, currency), visits, a.Misses(v, a.Goal)}
}

var groupNames = map[overview.By]string{
	overview.ByClinician: "Clinician", overview.ByLocation: "Location", overview.ByType: "Visit type", overview.ByPayer: "Payer",
	overview.ByCause: "Cause", overview.ByHow: "How", overview.ByStaff: "Person",
}
