package messaging

import (
	"context"

	"charthouse/internal/db"
	"charthouse/internal/id"
)

func insertStaffMail(ctx context.Context, tx *db.Tx, kind StaffMailKind, to id.Staff, reset id.Reset, mailID string) (id.Mail, error) {
	return db.Value[id.Mail](ctx, &tx.View, `
		insert into staff_mails (staff_id, kind, reset_id, mail_id, state, made_at)
		values ($1, $2, nullif($3::bigint, 0), $4, 'waiting', clock())
		returning id`, to, string(kind), reset, mailID)
}

func findStaffDraft(ctx context.Context, v *db.View, mail id.Mail) (staffDraft, error) {
	return db.One[staffDraft](ctx, v, `
		select m.id as mail, m.mail_id, m.kind, m.state, m.tries, coalesce(r.id, 0) as reset, r.expires_at as until,
		  r.used_at is not null or s.deactivated_at is not null as over, s.id as staff, s.name, s.email,
		  case m.kind when 'nudge' then (
		    select count(distinct (b.client_id, b.id))::int
		    from notices n
		    join nudges u on u.client_id = n.client_id and u.id = n.nudge_id
		    join blockers b on b.client_id = u.client_id and b.id = u.blocker_id
		    where n.staff_id = s.id and n.read_at is null and n.by_mail and b.cleared_at is null) else 0 end as lines,
		  coalesce(p.name, '') as practice, coalesce(p.email, '') as reply_to
		from staff_mails m
		join staff s on s.id = m.staff_id
		left join password_resets r on r.id = m.reset_id
		left join practice p on true
		where m.id = $1`, mail)
}

// nudgeWaits is true where a mail of that kind has not been handed over yet.
func nudgeWaits(ctx context.Context, v *db.View, to id.Staff) (bool, error) {
	return db.Value[bool](ctx, v, `
		select exists (
		  select from staff_mails m
		  where m.staff_id = $1 and m.kind = 'nudge' and m.state = 'waiting' and m.tries = 0)`, to)
}

func setStaffState(ctx context.Context, tx *db.Tx, mail id.Mail, state State, problem string) error {
	return tx.ExecOne(ctx, `
		update staff_mails
		set state = case when state = 'waiting' or $2 = 'sent' then $2 else state end,
		  problem = case when state = 'waiting' or $2 = 'sent' then $3 else problem end,
		  sent_at = case when $2 = 'sent' then clock() else sent_at end
		where id = $1`, mail, string(state), problem)
}

func countStaffTry(ctx context.Context, tx *db.Tx, mail id.Mail) error {
	return tx.ExecOne(ctx, `
		update staff_mails
		set tries = tries + 1
		where id = $1`, mail)
}

func reopenStaff(ctx context.Context, tx *db.Tx, mail id.Mail) (int64, error) {
	return tx.Exec(ctx, `
		update staff_mails
		set state = 'waiting', problem = ''
		where id = $1 and state = 'failed'`, mail)
}
