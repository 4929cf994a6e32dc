package life

import (
	"time"

	"charthouse/internal/id"
)

// Visit is one visit with its fate: the instants at which things happen to it.
// A zero instant does not happen. Numbers are given by whoever is told.
type Visit struct {
	Person *Person
	With   *Clinician
	Kind   *Kind
	Shift  Shift
	First  bool
	Reason string
	Start  time.Time
	End    time.Time
	Desk   Member

	Booked    time.Time
	Cancelled time.Time
	Missed    bool
	Form      time.Time // its form is finished
	Arrived   time.Time
	Roomed    time.Time
	Seen      time.Time
	AtDesk    time.Time // paid when they leave: the copay, or all of it
	Written   time.Time // the note begins
	Signed    time.Time
	ByHand    time.Time // charged by hand, since the note named no service
	Complete  time.Time // what the claim lacked was found
	Asked     time.Time // the invoice goes by mail
	Answered  time.Time // the payer answers
	Denied    bool
	Again     time.Time // the payer answers again, and pays
	Paid      time.Time // the client pays what is asked of them
	Method    string
	Blank     bool // the note is signed without a service
	Words     map[string]string
	Code      [2]string
	Seconds   int // spent writing
	Pressure  [2]int
	Pulse     int
	Weight    float64

	Number      id.Visit
	Booking     int64
	Packet      id.Packet
	Note        id.Note
	Charge      id.Charge
	Claim       id.Claim
	Invoice     id.Invoice
	Due         time.Time // of the invoice
	Credit      int64     // paid before there was a charge
	Owes        int64     // the client's part, open
	Payer       int64     // the payer's part, open
	Charged     time.Time
	Answer      int64      // the entry of a denial that is fought for
	Denial      id.Payment // and its payment
	Adjusted    int64
	FormCleared bool
}

// Happening is what a teller is told.
type Happening int

// What happens to a person and to a visit, in the order of a visit without trouble,
// and besides.
const (
	Opened Happening = iota
	Booked
	Cancelled
	FormFinished
	Arrived
	Roomed
	With  // the clinician came to them
	Ready // the clinician is done
	Seen
	Missed
	PaidAtDesk
	NoteWritten
	NoteSigned
	ChargedByHand
	ClaimCompleted
	InvoiceMailed
	PayerAnswered
	PayerAnsweredAgain
	ClientPaid
	Wrote
	TalkEnded
	ChoreClosed
)

// Event is something that happens.
type Event struct {
	At     time.Time
	What   Happening
	Person *Person
	Visit  *Visit // nil for Opened and for what is besides
	Talk   *Talk
	Chore  *Chore
}

// with is when the clinician comes to a room, and ready when they are done there.
func (v *Visit) with() time.Time {
	if v.Roomed.IsZero() || v.Seen.Sub(v.Roomed) < 10*time.Minute {
		return time.Time{}
	}
	return v.Roomed.Add(4 * time.Minute)
}

func (v *Visit) ready() time.Time {
	if v.with().IsZero() {
		return time.Time{}
	}
	return v.Seen.Add(-2 * time.Minute)
}

// happenings are the events of a visit's fate.
func (v *Visit) happenings(yield func(Happening, time.Time)) {
	yield(Booked, v.Booked)
	for _, h := range []struct {
		what Happening
		at   time.Time
	}{
		{Cancelled, v.Cancelled},
		{FormFinished, v.Form},
		{Arrived, v.Arrived},
		{Roomed, v.Roomed},
		{With, v.with()},
		{Ready, v.ready()},
		{Seen, v.Seen},
		{PaidAtDesk, v.AtDesk},
		{NoteWritten, v.Written},
		{NoteSigned, v.Signed},
		{ChargedByHand, v.ByHand},
		{ClaimCompleted, v.Complete},
		{InvoiceMailed, v.Asked},
		{PayerAnswered, v.Answered},
		{PayerAnsweredAgain, v.Again},
		{ClientPaid, v.Paid},
	} {
		if !h.at.IsZero() {
			yield(h.what, h.at)
		}
	}
	if v.Missed {
		yield(Missed, v.Start.Add(20*time.Minute))
	}
}
