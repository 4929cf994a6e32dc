package today

import (
	"net/http"

	"charthouse/internal/billing"
	"charthouse/internal/fault"
	"charthouse/internal/id"
	"charthouse/internal/scheduling"
	"charthouse/web/href"
	"charthouse/web/page"
	"charthouse/web/show"
	"charthouse/web/ui"
)

// said is what a toast says of each mark.
var said = map[scheduling.MarkKind]string{
	scheduling.MarkArrived: " has arrived.", scheduling.MarkRoomed: " is in a room.", scheduling.MarkSeen: " was seen.",
	scheduling.MarkWith: " is with the clinician.", scheduling.MarkReady: " is ready to leave.",
	scheduling.MarkNoShow: " did not come.",
}

// POST /clients/{client}/visits/{visit}/marks/{kind}
func (h *Handler) mark(w http.ResponseWriter, r *http.Request) error {
	c, v, err := page.InFile[id.Visit](r, "visit")
	if err != nil {
		return err
	}
	m, err := page.Decode[scheduling.Mark](r)
	if err != nil {
		return err
	}
	m.Kind = scheduling.MarkKind(page.Param(r, "kind"))
	fee, err := h.Workflow.MarkVisit(r.Context(), page.Actor(r), c, v, m)
	if err != nil {
		return h.refused(w, r, c, v, err)
	}
	return h.done(w, r, c, v, said[m.Kind]+charged(fee, page.Person(r).Currency), ui.Toast{Undo: href.From(href.Unmark(c, v, string(m.Kind)), from(r))})
}

// charged says what a missed visit costs.
func charged(f billing.MissedFee, currency string) string {
	switch {
	case f.Cents > 0:
		return " " + show.Money(int64(f.Cents), currency) + " is charged for it."
	case f.First:
		return " Nothing is charged: it is their first."
	}
	return ""
}

// POST /clients/{client}/visits/{visit}/marks/{kind}/undo
func (h *Handler) unmark(w http.ResponseWriter, r *http.Request) error {
	c, v, err := page.InFile[id.Visit](r, "visit")
	if err != nil {
		return err
	}
	kind := scheduling.MarkKind(page.Param(r, "kind"))
	if err := h.Workflow.UnmarkVisit(r.Context(), page.Actor(r), c, v, kind); err != nil {
		return h.refused(w, r, c, v, err)
	}
	return h.done(w, r, c, v, " is as before.", ui.Toast{})
}

type paying struct {
	Coverage string `form:"coverage"`
}

// POST /clients/{client}/visits/{visit}/payer
func (h *Handler) payer(w http.ResponseWriter, r *http.Request) error {
	c, v, err := page.InFile[id.Visit](r, "visit")
	if err != nil {
		return err
	}
	in, err := page.Decode[paying](r)
	if err != nil {
		return err
	}
	if err := h.Workflow.ChoosePayer(r.Context(), page.Actor(r), c, v, in.Coverage); err != nil {
		return h.refused(w, r, c, v, err)
	}
	return h.done(w, r, c, v, ": who pays is kept with the visit.", ui.Toast{})
}

type why struct {
	Reason string           `form:"reason"`
	Scope  scheduling.Scope `form:"scope"`  // which visits of a series
	Charge bool             `form:"charge"` // they cancelled late, and pay for it
}

// POST /clients/{client}/visits/{visit}/cancellation
func (h *Handler) cancel(w http.ResponseWriter, r *http.Request) error {
	c, v, err := page.InFile[id.Visit](r, "visit")
	if err != nil {
		return err
	}
	in, err := page.Decode[why](r)
	if err != nil {
		return err
	}
	if in.Charge {
		return h.cancelLate(w, r, c, v, in)
	}
	if in.Scope != scheduling.OnlyThis {
		if err := h.Workflow.CancelSeries(r.Context(), page.Actor(r), c, v, in.Scope, in.Reason); err != nil {
			return h.refused(w, r, c, v, err)
		}
		return h.done(w, r, c, v, ": the visits of the series are cancelled; their times are free.", ui.Toast{})
	}
	if err := h.Workflow.CancelVisit(r.Context(), page.Actor(r), c, v, in.Reason); err != nil {
		return h.refused(w, r, c, v, err)
	}
	return h.done(w, r, c, v, " is cancelled; the time is free.", ui.Toast{Undo: href.From(href.UncancelVisit(c, v), from(r))})
}

// cancelLate cancels one visit and charges for it.
func (h *Handler) cancelLate(w http.ResponseWriter, r *http.Request, c id.Client, v id.Visit, in why) error {
	if in.Scope != scheduling.OnlyThis {
		return h.refused(w, r, c, v, fault.New(fault.Conflict, "The charge is for one visit. Cancel this one with it, then the others of the series without."))
	}
	fee, err := h.Workflow.CancelLate(r.Context(), page.Actor(r), c, v, in.Reason)
	if err != nil {
		return h.refused(w, r, c, v, err)
	}
	return h.done(w, r, c, v, " is cancelled; the time is free."+charged(fee, page.Person(r).Currency), ui.Toast{Undo: href.From(href.UncancelVisit(c, v), from(r))})
}

// POST /clients/{client}/visits/{visit}/cancellation/undo
func (h *Handler) uncancel(w http.ResponseWriter, r *http.Request) error {
	c, v, err := page.InFile[id.Visit](r, "visit")
	if err != nil {
		return err
	}
	if err := h.Workflow.UncancelVisit(r.Context(), page.Actor(r), c, v); err != nil {
		return h.refused(w, r, c, v, err)
	}
	return h.done(w, r, c, v, " is booked as before.", ui.Toast{})
}

// from is the kind of page that an act returns to.
func from(r *http.Request) string {
	f := r.URL.Query().Get("from")
	switch f {
	case "day", "list", "flow", string(scheduling.ByRoom), string(scheduling.ByEquipment), string(scheduling.ByLocation), "worklist":
		return f
	}
	if whose(f).Shown() {
		return f
	}
	return ""
}

// done says what happened, by name and time, and returns to where it was done.
func (h *Handler) done(w http.ResponseWriter, r *http.Request, c id.Client, v id.Visit, words string, t ui.Toast) error {
	o, err := h.Scheduling.OpenVisit(r.Context(), page.Reader(r), c, v)
	if err != nil {
		return err
	}
	t.Text = o.Line.Client + words
	h.Site.Say(r, t)
	return page.See(w, r, back(r, o.Line))
}

// refused says why nothing happened, on the page where it was tried.
func (h *Handler) refused(w http.ResponseWriter, r *http.Request, c id.Client, v id.Visit, err error) error {
	kind := fault.KindOf(err)
	if kind != fault.Conflict && kind != fault.Invalid {
		return err
	}
	o, openErr := h.Scheduling.OpenVisit(r.Context(), page.Reader(r), c, v)
	if openErr != nil {
		return openErr
	}
	h.Site.Say(r, ui.Toast{Text: sentence(err), Tone: ui.Rust})
	return page.See(w, r, back(r, o.Line))
}

func back(r *http.Request, l scheduling.Line) string {
	switch from(r) {
	case "":
		return page.Back(r, href.Visit(l.ClientID, l.VisitID))
	case "worklist":
		return page.Back(r, href.Worklist("", false))
	}
	day := dayOf(l)
	switch f := from(r); f {
	case "list":
		day.List = true
	case "flow":
		day.Flow = true
	case string(scheduling.ByRoom), string(scheduling.ByEquipment), string(scheduling.ByLocation):
		day.By = f
	case "day":
	default:
		day.Week = whose(f)
		if !day.Week.Everybody {
			day.At = 0
		}
	}
	return day.String()
}
