package workflow

import (
	"context"

	"charthouse/internal/access"
	"charthouse/internal/db"
	"charthouse/internal/id"
	"charthouse/internal/messaging"
	"charthouse/internal/scheduling"
)

// BookSeries books the client for the times of a series that were accepted, all of
// them or none, and confirms them in one mail. The form that their kind asks for is
// sent once, for the first visit. The conversation that the series comes of, if o
// names one, closes with that visit. It answers the first visit.
func (w *Workflow) BookSeries(ctx context.Context, who access.Actor, c id.Client, o messaging.Open, wish scheduling.Wish, rep scheduling.Repeat) (id.Visit, error) {
	return db.Make(ctx, w.db, who, access.BookVisit.On(c), func(tx *db.Tx) (id.Visit, error) {
		made, err := scheduling.BookSeriesTx(ctx, tx, wish, rep)
		if err != nil {
			return 0, err
		}
		mail, err := messaging.ConfirmSeriesTx(ctx, tx, made.Visits)
		if err := post(ctx, tx, mail, err); err != nil {
			return 0, err
		}
		first := made.Visits[0]
		if made.Form != 0 {
			if err := sendForm(ctx, tx, first, made.Form); err != nil {
				return 0, err
			}
		}
		if o.Talk == 0 {
			return first, nil
		}
		return first, messaging.BecameTx(ctx, tx, o, messaging.Became{Outcome: messaging.Booked, Visit: first})
	})
}
