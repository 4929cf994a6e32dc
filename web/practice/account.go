package practice

import (
	"net/http"

	"github.com/a-h/templ"

	"charthouse/internal/access"
	"charthouse/internal/fault"
	"charthouse/internal/practice"
	"charthouse/web/href"
	"charthouse/web/page"
	"charthouse/web/ui"
)

type accountView struct {
	Shell    ui.Shell
	Facts    []ui.Fact
	Password []ui.Field
	Fault    *fault.Fault
	Keys     ui.Field
	Calendar bool // they have visits that their own calendar can show
}

// GET /account
func (h *Handler) accountPage(w http.ResponseWriter, r *http.Request) error {
	v, err := h.accountView(r)
	if err != nil {
		return err
	}
	return page.Render(w, r, accountPage(v))
}

func (h *Handler) accountView(r *http.Request) (accountView, error) {
	own, err := h.practice.Own(r.Context(), page.Actor(r))
	if err != nil {
		return accountView{}, err
	}
	return accountPageView(h.site.Shell(r, "Your account", "account"), own), nil
}

func accountPageView(sh ui.Shell, own practice.Own) accountView {
	v := accountView{Shell: sh, Calendar: own.Roles.May(access.OwnCalendar), Keys: ui.Field{
		Label: "Use single keys, such as j and k in lists", Name: "keys", Kind: ui.Check,
		Help:  "They never act while you type. Press ? to see them.",
		Value: ticked(own.SingleKeys),
	}}
	v.Facts = []ui.Fact{{Name: "Name", Value: own.Name}, {Name: "Work email", Value: own.Email}, {Name: "Roles", Value: own.Roles.Words()}}
	v.Password = append([]ui.Field{{Label: "Present password", Name: "now", Kind: ui.Password, Required: true, Autocomplete: "current-password"}}, newPasswordFields()...)
	return v
}

// POST /account/password
func (h *Handler) changePassword(w http.ResponseWriter, r *http.Request) error {
	if _, err := page.Decode[practice.PasswordForm](r); err != nil {
		return err
	}
	// As typed: a password may begin or end with a space.
	f := practice.PasswordForm{Now: r.PostForm.Get("now"), New: r.PostForm.Get("new"), Again: r.PostForm.Get("again")}
	s, err := h.practice.ChangePassword(r.Context(), page.Actor(r), f)
	if err == nil {
		err = h.site.SignIn(r.Context(), s.Staff, s.Epoch)
	}
	if err != nil {
		return h.retryAccount(w, r, err)
	}
	h.site.Say(r, ui.Toast{Text: "Your password is changed. Everywhere else you are signed out.", Tone: ui.Teal})
	return page.See(w, r, href.Account)
}

func (h *Handler) retryAccount(w http.ResponseWriter, r *http.Request, wrong error) error {
	v, err := h.accountView(r)
	if err != nil {
		return err
	}
	return page.Retry(w, r, wrong, func(f *fault.Fault) templ.Component {
		v.Fault = f
		return accountPage(v)
	})
}

// POST /account/keys
func (h *Handler) setKeys(w http.ResponseWriter, r *http.Request) error {
	f, err := page.Decode[struct {
		Keys string `form:"keys"`
	}](r)
	if err != nil {
		return err
	}
	if err := h.practice.SetSingleKeys(r.Context(), page.Actor(r), f.Keys != ""); err != nil {
		return err
	}
	h.site.Say(r, ui.Toast{Text: "Saved.", Tone: ui.Teal})
	return page.See(w, r, href.Account)
}
