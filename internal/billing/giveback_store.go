package billing

import (
	"context"

	"charthouse/internal/db"
	"charthouse/internal/id"
)

func findGiveback(ctx context.Context, v *db.View, n id.Giveback) (Giveback, error) {
	return db.One[Giveback](ctx, v, `
		select g.id, g.kind, coalesce(g.charge_id, 0) as charge_id, coalesce(h.visit_id, 0) as visit_id, coalesce(h.code, '') as code,
		  coalesce(h.label, '') as label, trim(coalesce(nullif(c.preferred, ''), c.given) || ' ' || c.family) as client,
		  coalesce(g.method, '') as method, g.reference, g.cents, g.reason, g.asked_at, a.name as asked_by, g.asked_by as asker, g.needs_two,
		  g.approved_at, coalesce(p.name, '') as approved_by, g.withdrawn_at, coalesce(w.name, '') as withdrawn_by, g.withdrawn_why,
		  coalesce(g.entry_id, 0) as entry_id, r.at as reversed_at, coalesce(rs.name, '') as reversed_by, coalesce(r.memo, '') as reversed_why,
		  (case g.kind
		    when 'refund' then coalesce((select -sum(l.cents) from lines l where l.client_id = g.client_id and l.account = 'client_credit'), 0)
		    else coalesce((select sum(l.cents) from lines l
		      where l.client_id = g.client_id and l.charge_id = g.charge_id and l.account = 'client_receivable'), 0)
		  end)::bigint as left
		from givebacks g
		join clients c on c.id = g.client_id
		join staff a on a.id = g.asked_by
		left join charges h on h.client_id = g.client_id and h.id = g.charge_id
		left join staff p on p.id = g.approved_by
		left join staff w on w.id = g.withdrawn_by
		left join entries r on r.reverses_id = g.entry_id
		left join staff rs on rs.id = r.staff_id
		where g.client_id = $1 and g.id = $2`, v.Client(), n)
}

func insertGiveback(ctx context.Context, tx *db.Tx, g Giveback) (id.Giveback, error) {
	return db.Value[id.Giveback](ctx, &tx.View, `
		insert into givebacks (client_id, kind, charge_id, method, reference, cents, reason, asked_at, asked_by, needs_two)
		values ($1, $2, nullif($3::bigint, 0), nullif($4, ''), $5, $6, $7, clock(), $8, true)
		returning id`, tx.Client(), g.Kind, g.ChargeID, g.Method, g.Reference, g.Cents, g.Reason, tx.Who().Staff())
}

func updateGiven(ctx context.Context, tx *db.Tx, n id.Giveback, e id.Entry, approver id.Staff) error {
	err := tx.ExecOne(ctx, `
		update givebacks
		set entry_id = $3, approved_by = nullif($4::bigint, 0), approved_at = case when $4::bigint <> 0 then clock() end
		where client_id = $1 and id = $2`, tx.Client(), n, e, approver)
	if db.Broke(err, "giveback_second_person") {
		return errNotSelf
	}
	return err
}

func updateWithdrawn(ctx context.Context, tx *db.Tx, n id.Giveback, reason string) error {
	return tx.ExecOne(ctx, `
		update givebacks
		set withdrawn_at = clock(), withdrawn_by = nullif($3::bigint, 0), withdrawn_why = $4
		where client_id = $1 and id = $2`, tx.Client(), n, tx.Who().Staff(), reason)
}

// given is a giveback in a list.
type given struct {
	ID      id.Giveback
	EntryID id.Entry
}

// listWriteOffs reads the write-offs of a visit, or of one charge, that wait or
// stand.
func listWriteOffs(ctx context.Context, v *db.View, visit id.Visit, charge id.Charge) ([]given, error) {
	return db.Many[given](ctx, v, `
		select g.id, coalesce(g.entry_id, 0) as entry_id
		from givebacks g
		join charges h on h.client_id = g.client_id and h.id = g.charge_id
		where g.client_id = $1 and h.visit_id = $2 and ($3::bigint = 0 or h.id = $3) and g.withdrawn_at is null
		  and not exists (select from entries r where r.reverses_id = g.entry_id)
		order by g.id`, v.Client(), visit, charge)
}

// listWaiting reads what of the file waits for a second person.
func listWaiting(ctx context.Context, v *db.View) ([]Waiting, error) {
	return db.Many[Waiting](ctx, v, `
		select g.id, g.kind, g.cents, g.asked_at, s.name as asked_by
		from givebacks g
		join staff s on s.id = g.asked_by
		where g.client_id = $1 and g.entry_id is null and g.withdrawn_at is null
		order by g.id
		limit 50`, v.Client())
}

// findAskedOfPayer is what the payer still owes for a visit.
func findAskedOfPayer(ctx context.Context, v *db.View, visit id.Visit) (Cents, error) {
	return db.Value[Cents](ctx, v, `
		select coalesce(max(payer_cents), 0)::bigint
		from visit_dues
		where client_id = $1 and visit_id = $2`, v.Client(), visit)
}

func findLimit(ctx context.Context, v *db.View) (Cents, error) {
	return db.Value[Cents](ctx, v, `
		select coalesce(max(cents), 10000)::bigint
		from giveback_limit`)
}

func saveLimit(ctx context.Context, tx *db.Tx, cents Cents) error {
	return tx.ExecOne(ctx, `
		insert into giveback_limit (cents)
		values ($1)
		on conflict (id) do update
		set cents = $1`, cents)
}
