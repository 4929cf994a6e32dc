package portal

import (
	"errors"
	"net/http"

	"github.com/a-h/templ"

	"charthouse/internal/access"
	"charthouse/internal/fault"
	"charthouse/internal/intake"
	"charthouse/internal/practice"
	"charthouse/web/href"
	"charthouse/web/page"
	"charthouse/web/ui"
)

// sayView is a page that says one thing and how to go on.
type sayView struct {
	Phone ui.Phone
	Title string
	Text  string
	Call  string // the practice's number, as a link
}

type linkView struct {
	Phone  ui.Phone
	Form   ui.FormOf
	Letter bool // another practice is asked for one
	Talk   bool // the practice wrote
	Visit  bool // they booked one online
}

// GET /f/{token}: the button, and nothing of the patient's.
func (h *Handler) linkPage(w http.ResponseWriter, r *http.Request) error {
	if err := h.forms.MayOpen(r.Context(), page.Actor(r)); err != nil {
		return h.refuse(w, r, err)
	}
	sign, err := h.sign(r)
	if err != nil {
		return err
	}
	v := linkView{
		Phone: ui.Phone{Title: "Your form", Practice: sign.Name},
		Form:  ui.FormOf{ID: "open", Action: href.FormLink(page.Param(r, "token"))},
	}
	label := "Open your form"
	if page.Actor(r).Roles() == access.Referrer {
		v.Letter, v.Phone.Title, label = true, "A letter is asked for", "Read what is asked"
	}
	if page.Actor(r).Roles() == access.Writer {
		v.Talk, v.Phone.Title, label = true, "Your messages", "Read what they wrote"
	}
	if page.Actor(r).Roles() == access.Booker {
		v.Visit, v.Phone.Title, label = true, "Your visit", "Look at your visit"
	}
	v.Phone.Foot = openFoot(label)
	return page.Render(w, r, linkPage(v))
}

// POST /f/{token}: the token leaves the address bar and a cookie takes its place.
func (h *Handler) open(w http.ResponseWriter, r *http.Request) error {
	value, until, err := h.forms.Open(r.Context(), page.Actor(r))
	if err != nil {
		return h.refuse(w, r, err)
	}
	http.SetCookie(w, h.site.Cookie(cookieOf(page.Actor(r)), value, until))
	return page.See(w, r, home(page.Actor(r)))
}

// GET /f/, /c/ and /o/: a link without its token, as where a mail program broke the line.
func (h *Handler) cutLink(w http.ResponseWriter, r *http.Request) error {
	return h.refuse(w, r, intake.ErrLinkCut)
}

// sign is the practice's name and number, which everybody may know.
func (h *Handler) sign(r *http.Request) (practice.Sign, error) {
	return h.practice.LookAtSign(r.Context(), access.Nobody().During(page.RequestID(r)))
}

// refuse says in the practice's name why it does not go on, and whom to call.
func (h *Handler) refuse(w http.ResponseWriter, r *http.Request, err error) error {
	if fault.KindOf(err) == fault.Internal {
		return err
	}
	sign, failed := h.sign(r)
	if failed != nil {
		return failed
	}
	return page.Refuse(w, r, err, func(f *fault.Fault) templ.Component {
		title := titles[f.Kind]
		if errors.Is(err, intake.ErrLinkCut) {
			title = "The link is incomplete"
		}
		return sayPage(sayView{Phone: ui.Phone{Title: title, Practice: sign.Name}, Title: title, Text: f.Message, Call: sign.Phone})
	})
}

var titles = map[fault.Kind]string{
	fault.NotFound:  "This does not open any more",
	fault.Conflict:  "One more step",
	fault.Forbidden: "We closed this link",
	fault.Invalid:   "That did not work",
}
