package stuck

import (
	"charthouse/internal/access"
	"charthouse/web/href"
	"charthouse/web/ui"
)

var noteKinds = map[string]kind{
	"note_unsigned": {
		icon: "notebook-pen", tone: ui.Rust, holds: "1 visit",
		short: "Note not signed", what: "Note is not signed.", costs: "Without it nothing can be charged",
		left:   [2]string{"Note signed for ", "."},
		by:     []access.Verb{access.SignNote},
		acts:   map[access.Verb]way{access.SettleFile: changed},
		became: map[string]way{"no_show": missed, "unseen": gone("Visit of ", " is not marked seen any more.")},
		fix: func(f *fixes) {
			f.lead(access.WriteNote, "Open note", href.Note(f.s.ClientID, f.s.VisitID))
		},
	},
}
