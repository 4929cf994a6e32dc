package practice

import (
	"context"
	"regexp"
	"slices"
	"time"

	"charthouse/internal/access"
	"charthouse/internal/db"
	"charthouse/internal/fault"
)

// ReminderForm is what is typed about reminders, and how it comes back.
type ReminderForm struct {
	QuietFrom  string `form:"quiet_from"`
	QuietUntil string `form:"quiet_until"`
	MailWords  string `form:"mail_words"`
	TextWords  string `form:"text_words"`
}

// ReminderSettings answers the words of reminders and the hours without them.
func (s *Service) ReminderSettings(ctx context.Context, who access.Actor) (f ReminderForm, err error) {
	err = s.db.Read(ctx, who, access.OpenSettings.Practice(), func(v *db.View) error {
		f, err = findReminders(ctx, v)
		return err
	})
	return f, err
}

// EditReminders keeps what was typed, for reminders that go from now on.
func (s *Service) EditReminders(ctx context.Context, who access.Actor, f ReminderForm) error {
	if err := f.check(); err != nil {
		return err
	}
	return s.db.Write(ctx, who, access.EditSettings.Practice(), func(tx *db.Tx) error { return saveReminders(ctx, tx, f) })
}

// Marks stand in the words of a reminder for what the record says.
var Marks = []string{"[name]", "[patient]", "[when]", "[place]", "[practice]", "[phone]"}

var mark = regexp.MustCompile(`\[[^\]\s]*\]`)

// leastOpen is how long the hours are at least in which people are reminded: in fewer,
// what is due would gather until it is too late.
const leastOpen = 4 * time.Hour

func (f ReminderForm) check() error {
	var c fault.Check
	from, err := time.Parse("15:04", f.QuietFrom)
	c.Unless(err == nil, "quiet_from", "Write a time, such as 20:00.")
	until, err := time.Parse("15:04", f.QuietUntil)
	c.Unless(err == nil, "quiet_until", "Write a time, such as 08:00.")
	open := (from.Sub(until) + 24*time.Hour) % (24 * time.Hour)
	c.Unless(open == 0 || open >= leastOpen, "quiet_until", "Fewer than four hours are left in which anybody may be reminded. Write an earlier end.")
	c.Unless(f.MailWords != "" && len(f.MailWords) <= 2000, "mail_words", "Write what the mail says, in at most 2,000 characters.")
	c.Unless(f.TextWords != "" && len(f.TextWords) <= 320, "text_words", "Write what the text says, in at most 320 characters.")
	for field, words := range map[string]string{"mail_words": f.MailWords, "text_words": f.TextWords} {
		for _, m := range mark.FindAllString(words, -1) {
			c.Unless(slices.Contains(Marks, m), field, m+" is no mark. Those that stand for something are under the field.")
		}
	}
	return c.Fault()
}
