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
		acts: map[access.Verb]way{
			access.SignNote:   went("Note signed, so the visit took place: ", "."),
			access.SettleFile: changed,
		},
		became: map[string]way{
			"seen":      went("Visit marked seen for ", "."),
			"no_show":   missed,
			"cancelled": cancelled,
			"roomed":    gone("", " went into a room: the visit goes on."),
			"with":      gone("", " is with the clinician: the visit goes on."),
			"ready":     gone("", " is ready to leave: the visit goes on."),
			"arrived":   gone("", " came: the visit goes on."),
		},
		fix: func(f *fixes) {
			f.post(access.FlowVisit, "Was seen", href.From(href.Mark(f.s.ClientID, f.s.VisitID, "seen"), "worklist"))
			f.post(access.FlowVisit, "Did not come", href.From(href.Mark(f.s.ClientID, f.s.VisitID, "no_show"), "worklist"))
		},
	},
	"arrived_waiting": {
		icon: "hourglass", tone: ui.Ochre, holds: "1 visit", waits: true, own: true,
		short: "Still waiting", what: "Somebody has waited too long since they came.", costs: "They are asked into a room, or told how long it takes",
		left: [2]string{"Wait over for ", "."},
		became: map[string]way{
			"roomed":    went("", " went into a room."),
			"with":      went("", " went to the clinician."),
			"ready":     went("", " is ready to leave."),
			"seen":      went("Visit marked seen for ", "."),
			"cancelled": cancelled,
			"begun":     gone("Visit over for ", ": its outcome is asked for instead."),
		},
		says: func(s workflow.Stuck, r Reader) (rest, detail string) {
			return ", here " + show.Lasts(s.Line.Waited(r.Now)) + ".", visitOf(s, r) + " with " + s.Line.Clinician
		},
		fix: func(f *fixes) {
			f.post(access.FlowVisit, "In a room", href.From(href.Mark(f.s.ClientID, f.s.VisitID, "roomed"), "worklist"))
		},
	},
	"visit_unstaffed": {
		icon: "user-x", tone: ui.Rust, holds: "1 visit",
		short: "Nobody to see them", what: "Visit is booked with somebody who is away then, or does not work here any more.", costs: "Move it to somebody else",
		left:   [2]string{"Visit moved for ", "."},
		by:     []access.Verb{access.MoveVisit},
		acts:   map[access.Verb]way{access.SettleFile: gone("The clinician of ", " is there again.")},
		became: map[string]way{"begun": gone("Visit of ", " began without having been moved.")},
		fix:    moveVisit,
	},
	"visit_displaced": {
		icon: "map-pin-off", tone: ui.Rust, holds: "1 visit",
		short: "Place is closed", what: "Visit is booked at a place that is closed then.", costs: "Move it to another place or day",
		left:   [2]string{"Visit moved for ", "."},
		by:     []access.Verb{access.MoveVisit},
		acts:   map[access.Verb]way{access.SettleFile: gone("The place of ", " is open again.")},
		became: map[string]way{"begun": gone("Visit of ", " began without having been moved.")},
		fix:    moveVisit,
	},
	"missed_unbooked": {
		icon: "calendar-plus", tone: ui.Ochre, holds: "1 visit", waits: true,
		short: "Not booked again", what: "Visit was missed, and no other one is booked.", costs: "Book them again, or say why not",
		left: [2]string{"Booked again: ", "."},
		by:   []access.Verb{access.BookVisit, access.BookOnline},
		acts: map[access.Verb]way{
			access.EditRecall: gone("It was said why nobody books ", " again."),
			access.FlowVisit:  gone("No-show of ", " was taken back."),
			access.EditClient: gone("", " has died: nobody books again."),
		},
		became: map[string]way{"begun": gone("Two months went by without another visit of ", ".")},
		fix:    bookAgain,
	},
	"recall_due": {
		icon: "calendar-clock", tone: ui.Teal, holds: "1 visit", waits: true,
		short: "To come again", what: "It is time to come again, and nothing is booked.", costs: "Book them, or say why not",
		left: [2]string{"Booked again: ", "."},
		by:   []access.Verb{access.BookVisit, access.BookOnline},
		acts: map[access.Verb]way{
			access.EditRecall: gone("It was said when ", " comes again, or why not."),
			access.FlowVisit:  gone("Last visit of ", " is not marked seen any more."),
			access.EditClient: gone("", " has died: nobody books again."),
		},
		became: map[string]way{"begun": gone("Not asked to come again any more: ", ". The rule was changed.")},
		fix:    bookAgain,
	},
	"visit_of_deceased": {
		icon: "calendar-x", tone: ui.Ochre, holds: "1 visit", waits: true,
		short: "Has died", what: "The file says that they have died, and a visit is still booked.", costs: "Cancel it before anything is mailed",
		left:   [2]string{"Visit cancelled for ", "."},
		by:     []access.Verb{access.CancelVisit},
		acts:   map[access.Verb]way{access.EditClient: gone("Date of death taken back for ", ".")},
		became: map[string]way{"begun": gone("Day of the visit came for ", "; it was never cancelled.")},
		fix: func(f *fixes) {
			f.offer(access.CancelVisit, "Open visit to cancel", href.Visit(f.s.ClientID, f.s.VisitID))
		},
	},
}

func bookAgain(f *fixes) {
	l := f.s.Line
	f.lead(access.BookVisit, "Book again", href.Book(href.Booking{Client: f.s.ClientID, Type: l.VisitTypeID, Clinician: l.ClinicianID}))
	f.lead(access.EditRecall, "Say why not", href.Again(f.s.ClientID, f.s.VisitID))
}

func moveVisit(f *fixes) {
	f.lead(access.MoveVisit, "Move visit", href.MoveVisit(f.s.ClientID, f.s.VisitID))
}
