package worklist

import (
	"context"

	"charthouse/internal/db"
	"charthouse/internal/id"
)

func listTold(ctx context.Context, v *db.View, files []id.Client, lines []id.Blocker) ([]Nudge, error) {
	return db.Many[Nudge](ctx, v, `
		select n.blocker_id as blocker, n.whom, n.role, coalesce(s.name, '') as name, n.by = 'mail' as by_mail, n.at
		from unnest($1::bigint[], $2::bigint[]) l (client_id, blocker_id)
		cross join lateral (
		  select *
		  from nudges n
		  where n.client_id = l.client_id and n.blocker_id = l.blocker_id and n.told > 0
		  order by n.nth desc
		  limit 1
		) n
		left join staff s on s.id = n.staff_id`, files, lines)
}

func listNext(ctx context.Context, v *db.View, files []id.Client, lines []id.Blocker) ([]Nudge, error) {
	return db.Many[Nudge](ctx, v, `
		select n.blocker_id as blocker, n.whom, n.fixer as role, coalesce(s.name, '') as name, n.by_mail,
		  open_from(greatest(n.at, clock(), n.pended_until::timestamp at time zone coalesce((select zone from practice), 'UTC'))) as at
		from unnest($1::bigint[], $2::bigint[]) l (client_id, blocker_id)
		join next_steps n on n.client_id = l.client_id and n.blocker_id = l.blocker_id
		left join staff s on s.id = case n.whom when 'person' then n.staff_id when 'owner' then n.owner_id end`, files, lines)
}

func listFilesWithSteps(ctx context.Context, v *db.View, most int) ([]id.Client, error) {
	return db.Values[id.Client](ctx, v, `
		select n.client_id
		from next_steps n
		where n.at <= clock() and coalesce(n.pended_until, '-infinity') <= (select today()) and open_from(clock()) <= clock()
		group by n.client_id
		order by min(n.at), n.client_id
		limit $1`, most)
}

func listDueSteps(ctx context.Context, v *db.View, files []id.Client) ([]dueStep, error) {
	return db.Many[dueStep](ctx, v, `
		select n.client_id, n.blocker_id, n.verb, n.fixer, coalesce(n.owner_id, 0) as owner_id, n.nth, n.hours, n.whom,
		  coalesce(n.staff_id, 0) as staff_id, n.by_mail
		from next_steps n
		where n.client_id = any ($1) and n.at <= clock() and coalesce(n.pended_until, '-infinity') <= (select today())
		order by n.client_id, n.blocker_id`, files)
}

func takeStep(ctx context.Context, tx *db.Tx, s dueStep, one id.Staff, told []id.Staff) error {
	by := "notice"
	if s.ByMail {
		by = "mail"
	}
	nudge, err := db.Value[id.Nudge](ctx, &tx.View, `
		insert into nudges (client_id, blocker_id, nth, hours, whom, role, staff_id, by, told, at)
		values ($1, $2, $3, $4, $5, $6, nullif($7::bigint, 0), $8, $9, clock())
		returning id`, s.ClientID, s.BlockerID, s.Nth, s.Hours, string(s.Whom), s.Fixer, one, by, len(told))
	if err != nil {
		return err
	}
	_, err = tx.Exec(ctx, `
		insert into notices (client_id, nudge_id, staff_id, by_mail, at)
		select $1, $2, unnest($3::bigint[]), $4, clock()`, s.ClientID, nudge, told, s.ByMail)
	return err
}
