package scheduling

import (
	"cmp"
	"strconv"
	"time"

	"charthouse/internal/civil"
	"charthouse/internal/id"
)

// visit is a booked visit with what happened at it so far: what the rules of
// marking, moving and cancelling look at.
type visit struct {
	ID          id.Visit
	ClientID    id.Client
	BookingID   id.Booking
	Group       bool // several may share the booking
	Others      int  // and so many do
	Version     int
	ClinicianID id.Staff
	SecondID    id.Staff // who takes part, or zero
	VisitTypeID id.VisitType
	LocationID  id.Location
	PlaceID     id.Place // the room that is held, or zero
	EquipmentID id.Place
	AnyRoom     bool   // the room was taken because the kind of visit takes one of its sort
	AnyMachine  bool   // and so was the equipment
	Double      string // why it was booked over what was there
	Zone        string
	StartsLocal time.Time
	StartsAt    time.Time
	EndsAt      time.Time
	History     bool
	ArrivedAt   *time.Time
	RoomedAt    *time.Time
	WithAt      *time.Time
	ReadyAt     *time.Time
	SeenAt      *time.Time
	NoShowAt    *time.Time
	CancelledAt *time.Time
	Signed      bool
}

// wish is the visit as a form would ask for it: the way back of a move.
func (v visit) wish() Wish {
	w := Wish{
		Clinician: v.ClinicianID.String(), VisitType: v.VisitTypeID.String(), Location: v.LocationID.String(),
		Day: v.StartsLocal.Format(time.DateOnly), Start: v.StartsLocal.Format("15:04"), Fold: string(v.fold()), Place: noPlace, Lasts: strconv.Itoa(v.minutes()), Double: v.Double,
	}
	w.Second = nobody
	if v.SecondID != 0 {
		w.Second = v.SecondID.String()
	}
	if v.EquipmentID != 0 {
		w.Equipment = v.EquipmentID.String()
	}
	if v.PlaceID != 0 {
		w.Place = v.PlaceID.String()
	}
	return w
}

// fold is which of the two the visit holds, in an hour that exists twice.
func (v visit) fold() Fold {
	zone, err := time.LoadLocation(v.Zone)
	if err != nil {
		return ""
	}
	return freeAt(v.StartsAt, zone).Fold
}

// changed fills what a form left open with what is booked. The room stays with
// the clinician: somebody else has a room of their own.
func (v visit) changed(w Wish) Wish {
	is := v.wish()
	if w.Place == "" && !v.AnyRoom && (w.Clinician == "" || w.Clinician == is.Clinician) {
		w.Place = is.Place
	}
	if v.AnyMachine {
		is.Equipment = ""
	}
	if w.Day == "" && w.Start == "" && w.Other == "" {
		w.Fold = is.Fold
	}
	w.VisitType, w.Equipment = is.VisitType, cmp.Or(w.Equipment, is.Equipment)
	w.Second = cmp.Or(w.Second, is.Second)
	w.Clinician, w.Location = cmp.Or(w.Clinician, is.Clinician), cmp.Or(w.Location, is.Location)
	w.Day, w.Start, w.Lasts = cmp.Or(w.Day, is.Day), cmp.Or(w.Start, is.Start), cmp.Or(w.Lasts, is.Lasts)
	return w
}

// minutes is how long the visit was booked for.
func (v visit) minutes() int { return int(v.EndsAt.Sub(v.StartsAt).Minutes()) }

// begun is true from midnight of the visit's day, at its location.
func (v visit) begun(now time.Time) bool {
	zone, err := time.LoadLocation(v.Zone)
	if err != nil {
		zone = time.UTC
	}
	return !civil.Of(now, zone).Before(civil.Of(v.StartsAt, zone))
}

func (v visit) clock() string { return v.StartsLocal.Format("15:04") }

// day is the visit's day in words.
func (v visit) day() string {
	return v.StartsLocal.Format("Monday ") + strconv.Itoa(v.StartsLocal.Day()) + v.StartsLocal.Format(" January")
}
