package href

import (
	"net/url"

	"charthouse/internal/civil"
	"charthouse/internal/id"
)

// Day is the calendar of a day; the zero Day is today at the first location.
type Day struct {
	Date  civil.Date
	At    id.Location
	By    string   // room, equipment or location, instead of the clinicians of one
	Week  Whose    // whose week it is, around the day; the zero one is a day
	List  bool     // drawn as a list
	Flow  bool     // drawn by where everybody is
	Visit id.Visit // that is open on it
	Block id.Booking
	Group id.Booking
}

// Whose is whose week it is: of clinicians side by side, of a room or a piece of
// equipment, or of everybody at a location.
type Whose struct {
	Clinicians []id.Staff
	Room       id.Place
	Equipment  id.Place
	Everybody  bool
}

// Shown is false of the zero one.
func (w Whose) Shown() bool {
	return w.Everybody || w.Room != 0 || w.Equipment != 0 || len(w.Clinicians) > 0
}

// One is the clinician whose week it is alone, or zero.
func (w Whose) One() id.Staff {
	if len(w.Clinicians) == 1 {
		return w.Clinicians[0]
	}
	return 0
}

// Place is the room or the piece of equipment whose week it is, or zero.
func (w Whose) Place() id.Place {
	if w.Room != 0 {
		return w.Room
	}
	return w.Equipment
}

func (w Whose) put(q url.Values) {
	switch {
	case w.Everybody:
		q.Set("by", "location")
	case w.Room != 0:
		q.Set("by", "room")
		q.Set("place", w.Room.String())
	case w.Equipment != 0:
		q.Set("by", "equipment")
		q.Set("place", w.Equipment.String())
	}
	for _, c := range w.Clinicians {
		q.Add("clinician", c.String())
	}
}

// String is the day's URL.
func (d Day) String() string {
	q := url.Values{}
	if d.At != 0 {
		q.Set("location", d.At.String())
	}
	if d.By != "" {
		q.Set("by", d.By)
	}
	if d.List {
		q.Set("view", "list")
	}
	if d.Flow {
		q.Set("view", "flow")
	}
	if d.Visit != 0 {
		q.Set("visit", d.Visit.String())
	}
	if d.Block != 0 {
		q.Set("block", d.Block.String())
	}
	if d.Group != 0 {
		q.Set("group", d.Group.String())
	}
	if d.Week.Shown() {
		d.Week.put(q)
		return with("/week/"+d.Date.String(), q)
	}
	if d.Date.IsZero() {
		return with(Home, q)
	}
	return with("/day/"+d.Date.String(), q)
}

// CalendarWeek is the week around a day of whoever asks, or of the first who sees
// patients; by room or equipment it is that of the
// first one of the location. It is where a form posts
// that chooses whose.
func CalendarWeek(date civil.Date, by string, at id.Location, list bool) string {
	q := url.Values{}
	if list {
		q.Set("view", "list")
	}
	if by != "" {
		q.Set("by", by)
	}
	if at != 0 {
		q.Set("location", at.String())
	}
	return with("/week/"+date.String(), q)
}

// Unmark takes a mark back.
func Unmark(c id.Client, v id.Visit, kind string) string { return Mark(c, v, kind) + "/undo" }

// MoveVisit is the form that moves a visit, and where it posts.
func MoveVisit(c id.Client, v id.Visit) string { return Visit(c, v) + "/move" }

// MoveVisitTo is the form that moves a visit, with the time that it is to have.
func MoveVisitTo(c id.Client, v id.Visit, to Booking) string {
	return with(MoveVisit(c, v), url.Values{"clinician": {to.Clinician.String()}, "day": {to.Day.String()}, "start": {to.Start}})
}

// MoveSeries is where visits of a series are moved together.
func MoveSeries(c id.Client, v id.Visit) string { return MoveVisit(c, v) + "/series" }

// MoveGroup is the form that moves all who share a visit's time, and where it posts.
func MoveGroup(c id.Client, v id.Visit) string { return MoveVisit(c, v) + "/group" }

// Payer is where who pays for a visit is chosen.
func Payer(c id.Client, v id.Visit) string { return Visit(c, v) + "/payer" }

