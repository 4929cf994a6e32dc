package scheduling

import (
	"context"
	"time"

	"charthouse/internal/db"
	"charthouse/internal/id"
)

// lineColumns and lineFrom read visit_lines with the names of everybody on it
// and the first blocker that the verbs in $1 let the actor see.
const lineColumns = `
	  l.client_id, called(c) as client, hidden(c.id) as hidden, case when not hidden(c.id) then c.birth_date end as birth_date,
	  case when hidden(c.id) then '' else c.pronouns end as pronouns, case when hidden(c.id) then '' else c.phone end as phone,
	  l.visit_id, l.booking_id, coalesce(l.visit_type_id, 0) as visit_type_id,
	  case when hidden(c.id) then '' else coalesce(t.name, l.label) end as visit_type, coalesce(t.capacity, 1) as capacity,
	  coalesce(l.clinician_id, 0) as clinician_id, coalesce(d.name, '') as clinician, coalesce(l.second_id, 0) as second_id, coalesce(s2.name, '') as second,
	  coalesce(l.coverage_id, 0) as coverage_id, case when hidden(c.id) then '' else coalesce(y.name, '') end as payer,
	  case when hidden(c.id) then '' else l.reason end as reason, l.fee_cents, l.history,
	  coalesce(l.location_id, 0) as location_id, l.zone, l.starts_local, l.starts_at, l.ends_at, l.before_minutes as before, l.after_minutes as after,
	  coalesce(l.place_id, h.id, 0) as place_id, coalesce(p.name, h.name, '') as place,
	  l.booked_at, coalesce(sb.name, '') as booked_by, l.online, coalesce(l.packet_id, 0) as packet_id, l.opened_at, l.finished_at,
	  l.arrived_at, coalesce(sa.name, '') as arrived_by, l.roomed_at, l.with_at, l.ready_at, l.seen_at, l.no_show_at, l.cancelled_at,
	  case when hidden(c.id) then '' else coalesce(l.end_reason, '') end as end_reason, cf.at as confirmed_at,
	  coalesce((select bw.why from booking_resources bw where bw.booking_id = l.booking_id and bw.lane > 0 limit 1), '') as double,
	  coalesce(l.note_id, 0) as note_id, l.saved_at, l.signed_at, coalesce(ss.name, '') as signed_by,
	  l.charged_at, l.charged_cents, l.charged, coalesce(l.invoice_id, 0) as invoice_id, l.billed_at,
	  coalesce(l.claim_id, 0) as claim_id, l.billed, l.client_cents, l.payer_cents, l.paid, l.paid_at,
	  coalesce(l.station, '') as station,
	  coalesce(k.id, 0) as blocker, coalesce(k.kind, '') as blocked_by, coalesce(k.station, '') as blocked_at,
	  coalesce(k.field, '') as blocked_field, coalesce(k.subject_id, 0) as blocked_subject, k.due as blocked_due, coalesce(k.cents, 0) as blocked_cents`

const lineFrom = `
	from visit_lines l` + lineJoins

const lineJoins = `
	join clients c on c.id = l.client_id
	left join visit_types t on t.id = l.visit_type_id
	left join staff d on d.id = l.clinician_id
	left join staff s2 on s2.id = l.second_id
	left join staff sb on sb.id = l.booked_by
	left join staff sa on sa.id = l.arrived_by
	left join staff ss on ss.id = l.signed_by
	left join coverages v on v.client_id = l.client_id and v.id = l.coverage_id
	left join payers y on y.id = v.payer_id
	left join places p on p.id = l.place_id
	left join confirmations cf on cf.client_id = l.client_id and cf.visit_id = l.visit_id and cf.starts_at = l.starts_at
	left join lateral (
	  select pl.id, pl.name
	  from booking_resources br
	  join resources r on r.id = br.resource_id
	  join places pl on pl.id = r.place_id
	  where br.booking_id = l.booking_id
	  order by pl.kind desc, pl.id
	  limit 1
	) h on true
	left join lateral (
	  select b.id, b.kind, b.station, b.field, b.subject_id, b.due, b.cents
	  from blockers b
	  where b.client_id = l.client_id and b.visit_id = l.visit_id and b.cleared_at is null and b.station <> '' and b.verb = any ($1)
	  order by array_position('{intake,arrived,seen,signed,charged,billed,paid}', b.station), b.since, b.id
	  limit 1
	) k on true`

// LineOf reads one visit of the act's client.
func LineOf(ctx context.Context, v *db.View, visit id.Visit) (Line, error) {
	return db.One[Line](ctx, v, `
		select `+lineColumns+lineFrom+`
		where l.client_id = $2 and l.visit_id = $3`, v.Who().Roles().Verbs(), v.Client(), visit)
}

// LinesOfClient reads up to limit visits of the act's client, the latest first;
// before is the start of the last one already shown, or zero.
func LinesOfClient(ctx context.Context, v *db.View, before time.Time, limit int) ([]Line, error) {
	if before.IsZero() {
		before = v.Now().AddDate(100, 0, 0)
	}
	return db.Many[Line](ctx, v, `
		select `+lineColumns+lineFrom+`
		where l.client_id = $2 and l.starts_at < $3
		order by l.starts_at desc, l.visit_id desc
		limit $4`, v.Who().Roles().Verbs(), v.Client(), before, limit)
}

// LinesOfDay reads the visits at a location that begin within the span, at most
// 1,000, in the order in which they begin; zero is every location.
func LinesOfDay(ctx context.Context, v *db.View, at id.Location, from, to time.Time) ([]Line, error) {
	lines, err := db.Many[Line](ctx, v, `
		select `+lineColumns+lineFrom+`
		where l.starts_at >= $2 and l.starts_at < $3 and ($4::bigint = 0 or l.location_id = $4) and not l.history
		order by l.starts_at, l.visit_id
		limit 1000`, v.Who().Roles().Verbs(), from, to, at)
	for _, l := range lines {
		v.Shown(l.ClientID)
	}
	return lines, err
}

// LinesOf reads the named visits of many files: visits[i] is in the file of
// clients[i]. A list names the files as shown. The view has more joins than the
// planner reorders, so the numbers are said twice: else it draws every line of
// the practice before it looks for these.
func LinesOf(ctx context.Context, v *db.View, clients []id.Client, visits []id.Visit) ([]Line, error) {
	if len(visits) == 0 {
		return nil, nil
	}
	return db.Many[Line](ctx, v, `
		select `+lineColumns+lineFrom+`
		join unnest($2::bigint[], $3::bigint[]) as n (client_id, visit_id) on n.client_id = l.client_id and n.visit_id = l.visit_id
		where l.client_id = any ($2) and l.visit_id = any ($3)
		order by l.starts_at, l.visit_id`, v.Who().Roles().Verbs(), clients, visits)
}
