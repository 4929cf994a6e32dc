package docs

import (
	"context"

	"charthouse/internal/db"
	"charthouse/internal/id"
)

const signatureFrom = `
	select s.note_id, s.staff_id, w.name as by, s.at, s.content, s.hash
	from signatures s
	join staff w on w.id = s.staff_id`

func findSignature(ctx context.Context, v *db.View, n id.Note) (Signature, error) {
	s, err := db.One[Signature](ctx, v, signatureFrom+`
		where s.client_id = $1 and s.note_id = $2`, v.Client(), n)
	return s.readBy(v.Who().Staff()), err
}

// listSignatures reads what was signed of other visits, the latest first.
func listSignatures(ctx context.Context, v *db.View, visit id.Visit, limit int) ([]Signature, error) {
	list, err := db.Many[Signature](ctx, v, signatureFrom+`
		join notes n on n.client_id = s.client_id and n.id = s.note_id
		where s.client_id = $1 and n.visit_id <> $2
		order by s.at desc, s.id desc
		limit $3`, v.Client(), visit, limit)
	for i, s := range list {
		list[i] = s.readBy(v.Who().Staff())
	}
	return list, err
}

// findCover names what a claim would be held for, but for what the note itself
// still has to say.
func findCover(ctx context.Context, v *db.View, visit id.Visit) (Cover, error) {
	return db.One[Cover](ctx, v, `
		select coalesce(p.name, '') as payer, coalesce(c.copay_cents, 0) as copay_cents,
		  array(
		    select g.field
		    from claim_gaps g
		    where g.client_id = v.client_id and g.visit_id = v.id and g.field not in ('note', 'diagnosis')
		    order by g.field
		  ) as missing
		from visits v
		left join coverages c on c.client_id = v.client_id and c.id = v.coverage_id
		left join payers p on p.id = c.payer_id
		where v.client_id = $1 and v.id = $2`, v.Client(), visit)
}

func listFees(ctx context.Context, v *db.View) ([]Done, error) {
	return db.Many[Done](ctx, v, `
		select id as service_id, code, label, 1 as units, '' as modifiers, cents
		from services
		where closed_at is null
		order by code
		limit 500`)
}
