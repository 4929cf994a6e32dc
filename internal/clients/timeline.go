package clients

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"

	"charthouse/internal/access"
	"charthouse/internal/db"
	"charthouse/internal/fault"
	"charthouse/internal/id"
)

// Happening is one row of the file's timeline. What the words hold depends on
// its kind: see timeline_store.go.
type Happening struct {
	Kind    Kind
	ID      int64
	At      time.Time
	VisitID id.Visit
	Label   string // a visit's type, a form's name, a message's subject, a payment's method
	Text    string // a message's beginning, a report's conclusion, readings in words, who answered a claim
	Who     string
	State   string     // of its kind: history, signed, finished, answered, reversed, failed
	Since   *time.Time // from when on it was waited for: a note's visit, a form's making
	Count   int        // changes in a form that wait for the reader
	Cents   int64
}

// Kind is what sort of thing happened.
type Kind string

// The kinds of happenings.
const (
	VisitHappened   Kind = "visit"
	NoteHappened    Kind = "note"
	PaperHappened   Kind = "document"
	FormHappened    Kind = "form"
	MessageHappened Kind = "message"
	PaymentHappened Kind = "payment"
	InvoiceHappened Kind = "invoice"
	ReportHappened  Kind = "report"
	TestHappened    Kind = "reading"
	ActHappened     Kind = "procedure"
	VaccineHappened Kind = "immunization"
)

// Filter is a choice of kinds, named as the chips are.
type Filter string

// The filters in the order of the chips. The zero filter is everything.
const (
	Everything Filter = ""
	Visits     Filter = "visits"
	Notes      Filter = "notes"
	Papers     Filter = "papers"
	Forms      Filter = "forms"
	Messages   Filter = "messages"
	Payments   Filter = "payments"
	History    Filter = "clinical"
)

// chips says which kinds a filter shows, and the verb needed to see them.
var chips = []struct {
	filter Filter
	verb   access.Verb
	kinds  []Kind
}{
	{Visits, access.OpenVisit, []Kind{VisitHappened}},
	{Notes, access.OpenVisit, []Kind{NoteHappened}},
	{Papers, access.OpenDocument, []Kind{PaperHappened}},
	{Forms, access.OpenVisit, []Kind{FormHappened}},
	{Messages, access.OpenMessages, []Kind{MessageHappened}},
	{Payments, access.OpenAccount, []Kind{PaymentHappened, InvoiceHappened}},
	{History, access.OpenClinical, []Kind{ReportHappened, TestHappened, ActHappened, VaccineHappened}},
}

// Before is where a page of the timeline begins: after the last row shown. Zero
// is the beginning.
type Before struct {
	At   time.Time
	Kind Kind
	ID   int64
}

// String is the mark as a URL carries it; zero is empty.
func (b Before) String() string {
	if b.At.IsZero() {
		return ""
	}
	return fmt.Sprintf("%d.%s.%d", b.At.UnixMicro(), b.Kind, b.ID)
}

// ParseBefore reads a mark from a URL.
func ParseBefore(s string) (Before, error) {
	if s == "" {
		return Before{}, nil
	}
	parts := strings.Split(s, ".") // an instant before 1970 begins with a minus sign
	if len(parts) != 3 {
		return Before{}, errNoMark
	}
	at, err := strconv.ParseInt(parts[0], 10, 64)
	if err != nil || at > 1<<52 || at < -1<<52 {
		return Before{}, errNoMark
	}
	n, err := strconv.ParseInt(parts[2], 10, 64)
	if err != nil {
		return Before{}, errNoMark
	}
	return Before{time.UnixMicro(at).UTC(), Kind(parts[1]), n}, nil
}

var errNoMark = fault.New(fault.NotFound, "There is no such part of the timeline.")

// Timeline is a page of what happened, newest first, with how much there is of
// each filter and where the next page begins.
type Timeline struct {
	List   []Happening
	Counts map[Filter]int // only filters that the actor may see
	Next   Before         // zero when there is nothing earlier
}

// TimelineTx reads a page of the timeline of the act's client: what the actor's
// verbs let them see, and no clinical word without the verb for it.
func TimelineTx(ctx context.Context, v *db.View, only Filter, before Before, size int) (t Timeline, err error) {
	counts, err := countHappenings(ctx, v)
	if err != nil {
		return t, err
	}
	t.Counts = map[Filter]int{}
	for _, c := range chips {
		for _, k := range c.kinds {
			if v.Who().May(c.verb) {
				t.Counts[c.filter] += counts[k]
			}
		}
	}
	t.List, err = listHappenings(ctx, v, kindsOf(v.Who(), only), before, size+1)
	if len(t.List) > size {
		t.List = t.List[:size]
		last := t.List[size-1]
		t.Next = Before{last.At, last.Kind, last.ID}
	}
	return t, err
}

// kindsOf are the kinds that a filter shows to an actor. Among everything a note
// has no row of its own: its visit's row says that it is signed.
func kindsOf(who access.Actor, only Filter) []string {
	out := []string{}
	for _, c := range chips {
		if (only == c.filter || only == Everything && c.filter != Notes) && who.May(c.verb) {
			for _, k := range c.kinds {
				out = append(out, string(k))
			}
		}
	}
	return out
}
