package stuck

import (
	"charthouse/internal/access"
	"charthouse/internal/id"
	"charthouse/internal/workflow"
	"charthouse/web/href"
	"charthouse/web/show"
	"charthouse/web/ui"
)

var messageKinds = map[string]kind{
	"message_unanswered": {
		icon: "message-square", tone: ui.Rust, holds: "1 answer",
		short: "Not answered", what: "Message is not answered.", costs: "Somebody waits for an answer",
		left: [2]string{"Message answered for ", "."},
		says: func(s workflow.Stuck, r Reader) (rest, detail string) {
			return ".", "Since " + show.DayTime(s.Since, r.Now, r.Zone) + s.Detail.Title
		},
		fix: func(f *fixes) {
			f.offer(access.OpenMessages, "Open message", href.Conversation(f.s.ClientID, id.Conversation(f.s.Subject)))
		},
	},
}
