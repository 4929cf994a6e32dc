package clients

import (
	"fmt"
	"strings"
	"time"

	"charthouse/internal/access"
	"charthouse/internal/civil"
	"charthouse/internal/clients"
	"charthouse/internal/id"
	"charthouse/internal/scheduling"
	"charthouse/internal/workflow"
	"charthouse/web/href"
	"charthouse/web/show"
	"charthouse/web/ui"
	"charthouse/web/visitline"
)

// chipsOf filter the timeline; a chip without rows is left out, unless it is on.
func chipsOf(f workflow.File, only clients.Filter) []ui.Switch {
	all := 0
	var out []ui.Switch
	for _, c := range []struct {
		filter clients.Filter
		label  string
	}{
		{clients.Visits, "Visits"},
		{clients.Notes, "Notes"},
		{clients.Papers, "Papers"},
		{clients.Forms, "Forms"},
		{clients.Messages, "Messages"},
		{clients.Payments, "Payments"},
		{clients.History, "Results"},
	} {
		n := f.Timeline.Counts[c.filter]
		if c.filter != clients.Notes { // a note stands in its visit's row
			all += n
		}
		if n > 0 || only == c.filter {
			out = append(out, ui.Switch{Href: href.File(f.Client.ID, string(c.filter), ""), Label: c.label, Count: show.Number(n), On: only == c.filter})
		}
	}
	return append([]ui.Switch{{Href: href.File(f.Client.ID, "", ""), Label: "All", Count: show.Number(all), On: only == clients.Everything}}, out...)
}

func emptyOf(f workflow.File, only clients.Filter) *ui.EmptyOf {
	if only != clients.Everything {
		return &ui.EmptyOf{Title: "Nothing of this kind", Text: "The filter hides the rest of the file.", Link: &ui.Link{Href: href.Client(f.Client.ID), Label: "Show everything"}, Level: 2}
	}
	return &ui.EmptyOf{Title: "Nothing has happened yet", Text: "Visits, notes, papers, forms, messages and payments come here by themselves, newest first.", Level: 2}
}

// periods groups the page of the timeline: what comes, today, earlier this
// month, then month by month.
func (s sight) periods(f workflow.File) []ui.Period {
	var out []ui.Period
	for _, h := range f.Timeline.List {
		title := s.period(h.At)
		if len(out) == 0 || out[len(out)-1].Title != title {
			out = append(out, ui.Period{Title: title})
		}
		p := &out[len(out)-1]
		p.Events = append(p.Events, s.event(f, h))
	}
	return out
}

func (s sight) period(at time.Time) string {
	day, today := civil.Of(at, s.zone), s.today()
	switch {
	case day.After(today):
		return "Coming"
	case day == today:
		return "Today"
	case day.Format("2006-01") == today.Format("2006-01"):
		return "Earlier in " + day.Format("January")
	case day.Format("2006") == today.Format("2006"):
		return day.Format("January")
	}
	return day.Format("January 2006")
}

// event draws one row. Each kind has a sentence of its own.
func (s sight) event(f workflow.File, h clients.Happening) ui.Event {
	e := ui.Event{ID: string(h.Kind) + "-" + id.ID[struct{}](h.ID).String(), When: s.stamp(h.At), Icon: icons[h.Kind], Title: h.Label}
	c := f.Client.ID
	switch h.Kind {
	case clients.VisitHappened:
		s.visit(&e, f.Lines[h.VisitID], h, c)
	case clients.NoteHappened:
		s.note(&e, h, c)
	case clients.PaperHappened:
		s.paper(&e, h, c)
	case clients.FormHappened:
		s.form(&e, h, c)
	case clients.MessageHappened:
		s.message(&e, h, c)
	case clients.PaymentHappened:
		s.payment(&e, h, c)
	case clients.InvoiceHappened:
		s.invoice(&e, h, c)
	case clients.TestHappened:
		e.Title, e.Text = readings[h.Label], h.Text
		e.Title = or(e.Title, "Observations")
		if h.Count > 8 {
			e.Text += fmt.Sprintf(" and %d more", h.Count-8)
		}
		e.Rest = prefix("by ", h.Who)
	case clients.ReportHappened:
		e.Text = h.Text
	case clients.VaccineHappened:
		e.Rest = "given"
	}
	return e
}

