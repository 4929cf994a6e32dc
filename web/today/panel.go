package today

import (
	"cmp"
	"fmt"
	"time"

	"charthouse/internal/access"
	"charthouse/internal/civil"
	"charthouse/internal/db"
	"charthouse/internal/scheduling"
	"charthouse/web/href"
	"charthouse/web/show"
	"charthouse/web/stuck"
	"charthouse/web/ui"
	"charthouse/web/visitline"
)

// panel is one visit with its line, what is in its way, and what can be done:
// over the day or on a page of its own.
type panel struct {
	Name, File string
	Meta       string
	Alerts     []ui.Tag
	Line       ui.Line
	Stuck      *ui.Unblock
	Fix        *act // the one way out of it, for those who may
	Facts      []ui.Fact
	Reason     string
	Ended      string // what ended the line early
	Acts       []act
	Links      []ui.Act // what else belongs to the visit
	Move       string
	Cancel     string
	Late       string      // what cancelling costs by now, or empty
	Scopes     []ui.Option // which visits of its series a cancellation may end
	Rooms      []ui.Option
	Room       string    // where "In a room" posts
	InRoom     string    // the room where they are or are expected
	Pays       *ui.Field // who, where it may still be chosen
	Payer      string    // where that posts
	Beside     string    // the block on the day
	Close      string
}

// act is a button that posts, or a link where Post is empty.
type act struct {
	Post   string
	Button ui.Act
}

// panelOf builds a panel; from is the kind of page that acts return to.
func panelOf(o scheduling.Opened, now time.Time, zone *time.Location, p db.Person, from string) panel {
	l := o.Line
	out := panel{
		Name: l.Client, File: href.Client(l.ClientID), Line: visitline.Of(l, now, zone), Reason: l.Reason,
		Meta:  joined(" · ", joined(", ", age(l, now, zone), l.Pronouns), joined(", ", l.VisitType, show.Lasts(l.EndsAt.Sub(l.StartsAt))), joined(", ", joined(" and ", l.Clinician, l.Second), l.Place), when(l, now, zone)),
		Facts: factsOf(o, now, zone, p), Ended: ended(l, now, zone),
	}
	for _, a := range o.Alerts {
		out.Alerts = append(out.Alerts, ui.Tag{Text: a, Tone: ui.Ochre, Icon: "triangle-alert"})
	}
	if l.Blocker != 0 {
		band := stuck.Unblock(l, out.Line, p.Currency)
		out.Stuck, out.Fix = &band, fixOf(l, stuck.Reader{Who: p.Actor, Now: now, Zone: zone, Currency: p.Currency, MailsWait: p.MailsWait})
	}
	out.Links = linksOf(l, p.Actor)
	out.can(o, now, zone, p.Actor, from)
	if o.LateCents > 0 {
		out.Late = show.Money(o.LateCents, p.Currency)
	}
	return out
}

func age(l scheduling.Line, now time.Time, zone *time.Location) string {
	if l.BirthDate.IsZero() {
		return ""
	}
	return show.Age(l.BirthDate, civil.Of(now, zone))
}

// when is today 11:15, or Tue 5 May, 11:15.
func when(l scheduling.Line, now time.Time, zone *time.Location) string {
	if civil.Of(l.StartsAt, zone) == civil.Of(now, zone) {
		return "today " + show.Time(l.StartsAt, zone)
	}
	return show.DayTime(l.StartsAt, now, zone)
}

func factsOf(o scheduling.Opened, now time.Time, zone *time.Location, p db.Person) []ui.Fact {
	facts := []ui.Fact{{Name: "Coverage", Value: cmp.Or(o.Line.Payer, "Self-pay")}}
	if p.Actor.May(access.OpenAccount) {
		facts = append(facts, ui.Fact{Name: "Balance", Value: show.Money(o.Owes, p.Currency)})
	}
	seen := "Never"
	if o.LastSeen != nil {
		seen = show.Day(*o.LastSeen, now, zone)
	}
	facts = append(facts, ui.Fact{Name: "Last seen", Value: seen}, ui.Fact{Name: "Phone", Value: cmp.Or(o.Line.Phone, "Not known")})
	if o.Line.Double != "" {
		facts = append(facts, ui.Fact{Name: "Booked over another", Value: o.Line.Double})
	}
	if o.Series.Of > 0 {
		facts = append(facts, ui.Fact{Name: "Series", Value: nth(o.Series)})
	}
	return append(facts, remindersOf(o, now, zone)...)
}

// remindersOf are that they said they come, and what was sent to ask.
func remindersOf(o scheduling.Opened, now time.Time, zone *time.Location) (facts []ui.Fact) {
	if at := o.Line.ConfirmedAt; at != nil {
		facts = append(facts, ui.Fact{Name: "Confirmed", Value: show.DayTime(*at, now, zone)})
	}
	for _, r := range o.Reminders {
		facts = append(facts, ui.Fact{Name: fmt.Sprintf("Reminder, %d h before", r.Hours), Value: joined(". ", fates[r.State]+" "+show.DayTime(r.At, now, zone)+ways[r.Way], r.Problem)})
	}
	return facts
}

// fates are what became of a reminder, by the state of what carries it.
var fates = map[string]string{
	"": "Nobody to write to,", "waiting": "Waits since", "sent": "Sent", "failed": "Failed, made", "cancelled": "Taken back, made",
	"sending": "On its way since", "delivered": "Arrived, sent", "undelivered": "Not delivered, sent", "unsure": "Nobody knows, made",
}

