package portal

import (
	"net/http"

	"github.com/a-h/templ"

	"charthouse/internal/access"
	"charthouse/internal/fault"
	"charthouse/internal/practice"
	"charthouse/internal/scheduling"
	"charthouse/web/href"
	"charthouse/web/page"
	"charthouse/web/show"
	"charthouse/web/ui"
)

const onlinesTitle = "Book a visit"

// onlineView is what can be booked.
type onlineView struct {
	Phone ui.Phone
	Types []onlineType
	Call  string
}

type onlineType struct{ Name, Detail, Href string }

// GET /online
func (h *Handler) online(w http.ResponseWriter, r *http.Request) error {
	o, sign, err := h.offered(r)
	if err != nil {
		return h.refuseBooking(w, r, err)
	}
	v := onlineView{Phone: ui.Phone{Title: onlinesTitle, Practice: sign.Name}, Call: sign.Phone}
	for _, t := range o.Types {
		v.Types = append(v.Types, onlineType{t.Name, show.Count(t.Minutes, "minute", "minutes") + forWhom[t.For], href.OnlineTimesOf(t.ID.String(), "", "")})
	}
	return page.Render(w, r, onlinePage(v))
}

var forWhom = map[string]string{scheduling.ForNew: ", if you have not been here", scheduling.ForKnown: ", if you have been here"}

var errNotOffered = fault.New(fault.NotFound, "This cannot be booked online. Please call us, and we find a time together.")

// offered is what can be booked, and who offers it. A practice that offers nothing
// says so.
func (h *Handler) offered(r *http.Request) (scheduling.Online, practice.Sign, error) {
	sign, err := h.sign(r)
	if err != nil {
		return scheduling.Online{}, sign, err
	}
	o, err := h.scheduling.Online(r.Context(), access.Nobody().During(page.RequestID(r)))
	if err == nil && len(o.Types) == 0 {
		err = fault.New(fault.NotFound, "Visits cannot be booked online here. Please call us, and we find a time together.")
	}
	return o, sign, err
}

// refuseBooking says in the practice's name that this cannot be booked.
func (h *Handler) refuseBooking(w http.ResponseWriter, r *http.Request, err error) error {
	if fault.KindOf(err) == fault.Internal {
		return err
	}
	sign, failed := h.sign(r)
	if failed != nil {
		return failed
	}
	return page.Refuse(w, r, err, func(f *fault.Fault) templ.Component {
		return sayPage(sayView{Phone: ui.Phone{Title: onlinesTitle, Practice: sign.Name}, Title: onlinesTitle, Text: f.Message, Call: sign.Phone})
	})
}
