package messaging

import (
	"context"

	"charthouse/internal/db"
	"charthouse/internal/id"
)

func insertStaffMail(ctx context.Context, tx *db.Tx, kind StaffMailKind, to id.Staff, reset id.Reset, mailID string) (id.Mail, error) {
	return db.Value[id.Mail](ctx, &tx.View, `
		insert into staff_mails (staff_id, kind, reset_id, mail_id, state, made_at)
		values ($1, $2, $3, $4, 'waiting', clock())
		returning id`, to, string(kind), reset, mailID)
}
