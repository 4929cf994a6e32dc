package workflow

import (
	"context"
	"errors"

	"charthouse/internal/access"
	"charthouse/internal/clients"
	"charthouse/internal/db"
	"charthouse/internal/fault"
	"charthouse/internal/id"
	"charthouse/internal/messaging"
	"charthouse/internal/scheduling"
	"charthouse/internal/worklist"
)

// OnlineWait is what a patient's page sends: who they are, and which times suit them.
type OnlineWait struct {
	clients.Stranger
	scheduling.WaitForm
}

// JoinWaitlist puts somebody on the waitlist who is known by nothing but what they say:
// in the file that is surely theirs, else in a new one. As with BookOnline, what it
// answers is the same for everybody. How urgent it is, is the practice's to say.
func (w *Workflow) JoinWaitlist(ctx context.Context, who access.Actor, in OnlineWait) error {
	in.WaitForm = in.theirs()
	for range 3 {
		if err := w.joinWaitlist(ctx, who, in); !errors.Is(err, errMeanwhile) {
			return err
		}
	}
	return errMeanwhile
}

// CheckJoin says what of a wait is missing or cannot be right, field by field, and looks
// into no file: who counts attempts asks it first.
func (w *Workflow) CheckJoin(ctx context.Context, who access.Actor, in OnlineWait) error {
	return w.db.Read(ctx, who, access.JoinWaitlist.Practice(), func(v *db.View) error {
		var c fault.Check
		if err := c.Take(in.CheckTx(ctx, v)); err != nil {
			return err
		}
		if err := c.Take(scheduling.CheckWaitTx(ctx, v, in.theirs())); err != nil {
			return err
		}
		return c.Fault()
	})
}

// theirs is what is theirs to say of a wait.
func (in OnlineWait) theirs() scheduling.WaitForm {
	return scheduling.WaitForm{
		Type: in.Type, Clinician: in.Clinician, Weekdays: in.Weekdays, Parts: in.Parts, Earliest: in.Earliest, Latest: in.Latest,
	}
}

func (w *Workflow) joinWaitlist(ctx context.Context, who access.Actor, in OnlineWait) error {
	var own id.Client
	var kind scheduling.OnlineType
	err := w.db.Read(ctx, who, access.JoinWaitlist.Across(), func(v *db.View) (err error) {
		if err := in.CheckTx(ctx, v); err != nil {
			return err
		}
		if kind, err = scheduling.WaitsOnlineTx(ctx, v, in.WaitForm); err != nil {
			return err
		}
		if own, err = clients.OwnTx(ctx, v, in.Stranger); own != 0 {
			v.Shown(own)
		}
		return err
	})
	switch {
	case err != nil:
		return err
	case own == 0 && kind.For == scheduling.ForKnown: // the same answer, and no file for who is not known
		return nil
	case own == 0:
		return w.db.Write(ctx, who, access.JoinWaitlist.OnNew(), func(tx *db.Tx) error { return joinStrangerTx(ctx, tx, in) })
	}
	return w.db.Write(ctx, who, access.JoinWaitlist.On(own), func(tx *db.Tx) error { return joinOwnTx(ctx, tx, in, kind) })
}

// joinTx puts the act's client on the waitlist, or has what they wish for now take the
// place of what they wished for before, and tells them.
func joinTx(ctx context.Context, tx *db.Tx, f scheduling.WaitForm) error {
	n, err := scheduling.JoinWaitTx(ctx, tx, f)
	if err != nil || n == 0 {
		return err
	}
	mail, err := messaging.WaitingTx(ctx, tx, n)
	return post(ctx, tx, mail, err)
}

// joinStrangerTx opens a file and puts it on the waitlist, or neither.
func joinStrangerTx(ctx context.Context, tx *db.Tx, in OnlineWait) error {
	if err := tx.LockScope(ctx, db.Stranger, in.Number()); err != nil {
		return err
	}
	if own, err := clients.OwnTx(ctx, &tx.View, in.Stranger); err != nil || own != 0 {
		return errors.Join(err, errMeanwhile)
	}
	alike, err := clients.OpenOwnTx(ctx, tx, in.Stranger)
	if err != nil {
		return err
	}
	if err := joinTx(ctx, tx, in.WaitForm); err != nil || !alike {
		return err
	}
	return worklist.AskDeskTx(ctx, tx, "Joined the waitlist online: compare with a file that looks the same",
		"Somebody who is not surely known joined the waitlist, and this file was opened. If it is the same person, put them on the waitlist in their own file and take this one off.", 0)
}

// joinOwnTx puts the stranger's own file on the waitlist, or has the desk call whom the
// kind of visit is not meant for.
func joinOwnTx(ctx context.Context, tx *db.Tx, in OnlineWait, kind scheduling.OnlineType) error {
	if own, err := clients.OwnTx(ctx, &tx.View, in.Stranger); err != nil || own != tx.Client() {
		return errors.Join(err, errMeanwhile)
	}
	not, err := scheduling.NotForThemTx(ctx, &tx.View, kind)
	if err != nil {
		return err
	}
	if not {
		err = worklist.AskDeskTx(ctx, tx, "Wanted to wait online: "+kind.Name,
			"It is offered online to those who have not been here, so they are not on the waitlist. Please call them.", 0)
	} else {
		err = joinTx(ctx, tx, in.WaitForm)
	}
	if err != nil {
		return err
	}
	return compareTx(ctx, tx, in.Stranger, "joining the waitlist", 0)
}
