package clients

import (
	"context"

	"charthouse/internal/db"
	"charthouse/internal/id"
)

// EndTextsTx ends texts to the clients of the act, who said STOP: their reminders go
// by mail from now on.
func EndTextsTx(ctx context.Context, tx *db.Tx, list []id.Client) error {
	ended, err := endTexts(ctx, tx, list)
	if err != nil {
		return err
	}
	for _, c := range ended {
		if err := verifyOf(ctx, tx, c, []string{"texts_agreed"}, "answered STOP to a text"); err != nil {
			return err
		}
	}
	return nil
}
