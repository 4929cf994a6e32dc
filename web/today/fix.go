package today

import (
	"charthouse/internal/access"
	"charthouse/internal/db"
	"charthouse/internal/scheduling"
	"charthouse/web/href"
	"charthouse/web/ui"
)

// fixOf is the one way out of what blocks the visit, or nil where it is somebody
// else's to find: the outcome of a visit is said with its own buttons.
func fixOf(l scheduling.Line, p db.Person) *act {
	who := p.Actor
	switch l.BlockedBy {
	case "note_unsigned":
		return way(who, access.OpenNote, "", "Open the note", href.Note(l.ClientID, l.VisitID))
	case "signed_uncharged":
		return way(who, access.ChargeVisit, "", "Charge the visit", href.ChargeVisit(l.ClientID, l.VisitID))
	case "form_unfinished":
		if p.MailsWait {
			return nil
		}
		return way(who, access.SendPacket, href.SendLink(l.ClientID, l.PacketID), "Mail the link again", "")
	case "form_unreviewed":
		return way(who, access.ReviewPacket, "", "Look at the answers", href.Packet(l.ClientID, l.PacketID))
	case "form_unreviewed_clinical":
		return way(who, access.ReviewClinical, "", "Look at the answers", href.Packet(l.ClientID, l.PacketID))
	case "claim_detail":
		return way(who, access.OpenClaim, "", "Open the claim", href.Claim(l.ClientID, l.ClaimID))
	case "invoice_overdue":
		return way(who, access.TakePayment, "", "Take payment", href.Checkout(l.ClientID, l.VisitID))
	}
	return nil
}

func way(who access.Actor, v access.Verb, post, label, link string) *act {
	if !who.May(v) {
		return nil
	}
	return &act{Post: post, Button: ui.Act{Label: label, Href: link, Small: true}}
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
	return out
}
