package find

import (
	"strconv"
	"strings"
	"time"

	"charthouse/internal/id"
	"charthouse/internal/workflow"
	"charthouse/web/href"
	"charthouse/web/show"
	"charthouse/web/ui"
)

// rowOf is a found record as it is read in a list.
func rowOf(s reader, g workflow.FindGroup, h workflow.Hit, words string) row {
	number := strconv.FormatInt(h.ID, 10)
	switch g {
	case workflow.FindVisits:
		return row{Href: href.Visit(h.ClientID, id.Visit(h.ID)), Icon: "calendar-days", Title: h.Client, Text: joined(h.Title, h.With), Side: show.DayTime(h.At, s.now, time.UTC), Tag: ended(h.State)}
	case workflow.FindInvoices:
		return row{Href: href.Invoice(h.ClientID, id.Invoice(h.ID)), Icon: "receipt", Title: "Invoice " + number, Text: joined(h.Client, show.Money(h.Cents, s.currency)), Side: show.Day(h.At, s.now, time.UTC), Tag: tag(h.State)}
	case workflow.FindClaims:
		return row{Href: href.Claim(h.ClientID, id.Claim(h.ID)), Icon: "file-text", Title: "Claim " + number, Text: joined(h.Client, h.With, show.Money(h.Cents, s.currency)), Side: show.Day(h.At, s.now, time.UTC)}
	case workflow.FindReceipts:
		return row{Href: href.Payment(h.ClientID, id.Payment(h.ID)), Icon: "wallet", Title: "Receipt " + number, Text: joined(h.Client, h.With, show.Money(h.Cents, s.currency)), Side: show.Day(h.At, s.now, s.zone), Tag: tag(h.State)}
	case workflow.FindPapers:
		return row{Href: href.Document(h.ClientID, id.Document(h.ID)), Icon: "file-text", Title: h.Title, Text: joined(h.Client, h.State), Side: show.Day(h.At, s.now, s.zone)}
	case workflow.FindMessages:
		return messageRow(s, h, words)
	case workflow.FindNotes:
		return row{Href: href.Note(h.ClientID, id.Visit(h.Within)), Icon: "notebook-pen", Title: h.Client, Text: joined(h.Title, h.With), Lines: around(h.Text, words), Side: show.Day(h.At, s.now, s.zone)}
	default:
		return row{Href: href.Task(h.ClientID, id.Task(h.ID)), Icon: "square-check", Title: h.Title, Text: joined(h.Client, h.With), Side: "due " + show.Day(h.At, s.now, time.UTC), Tag: tag(h.State)}
	}
}

func messageRow(s reader, h workflow.Hit, words string) row {
	r := row{Href: href.Messages(h.ClientID), Icon: "message-square", Title: h.Title, Text: joined(h.Client, h.With), Lines: around(h.Text, words), Side: show.Day(h.At, s.now, s.zone)}
	if h.Within != 0 {
		r.Href = href.Conversation(h.ClientID, id.Conversation(h.Within))
	}
	if h.With == h.Client {
		r.Text = h.Client
	}
	if r.Title == "" {
		r.Title = "Message"
	}
	return r
}

func ended(state string) *ui.Tag {
	return tag(map[string]string{"cancelled": "cancelled", "no_show": "no-show"}[state])
}

func tag(text string) *ui.Tag {
	if text == "" {
		return nil
	}
	return &ui.Tag{Text: text}
}

// joined puts what there is beside each other.
func joined(parts ...string) string {
	var out []string
	for _, p := range parts {
		if p != "" {
			out = append(out, p)
		}
	}
	return strings.Join(out, " · ")
}
