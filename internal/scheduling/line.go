package scheduling

import (
	"time"

	"charthouse/internal/civil"
	"charthouse/internal/id"
)

// Line is one visit from booked to paid, as the view visit_lines derives it. A
// time that is nil has not come; a number that is zero is no row.
type Line struct {
	ClientID  id.Client
	Client    string // as the person wishes to be named
	Hidden    bool   // a restricted file that the reader may not open: who it is and why they come is empty
	BirthDate civil.Date
	Pronouns  string
	Phone     string

	VisitID     id.Visit
	BookingID   id.Booking
	VisitTypeID id.VisitType
	VisitType   string // or the label of imported history
	ClinicianID id.Staff
	Clinician   string
	CoverageID  id.Coverage
	Payer       string // empty for self-pay
	Reason      string
	FeeCents    int64
	History     bool

	LocationID  id.Location
	Zone        string
	StartsLocal time.Time // wall time, labelled UTC
	StartsAt    time.Time
	EndsAt      time.Time
	Before      int      // minutes that are kept free before it
	After       int      // and after it
	PlaceID     id.Place // where they are, else the room that is held
	Place       string

	BookedAt    time.Time
	BookedBy    string
	Online      bool       // the client booked it by themselves
	OpenedAt    *time.Time // the packet's first opening
	PacketID    id.Packet
	FinishedAt  *time.Time
	ArrivedAt   *time.Time
	ArrivedBy   string
	RoomedAt    *time.Time
	SeenAt      *time.Time
	NoShowAt    *time.Time
	CancelledAt *time.Time
	EndReason   string     // why it was cancelled or missed
	ConfirmedAt *time.Time // that they come, at just this time
	Double      string     // why it was booked over what was there

	NoteID       id.Note
	SavedAt      *time.Time
	SignedAt     *time.Time
	SignedBy     string
	ChargedAt    *time.Time
	ChargedCents int64
	Charged      bool
	InvoiceID    id.Invoice
	BilledAt     *time.Time
	ClaimID      id.Claim
	Billed       bool
	ClientCents  int64
	PayerCents   int64
	Paid         bool
	PaidAt       *time.Time

	Station Station // whose turn it is; empty when the line has ended

	// The first blocker that the actor may see; Blocker is zero when there is none.
	Blocker        id.Blocker
	BlockedBy      string // the blocker's kind
	BlockedAt      Station
	BlockedField   string
	BlockedSubject int64 // number of the row that is not right
	BlockedDue     *time.Time
	BlockedCents   int64
}

// Station is one of the eight steps of a visit.
type Station string

// The stations, in their order.
const (
	Booked  Station = "booked"
	Intake  Station = "intake"
	Arrived Station = "arrived"
	Seen    Station = "seen"
	Signed  Station = "signed"
	Charged Station = "charged"
	Billed  Station = "billed"
	Paid    Station = "paid"
)

// Stations lists the steps in order.
func Stations() []Station {
	return []Station{Booked, Intake, Arrived, Seen, Signed, Charged, Billed, Paid}
}

// Ended is true for a visit that was cancelled or missed.
func (l Line) Ended() bool { return l.CancelledAt != nil || l.NoShowAt != nil }

// Minutes is how long the visit lasts.
func (l Line) Minutes() int { return int(l.EndsAt.Sub(l.StartsAt).Minutes()) }

// WaitTarget is how long somebody who arrived, and whose time has come, may wait.
const WaitTarget = 10 * time.Minute

// overrun is how long after its end somebody who is here may still be waiting or
// in a room: practices run late. Later it is a visit without an outcome.
const overrun = 2 * time.Hour

// Flow says where a visit is in the building.
type Flow string

// The flows. Stuck is a visit still to come, or under way, that something holds up.
const (
	FlowDue       Flow = "due"
	FlowHere      Flow = "here"
	FlowLate      Flow = "late" // here longer than WaitTarget
	FlowRoom      Flow = "room"
	FlowLeft      Flow = "left"
	FlowStuck     Flow = "stuck"
	FlowNoShow    Flow = "no_show"
	FlowCancelled Flow = "cancelled"
)

// Flow is where the visit is at the instant.
func (l Line) Flow(now time.Time) Flow {
	switch {
	case l.CancelledAt != nil:
		return FlowCancelled
	case l.NoShowAt != nil:
		return FlowNoShow
	case l.SeenAt != nil:
		return FlowLeft
	case l.Blocker != 0 && (l.ArrivedAt == nil || now.After(l.EndsAt.Add(overrun))):
		return FlowStuck
	case l.RoomedAt != nil:
		return FlowRoom
	case l.ArrivedAt == nil:
		return FlowDue
	case l.Waited(now) > WaitTarget:
		return FlowLate
	}
	return FlowHere
}

// Waited is how long the person has waited: nobody waits before their time.
func (l Line) Waited(now time.Time) time.Duration {
	if l.ArrivedAt == nil {
		return 0
	}
	from := *l.ArrivedAt
	if from.Before(l.StartsAt) {
		from = l.StartsAt
	}
	return max(now.Sub(from), 0)
}
