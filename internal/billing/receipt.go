package billing

import (
	"context"

	"charthouse/internal/access"
	"charthouse/internal/db"
	"charthouse/internal/id"
)

// Receipt opens a payment with what it was put to; a payer's with what it answered.
func (s *Service) Receipt(ctx context.Context, who access.Actor, c id.Client, payment id.Payment) (r Receipt, err error) {
	err = s.db.Read(ctx, who, access.OpenAccount.On(c), func(v *db.View) error {
		if r.Payment, err = findPayment(ctx, v, payment); err != nil {
			return err
		}
		if r.Paper, err = findPaper(ctx, v, r.VisitID); err != nil {
			return err
		}
		if r.Parts, err = listParts(ctx, v, r.EntryID); err != nil {
			return err
		}
		if r.ClaimID != 0 {
			return r.answered(ctx, v)
		}
		r.Remaining, err = findRemaining(ctx, v, r.EntryID)
		return err
	})
	return r, err
}

// answered adds what the payer said with its payment.
func (r *Receipt) answered(ctx context.Context, v *db.View) error {
	answers, err := listAnswers(ctx, v, r.ClaimID)
	for _, a := range answers {
		if a.ID == r.ID {
			r.Adjustment, r.Patient = a.Adjustment, a.Patient
		}
	}
	return err
}
