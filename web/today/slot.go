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
	if l.Clock(b.day.Now, b.day.Targets).Over() {
		block.Flow = ui.FlowLate
	}
	if b.day.By.Place() {
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
	mark := func(kind scheduling.MarkKind) string {
		return href.From(href.Mark(l.ClientID, l.VisitID, string(kind)), from)
	}
	k.Left = mark(scheduling.MarkSeen)
	if l.ReadyAt == nil {
		k.Room = mark(scheduling.MarkRoomed)
	}
	if l.ArrivedAt == nil {
		k.Arrived = mark(scheduling.MarkArrived)
	}
	if l.WithAt == nil && l.ReadyAt == nil {
		k.With = mark(scheduling.MarkWith)
	}
	if l.ReadyAt == nil {
		k.Ready = mark(scheduling.MarkReady)
	}
	k.Move = href.From(href.MoveVisit(l.ClientID, l.VisitID), from)
	k.Open = k.Move
	return k
}

var flows = map[scheduling.Flow]ui.Flow{
	scheduling.FlowDue: ui.FlowDue, scheduling.FlowHere: ui.FlowHere, scheduling.FlowRoom: ui.FlowRoom, scheduling.FlowWith: ui.FlowRoom, scheduling.FlowReady: ui.FlowHere,
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
		if clock := clockOf(l.Clock(b.day.Now, b.day.Targets)); clock != "" {
			return "Waiting " + clock
		}
		return "Here"
	case scheduling.FlowRoom, scheduling.FlowWith, scheduling.FlowReady:
		return joined(", ", placeOf(l, f), clockOf(l.Clock(b.day.Now, b.day.Targets)))
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

// placeOf is where somebody is who was called in.
func placeOf(l scheduling.Line, f scheduling.Flow) string {
	switch f {
	case scheduling.FlowWith:
		return "With " + cmp.Or(l.Clinician, "the clinician")
	case scheduling.FlowReady:
		return "Ready to leave"
	}
	return cmp.Or(l.Place, "In a room")
}

// clockOf is how long they have been there, and past what.
func clockOf(c scheduling.Clock) string {
	if c.Ran < time.Minute {
		return ""
	}
	if c.Over() {
		return show.Lasts(c.Ran) + ", past " + show.Lasts(c.Target)
	}
	return show.Lasts(c.Ran)
}

// online says that the patient booked the visit by themselves, or nothing.
func online(l scheduling.Line) string {
	if l.Online {
		return "booked online"
	}
	return ""
}
