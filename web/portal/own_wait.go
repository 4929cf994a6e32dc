package portal

import (
	"net/http"

	"github.com/a-h/templ"

	"charthouse/internal/fault"
	"charthouse/internal/scheduling"
	"charthouse/web/href"
	"charthouse/web/page"
	"charthouse/web/ui"
)

// GET /visit/wait
func (h *Handler) ownWait(w http.ResponseWriter, r *http.Request) error {
	v, err := h.ownWaitOf(r, nil)
	if err != nil {
		return h.refuse(w, r, err)
	}
	return page.Render(w, r, joinPage(v))
}

// POST /visit/wait
func (h *Handler) waitForEarlier(w http.ResponseWriter, r *http.Request) error {
	in, err := page.Decode[scheduling.WaitForm](r)
	if err != nil {
		return err
	}
	wrong := h.flow.WaitForEarlier(r.Context(), page.Actor(r), in)
	if wrong == nil {
		return page.See(w, r, href.OwnVisit)
	}
	if k := fault.KindOf(wrong); k != fault.Conflict && k != fault.Invalid {
		return h.refuse(w, r, wrong)
	}
	v, err := h.ownWaitOf(r, &in)
	if err != nil {
		return h.refuse(w, r, err)
	}
	return page.Retry(w, r, wrong, func(f *fault.Fault) templ.Component { return joinPage(v.marked(f)) })
}

// POST /visit/wait/end
func (h *Handler) waitNoMore(w http.ResponseWriter, r *http.Request) error {
	if err := h.flow.WaitNoMore(r.Context(), page.Actor(r)); err != nil {
		return h.refuse(w, r, err)
	}
	return page.See(w, r, href.OwnVisit)
}

// ownWaitOf asks which earlier times suit them: with what was typed, or else with what
// they wished for before.
func (h *Handler) ownWaitOf(r *http.Request, in *scheduling.WaitForm) (joinView, error) {
	own, err := h.flow.OpenOwnVisit(r.Context(), page.Reader(r))
	if err != nil {
		return joinView{}, err
	}
	o, sign, err := h.offered(r)
	if err != nil {
		return joinView{}, err
	}
	if !own.Offered {
		return joinView{}, errNotOffered
	}
	if in == nil {
		in = &own.Wishes
	}
	fields := suitFields(o, own.TypeID, *in)
	label := waitLabel(own)
	return joinView{
		Phone: ui.Phone{
			Title: "An earlier time", Practice: sign.Name, Back: &ui.Link{Href: href.OwnVisit, Label: "Your visit"},
			Foot: nextFoot(label, "join", "You keep the time that you have until you take another."),
		},
		Title: "An earlier time", Lede: "Say which times suit you. When one becomes free we write to you, and whoever takes it first has it.",
		Facts: ownFacts(own)[:3], Form: ui.FormOf{ID: "join", Action: href.OwnWait, Class: "stack"},
		Times: fields[1 : len(fields)-1], // their kind is known, and later than the visit is no time earlier
	}, nil
}
