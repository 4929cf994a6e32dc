// Package worklist is the page of what is stuck.
package worklist

import (
	"net/http"
	"slices"

	"charthouse/internal/access"
	"charthouse/internal/civil"
	"charthouse/internal/fault"
	"charthouse/internal/id"
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
}

// Routes is every page and act of this area.
func (h *Handler) Routes(rt page.Routes) {
	rt.Get("/worklist", access.OpenWorklist, h.list)
	rt.Post("/clients/{client}/blockers/{blocker}/pend", access.PendBlocker, h.pend)
}

// query is the filter in the URL, so that a list can be sent to a colleague.
type query struct {
	Who  string `form:"who"` // mine, later, or a role's name
	Sort string `form:"sort"`
}

func (q query) filter(me id.Staff) (worklist.Filter, error) {
	f := worklist.Filter{Oldest: q.Sort == "oldest"}
	switch q.Who {
	case "":
	case "mine":
		f.Turn = me
	case "later":
		f.Pended = true
	default:
		if _, err := access.ParseRole(q.Who); err != nil {
			return f, fault.New(fault.NotFound, "There is no such list.")
		}
		f.Roles = []string{q.Who}
	}
	return f, nil
}

// list answers GET /worklist?who=&sort=.
func (h *Handler) list(w http.ResponseWriter, r *http.Request) error {
	q, err := page.Query[query](r)
	if err != nil {
		return err
	}
	who := page.Actor(r)
	f, err := q.filter(who.Staff())
	if err != nil {
		return err
	}
	list, err := h.Workflow.OpenWorklist(r.Context(), who, f, h.Site.Today(r).In(page.Zone(r)))
	if err != nil {
		return err
	}
	reader := stuck.Reader{Who: who, Now: h.Site.Now(), Zone: page.Zone(r), Currency: page.Person(r).Currency, MailsWait: page.Person(r).MailsWait}
	return page.Render(w, r, listPage(listOf(h.Site.Shell(r, "Worklist", "w"), list, q, reader)))
}

// pend answers POST /clients/{client}/blockers/{blocker}/pend.
func (h *Handler) pend(w http.ResponseWriter, r *http.Request) error {
	c, b, err := page.InFile[id.Blocker](r, "blocker")
	if err != nil {
		return err
	}
	in, err := page.Decode[worklist.Pending](r)
	if err != nil {
		return err
	}
	if err := h.Worklist.Pend(r.Context(), page.Actor(r), c, b, in); err != nil {
		return err
	}
	t := ui.Toast{Text: "Back on the list"}
	if in.Until != "" {
		t = ui.Toast{Text: "Put off until " + in.Until, Undo: href.PendBlocker(c, b), With: map[string]string{"until": ""}}
	}
	h.Site.Say(r, t)
	return page.See(w, r, href.Worklist("", false))
}

// listView is the page: one sentence, filters, groups of rows, and the evidence.
type listView struct {
	Shell   ui.Shell
	Money   string
	Lines   string // empty where nothing is stuck
	Visits  string
	Chips   []ui.Switch
	Sorts   []ui.Switch
	Groups  []group
	Cleared []ui.Clearing
	Owners  []owner
	Empty   *ui.EmptyOf
}

type group struct {
	Head ui.Group
	Rows []ui.Stuck
}

type owner struct{ Name, Lines, Money string }

func listOf(shell ui.Shell, list workflow.Worklist, q query, r stuck.Reader) listView {
	v := listView{
		Shell:  shell,
		Money:  show.Money(list.Totals.Cents, r.Currency),
		Visits: show.Count(list.Totals.Visits, "visit", "visits"), Groups: groups(list.Rows, r),
		Sorts: []ui.Switch{
			{Href: href.Worklist(q.Who, false), Label: "What it holds up", On: q.Sort != "oldest"},
			{Href: href.Worklist(q.Who, true), Label: "Oldest", On: q.Sort == "oldest"},
		},
		Chips: chips(list.Totals, q),
	}
	if list.Totals.Lines > 0 {
		v.Lines = show.Count(list.Totals.Lines, "thing is", "things are")
	}
	for _, c := range list.Cleared {
		v.Cleared = append(v.Cleared, stuck.Cleared(c, r))
	}
	for _, s := range list.Totals.Sums {
		v.Owners = append(v.Owners, owner{ownerName(s), show.Number(s.Lines), show.Money(s.Cents, r.Currency)})
	}
	if len(list.Rows) == 0 {
		v.Empty = empty(list, q, r)
	}
	return v
}

