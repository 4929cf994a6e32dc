package overview

import (
	"context"
	"time"

	"charthouse/internal/db"
)

// keeping reads, for each target, the records that came under it since $1 with the
// $2 hours of it: when each was due, and when it was done, null where it is not. What
// was called off before it was due never came under it.
//
// Two targets are missing. A credit that is used leaves no trace of when it was
// idle, and a renewal overwrites the day on which the licence would have ended: of
// both only what was late is known, from the lines that stood.
var keeping = map[string]string{
	"note_unsigned": `
		select coalesce(seen.at, b.ends_at) + make_interval(hours => $2) as due, s.at as done
		from bookings b
		join visits v on v.booking_id = b.id and not v.history
		left join visit_marks seen on seen.visit_id = v.id and seen.kind = 'seen'
		left join notes n on n.client_id = v.client_id and n.visit_id = v.id
		left join signatures s on s.client_id = n.client_id and s.note_id = n.id
		where b.kind = 'visit' and b.starts_at >= $1::timestamptz - make_interval(hours => $2 + 48) and b.starts_at < clock()
		  and (seen.visit_id is not null or n.id is not null)
		  and not exists (select from visit_marks x where x.visit_id = v.id and x.kind in ('no_show', 'cancelled'))`,
	"form_unfinished": `
		select b.starts_at - make_interval(hours => $2) as due, p.finished_at as done
		from bookings b
		join visits v on v.booking_id = b.id and not v.history
		join packets p on p.client_id = v.client_id and p.visit_id = v.id and p.required and p.withdrawn_at is null
		where b.kind = 'visit' and b.starts_at >= $1::timestamptz + make_interval(hours => $2) and b.starts_at < clock() + make_interval(hours => $2)
		  and p.made_at < b.starts_at - make_interval(hours => $2)
		  and not exists (select from visit_marks x where x.visit_id = v.id and x.kind = 'cancelled' and x.at < b.starts_at - make_interval(hours => $2))`,
	"document_unread": `
		select d.received_at + make_interval(hours => $2) as due, d.read_at as done
		from documents d
		where d.received_at >= $1::timestamptz - make_interval(hours => $2) and d.clinical and d.withdrawn_at is null and d.source = ''`,
	"visit_without_outcome": `
		select b.ends_at + make_interval(hours => $2) as due, least(e.at, s.at) as done
		from bookings b
		join visits v on v.booking_id = b.id and not v.history
		left join visit_marks e on e.visit_id = v.id and e.kind in ('seen', 'no_show', 'cancelled')
		left join notes n on n.client_id = v.client_id and n.visit_id = v.id
		left join signatures s on s.client_id = n.client_id and s.note_id = n.id
		where b.kind = 'visit' and b.starts_at >= $1::timestamptz - make_interval(hours => $2 + 24) and b.starts_at < clock()
		  and exists (select from visit_marks x where x.visit_id = v.id and x.kind in ('arrived', 'roomed', 'with', 'ready', 'seen'))`,
	"coverage_detail": `
		select b.starts_at - make_interval(hours => $2) as due, case when not exists (
		    select from blockers l
		    where l.client_id = v.client_id and l.visit_id = v.id and l.kind = 'coverage_detail'
		      and coalesce(l.cleared_at, 'infinity') > b.starts_at - make_interval(hours => $2)
		  ) then v.booked_at end as done
		from bookings b
		join visits v on v.booking_id = b.id and not v.history and v.coverage_id is not null
		where b.kind = 'visit' and b.starts_at >= $1::timestamptz + make_interval(hours => $2) and b.starts_at < clock() + make_interval(hours => $2)
		  and v.booked_at < b.starts_at - make_interval(hours => $2)
		  and not exists (select from visit_marks x where x.visit_id = v.id and x.kind = 'cancelled' and x.at < b.starts_at - make_interval(hours => $2))`,
	"client_unbilled": `
		select u.due, case when not u.late then u.due end as done
		from (
		  select min(i.made_at) as due, exists (
		      select from blockers l where l.client_id = i.client_id and l.visit_id = i.visit_id and l.kind = 'client_unbilled') as late
		  from invoices i
		  where i.made_at >= $1 and i.voided_at is null and i.visit_id is not null
		  group by i.client_id, i.visit_id
		  union all
		  select min(l.since), true
		  from blockers l
		  where l.kind = 'client_unbilled' and l.since >= $1
		    and not exists (
		      select from invoices i where i.client_id = l.client_id and i.visit_id = l.visit_id and i.made_at >= $1 and i.voided_at is null)
		  group by l.client_id, l.visit_id
		) u`,
	"claim_unanswered": `
		select k.made_at + make_interval(hours => $2) as due, a.at as done
		from claims k
		left join visit_dues q on q.client_id = k.client_id and q.visit_id = k.visit_id and q.payer_cents > 0
		left join lateral (
		  select max(e.at) as at
		  from charges h
		  join lines l on l.client_id = h.client_id and l.charge_id = h.id and l.account = 'payer_receivable' and l.cents < 0
		  join entries e on e.client_id = l.client_id and e.id = l.entry_id and e.kind = 'payment'
		  where h.client_id = k.client_id and h.visit_id = k.visit_id
		) a on q.visit_id is null
		where k.made_at >= $1::timestamptz - make_interval(hours => $2)
		  and (a.at is not null or q.visit_id is not null and not exists (
		    select from blockers l where l.client_id = k.client_id and l.kind = 'claim_detail' and l.subject_id = k.id and l.cleared_at is null))`,
	"request_unanswered": `
		select r.made_at + make_interval(hours => $2) as due, r.answered_at as done
		from requests r
		where r.made_at >= $1::timestamptz - make_interval(hours => $2) and not coalesce(r.withdrawn_at < r.made_at + make_interval(hours => $2), false)`,
	"message_unanswered": answering(`<> 'clinical'`),
	"message_clinical":   answering(`= 'clinical'`),
}

// answering reads what was answered, and what waits. A call back that was promised
// is due when it was promised for: late is what stood on the list.
func answering(kind string) string {
	return `
		select u.waited_since + make_interval(hours => $2) as due, case when not exists (
		    select from blockers l
		    where l.client_id = u.client_id and l.kind = 'message_unanswered' and l.subject_id = u.conversation_id
		      and l.cleared_at > u.waited_since and l.cleared_at <= u.at
		  ) then u.waited_since else u.at end as done
		from turns u
		where u.waited_since >= $1::timestamptz - make_interval(hours => $2) and u.at >= $1::timestamptz - make_interval(hours => $2) and u.outcome <> 'no_reply' and u.kind ` + kind + `
		union all
		select coalesce(k.promised, k.waits_since + make_interval(hours => $2)), null
		from conversations k
		where k.waits_since is not null and k.kind ` + kind
}

func countKept(ctx context.Context, v *db.View, rows string, since time.Time, hours int) (Kept, error) {
	return db.One[Kept](ctx, v, `
		select count(*)::int as all, (count(*) filter (where r.done <= r.due))::int as within
		from (`+rows+`
		) r
		where r.due >= $1 and r.due < clock() and $2 >= 0`, since, hours)
}
