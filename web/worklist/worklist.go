// Package worklist is the page of what is stuck: narrowed in the URL, mended in
// its rows, given, asked about and put off one by one or many at once.
package worklist

import (
	"net/http"

	"charthouse/internal/access"
	"charthouse/internal/billing"
	"charthouse/internal/clients"
	"charthouse/internal/practice"
	"charthouse/internal/workflow"
	"charthouse/internal/worklist"
	"charthouse/web/href"
	"charthouse/web/page"
	"charthouse/web/show"
	"charthouse/web/stuck"
	"charthouse/web/ui"
)

// Handler answers the worklist.
type Handler struct {
	Site     *page.Site
	Workflow *workflow.Workflow
	Worklist *worklist.Service
	Practice *practice.Service
	Clients  *clients.Service
	Billing  *billing.Service
}

// Routes is every page and act of this area.
func (h *Handler) Routes(rt page.Routes) {
	rt.Get("/worklist", access.OpenWorklist, h.list)
	rt.Post(href.WorkActs, access.OpenWorklist, h.many)
	rt.Get("/worklist/practice/{row}", access.EditSettings, h.ofPractice)
	rt.Post("/worklist/practice/{row}/pend", access.EditSettings, h.pendOfPractice)
	rt.Post(href.TakeOver, access.AssignBlocker, h.takeOver)

	const line = "/clients/{client}/blockers/{blocker}"
	rt.Get(line, access.OpenWorklist, h.line)
	rt.Post(line+"/fix", access.OpenWorklist, h.fix)
	rt.Post(line+"/pend", access.PendBlocker, h.pend)
	rt.Post(line+"/assign", access.AssignBlocker, h.assign)
	rt.Post(line+"/question", access.AskQuestion, h.ask)

	const question = "/clients/{client}/questions/{question}"
	rt.Post(question+"/answer", access.AnswerQuestion, h.answer)
	rt.Post(question+"/seen", access.AskQuestion, h.seen)
	rt.Post(question+"/withdrawal", access.AskQuestion, h.takeBack)

	rt.Get(href.Absences, access.EditAbsence, h.absences)
	rt.Post(href.Absences, access.EditAbsence, h.addAbsence)
	rt.Post(href.Absences+"/{absence}/removal", access.EditAbsence, h.removeAbsence)
}

// list answers GET /worklist, narrowed by its query.
func (h *Handler) list(w http.ResponseWriter, r *http.Request) error {
	q, err := page.Query[query](r)
	if err != nil {
		return err
	}
	f, err := q.filter(page.Actor(r))
	if err != nil {
		return err
	}
	list, err := h.Workflow.OpenWorklist(r.Context(), page.Actor(r), f, h.Site.Today(r).In(page.Zone(r)))
	if err != nil {
		return err
	}
	shell := h.Site.Shell(r, "Worklist", "w")
	shell.Keys, shell.Live = keys, page.Follow(r, href.Live{Worklist: true}.String())
	return page.Render(w, r, listPage(listOf(shell, list, f, q, h.reader(r, ""))))
}

// keys are the list's own, for the dialog behind ?.
var keys = []ui.Fact{
	{Name: "f", Value: "The row's first fix, or its field"},
	{Name: "s", Value: "Give the row to somebody, or ask about it"},
	{Name: "p", Value: "Put the row off"},
}

func (h *Handler) reader(r *http.Request, back string) stuck.Reader {
	p := page.Person(r)
	return stuck.Reader{Who: page.Actor(r), Now: h.Site.Now(), Zone: page.Zone(r), Currency: p.Currency, MailsWait: p.MailsWait, Back: back}
}

// listView is the page: one sentence, filters, groups of rows, and the evidence.
type listView struct {
	Shell    ui.Shell
	Money    string
	Lines    string // empty where nothing is stuck
	Holds    bool   // it holds up money or a visit
	Visits   string
	Narrowed string // how many of them the filter leaves; empty where it leaves all
	Chips    []ui.Switch
	Sorts    []ui.Switch
	Narrow   narrowing
	Back     []ui.Stuck // questions that came back
	Groups   []group
	Next     *ui.Link
	Many     *many
	Cleared  []ui.Clearing
	Owners   []owner
	Take     *take
	Empty    *ui.EmptyOf
	Practice practiceView
}

