package overview

import "time"

// Unit is what a measure's value is written in.
type Unit string

// The units. A share is written in percent, a length of time is held in seconds.
const (
	Share Unit = "share"
	Time  Unit = "time"
	Days  Unit = "days"
	Per   Unit = "per" // times in 100 visits
)

// Measure is one number by which a practice is run: a numerator over a
// denominator, both sums over days, so that any span and any group add up.
type Measure struct {
	Key   string // in the URL
	Name  string
	Says  string // the definition, as a sentence
	Above string // what the numerator counts
	Below string // what the denominator counts
	Unit  Unit
	Goal  float64 // preset target, in percent, seconds or days
	Low   bool    // lower is better
	Rows  Rows    // what a drill-down lists
	Bys   []By    // what it divides by
	value func(Sums) Value
}

// Value is a measure of one span and group. Above over Below is its value, but
// for a median, which stands alone; Below 0 is no value.
type Value struct {
	Above, Below int64
	Is           float64
}

// Known is false where there is nothing to measure.
func (v Value) Known() bool { return v.Below > 0 }

// Of reads the measure from sums.
func (m Measure) Of(s Sums) Value { return m.value(s) }

// Misses is true for a value on the wrong side of the target.
func (m Measure) Misses(v Value, goal float64) bool {
	if !v.Known() {
		return false
	}
	if m.Low {
		return v.Is > goal
	}
	return v.Is < goal
}

// visitGroups are what visits divide by.
var visitGroups = []By{ByClinician, ByLocation, ByType, ByPayer}

