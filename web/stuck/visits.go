package stuck

import (
	"charthouse/internal/access"
	"charthouse/internal/workflow"
	"charthouse/web/href"
	"charthouse/web/show"
	"charthouse/web/ui"
)

var visitKinds = map[string]kind{
	"visit_without_outcome": {
		icon: "calendar-clock", tone: ui.Rust, holds: "1 visit", own: true,
		short: "No outcome yet", what: "Nobody said how this visit ended.", costs: "Mark it seen, missed or cancelled",
		left: [2]string{"Outcome known for ", "."},
		fix: func(f *fixes) {
			f.post(access.FlowVisit, "Was seen", href.From(href.Mark(f.s.ClientID, f.s.VisitID, "seen"), "worklist"))
			f.post(access.FlowVisit, "Did not come", href.From(href.Mark(f.s.ClientID, f.s.VisitID, "no_show"), "worklist"))
		},
	},
	"arrived_waiting": {
		icon: "hourglass", tone: ui.Ochre, holds: "1 visit", waits: true, own: true,
		short: "Still waiting", what: "Somebody has waited too long since they came.", costs: "They are asked into a room, or told how long it takes",
		left: [2]string{"Wait over for ", "."},
		says: func(s workflow.Stuck, r Reader) (rest, detail string) {
			return ", here " + show.Lasts(s.Line.Waited(r.Now)) + ".", visitOf(s, r) + " with " + s.Line.Clinician
		},
		fix: func(f *fixes) {
			f.post(access.FlowVisit, "In a room", href.From(href.Mark(f.s.ClientID, f.s.VisitID, "roomed"), "worklist"))
		},
	},
	"visit_unstaffed": {
		icon: "user-x", tone: ui.Rust, holds: "1 visit",
		short: "Nobody to see them", what: "Visit is booked with somebody who does not work here any more.", costs: "Move it to somebody else",
		left: [2]string{"Visit moved for ", "."}, fix: moveVisit,
	},
	"visit_displaced": {
		icon: "map-pin-off", tone: ui.Rust, holds: "1 visit",
		short: "Place is closed", what: "Visit is booked at a place that is closed.", costs: "Move it to another place",
		left: [2]string{"Visit moved for ", "."}, fix: moveVisit,
	},
	"visit_of_deceased": {
		icon: "calendar-x", tone: ui.Ochre, holds: "1 visit", waits: true,
		short: "Has died", what: "The file says that they have died, and a visit is still booked.", costs: "Cancel it before anything is mailed",
		left: [2]string{"Visit ended for ", "."},
		fix: func(f *fixes) {
			f.offer(access.CancelVisit, "Open visit to cancel", href.Visit(f.s.ClientID, f.s.VisitID))
		},
	},
}

func moveVisit(f *fixes) {
	f.offer(access.MoveVisit, "Move visit", href.MoveVisit(f.s.ClientID, f.s.VisitID))
}
