package portal

import (
	"net/http"

	"charthouse/web/page"
	"charthouse/web/ui"
)

// GET /online/done: it tells nothing but where to look.
func (h *Handler) done(w http.ResponseWriter, r *http.Request) error {
	sign, err := h.sign(r)
	if err != nil {
		return err
	}
	return page.Render(w, r, sayPage(sayView{
		Phone: ui.Phone{Title: "Look into your mail", Practice: sign.Name}, Title: "Look into your mail", Call: sign.Phone,
		Text: "The confirmation is on its way, with the visit for your calendar and a link to move or cancel it. " +
			"If you have booked with us already, it shows the visit that you have: one at a time can be booked online. " +
			"If no mail comes within an hour, nothing is booked: please call us.",
	}))
}
