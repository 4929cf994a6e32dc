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

func (f ReminderForm) check() error {
	var c fault.Check
	for field, typed := range map[string]string{"quiet_from": f.QuietFrom, "quiet_until": f.QuietUntil} {
		_, err := time.Parse("15:04", typed)
		c.Unless(err == nil, field, "Write a time, such as 20:00.")
	}
	c.Unless(f.MailWords != "" && len(f.MailWords) <= 2000, "mail_words", "Write what the mail says, in at most 2,000 characters.")
	c.Unless(f.TextWords != "" && len(f.TextWords) <= 320, "text_words", "Write what the text says, in at most 320 characters.")
	for field, words := range map[string]string{"mail_words": f.MailWords, "text_words": f.TextWords} {
		for _, m := range mark.FindAllString(words, -1) {
			c.Unless(slices.Contains(Marks, m), field, m+" is no mark. Those that stand for something are under the field.")
		}
	}
	return c.Fault()
}
