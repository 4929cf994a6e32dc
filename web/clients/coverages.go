package clients

import (
	"net/http"

	"github.com/a-h/templ"

	"charthouse/internal/access"
	"charthouse/internal/clients"
	"charthouse/internal/fault"
	"charthouse/internal/id"
	"charthouse/web/href"
	"charthouse/web/page"
	"charthouse/web/show"
	"charthouse/web/ui"
)

type triedCoverage = tried[clients.CoverageForm]

// coverages answers GET /clients/{client}/coverages.
func (h *Handler) coverages(w http.ResponseWriter, r *http.Request) error {
	c, err := page.Client(r)
	if err != nil {
		return err
	}
	v, err := h.coveragesView(r, c, triedCoverage{})
	if err != nil {
		return err
	}
	return page.Render(w, r, recordsPage(v))
}

// addCoverage answers POST /clients/{client}/coverages.
func (h *Handler) addCoverage() page.Handler {
	return adding(h, h.Flow.AddCoverage, href.Coverages, "Coverage added",
		func(w http.ResponseWriter, r *http.Request, c id.Client, in clients.CoverageForm, err error) error {
			return h.coveragesAgain(w, r, c, 0, in, err)
		})
}

// editCoverage answers POST /clients/{client}/coverages/{coverage}.
func (h *Handler) editCoverage() page.Handler {
	return changing(h, "coverage", h.Flow.EditCoverage, href.Coverages, "Coverage saved", h.coveragesAgain)
}

func (h *Handler) coveragesAgain(w http.ResponseWriter, r *http.Request, c id.Client, row id.Coverage, in clients.CoverageForm, err error) error {
	return again(w, r, err, func(f *fault.Fault) (recordsView, error) {
		return h.coveragesView(r, c, triedCoverage{int64(row), in, f})
	})
}

func (h *Handler) coveragesView(r *http.Request, c id.Client, t triedCoverage) (recordsView, error) {
	client, paying, err := h.Clients.Coverages(r.Context(), page.Actor(r), c)
	if err != nil {
		return recordsView{}, err
	}
	return recordsView{
		Shell: h.shell(r, client, "Coverage"), Title: "Coverage of " + client.Name(),
		Lede:   "Who pays, and in which order. Without a coverage the visits are invoiced to the patient.",
		Blocks: []block{coverageBlock(h.sight(r), c, paying, t)},
	}, nil
}

func coverageBlock(s sight, c id.Client, p clients.Paying, t triedCoverage) block {
	b := block{ID: "coverages", Title: "Coverage", Empty: "No coverage: this is a self-paying patient."}
	for _, v := range p.Coverages {
		b.Rows = append(b.Rows, coverageRow(s, c, v, p.Payers, t))
	}
	if !s.who.May(access.EditCoverage) {
		return b
	}
	if len(p.Payers) == 0 {
		b.Empty = "There are no payers yet. They are added in the settings of the practice."
		return b
	}
	in, f := t.of(0, clients.CoverageForm{Rank: nextRank(p.Coverages)})
	b.Add = &record{Title: "Add a coverage", Form: formFor("new-", href.Coverages(c), "Add coverage", coverageFields(in, p.Payers), f), Open: f != nil}
	return b
}

// nextRank is the first place in which nobody pays.
func nextRank(list []clients.Coverage) string {
	taken := map[int]bool{}
	for _, v := range list {
		taken[v.Rank] = true
	}
	for n, place := range []string{"1", "2", "3"} {
		if !taken[n+1] {
			return place
		}
	}
	return "3"
}

func coverageRow(s sight, c id.Client, v clients.Coverage, payers []clients.Payer, t triedCoverage) record {
	r := record{
		ID: "coverage-" + v.ID.String(), Title: join(" ", v.Payer, v.Plan), Rest: ranks[v.Rank],
		Detail: join(" · ", prefix("No. ", v.MemberNumber), prefix("Group ", v.GroupNumber), copay(s, v), source(s, v)),
	}
	if v.MemberNumber == "" {
		r.Tags = append(r.Tags, ui.Tag{Text: "no member number", Tone: ui.Ochre})
	}
	if !v.Active(s.today()) {
		r.Tags = append(r.Tags, ui.Tag{Text: "not active", Tone: ui.Ochre})
	}
	if !s.who.May(access.EditCoverage) {
		return r
	}
	in, f := t.of(int64(v.ID), v.Form())
	in.Version = v.Version
	r.Open, r.Both = f != nil, compare(f, coverageFields(v.Form(), payers), coverageFields(in, payers))
	r.Form = formFor(r.ID+"-", href.Coverage(c, v.ID), "Save coverage", coverageFields(in, payers), f)
	r.End = &ui.Fix{Act: ui.Act{Label: "End this coverage", Kind: "quiet"}, Post: href.End(href.Coverage(c, v.ID))}
	return r
}

func copay(s sight, v clients.Coverage) string {
	if v.CopayCents == 0 {
		return ""
	}
	return "Copay " + s.money(v.CopayCents)
}

