package stuck

import (
	"charthouse/internal/access"
	"charthouse/web/href"
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
}
