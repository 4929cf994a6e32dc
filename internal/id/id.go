// Package id gives every kind of row its own number type, so that a note's
// number can never be passed where a visit's is meant.
//
// Numbers are bigint identities: small, ordered, and for clients the same on
// screen, in the URL and on paper. Links to outside never carry them; they use
// random tokens (see internal/intake).
package id

import (
	"fmt"
	"strconv"
)

// ID is the number of one row of kind K. Zero is no row.
type ID[K any] int64

// String gives the number in decimal, as URLs and paper carry it.
func (i ID[K]) String() string { return strconv.FormatInt(int64(i), 10) }

// Parse reads a positive decimal number, written as String writes it: a record has
// one address. Anything else is an error: a caller at the door answers it with not found.
func Parse[T ~int64](s string) (T, error) {
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil || n <= 0 || strconv.FormatInt(n, 10) != s {
		return 0, fmt.Errorf("%q is not a number of a record", s)
	}
	return T(n), nil
}

// The kinds. One line each; the phantom types below exist only to differ.
type (
	Staff        = ID[staff]
	Location     = ID[location]
	Place        = ID[place]
	Sort         = ID[sort]
	Resource     = ID[resource]
	Client       = ID[client]
	Contact      = ID[contact]
	Coverage     = ID[coverage]
	Payer        = ID[payer]
	Alert        = ID[alert]
	Allergy      = ID[allergy]
	Problem      = ID[problem]
	Medication   = ID[medication]
	Reading      = ID[reading]
	Document     = ID[document]
	VisitType    = ID[visitType]
	Booking      = ID[booking]
	Visit        = ID[visit]
	Series       = ID[series]
	BlockSeries  = ID[blockSeries]
	Form         = ID[form]
	Version      = ID[version]
	Packet       = ID[packet]
	Proposal     = ID[proposal]
	Link         = ID[link]
	Template     = ID[template]
	Note         = ID[note]
	Addendum     = ID[addendum]
	Service      = ID[service]
	Charge       = ID[charge]
	Entry        = ID[entry]
	Invoice      = ID[invoice]
	Payment      = ID[payment]
	Claim        = ID[claim]
	Giveback     = ID[giveback]
	Message      = ID[message]
	Mail         = ID[mail]
	Text         = ID[text]
	Reset        = ID[reset]
	Blocker      = ID[blocker]
	OfPractice   = ID[ofPractice]
	Trail        = ID[trail]
	Outside      = ID[outside]
	Member       = ID[member]
	Glass        = ID[glass]
	Request      = ID[request]
	Conversation = ID[conversation]
	Received     = ID[received]
	Nudge        = ID[nudge]
	Notice       = ID[notice]
	TaskType     = ID[taskType]
	Task         = ID[task]
	Question     = ID[question]
	Absence      = ID[absence]
	Availability = ID[availability]
	Closure      = ID[closure]
	Wait         = ID[wait]
	Opening      = ID[opening]
	SlotOffer    = ID[slotOffer]
)

type (
	staff        struct{}
	location     struct{}
	place        struct{}
	sort         struct{}
	resource     struct{}
	client       struct{}
	contact      struct{}
	coverage     struct{}
	payer        struct{}
	alert        struct{}
	allergy      struct{}
	problem      struct{}
	medication   struct{}
	reading      struct{}
	document     struct{}
	visitType    struct{}
	booking      struct{}
	visit        struct{}
	series       struct{}
	blockSeries  struct{}
	form         struct{}
	version      struct{}
	packet       struct{}
	proposal     struct{}
	link         struct{}
	template     struct{}
	note         struct{}
	addendum     struct{}
	service      struct{}
	charge       struct{}
	entry        struct{}
	invoice      struct{}
	payment      struct{}
	claim        struct{}
	giveback     struct{}
	message      struct{}
	mail         struct{}
	text         struct{}
	reset        struct{}
	blocker      struct{}
	ofPractice   struct{}
	trail        struct{}
	outside      struct{}
	member       struct{}
	glass        struct{}
	question     struct{}
	absence      struct{}
	availability struct{}
	closure      struct{}
	wait         struct{}
	opening      struct{}
	slotOffer    struct{}
	request      struct{}
	nudge        struct{}
	notice       struct{}
	taskType     struct{}
	task         struct{}
	conversation struct{}
	received     struct{}
)
