package scheduling

import (
	"context"

	"charthouse/internal/db"
	"charthouse/internal/id"
)

// waitingRows are entries of the waitlist with the last offer of each.
const waitingRows = `
		select w.id as wait, w.client_id, called(c) as client, hidden(c.id) as hidden,
		  case when hidden(c.id) then '' else k.name end as type, case when hidden(c.id) then '' else coalesce(s.name, '') end as clinician,
		  coalesce(l.name, '') as location, w.weekdays, w.parts, w.earliest_on, w.latest_on, w.ends_on, w.urgency,
		  case when hidden(c.id) then '' else w.remark end as remark, w.online, w.made_at, coalesce(m.name, '') as made_by,
		  case when not hidden(c.id) then b.starts_local end as visit_local,
		  coalesce(b.starts_at <= clock(), false) or exists (select from visit_marks x where x.client_id = w.client_id and x.visit_id = w.visit_id) as visit_over,
		  c.email <> '' or exists (select from contacts x where x.client_id = c.id and x.proxy and x.email <> '' and x.ended_at is null)
		    or c.texts_agreed and c.phone <> '' and exists (select from text_settings) as reachable,
		  w.ended_at is null and w.ends_on < today() as over, w.ended_for, w.ended_at, coalesce(e.name, '') as ended_by, case when hidden(c.id) then '' else w.end_reason end as end_reason,
		  coalesce(f.asked, 0)::int as asked, f.last_local, coalesce(f.last_state, '') as last_state,
		  coalesce(f.last_became, '') as last_became, f.last_ends
		from waits w
		join clients c on c.id = w.client_id
		join visit_types k on k.id = w.visit_type_id
		left join staff s on s.id = w.clinician_id
		left join locations l on l.id = w.location_id
		left join staff m on m.id = w.made_by
		left join staff e on e.id = w.ended_by
		left join visits v on v.client_id = w.client_id and v.id = w.visit_id
		left join bookings b on b.id = v.booking_id
		left join lateral (
		  select count(*) as asked, (array_agg(p.starts_local order by o.id desc))[1] as last_local, (array_agg(o.state order by o.id desc))[1] as last_state,
		    (array_agg(p.state order by o.id desc))[1] as last_became, (array_agg(o.expires_at order by o.id desc))[1] as last_ends
		  from slot_offers o
		  join openings p on p.id = o.opening_id
		  where o.client_id = w.client_id and o.wait_id = w.id
		) f on true `

func listWaiting(ctx context.Context, v *db.View, most int) ([]Waiting, error) {
	return db.Many[Waiting](ctx, v, waitingRows+`
		where w.ended_at is null
		order by w.ends_on < today(), array_position('{urgent,soon,routine}', w.urgency), w.made_at, w.id
		limit $1`, most)
}

func findWaiting(ctx context.Context, v *db.View, n id.Wait) (Waiting, error) {
	return db.One[Waiting](ctx, v, waitingRows+`where w.client_id = $1 and w.id = $2`, v.Client(), n)
}

const askedRows = `
		select o.client_id, called(c) as client, hidden(c.id) as hidden, o.made_at, o.expires_at, o.state, o.answered_at, p.starts_local as local,
		  p.id as opening, s.name as clinician, p.state as became, case when w.ended_at <= coalesce(p.closed_at, w.ended_at) then w.ended_for else '' end as left
		from slot_offers o
		join waits w on w.client_id = o.client_id and w.id = o.wait_id
		join clients c on c.id = o.client_id
		join openings p on p.id = o.opening_id
		join staff s on s.id = p.clinician_id `

func listAskedOf(ctx context.Context, v *db.View, n id.Wait) ([]Asked, error) {
	return db.Many[Asked](ctx, v, askedRows+`
		where o.client_id = $1 and o.wait_id = $2
		order by o.id desc
		limit 200`, v.Client(), n)
}

func listAsked(ctx context.Context, v *db.View, n id.Opening) ([]Asked, error) {
	return db.Many[Asked](ctx, v, askedRows+`
		where o.opening_id = $1
		order by o.id
		limit 500`, n)
}

