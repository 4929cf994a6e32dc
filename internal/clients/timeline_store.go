package clients

import (
	"context"

	"charthouse/internal/access"
	"charthouse/internal/db"
)

// happened is one select per kind, each a range of one client that ends after a
// page. $2 holds the kinds that are asked for, $3 whether what is clinical may
// be read, $8 and $9 whether the desk's and the clinical answers of forms are the
// reader's to accept; a page begins after the row that $4, $5 and $6 mark.
const happened = `
	(select 'visit' as kind, v.id, b.starts_at as at, v.id as visit_id,
	  case when v.history and not $3 then 'Visit' else coalesce(t.name, v.label) end as label, '' as text,
	  coalesce(s.name, '') as who,
	  case when v.history then 'history' else coalesce((select k.kind from visit_marks k
	    where k.client_id = v.client_id and k.visit_id = v.id and k.kind in ('cancelled', 'no_show')), '') end as state,
	  null::timestamptz as since, 0 as count, 0::bigint as cents
	from (select * from visits where client_id = $1 offset 0) v -- or the planner walks the calendar of everybody
	join bookings b on b.id = v.booking_id
	left join visit_types t on t.id = v.visit_type_id
	left join staff s on s.id = v.clinician_id
	where 'visit' = any ($2)
	  and b.starts_at <= $4 and (b.starts_at, 'visit', v.id) < ($4, $5, $6)
	order by b.starts_at desc, v.id desc
	limit $7)
	union all
	(select 'note', n.id, coalesce(g.at, n.started_at), n.visit_id, coalesce(t.name, ''), '', s.name,
	  case when g.id is null then 'draft' else 'signed' end,
	  coalesce((select k.at from visit_marks k where k.client_id = n.client_id and k.visit_id = n.visit_id and k.kind = 'seen'), b.ends_at), 0, 0
	from notes n
	join visits v on v.client_id = n.client_id and v.id = n.visit_id
	join bookings b on b.id = v.booking_id
	join staff s on s.id = n.author_id
	left join visit_types t on t.id = v.visit_type_id
	left join signatures g on g.client_id = n.client_id and g.note_id = n.id
	where n.client_id = $1 and 'note' = any ($2)
	  and coalesce(g.at, n.started_at) <= $4 and (coalesce(g.at, n.started_at), 'note', n.id) < ($4, $5, $6)
	order by coalesce(g.at, n.started_at) desc, n.id desc
	limit $7)
	union all
	(select 'document', d.id, d.received_at, coalesce(d.visit_id, 0), d.title, d.kind, coalesce(r.name, ''),
	  case when d.source <> '' then 'history' when d.read_at is not null then 'read' when d.clinical then 'unread' else '' end, null, 0, 0
	from documents d
	left join staff r on r.id = coalesce(d.read_by, d.reader_id)
	where d.client_id = $1 and 'document' = any ($2) and d.withdrawn_at is null and ($3 or not d.clinical)
	  and d.received_at <= $4 and (d.received_at, 'document', d.id) < ($4, $5, $6)
	order by d.received_at desc, d.id desc
	limit $7)
	union all
	(select 'form', p.id, coalesce(p.finished_at, p.opened_at, p.made_at), p.visit_id, f.name, '', '',
	  case when p.finished_at is not null then 'finished' when p.opened_at is not null then 'opened' else 'sent' end, p.made_at,
	  (select count(*)::int from proposals o where o.client_id = p.client_id and o.packet_id = p.id and o.decision is null
	    and case o.part when 'clinical' then $9::boolean else $8::boolean end), 0
	from packets p
	join form_versions w on w.id = p.version_id
	join forms f on f.id = w.form_id
	where p.client_id = $1 and 'form' = any ($2) and p.withdrawn_at is null
	  and coalesce(p.finished_at, p.opened_at, p.made_at) <= $4 and (coalesce(p.finished_at, p.opened_at, p.made_at), 'form', p.id) < ($4, $5, $6)
	order by coalesce(p.finished_at, p.opened_at, p.made_at) desc, p.id desc
	limit $7)
	union all
	(select 'message', m.id, m.written_at, coalesce(m.visit_id, 0), case when k.kind = 'clinical' and not $3 then 'Clinical message' else m.subject end,
	  case when k.kind = 'clinical' and not $3 then '' when length(m.body) > 240 then rtrim(left(m.body, 239)) || '…' else m.body end, coalesce(s.name, m.sender),
	  case m.direction when 'out' then coalesce((select d.state from deliveries d
	    where d.client_id = m.client_id and d.message_id = m.id order by d.id desc limit 1), 'out') else m.direction end, null, 0, 0
	from messages m
	left join conversations k on k.client_id = m.client_id and k.id = m.conversation_id
	left join staff s on s.id = m.written_by
	where m.client_id = $1 and 'message' = any ($2)
	  and m.written_at <= $4 and (m.written_at, 'message', m.id) < ($4, $5, $6)
	order by m.written_at desc, m.id desc
	limit $7)
	union all
	(select 'payment', p.id, p.received_at, coalesce(p.visit_id, 0), p.method, coalesce(y.name, p.reference), coalesce(s.name, ''),
	  case when p.claim_id is null then '' else 'answered' end || case when exists (select from entries e where e.reverses_id = p.entry_id) then ' reversed' else '' end, null, 0, p.cents
	from payments p
	left join claims k on k.client_id = p.client_id and k.id = p.claim_id
	left join coverages v on v.client_id = k.client_id and v.id = k.coverage_id
	left join payers y on y.id = v.payer_id
	left join staff s on s.id = p.taken_by
	where p.client_id = $1 and 'payment' = any ($2)
	  and p.received_at <= $4 and (p.received_at, 'payment', p.id) < ($4, $5, $6)
	order by p.received_at desc, p.id desc
	limit $7)
	union all
	(select 'invoice', i.id, i.made_at, coalesce(i.visit_id, 0), to_char(i.due_on, 'YYYY-MM-DD'), '', '',
	  case when i.voided_at is not null then 'voided' else '' end, null, 0,
	  coalesce((select sum(h.cents) from invoice_charges c join charges h on h.client_id = c.client_id and h.id = c.charge_id
	    where c.client_id = i.client_id and c.invoice_id = i.id), 0)::bigint
	from invoices i
	where i.client_id = $1 and 'invoice' = any ($2)
	  and i.made_at <= $4 and (i.made_at, 'invoice', i.id) < ($4, $5, $6)
	order by i.made_at desc, i.id desc
	limit $7)
	union all
	(select 'report', r.id, r.issued_at, 0, r.title, r.conclusion, '', '', null, 0, 0
	from reports r
	where r.client_id = $1 and 'report' = any ($2)
	  and r.issued_at <= $4 and (r.issued_at, 'report', r.id) < ($4, $5, $6)
	order by r.issued_at desc, r.id desc
	limit $7)
	union all
	(select 'procedure', p.id, p.performed_at, 0, p.label, '', '', p.status, null, 0, 0
	from procedures p
	where p.client_id = $1 and 'procedure' = any ($2) and p.performed_at is not null
	  and p.performed_at <= $4 and (p.performed_at, 'procedure', p.id) < ($4, $5, $6)
	order by p.performed_at desc, p.id desc
	limit $7)
	union all
	(select 'immunization', m.id, m.given_at, 0, m.vaccine, '', '', m.status, null, 0, 0
	from immunizations m
	where m.client_id = $1 and 'immunization' = any ($2) and m.given_at is not null
	  and m.given_at <= $4 and (m.given_at, 'immunization', m.id) < ($4, $5, $6)
	order by m.given_at desc, m.id desc
	limit $7)
	union all
	(select 'reading', min(o.id), o.taken_at, coalesce(max(o.visit_id), 0), max(o.category), '', coalesce(max(s.name), ''),
	  case when max(o.source) <> '' then 'history' else '' end, null, count(*)::int, 0
	from observations o
	left join staff s on s.id = o.recorded_by
	where o.client_id = $1 and 'reading' = any ($2) and o.report_id is null and o.status not in ('entered-in-error', 'cancelled')
	  and o.taken_at <= $4
	group by o.taken_at
	having (o.taken_at, 'reading', min(o.id)) < ($4, $5, $6)
	order by o.taken_at desc, min(o.id) desc
	limit $7)`

