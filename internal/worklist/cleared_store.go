package worklist

import (
	"context"
	"time"

	"charthouse/internal/db"
)

// became is what the act made of the record. One verb marks a visit seen and
// missed, closes a task and moves its day, files a letter and takes a request
// back: which of them it was stands in the record, at the act's instant. Else a
// line that a setting had already freed would be laid to whoever wrote next.
const became = `coalesce(
		    case b.kind
		      when 'task_due' then (
		        select case
		          when k.closed_at = b.cleared_at then case when k.proof_trail is null then 'closed' else 'done' end
		          when (k.due_on + 1)::timestamp at time zone coalesce((select zone from practice), 'UTC') > b.cleared_at then 'moved'
		        end
		        from tasks k
		        where k.client_id = b.client_id and k.id = b.subject_id)
		      when 'message_unanswered' then (
		        select u.outcome
		        from turns u
		        where u.client_id = b.client_id and u.conversation_id = b.subject_id and u.at = b.cleared_at and u.outcome <> ''
		        order by u.id desc
		        limit 1)
		      when 'request_unanswered' then (
		        select 'withdrawn' from requests r where r.client_id = b.client_id and r.id = b.subject_id and r.withdrawn_at = b.cleared_at)
		      when 'document_unread' then (
		        select 'withdrawn' from documents d where d.client_id = b.client_id and d.id = b.subject_id and d.withdrawn_at = b.cleared_at)
		    end,
		    case when b.kind in ('birth_missing', 'client_unreachable', 'guardian_missing') then (
		      select case when h.new ? 'deceased_on' then 'died' when b.kind = 'guardian_missing' and h.new ? 'birth_date' then 'older' end
		      from history h
		      where h.client_id = b.client_id and h.trail_id = b.cleared_by and h.tbl = 'clients'
		      limit 1)
		    end,
		    (
		      select m.kind
		      from visit_marks m
		      where m.client_id = b.client_id and m.visit_id = b.visit_id and m.at = b.cleared_at
		      order by array_position('{no_show,cancelled,seen,ready,with,roomed,arrived}', m.kind)
		      limit 1),
		    case when b.kind = 'note_unsigned' and t.verb = 'visit.flow' and not exists (
		      select from visit_marks m where m.client_id = b.client_id and m.visit_id = b.visit_id and m.kind = 'seen') then 'unseen'
		    end,
		    case when t.staff_id is null and t.link_id is null then (
		      select 'begun'
		      from visits v
		      join bookings k on k.id = v.booking_id
		      where v.client_id = b.client_id and v.id = b.visit_id and k.starts_at <= b.cleared_at)
		    end,
		    '')`

func listCleared(ctx context.Context, v *db.View, f Filter, since time.Time, limit int) ([]Cleared, error) {
	c := &clauses{"b.cleared_at >= $1", []any{since, limit}}
	if err := f.narrow(ctx, v, c); err != nil {
		return nil, err
	}
	return db.Many[Cleared](ctx, v, `
		select b.client_id, called(c) as client, b.kind, b.cents,
		  b.cleared_at as at, coalesce(t.verb, '') as verb, `+became+` as became, coalesce(s.name, '') as by
		from blockers b
		join clients c on c.id = b.client_id
		left join trail t on t.id = b.cleared_by
		left join staff s on s.id = t.staff_id
		where `+c.where+`
		order by b.cleared_at desc, b.id desc
		limit $2`, c.args...)
}
