package billing

import (
	"context"

	"charthouse/internal/db"
	"charthouse/internal/id"
)

func findClaim(ctx context.Context, v *db.View, claim id.Claim) (Claim, error) {
	return db.One[Claim](ctx, v, `
		select k.id, k.visit_id, coalesce(g.note_id, 0) as note_id, k.made_at, trim(coalesce(nullif(p.preferred, ''), p.given) || ' ' || p.family) as client, p.birth_date,
		  b.starts_local, coalesce(s.name, '') as clinician, coalesce(s.npi, '') as npi, coalesce(l.name, '') as location, g.at as signed_at,
		  c.id as coverage_id, y.name as payer, c.plan, c.member_number, c.group_number, c.relation, c.subscriber, c.subscriber_birth,
		  c.starts_on, c.ends_on, coalesce(d.payer_cents, 0) as open
		from claims k
		join clients p on p.id = k.client_id
		join coverages c on c.client_id = k.client_id and c.id = k.coverage_id
		join payers y on y.id = c.payer_id
		join visits v on v.client_id = k.client_id and v.id = k.visit_id
		join bookings b on b.id = v.booking_id
		left join staff s on s.id = v.clinician_id
		left join locations l on l.id = b.location_id
		left join notes n on n.client_id = v.client_id and n.visit_id = v.id
		left join signatures g on g.client_id = n.client_id and g.note_id = n.id
		left join visit_dues d on d.client_id = k.client_id and d.visit_id = k.visit_id
		where k.client_id = $1 and k.id = $2`, v.Client(), claim)
}

// turnClaim has another payer asked from now on.
func turnClaim(ctx context.Context, tx *db.Tx, claim id.Claim, coverage id.Coverage) error {
	return tx.ExecOne(ctx, `
		update claims
		set coverage_id = $3, made_at = clock()
		where client_id = $1 and id = $2`, tx.Client(), claim, coverage)
}

func listClaimed(ctx context.Context, v *db.View, visit id.Visit) ([]Claimed, error) {
	return db.Many[Claimed](ctx, v, `
		select c.code, c.label, c.units, c.modifiers, c.diagnoses, c.cents,
		  coalesce((select sum(l.cents) from lines l
		    where l.client_id = c.client_id and l.charge_id = c.id and l.account = 'payer_receivable' and l.entry_id = c.entry_id), 0)::bigint as payer
		from standing_charges c
		where c.client_id = $1 and c.visit_id = $2
		order by c.id`, v.Client(), visit)
}
