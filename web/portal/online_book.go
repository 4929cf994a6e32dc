package portal

import (
	"net/http"

	"github.com/a-h/templ"

	"charthouse/internal/fault"
	"charthouse/internal/scheduling"
	"charthouse/internal/workflow"
	"charthouse/web/href"
	"charthouse/web/page"
	"charthouse/web/ui"
)

// instead is another time, chosen where the first was gone.
type instead struct {
	Other string `form:"other"`
}

// POST /online/details: the same answer for everybody; what there is to tell goes by
// mail.
func (h *Handler) book(w http.ResponseWriter, r *http.Request) error {
	in, err := page.Decode[workflow.OnlineBooking](r)
	if err != nil {
		return err
	}
	other, err := page.Decode[instead](r)
	if err != nil {
		return err
	}
	if other.Other != "" {
		in.At = other.Other
	}
	if in.At == "" {
		return page.See(w, r, href.Online)
	}
	in.Token = h.tokenOf(r)
	wrong := h.bookAs(r, in)
	if wrong == nil {
		h.keepSaid(w, in)
		return page.See(w, r, href.OnlineDone)
	}
	if k := fault.KindOf(wrong); k != fault.Conflict && k != fault.Invalid && k != fault.TooMany {
		return h.refuseBooking(w, r, wrong)
	}
	v, err := h.detailsOf(r, in)
	if err == nil && fault.KindOf(wrong) == fault.Conflict {
		err = h.insteadOf(r, &v, in)
	}
	if err != nil {
		return h.refuseBooking(w, r, err)
	}
	return page.Retry(w, r, wrong, func(f *fault.Fault) templ.Component { return detailsPage(v.marked(f)) })
}

// bookAs books what can be right, as often as it may be tried.
func (h *Handler) bookAs(r *http.Request, in workflow.OnlineBooking) error {
	if err := h.flow.CheckOnline(r.Context(), page.Reader(r), in); err != nil {
		return err
	}
	if err := h.tried(r, "book", in.Email); err != nil {
		return err
	}
	return h.flow.BookOnline(r.Context(), page.Actor(r), in)
}

// insteadOf offers other times, and shows no time as kept any more.
func (h *Handler) insteadOf(r *http.Request, v *detailsView, in workflow.OnlineBooking) error {
	slots, err := h.soonest(r, scheduling.Search{VisitType: in.Type().String()}, mostInstead)
	if err != nil || len(slots) == 0 {
		return err
	}
	f := ui.Field{Label: "Another time", Name: "other", Kind: ui.Choice, Required: true}
	for _, s := range slots {
		f.Options = append(f.Options, ui.Option{Value: scheduling.OnlineAt(in.Type(), s), Label: dayOf(s.Local) + ", " + s.Clock(), Detail: s.Clinician + ", " + s.Location})
	}
	v.Others, v.Kept, v.Facts = &f, "", v.Facts[:1] // what was chosen first is gone
	v.Phone.Foot = nextFoot("Book this visit", "details", "")
	return nil
}
