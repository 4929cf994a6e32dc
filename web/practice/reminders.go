package practice

import (
	"net/http"
	"strings"

	"charthouse/internal/messaging"
	"charthouse/internal/practice"
	"charthouse/web/href"
	"charthouse/web/page"
	"charthouse/web/show"
	"charthouse/web/ui"
)

// reminderSettings is /settings/reminders: what reminders say, and when none goes.
func (h *Handler) reminderSettings() single[practice.ReminderForm] {
	return single[practice.ReminderForm]{
		h: h, path: href.ReminderSettings, title: "Reminders",
		lede: "How many hours before a visit they go is set for each visit type. A reminder goes once, and none goes for a visit that was cancelled or moved, nor later than " + show.Count(int(messaging.LeastLead.Minutes()), "minute", "minutes") + " before.",
		find: func(r *http.Request) (practice.ReminderForm, error) {
			return h.practice.ReminderSettings(r.Context(), page.Actor(r))
		},
		save: func(r *http.Request, f practice.ReminderForm) error {
			return h.practice.EditReminders(r.Context(), page.Actor(r), f)
		},
		groups: func(_ *http.Request, f practice.ReminderForm) []group { return reminderGroups(f) },
	}
}

func reminderGroups(f practice.ReminderForm) []group {
	marks := "These stand for what the record says: " + strings.Join(practice.Marks, " ") + ". A link to confirm follows by itself."
	return []group{
		{Title: "Quiet hours", Shape: "pair", Lede: "By the clock where the patient lives. What falls into them goes when they end, or before they begin if that is too near to the visit. Two equal times are none.", Fields: []ui.Field{
			{Label: "From", Name: "quiet_from", Kind: ui.Time, Value: f.QuietFrom, Required: true},
			{Label: "Until", Name: "quiet_until", Kind: ui.Time, Value: f.QuietUntil, Required: true},
		}},
		{Title: "Words", Fields: []ui.Field{
			{Label: "A mail says", Name: "mail_words", Kind: ui.Area, Rows: 7, Value: f.MailWords, Required: true, Help: marks},
			{Label: "A text says", Name: "text_words", Kind: ui.Area, Rows: 3, Value: f.TextWords, Required: true, Help: "At most 320 characters. Keep it short: long texts cost more."},
		}},
	}
}
