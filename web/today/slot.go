package today

import (
	"cmp"
	"time"

	"charthouse/internal/access"
	"charthouse/internal/scheduling"
	"charthouse/web/href"
	"charthouse/web/show"
	"charthouse/web/stuck"
	"charthouse/web/ui"
	"charthouse/web/visitline"
)

func (b viewer) visit(v dayView, l scheduling.Line) ui.Block {
	flow := l.Flow(b.day.Now)
	block := ui.Block{
		ID: blockID(l), Start: b.minute(l.StartsAt), Length: l.Minutes(), Flow: flows[flow], Name: l.Client,
		Words: b.words(l, flow), State: states[flow], Line: visitline.Of(l, b.day.Now, b.day.Zone),
		Href: v.link(func(d *href.Day) { d.Visit = l.VisitID }),
	}
	if b.day.By == scheduling.ByRoom {
		block.Words = joined(" · ", l.Clinician, block.Words)
	}
	if l.Hidden {
		block.Words, block.Href = "", href.Client(l.ClientID)
		return block
	}
	if flow == scheduling.FlowDue && l.ConfirmedAt != nil {
		block.Icon = "calendar-check"
	}
	if l.Double != "" && !l.Ended() {
		block.Icon = "copy"
	}
	if b.who.May(access.FlowVisit) {
		block.Keys = b.keys(l, v.from())
	}
	return block
}

func (b viewer) keys(l scheduling.Line, from string) (k ui.BlockKeys) {
	if l.Ended() || l.SeenAt != nil {
		return k
	}
	if l.ArrivedAt == nil {
		k.Arrived = href.From(href.Mark(l.ClientID, l.VisitID, string(scheduling.MarkArrived)), from)
	}
	k.Room = href.From(href.Mark(l.ClientID, l.VisitID, string(scheduling.MarkRoomed)), from)
	k.Left = href.From(href.Mark(l.ClientID, l.VisitID, string(scheduling.MarkSeen)), from)
	k.Move = href.From(href.MoveVisit(l.ClientID, l.VisitID), from)
	k.Open = k.Move
	return k
}

var flows = map[scheduling.Flow]ui.Flow{
	scheduling.FlowDue: ui.FlowDue, scheduling.FlowHere: ui.FlowHere, scheduling.FlowLate: ui.FlowLate, scheduling.FlowRoom: ui.FlowRoom,
	scheduling.FlowLeft: ui.FlowLeft, scheduling.FlowStuck: ui.FlowStuck, scheduling.FlowNoShow: ui.FlowGone, scheduling.FlowCancelled: ui.FlowGone,
}

// states are the flows that the words of a block do not name.
var states = map[scheduling.Flow]string{scheduling.FlowDue: "due", scheduling.FlowLeft: "left"}

// words say where the visit is now, or what it is for.
func (b viewer) words(l scheduling.Line, f scheduling.Flow) string {
	switch f {
	case scheduling.FlowStuck:
		return stuck.Short(l)
	case scheduling.FlowHere:
		if l.Waited(b.day.Now) < time.Minute {
			return "Here"
		}
		return "Waiting " + show.Lasts(l.Waited(b.day.Now))
	case scheduling.FlowLate:
		return "Waiting " + show.Lasts(l.Waited(b.day.Now)) + ", past " + show.Lasts(scheduling.WaitTarget)
	case scheduling.FlowRoom:
		return cmp.Or(l.Place, "In a room") + ", " + show.Lasts(b.day.Now.Sub(*l.RoomedAt))
	case scheduling.FlowNoShow:
		return "No-show"
	case scheduling.FlowCancelled:
		return joined(": ", "Cancelled", l.EndReason)
	}
	if f == scheduling.FlowDue && l.ConfirmedAt != nil {
		return joined(", ", cmp.Or(l.Reason, l.VisitType), online(l), "confirmed")
	}
	return joined(", ", cmp.Or(l.Reason, l.VisitType), online(l))
}

// online says that the patient booked the visit by themselves, or nothing.
func online(l scheduling.Line) string {
	if l.Online {
		return "booked online"
	}
	return ""
}