func ownerName(s worklist.Sum) string {
	if s.Owner != "" {
		return s.Owner
	}
	role, err := access.ParseRole(s.Fixer)
	if err != nil {
		return s.Fixer
	}
	return role.Words()
}

func chips(t worklist.Totals, q query) []ui.Switch {
	all := []struct {
		who, label string
		n          int
	}{
		{"", "Everyone", t.Lines},
		{"mine", "Mine", t.Mine},
		{"front_desk", "Front desk", t.OfRole("front_desk")},
		{"clinician", "Clinicians", t.OfRole("clinician")},
		{"biller", "Billing", t.OfRole("biller")},
	}
	out := make([]ui.Switch, 0, len(all)+1)
	for _, c := range all {
		out = append(out, ui.Switch{Href: href.Worklist(c.who, q.Sort == "oldest"), Label: c.label, Count: show.Number(c.n), On: q.Who == c.who})
	}
	return append(out, ui.Switch{Href: href.Worklist("later", q.Sort == "oldest"), Label: "Put off", On: q.Who == "later"})
}

// parts group rows by what they hold up.
var parts = []struct {
	id, title string
	stations  []string
}{
	{"visits", "Visits", []string{"intake", "arrived", "seen"}},
	{"money", "Money", []string{"signed", "charged", "billed", "paid"}},
	{"papers", "Papers and files", []string{""}},
}

func groups(rows []workflow.Stuck, r stuck.Reader) []group {
	var out []group
	for _, p := range parts {
		g := group{Head: ui.Group{ID: p.id, Title: p.title}}
		var cents int64
		for _, s := range rows {
			if slices.Contains(p.stations, stationOf(s)) {
				g.Rows = append(g.Rows, rowOf(s, r))
				cents += s.Cents
			}
		}
		if len(g.Rows) == 0 {
			continue
		}
		g.Head.Count = show.Number(len(g.Rows))
		if p.id == "money" {
			g.Head.Sum = show.Money(cents, r.Currency)
		}
		out = append(out, g)
	}
	return out
}

// stationOf is where a row stands among the groups: a refund is no visit's, and
// money all the same.
func stationOf(s workflow.Stuck) string {
	if s.Kind == "refund_waiting" {
		return "paid"
	}
	return s.Station
}

func rowOf(s workflow.Stuck, r stuck.Reader) ui.Stuck {
	row := stuck.Row(s, r)
	if !s.PendedUntil.IsZero() {
		row.Detail = "Put off until " + show.Date(s.PendedUntil) + ": " + s.PendedWhy
	}
	if r.Who.May(access.PendBlocker) && !s.Hidden {
		row.Later = &ui.Later{Post: href.PendBlocker(s.ClientID, s.ID), Min: civil.Of(r.Now, r.Zone).Add(1).String()}
	}
	return row
}

func empty(list workflow.Worklist, q query, r stuck.Reader) *ui.EmptyOf {
	switch {
	case q.Who == "later":
		return &ui.EmptyOf{Level: 2, Title: "Nothing is put off", Text: "A line that is put off until a day waits here."}
	case list.Totals.Lines > 0:
		return &ui.EmptyOf{Level: 2, Title: "Nothing in this list", Text: "Lines of others are not shown by this filter.", Link: &ui.Link{Href: href.Worklist("", false), Label: "Show everyone's"}}
	case len(list.Cleared) > 0:
		return &ui.EmptyOf{Level: 2, Title: "Nothing is stuck", Text: "Everything moved on by itself. The last line cleared at " + show.Time(list.Cleared[0].At, r.Zone) + "."}
	}
	return &ui.EmptyOf{Level: 2, Title: "Nothing is stuck", Text: "A line appears here by itself when a record holds up a visit or its money, and leaves once the record is right."}
}
