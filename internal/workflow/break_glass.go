package workflow

import (
	"context"

	"charthouse/internal/access"
	"charthouse/internal/clients"
	"charthouse/internal/db"
	"charthouse/internal/id"
	"charthouse/internal/practice"
)

// BreakGlass opens one restricted file for an hour to somebody outside its care
// team who says why and proves who they are. It stands on the managers' worklist
// from that instant, until somebody else has looked at what was done.
//
// The act carries no form key: the key's row would hold a quick hash of the
// password. Doors is the service that holds the hashing of passwords in turn.
func (w *Workflow) BreakGlass(ctx context.Context, who access.Actor, doors *practice.Service, c id.Client, in clients.GlassForm) error {
	if err := in.Check(); err != nil {
		return err
	}
	if err := doors.Prove(ctx, who, in.Password); err != nil {
		return err
	}
	return w.db.Write(ctx, who.Posting(access.Post{}), access.BreakGlass.On(c), func(tx *db.Tx) error {
		return clients.BreakGlassTx(ctx, tx, in)
	})
}
