package practice

import (
	"fmt"
	"net/http"
	"strings"
	"time"

	"charthouse/internal/access"
	"charthouse/internal/overview"
	"charthouse/internal/workflow"
	"charthouse/internal/worklist"
	"charthouse/web/href"
	"charthouse/web/page"
	"charthouse/web/show"
	"charthouse/web/stuck"
	"charthouse/web/ui"
)

func (h *Handler) promises(rt page.Routes) {
	rt.Get(href.Targets, access.OpenSettings, h.listPromises)
	rt.Get(href.Targets+"/{kind}", access.OpenSettings, h.openPromise)
	rt.Post(href.Targets+"/{kind}", access.EditSettings, h.setPromise)
}

// everyKind is the page of the ladder of all kinds that have none of their own.
const everyKind = "all"

// promisesView lists what is promised and what happens when it is passed.
type promisesView struct {
	Frame frame
	All   ladderLine
	Timed []promiseLine
	Rest  []promiseLine
}

// ladderLine is a ladder in words, and where it is changed.
type ladderLine struct{ Href, Words string }

// promiseLine is one promise in words.
type promiseLine struct {
	Href, Sentence string
	Kept           string // how it is kept now
	Tone           ui.Tone
	Ladder         string
}

// listPromises answers GET /settings/targets.
func (h *Handler) listPromises(w http.ResponseWriter, r *http.Request) error {
	p, err := h.flow.OpenPromises(r.Context(), page.Actor(r), h.site.Today(r), page.Zone(r))
	if err != nil {
		return err
	}
	return page.Render(w, r, promisesPage(promisesOf(h.frameOf(r, "Promises", href.Targets), p)))
}

func promisesOf(f frame, p workflow.Promises) promisesView {
	v := promisesView{Frame: f, All: ladderLine{href.Promise(everyKind), ladderWords(p.Ladders[""], "nobody is told")}}
	for _, t := range overview.Targets {
		line := promiseLine{Href: href.Promise(t.Kind), Sentence: promiseSentence(t, p.Targets[t.Kind]), Ladder: ownLadder(p, t.Kind)}
		line.Kept, line.Tone = kept(p, t.Kind)
		v.Timed = append(v.Timed, line)
	}
	for _, kind := range stuck.Kinds() {
		if _, timed := p.Targets[kind]; timed {
			continue
		}
		v.Rest = append(v.Rest, promiseLine{Href: href.Promise(kind), Sentence: stuck.What(kind, ""), Kept: stood(p.Stood[kind]), Ladder: ownLadder(p, kind)})
	}
	return v
}

// promiseSentence is: Notes are signed within 24 h, 95 % of the time.
func promiseSentence(t overview.TargetOf, is overview.Target) string {
	join, tail := span(t)
	return fmt.Sprintf("%s %s %s%s, %d %% of the time.", t.Label, join, show.Lasts(time.Duration(is.Hours)*time.Hour), tail, is.Percent)
}

// span says on which side of what the hours lie: within them after something
// happened, or at least so many before something begins, which the help names
// before it says more.
func span(t overview.TargetOf) (join, tail string) {
	if of, before := strings.CutPrefix(t.Help, "Hours before "); before {
		return "at least", " before " + of[:strings.IndexAny(of, ".;")]
	}
	return "within", ""
}

// few is how many there must have been before a share says anything.
const few = 20

// kept says how a promise was kept over twelve weeks: the share of those whose time
// was up. Where only the late ones leave a record it says how many they were, and
// that no share can be known.
func kept(p workflow.Promises, kind string) (string, ui.Tone) {
	n, known := p.Kept[kind]
	switch {
	case !known:
		return late(p.Stood[kind]) + " How many were in time is not recorded.", ui.Plain
	case n.All == 0:
		return "None came due in twelve weeks.", ui.Plain
	case n.All < few:
		return fmt.Sprintf("Too few to say: %d came due in twelve weeks, %d in time.", n.All, n.Within), ui.Plain
	case n.Within*100 < p.Targets[kind].Percent*n.All:
		return share(n), ui.Rust
	}
	return share(n), ui.Teal
}

func share(n overview.Kept) string {
	return fmt.Sprintf("Kept for %d %% of the %s that came due in twelve weeks.", n.Within*100/n.All, show.Number(n.All))
}

func late(s worklist.Stood) string {
	if s.Lines == 0 {
		return "Nothing was late in twelve weeks."
	}
	return show.Number(s.Lines) + " late in twelve weeks" + half(s)
}

func stood(s worklist.Stood) string {
	if s.Lines == 0 {
		return "None in twelve weeks."
	}
	return show.Number(s.Lines) + " in twelve weeks" + half(s)
}

func half(s worklist.Stood) string {
	if s.Lines-s.Open < few {
		return fmt.Sprintf(", %d open now.", s.Open)
	}
	return fmt.Sprintf(", half of them mended within %s, %d open now.", show.Lasts(s.Median), s.Open)
}

func ownLadder(p workflow.Promises, kind string) string {
	steps, own := p.Ladders[kind]
	if !own {
		return ""
	}
	return ladderWords(steps, "nobody is told")
}

// ladderWords is: after 4 h the owner, after 72 h the manager by mail.
func ladderWords(steps []worklist.Step, none string) string {
	if len(steps) == 0 {
		return none
	}
	var out []string
	for _, s := range steps {
		words := fmt.Sprintf("after %d h %s", s.Hours, whomWords(s))
		if s.ByMail {
			words += " by mail"
		}
		out = append(out, words)
	}
	return strings.Join(out, ", ")
}

func whomWords(s worklist.Step) string {
	for _, o := range whoms {
		if o.Value == string(s.Whom) {
			return o.Label
		}
	}
	return s.Name
}

var whoms = []ui.Option{
	{Value: string(worklist.TheOwner), Label: "the owner"},
	{Value: string(worklist.TheRole), Label: "all who can mend it"},
	{Value: string(worklist.TheManager), Label: "the manager"},
}
