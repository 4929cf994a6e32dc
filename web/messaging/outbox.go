package messaging

import (
	"net/http"

	"charthouse/internal/access"
	"charthouse/internal/messaging"
	"charthouse/web/href"
	"charthouse/web/page"
	"charthouse/web/show"
	"charthouse/web/ui"
)

// outboxView is the mails that wait, those that failed, and today's.
type outboxView struct {
	Shell    ui.Shell
	Notice   *ui.Notice
	Settings *ui.Link // where a mail server is set up, for those who may
	Failed   []outgoing
	Waiting  []outgoing
	Sent     []outgoing
	More     *ui.Link
}

// outgoing is one row.
type outgoing struct {
	Name, Href, Address, About, When, Problem, Again string
}

// about says for each kind what a mail is about.
var about = map[string]string{
	"free": "Mail written by hand", "confirmation": "Confirmation of a visit", "moved": "A visit’s new time", "reminder": "Reminder of a visit", "recall": "Asked to come again",
	"offer": "A free time is offered", "gone": "An offered time is gone", "late": "We run late today", "waiting": "On the waitlist",
	"cancellation": "A visit is cancelled", "form": "Link to a form", "invoice": "Invoice", "reply": "Link to an answer", "request": "Letter asked of another practice",
	"reset": "Link to choose a new password", "welcome": "Link to choose a first password",
}

// GET /outbox
func (h *Handler) outbox(w http.ResponseWriter, r *http.Request) error {
	now, who := h.now(r), page.Actor(r)
	q, err := page.Query[shown](r)
	if err != nil {
		return err
	}
	most := min(max(q.Rows, rowsAtOnce), 100*rowsAtOnce)
	o, err := h.messages.Outbox(r.Context(), who, now.midnight(), most)
	if err != nil {
		return err
	}
	v := outboxOf(o, now, who.May(access.OpenMessages))
	v.Shell = h.site.Shell(r, "Outbox", "i")
	if who.May(access.OpenInbox) {
		v.Shell.Back = &ui.Link{Href: href.Inbox, Label: "Inbox"}
	}
	if !o.Served && who.May(access.EditSettings) {
		v.Settings = &ui.Link{Href: href.MailSettings, Label: "Set up the mail server"}
	}
	if o.More {
		v.More = &ui.Link{Href: href.OutboxRows(most + rowsAtOnce), Label: "Show more"}
	}
	return page.Render(w, r, outboxPage(v))
}

// rowsAtOnce is how many mails the page shows, and adds each time.
const rowsAtOnce = 100

// shown is how many rows of the outbox are asked for.
type shown struct {
	Rows int `form:"rows"`
}

// POST /outbox/staff/{mail}/resend
func (h *Handler) resendStaff(w http.ResponseWriter, r *http.Request) error {
	m, err := mailOf(r)
	if err != nil {
		return err
	}
	if err := h.flow.ResendStaffMail(r.Context(), page.Actor(r), m); err != nil {
		return err
	}
	h.site.Say(r, ui.Toast{Text: "The mail is tried once more."})
	return page.See(w, r, href.Outbox)
}

func outboxOf(o messaging.Outbox, now calendar, mayOpen bool) (v outboxView) {
	if !o.Served {
		v.Notice = &ui.Notice{Tone: ui.Ochre, Title: "Mails wait here.", Text: "No mail server is set up, so nothing leaves. What waits goes by itself once there is one."}
	}
	for _, m := range o.Mails {
		row := outgoing{Name: m.Name, Address: m.Address, About: about[m.Kind], When: show.When(m.MadeAt, now.at, now.zone), Problem: m.Problem}
		if m.Client != 0 && mayOpen {
			row.Href = href.Messages(m.Client)
		}
		switch m.State {
		case messaging.Failed:
			row.Again = again(m)
			v.Failed = append(v.Failed, row)
		case messaging.Waiting:
			row.Problem = or(m.Problem, waits(o.Served))
			v.Waiting = append(v.Waiting, row)
		default:
			row.When = show.When(*m.SentAt, now.at, now.zone)
			v.Sent = append(v.Sent, row)
		}
	}
	return v
}

// waits says why a mail that was not tried yet has not gone.
func waits(served bool) string {
	if served {
		return "On its way."
	}
	return "Waits for a mail server."
}

func or(s, otherwise string) string {
	if s == "" {
		return otherwise
	}
	return s
}

func again(m messaging.Outgoing) string {
	if m.Client != 0 {
		return href.ResendMail(m.Client, m.Mail)
	}
	return href.ResendStaffMail(m.Mail)
}
