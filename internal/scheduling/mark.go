package scheduling

import (
	"context"
	"time"

	"charthouse/internal/access"
	"charthouse/internal/db"
	"charthouse/internal/fault"
	"charthouse/internal/id"
)

// MarkKind is something that happened at a visit.
type MarkKind string

// The marks. A visit that was cancelled or missed was not seen, and the other
// way round.
const (
	MarkArrived   MarkKind = "arrived"
	MarkRoomed    MarkKind = "roomed"
	MarkWith      MarkKind = "with"  // the clinician came to them
	MarkReady     MarkKind = "ready" // the clinician is done with them
	MarkSeen      MarkKind = "seen"
	MarkNoShow    MarkKind = "no_show"
	MarkCancelled MarkKind = "cancelled"
)

// Mark is what happened, and where or why.
type Mark struct {
	Kind   MarkKind
	Place  string `form:"place"` // of roomed; empty is the room that is held
	Reason string `form:"reason"`
}

// Mark says that somebody arrived, went into a room, is with the clinician, is ready
// to leave, was seen, or did not come.
// A later mark implies arrival. Cancelling frees time: see CancelTx.
// What a no-show costs is charged beside it: see the workflow's MarkVisit.
func (s *Service) Mark(ctx context.Context, who access.Actor, c id.Client, i id.Visit, m Mark) error {
	return s.db.Write(ctx, who, access.FlowVisit.On(c), func(tx *db.Tx) error { return MarkTx(ctx, tx, i, m) })
}

// MarkTx is Mark within another act.
func MarkTx(ctx context.Context, tx *db.Tx, i id.Visit, m Mark) error {
	v, err := findVisit(ctx, &tx.View, i)
	if err != nil {
		return err
	}
	if err := v.mayMark(m.Kind, tx.Now()); err != nil {
		return err
	}
	if m.Kind == MarkRoomed {
		if err := v.room(ctx, tx, &m); err != nil {
			return err
		}
	}
	if v.ArrivedAt == nil && m.Kind != MarkArrived && m.Kind != MarkNoShow {
		if err := insertMark(ctx, tx, i, Mark{Kind: MarkArrived}); err != nil {
			return err
		}
	}
	return insertMark(ctx, tx, i, m)
}

// Unmark takes a mark back, with the arrival that it implied.
func (s *Service) Unmark(ctx context.Context, who access.Actor, c id.Client, i id.Visit, k MarkKind) error {
	return s.db.Write(ctx, who, access.FlowVisit.On(c), func(tx *db.Tx) error { return UnmarkTx(ctx, tx, i, k) })
}

// UnmarkTx is Unmark within another act.
func UnmarkTx(ctx context.Context, tx *db.Tx, i id.Visit, k MarkKind) error {
	v, err := findVisit(ctx, &tx.View, i)
	if err != nil {
		return err
	}
	at, err := v.mayUnmark(k)
	if err != nil {
		return err
	}
	if err := deleteMarks(ctx, tx, i, k); err != nil {
		return err
	}
	if k != MarkArrived && v.only(k) && v.ArrivedAt != nil && v.ArrivedAt.Equal(at) {
		return deleteMarks(ctx, tx, i, MarkArrived)
	}
	return nil
}

// only is true where nothing but the mark says that they are here.
func (v visit) only(k MarkKind) bool {
	for other, at := range v.marks() {
		if at != nil && other != k && other != MarkArrived {
			return false
		}
	}
	return true
}

// marks are when each was made.
func (v visit) marks() map[MarkKind]*time.Time {
	return map[MarkKind]*time.Time{
		MarkArrived: v.ArrivedAt, MarkRoomed: v.RoomedAt, MarkWith: v.WithAt, MarkReady: v.ReadyAt, MarkSeen: v.SeenAt, MarkNoShow: v.NoShowAt,
	}
}

// room decides where: the place that was picked, or the one that is held.
func (v visit) room(ctx context.Context, tx *db.Tx, m *Mark) error {
	var c fault.Check
	picked := optional[id.Place](&c, m.Place, "place", "Choose one of the rooms.")
	if err := c.Fault(); err != nil {
		return err
	}
	if picked == 0 {
		picked = v.PlaceID
	}
	if picked == 0 {
		return nil
	}
	p, err := findPlace(ctx, &tx.View, v.LocationID, picked, "room")
	m.Place = p.ID.String()
	return absent(err, "place", "This room is not at this location any more. Choose another one.")
}

// mayMark is the law of the marks.
func (v visit) mayMark(k MarkKind, now time.Time) error {
	if err := v.open(); err != nil {
		return err
	}
	_, known := v.marks()[k]
	switch {
	case !v.begun(now):
		return fault.New(fault.Conflict, "This visit is on "+v.day()+". Say on that day what happened, or move the visit.")
	case v.SeenAt != nil:
		return fault.New(fault.Conflict, "This visit is already marked as seen.")
	case k == MarkArrived && v.ArrivedAt != nil:
		return fault.New(fault.Conflict, "This visit is already marked as arrived.")
	case k == MarkNoShow && v.ArrivedAt != nil:
		return fault.New(fault.Conflict, "Somebody who arrived did not miss the visit. Undo the arrival first, or cancel the visit.")
	case k == MarkNoShow && now.Before(v.StartsAt):
		return fault.New(fault.Conflict, "It is not "+v.clock()+" yet. They may still come.")
	case (k == MarkRoomed || k == MarkWith) && v.ReadyAt != nil:
		return fault.New(fault.Conflict, "They are marked as ready to leave. Undo that first.")
	case k == MarkWith && v.WithAt != nil:
		return fault.New(fault.Conflict, "The clinician is with them already.")
	case k == MarkReady && v.ReadyAt != nil:
		return fault.New(fault.Conflict, "This visit is already marked as ready to leave.")
	case k == MarkCancelled || !known:
		return fault.New(fault.NotFound, "There is no such mark.")
	}
	return nil
}

// mayUnmark answers when the mark was made, or why it must stay.
func (v visit) mayUnmark(k MarkKind) (time.Time, error) {
	at, known := v.marks()[k]
	switch {
	case !known:
		return time.Time{}, db.ErrNone
	case at == nil:
		return time.Time{}, fault.New(fault.Conflict, "There is nothing to undo: somebody did so before you.")
	case v.Signed && k != MarkNoShow:
		return time.Time{}, fault.New(fault.Conflict, "The note of this visit is signed: it took place.")
	case k != MarkSeen && v.SeenAt != nil:
		return time.Time{}, fault.New(fault.Conflict, "This visit is marked as seen. Undo that first.")
	case k == MarkArrived && v.RoomedAt != nil:
		return time.Time{}, fault.New(fault.Conflict, "This visit is in a room. Undo that first.")
	case k != MarkReady && k != MarkSeen && v.ReadyAt != nil:
		return time.Time{}, fault.New(fault.Conflict, "They are marked as ready to leave. Undo that first.")
	case (k == MarkArrived || k == MarkRoomed) && v.WithAt != nil:
		return time.Time{}, fault.New(fault.Conflict, "The clinician is with them. Undo that first.")
	}
	return *at, nil
}
