package messaging

import (
	"cmp"
	"net/http"
	"time"

	"charthouse/internal/civil"
	"charthouse/internal/id"
	"charthouse/internal/messaging"
	"charthouse/web/href"
	"charthouse/web/page"
	"charthouse/web/show"
)

// day is what was said on one day.
type day struct {
	Label string
	Said  []said
}

// said is one message as the page shows it.
type said struct {
	ID, Subject, Body string
	Out, Inside       bool
	Sealed            bool   // it has words that are not the reader's to read
	Open              string // where its conversation is read
	Foot              string
	Problem           string
	Failed            bool
	Again             string // where a failed mail is tried once more
}

// calendar is the present instant at the practice.
type calendar struct {
	at   time.Time
	zone *time.Location
}

func (h *Handler) now(r *http.Request) calendar { return calendar{h.site.Now(), page.Zone(r)} }

// day is Today, Yesterday, or Thursday 4 June, with the year where it is another.
func (c calendar) day(d civil.Date) string {
	today := civil.Of(c.at, c.zone)
	switch {
	case d == today:
		return "Today"
	case d == today.Add(-1):
		return "Yesterday"
	case d.Format("2006") == today.Format("2006"):
		return d.Format("Monday 2 January")
	}
	return d.Format("Monday 2 January 2006")
}

// midnight is when today began.
func (c calendar) midnight() time.Time { return civil.Of(c.at, c.zone).In(c.zone) }

// days groups messages by the day at the practice.
func days(c id.Client, list []messaging.Message, now calendar, mayResend bool) (out []day) {
	for _, m := range list {
		label := now.day(civil.Of(m.WrittenAt, now.zone))
		if len(out) == 0 || out[len(out)-1].Label != label {
			out = append(out, day{Label: label})
		}
		last := &out[len(out)-1]
		last.Said = append(last.Said, saidOf(c, m, now, mayResend))
	}
	return out
}

func saidOf(c id.Client, m messaging.Message, now calendar, mayResend bool) said {
	s := said{
		ID: "m" + m.ID.String(), Subject: m.Subject, Body: m.Body, Out: m.Direction == messaging.Out, Inside: m.Direction == messaging.Inside,
		Sealed: m.Sealed, Foot: cmp.Or(m.Sender, m.WrittenBy, "By itself") + ", " + show.Time(m.WrittenAt, now.zone), Problem: m.Problem,
	}
	if m.Talk != 0 {
		s.Open = href.Conversation(c, m.Talk)
	}
	switch {
	case m.Kind == messaging.Call:
		s.called(m)
	case m.State == messaging.Sent:
		s.Foot += ", mailed " + show.When(*m.SentAt, now.at, now.zone) + " to " + m.Address
	case m.State == messaging.Waiting:
		s.Foot += ", waits to be mailed"
	case m.State == messaging.Withdrawn:
		s.Foot += ", not mailed"
	case m.State == messaging.Failed:
		s.Foot, s.Failed = s.Foot+", not delivered", true
		if mayResend {
			s.Again = href.ResendMail(c, m.Mail)
		}
	case m.Kind == messaging.Portal:
		s.Foot += ", by link"
	case m.Kind == messaging.ByMail:
		s.Foot += ", by mail"
	default:
		s.Foot += ", stays inside"
	}
	return s
}

// called says who called whom, and who wrote it down.
func (s *said) called(m messaging.Message) {
	s.Inside, s.Out = true, m.Direction == messaging.Out
	verb := " called"
	if s.Out {
		verb = " was called"
	}
	s.Foot = m.Sender + verb + s.Foot[len(m.Sender):] + ", kept by " + cmp.Or(m.WrittenBy, "the house")
}
