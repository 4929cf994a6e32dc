package portal

import (
	"net/http"
	"strings"
)

// How often somebody at one address on the web may do what costs something, in an hour;
// and how often they may have one mail address written to.
const (
	looksAnHour = 240
	keepsAnHour = 30
	booksAnHour = 20
	mailsAnHour = 5
)

// tried counts an attempt at what of somebody whose form can be right: a typing error
// uses up none. Both counts are of their own address on the web, so that whoever types
// the mail address of another does not keep the other out.
func (h *Handler) tried(r *http.Request, what, mail string) error {
	from := h.site.Address(r)
	if err := h.scheduling.KnockOnline(r.Context(), what, from, booksAnHour); err != nil {
		return err
	}
	return h.scheduling.KnockOnline(r.Context(), what+" mail", from+" "+strings.ToLower(mail), mailsAnHour)
}
