package today

import (
	"charthouse/internal/access"
	"charthouse/internal/scheduling"
	"charthouse/web/href"
	"charthouse/web/stuck"
	"charthouse/web/ui"
)

// fixOf is the one way out of what blocks the visit, or nil where it is somebody
// else's to find.
func fixOf(l scheduling.Line, r stuck.Reader) *act {
	f, found := stuck.FixOf(l, r)
	if !found {
		return nil
	}
	f.Act.Small = true
	return &act{Post: f.Post, Button: f.Act}
}

// linksOf are the records that belong to the visit, for those who may open them.
func linksOf(l scheduling.Line, who access.Actor) (out []ui.Act) {
	offer := func(is bool, v access.Verb, label, to string) {
		if is && who.May(v) {
			out = append(out, ui.Act{Label: label, Href: to})
		}
	}
	offer(l.PacketID != 0 && l.FinishedAt == nil && !l.Ended() && l.ArrivedAt == nil, access.SendPacket, "Form and its link", href.Packet(l.ClientID, l.PacketID))
	offer(l.PacketID != 0 && l.FinishedAt != nil, access.OpenVisit, "Open form", href.Packet(l.ClientID, l.PacketID))
	offer(!l.History && !l.Ended(), access.OpenNote, "Open note", href.Note(l.ClientID, l.VisitID))
	offer(l.SeenAt != nil && !l.Paid, access.OpenAccount, "Check out", href.Checkout(l.ClientID, l.VisitID))
	offer(!l.History && (l.SeenAt != nil || l.NoShowAt != nil), access.EditRecall, "Coming again", href.Again(l.ClientID, l.VisitID))
	return out
}
