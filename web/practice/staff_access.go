package practice

import (
	"net/http"

	"charthouse/internal/id"
	"charthouse/internal/practice"
	"charthouse/web/href"
	"charthouse/web/page"
	"charthouse/web/ui"
)

// deactivate answers POST /settings/staff/{n}/deactivate.
func (h *Handler) deactivate(w http.ResponseWriter, r *http.Request) error {
	n, err := staffNumber(r)
	if err != nil {
		return err
	}
	if err := h.practice.Deactivate(r.Context(), page.Actor(r), n); err != nil {
		return h.retryPerson(w, r, err)
	}
	h.site.Say(r, ui.Toast{Text: "Deactivated. Every session of theirs has ended.", Tone: ui.Teal, Undo: href.Do(href.Staff, n, "reactivate")})
	return page.See(w, r, href.Staff)
}

// reactivate answers POST /settings/staff/{n}/reactivate.
func (h *Handler) reactivate(w http.ResponseWriter, r *http.Request) error {
	n, err := staffNumber(r)
	if err != nil {
		return err
	}
	if err := h.practice.Reactivate(r.Context(), page.Actor(r), n); err != nil {
		return err
	}
	h.site.Say(r, ui.Toast{Text: "They may sign in again.", Tone: ui.Teal})
	return page.See(w, r, href.Staff)
}

// retryPerson shows the person's page with what stands in the way.
func (h *Handler) retryPerson(w http.ResponseWriter, r *http.Request, wrong error) error {
	v, p, err := h.personView(r)
	if err != nil {
		return err
	}
	v.Groups = staffGroups(formOfPerson(p))
	return retry(w, r, wrong, v)
}

// newPassword answers POST /settings/staff/{n}/password.
func (h *Handler) newPassword(w http.ResponseWriter, r *http.Request) error {
	n, err := staffNumber(r)
	if err != nil {
		return err
	}
	p, err := h.practice.FindStaff(r.Context(), page.Actor(r), n)
	if err != nil {
		return err
	}
	password := practice.NewPassword()
	if err := h.practice.GivePassword(r.Context(), page.Actor(r), n, password); err != nil {
		return err
	}
	return h.showPassword(w, r, n, p.Name, p.Email, password)
}

type passwordView struct {
	Frame                 frame
	Name, Email, Password string
	Back                  string
}

// showPassword answers the post itself: the password is in this answer and
// nowhere else, so a reload cannot show it again.
func (h *Handler) showPassword(w http.ResponseWriter, r *http.Request, n id.Staff, name, email, password string) error {
	return page.Render(w, r, passwordPage(passwordView{
		h.frameOf(r, "Password for "+name, href.Staff), name, email, password, href.One(href.Staff, n),
	}))
}
