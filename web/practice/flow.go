package practice

import (
	"net/http"

	"charthouse/internal/practice"
	"charthouse/web/href"
	"charthouse/web/page"
	"charthouse/web/ui"
)

// flowSettings is /settings/flow: for how long somebody may be where they are.
func (h *Handler) flowSettings() single[practice.FlowForm] {
	return single[practice.FlowForm]{
		h: h, path: href.FlowSettings, title: "Flow of the day",
		lede: "For how long somebody may be where they are. Past it their clock turns, on the day and on the flow.",
		find: func(r *http.Request) (practice.FlowForm, error) {
			return h.practice.FlowSettings(r.Context(), page.Actor(r))
		},
		save: func(r *http.Request, f practice.FlowForm) error {
			return h.practice.EditFlow(r.Context(), page.Actor(r), f)
		},
		groups: func(_ *http.Request, f practice.FlowForm) []group { return flowGroups(f) },
	}
}

func flowGroups(f practice.FlowForm) []group {
	return []group{{Shape: "pair", Title: "Targets", Lede: "With the clinician it is as long as the visit was booked for.", Fields: []ui.Field{
		{Label: "Waiting, after their time has come", Unit: "minutes", Name: "wait", Kind: ui.Number, Value: f.Wait, Required: true},
		{Label: "In a room, before the clinician comes", Unit: "minutes", Name: "room", Kind: ui.Number, Value: f.Room, Required: true, Help: "0 where nobody marks that the clinician came."},
		{Label: "Ready to leave, and not let go", Unit: "minutes", Name: "leave", Kind: ui.Number, Value: f.Leave, Required: true},
	}}, {Shape: "pair", Title: "Running late", Lede: "Who is expected within an hour and a half is told once, by text or mail, that it may begin later. Who wishes for no reminders is not.", Fields: []ui.Field{
		{Label: "Tell those who are expected soon", Name: "tell", Kind: ui.Check, Value: ticked(f.Tell)},
		{Label: "Once a clinician is late by", Unit: "minutes", Name: "late", Kind: ui.Number, Value: f.Late},
	}}}
}
