package practice

import (
	"cmp"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/a-h/templ"

	"charthouse/internal/fault"
	"charthouse/internal/overview"
	"charthouse/internal/workflow"
	"charthouse/internal/worklist"
	"charthouse/web/href"
	"charthouse/web/page"
	"charthouse/web/stuck"
	"charthouse/web/ui"
)

// promiseView is one promise with its fields inside its sentences.
type promiseView struct {
	Frame   frame
	Form    ui.FormOf
	Title   string
	What    string    // the middle of the sentence, or the whole where no time is promised
	Tail    string    // between its two fields
	Percent *ui.Field // nil where the kind has no time of its own
	Hours   ui.Field
	Help    string
	Kept    string
	Own     *ui.Field // whether the kind has a ladder of its own
	Default string    // what happens where it has not
	Steps   []stepFields
	NoSteps string // why the promise has no steps of its own, where it has none

	Version string     // of what is kept now
	Both    []ui.Twice // of a form that came too late
}

// asked are its fields, in order.
func (v promiseView) asked() (all []ui.Field) {
	if v.Own != nil {
		all = append(all, *v.Own)
	}
	if v.Percent != nil {
		all = append(all, v.Hours, *v.Percent)
	}
	for _, s := range v.Steps {
		all = append(all, s.Hours, s.Whom, s.How)
	}
	return all
}

// stepFields are: after [hours] h on the list, [whom] [how].
type stepFields struct{ Hours, Whom, How ui.Field }

// openPromise answers GET /settings/targets/{kind}.
func (h *Handler) openPromise(w http.ResponseWriter, r *http.Request) error {
	v, err := h.promise(r, nil, nil)
	if err != nil {
		return err
	}
	return page.Render(w, r, promisePage(v))
}

// setPromise answers POST /settings/targets/{kind}.
func (h *Handler) setPromise(w http.ResponseWriter, r *http.Request) error {
	f, err := page.Decode[workflow.PromiseForm](r)
	if err != nil {
		return err
	}
	kind, err := kindOf(r)
	if err != nil {
		return err
	}
	is, err := h.promise(r, nil, nil)
	if err != nil {
		return err
	}
	typed, err := h.promise(r, &f, nil)
	if err != nil {
		return err
	}
	var wrong error = errStale
	late, err := h.stale(r, []group{{Fields: is.asked()}}, []group{{Fields: typed.asked()}})
	if err != nil {
		return err
	}
	if !late {
		wrong = h.flow.SetPromise(r.Context(), page.Actor(r), kind, f)
	}
	if wrong != nil {
		v, err := h.promise(r, &f, faultOf(wrong))
		if err != nil {
			return err
		}
		if v.Version = is.Version; late {
			v.Both = ui.Compare(is.asked(), v.asked())
		}
		return page.Retry(w, r, wrong, func(*fault.Fault) templ.Component { return promisePage(v) })
	}
	h.site.Say(r, ui.Toast{Text: "Saved.", Tone: ui.Teal})
	return page.See(w, r, href.Targets)
}

// kindOf is the kind that the path names; empty is the ladder of all.
func kindOf(r *http.Request) (string, error) {
	kind := page.Param(r, "kind")
	if kind == everyKind {
		return "", nil
	}
	timed := slices.ContainsFunc(overview.Targets, func(t overview.TargetOf) bool { return t.Kind == kind })
	if !timed && !slices.Contains(stuck.Kinds(), kind) {
		return "", fault.New(fault.NotFound, "There is no such promise.")
	}
	return kind, nil
}

// promise is the page of one kind: as it is kept, or as f was typed and is wrong.
func (h *Handler) promise(r *http.Request, f *workflow.PromiseForm, bad *fault.Fault) (promiseView, error) {
	kind, err := kindOf(r)
	if err != nil {
		return promiseView{}, err
	}
	p, err := h.flow.OpenPromises(r.Context(), page.Actor(r), h.site.Today(r), page.Zone(r))
	if err != nil {
		return promiseView{}, err
	}
	if f == nil {
		is := formOfPromise(p, kind)
		f = &is
	}
	v := promiseOf(p, kind, *f, bad)
	v.Frame, v.Version = h.frameOf(r, v.Title, href.Targets), versionOf([]group{{Fields: v.asked()}})
	return v, nil
}

func formOfPromise(p workflow.Promises, kind string) workflow.PromiseForm {
	var f workflow.PromiseForm
	t := p.Targets[kind]
	f.Hours, f.Percent = fmt.Sprint(t.Hours), fmt.Sprint(t.Percent)
	steps, own := p.Ladders[kind]
	if f.Own = "yes"; !own {
		f.Own, steps = "no", p.Ladders[""]
	}
	for _, s := range steps {
		typed := worklist.StepForm{Hours: fmt.Sprint(s.Hours), Whom: string(s.Whom), How: "notice"}
		if s.Whom == worklist.ThePerson {
			typed.Whom = s.Staff.String()
		}
		if s.ByMail {
			typed.How = "mail"
		}
		f.Steps = append(f.Steps, typed)
	}
	return f
}

