package portal

import (
	"net/http"
	"strconv"

	"github.com/a-h/templ"

	"charthouse/internal/fault"
	"charthouse/internal/scheduling"
	"charthouse/web/href"
	"charthouse/web/page"
	"charthouse/web/show"
	"charthouse/web/ui"
)

// ownView is a visit as the patient sees it who booked it.
type ownView struct {
	Phone  ui.Phone
	Title  string
	Facts  []ui.Fact
	Policy string
	Fault  string
	Move   *ui.Act    // nil where it is too late
	Cancel *ui.Act    // nil where it is too late
	Wait   *ui.Act    // nil where earlier times are not offered
	Unwait *ui.FormOf // nil where they do not wait
	Again  *ui.Act    // to book another, once it is cancelled
	Call   string
}

// GET /visit
func (h *Handler) ownVisit(w http.ResponseWriter, r *http.Request) error {
	v, err := h.ownOf(r)
	if err != nil {
		return h.refuse(w, r, err)
	}
	return page.Render(w, r, ownPage(v))
}

func (h *Handler) ownOf(r *http.Request) (ownView, error) {
	o, err := h.flow.OpenOwnVisit(r.Context(), page.Reader(r))
	if err != nil {
		return ownView{}, err
	}
	sign, err := h.sign(r)
	if err != nil {
		return ownView{}, err
	}
	v := ownView{Phone: ui.Phone{Title: "Your visit", Practice: sign.Name}, Title: "Your visit", Facts: ownFacts(o), Call: sign.Phone}
	switch {
	case o.Ended:
		v.over(o)
	case !o.May(h.site.Now()):
		v.Policy = tooNear(o.ChangeHours, sign.Phone)
	default:
		v.Policy = changeWords(o.ChangeHours)
		v.Move = &ui.Act{Label: "Move it to another time", Large: true, Wide: true, Href: href.OwnTimes}
		v.Cancel = &ui.Act{Label: "Cancel this visit", Kind: "danger", Large: true, Wide: true, Href: href.OwnCancel}
		if o.Offered {
			v.Wait = &ui.Act{Label: waitLabel(o), Large: true, Wide: true, Href: href.OwnWait}
		}
	}
	if !o.Ended && o.WaitsUntil != nil {
		v.Facts = append(v.Facts, ui.Fact{Name: "Waitlist", Value: "Until " + show.Date(*o.WaitsUntil) + ". We write to you when an earlier time becomes free that suits you."})
		v.Unwait = &ui.FormOf{Action: href.OwnWaitEnd}
	}
	return v, nil
}

// over is the page of a visit that takes place no more, or has begun.
func (v *ownView) over(o scheduling.Own) {
	v.Title, v.Policy = "This visit is over", "There is nothing to change. To come again, please call us."
	if o.Cancelled {
		v.Title, v.Policy = "This visit is cancelled", "You need not do anything. To come at another time, please call us."
	}
	if o.Bookable {
		v.Policy = "There is nothing to change."
		if o.Cancelled {
			v.Policy = "You need not do anything."
		}
		v.Again = &ui.Act{Label: "Book another time", Kind: "primary", Large: true, Wide: true, Href: href.OnlineTimesOf(o.TypeID.String(), o.ClinicianID.String(), "")}
	}
}

func waitLabel(o scheduling.Own) string {
	if o.WaitsUntil != nil {
		return "Change which times suit you"
	}
	return "Wait for an earlier time"
}

func ownFacts(o scheduling.Own) []ui.Fact {
	return []ui.Fact{{Name: "When", Value: clockOf(o.Local)}, {Name: "Visit", Value: o.Type}, {Name: "With", Value: o.Clinician}, {Name: "Where", Value: placed(o.Place, o.Address)}}
}

// GET /visit/times
func (h *Handler) ownTimes(w http.ResponseWriter, r *http.Request) error {
	in, err := page.Query[asking](r)
	if err != nil {
		return err
	}
	v, err := h.ownTimesOf(r, in)
	if err != nil {
		return h.refuse(w, r, err)
	}
	return page.Render(w, r, timesPage(v))
}

// ownTimesOf are the times to which the visit may move, with the same clinician.
func (h *Handler) ownTimesOf(r *http.Request, in asking) (timesView, error) {
	o, err := h.flow.OpenOwnVisit(r.Context(), page.Reader(r))
	if err != nil {
		return timesView{}, err
	}
	sign, err := h.sign(r)
	if err != nil {
		return timesView{}, err
	}
	slots, err := h.soonest(r, scheduling.Search{VisitType: o.TypeID.String(), Clinician: o.ClinicianID.String(), From: in.From, Lasts: strconv.Itoa(o.Minutes)}, mostTimes)
	if err != nil {
		return timesView{}, err
	}
	v := timesView{
		Phone: ui.Phone{Title: "Another time", Practice: sign.Name, Back: &ui.Link{Href: href.OwnVisit, Label: "Your visit"}}, Call: sign.Phone,
		Title: "Another time", Facts: ownFacts(o)[:3], Form: ui.FormOf{Action: href.OwnMove, Class: "stack"}, Note: "Tap a time, and your visit moves there. You keep the time that you have until then.",
	}
	v.days(slots, false, o.TypeID, func(from string) string { return href.OwnTimesFrom(from) })
	return v, nil
}

// POST /visit/move
func (h *Handler) moveOwn(w http.ResponseWriter, r *http.Request) error {
	in, err := page.Decode[scheduling.OnlineWish](r)
	if err != nil {
		return err
	}
	wrong := h.flow.MoveOwnVisit(r.Context(), page.Actor(r), in)
	if k := fault.KindOf(wrong); wrong != nil && (k == fault.Conflict || k == fault.Invalid) {
		v, err := h.ownTimesOf(r, asking{})
		if err != nil {
			return h.refuse(w, r, err)
		}
		return page.Retry(w, r, wrong, func(f *fault.Fault) templ.Component { v.Fault = f.Message; return timesPage(v) })
	}
	if wrong != nil {
		return h.refuse(w, r, wrong)
	}
	return page.See(w, r, href.OwnVisit)
}