// CancelVisit is where a visit is cancelled, with a reason.
func CancelVisit(c id.Client, v id.Visit) string { return Visit(c, v) + "/cancellation" }

// CancelGroup is where all who share a visit's time are cancelled, with a reason;
// UncancelGroup takes that back.
func CancelGroup(c id.Client, v id.Visit) string   { return CancelVisit(c, v) + "/group" }
func UncancelGroup(c id.Client, v id.Visit) string { return CancelGroup(c, v) + "/undo" }

// Again is whether and when somebody comes again after a visit; EndAgain says why nobody
// books them, and ResumeAgain takes that back.
func Again(c id.Client, v id.Visit) string       { return Visit(c, v) + "/again" }
func EndAgain(c id.Client, v id.Visit) string    { return Again(c, v) + "/end" }
func ResumeAgain(c id.Client, v id.Visit) string { return EndAgain(c, v) + "/undo" }

// UncancelVisit takes the cancellation back.
func UncancelVisit(c id.Client, v id.Visit) string { return CancelVisit(c, v) + "/undo" }

// From is the URL of an act that returns to the kind of page named: day, list,
// worklist, or the visit's own where it is empty.
func From(act, page string) string {
	if page == "" {
		return act
	}
	return act + "?" + url.Values{"from": {page}}.Encode()
}

// Booking is what a booking form begins with; all of it may be empty.
type Booking struct {
	Client    id.Client
	Type      id.VisitType
	Clinician id.Staff
	At        id.Location
	Day       civil.Date
	Start     string // 10:30
	Room      id.Place
	Equipment id.Place
	Lasts     string // minutes
	WalkIn    bool
}

// Book is the form that books a visit.
func Book(b Booking) string {
	q := url.Values{}
	for name, n := range map[string]int64{"client": int64(b.Client), "type": int64(b.Type), "clinician": int64(b.Clinician), "location": int64(b.At), "place": int64(b.Room), "equipment": int64(b.Equipment)} {
		if n != 0 {
			q.Set(name, id.ID[struct{}](n).String())
		}
	}
	if !b.Day.IsZero() {
		q.Set("day", b.Day.String())
	}
	if b.Start != "" {
		q.Set("start", b.Start)
	}
	if b.Lasts != "" {
		q.Set("lasts", b.Lasts)
	}
	if b.WalkIn {
		q.Set("walk_in", "true")
	}
	return with("/book", q)
}

// Where time is kept free of visits.
const (
	BookVisit    = "/book"
	BookPatients = "/book/patients" // options as somebody types a name
	BookSeries   = "/book/series"   // what of a series can be had, and its booking
	Times        = "/times"         // the next free times
	Blocks       = "/blocks"
	newBlock     = "/blocks/new"
)

// TimesFrom looks for the same from a later day on.
func TimesFrom(asked url.Values, day string) string {
	asked.Set("from", day)
	return with(Times, asked)
}

// FindTimes looks for the next free times of what was begun to be booked.
func FindTimes(client, visitType, clinician, location string) string {
	q := url.Values{}
	for name, value := range map[string]string{"client": client, "type": visitType, "clinician": clinician, "location": location} {
		if value != "" {
			q.Set(name, value)
		}
	}
	return with(Times, q)
}

// NewBlock is the form that keeps time free on a day, of the clinician or the place whose
// day it is, where it is of one.
func NewBlock(at id.Location, day civil.Date, of id.Staff, in id.Place) string {
	q := url.Values{"location": {at.String()}, "day": {day.String()}}
	if of != 0 {
		q.Set("clinician", of.String())
	}
	if in != 0 {
		q.Set("place", in.String())
	}
	return with(newBlock, q)
}

// RemoveBlock opens the time again.
func RemoveBlock(b id.Booking) string { return Blocks + "/" + b.String() + "/removal" }

// Huddle is the sheet of a day that is looked at together.
func Huddle(day civil.Date, at id.Location) string {
	q := url.Values{}
	if at != 0 {
		q.Set("location", at.String())
	}
	return with("/day/"+day.String()+"/huddle", q)
}