type owner struct{ Name, Href, Lines, Money string }

func listOf(shell ui.Shell, list workflow.Worklist, f worklist.Filter, q query, r stuck.Reader) listView {
	w := q.work(f)
	here := w
	here.After = q.After
	r.Back = here.String()
	v := listView{
		Shell: shell, Money: show.Money(list.Totals.Cents, r.Currency), Visits: show.Count(list.Totals.Visits, "visit", "visits"),
		Groups: groups(list, w, r), Chips: chips(list.Totals, w, r.Who), Sorts: sorts(w), Narrow: narrowingOf(list, w),
		Back: answers(list.Back, r), Many: manyOf(list, r), Take: takeOf(list, w, r), Practice: practiceOf(list, r),
	}
	if t := list.Totals; t.Lines > 0 {
		v.Lines, v.Holds = show.Count(t.Lines, "thing is", "things are"), t.Cents > 0 || t.Visits > 0
	}
	if f.Narrow() && !f.Pended {
		v.Narrowed = show.Count(linesOf(list.Parts)+len(list.Practice), "line", "lines")
	}
	if list.Next.ID != 0 {
		next := w
		next.After = list.Next.String()
		v.Next = &ui.Link{Href: next.String(), Label: "Show the next lines"}
	}
	for _, c := range list.Cleared {
		v.Cleared = append(v.Cleared, stuck.Cleared(c, r))
	}
	v.Owners = holders(list.Totals, w, r)
	if len(list.Rows)+len(list.Practice) == 0 {
		v.Empty = empty(list, f, v.Narrow, r)
	}
	return v
}

func sorts(w href.Work) []ui.Switch {
	worth, oldest := w, w
	worth.Oldest, oldest.Oldest = false, true
	return []ui.Switch{
		{Href: worth.String(), Label: "What it holds up", On: !w.Oldest},
		{Href: oldest.String(), Label: "Oldest", On: w.Oldest},
	}
}

func linesOf(parts []worklist.Part) (n int) {
	for _, p := range parts {
		n += p.Lines
	}
	return n
}

// holders lists what each holds; a name leads to their rows.
func holders(t worklist.Totals, w href.Work, r stuck.Reader) []owner {
	out := make([]owner, len(t.Sums))
	for i, s := range t.Sums {
		to := w
		to.Who, to.Owner = "", s.OwnerID
		name := s.Owner
		if s.OwnerID == 0 {
			to.Who, name = s.Fixer, roleWords(s.Fixer)
		}
		out[i] = owner{name, to.String(), show.Number(s.Lines), show.Money(s.Cents, r.Currency)}
	}
	return out
}

func roleWords(name string) string {
	role, err := access.ParseRole(name)
	if err != nil {
		return name
	}
	return role.Words()
}

func empty(list workflow.Worklist, f worklist.Filter, n narrowing, r stuck.Reader) *ui.EmptyOf {
	switch {
	case n.Clear != "":
		return &ui.EmptyOf{
			Level: 2, Title: "The filter hides every line", Text: show.Count(list.Totals.Lines, "line is", "lines are") + " stuck altogether, and none of them fits.",
			Link: &ui.Link{Href: n.Clear, Label: "Clear the filter"},
		}
	case f.Pended:
		return &ui.EmptyOf{Level: 2, Title: "Nothing is put off", Text: "A line that is put off until a day waits here."}
	case f.After.ID != 0:
		return &ui.EmptyOf{Level: 2, Title: "No further lines", Text: "Some left the list meanwhile.", Link: &ui.Link{Href: href.Worklist("", f.Oldest), Label: "Back to the first lines"}}
	case list.Totals.Lines > 0:
		return &ui.EmptyOf{Level: 2, Title: "Nothing in this list", Text: "Lines of others are not shown by this filter.", Link: &ui.Link{Href: href.Worklist("", false), Label: "Show everyone's"}}
	case len(list.Cleared) > 0:
		return &ui.EmptyOf{Level: 2, Title: "Nothing is stuck", Text: "Everything moved on by itself. The last line cleared at " + show.Time(list.Cleared[0].At, r.Zone) + "."}
	}
	return &ui.EmptyOf{Level: 2, Title: "Nothing is stuck", Text: "A line appears here by itself when a record holds up a visit or its money, and leaves once the record is right."}
}
