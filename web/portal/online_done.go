package portal

import (
	"encoding/base64"
	"net/http"
	"strings"
	"time"

	"charthouse/internal/scheduling"
	"charthouse/internal/workflow"
	"charthouse/web/page"
	"charthouse/web/ui"
)

// doneView says what was asked for, and what happens next.
type doneView struct {
	Phone ui.Phone
	Title string
	Facts []ui.Fact
	Next  []string
	Call  string
}

// askedFor is for how long a browser shows what was asked for.
const askedFor = 15 * time.Minute

// saidOnline is what somebody asked for and typed: a time, as a page sends it, and a name.
type saidOnline struct {
	scheduling.OnlineWish
	Name string
}

// keepSaid has this browser show for a while what was asked for: nothing but what was
// chosen and typed in it.
func (h *Handler) keepSaid(w http.ResponseWriter, in workflow.OnlineBooking) {
	value := base64.RawURLEncoding.EncodeToString([]byte(in.At + "\n" + in.Given + " " + in.Family))
	http.SetCookie(w, h.site.Cookie(askedCookie, value, h.site.Now().Add(askedFor)))
}

// saidIn is what keepSaid kept; what is none is empty.
func saidIn(r *http.Request) (s saidOnline) {
	c, err := r.Cookie(askedCookie)
	if err != nil {
		return s
	}
	b, err := base64.RawURLEncoding.DecodeString(c.Value)
	if err != nil {
		return s
	}
	s.At, s.Name, _ = strings.Cut(page.Text(string(b)), "\n")
	return s
}

// GET /online/done: it repeats what was asked for, and tells nothing else but where to look.
func (h *Handler) done(w http.ResponseWriter, r *http.Request) error {
	sign, err := h.sign(r)
	if err != nil {
		return err
	}
	v := doneView{Phone: ui.Phone{Title: "Look into your mail", Practice: sign.Name}, Title: "Look into your mail", Call: sign.Phone}
	said := saidIn(r)
	o, err := h.scheduling.Online(r.Context(), page.Reader(r))
	if err != nil {
		return err
	}
	near := false
	if kind, ok := o.Of(said.Type()); ok {
		chosen, err := h.scheduling.Chosen(r.Context(), page.Reader(r), said.OnlineWish)
		if err != nil {
			return err
		}
		v.Facts = append(factsOf(kind, chosen), ui.Fact{Name: "For", Value: said.Name})
		near = nearer(o.ChangeHours, chosen.StartsAt, h.site.Now())
	}
	v.Next = nextSteps(o.ChangeHours, near, sign.Phone)
	return page.Render(w, r, donePage(v))
}

// nextSteps are the same for whoever is known and whoever is not.
func nextSteps(hours int, near bool, phone string) []string {
	mail := "The confirmation is on its way to your mail, with a file for your calendar and a link to the visit. " + changeWords(hours)
	if near {
		mail = "The confirmation is on its way to your mail, with a file for your calendar. " + tooNear(hours, phone)
	}
	return []string{
		mail,
		"If you have booked with us already, the mail shows the visit that you have: one at a time can be booked online.",
		"If no mail comes within an hour, nothing is booked: please call us.",
	}
}
