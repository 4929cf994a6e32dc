package messaging

import (
	"cmp"

	"charthouse/internal/id"
	"charthouse/internal/messaging"
	"charthouse/web/href"
	"charthouse/web/show"
	"charthouse/web/ui"
)

// turnOf writes who did what, with a link to what it became.
func turnOf(c id.Client, t messaging.Turn, now calendar) turnView {
	by := cmp.Or(t.By, "By itself")
	v := turnView{When: show.When(t.At, now.at, now.zone), Word: t.Word}
	switch t.What {
	case "came":
		v.Text = "Came in, the clock runs"
	case "answered":
		v.Text = by + " answered"
	case "claimed":
		v.Text = by + " took it"
	case "given":
		v.Text = by + " gave it to " + cmp.Or(t.To, roleWords(t.Pool))
	case "kind":
		v.Text = by + " sorted it: " + roleWords(t.Pool)
	case "reopened":
		v.Text = "Open again"
		if t.By != "" {
			v.Text = by + " opened it again"
		}
	case "done":
		v.Text = by + ": " + cmp.Or(outcomes[t.Outcome], "done")
	}
	if t.WaitedSince != nil {
		v.Text += ", after " + show.Lasts(t.At.Sub(*t.WaitedSince))
	}
	switch {
	case t.VisitID != 0 && t.Outcome == messaging.Noted:
		v.Link = &ui.Link{Href: href.Note(c, t.VisitID), Label: "The note"}
	case t.TaskID != 0:
		v.Link = &ui.Link{Href: href.Task(c, t.TaskID), Label: "The task"}
	case t.VisitID != 0:
		v.Link = &ui.Link{Href: href.Visit(c, t.VisitID), Label: "The visit"}
	case t.PacketID != 0:
		v.Link = &ui.Link{Href: href.Packet(c, t.PacketID), Label: "The form"}
	}
	return v
}
