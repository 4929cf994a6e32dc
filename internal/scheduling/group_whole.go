package scheduling

import (
	"context"
	"slices"
	"strconv"

	"charthouse/internal/db"
	"charthouse/internal/fault"
	"charthouse/internal/id"
)

// Member is somebody of a group, with their visit.
type Member struct {
	Client id.Client
	Visit  id.Visit
}

// GroupTx answers who shares the booking of a visit of the act's client: whoever has a
// place of it, or of a visit that is cancelled, whoever was cancelled with it. It names
// the files in which the whole group is moved, cancelled or booked again.
func GroupTx(ctx context.Context, v *db.View, i id.Visit) ([]Member, error) {
	own, err := findVisit(ctx, v, i)
	if err != nil {
		return nil, err
	}
	all, err := listShared(ctx, v, own.BookingID, own.CancelledAt)
	return membersOf(all), err
}

func membersOf(all []visit) (out []Member) {
	for _, v := range all {
		out = append(out, Member{v.ClientID, v.ID})
	}
	return out
}

// ErrGroupChanged refuses an act on a group that is another by now.
var ErrGroupChanged = fault.New(fault.Conflict, "Somebody came to this group or left it while you sent this. Look at it again.")

// whole reads a visit and all who share its booking; the files of the act are theirs
// and nobody else's.
func whole(ctx context.Context, tx *db.Tx, m Member) (own visit, all []visit, err error) {
	if own, err = findVisit(ctx, &tx.In(m.Client).View, m.Visit); err != nil {
		return own, nil, err
	}
	if err := own.open(); err != nil && own.CancelledAt == nil { // they have no place of it
		return own, nil, err
	}
	if all, err = listShared(ctx, &tx.View, own.BookingID, own.CancelledAt); err != nil {
		return own, nil, err
	}
	var files []id.Client
	for _, v := range all {
		files = append(files, v.ClientID)
	}
	if !slices.Equal(files, tx.Files()) { // both in order of number
		return own, nil, ErrGroupChanged
	}
	return own, all, nil
}

// stillShared refuses to move one of a group to which somebody came, or which the last
// other left, before its calendars were locked.
func (v visit) stillShared(ctx context.Context, tx *db.Tx) error {
	if !v.Group {
		return nil
	}
	now, err := findVisit(ctx, &tx.View, v.ID)
	if err == nil && (now.Others > 0) != (v.Others > 0) {
		err = ErrGroupChanged
	}
	return err
}

// lockHeld takes the calendars of what a booking holds.
func lockHeld(ctx context.Context, tx *db.Tx, b id.Booking) error {
	held, err := listHeldBy(ctx, &tx.View, b)
	if err != nil {
		return err
	}
	return lockCalendars(ctx, tx, held)
}

// notBegun refuses a group of which somebody was seen.
func notBegun(all []visit, otherwise string) error {
	n := 0
	for _, v := range all {
		if v.SeenAt != nil || v.Signed {
			n++
		}
	}
	if n == 0 || len(all) == 1 { // the rules of one visit say it of that one
		return nil
	}
	return fault.New(fault.Conflict, strconv.Itoa(n)+" of the "+strconv.Itoa(len(all))+" of this group were seen already. "+otherwise)
}
