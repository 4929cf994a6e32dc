package portal

import (
	"net/http"

	"github.com/a-h/templ"

	"charthouse/internal/fault"
	"charthouse/web/href"
	"charthouse/web/page"
	"charthouse/web/ui"
)

// askCancelView asks whether a visit is to be cancelled.
type askCancelView struct {
	Phone   ui.Phone
	Facts   []ui.Fact
	Form    ui.FormOf
	Instead []ui.Act // move it, or keep it
}

// GET /visit/cancel: nothing is cancelled by a look, and not by one tap.
func (h *Handler) askCancel(w http.ResponseWriter, r *http.Request) error {
	o, err := h.flow.OpenOwnVisit(r.Context(), page.Reader(r))
	if err != nil {
		return h.refuse(w, r, err)
	}
	if !o.May(h.site.Now()) {
		return page.See(w, r, href.OwnVisit)
	}
	sign, err := h.sign(r)
	if err != nil {
		return err
	}
	return page.Render(w, r, askCancelPage(askCancelView{
		Phone: ui.Phone{Title: "Cancel this visit?", Practice: sign.Name, Back: &ui.Link{Href: href.OwnVisit, Label: "Your visit"}},
		Facts: ownFacts(o), Form: ui.FormOf{Action: href.OwnCancel},
		Instead: []ui.Act{
			{Label: "Move it to another time", Large: true, Wide: true, Href: href.OwnTimes},
			{Label: "No, keep it", Large: true, Wide: true, Href: href.OwnVisit},
		},
	}))
}

// POST /visit/cancel
func (h *Handler) cancelOwn(w http.ResponseWriter, r *http.Request) error {
	wrong := h.flow.CancelOwnVisit(r.Context(), page.Actor(r))
	if fault.KindOf(wrong) == fault.Conflict {
		v, err := h.ownOf(r)
		if err != nil {
			return h.refuse(w, r, err)
		}
		return page.Retry(w, r, wrong, func(f *fault.Fault) templ.Component { v.Fault = f.Message; return ownPage(v) })
	}
	if wrong != nil {
		return h.refuse(w, r, wrong)
	}
	return page.See(w, r, href.OwnVisit)
}
