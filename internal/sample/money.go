package sample

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"charthouse/internal/billing"
	"charthouse/internal/id"
	"charthouse/internal/sample/life"
)

// giveBack has people pay on account what they get back: a small sum at once, a
// larger one when somebody else agrees; and a card that was charged for the wrong
// person is reversed.
func (l *loader) giveBack(ctx context.Context) error {
	door := billing.New(l.db)
	owing, err := l.owing(ctx)
	if err != nil {
		return err
	}
	even := func(v *life.Visit) bool { return !owing[v.Person.Number] }
	for i, x := range []struct{ amount, back, why string }{
		{"60.00", "60.00", "Paid by the employer, too"},
		{"320.00", "280.00", "Course given up after the first visit"},
		{"48.00", "", "Card of another patient"},
	} {
		v := l.seen(3+i*4, even)
		if v == nil {
			return nil
		}
		l.at = l.now.Add(-3 * time.Hour)
		p, err := door.TakePayment(ctx, l.actor(v.Desk.ID), v.Person.Number, billing.PaymentForm{Amount: x.amount, Method: "card", Reference: "ending 4417"})
		if err != nil {
			return err
		}
		l.at = l.now.Add(-2 * time.Hour)
		owing[v.Person.Number] = true
		if x.back == "" {
			err = door.ReversePayment(ctx, l.set.biller, v.Person.Number, p, billing.ReverseForm{Reason: x.why})
		} else {
			_, err = door.Refund(ctx, l.set.biller, v.Person.Number, billing.RefundForm{Amount: x.back, Method: "card", Reason: x.why})
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// owing is who has something to pay: what they pay ahead goes there first.
func (l *loader) owing(ctx context.Context) (map[id.Client]bool, error) {
	rows, err := l.pool.Query(ctx, `select distinct client_id from visit_dues where client_cents > 0`)
	if err != nil {
		return nil, err
	}
	list, err := pgx.CollectRows(rows, pgx.RowTo[id.Client])
	out := map[id.Client]bool{}
	for _, c := range list {
		out[c] = true
	}
	return out, err
}
