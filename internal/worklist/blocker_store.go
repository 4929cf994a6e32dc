package worklist

import (
	"cmp"
	"context"

	"charthouse/internal/access"
	"charthouse/internal/civil"
	"charthouse/internal/db"
)

// listBlockers reads the rows with what their subjects say. Each subject is one
// look-up by key after the rows are chosen, so that the query does not grow with
// the tables. What a clinical paper, task
// or message is called is clinical too.
func listBlockers(ctx context.Context, v *db.View, f Filter) ([]Blocker, error) {
	where, args, err := f.chosen(ctx, v, v.Who().May(access.OpenClinical), v.Who().Staff(), roleNames(v), cmp.Or(f.Most, most))
	if err != nil {
		return nil, err
	}
	return db.Many[Blocker](ctx, v, `
		select b.id, b.client_id, called(c) as client, hidden(c.id) as hidden,
		  coalesce(b.visit_id, 0) as visit_id, b.kind, b.verb, b.subject_id as subject, b.field, b.station, worklist_part(b.kind, b.station, b.field) as part, b.fixer,
		  coalesce(s.id, 0) as owner_id, coalesce(s.name, '') as owner, b.assigned_to is not null as assigned,
		  b.since, b.due, b.cents, w.until_on as away_until, coalesce(i.id, 0) as stand_in_id, coalesce(i.name, '') as stand_in,
		  b.pended_until, case when hidden(c.id) then '' else b.pended_why end as pended_why,
		  case when hidden(c.id) and b.kind <> 'glass_unreviewed' then '{}' else coalesce(case b.kind
		    when 'glass_unreviewed' then (
		      select jsonb_build_object('title', o.name, 'staff', o.id)
		      from glass g
		      join staff o on o.id = g.staff_id
		      where g.client_id = b.client_id and g.id = b.subject_id)
		    when 'task_due' then (
		      select jsonb_build_object('title', case when $1 or not t.clinical then t.title else 'Clinical task' end)
		      from tasks t
		      where t.client_id = b.client_id and t.id = b.subject_id)
		    when 'document_unread' then (
		      select jsonb_build_object('title', case when $1 or not d.clinical then d.title else 'Clinical paper' end)
		      from documents d
		      where d.client_id = b.client_id and d.id = b.subject_id)
		    when 'claim_detail' then (
		      select jsonb_build_object('title', p.name, 'coverage', v.id,
		        'value', case when v.relation = 'self' then '' else concat_ws(', ', nullif(v.subscriber, ''), v.relation) end)
		      from claims k
		      join coverages v on v.client_id = k.client_id and v.id = k.coverage_id
		      join payers p on p.id = v.payer_id
		      where k.client_id = b.client_id and k.id = b.subject_id)
		    when 'claim_unanswered' then (
		      select jsonb_build_object('title', p.name)
		      from claims k
		      join coverages v on v.client_id = k.client_id and v.id = k.coverage_id
		      join payers p on p.id = v.payer_id
		      where k.client_id = b.client_id and k.id = b.subject_id)
		    when 'coverage_detail' then (
		      select jsonb_build_object('title', p.name, 'coverage', v.id,
		        'value', case when v.relation = 'self' then '' else concat_ws(', ', nullif(v.subscriber, ''), v.relation) end)
		      from visits s
		      join coverages v on v.client_id = s.client_id and v.id = s.coverage_id
		      join payers p on p.id = v.payer_id
		      where s.client_id = b.client_id and s.id = b.subject_id)
		    when 'credit_idle' then (
		      select jsonb_build_object('cents', k.cents)
		      from credits k
		      where k.client_id = b.client_id)
		    when 'invoice_unreachable' then (
		      select jsonb_build_object('title', k.name, 'contact', k.id)
		      from contacts k
		      where k.client_id = b.client_id and k.bill_payer and k.ended_at is null)
		    when 'request_unanswered' then (
		      select jsonb_build_object('title', r.recipient, 'at', r.made_at)
		      from requests r
		      where r.client_id = b.client_id and r.id = b.subject_id)
		    when 'mail_failed' then (
		      select jsonb_build_object('title', case when $1 or k.kind is distinct from 'clinical' then m.subject else 'Clinical message' end,
		        'contact', m.contact_id, 'value', case when m.request_id is null then d.address end)
		      from deliveries d
		      join messages m on m.client_id = d.client_id and m.id = d.message_id
		      left join conversations k on k.client_id = m.client_id and k.id = m.conversation_id
		      where d.client_id = b.client_id and d.id = b.subject_id)
		    when 'refund_waiting' then (
		      select jsonb_build_object('title', g.kind, 'value', o.name, 'cents', g.cents, 'staff', o.id)
		      from givebacks g
		      join staff o on o.id = g.asked_by
		      where g.client_id = b.client_id and g.id = b.subject_id)
		    when 'message_unanswered' then (
		      select jsonb_build_object('at', k.waits_since)
		      from conversations k
		      where k.client_id = b.client_id and k.id = b.subject_id)
		    when 'question_waiting' then (
		      select jsonb_build_object('title', q.kind, 'value', o.name, 'staff', o.id, 'row', q.blocker_id,
		        'words', case when $2 in (q.asked_by, q.asked_of) or q.asked_of is null and q.asked_role = any ($3) then q.words else '' end)
		      from questions q
		      join staff o on o.id = q.asked_by
		      where q.client_id = b.client_id and q.id = b.subject_id)
		    when 'form_unfinished' then (
		      select jsonb_build_object('done', count(*))
		      from answers a
		      where a.client_id = b.client_id and a.packet_id = b.subject_id)
		  end, '{}') end as detail,
		  case when not hidden(c.id) then (
		    select jsonb_build_object('id', q.id, 'asker', q.asked_by, 'by', a.name, 'of', coalesce(o.name, ''), 'role', q.asked_role,
		      'at', q.asked_at, 'answered', q.answered_at, 'answerer', coalesce(r.name, ''), 'words', case when t.told then q.words else '' end,
		      'answer', case when t.told then q.answer else '' end)
		    from questions q
		    join staff a on a.id = q.asked_by
		    left join staff o on o.id = q.asked_of
		    left join staff r on r.id = q.answered_by
		    cross join lateral (
		      select $2 in (q.asked_by, q.asked_of, q.answered_by) or q.asked_of is null and q.asked_role = any ($3) as told
		    ) t
		    where q.client_id = b.client_id and q.blocker_id = b.id
		    order by q.id desc
		    limit 1)
		  end as question
		from (
		  select *
		  from blockers b
		  where `+where+`
		  order by `+f.order()+`
		  limit $4
		) b
		join clients c on c.id = b.client_id
		left join staff s on s.id = coalesce(b.assigned_to, b.owner_id)
		left join away w on w.staff_id = s.id
		left join staff i on i.id = w.stand_in
		order by `+f.order(), args...)
}

// findToday is the practice's day.
func findToday(ctx context.Context, v *db.View) (civil.Date, error) {
	return db.Value[civil.Date](ctx, v, `select today()`)
}

func pendBlocker(ctx context.Context, tx *db.Tx, r Row, until civil.Date, why string) error {
	return tx.ExecOne(ctx, `
		update blockers
		set pended_until = $3, pended_why = $4, pended_by = nullif($5::bigint, 0)
		where client_id = $1 and id = $2 and cleared_at is null and verb = any ($6)`,
		r.Client, r.Blocker, until, why, tx.Who().Staff(), tx.Who().Roles().Verbs())
}
