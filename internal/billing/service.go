package billing

import (
	"context"

	"charthouse/internal/access"
	"charthouse/internal/db"
	"charthouse/internal/fault"
	"charthouse/internal/id"
)

// Fee is one service of the fee schedule. (Service is the door of this package.)
type Fee struct {
	ID     id.Service
	Code   string
	Label  string
	Cents  Cents // of one unit
	Closed bool
}

// FeeForm is what is typed about a service: its code, its words, its price.
type FeeForm struct {
	Code   string `form:"code"`
	Label  string `form:"label"`
	Amount string `form:"amount"`
}

// ListFees lists the fee schedule by code, closed services last.
func (s *Service) ListFees(ctx context.Context, who access.Actor) (all []Fee, err error) {
	err = s.db.Read(ctx, who, access.OpenSettings.Practice(), func(v *db.View) error {
		all, err = listFees(ctx, v)
		return err
	})
	return all, err
}

// FindFee answers one service.
func (s *Service) FindFee(ctx context.Context, who access.Actor, n id.Service) (f Fee, err error) {
	err = s.db.Read(ctx, who, access.OpenSettings.Practice(), func(v *db.View) error {
		f, err = findFee(ctx, v, n)
		return err
	})
	return f, err
}

// AddFee adds a service to the fee schedule.
func (s *Service) AddFee(ctx context.Context, who access.Actor, f FeeForm) (id.Service, error) {
	cents, err := f.check()
	if err != nil {
		return 0, err
	}
	return db.Make(ctx, s.db, who, access.EditSettings.Practice(), func(tx *db.Tx) (id.Service, error) {
		return insertFee(ctx, tx, f, cents)
	})
}

// EditFee changes a service for what is charged from now on. Charges keep the
// price, code and words they were posted with.
func (s *Service) EditFee(ctx context.Context, who access.Actor, n id.Service, f FeeForm) error {
	cents, err := f.check()
	if err != nil {
		return err
	}
	return s.db.Write(ctx, who, access.EditSettings.Practice(), func(tx *db.Tx) error { return updateFee(ctx, tx, n, f, cents) })
}

// CloseFee takes a service out of the schedule, or back into it.
func (s *Service) CloseFee(ctx context.Context, who access.Actor, n id.Service, closed bool) error {
	return s.db.Write(ctx, who, access.EditSettings.Practice(), func(tx *db.Tx) error { return closeFee(ctx, tx, n, closed) })
}

func (f FeeForm) check() (Cents, error) {
	var c fault.Check
	c.Unless(f.Code != "" && len(f.Code) <= 20, "code", "Write the code that stands on claims and invoices, such as 99213.")
	c.Unless(f.Label != "" && len(f.Label) <= 200, "label", "Say what is done, as the patient reads it on the invoice.")
	cents, wrong := ParseCents(f.Amount, "")
	c.Unless(wrong == "", "amount", wrong)
	return cents, c.Fault()
}
