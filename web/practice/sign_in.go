package practice

import (
	"net/http"
	"net/url"
	"strings"

	"charthouse/internal/access"
	"charthouse/internal/fault"
	"charthouse/internal/practice"
	"charthouse/web/href"
	"charthouse/web/page"
	"charthouse/web/ui"

	"github.com/a-h/templ"
)

// signInForm is the door's form: what was typed, and where to go afterwards.
type signInForm struct {
	practice.SignInForm
	To string `form:"to"`
}

type signInView struct {
	Door          ui.Door
	Email, To     string
	Fault         string
	EmailIsFilled bool
}

// GET /sign-in
func (h *Handler) signInPage(w http.ResponseWriter, r *http.Request) error {
	f, err := page.Query[signInForm](r)
	if err != nil {
		return err
	}
	if page.Person(r).Actor.Staff() != 0 {
		return page.See(w, r, localPath(f.To))
	}
	d, err := h.door(r, "Sign in")
	if err != nil {
		return err
	}
	return page.Render(w, r, signInPage(signInPageView(d, signInForm{To: f.To}, nil)))
}

// POST /sign-in
func (h *Handler) signIn(w http.ResponseWriter, r *http.Request) error {
	f, err := page.Decode[signInForm](r)
	if err != nil {
		return err
	}
	f.Password = r.PostForm.Get("password") // as typed: a password may begin with a space
	s, err := h.practice.SignIn(r.Context(), access.Nobody().During(page.RequestID(r)), f.SignInForm, h.site.Address(r))
	if err == nil {
		err = h.site.SignIn(r.Context(), s.Staff, s.Epoch)
	}
	if err != nil {
		return h.retryDoor(w, r, err, "Sign in", func(d ui.Door, f2 *fault.Fault) templ.Component {
			return signInPage(signInPageView(d, f, f2))
		})
	}
	return page.See(w, r, localPath(f.To))
}

func signInPageView(d ui.Door, f signInForm, wrong *fault.Fault) signInView {
	d.Aside = true
	v := signInView{Door: d, Email: f.Email, To: f.To, EmailIsFilled: f.Email != ""}
	if wrong != nil {
		v.Fault = wrong.Message
	}
	return v
}

// POST /sign-out
func (h *Handler) signOut(w http.ResponseWriter, r *http.Request) error {
	if err := h.site.SignOut(r.Context()); err != nil {
		return err
	}
	return page.See(w, r, href.SignIn)
}

// POST /account/sign-out-everywhere
func (h *Handler) signOutEverywhere(w http.ResponseWriter, r *http.Request) error {
	if err := h.practice.SignOutEverywhere(r.Context(), page.Actor(r)); err != nil {
		return err
	}
	return h.signOut(w, r)
}

// door is the frame of a page for those who are not signed in.
func (h *Handler) door(r *http.Request, title string) (ui.Door, error) {
	sign, err := h.practice.LookAtSign(r.Context(), page.Reader(r))
	if err != nil {
		return ui.Door{}, err
	}
	foot := "Trouble? Ask the owner of your practice for a new password."
	if sign.Phone != "" {
		foot = "Trouble? Call " + sign.Phone + " and ask the owner of the practice for a new password."
	}
	return ui.Door{Title: title, Practice: sign.Name, Theme: ui.ThemeOf(r), Foot: foot, Flash: h.site.Said(r)}, nil
}

func (h *Handler) retryDoor(w http.ResponseWriter, r *http.Request, err error, title string, form func(ui.Door, *fault.Fault) templ.Component) error {
	d, e := h.door(r, title)
	if e != nil {
		return e
	}
	return page.Retry(w, r, err, func(f *fault.Fault) templ.Component { return form(d, f) })
}

// localPath is to if it is a path of this site, else the start: a link to the
// door must not lead on to somebody else's copy of it. Browsers read two slashes
// or more, and backslashes, as another host.
func localPath(to string) string {
	if _, err := url.Parse(to); err != nil || !strings.HasPrefix(to, "/") || strings.HasPrefix(to, "//") || strings.Contains(to, "\\") {
		return href.Home
	}
	return to
}