// inWords and firstFew write readings as people read them: Weight 73 kg, HbA1c 8.1 %.
const (
	inWords = `
		      select string_agg(concat_ws(' ', o.label, coalesce(nullif(concat_ws('/', trim_scale(round(o.value, 2)), trim_scale(round(o.value2, 2))), '') || rtrim(' ' || o.unit), o.words)), ', ' order by o.id)
		      from (
		        select *
		        from observations`
	firstFew = `
		          and status not in ('entered-in-error', 'cancelled')
		        order by id
		        limit 8
		      ) o`
)

// listHappenings reads the newest rows before a mark.
func listHappenings(ctx context.Context, v *db.View, kinds []string, b Before, limit int) ([]Happening, error) {
	if b.At.IsZero() {
		b.At = v.Now().AddDate(200, 0, 0)
	}
	return db.Many[Happening](ctx, v, `
		select kind, id, at, visit_id, label, case kind
		    when 'reading' then (`+inWords+` where client_id = $1 and taken_at = h.at and report_id is null`+firstFew+`)
		    when 'report' then concat_ws(' ', nullif(text, ''), (`+inWords+` where client_id = $1 and report_id = h.id`+firstFew+`))
		    else text end as text, who, state, since, count, cents
		from (`+happened+`) h
		order by at desc, kind desc, id desc
		limit $7`, v.Client(), kinds, v.Who().May(access.OpenClinical), b.At, string(b.Kind), b.ID, limit,
		v.Who().May(access.ReviewPacket), v.Who().May(access.ReviewClinical))
}

// countHappenings counts what there is of each kind.
func countHappenings(ctx context.Context, v *db.View) (map[Kind]int, error) {
	rows, err := db.Many[struct {
		Kind  Kind
		Count int
	}](ctx, v, `
		select k.kind, k.count
		from (values
		  ('visit', (select count(*) from visits where client_id = $1)),
		  ('note', (select count(*) from notes where client_id = $1)),
		  ('document', (select count(*) from documents where client_id = $1 and withdrawn_at is null and ($2 or not clinical))),
		  ('form', (select count(*) from packets where client_id = $1 and withdrawn_at is null)),
		  ('message', (select count(*) from messages where client_id = $1)),
		  ('payment', (select count(*) from payments where client_id = $1)),
		  ('invoice', (select count(*) from invoices where client_id = $1)),
		  ('report', (select count(*) from reports where client_id = $1)),
		  ('procedure', (select count(*) from procedures where client_id = $1 and performed_at is not null)),
		  ('immunization', (select count(*) from immunizations where client_id = $1 and given_at is not null)),
		  ('reading', (select count(distinct taken_at) from observations where client_id = $1 and report_id is null
		    and status not in ('entered-in-error', 'cancelled')))
		) k (kind, count)`, v.Client(), v.Who().May(access.OpenClinical))
	out := make(map[Kind]int, len(rows))
	for _, r := range rows {
		out[r.Kind] = r.Count
	}
	return out, err
}