func promiseOf(p workflow.Promises, kind string, f workflow.PromiseForm, bad *fault.Fault) promiseView {
	v := promiseView{Title: "Whatever is stuck", What: "Every line of the worklist whose kind has no steps of its own."}
	if kind != "" {
		v.Title, v.What, v.Kept = stuck.What(kind, ""), stuck.What(kind, ""), stood(p.Stood[kind])
	}
	fields := v.timed(p, kind, f, bad)
	if v.NoSteps = noSteps[kind]; v.NoSteps == "" {
		v.ladder(p, kind, f, bad)
	}
	for _, s := range v.Steps {
		fields = append(fields, s.Hours, s.Whom)
	}
	v.Form = formOf(href.Promise(cmp.Or(kind, everyKind)), "stack loose", fields, bad)
	return v
}

// timed asks for the time and the share, where the kind has a target.
func (v *promiseView) timed(p workflow.Promises, kind string, f workflow.PromiseForm, bad *fault.Fault) []ui.Field {
	at := slices.IndexFunc(overview.Targets, func(t overview.TargetOf) bool { return t.Kind == kind })
	if at < 0 {
		return nil
	}
	t := overview.Targets[at]
	join, tail := span(t)
	v.Title, v.What, v.Tail, v.Help = t.Label, t.Label+" "+join, "h"+tail+",", t.Help
	v.Kept, _ = kept(p, kind)
	fields := mark(bad, ui.Field{Label: "Percent", HideLabel: true, Name: "percent", Kind: ui.Number, Value: f.Percent, Required: true},
		ui.Field{Label: "Hours", HideLabel: true, Name: "hours", Kind: ui.Number, Value: f.TargetForm.Hours, Required: true})
	v.Percent, v.Hours = &fields[0], fields[1]
	return fields
}

// noSteps says what happens with the lines of a target that has no ladder.
var noSteps = map[string]string{
	"message_clinical": "The steps are those of every message that is not answered.",
	"licence_ending":   "Nobody is told step by step: the line stands on the worklist of those who run the practice until the renewal is entered.",
}

// ladder asks what happens when the promise is passed.
func (v *promiseView) ladder(p workflow.Promises, kind string, f workflow.PromiseForm, bad *fault.Fault) {
	if kind != "" {
		v.Own = &ui.Field{Label: "Its steps", HideLabel: true, Name: "own", Kind: ui.Radio, Value: f.Own, Options: []ui.Option{
			{Value: "no", Label: "As for every kind", Detail: upperFirst(ladderWords(p.Ladders[""], "nobody is told")) + "."},
			{Value: "yes", Label: "Steps of its own"},
		}}
	}
	v.Steps = stepsOf(p, f.Steps, bad)
}

func mark(bad *fault.Fault, fields ...ui.Field) []ui.Field { return marked(fields, bad) }

// stepsOf has the steps there are and room for two more.
func stepsOf(p workflow.Promises, typed []worklist.StepForm, bad *fault.Fault) []stepFields {
	who := slices.Clone(whoms)
	for _, c := range p.People {
		who = append(who, ui.Option{Value: c.ID.String(), Label: c.Name})
	}
	var out []stepFields
	for i := range min(max(len(typed)+2, 4), 9) {
		s := worklist.StepForm{Whom: string(worklist.TheOwner), How: "notice"}
		if i < len(typed) {
			s = typed[i]
		}
		at, nth := fmt.Sprintf("steps[%d].", i), fmt.Sprintf("step %d", i+1)
		row := mark(bad,
			ui.Field{Label: "Hours until " + nth, HideLabel: true, Name: at + "hours", Kind: ui.Number, Value: s.Hours},
			ui.Field{Label: "Who is told in " + nth, HideLabel: true, Name: at + "whom", Kind: ui.Select, Value: s.Whom, Options: who},
			ui.Field{Label: "How they are told in " + nth, HideLabel: true, Name: at + "how", Kind: ui.Select, Value: s.How, Options: hows})
		out = append(out, stepFields{row[0], row[1], row[2]})
	}
	return out
}

var hows = []ui.Option{{Value: "notice", Label: "here only"}, {Value: "mail", Label: "here and by mail"}}

func upperFirst(s string) string { return strings.ToUpper(s[:1]) + s[1:] }

// faultOf is the fault inside err, or nil.
func faultOf(err error) *fault.Fault {
	f, _ := errors.AsType[*fault.Fault](err)
	return f
}
