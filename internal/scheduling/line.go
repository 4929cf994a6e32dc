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
	Capacity    int    // how many may share it: more than one is a group
	ClinicianID id.Staff
	Clinician   string
	SecondID    id.Staff // another one who takes part, or zero
	Second      string
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
	WithAt      *time.Time // the clinician came to them
	ReadyAt     *time.Time // the clinician is done, and they are still here
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
