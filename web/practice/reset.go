package practice

import (
	"net/http"

	"github.com/a-h/templ"

	"charthouse/internal/fault"
	"charthouse/internal/practice"
	"charthouse/web/href"
	"charthouse/web/page"
	"charthouse/web/ui"
)

// keptReset is where the session holds the token of an opened link.
const keptReset = "reset"

type forgotForm struct {
	Email string `form:"email"`
}

type forgotView struct {
	Door  ui.Door
	Email string
	Fault string
}

// GET /forgot
func (h *Handler) forgotPage(w http.ResponseWriter, r *http.Request) error {
	d, err := h.door(r, "Choose a new password")
	if err != nil {
		return err
	}
	return page.Render(w, r, forgotPage(forgotView{Door: d}))
}

// POST /forgot
func (h *Handler) forgot(w http.ResponseWriter, r *http.Request) error {
	f, err := page.Decode[forgotForm](r)
	if err != nil {
		return err
	}
	err = h.practice.KnockReset(r.Context(), f.Email, h.site.Address(r))
	if err == nil {
		err = h.flow.RequestPasswordReset(r.Context(), page.Actor(r), f.Email)
	}
	if err != nil {
		return h.retryDoor(w, r, err, "Choose a new password", func(d ui.Door, wrong *fault.Fault) templ.Component {
			return forgotPage(forgotView{d, f.Email, wrong.Message})
		})
	}
	d, err := h.door(r, "Look into your mail")
	if err != nil {
		return err
	}
	return page.Render(w, r, forgotSentPage(d))
}

// GET /reset/{token}: the token leaves the address bar before anything is shown.
func (h *Handler) openReset(w http.ResponseWriter, r *http.Request) error {
	if err := h.site.Keep(r, keptReset, page.Param(r, "token")); err != nil {
		return err
	}
	return page.See(w, r, href.NewPassword)
}

type resetView struct {
	Door   ui.Door
	Email  string
	Fields []ui.Field
	Fault  *fault.Fault
}

// GET /reset
func (h *Handler) resetPage(w http.ResponseWriter, r *http.Request) error {
	return h.showReset(w, r, nil)
}

// POST /reset
func (h *Handler) reset(w http.ResponseWriter, r *http.Request) error {
	f, err := page.Decode[practice.NewPasswordForm](r)
	if err != nil {
		return err
	}
	f.New, f.Again = r.PostForm.Get("new"), r.PostForm.Get("again")
	err = h.practice.FinishReset(r.Context(), page.Actor(r), h.site.Kept(r, keptReset), f)
	if fault.KindOf(err) == fault.Invalid {
		return h.showReset(w, r, err)
	}
	if err != nil {
		return h.resetOver(w, r, err)
	}
	if err := h.site.Keep(r, keptReset, ""); err != nil {
		return err
	}
	h.site.Say(r, ui.Toast{Text: "Your new password is set. Sign in with it.", Tone: ui.Teal})
	return page.See(w, r, href.SignIn)
}

func (h *Handler) showReset(w http.ResponseWriter, r *http.Request, wrong error) error {
	email, err := h.practice.OpenReset(r.Context(), page.Actor(r), h.site.Kept(r, keptReset))
	if err != nil {
		return h.resetOver(w, r, err)
	}
	d, err := h.door(r, "Choose a new password")
	if err != nil {
		return err
	}
	v := resetView{Door: d, Email: email, Fields: newPasswordFields()}
	if wrong == nil {
		return page.Render(w, r, resetPage(v))
	}
	return page.Retry(w, r, wrong, func(f *fault.Fault) templ.Component {
		v.Fault = f
		return resetPage(v)
	})
}

// resetOver says that the link is no longer good, and leads to a new one.
func (h *Handler) resetOver(w http.ResponseWriter, r *http.Request, err error) error {
	return h.retryDoor(w, r, err, "Ask for a new link", func(d ui.Door, f *fault.Fault) templ.Component {
		return forgotPage(forgotView{Door: d, Fault: f.Message})
	})
}

func newPasswordFields() []ui.Field {
	return []ui.Field{
		{Label: "New password", Name: "new", Kind: ui.Password, Required: true, Autocomplete: "new-password", Help: "At least 12 characters. Three or four words that do not belong together are easy to keep."},
		{Label: "Once more", Name: "again", Kind: ui.Password, Required: true, Autocomplete: "new-password"},
	}
}
