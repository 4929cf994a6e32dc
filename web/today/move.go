package today

import (
	"net/http"

	"github.com/a-h/templ"

	"charthouse/internal/access"
	"charthouse/internal/fault"
	"charthouse/internal/id"
	"charthouse/internal/scheduling"
	"charthouse/web/href"
	"charthouse/web/page"
	"charthouse/web/show"
	"charthouse/web/ui"
)

// moveForm is the form of a move; of a block that was dragged it says what changed.
type moveForm struct {
	scheduling.Wish
	Scope scheduling.Scope `form:"scope"` // which visits of a series
	Take  []string         `form:"take"`  // what of them was accepted
	Look  string           `form:"look"`
}

// GET /clients/{client}/visits/{visit}/move
func (h *Handler) moving(w http.ResponseWriter, r *http.Request) error {
	in, err := page.Query[moveForm](r)
	if err != nil {
		return err
	}
	v, err := h.readMove(r, in)
	if err != nil {
		return err
	}
	return page.Render(w, r, bookPage(v))
}

// POST /clients/{client}/visits/{visit}/move
func (h *Handler) move(w http.ResponseWriter, r *http.Request) error {
	c, visit, err := page.InFile[id.Visit](r, "visit")
	if err != nil {
		return err
	}
	in, err := page.Decode[moveForm](r)
	if err != nil {
		return err
	}
	if in.Look == "" && in.Scope != scheduling.OnlyThis {
		return h.showSeriesMove(w, r, in)
	}
	if in.Look == "" && in.Version != 0 && in.Day == "" { // who drags saw no form, and says what changed alone
		return h.moveAgain(w, r, in, errDayless)
	}
	if in.Look == "" {
		move := h.Workflow.MoveVisit
		if in.Double != "" {
			move = h.Workflow.DoubleMove
		}
		was, err := move(r.Context(), page.Actor(r), c, visit, in.Wish)
		if err == nil {
			return h.moved(w, r, c, visit, was)
		}
		return h.moveAgain(w, r, in, err)
	}
	v, err := h.readMove(r, in)
	if err != nil {
		return err
	}
	return page.Render(w, r, bookPage(v))
}

var errDayless = &fault.Fault{Kind: fault.Invalid, Message: "Nothing was moved yet. Nothing was lost.", Fields: map[string]string{"day": "Choose a day."}}

// moveAgain shows the form with what is wrong, also to who dragged a block.
func (h *Handler) moveAgain(w http.ResponseWriter, r *http.Request, in moveForm, refused error) error {
	v, err := h.readMove(r, in)
	if err != nil {
		return err
	}
	v.Double = page.Actor(r).May(access.DoubleBook)
	return page.Retry(w, r, refused, func(f *fault.Fault) templ.Component { return bookPage(v.marked(f)) })
}

func (h *Handler) moved(w http.ResponseWriter, r *http.Request, c id.Client, visit id.Visit, was scheduling.Wish) error {
	o, err := h.Scheduling.OpenVisit(r.Context(), page.Reader(r), c, visit)
	if err != nil {
		return err
	}
	h.Site.Say(r, ui.Toast{
		Text: o.Line.Client + " is now booked for " + show.DayTime(o.Line.StartsAt, h.Site.Now(), zoneOf(o.Line, page.Zone(r))) + " with " + o.Line.Clinician + ".",
		Undo: href.Returning(href.From(href.MoveVisit(c, visit), from(r)), page.Opener(r)), With: wayBack(was),
	})
	return page.See(w, r, back(r, o.Line))
}

// wayBack is the wish as the hidden fields of an undo.
func wayBack(w scheduling.Wish) map[string]string {
	return map[string]string{
		"clinician": w.Clinician, "location": w.Location, "day": w.Day, "start": w.Start, "fold": w.Fold, "place": w.Place, "second": w.Second, "lasts": w.Lasts, "double": w.Double, "anyway": ticked(w.Anyway),
	}
}

func (h *Handler) readMove(r *http.Request, in moveForm) (bookView, error) {
	c, visit, err := page.InFile[id.Visit](r, "visit")
	if err != nil {
		return bookView{}, err
	}
	o, is, err := h.Scheduling.OfferMove(r.Context(), page.Reader(r), c, visit, in.Wish)
	if err != nil {
		return bookView{}, err
	}
	to := href.Returning(href.From(href.MoveVisit(c, visit), from(r)), page.Opener(r))
	v := moveOf(in, o, is, to)
	v.Lede, v.Scope = h.bookedAs(r, o.Was.Client, o.Was), scopeFields(in.Scope, o.Series)
	v.Do = ui.Act{Label: "Move the visit", Kind: "primary"}
	v.Shell = h.Site.Shell(r, "Move the visit", "t")
	v.Shell.Back = page.Up(r, ui.Link{Href: href.Visit(c, visit), Label: o.Was.Client})
	return v, nil
}

// bookedAs says who is to be moved, and from when.
func (h *Handler) bookedAs(r *http.Request, who string, l scheduling.Line) string {
	return joined(", ", who, l.VisitType, show.Lasts(l.EndsAt.Sub(l.StartsAt))) + ". Booked for " +
		show.DayTime(l.StartsAt, h.Site.Now(), zoneOf(l, page.Zone(r))) + " with " + l.Clinician + "."
}

// moveOf is the form of a move around what was typed; it posts to the address.
func moveOf(in moveForm, o scheduling.Offer, is scheduling.Wish, to string) bookView {
	return bookView{
		Form: ui.FormOf{Action: to}, What: withFields(is, o, to), When: []ui.Field{dayField(is, to)}, Times: timesOf(is, o, to),
		More: append(placeFields(in.Wish, o, "The same, or their usual one"), lastsField(is, "", to), secondField(is, o, to)), Ask: askFields(in.Wish, nil),
		Hidden: []ui.Field{{Name: "version", Kind: ui.Hidden, Value: idOf(int64(is.Version))}},
	}
}
