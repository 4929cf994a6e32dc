package scheduling

import (
	"strconv"
	"strings"
	"time"

	"charthouse/internal/civil"
	"charthouse/internal/fault"
	"charthouse/internal/id"
)

// Wish is what a form asks for, as typed: with whom, when, where, what for.
type Wish struct {
	Clinician string `form:"clinician"`
	Second    string `form:"second"` // another clinician who takes part; none; empty: nobody, or whoever does
	VisitType string `form:"type"`
	Location  string `form:"location"`  // empty: where the clinician works then
	Day       string `form:"day"`       // 2026-05-04
	Start     string `form:"start"`     // 10:30, or 01:30 second: see Free.Value
	Other     string `form:"other"`     // a typed time, instead of one that was offered
	Fold      string `form:"fold"`      // first or second, for an hour that exists twice
	Place     string `form:"place"`     // empty: the room of the availability; none; or a number
	Equipment string `form:"equipment"` // empty: none
	Coverage  string `form:"coverage"`  // empty: the first active one; self; or a number
	Reason    string `form:"reason"`
	Anyway    bool   `form:"anyway"`  // outside hours was seen and is meant
	WalkIn    bool   `form:"walk_in"` // the person stands at the desk
	Lasts     string `form:"lasts"`   // minutes; empty: as long as its kind lasts, or as it was booked for
	Double    string `form:"double"`  // why it is booked over what is there already: see DoubleTx
	Version   int    `form:"version"` // of the booking that was shown, for a move

	online bool
	over   bool       // Double is meant
	kept   id.Booking // the time that is kept for whoever asks, or zero
}

// The answers that stand for no row.
const (
	noPlace = "none"
	nobody  = "none"
	SelfPay = "self"
)

// asked is a wish whose words have been understood.
type asked struct {
	clinician id.Staff
	second    id.Staff // who takes part, or zero
	kind      id.VisitType
	location  id.Location // zero: to be found
	local     time.Time
	fold      Fold
	place     id.Place // zero: the usual one, unless roomless
	roomless  bool
	equipment id.Place
	coverage  id.Coverage // zero: the usual one, unless selfPay
	selfPay   bool
	reason    string
	anyway    bool
	walkIn    bool
	booking   id.Booking // that is there already, or zero
	minutes   int        // that it was booked for or is to last, or zero
	double    string     // why it may take what is held already; empty: it may not
	online    bool       // the client books it by themselves
	kept      id.Booking // the time that is kept for them, or zero
}

// understand reads the words of a wish, or says what is wrong field by field.
func (w Wish) understand() (asked, error) {
	var c fault.Check
	a := asked{
		clinician: number[id.Staff](&c, w.Clinician, "clinician", "Choose with whom."),
		kind:      number[id.VisitType](&c, w.VisitType, "type", "Choose what kind of visit it is."),
		location:  optional[id.Location](&c, w.Location, "location", "Choose one of the locations."),
		equipment: optional[id.Place](&c, w.Equipment, "equipment", "Choose one of the pieces of equipment."),
		reason:    w.Reason, anyway: w.Anyway, walkIn: w.WalkIn,
		roomless: w.Place == noPlace, selfPay: w.Coverage == SelfPay, online: w.online, kept: w.kept,
	}
	if w.Second != nobody {
		a.second = optional[id.Staff](&c, w.Second, "second", "Choose one of the clinicians, or nobody.")
	}
	c.Unless(a.second == 0 || a.second != a.clinician, "second", "Choose somebody else than the clinician whose visit it is.")
	if !a.roomless {
		a.place = optional[id.Place](&c, w.Place, "place", "Choose one of the rooms.")
	}
	if !a.selfPay {
		a.coverage = optional[id.Coverage](&c, w.Coverage, "coverage", "Choose one of the coverages, or self-pay.")
	}
	if w.over {
		c.Unless(w.Double != "", "double", "Say why it is booked over what is there: it stands in the calendar and in the trail.")
		c.Unless(len(w.Double) <= 200, "double", "Keep it under 200 letters.")
		a.double = w.Double
	}
	a.minutes = minutes(&c, w.Lasts)
	c.Unless(len(w.Reason) <= 500, "reason", "Keep the reason under 500 letters; the note has room for more.")
	a.local, a.fold = w.when(&c)
	return a, c.Fault()
}

// when reads day and time. A time that was typed wins over one that was offered.
func (w Wish) when(c *fault.Check) (time.Time, Fold) {
	day, err := civil.Parse(w.Day)
	c.Unless(err == nil && !day.IsZero(), "day", "Choose a day.")
	field, words := "start", w.Start
	if w.Other != "" {
		field, words = "other", w.Other
	}
	clock, fold, _ := strings.Cut(words, " ")
	if w.Fold != "" {
		fold = w.Fold
	}
	t, err := time.Parse("15:04", clock)
	c.Unless(err == nil, field, "Choose a time, such as 10:30.")
	c.Unless(t.Minute()%5 == 0, field, "Visits begin on five minutes, such as 10:30 or 10:35.")
	if err := c.Fault(); err != nil {
		return time.Time{}, ""
	}
	return onDay(day, t.Hour()*60+t.Minute()), Fold(fold)
}

// minutes reads how long a visit is to last; zero is as long as its kind.
func minutes(c *fault.Check, lasts string) int {
	if lasts == "" {
		return 0
	}
	n, err := strconv.Atoi(lasts)
	c.Unless(err == nil && n >= 5 && n <= longest, "lasts", "Write how many minutes it lasts, from 5 to 720.")
	c.Unless(n%5 == 0, "lasts", "Visits last for five minutes, ten, fifteen and so on.")
	return n
}

// longest is what one visit may last, in minutes: nothing holds for more than a day.
const longest = 12 * 60

// onDay is the wall time so many minutes into a day.
func onDay(day civil.Date, minutes int) time.Time {
	return day.In(time.UTC).Add(time.Duration(minutes) * time.Minute)
}

func number[T ~int64](c *fault.Check, s, field, sentence string) T {
	n, err := id.Parse[T](s)
	c.Unless(err == nil, field, sentence)
	return n
}

func optional[T ~int64](c *fault.Check, s, field, sentence string) T {
	if s == "" {
		return 0
	}
	return number[T](c, s, field, sentence)
}