var icons = map[clients.Kind]string{
	clients.VisitHappened: "stethoscope", clients.NoteHappened: "notebook-pen", clients.PaperHappened: "file-text",
	clients.FormHappened: "clipboard-list", clients.MessageHappened: "message-square", clients.PaymentHappened: "credit-card",
	clients.InvoiceHappened: "receipt", clients.ReportHappened: "flask-conical", clients.TestHappened: "activity",
	clients.ActHappened: "scissors", clients.VaccineHappened: "syringe",
}

var readings = map[string]string{"vital-signs": "Vitals", "laboratory": "Laboratory values", "survey": "Answers", "social-history": "Social history", "imaging": "Imaging", "exam": "Examination", "procedure": "Measurements"}

// stamp is a time today and a day otherwise; its month stands above it.
func (s sight) stamp(at time.Time) string {
	switch day := civil.Of(at, s.zone); {
	case day == s.today():
		return show.Time(at, s.zone)
	case day.After(s.today()):
		return day.Format("2 Jan")
	default:
		return day.Format("Mon 2")
	}
}

// visit is a row with its glyph; today's is drawn as the whole line.
func (s sight) visit(e *ui.Event, l scheduling.Line, h clients.Happening, c id.Client) {
	e.Title, e.Rest = or(h.Label, "Visit"), prefix("with ", h.Who)
	if h.State == "history" {
		e.Rest = join(", ", e.Rest, "imported")
		return
	}
	e.Href = href.Visit(c, h.VisitID)
	e.Text = l.Reason
	if civil.Of(h.At, s.zone).After(s.today()) {
		e.Rest = join(", ", e.Rest, show.DayTime(h.At, s.now, s.zone))
	}
	switch h.State {
	case "cancelled":
		e.Tag, e.Text = &ui.Tag{Text: "cancelled", Tone: ui.Plain}, join(". ", e.Text, upper(l.EndReason))
	case "no_show":
		e.Tag = &ui.Tag{Text: "did not come", Tone: ui.Ochre}
	default:
		s.line(e, l)
	}
}

func (s sight) line(e *ui.Event, l scheduling.Line) {
	if l.VisitID == 0 {
		return
	}
	line := visitline.Of(l, s.now, s.zone)
	s.signed(e, l)
	if s.who.May(access.OpenAccount) && l.ChargedCents > 0 {
		e.Money = s.money(l.ChargedCents)
	}
	if civil.Of(l.StartsAt, s.zone) != s.today() {
		e.Line = line
		return
	}
	e.Rest = join(", ", e.Rest, l.Place)
	e.Body = ui.VisitLine(line)
	if s.who.May(access.WriteNote) && l.SignedAt == nil && l.ArrivedAt != nil {
		e.Act = &ui.Act{Label: "Open note", Href: href.Note(l.ClientID, l.VisitID)}
	}
}

// signed says in the visit's row that its note is signed, and how soon.
func (s sight) signed(e *ui.Event, l scheduling.Line) {
	if l.SignedAt == nil {
		return
	}
	said, from := "Note signed", l.EndsAt
	if l.SeenAt != nil && l.SeenAt.Before(*l.SignedAt) {
		from = *l.SeenAt
	}
	if l.SignedAt.After(from) {
		said += " in " + show.Lasts(l.SignedAt.Sub(from))
	}
	if s.who.May(access.OpenNote) {
		e.Link = &ui.Link{Href: href.Note(l.ClientID, l.VisitID), Label: said}
		return
	}
	e.Text = join(" ", sentence(e.Text), said+".")
}

// note says that a note is signed, and how soon; never what it says.
func (s sight) note(e *ui.Event, h clients.Happening, c id.Client) {
	e.Title, e.Rest = "Note", join(", ", h.Label, h.Who)
	if s.who.May(access.OpenNote) {
		e.Href = href.Note(c, h.VisitID)
	}
	if h.State == "draft" {
		e.Tag = &ui.Tag{Text: "not signed", Tone: ui.Ochre}
		return
	}
	e.Title = "Note signed"
	if h.Since != nil && h.At.After(*h.Since) {
		e.Text = "Signed " + show.Lasts(h.At.Sub(*h.Since)) + " after the visit."
	}
}

