package intake

import (
	"context"
	"net/http"

	"github.com/a-h/templ"

	"charthouse/internal/access"
	"charthouse/internal/fault"
	"charthouse/internal/id"
	"charthouse/internal/intake"
	"charthouse/web/href"
	"charthouse/web/page"
	"charthouse/web/ui"
)

// GET /clients/{client}/packets/{packet}
func (h *Handler) packet(w http.ResponseWriter, r *http.Request) error {
	v, err := h.view(r, nil)
	if err != nil {
		return err
	}
	return page.Render(w, r, packetPage(v))
}

// POST /clients/{client}/packets/{packet}/decisions
func (h *Handler) decide(w http.ResponseWriter, r *http.Request) error {
	return h.deciding(w, r, h.flow.ReviewForm)
}

// POST /clients/{client}/packets/{packet}/clinical
func (h *Handler) decideClinical(w http.ResponseWriter, r *http.Request) error {
	return h.deciding(w, r, h.flow.ReviewFormClinical)
}

// deciding decides what one button of a review says.
func (h *Handler) deciding(w http.ResponseWriter, r *http.Request, decide func(context.Context, access.Actor, id.Client, id.Packet, intake.Decision) error) error {
	c, p, err := packetOf(r)
	if err != nil {
		return err
	}
	in, err := page.Decode[intake.Decision](r)
	if err != nil {
		return err
	}
	if err := decide(r.Context(), page.Actor(r), c, p, in); err != nil {
		return h.retry(w, r, err)
	}
	h.site.Say(r, ui.Toast{Text: map[bool]string{true: "Accepted into the file.", false: "Declined. The file stays as it is."}[in.Accept == "yes"]})
	left, err := h.left(r, c, p)
	if err != nil {
		return err
	}
	if left > 0 {
		return page.See(w, r, href.Returning(href.Packet(c, p), page.Opener(r)))
	}
	return page.See(w, r, page.Back(r, href.Packet(c, p)))
}

// left is how many answers the reader has still to decide.
func (h *Handler) left(r *http.Request, c id.Client, p id.Packet) (n int, err error) {
	who := page.Reader(r)
	review, err := h.forms.Review(r.Context(), who, c, p)
	if who.May(access.ReviewPacket) {
		n += review.DeskOpen
	}
	if who.May(access.ReviewClinical) {
		n += review.ClinicalOpen
	}
	return n, err
}

// POST /clients/{client}/packets/{packet}/read
func (h *Handler) read(w http.ResponseWriter, r *http.Request) error {
	c, p, err := packetOf(r)
	if err != nil {
		return err
	}
	if err := h.flow.ReadForm(r.Context(), page.Actor(r), c, p); err != nil {
		return h.retry(w, r, err)
	}
	h.site.Say(r, ui.Toast{Text: "Marked as read."})
	return page.See(w, r, page.Back(r, href.Packet(c, p)))
}

// sending says who the link goes to: client, a contact's number, or whoever can
// be reached.
type sending struct {
	To string `form:"to"`
}

// POST /clients/{client}/packets/{packet}/link
func (h *Handler) sendLink(w http.ResponseWriter, r *http.Request) error {
	c, p, err := packetOf(r)
	if err != nil {
		return err
	}
	in, err := page.Decode[sending](r)
	if err != nil {
		return err
	}
	if err := h.flow.SendFormLink(r.Context(), page.Actor(r), c, p, in.To); err != nil {
		return h.retry(w, r, err)
	}
	h.site.Say(r, ui.Toast{Text: "A new link is on its way. The one sent before stops working when it goes."})
	return page.See(w, r, href.Packet(c, p))
}

// retry shows the packet as it is now, with what stood in the way.
func (h *Handler) retry(w http.ResponseWriter, r *http.Request, err error) error {
	var failed error
	answered := page.Retry(w, r, err, func(f *fault.Fault) templ.Component {
		v, err := h.view(r, f)
		failed = err
		return packetPage(v)
	})
	if failed != nil {
		return failed
	}
	return answered
}

func (h *Handler) view(r *http.Request, f *fault.Fault) (packetView, error) {
	c, p, err := packetOf(r)
	if err != nil {
		return packetView{}, err
	}
	review, err := h.forms.Review(r.Context(), page.Actor(r), c, p)
	if err != nil {
		return packetView{}, err
	}
	v := packetOfReview(c, review, clock{h.site.Now(), page.Zone(r)}, page.Person(r))
	v.returning(page.Opener(r))
	if f != nil {
		v.Fault = f.Message
	}
	v.Shell = h.site.Shell(r, v.Title, "p")
	v.Shell.Back = page.Up(r, ui.Link{Href: href.Client(c), Label: review.Client})
	return v, nil
}
