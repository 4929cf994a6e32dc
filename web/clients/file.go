package clients

import (
	"net/http"
	"time"

	"charthouse/internal/access"
	"charthouse/internal/civil"
	"charthouse/internal/clients"
	"charthouse/internal/id"
	"charthouse/internal/workflow"
	"charthouse/web/href"
	"charthouse/web/page"
	"charthouse/web/show"
	"charthouse/web/ui"
)

// fileView is everything about one person on one page.
type fileView struct {
	Shell   ui.Shell
	Ident   ui.Ident
	Facts   []ui.Fact
	Stuck   []ui.Stuck
	Chips   []ui.Switch
	Periods []ui.Period
	Empty   *ui.EmptyOf // why the timeline has no rows
	Earlier *ui.Link
	Sides   []ui.Side
}

// file answers GET /clients/{client}?only=&before=.
func (h *Handler) file(w http.ResponseWriter, r *http.Request) error {
	client, err := page.Client(r)
	if err != nil {
		return err
	}
	only, mark := clients.Filter(r.URL.Query().Get("only")), r.URL.Query().Get("before")
	before, err := clients.ParseBefore(mark)
	if err != nil {
		return err
	}
	f, err := h.Flow.OpenFile(r.Context(), page.Actor(r), client, only, before)
	if err != nil {
		return err
	}
	return page.Render(w, r, filePage(fileOf(h.shell(r, f.Client, ""), h.sight(r), f, only)))
}

// sight is how a page shows what it was given: for whom, when and where.
type sight struct {
	who      access.Actor
	now      time.Time
	zone     *time.Location
	currency string
	word     string // for a patient, as the practice says

	mailsWait bool // there is no mail server
}

func (h *Handler) sight(r *http.Request) sight {
	p := page.Person(r)
	return sight{p.Actor, h.Site.Now(), page.Zone(r), p.Currency, p.PatientWord, p.MailsWait}
}

func (s sight) today() civil.Date { return civil.Of(s.now, s.zone) }

func (s sight) money(cents int64) string { return show.Money(cents, s.currency) }

// shell is the frame of a page of a file. Title names a page below the file,
// which then leads back to it.
func (h *Handler) shell(r *http.Request, c clients.Client, title string) ui.Shell {
	s := h.Site.Shell(r, c.Name(), "p")
	s.Back = &ui.Link{Href: href.Clients(""), Label: "Patients"}
	if title != "" {
		s.Title = title + ", " + c.Name()
		s.Back = &ui.Link{Href: href.Client(c.ID), Label: c.Name()}
	}
	return s
}

func fileOf(shell ui.Shell, s sight, f workflow.File, only clients.Filter) fileView {
	v := fileView{
		Shell: shell, Ident: identOf(s, f), Facts: factsOf(s, f), Stuck: stuckOf(s, f),
		Chips: chipsOf(f, only), Periods: s.periods(f), Sides: sidesOf(s, f),
	}
	v.Shell.Tools = fileTools(toolsOf(s, f.Client.ID))
	if len(f.Timeline.List) == 0 {
		v.Empty = emptyOf(f, only)
	}
	if next := f.Timeline.Next.String(); next != "" {
		v.Earlier = &ui.Link{Href: href.File(f.Client.ID, string(only), next), Label: "Earlier"}
	}
	return v
}

// toolsOf are the acts at the top of the file that the person may do.
func toolsOf(s sight, c id.Client) []ui.Act {
	var out []ui.Act
	for _, t := range []struct {
		verb access.Verb
		act  ui.Act
	}{
		{access.EditClient, ui.Act{Label: "Edit details", Href: href.EditClient(c), Icon: "pencil"}},
		{access.OpenMessages, ui.Act{Label: "Message", Href: href.Messages(c), Icon: "message-square"}},
		{access.EditWaitlist, ui.Act{Label: "Waitlist", Href: href.NewWait(c), Icon: "clock"}},
		{access.BookVisit, ui.Act{Label: "Book a visit", Href: href.Book(href.Booking{Client: c}), Icon: "plus", Kind: "primary"}},
	} {
		if s.who.May(t.verb) {
			out = append(out, t.act)
		}
	}
	return out
}

// identOf is the head of a file: who somebody is, and what must not be missed.
func identOf(s sight, f workflow.File) ui.Ident {
	c := f.Client
	i := ui.Ident{Name: c.Name(), Initials: page.Initials(c.Name()), Alerts: alertTags(f)}
	i.Facts = words(
		join(", ", age(c, s.today()), c.Pronouns),
		prefix("Born ", show.Date(c.BirthDate)),
		prefix("Died ", show.Date(c.DeceasedOn)),
		"No. "+c.ID.String(),
		reach(c),
		prefix("Lives in ", c.City),
	)
	return i
}

// alertTags are the alerts, then the allergies for those who may read them, then
// an interpreter that is needed.
func alertTags(f workflow.File) []ui.Tag {
	var out []ui.Tag
	if f.Client.Restricted {
		out = append(out, ui.Tag{Text: "Restricted", Tone: ui.Slate, Icon: "lock"})
	}
	for _, a := range f.Alerts {
		out = append(out, ui.Tag{Text: a.Text, Tone: ui.Tone(a.Tone), Icon: alertIcons[a.Tone]})
	}
	if f.Clinical != nil {
		for _, a := range f.Clinical.Allergies[:min(len(f.Clinical.Allergies), 4)] {
			out = append(out, ui.Tag{Text: join(", ", prefixed(a.Substance, a.Reaction), a.Since), Tone: ui.Rust, Icon: "triangle-alert"})
		}
	}
	if f.Client.Interpreter {
		out = append(out, ui.Tag{Text: join(" ", f.Client.Language, "interpreter"), Tone: ui.Slate, Icon: "languages"})
	}
	return out
}

var alertIcons = map[string]string{"rust": "triangle-alert", "ochre": "triangle-alert", "slate": "info"}

// reach is how the person wishes to be reached, or what is missing for it.
func reach(c clients.Client) string {
	switch {
	case c.Prefers == "email" && c.Email != "":
		return "Prefers mail, " + c.Email
	case c.Prefers == "text" && c.Phone != "":
		return "Prefers text, " + c.Phone
	case c.Prefers == "phone" && c.Phone != "":
		return "Prefers a call, " + c.Phone
	case c.Prefers == "post":
		return "Prefers post"
	}
	return or(c.Phone, c.Email, "No phone or mail yet")
}

func age(c clients.Client, today civil.Date) string {
	if c.BirthDate.IsZero() {
		return ""
	}
	if !c.DeceasedOn.IsZero() {
		return show.Age(c.BirthDate, c.DeceasedOn)
	}
	return show.Age(c.BirthDate, today)
}
