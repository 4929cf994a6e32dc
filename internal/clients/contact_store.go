package clients

import (
	"context"

	"charthouse/internal/db"
	"charthouse/internal/id"
)

func listContacts(ctx context.Context, v *db.View) ([]Contact, error) {
	return db.Many[Contact](ctx, v, `
		select id, name, relation, phone, email, address, emergency, bill_payer, may_discuss, proxy, version
		from contacts
		where client_id = $1 and ended_at is null
		order by emergency desc, bill_payer desc, id
		limit 100`, v.Client())
}

func insertContact(ctx context.Context, tx *db.Tx, c Contact) (id.Contact, error) {
	made, err := insertRow[id.Contact](ctx, tx, "contacts", `
		insert into contacts (client_id, name, relation, phone, email, address, emergency, bill_payer, may_discuss, proxy)
		values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
		returning id`,
		tx.Client(), c.Name, c.Relation, c.Phone, c.Email, c.Address, c.Emergency, c.BillPayer, c.MayDiscuss, c.Proxy)
	return made, orSecondPayer(err)
}

func updateContact(ctx context.Context, tx *db.Tx, c Contact) error {
	n, err := tx.Exec(ctx, `
		update contacts
		set name = $4, relation = $5, phone = $6, email = $7, address = $8, emergency = $9, bill_payer = $10,
		  may_discuss = $11, proxy = $12, version = version + 1
		where client_id = $1 and id = $2 and version = $3 and ended_at is null`,
		tx.Client(), c.ID, c.Version, c.Name, c.Relation, c.Phone, c.Email, c.Address, c.Emergency, c.BillPayer, c.MayDiscuss, c.Proxy)
	if err != nil {
		return orSecondPayer(err)
	}
	return staleUnless(ctx, tx, n, "contacts", int64(c.ID))
}

func endContact(ctx context.Context, tx *db.Tx, row int64, over bool) error {
	return orSecondPayer(endRow(ctx, tx, "contacts", row, over))
}

func orSecondPayer(err error) error {
	if db.Broke(err, "contacts_one_bill_payer") {
		return errSecondPayer
	}
	return err
}