// listCould lists who could have the time while it is to come and nobody has it, the more
// urgent first, then who waits longer; who has an offer that stands is not among them.
func listCould(ctx context.Context, v *db.View, n id.Opening) ([]Could, error) {
	return db.Many[Could](ctx, v, `
		select w.client_id, called(c) as client, hidden(c.id) as hidden, case when hidden(c.id) then '' else c.phone end as phone, w.visit_type_id,
		  case when hidden(c.id) then '' else k.name end as type, coalesce(w.visit_id, 0) as visit_id, w.urgency, s.state, reached(c) as reached
		from openings o
		cross join lateral could_have(o.id) s
		join waits w on w.client_id = s.client_id and w.id = s.wait_id
		join clients c on c.id = w.client_id
		join visit_types k on k.id = w.visit_type_id
		where o.id = $1 and o.state in ('open', 'over') and o.starts_at > clock() and s.state not in ('offered', 'accepted')
		  and not exists (select from holding(o.clinician_id, o.starts_at, o.ends_at) h where h.booking_id is distinct from o.hold_id)
		order by array_position('{urgent,soon,routine}', w.urgency), w.made_at, w.id
		limit 50`, n)
}

// freedRows are times that got free with what is done about them.
const freedRows = `
		select o.id, o.clinician_id, o.location_id, s.name as clinician, l.name as location, o.zone, o.starts_local as local, o.starts_at, o.ends_at, o.freed_at, o.state,
		  f.standing, f.asked, f.until, o.closed_at, coalesce(e.name, '') as closed_by, o.reason
		from openings o
		join staff s on s.id = o.clinician_id
		join locations l on l.id = o.location_id
		left join staff e on e.id = o.closed_by
		cross join lateral (
		  select count(*)::int as asked, (count(*) filter (where o.state = 'open' and x.state = 'offered' and x.expires_at > clock()))::int as standing,
		    max(x.expires_at) filter (where x.state = 'offered' and x.expires_at > clock()) as until
		  from slot_offers x
		  where x.opening_id = o.id
		) f `

func listFreedTimes(ctx context.Context, v *db.View) ([]Freed, error) {
	return db.Many[Freed](ctx, v, freedRows+`
		where o.state = 'open' or o.closed_at > clock() - interval '7 days'
		order by o.state <> 'open', o.starts_at, o.id
		limit 100`)
}

func findFreedTime(ctx context.Context, v *db.View, n id.Opening) (Freed, error) {
	return db.One[Freed](ctx, v, freedRows+`where o.id = $1`, n)
}

// listOpenOf lists the open times of a day at a location.
func listOpenOf(ctx context.Context, v *db.View, at id.Location, s Span) ([]Freed, error) {
	return db.Many[Freed](ctx, v, freedRows+`
		where o.location_id = $1 and o.starts_at >= $2 and o.starts_at < $3 and o.state = 'open'
		order by o.starts_at, o.id
		limit 100`, at, s.From, s.To)
}

// findMails says whether there is a mail server.
func findMails(ctx context.Context, v *db.View) (bool, error) {
	return db.Value[bool](ctx, v, `select exists (select from mail_settings)`)
}

// listComing lists the visits of the act's client that are to come.
func listComing(ctx context.Context, v *db.View) ([]Choice, error) {
	return db.Many[Choice](ctx, v, `
		select v.id, to_char(b.starts_local, 'FMDy FMDD FMMon, HH24:MI') || ', ' || coalesce(t.name, '') as name, coalesce(s.name, '') as more
		from visits v
		join bookings b on b.id = v.booking_id
		left join visit_types t on t.id = v.visit_type_id
		left join staff s on s.id = v.clinician_id
		where v.client_id = $1 and b.starts_at > clock() and not v.history
		  and not exists (select from visit_marks x where x.client_id = $1 and x.visit_id = v.id)
		order by b.starts_at, v.id
		limit 50`, v.Client())
}
