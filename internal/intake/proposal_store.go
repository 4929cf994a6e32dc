package intake

import (
	"context"
	"time"

	"charthouse/internal/db"
	"charthouse/internal/id"
)

func finishPacket(ctx context.Context, tx *db.Tx, p id.Packet) error {
	return tx.ExecOne(ctx, `
		update packets
		set finished_at = clock(), opened_at = coalesce(opened_at, clock()),
		  reviewed_at = case when not exists (select from proposals q where q.client_id = $1 and q.packet_id = $2 and q.part <> 'clinical') then clock() end
		where client_id = $1 and id = $2 and finished_at is null`, tx.Client(), p)
}

func insertProposals(ctx context.Context, tx *db.Tx, p id.Packet, list []proposed) error {
	var sets [][]any
	for _, d := range list {
		detail, err := d.Detail.json()
		if err != nil {
			return err
		}
		sets = append(sets, []any{tx.Client(), p, string(d.Part), d.Field, d.Label, d.Was, d.Now, detail})
	}
	return tx.ExecMany(ctx, `
		insert into proposals (client_id, packet_id, part, field, label, was, now, detail)
		values ($1, $2, $3, $4, $5, $6, $7, $8)`, sets)
}

func listProposals(ctx context.Context, v *db.View, p id.Packet) ([]Proposal, error) {
	return db.Many[Proposal](ctx, v, `
		select q.id, q.part, q.field, q.label, q.was, q.now, q.detail, coalesce(q.decision, '') as decision, q.decided_at,
		  coalesce(s.name, '') as decided_by, '' as is,
		  `+nameKey("coalesce(q.detail->>'name', '')")+` as key
		from proposals q
		left join staff s on s.id = q.decided_by
		where q.client_id = $1 and q.packet_id = $2
		order by q.id
		limit 500`, v.Client(), p)
}

// reviewRow is the packet behind a Review.
type reviewRow struct {
	Packet     id.Packet
	Visit      id.Visit
	VisitType  string
	Client     string
	Form       string
	Starts     time.Time
	Zone       string
	MadeAt     time.Time
	OpenedAt   *time.Time
	FinishedAt *time.Time
	ReadAt     *time.Time
	Cancelled  bool
	Mail       bool
	Definition Definition
}

func (r reviewRow) review() Review {
	return Review{
		Packet: r.Packet, Visit: r.Visit, VisitType: r.VisitType, Client: r.Client, Form: r.Form, Starts: r.Starts, Zone: r.Zone,
		Mail: r.Mail, MadeAt: r.MadeAt, OpenedAt: r.OpenedAt, FinishedAt: r.FinishedAt, ReadAt: r.ReadAt, Cancelled: r.Cancelled,
	}
}

func findReview(ctx context.Context, v *db.View, p id.Packet) (reviewRow, error) {
	return db.One[reviewRow](ctx, v, `
		select p.id as packet, p.visit_id as visit, coalesce(t.name, v.label) as visit_type,
		  trim(coalesce(nullif(c.preferred, ''), c.given) || ' ' || c.family) as client, f.name as form, b.starts_at as starts, b.zone,
		  c.email <> '' as mail, p.made_at, p.opened_at, p.finished_at, p.clinical_reviewed_at as read_at, n.definition,
		  exists (select from visit_marks k where k.client_id = $1 and k.visit_id = v.id and k.kind = 'cancelled') as cancelled
		from packets p
		join form_versions n on n.id = p.version_id
		join forms f on f.id = n.form_id
		join clients c on c.id = p.client_id
		join visits v on v.client_id = p.client_id and v.id = p.visit_id
		join bookings b on b.id = v.booking_id
		left join visit_types t on t.id = v.visit_type_id
		where p.client_id = $1 and p.id = $2`, v.Client(), p)
}

func listProxies(ctx context.Context, v *db.View) ([]Recipient, error) {
	return db.Many[Recipient](ctx, v, `
		select id, name, relation
		from contacts
		where client_id = $1 and proxy and ended_at is null
		order by id
		limit 20`, v.Client())
}

func listPayers(ctx context.Context, v *db.View) ([]Payer, error) {
	return db.Many[Payer](ctx, v, `
		select id, name
		from payers
		where closed_at is null
		order by lower(name), id
		limit 1000`)
}

func decide(ctx context.Context, tx *db.Tx, list []Proposal, decision string) error {
	var sets [][]any
	for _, p := range list {
		sets = append(sets, []any{tx.Client(), p.ID, decision, tx.Who().Staff()})
	}
	return tx.ExecMany(ctx, `
		update proposals
		set decision = $3, decided_at = clock(), decided_by = nullif($4::bigint, 0)
		where client_id = $1 and id = $2 and decision is null`, sets)
}

// markReviewed ends each half of a review once nothing of it is open.
func markReviewed(ctx context.Context, tx *db.Tx, p id.Packet) error {
	_, err := tx.Exec(ctx, `
		update packets k
		set reviewed_at = coalesce(k.reviewed_at, case when not o.desk then clock() end),
		  clinical_reviewed_at = coalesce(k.clinical_reviewed_at, case when o.had and not o.clinical then clock() end)
		from (
		  select bool_or(part <> 'clinical' and decision is null) as desk, bool_or(part = 'clinical' and decision is null) as clinical,
		    bool_or(part = 'clinical') as had
		  from proposals
		  where client_id = $1 and packet_id = $2
		) o
		where k.client_id = $1 and k.id = $2`, tx.Client(), p)
	return err
}

func markRead(ctx context.Context, tx *db.Tx, p id.Packet) error {
	return tx.ExecOne(ctx, `
		update packets
		set clinical_reviewed_at = coalesce(clinical_reviewed_at, clock())
		where client_id = $1 and id = $2 and finished_at is not null
		  and not exists (select from proposals q where q.client_id = $1 and q.packet_id = $2 and q.part = 'clinical' and q.decision is null)`, tx.Client(), p)
}