var ways = map[string]string{"email": ", by mail", "text": ", by text"}

func ended(l scheduling.Line, now time.Time, zone *time.Location) string {
	switch {
	case l.CancelledAt != nil:
		return joined(": ", "Cancelled "+show.DayTime(*l.CancelledAt, now, zone), l.EndReason)
	case l.NoShowAt != nil:
		return "Did not come. Said " + show.DayTime(*l.NoShowAt, now, zone) + "."
	}
	return ""
}

// can offers what the rules will allow and the actor may do: first the one next
// step, then the quiet ones.
func (p *panel) can(o scheduling.Opened, now time.Time, zone *time.Location, who access.Actor, from string) {
	l := o.Line
	if l.History {
		return
	}
	if who.May(access.FlowVisit) {
		p.marks(l, now, zone, from)
	}
	if l.CancelledAt != nil && who.May(access.CancelVisit) {
		p.offer(href.From(href.UncancelVisit(l.ClientID, l.VisitID), from), ui.Act{Label: "Undo the cancellation", Kind: "primary"})
	}
	p.pays(o, who, from)
	if l.Ended() || l.SeenAt != nil {
		return
	}
	if who.May(access.MoveVisit) {
		p.Move = href.From(href.MoveVisit(l.ClientID, l.VisitID), from)
	}
	if who.May(access.CancelVisit) && l.SignedAt == nil {
		p.Cancel = href.From(href.CancelVisit(l.ClientID, l.VisitID), from)
		if o.Series.Others > 0 {
			p.Scopes = scopes
		}
	}
	if who.May(access.FlowVisit) && p.Room != "" {
		for _, r := range o.Rooms {
			p.Rooms = append(p.Rooms, ui.Option{Value: idOf(r.ID), Label: r.Name})
		}
		p.InRoom = idOf(int64(l.PlaceID))
	}
}

// pays offers to choose who pays, until it is charged.
func (p *panel) pays(o scheduling.Opened, who access.Actor, from string) {
	if o.Charged || o.Line.Ended() || len(o.Coverages) == 0 || !who.May(access.ChoosePayer) {
		return
	}
	says := ui.Option{Label: "As the file says"}
	p.Pays = &ui.Field{Label: "Who pays", Name: "coverage", Kind: ui.Select, Value: o.Payer, Options: append([]ui.Option{says}, payersOf(o.Coverages)...), Small: true}
	p.Payer = href.From(href.Payer(o.Line.ClientID, o.Line.VisitID), from)
}

func (p *panel) marks(l scheduling.Line, now time.Time, zone *time.Location, from string) {
	mark := func(k scheduling.MarkKind) string {
		return href.From(href.Mark(l.ClientID, l.VisitID, string(k)), from)
	}
	undo := func(k scheduling.MarkKind, label string) {
		p.offer(href.From(href.Unmark(l.ClientID, l.VisitID, string(k)), from), ui.Act{Label: label, Kind: "quiet"})
	}
	room := ui.Act{Label: "In a room", Key: "r"}
	if l.Place != "" {
		room.Label = "In " + l.Place
	}
	switch {
	case l.CancelledAt != nil || civil.Of(now, zone).Before(civil.Of(l.StartsAt, zone)):
	case l.NoShowAt != nil:
		undo(scheduling.MarkNoShow, "Undo no-show")
	case l.SeenAt != nil && l.SignedAt == nil:
		undo(scheduling.MarkSeen, "Undo seen")
	case l.SeenAt != nil:
	case l.ReadyAt != nil:
		p.offer(mark(scheduling.MarkSeen), ui.Act{Label: "Mark seen", Kind: "primary", Key: "l"})
		undo(scheduling.MarkReady, "Undo ready")
	case l.WithAt != nil:
		p.offer(mark(scheduling.MarkReady), ui.Act{Label: "Ready to leave", Kind: "primary", Key: "d"})
		p.offer(mark(scheduling.MarkSeen), ui.Act{Label: "Mark seen", Key: "l"})
		undo(scheduling.MarkWith, "Undo clinician")
		p.Room = mark(scheduling.MarkRoomed)
	case l.RoomedAt != nil:
		p.offer(mark(scheduling.MarkWith), ui.Act{Label: "Clinician is in", Kind: "primary", Key: "w"})
		p.offer(mark(scheduling.MarkSeen), ui.Act{Label: "Mark seen", Key: "l"})
		undo(scheduling.MarkRoomed, "Undo room")
		p.Room = mark(scheduling.MarkRoomed)
	case l.ArrivedAt != nil:
		room.Kind = "primary"
		p.Room = mark(scheduling.MarkRoomed)
		p.offer(p.Room, room)
		p.offer(mark(scheduling.MarkWith), ui.Act{Label: "Clinician is in", Key: "w"})
		p.offer(mark(scheduling.MarkSeen), ui.Act{Label: "Mark seen", Key: "l"})
		undo(scheduling.MarkArrived, "Undo arrived")
	default:
		p.Room = mark(scheduling.MarkRoomed)
		p.offer(mark(scheduling.MarkArrived), ui.Act{Label: "Mark arrived", Kind: "primary", Key: "a"})
		p.offer(p.Room, room)
		if !now.Before(l.StartsAt) {
			p.offer(mark(scheduling.MarkNoShow), ui.Act{Label: "No-show"})
		}
	}
}

func (p *panel) offer(post string, button ui.Act) { p.Acts = append(p.Acts, act{post, button}) }
