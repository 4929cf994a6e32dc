package clients

import (
	"context"
	"slices"

	"charthouse/internal/access"
	"charthouse/internal/db"
	"charthouse/internal/fault"
	"charthouse/internal/id"
)

// ReachForm is a way to reach somebody, as typed. What is left empty stays as it is.
type ReachForm struct {
	Phone    string `form:"phone"`
	Email    string `form:"email"`
	Line1    string `form:"line1"`
	Postcode string `form:"postcode"`
	City     string `form:"city"`
	Address  string `form:"address"` // of a contact, in one
}

var errNoReach = &fault.Fault{
	Kind: fault.Invalid, Message: "Nothing was written. The line still waits for it.",
	Fields: map[string]string{"phone": "Write at least one way to reach them.", "email": "Write at least one way to reach them."},
}

// FixReach gives a client a way to be reached, where its absence holds something up.
func (s *Service) FixReach(ctx context.Context, who access.Actor, c id.Client, in ReachForm) error {
	return s.db.Write(ctx, who, access.EditClient.On(c), func(tx *db.Tx) error {
		was, err := findClient(ctx, &tx.View)
		if err != nil {
			return err
		}
		is := was.Details()
		for into, value := range map[*string]string{
			&is.Phone: in.Phone, &is.Email: in.Email, &is.Line1: in.Line1, &is.Postcode: in.Postcode, &is.City: in.City,
		} {
			if value != "" {
				*into = value
			}
		}
		changed := Changed(was.Details(), is)
		if len(changed) == 0 {
			return errNoReach
		}
		right, err := is.checkTx(ctx, tx)
		if err != nil {
			return err
		}
		if err := updateClient(ctx, tx, right); err != nil {
			return err
		}
		return verify(ctx, tx, changed, "said at the desk")
	})
}

// FixContactReach gives somebody around the client a way to be reached.
func (s *Service) FixContactReach(ctx context.Context, who access.Actor, c id.Client, contact id.Contact, in ReachForm) error {
	return s.db.Write(ctx, who, access.EditClient.On(c), func(tx *db.Tx) error {
		list, err := listContacts(ctx, &tx.View)
		if err != nil {
			return err
		}
		at := slices.IndexFunc(list, func(k Contact) bool { return k.ID == contact })
		if at < 0 {
			return fault.New(fault.NotFound, "This contact is not in the file any more.")
		}
		is := list[at].form()
		for into, value := range map[*string]string{&is.Phone: in.Phone, &is.Email: in.Email, &is.Address: in.Address} {
			if value != "" {
				*into = value
			}
		}
		if is == list[at].form() {
			return errNoReach
		}
		right, err := is.check()
		if err != nil {
			return err
		}
		right.ID = contact
		return updateContact(ctx, tx, right)
	})
}

func (k Contact) form() ContactForm {
	return ContactForm{
		Name: k.Name, Relation: k.Relation, Phone: k.Phone, Email: k.Email, Address: k.Address,
		Emergency: k.Emergency, BillPayer: k.BillPayer, MayDiscuss: k.MayDiscuss, Proxy: k.Proxy, Version: k.Version,
	}
}
