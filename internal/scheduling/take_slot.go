package scheduling

import (
	"context"
	"time"

	"charthouse/internal/access"
	"charthouse/internal/db"
	"charthouse/internal/fault"
	"charthouse/internal/id"
)

// SlotOffer is a time that somebody is offered, as they see it.
type SlotOffer struct {
	ID        id.SlotOffer
	WaitID    id.Wait
	OpeningID id.Opening
	State     SlotOfferState
	ExpiresAt time.Time
	Open      bool   // nobody has it, and it is not stopped
	Waits     bool   // they still wait
	EndedFor  string // why not: booked, removed, left, over
	Type      string
	TypeID    id.VisitType
	Clinician string
	Place     string
	Address   string
	Zone      string
	Local     time.Time // wall time, labelled UTC
	VisitID   id.Visit  // that would move, or zero
	Was       time.Time // its wall time, labelled UTC
	HoldID    id.Booking
	Taken     *time.Time // the wall time of the visit that they have by another offer of the same wait, labelled UTC
	TakenAt   string     // its place
	TakenGone bool       // it was cancelled since
}

// SlotOfferState is what came of an offer.
type SlotOfferState string

// The states of an offer, as the table slot_offers writes them.
const (
	OfferStands   SlotOfferState = "offered"
	OfferAccepted SlotOfferState = "accepted"
	OfferDeclined SlotOfferState = "declined"
	OfferExpired  SlotOfferState = "expired"
	OfferGone     SlotOfferState = "gone"
)

// Stands is true while it may be taken.
func (o SlotOffer) Stands(now time.Time) bool {
	return o.State == OfferStands && o.Open && o.Waits && now.Before(o.ExpiresAt)
}

// Until is the wall time of its end where the visit would be.
func (o SlotOffer) Until() time.Time {
	zone, err := time.LoadLocation(o.Zone)
	if err != nil {
		zone = time.UTC
	}
	return asWritten(o.ExpiresAt.In(zone))
}

// ErrSlotGone refuses an offer that stands no more, whatever the reason: nobody learns
// who has the time.
var ErrSlotGone = fault.New(fault.Conflict, "This time is gone. You stay on the waitlist, and we write to you when another one becomes free.")

// SlotOfOwn reads the offer of the link by which the patient came.
func (s *Service) SlotOfOwn(ctx context.Context, who access.Actor) (o SlotOffer, err error) {
	err = s.db.Read(ctx, who, access.AnswerOffer.On(who.Client()), func(v *db.View) error {
		o, err = findSlotOffer(ctx, v)
		return err
	})
	return o, err
}

// Rescue is what the acceptance of an offer made: a visit, or the move of one.
type Rescue struct {
	Made
	Opening id.Opening
	Moved   bool
	Before  bool // it was theirs already
}

// TakeSlotTx books the offer of the act's link, or moves the visit that waits for it,
// under the rules of booking. Of any number who take one time, one has it; the others
// are told that it is gone.
func TakeSlotTx(ctx context.Context, tx *db.Tx) (t Rescue, err error) {
	o, err := findSlotOffer(ctx, &tx.View)
	switch {
	case err != nil:
		return t, err
	case o.State == OfferAccepted:
		return Rescue{Before: true}, nil
	case !o.Stands(tx.Now()):
		return t, ErrSlotGone
	}
	is, err := findOpening(ctx, &tx.View, o.OpeningID)
	if err != nil {
		return t, err
	}
	t.Opening, t.Moved = is.ID, o.VisitID != 0
	w := is.wish()
	w.kept, w.online, w.VisitType = is.HoldID, true, o.TypeID.String()
	if t.Moved {
		t.Visit = o.VisitID
		_, err = MoveTx(ctx, tx, o.VisitID, w)
	} else {
		t.Made, err = BookTx(ctx, tx, w)
	}
	if err != nil {
		return t, slotGone(err)
	}
	if mine, err := closeOpening(ctx, tx, is.ID, wasTaken, ""); err != nil || !mine {
		return t, slotGone(orGone(err))
	}
	if err := acceptSlotOffer(ctx, tx, o.ID, t.Visit); err != nil {
		return t, slotGone(err)
	}
	return t, endWait(ctx, tx, o.WaitID, WaitBooked, "")
}

// orGone is the error, or that the time is gone.
func orGone(err error) error {
	if err == nil {
		return ErrSlotGone
	}
	return err
}

func slotGone(err error) error {
	if k := fault.KindOf(err); err != nil && (k == fault.Invalid || k == fault.Conflict || k == fault.NotFound) || db.Broke(err, "slot_offers_one_accepted") {
		return ErrSlotGone
	}
	return err
}

// DeclineSlotTx answers no to the offer of the act's link; they stay on the waitlist,
// or with leave they do not. It answers which opening has room for another, or zero.
func DeclineSlotTx(ctx context.Context, tx *db.Tx, leave bool) (id.Opening, error) {
	tx.Calm()
	o, err := findSlotOffer(ctx, &tx.View)
	if err != nil {
		return 0, err
	}
	var room id.Opening
	if o.State == OfferStands {
		if err := declineSlotOffer(ctx, tx, o.ID); err != nil {
			return 0, err
		}
		room = o.OpeningID
	}
	if leave && o.Waits {
		err = endWait(ctx, tx, o.WaitID, waitLeft, "")
	}
	return room, err
}
