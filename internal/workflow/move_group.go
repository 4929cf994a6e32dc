package workflow

import (
	"context"
	"errors"

	"charthouse/internal/access"
	"charthouse/internal/db"
	"charthouse/internal/fault"
	"charthouse/internal/id"
	"charthouse/internal/scheduling"
)

// MoveGroup gives all who share a visit's booking another time, clinician or room, all
// of them or none, and tells each of them.
func (w *Workflow) MoveGroup(ctx context.Context, who access.Actor, c id.Client, visit id.Visit, wish scheduling.Wish) (moved scheduling.GroupMove, err error) {
	err = w.together(ctx, who, access.MoveVisit, scheduling.Member{Client: c, Visit: visit}, func(tx *db.Tx, m scheduling.Member) error {
		if moved, err = scheduling.MoveGroupTx(ctx, tx, m, wish); err != nil {
			return err
		}
		for _, o := range moved.Members {
			if err := movedTx(ctx, tx.In(o.Client), o.Visit); err != nil {
				return err
			}
		}
		left, err := scheduling.LeftTx(ctx, tx, moved.Left)
		return rescueOf(ctx, tx, left, err)
	})
	return moved, err
}

// together does an act in the files of all who share a visit's booking. Who came to it
// or left it between the look for them and the act has it looked for again.
func (w *Workflow) together(ctx context.Context, who access.Actor, verb access.Verb, m scheduling.Member, do func(*db.Tx, scheduling.Member) error) (err error) {
	for range 3 {
		files := []id.Client{m.Client}
		err = w.db.Read(ctx, who, access.OpenVisit.On(m.Client), func(v *db.View) error {
			all, err := scheduling.GroupTx(ctx, v, m.Visit)
			for _, o := range all {
				files = append(files, o.Client)
			}
			return err
		})
		if err != nil {
			return err
		}
		err = w.db.Write(ctx, who, verb.On(files...), func(tx *db.Tx) error { return do(tx, m) })
		if !errors.Is(err, scheduling.ErrGroupChanged) {
			break
		}
	}
	if shut, ok := errors.AsType[*db.Restricted](err); ok && shut.Client != m.Client {
		return errGroupShut
	}
	return err
}

// errGroupShut refuses an act in a file that is shut to whoever acts, and does not say
// whose it is.
var errGroupShut = fault.New(fault.Conflict, "Somebody of this group has a restricted file, which opens for its care team only. Nothing was changed. Open that file from the day with a reason first, or ask somebody of its care team to do this.")
