package clients

import (
	"context"
	"time"

	"charthouse/internal/access"
	"charthouse/internal/db"
	"charthouse/internal/id"
)

// Look is one act in a client's file: who saw or changed it, and when. What the
// values were stands in the history, and is not part of it: who may read the
// trail may not therefore read what is clinical.
type Look struct {
	ID      int64
	At      time.Time
	Actor   string // see access.Actor.Key
	Name    string // of a member of staff
	Verb    access.Verb
	Allowed bool
	Changed []string // each kind of row that it touched: "added payments", "changed clients: phone, email"
}

// looksAtOnce is how many acts a page of the trail has.
const looksAtOnce = 100

// Trail opens who saw and changed a file, the latest first, before an act's
// number; zero begins with the latest. Acts on many files at once, such as a
// day's list, are not among them. Older is where the next page begins, or zero.
func (s *Service) Trail(ctx context.Context, who access.Actor, c id.Client, before int64) (client Client, looks []Look, older int64, err error) {
	client, looks, err = open(ctx, s, who, access.OpenTrail.On(c), func(ctx context.Context, v *db.View) ([]Look, error) {
		return listLooks(ctx, v, before)
	})
	if len(looks) > looksAtOnce {
		looks = looks[:looksAtOnce]
		older = looks[looksAtOnce-1].ID
	}
	return client, looks, older, err
}
