package practice

import (
	"context"

	"charthouse/internal/db"
)

func findReminders(ctx context.Context, v *db.View) (ReminderForm, error) {
	return db.One[ReminderForm](ctx, v, `
		select to_char(quiet_from, 'HH24:MI') as quiet_from, to_char(quiet_until, 'HH24:MI') as quiet_until, mail_words, text_words
		from reminder_settings`)
}

func saveReminders(ctx context.Context, tx *db.Tx, f ReminderForm) error {
	return tx.ExecOne(ctx, `
		update reminder_settings
		set quiet_from = $1::text::time, quiet_until = $2::text::time, mail_words = $3, text_words = $4`,
		f.QuietFrom, f.QuietUntil, f.MailWords, f.TextWords)
}
