package worklist

import (
	"cmp"
	"context"
	"time"

	"charthouse/internal/civil"
	"charthouse/internal/db"
	"charthouse/internal/id"
)

// ofWhat says whom or what a row is about.
const ofWhat = `coalesce(case b.kind
		    when 'npi_missing' then (select s.name from staff s where s.id = b.subject_id)
		    when 'licence_ending' then (select s.name from staff s where s.id = b.subject_id)
		    when 'staff_mail_failed' then (select s.name from staff_mails m join staff s on s.id = m.staff_id where m.id = b.subject_id)
		    when 'slot_freed' then (
		      select to_char(o.starts_local, 'FMDy FMDD FMMon, HH24:MI') || ', ' || s.name from openings o join staff s on s.id = o.clinician_id where o.id = b.subject_id)
		    when 'hours_missing' then (select l.name from locations l where l.id = b.subject_id)
		  end, '') as named`

// rowsOfPractice are the rows that the verbs in $1 let the actor see.
const rowsOfPractice = `
		select b.id, b.kind, b.subject_id as subject, ` + ofWhat + `, coalesce(h.count, 0) as count, coalesce(h.cents, 0) as cents,
		  b.fixer, b.since, b.due, b.pended_until, b.pended_why
		from practice_blockers b
		left join lateral (
		  select count(*)::int as count, coalesce(sum(k.cents), 0)::bigint as cents
		  from blockers k
		  join visits s on s.client_id = k.client_id and s.id = k.visit_id
		  where b.kind = 'npi_missing' and k.kind = 'claim_detail' and k.field = 'npi' and k.cleared_at is null and s.clinician_id = b.subject_id
		  union all
		  select count(*)::int, 0
		  from deliveries d
		  where b.kind = 'mail_unset' and d.state = 'waiting'
		  union all
		  select 1, coalesce(f.cents, 0)
		  from openings o
		  join visit_types t on t.id = o.visit_type_id
		  left join services f on f.id = t.service_id
		  where b.kind = 'slot_freed' and o.id = b.subject_id
		  order by 1 desc
		  limit 1
		) h on true
		where b.cleared_at is null and b.verb = any ($1)`

func listOfPractice(ctx context.Context, v *db.View, f Filter) ([]OfPractice, error) {
	c := &clauses{"true", []any{v.Who().Roles().Verbs(), cmp.Or(f.Most, most)}}
	c.and("(coalesce(b.pended_until, '-infinity') > (select today())) = ?", f.Pended)
	if f.Days > 0 {
		c.and("b.since < clock() - make_interval(days => ?)", f.Days)
	}
	f.narrowOfPractice(c)
	return db.Many[OfPractice](ctx, v, rowsOfPractice+`
		  and `+c.where+`
		order by b.since, b.id
		limit $2`, c.args...)
}

// narrowOfPractice writes what holds for rows that stand and for those that left.
func (f Filter) narrowOfPractice(c *clauses) {
	if len(f.Roles) > 0 {
		c.and("b.fixer = any (?)", f.Roles)
	}
	if f.Kind != "" {
		c.and("b.kind = ?", f.Kind)
	}
}

func findOfPractice(ctx context.Context, v *db.View, n id.OfPractice) (OfPractice, error) {
	return db.One[OfPractice](ctx, v, rowsOfPractice+`
		  and b.id = $2`, v.Who().Roles().Verbs(), n)
}

func listPracticeCleared(ctx context.Context, v *db.View, f Filter, since time.Time, limit int) ([]PracticeCleared, error) {
	c := &clauses{"b.cleared_at >= $2", []any{v.Who().Roles().Verbs(), since, limit}}
	f.narrowOfPractice(c)
	return db.Many[PracticeCleared](ctx, v, `
		select b.kind, `+ofWhat+`, b.cleared_at as at, coalesce(t.verb, '') as verb, coalesce(s.name, '') as by
		from practice_blockers b
		left join trail t on t.id = b.cleared_by
		left join staff s on s.id = t.staff_id
		where b.verb = any ($1) and `+c.where+`
		order by b.cleared_at desc, b.id desc
		limit $3`, c.args...)
}

func pendOfPractice(ctx context.Context, tx *db.Tx, n id.OfPractice, until civil.Date, why string) error {
	return tx.ExecOne(ctx, `
		update practice_blockers
		set pended_until = $2, pended_why = $3, pended_by = nullif($4::bigint, 0)
		where id = $1 and cleared_at is null and verb = any ($5)`, n, until, why, tx.Who().Staff(), tx.Who().Roles().Verbs())
}

// practiceIsStale is true where settle_practice would change something.
func practiceIsStale(ctx context.Context, v *db.View) (bool, error) {
	return db.Value[bool](ctx, v, `
		with standing as (
		  select kind, subject_id
		  from practice_blocking
		  where since is null or since <= clock()
		), kept as (
		  select kind, subject_id
		  from practice_blockers
		  where cleared_at is null
		)
		select exists (select * from standing except select * from kept) or exists (select * from kept except select * from standing)`)
}