func source(s sight, v clients.Coverage) string {
	if v.VerifiedAt == nil {
		return upper(v.Source)
	}
	return join(" by ", "Verified "+show.When(*v.VerifiedAt, s.now, s.zone), v.VerifiedBy)
}

var (
	relations = []ui.Option{{Value: "self", Label: "The patient"}, {Value: "spouse", Label: "Their spouse"}, {Value: "child", Label: "Their parent"}, {Value: "other", Label: "Somebody else"}}
	places    = []ui.Option{{Value: "1", Label: "First"}, {Value: "2", Label: "Second"}, {Value: "3", Label: "Third"}}
)

func coverageFields(in clients.CoverageForm, payers []clients.Payer) []ui.Field {
	choose := []ui.Option{{Value: "", Label: "Choose"}}
	for _, p := range payers {
		choose = append(choose, ui.Option{Value: p.ID.String(), Label: p.Name})
	}
	return []ui.Field{
		version(in.Version),
		{Label: "Payer", Name: "payer", Value: in.Payer, Kind: ui.Select, Options: choose},
		{Label: "Plan", Name: "plan", Value: in.Plan},
		{Label: "Member number", Name: "member_number", Value: in.MemberNumber, Autocomplete: "off"},
		{Label: "Group", Name: "group_number", Value: in.GroupNumber, Autocomplete: "off"},
		{Label: "Pays", Name: "rank", Value: in.Rank, Kind: ui.Select, Options: places},
		{Label: "Copay", Name: "copay", Value: in.Copay, Kind: ui.Money},
		{Label: "Insured person", Name: "relation", Value: or(in.Relation, "self"), Kind: ui.Select, Options: relations},
		{Label: "Their name", Name: "subscriber", Value: in.Subscriber, Help: "If it is not the patient.", Autocomplete: "off"},
		{Label: "Their date of birth", Name: "subscriber_birth", Value: in.SubscriberBirth, Kind: ui.Date},
		{Label: "Their sex", Name: "subscriber_sex", Value: or(in.SubscriberSex, "unknown"), Kind: ui.Select, Options: sexes},
		{Label: "From", Name: "starts_on", Value: in.StartsOn, Kind: ui.Date},
		{Label: "Until", Name: "ends_on", Value: in.EndsOn, Kind: ui.Date},
	}
}

// fixing is the one missing value, as a row of the worklist or a claim sends it.
type fixing struct {
	Field string `form:"field"`
	Value string `form:"value"`
}

// fixCoverage answers POST /clients/{client}/coverages/{coverage}/fix.
func (h *Handler) fixCoverage(w http.ResponseWriter, r *http.Request) error {
	c, coverage, err := page.InFile[id.Coverage](r, "coverage")
	if err != nil {
		return err
	}
	in, err := page.Decode[fixing](r)
	if err != nil {
		return err
	}
	err = h.Clients.FixCoverage(r.Context(), page.Actor(r), c, coverage, in.Field, in.Value)
	return h.fixed(w, r, c, in, err)
}

// fixBirthDate answers POST /clients/{client}/birth-date.
func (h *Handler) fixBirthDate(w http.ResponseWriter, r *http.Request) error {
	c, err := page.Client(r)
	if err != nil {
		return err
	}
	in, err := page.Decode[fixing](r)
	if err != nil {
		return err
	}
	in.Field = "birth_date"
	return h.fixed(w, r, c, in, h.Clients.FixBirthDate(r.Context(), page.Actor(r), c, in.Value))
}

var fixLabels = map[string]string{
	"member_number": "Member number", "subscriber": "Name of the insured person", "subscriber_birth": "Their date of birth", "birth_date": "Date of birth",
}

// fixed goes back to where the value was missing; a value that is not right is
// asked for once more on a page of its own.
func (h *Handler) fixed(w http.ResponseWriter, r *http.Request, c id.Client, in fixing, err error) error {
	label := or(fixLabels[in.Field], "Value")
	if err == nil {
		return h.said(w, r, page.Back(r, href.Client(c)), label+" saved", "")
	}
	f := faultOf(err)
	if f == nil {
		return err
	}
	field := ui.Field{Label: label, Name: "value", Value: in.Value, Error: or(f.Fields[in.Field], f.Message), Autofocus: true}
	if in.Field == "birth_date" || in.Field == "subscriber_birth" {
		field.Kind = ui.Date
	}
	form := recordForm{Of: ui.FormOf{Action: r.URL.Path}, Save: "Save", Fields: []ui.Field{
		field, {Name: "field", Kind: ui.Hidden, Value: in.Field}, {Name: "back", Kind: ui.Hidden, Value: page.Back(r, href.Client(c))},
	}}
	shell := h.Site.Shell(r, label, "p")
	shell.Back = &ui.Link{Href: href.Client(c), Label: "The file"}
	return page.Retry(w, r, err, func(*fault.Fault) templ.Component { return fixPage(shell, label, form) })
}
