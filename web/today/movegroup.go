package today

import (
	"net/http"

	"github.com/a-h/templ"

	"charthouse/internal/fault"
	"charthouse/internal/id"
	"charthouse/internal/scheduling"
	"charthouse/web/href"
	"charthouse/web/page"
	"charthouse/web/show"
	"charthouse/web/ui"
)

// GET /clients/{client}/visits/{visit}/move/group
func (h *Handler) movingGroup(w http.ResponseWriter, r *http.Request) error {
	in, err := page.Query[moveForm](r)
	if err != nil {
		return err
	}
	return h.showGroupMove(w, r, in)
}

// POST /clients/{client}/visits/{visit}/move/group
func (h *Handler) moveGroup(w http.ResponseWriter, r *http.Request) error {
	c, visit, err := page.InFile[id.Visit](r, "visit")
	if err != nil {
		return err
	}
	in, err := page.Decode[moveForm](r)
	if err != nil {
		return err
	}
	if in.Look != "" {
		return h.showGroupMove(w, r, in)
	}
	moved, refused := h.Workflow.MoveGroup(r.Context(), page.Actor(r), c, visit, in.Wish)
	if refused == nil {
		return h.groupMoved(w, r, c, visit, moved)
	}
	v, err := h.readGroupMove(r, in)
	if err != nil {
		return err
	}
	return page.Retry(w, r, refused, func(f *fault.Fault) templ.Component { return bookPage(v.marked(f)) })
}

func (h *Handler) showGroupMove(w http.ResponseWriter, r *http.Request, in moveForm) error {
	v, err := h.readGroupMove(r, in)
	if err != nil {
		return err
	}
	return page.Render(w, r, bookPage(v))
}

func (h *Handler) readGroupMove(r *http.Request, in moveForm) (bookView, error) {
	c, visit, err := page.InFile[id.Visit](r, "visit")
	if err != nil {
		return bookView{}, err
	}
	o, is, n, err := h.Scheduling.OfferGroupMove(r.Context(), page.Reader(r), c, visit, in.Wish)
	if err != nil {
		return bookView{}, err
	}
	v := moveOf(in, o, is, href.Returning(href.From(href.MoveGroup(c, visit), from(r)), page.Opener(r)))
	v.Lede = h.bookedAs(r, show.Count(n, "person", "people"), o.Was) + " All of them move together. Whoever has a mail address is told by mail."
	v.Do = ui.Act{Label: "Move the group", Kind: "primary"}
	v.Shell = h.Site.Shell(r, "Move the group", "t")
	day := dayOf(o.Was)
	day.Group = o.Was.BookingID
	v.Shell.Back = page.Up(r, ui.Link{Href: day.String(), Label: o.Was.VisitType})
	return v, nil
}

// groupMoved says when they come now. Who came to another group stays with it: their way
// back would be that of the others too.
func (h *Handler) groupMoved(w http.ResponseWriter, r *http.Request, c id.Client, visit id.Visit, moved scheduling.GroupMove) error {
	o, err := h.Scheduling.OpenVisit(r.Context(), page.Reader(r), c, visit)
	if err != nil {
		return err
	}
	l := o.Line
	t := ui.Toast{Text: groupWords(l, len(moved.Members)) + " now booked for " + show.DayTime(l.StartsAt, h.Site.Now(), zoneOf(l, page.Zone(r))) + " with " + l.Clinician + "."}
	if !moved.Joined {
		t.Undo, t.With = href.Returning(href.From(href.MoveGroup(c, visit), from(r)), page.Opener(r)), wayBack(moved.Was)
	}
	h.Site.Say(r, t)
	return page.See(w, r, back(r, l))
}

// groupWords name a group by what they come for and how many they are.
func groupWords(l scheduling.Line, n int) string {
	return l.VisitType + ", " + show.Count(n, "person:", "people:")
}

// POST /clients/{client}/visits/{visit}/cancellation/group
func (h *Handler) cancelGroup(w http.ResponseWriter, r *http.Request) error {
	c, v, err := page.InFile[id.Visit](r, "visit")
	if err != nil {
		return err
	}
	in, err := page.Decode[why](r)
	if err != nil {
		return err
	}
	n, err := h.Workflow.CancelGroup(r.Context(), page.Actor(r), c, v, in.Reason)
	if err != nil {
		return h.refused(w, r, c, v, err)
	}
	return h.groupDone(w, r, c, v, n, " cancelled; the time is free.", href.From(href.UncancelGroup(c, v), from(r)))
}

// POST /clients/{client}/visits/{visit}/cancellation/group/undo
func (h *Handler) uncancelGroup(w http.ResponseWriter, r *http.Request) error {
	c, v, err := page.InFile[id.Visit](r, "visit")
	if err != nil {
		return err
	}
	n, err := h.Workflow.UncancelGroup(r.Context(), page.Actor(r), c, v)
	if err != nil {
		return h.refused(w, r, c, v, err)
	}
	return h.groupDone(w, r, c, v, n, " booked as before.", "")
}

// groupDone is done for all who share a time.
func (h *Handler) groupDone(w http.ResponseWriter, r *http.Request, c id.Client, v id.Visit, n int, words, undo string) error {
	o, err := h.Scheduling.OpenVisit(r.Context(), page.Reader(r), c, v)
	if err != nil {
		return err
	}
	h.Site.Say(r, ui.Toast{Text: groupWords(o.Line, n) + words, Undo: undo})
	return page.See(w, r, back(r, o.Line))
}
