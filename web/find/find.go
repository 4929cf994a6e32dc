package find

import (
	"net/http"

	"charthouse/internal/access"
	"charthouse/internal/workflow"
	"charthouse/web/href"
	"charthouse/web/page"
	"charthouse/web/ui"
)

// How many rows of each group stand under the box, on the page of all groups,
// and on the page of one.
const (
	under = 4
	most  = 10
	alone = 50
)

// query is what is looked for, in which group and below which number.
type query struct {
	Words string `form:"q"`
	In    string `form:"in"`
	After int64  `form:"after"`
}

// findView is the page of what was found.
type findView struct {
	Shell ui.Shell
	foundView
}

// page answers GET /find?q=&in=&after=.
func (h *Handler) page(w http.ResponseWriter, r *http.Request) error {
	q, err := page.Query[query](r)
	if err != nil {
		return err
	}
	rows := most
	if q.In != "" {
		rows = alone
	}
	shell := h.Site.Shell(r, "Find", "")
	shell.Find.Value = q.Words
	v, err := h.look(r, q, rows, shell)
	if err != nil {
		return err
	}
	return page.Render(w, r, findPage(findView{shell, v}))
}

// options answers GET /find/found?q= with what stands under the find box.
func (h *Handler) options(w http.ResponseWriter, r *http.Request) error {
	v, err := h.look(r, query{Words: r.URL.Query().Get("q")}, under, h.Site.Shell(r, "", ""))
	if err != nil {
		return err
	}
	return page.Render(w, r, optionsUnder(v))
}

func (h *Handler) look(r *http.Request, q query, rows int, shell ui.Shell) (foundView, error) {
	who := page.Actor(r)
	f, err := h.Workflow.Find(r.Context(), who, workflow.Search{
		Words: q.Words, Today: h.Site.Today(r), Only: workflow.FindGroup(q.In), After: q.After, Most: rows,
	})
	if err != nil {
		return foundView{}, err
	}
	v := foundOf(reader{h.Site.Now(), h.Site.Today(r), page.Zone(r), page.Person(r).Currency}, q, f)
	if q.In == "" {
		v.add(group{Title: "Pages", Rows: pagesOf(q.Words, f.Day, h.Site.Today(r), who, shell)})
	}
	if who.May(access.CreateClient) && v.empty() && named(q.Words) {
		v.New = &ui.Link{Href: href.NewClient(q.Words), Label: "New patient: " + q.Words}
	}
	return v, nil
}
