package portal

import (
	"errors"
	"net/http"
	"strconv"

	"charthouse/internal/access"
	"charthouse/internal/fault"
	"charthouse/internal/intake"
	"charthouse/internal/practice"
	"charthouse/internal/scheduling"
	"charthouse/web/href"
	"charthouse/web/page"
	"charthouse/web/ui"
)

// comingView is when somebody is expected, and the button that says they come.
type comingView struct {
	Phone ui.Phone
	Title string
	Text  string
	When  string
	Where []string
	Form  *ui.FormOf
	Shown ui.Field // the time that they were shown
	Call  string   // the practice's number, as a link
}

// byReminder knows who asks by the link of a reminder. It is not exchanged for a
// cookie: it opens a time and a button, and is over with the visit.
func (h *Handler) byReminder(w http.ResponseWriter, r *http.Request) (*http.Request, bool, error) {
	who, err := h.forms.GuestOfToken(r.Context(), page.Param(r, "token"))
	if errors.Is(err, intake.ErrLinkCut) {
		return r, true, h.refuse(w, r, err)
	}
	if err != nil || who.Roles() != access.Invited {
		return r, true, h.refuse(w, r, errNoReminder)
	}
	return page.As(r, who), false, nil
}

var errNoReminder = fault.New(fault.NotFound, "This link is no longer good: the visit is over, or something in the link is mistyped. If you typed or copied it, open it from the mail or text again. If you are not sure of your time, please call us.")

// GET /c/{token}: when they are expected. It confirms nothing, since scanners of mails
// follow links too.
func (h *Handler) coming(w http.ResponseWriter, r *http.Request) error {
	i, err := h.scheduling.Invitation(r.Context(), page.Actor(r))
	if err != nil {
		return h.refuse(w, r, over(err))
	}
	sign, err := h.sign(r)
	if err != nil {
		return err
	}
	return page.Render(w, r, comingPage(comingOf(i, sign, href.ConfirmLink(page.Param(r, "token")))))
}

// shown is the time for which somebody says that they come.
type shown struct {
	At string `form:"at"`
}

// POST /c/{token}: they come at the time that they were shown.
func (h *Handler) confirmComing(w http.ResponseWriter, r *http.Request) error {
	in, err := page.Decode[shown](r)
	if err != nil {
		return err
	}
	at, err := strconv.ParseInt(in.At, 10, 64)
	if err != nil {
		at = 0 // no visit is then: refused as one that moved
	}
	if err := h.scheduling.Confirm(r.Context(), page.Actor(r), at); err != nil {
		return h.refuse(w, r, over(err))
	}
	return page.See(w, r, href.ConfirmLink(page.Param(r, "token")))
}

func comingOf(i scheduling.Invitation, sign practice.Sign, action string) comingView {
	v := comingView{
		Phone: ui.Phone{Title: "Your visit", Practice: sign.Name}, Call: sign.Phone,
		When: i.Local.Format("Monday 2 January 2006, 15:04"),
	}
	for _, line := range []string{i.Place, i.Address} {
		if line != "" {
			v.Where = append(v.Where, line)
		}
	}
	switch {
	case i.Ended:
		v.Title, v.Text = "This visit is cancelled", "You need not come. Please call us to find another time."
	case i.ConfirmedAt != nil:
		v.Title, v.Text = "Thank you, we expect you", "If something comes up after all, please call us."
	case i.Begun:
		v.Title, v.Text = "This visit has begun", "Please call us if you cannot be here."
	default:
		v.Title, v.Text = "Will you come?", "Please say so here. If you cannot come, please call us."
		v.Form = &ui.FormOf{ID: "coming", Action: action}
		v.Shown = ui.Field{Name: "at", Kind: ui.Hidden, Value: strconv.FormatInt(i.StartsAt.Unix(), 10)}
		v.Phone.Foot = openCome()
	}
	return v
}
