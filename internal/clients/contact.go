package clients

import (
	"context"

	"charthouse/internal/access"
	"charthouse/internal/db"
	"charthouse/internal/fault"
	"charthouse/internal/id"
)

// Contact is somebody around the client. At most one of them pays the bills.
type Contact struct {
	ID         id.Contact
	Name       string
	Relation   string
	Phone      string
	Email      string
	Address    string
	Emergency  bool
	BillPayer  bool
	MayDiscuss bool
	Proxy      bool // may fill in forms for the client
	Version    int
}

// ContactForm is what a form says of a contact, as typed.
type ContactForm struct {
	Name       string `form:"name"`
	Relation   string `form:"relation"`
	Phone      string `form:"phone"`
	Email      string `form:"email"`
	Address    string `form:"address"`
	Emergency  bool   `form:"emergency"`
	BillPayer  bool   `form:"bill_payer"`
	MayDiscuss bool   `form:"may_discuss"`
	Proxy      bool   `form:"proxy"`
	Version    int    `form:"version"`
}

// Contacts opens the people around a client.
func (s *Service) Contacts(ctx context.Context, who access.Actor, c id.Client) (Client, []Contact, error) {
	return open(ctx, s, who, access.OpenClient.On(c), ContactsTx)
}

// ContactsTx reads the standing contacts of the act's client: who is called
// first in an emergency first.
func ContactsTx(ctx context.Context, v *db.View) ([]Contact, error) { return listContacts(ctx, v) }

// AddContact writes somebody down beside the client.
func (s *Service) AddContact(ctx context.Context, who access.Actor, c id.Client, in ContactForm) (id.Contact, error) {
	return db.Make(ctx, s.db, who, access.EditClient.On(c), func(tx *db.Tx) (id.Contact, error) {
		return AddContactTx(ctx, tx, in)
	})
}

// AddContactTx writes somebody down within an act on the client's file.
func AddContactTx(ctx context.Context, tx *db.Tx, in ContactForm) (id.Contact, error) {
	contact, err := in.check()
	if err != nil {
		return 0, err
	}
	return insertContact(ctx, tx, contact)
}

// EditContact changes a contact; a form opened before another change is ErrStale.
func (s *Service) EditContact(ctx context.Context, who access.Actor, c id.Client, contact id.Contact, in ContactForm) error {
	is, err := in.check()
	if err != nil {
		return err
	}
	is.ID = contact
	return s.db.Write(ctx, who, access.EditClient.On(c), func(tx *db.Tx) error {
		return updateContact(ctx, tx, is)
	})
}

// EndContact takes a contact off the file; RestoreContact brings it back.
func (s *Service) EndContact(ctx context.Context, who access.Actor, c id.Client, contact id.Contact) error {
	return s.end(ctx, who, access.EditClient.On(c), endContact, int64(contact), true)
}

// RestoreContact undoes EndContact.
func (s *Service) RestoreContact(ctx context.Context, who access.Actor, c id.Client, contact id.Contact) error {
	return s.end(ctx, who, access.EditClient.On(c), endContact, int64(contact), false)
}

// end ends a row of a file, or brings it back.
func (s *Service) end(ctx context.Context, who access.Actor, act access.Act, do ending, row int64, over bool) error {
	return s.db.Write(ctx, who, act, func(tx *db.Tx) error { return do(ctx, tx, row, over) })
}

// ending sets or clears the end of one row of the act's client.
type ending func(ctx context.Context, tx *db.Tx, row int64, over bool) error

var errSecondPayer = &fault.Fault{
	Kind: fault.Invalid, Message: "Only one person can pay the bills. Nothing was lost.",
	Fields: map[string]string{"bill_payer": "Somebody else pays the bills. Take it off there first."},
}

func (in ContactForm) check() (Contact, error) {
	var c fault.Check
	c.Unless(in.Name != "", "name", "Write who this is.")
	c.Unless(len(in.Name) <= 200, "name", "This name is longer than 200 letters.")
	c.Unless(in.Email == "" || isMail(in.Email), "email", "This is not a mail address, such as name@example.org.")
	c.Unless(in.Phone == "" || digits(in.Phone) >= 5, "phone", "A phone number has at least five digits.")
	c.Unless(!in.Emergency || in.Phone != "", "phone", "Somebody to call in an emergency needs a phone number.")
	c.Unless(!in.Proxy || in.Email != "", "email", "Somebody who fills in forms gets them by mail: write their address.")
	if err := c.Fault(); err != nil {
		return Contact{}, err
	}
	return Contact{
		Name: in.Name, Relation: in.Relation, Phone: in.Phone, Email: in.Email, Address: in.Address,
		Emergency: in.Emergency, BillPayer: in.BillPayer, MayDiscuss: in.MayDiscuss, Proxy: in.Proxy, Version: in.Version,
	}, nil
}
