package life

import (
	"time"

	"charthouse/internal/id"
)

// House is what the practice consists of. Numbers are those of its rows.
type House struct {
	Name, Phone string
	Zone        *time.Location
	Desk        []Member
	Biller      Member
	Clinicians  []*Clinician
	Payers      []*Payer
	Calling     id.TaskType
	Form        int64 // the version of the form that goes out with bookings
	DueDays     int   // of invoices
}

// Member is somebody of the staff.
type Member struct {
	ID   id.Staff
	Name string
}

// Clinician is somebody who sees patients, with their habits.
type Clinician struct {
	Member
	Resource int64
	Week     map[int][]Shift // by weekday; 1 is Monday
	Kinds    []*Kind         // those of first visits, if any, have First
	Children bool            // sees children, too
	Signs    Habit           // from the visit's end to the signature
	Slower   float64         // by how much the lag grew over the whole time: 1 doubles it
	Writes   int             // seconds at a note
	Late     int             // minutes behind, usually
	Joined   float64         // when they came, as a part of the whole time
	Course   [2]int          // how many visits a course has, at least and at most
	Every    [2]int          // days between the visits of a course
}

// Habit is how long something takes: half of the times no longer than Median.
type Habit struct {
	Median time.Duration
	Spread float64 // 1 is wide: one in six takes e times the median, or longer
}

// Shift is a part of a day at a place; minutes from midnight.
type Shift struct {
	From, To     int
	Location     id.Location
	Place        string
	Address      string
	Room         id.Place
	RoomResource int64
}

// Kind is a type of visit with what is charged for it.
type Kind struct {
	ID       id.VisitType
	Name     string
	Minutes  int
	Service  id.Service
	Code     string
	Label    string
	Cents    int64
	Form     bool
	First    bool // for who comes for the first time
	Child    bool // for children only
	Weight   int  // how often among the others
	Sections []Section
	Codes    [][2]string // diagnoses that fit: code and label
	Reasons  []string
	Vitals   bool
}

// Section is a titled part of a note.
type Section struct {
	Key, Title string
	Private    bool // for its author alone
}

// Payer is an insurer and its habits.
type Payer struct {
	ID      id.Payer
	Name    string
	Weight  int
	Days    int     // until it answers
	Denies  float64 // part of the claims that it does not pay
	Adjusts float64 // part of the fee that it does not allow
	Prefix  string  // of member numbers
}

// Remittance is the number that a payer writes on what it pays on a day.
func (p *Payer) Remittance(at time.Time) string { return p.Prefix + "-" + at.Format("060102") }