var paperKinds = map[string]string{"letter": "Letter", "report": "Report", "result": "Result", "card": "Insurance card", "consent": "Consent", "form": "Form", "photo": "Picture", "other": "Paper"}

func (s sight) paper(e *ui.Event, h clients.Happening, c id.Client) {
	e.Href = href.Document(c, id.Document(h.ID))
	e.Text = paperKinds[h.Text]
	switch {
	case h.State == "history":
		e.Text += ", imported"
	case h.State == "unread" && h.Who != "":
		e.Tag = &ui.Tag{Text: "for " + h.Who, Tone: ui.Ochre}
	case h.State == "unread":
		e.Tag = &ui.Tag{Text: "not read", Tone: ui.Ochre}
	case h.State == "read":
		e.Text += ", read by " + h.Who
	}
}

func (s sight) form(e *ui.Event, h clients.Happening, c id.Client) {
	switch h.State {
	case "finished":
		e.Rest = "finished"
		e.Href = href.Packet(c, id.Packet(h.ID))
		if h.Count > 0 {
			e.Tag = &ui.Tag{Text: show.Count(h.Count, "change", "changes") + " to accept", Tone: ui.Ochre}
		}
	case "opened":
		e.Rest, e.Tag = "begun", &ui.Tag{Text: "waiting", Tone: ui.Slate}
	default:
		e.Rest, e.Tag = "sent", &ui.Tag{Text: "waiting", Tone: ui.Slate}
	}
}

var deliveries = map[string]ui.Tag{
	"failed": {Text: "not delivered", Tone: ui.Rust}, "waiting": {Text: "on its way", Tone: ui.Slate}, "cancelled": {Text: "not sent", Tone: ui.Plain},
}

func (s sight) message(e *ui.Event, h clients.Happening, c id.Client) {
	e.Href = href.Messages(c)
	e.Title = or(h.Label, firstLine(h.Text), "Message")
	e.Text = rest(h.Text, e.Title)
	switch h.State {
	case "in":
		e.Rest = "from the " + s.word
	case "inside":
		e.Rest = join(" ", "remark", prefix("by ", h.Who))
	default:
		e.Rest = join(" ", "sent", prefix("by ", h.Who))
	}
	if t, ok := deliveries[h.State]; ok {
		e.Tag = &t
	}
}

func firstLine(text string) string {
	line, _, _ := strings.Cut(text, "\n")
	return strings.TrimSpace(line)
}

// rest is a message's beginning in one line, without what stands in its title.
func rest(text, title string) string {
	text = strings.TrimSpace(strings.TrimPrefix(text, title))
	return strings.Join(strings.Fields(text), " ")
}

var methods = map[string]string{"cash": "in cash", "card": "by card", "transfer": "by transfer", "cheque": "by cheque"}

func (s sight) payment(e *ui.Event, h clients.Happening, c id.Client) {
	e.Href, e.Money = href.Payment(c, id.Payment(h.ID)), s.money(h.Cents)
	e.Title, e.Rest, e.Text = "Paid "+s.money(h.Cents), methods[h.Label], join(", ", upper(h.Text), prefix("taken by ", h.Who))
	if strings.HasPrefix(h.State, "answered") {
		s.answer(e, h)
	}
	if strings.HasSuffix(h.State, "reversed") {
		e.Tag = &ui.Tag{Text: "reversed", Tone: ui.Ochre}
	}
}

// answer is what a payer said to a claim, with money or with none.
func (s sight) answer(e *ui.Event, h clients.Happening) {
	e.Title, e.Text = h.Text+" paid "+s.money(h.Cents), prefix("Written down by ", h.Who)
	if h.Cents == 0 {
		e.Title, e.Rest, e.Money = h.Text+" answered", "nothing paid", ""
	}
}

func (s sight) invoice(e *ui.Event, h clients.Happening, c id.Client) {
	invoice := id.Invoice(h.ID)
	e.Href, e.Money = href.Invoice(c, invoice), s.money(h.Cents)
	e.Title = "Invoice " + invoice.String()
	if due, err := civil.Parse(h.Label); err == nil {
		e.Rest = "due " + show.Date(due)
	}
	if h.State == "voided" {
		e.Tag = &ui.Tag{Text: "void", Tone: ui.Plain}
	}
}
