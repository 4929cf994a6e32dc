package stuck

import (
	"charthouse/internal/access"
	"charthouse/internal/id"
	"charthouse/internal/workflow"
	"charthouse/web/href"
	"charthouse/web/ui"
)

var taskKinds = map[string]kind{
	"task_due": {
		icon: "square-check", tone: ui.Ochre, holds: "1 task",
		short: "Task late", what: "Task is late.", costs: "Do it, hand it over or close it",
		left: [2]string{"Task done for ", "."},
		became: map[string]way{
			"done":   went("Task done for ", "."),
			"closed": gone("Task closed by hand for ", "."),
			"moved":  gone("Task put to a later day for ", "."),
		},
		says: func(s workflow.Stuck, _ Reader) (rest, detail string) { return ".", s.Detail.Title },
		fix: func(f *fixes) {
			f.lead(access.OpenTask, "Open task", href.Task(f.s.ClientID, id.Task(f.s.Subject)))
		},
	},
}
