package portal

import (
	"crypto/sha256"
	"encoding/base64"
	"net/http"
	"time"

	"github.com/a-h/templ"

	"charthouse/internal/fault"
	"charthouse/internal/intake"
	"charthouse/internal/scheduling"
	"charthouse/web/href"
	"charthouse/web/page"
)

// keeping is the time that was tapped.
type keeping struct {
	scheduling.OnlineWish
	Clinician string `form:"clinician"` // who was asked for, to show the times again
}

// POST /online/hold: the time is kept while they say who they are.
func (h *Handler) keep(w http.ResponseWriter, r *http.Request) error {
	in, err := page.Decode[keeping](r)
	if err != nil {
		return err
	}
	if in.At == "" {
		return page.See(w, r, href.Online)
	}
	token := h.tokenOf(r)
	err = h.scheduling.KnockOnline(r.Context(), "keep", h.site.Address(r), keepsAnHour)
	if err == nil {
		err = h.scheduling.KeepTime(r.Context(), page.Actor(r), in.OnlineWish, token)
	}
	if k := fault.KindOf(err); err != nil && (k == fault.Conflict || k == fault.Invalid || k == fault.TooMany) {
		v, failed := h.timesOf(r, asking{Type: in.Type().String(), Clinician: in.Clinician})
		if failed != nil {
			return h.refuseBooking(w, r, failed)
		}
		return page.Retry(w, r, err, func(f *fault.Fault) templ.Component { v.Fault = f.Message; return timesPage(v) })
	}
	if err != nil {
		return h.refuseBooking(w, r, err)
	}
	http.SetCookie(w, h.site.Cookie(keptCookie, token, h.site.Now().Add(time.Hour)))
	return page.See(w, r, href.OnlineDetailsOf(in.At))
}

// tokenOf is what this browser keeps times under: it stays, so that one browser keeps one
// time. The first comes of the form's own key, so that both answers to a double tap give
// the same.
func (h *Handler) tokenOf(r *http.Request) string {
	if c, err := r.Cookie(keptCookie); err == nil && len(c.Value) >= 20 {
		return c.Value
	}
	key := page.Actor(r).Post().Key
	if key == "" {
		return intake.NewToken()
	}
	sum := sha256.Sum256([]byte("kept under " + key))
	return base64.RawURLEncoding.EncodeToString(sum[:])
}
