package workflow

import (
	"context"
	"errors"
	"strings"

	"charthouse/internal/access"
	"charthouse/internal/clients"
	"charthouse/internal/db"
	"charthouse/internal/fault"
	"charthouse/internal/id"
	"charthouse/internal/messaging"
	"charthouse/internal/scheduling"
	"charthouse/internal/worklist"
)

// OnlineBooking is what a patient's page sends: a time, who they are, why they come.
type OnlineBooking struct {
	scheduling.OnlineWish
	clients.Stranger
	Reason string `form:"reason"`
	Token  string `form:"-"` // under which the time is kept for them
}

// BookOnline books somebody who is known by nothing but what they say: into the file
// that is surely theirs, else into a new one, which the desk compares where another
// looks like it. It is confirmed by mail, and the form goes out, as from the desk.
//
// What it answers is the same for everybody: a time is had or gone. What depends on
// a file (who is known, who has a booking already, for whom a kind is not) shows in
// the mail or on the worklist only, and the time is taken all the same for a while.
func (w *Workflow) BookOnline(ctx context.Context, who access.Actor, in OnlineBooking) error {
	if err := in.reasoned(); err != nil {
		return err
	}
	for range 3 {
		if err := w.bookOnline(ctx, who, in); !errors.Is(err, errMeanwhile) {
			return err
		}
	}
	return errMeanwhile
}

// CheckOnline says what of a booking is missing or cannot be right, field by field, and
// looks into no file: who counts attempts asks it first.
func (w *Workflow) CheckOnline(ctx context.Context, who access.Actor, in OnlineBooking) error {
	if err := in.reasoned(); err != nil {
		return err
	}
	return w.db.Read(ctx, who, access.BookOnline.Practice(), func(v *db.View) error { return in.CheckTx(ctx, v) })
}

func (in OnlineBooking) reasoned() error {
	var c fault.Check
	c.Unless(len(in.Reason) <= 500, "reason", "Keep the reason under 500 letters.")
	return c.Fault()
}

// errMeanwhile is of a file that changed between the look for it and the act in it.
var errMeanwhile = fault.New(fault.Conflict, "Something changed while you sent this. Please send it once more.")

func (w *Workflow) bookOnline(ctx context.Context, who access.Actor, in OnlineBooking) error {
	own, kind, err := w.ownFile(ctx, who, in)
	switch {
	case err != nil:
		return err
	case own == 0 && kind.For == scheduling.ForKnown:
		return w.db.Write(ctx, who, access.BookOnline.Practice(), func(tx *db.Tx) error {
			return scheduling.KeepTimeTx(ctx, tx, in.OnlineWish, in.Token)
		})
	case own == 0:
		return w.db.Write(ctx, who, access.BookOnline.OnNew(), func(tx *db.Tx) error { return bookStrangerTx(ctx, tx, in) })
	}
	return w.db.Write(ctx, who, access.BookOnline.On(own), func(tx *db.Tx) error { return bookOwnTx(ctx, tx, in) })
}

// ownFile looks for the stranger's file. The look stands in the trail of the file.
func (w *Workflow) ownFile(ctx context.Context, who access.Actor, in OnlineBooking) (own id.Client, kind scheduling.OnlineType, err error) {
	err = w.db.Read(ctx, who, access.BookOnline.Across(), func(v *db.View) error {
		if err := in.CheckTx(ctx, v); err != nil {
			return err
		}
		if kind, err = scheduling.OnlineTypeTx(ctx, v, in.OnlineWish); err != nil {
			return err
		}
		if own, err = clients.OwnTx(ctx, v, in.Stranger); own != 0 {
			v.Shown(own)
		}
		return err
	})
	return own, kind, err
}

// bookStrangerTx opens a file and books into it, or neither.
func bookStrangerTx(ctx context.Context, tx *db.Tx, in OnlineBooking) error {
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
	visit, err := bookOnlineTx(ctx, tx, in)
	if err != nil || !alike {
		return err
	}
	return worklist.AskDeskTx(ctx, tx, "Booked online: compare with a file that looks the same",
		"Somebody who is not surely known booked online, and this file was opened. If it is the same person, book the visit in their own file and cancel this one.", visit)
}

// bookOwnTx books into the file that is the stranger's.
func bookOwnTx(ctx context.Context, tx *db.Tx, in OnlineBooking) error {
	if own, err := clients.OwnTx(ctx, &tx.View, in.Stranger); err != nil || own != tx.Client() {
		return errors.Join(err, errMeanwhile)
	}
	may, err := scheduling.AdmitTx(ctx, &tx.View, in.OnlineWish)
	if err != nil {
		return err
	}
	visit := may.Open
	switch {
	case may.Open != 0:
		err = remindTx(ctx, tx, in, may.Open)
	case may.Not:
		err = refuseOnlineTx(ctx, tx, in)
	default:
		visit, err = bookOnlineTx(ctx, tx, in)
	}
	if err != nil {
		return err
	}
	return compareTx(ctx, tx, in.Stranger, "booking online", visit)
}

func bookOnlineTx(ctx context.Context, tx *db.Tx, in OnlineBooking) (id.Visit, error) {
	made, err := scheduling.BookOnlineTx(ctx, tx, in.OnlineWish, in.Reason, in.Token)
	if err != nil {
		return 0, err
	}
	if err := scheduling.WaitedTx(ctx, tx, made.Kind); err != nil {
		return 0, err
	}
	return made.Visit, announceTx(ctx, tx, made)
}

// remindTx confirms the visit that somebody has, in place of a second one.
func remindTx(ctx context.Context, tx *db.Tx, in OnlineBooking, open id.Visit) error {
	if err := scheduling.KeepTimeTx(ctx, tx, in.OnlineWish, in.Token); err != nil {
		return err
	}
	mail, err := messaging.ConfirmTx(ctx, tx, open)
	return post(ctx, tx, mail, err)
}

// refuseOnlineTx has the desk call whom the kind of visit is not meant for.
func refuseOnlineTx(ctx context.Context, tx *db.Tx, in OnlineBooking) error {
	if err := scheduling.KeepTimeTx(ctx, tx, in.OnlineWish, in.Token); err != nil {
		return err
	}
	kind, err := scheduling.OnlineTypeTx(ctx, &tx.View, in.OnlineWish)
	if err != nil {
		return err
	}
	return worklist.AskDeskTx(ctx, tx, "Wanted to book online: "+kind.Name,
		"It is offered online to those who have not been here, so nothing was booked. Please call and find a time.", 0)
}

// compareTx asks the desk about an address or a number that the file does not have:
// a mail goes to the file's own.
func compareTx(ctx context.Context, tx *db.Tx, in clients.Stranger, when string, visit id.Visit) error {
	c, err := clients.ClientTx(ctx, &tx.View)
	if err != nil || strings.EqualFold(c.Email, in.Email) {
		return err
	}
	return worklist.AskDeskTx(ctx, tx, "Gave another mail address when "+when,
		"They wrote "+in.Email+" and "+in.Phone+". The mail went to the address in the file: ask them which is right.", visit)
}
