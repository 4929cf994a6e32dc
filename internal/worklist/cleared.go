package worklist

import (
	"context"
	"time"

	"charthouse/internal/access"
	"charthouse/internal/db"
	"charthouse/internal/id"
)

// Cleared is a row that left by itself, with the act that cleared it.
type Cleared struct {
	ClientID id.Client
	Client   string
	Kind     string
	Cents    int64
	At       time.Time
	Verb     access.Verb // of the act
	Became   string      // what the act made of the record, where its verb leaves that open: see became
	By       string      // who did it; empty for the clock
}

// ClearedTx reads what left the list since the instant, newest first, narrowed as
// the list is.
func ClearedTx(ctx context.Context, v *db.View, f Filter, since time.Time, limit int) ([]Cleared, error) {
	list, err := listCleared(ctx, v, f, since, limit)
	for _, c := range list {
		v.Shown(c.ClientID)
	}
	return list, err
}
