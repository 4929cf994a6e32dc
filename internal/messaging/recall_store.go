package messaging

import (
	"context"

	"charthouse/internal/db"
	"charthouse/internal/id"
)

// listDueRecalls reads the lines that stand of those to whom a mail goes.
func listDueRecalls(ctx context.Context, v *db.View) ([]DueRecall, error) {
	return db.Many[DueRecall](ctx, v, `
		select l.client_id as client, l.subject_id as visit, coalesce(nullif(c.zone, ''), b.zone) as zone
		from blockers l
		join visits v on v.client_id = l.client_id and v.id = l.subject_id
		join visit_types t on t.id = v.visit_type_id and t.recall_mail
		join bookings b on b.id = v.booking_id
		join clients c on c.id = l.client_id
		where l.kind = 'recall_due' and l.cleared_at is null and recall_goes(c, l.subject_id, l.since)
		order by l.since, l.id
		limit 500`)
}

// insertRecallMail keeps that it was decided; none where it was, or where nothing is due.
func insertRecallMail(ctx context.Context, tx *db.Tx, visit id.Visit) error {
	return tx.ExecOne(ctx, `
		insert into recall_mails (client_id, visit_id, made_at)
		select l.client_id, l.subject_id, clock()
		from blockers l
		join clients c on c.id = l.client_id
		where l.client_id = $1 and l.kind = 'recall_due' and l.subject_id = $2 and l.cleared_at is null
		  and c.reminders <> 'none' and c.deceased_on is null
		on conflict do nothing`, tx.Client(), visit)
}

func setRecallMail(ctx context.Context, tx *db.Tx, visit id.Visit, mail id.Mail) error {
	return tx.ExecOne(ctx, `
		update recall_mails r
		set message_id = d.message_id
		from deliveries d
		where r.client_id = $1 and r.visit_id = $2 and d.client_id = $1 and d.id = $3`, tx.Client(), visit, mail)
}
