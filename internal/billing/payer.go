package billing

import (
	"context"

	"charthouse/internal/access"
	"charthouse/internal/db"
	"charthouse/internal/fault"
	"charthouse/internal/id"
)

// Payer is who pays for clients: an insurer, a fund, an employer.
type Payer struct {
	ID             id.Payer
	Name, Code     string // the code by which claims name it
	Address, Phone string
	Closed         bool
}

// PayerForm is what is typed about a payer.
type PayerForm struct {
	Name    string `form:"name"`
	Code    string `form:"code"`
	Address string `form:"address"`
	Phone   string `form:"phone"`
}

// ListPayers lists every payer, closed ones last.
func (s *Service) ListPayers(ctx context.Context, who access.Actor) (all []Payer, err error) {
	err = s.db.Read(ctx, who, access.OpenSettings.Practice(), func(v *db.View) error {
		all, err = listPayers(ctx, v)
		return err
	})
	return all, err
}

// FindPayer answers one.
func (s *Service) FindPayer(ctx context.Context, who access.Actor, n id.Payer) (p Payer, err error) {
	err = s.db.Read(ctx, who, access.OpenSettings.Practice(), func(v *db.View) error {
		p, err = findPayer(ctx, v, n)
		return err
	})
	return p, err
}

// AddPayer adds a payer that coverages can name from now on.
func (s *Service) AddPayer(ctx context.Context, who access.Actor, f PayerForm) (id.Payer, error) {
	if err := f.check(); err != nil {
		return 0, err
	}
	return db.Make(ctx, s.db, who, access.EditSettings.Practice(), func(tx *db.Tx) (id.Payer, error) { return insertPayer(ctx, tx, f) })
}

// EditPayer changes a payer everywhere: coverages name it and do not copy it.
func (s *Service) EditPayer(ctx context.Context, who access.Actor, n id.Payer, f PayerForm) error {
	if err := f.check(); err != nil {
		return err
	}
	return s.db.Write(ctx, who, access.EditSettings.Practice(), func(tx *db.Tx) error { return updatePayer(ctx, tx, n, f) })
}

// ClosePayer takes a payer out of what can be chosen, or back in. Coverages keep it.
func (s *Service) ClosePayer(ctx context.Context, who access.Actor, n id.Payer, closed bool) error {
	return s.db.Write(ctx, who, access.EditSettings.Practice(), func(tx *db.Tx) error { return closePayer(ctx, tx, n, closed) })
}

func (f PayerForm) check() error {
	var c fault.Check
	c.Unless(f.Name != "" && len(f.Name) <= 200, "name", "Write the name as it stands on the insurance card.")
	c.Unless(len(f.Code) <= 80, "code", "Use at most 80 characters.")
	return c.Fault()
}
