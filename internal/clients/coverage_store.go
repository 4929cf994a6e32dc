package clients

import (
	"context"

	"charthouse/internal/db"
	"charthouse/internal/fault"
	"charthouse/internal/id"
)

const coverageColumns = `c.id, c.payer_id, p.name as payer, c.plan, c.member_number, c.group_number, c.relation, c.subscriber,
		  c.subscriber_birth, c.subscriber_sex, c.copay_cents, c.rank, c.starts_on, c.ends_on, c.source, c.verified_at,
		  c.verified_by, c.version`

func listCoverages(ctx context.Context, v *db.View) ([]Coverage, error) {
	return db.Many[Coverage](ctx, v, `
		select `+coverageColumns+`
		from coverages c
		join payers p on p.id = c.payer_id
		where c.client_id = $1 and c.ended_at is null
		order by c.rank, c.id
		limit 10`, v.Client())
}

func findCoverage(ctx context.Context, v *db.View, coverage id.Coverage) (Coverage, error) {
	return db.One[Coverage](ctx, v, `
		select `+coverageColumns+`
		from coverages c
		join payers p on p.id = c.payer_id
		where c.client_id = $1 and c.id = $2 and c.ended_at is null`, v.Client(), coverage)
}

func listPayers(ctx context.Context, v *db.View) ([]Payer, error) {
	return db.Many[Payer](ctx, v, `
		select id, name
		from payers
		where closed_at is null
		order by lower(name), id
		limit 1000`)
}

func insertCoverage(ctx context.Context, tx *db.Tx, c Coverage) (id.Coverage, error) {
	made, err := insertRow[id.Coverage](ctx, tx, "coverages", `
		insert into coverages (client_id, payer_id, plan, member_number, group_number, relation, subscriber, subscriber_birth,
		  subscriber_sex, copay_cents, rank, starts_on, ends_on, source, verified_at, verified_by)
		values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, clock(), $15)
		returning id`,
		tx.Client(), c.PayerID, c.Plan, c.MemberNumber, c.GroupNumber, c.Relation, c.Subscriber, c.SubscriberBirth,
		c.SubscriberSex, c.CopayCents, c.Rank, c.StartsOn, c.EndsOn, c.Source, tx.Who().Name())
	return made, coverageFault(err)
}

func updateCoverage(ctx context.Context, tx *db.Tx, c Coverage) error {
	n, err := tx.Exec(ctx, `
		update coverages
		set payer_id = $4, plan = $5, member_number = $6, group_number = $7, relation = $8, subscriber = $9,
		  subscriber_birth = $10, subscriber_sex = $11, copay_cents = $12, rank = $13, starts_on = $14, ends_on = $15,
		  source = 'said at the desk', verified_at = clock(), verified_by = $16, version = version + 1
		where client_id = $1 and id = $2 and version = $3 and ended_at is null`,
		tx.Client(), c.ID, c.Version, c.PayerID, c.Plan, c.MemberNumber, c.GroupNumber, c.Relation, c.Subscriber,
		c.SubscriberBirth, c.SubscriberSex, c.CopayCents, c.Rank, c.StartsOn, c.EndsOn, tx.Who().Name())
	if err != nil {
		return coverageFault(err)
	}
	return staleUnless(ctx, tx, n, "coverages", int64(c.ID))
}

func endCoverage(ctx context.Context, tx *db.Tx, row int64, over bool) error {
	return coverageFault(endRow(ctx, tx, "coverages", row, over))
}

func coverageFault(err error) error {
	switch {
	case db.Broke(err, "coverages_rank"):
		return errRankTaken
	case db.Broke(err, "coverages_payer_id_fkey"):
		return &fault.Fault{Kind: fault.Invalid, Message: "This payer is not there any more.", Fields: map[string]string{"payer": "Choose who pays."}}
	}
	return err
}
