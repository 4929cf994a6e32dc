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
		acts: map[access.Verb]way{
			access.SendMessage:  gone("A later answer was promised to ", "."),
			access.RouteMessage: gone("Message sorted anew for ", "."),
			access.SettleFile:   changed,
		},
		became: map[string]way{
			"answered": gone("Message answered for ", "."),
			"no_reply": gone("Message of ", " closed without a reply."),
			"booked":   gone("Message became a visit for ", "."),
			"form":     gone("Message became a form for ", "."),
			"task":     gone("Message became a task for ", "."),
			"note":     gone("Message went into the record of ", "."),
			"call":     gone("Message answered by a call to ", "."),
		},
		says: func(s workflow.Stuck, r Reader) (rest, detail string) {
			return ".", "They wait since " + show.DayTime(s.Detail.At, r.Now, r.Zone)
		},
		fix: func(f *fixes) {
			f.lead(access.OpenMessages, "Open message", href.Conversation(f.s.ClientID, id.Conversation(f.s.Subject)))
		},
	},
}