// Measures lists them in the order of the page.
var Measures = []Measure{
	{
		Key: "no-show", Name: "No-show rate", Unit: Share, Goal: 5, Low: true, Rows: Missed, Bys: visitGroups,
		Says:  "How many of the visits whose time has come were missed.",
		Above: "Visits missed", Below: "Visits seen or missed",
		value: func(s Sums) Value { return share(s.Missed, s.Seen+s.Missed) },
	},
	{
		Key: "late-cancellation", Name: "Late cancellations", Unit: Share, Goal: 6, Low: true, Rows: Late, Bys: visitGroups,
		Says:  "How many of the visits were cancelled within 24 hours of their beginning.",
		Above: "Visits cancelled late", Below: "Visits booked",
		value: func(s Sums) Value { return share(s.Late, s.Visits) },
	},
	{
		Key: "cycle", Name: "Visit cycle time", Unit: Time, Goal: 45 * 60, Low: true, Rows: Cycles, Bys: visitGroups,
		Says:  "How long a visit lasts on average, from arriving to leaving.",
		Above: "Time in the building", Below: "Visits with both times",
		value: func(s Sums) Value { return mean(s.CycleSeconds, s.Cycles) },
	},
	{
		Key: "utilisation", Name: "Utilisation", Unit: Share, Goal: 80, Rows: Booked, Bys: []By{ByClinician, ByLocation},
		Says:  "How much of the clinicians’ hours is booked, without what was cancelled or missed. Hours are those of the present week plan, in past weeks too.",
		Above: "Minutes booked", Below: "Minutes of the weekly hours, less time blocked in them",
		value: func(s Sums) Value { return share(s.Minutes, s.Capacity) },
	},
	{
		Key: "note-turnaround", Name: "Note turnaround", Unit: Time, Goal: 24 * 3600, Low: true, Rows: Signed, Bys: visitGroups,
		Says:  "How long half of the notes take at most, from the visit’s end to the signature.",
		Above: "Median time", Below: "Notes signed",
		value: func(s Sums) Value { return Value{s.Median, s.Signed, float64(s.Median)} },
	},
	{
		Key: "charge-lag", Name: "Charge lag", Unit: Time, Goal: 24 * 3600, Low: true, Rows: Charged, Bys: visitGroups,
		Says:  "How long it takes on average from the visit’s end to its first charge.",
		Above: "Time waited", Below: "Visits charged",
		value: func(s Sums) Value { return mean(s.LagSeconds, s.Lags) },
	},
	{
		Key: "claim-ready", Name: "Claims ready at signing", Unit: Share, Goal: 95, Rows: Claimed, Bys: visitGroups,
		Says:  "How many claims lacked nothing at the moment the note was signed.",
		Above: "Claims without a missing detail", Below: "Claims made",
		value: func(s Sums) Value { return share(s.ClaimsReady, s.Claims) },
	},
	{
		Key: "days-in-ar", Name: "Days in A/R", Unit: Days, Goal: 35, Low: true, Rows: Owed, Bys: visitGroups,
		Says:  "How many days of charges are still owed: what is owed at the end, over the average day’s charges of the 13 weeks before.",
		Above: "Owed at the end, cents", Below: "Charged in 13 weeks, cents",
		value: func(s Sums) Value { return scaled(s.OwedAtEnd, s.Charged13, yearQuarter) },
	},
	{
		Key: "net-collection", Name: "Net collection", Unit: Share, Goal: 96, Rows: Uncollected, Bys: visitGroups,
		Says:  "How much of what could be collected was: payments over charges less adjustments, in the 13 weeks before.",
		Above: "Collected in 13 weeks, cents", Below: "Charged less adjusted in 13 weeks, cents",
		value: func(s Sums) Value { return share(s.Collected13, s.Charged13-s.Adjusted13) },
	},
	{
		Key: "forms-before", Name: "Forms before the visit", Unit: Share, Goal: 90, Rows: Forms, Bys: visitGroups,
		Says:  "How many of the required forms were finished when the visit began, of visits whose time has come.",
		Above: "Forms finished in time", Below: "Forms required",
		value: func(s Sums) Value { return share(s.FormsReady, s.Forms) },
	},
	{
		Key: "third-next", Name: "Third next available", Unit: Days, Goal: 7, Low: true, Rows: Openings, Bys: []By{ByClinician, ByLocation},
		Says:  "How many days it is until a clinician’s third free half hour, on average: how soon one can be seen.",
		Above: "Days until then", Below: "Clinicians asked, each day",
		value: func(s Sums) Value { return s.count("third_next", 1) },
	},
	{
		Key: "reply", Name: "Message reply", Unit: Time, Goal: 8 * 3600, Low: true, Rows: Replies, Bys: []By{ByCause, ByStaff},
		Says:  "How long it takes on average until somebody answers a message, from the first that nobody has.",
		Above: "Time waited", Below: "Messages answered",
		value: func(s Sums) Value { return s.count("replies", 1) },
	},
	{
		Key: "nudges", Name: "Nudges per 100 visits", Unit: Per, Goal: 30, Low: true, Rows: Nudges, Bys: []By{ByCause, ByHow},
		Says:  "How often somebody here was reminded of what is stuck, for every hundred visits.",
		Above: "Reminders", Below: "Visits booked",
		value: func(s Sums) Value { return scaled(s.Counts["nudges"].Above, s.Visits, 100) },
	},
	{
		Key: "typed-twice", Name: "Facts entered twice", Unit: Share, Goal: 2, Low: true, Rows: TypedTwice, Bys: []By{ByCause},
		Says:  "How many of the numbers, names and addresses typed into a file stood in it already: in another place, or before.",
		Above: "Typed again", Below: "Typed",
		value: func(s Sums) Value { return s.count("typed_twice", 100) },
	},
	{
		Key: "by-hand", Name: "Ended by hand", Unit: Share, Goal: 5, Low: true, Rows: ByHand, Bys: []By{ByCause, ByHow},
		Says:  "How many of the lines that left the worklist were ended by somebody, because what they waited for had not come about.",
		Above: "Ended by hand", Below: "Lines that left",
		value: func(s Sums) Value { return s.count("left", 100) },
	},
	{
		Key: "documentation", Name: "Documentation time", Unit: Time, Goal: 10 * 60, Low: true, Rows: Written, Bys: visitGroups,
		Says:  "How long a clinician writes at a note on average: the time between two saves, at most a minute each.",
		Above: "Time spent writing", Below: "Notes signed that took any",
		value: func(s Sums) Value { return mean(s.WriteSeconds, s.Written) },
	},
}

func (s Sums) count(of string, by float64) Value {
	c := s.Counts[of]
	return scaled(c.Above, c.Below, by)
}

// yearQuarter is the span over which money is measured: a week of it says little.
const yearQuarter = 91

// MeasureOf finds a measure by its key.
func MeasureOf(key string) (Measure, bool) {
	for _, m := range Measures {
		if m.Key == key {
			return m, true
		}
	}
	return Measure{}, false
}

// Lasts is a value of time.
func (v Value) Lasts() time.Duration { return time.Duration(v.Is) * time.Second }

func share(above, below int64) Value { return scaled(above, below, 100) }
func mean(above, below int64) Value  { return scaled(above, below, 1) }

func scaled(above, below int64, by float64) Value {
	if below <= 0 {
		return Value{Above: above}
	}
	return Value{above, below, by * float64(above) / float64(below)}
}
