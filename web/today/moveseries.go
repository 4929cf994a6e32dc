package today

import (
	"net/http"

	"github.com/a-h/templ"

	"charthouse/internal/fault"
	"charthouse/internal/id"
	"charthouse/internal/scheduling"
	"charthouse/web/href"
	"charthouse/web/page"
	"charthouse/web/ui"
)

// showSeriesMove answers a move of several visits with what of it can be had.
func (h *Handler) showSeriesMove(w http.ResponseWriter, r *http.Request, in moveForm) error {
	v, err := h.readSeriesMove(r, in)
	if err != nil {
		return h.moveAgain(w, r, in, err)
	}
	return page.Render(w, r, seriesPage(v))
}

// POST /clients/{client}/visits/{visit}/move/series
func (h *Handler) moveSeries(w http.ResponseWriter, r *http.Request) error {
	c, visit, err := page.InFile[id.Visit](r, "visit")
	if err != nil {
		return err
	}
	in, err := page.Decode[moveForm](r)
	if err != nil {
		return err
	}
	refused := h.Workflow.MoveSeries(r.Context(), page.Actor(r), c, visit, in.Scope, in.Wish, in.Take)
	if refused == nil {
		return h.done(w, r, c, visit, ": the chosen visits are moved.", ui.Toast{})
	}
	view, err := h.readSeriesMove(r, in)
	if err != nil {
		return h.moveAgain(w, r, in, refused)
	}
	return page.Retry(w, r, refused, func(f *fault.Fault) templ.Component { return seriesPage(view.marked(f)) })
}

func (h *Handler) readSeriesMove(r *http.Request, in moveForm) (seriesView, error) {
	c, visit, err := page.InFile[id.Visit](r, "visit")
	if err != nil {
		return seriesView{}, err
	}
	s, err := h.Scheduling.CheckSeriesMove(r.Context(), page.Reader(r), c, visit, in.Scope, in.Wish)
	if err != nil {
		return seriesView{}, err
	}
	to := func(act string) string { return href.Returning(href.From(act, from(r)), page.Opener(r)) }
	v := seriesOf(s, in.Anyway)
	v.Form.Action, v.To = to(href.MoveSeries(c, visit)), to(href.MoveVisit(c, visit))
	version := ""
	if in.Version != 0 {
		version = idOf(int64(in.Version))
	}
	v.Hidden = hidden(wished(in.Wish), "scope", string(in.Scope), "version", version)
	v.Shell = h.Site.Shell(r, "Move the series", "t")
	v.Shell.Back = page.Up(r, ui.Link{Href: href.Visit(c, visit), Label: s.Client})
	v.Do, v.Change = ui.Act{Label: "Move the chosen visits", Kind: "primary"}, "Change the move"
	return v, nil
}

// scopeFields ask which visits move, where the visit is one of several to come.
func scopeFields(in scheduling.Scope, s scheduling.Nth) []ui.Field {
	if s.Others == 0 {
		return nil
	}
	return []ui.Field{{
		Label: "It is the " + nth(s) + ". Which visits move?", Name: "scope", Kind: ui.Radio, Value: string(in), Options: scopes,
		Help: "The others move by as many days, to the same time. What of it can be had is shown before anything moves.",
	}}
}
