package scheduling

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/teambition/rrule-go"
)

// The bounds of a series: nobody plans further, and a report stays readable.
const (
	MostVisits = 200
	mostYears  = 2
)

// Rule says on which days a series comes again: an RRULE of RFC 5545, section
// 3.3.10, from daily to yearly. The time of day is that of the first visit.
type Rule struct {
	text  string
	parts rrule.ROption
	until time.Time // the last day, or wall time, that it reaches; zero: none
	utc   bool      // until is an instant
}

// partWords are the parts that are read. Those of the time of day are known too, to
// be refused in words of their own.
var partWords = []string{"FREQ", "INTERVAL", "COUNT", "UNTIL", "BYDAY", "BYMONTHDAY", "BYYEARDAY", "BYWEEKNO", "BYMONTH", "BYSETPOS", "WKST"}

// mostInterval keeps the sums of the library within its years.
const mostInterval = 999

// ReadRule reads a rule, or says under repeat what is wrong with it. Whether it ends
// soon enough is asked in days.
func ReadRule(s string) (Rule, error) {
	parts, err := partsOf(s)
	if err != nil {
		return Rule{}, err
	}
	if err := checkParts(parts); err != nil {
		return Rule{}, err
	}
	r := Rule{text: strings.ToUpper(s)}
	if end := parts["UNTIL"]; end != "" {
		if r.until, r.utc, err = readEnd(end); err != nil {
			return Rule{}, err
		}
	}
	var known []string // UNTIL is ours: of a day the library would leave out the last visit
	for _, p := range strings.Split(r.text, ";") {
		if !strings.HasPrefix(p, "UNTIL=") {
			known = append(known, p)
		}
	}
	option, err := rrule.StrToROption(strings.Join(known, ";"))
	if err == nil {
		_, err = rrule.NewRRule(*option)
	}
	if err != nil { // its words are for programmers
		return Rule{}, refuse("repeat", "This rule cannot be read. Choose how the visits repeat.")
	}
	r.parts = *option
	return r, nil
}

// partsOf splits a rule. A part stands once.
func partsOf(s string) (map[string]string, error) {
	out := map[string]string{}
	for _, p := range strings.Split(strings.ToUpper(s), ";") {
		name, value, _ := strings.Cut(p, "=")
		switch {
		case name == "BYHOUR" || name == "BYMINUTE" || name == "BYSECOND":
			return nil, refuse("repeat", "The visits of a series begin at one time of the day: leave out "+name+".")
		case !slices.Contains(partWords, name):
			return nil, refuse("repeat", "This rule has a part that nobody knows here. Choose how the visits repeat.")
		case value == "":
			return nil, refuse("repeat", name+" says nothing. Choose how the visits repeat.")
		case out[name] != "":
			return nil, refuse("repeat", name+" stands twice. Choose how the visits repeat.")
		}
		out[name] = value
	}
	return out, nil
}

func checkParts(parts map[string]string) error {
	switch parts["FREQ"] {
	case "DAILY", "WEEKLY", "MONTHLY", "YEARLY":
	default:
		return refuse("repeat", "A series repeats by days, weeks, months or years.")
	}
	if n := parts["INTERVAL"]; n != "" && !between(n, 1, mostInterval) {
		return refuse("repeat", "Visits repeat after one day, week, month or year, or after several: write an interval from 1 to 999.")
	}
	if n := parts["COUNT"]; n != "" && !between(n, 1, 1_000_000) {
		return refuse("repeat_times", "Write how many times, as a number above zero.")
	}
	if parts["COUNT"] != "" && parts["UNTIL"] != "" {
		return refuse("repeat_until", "Say how many times or until which day, not both.")
	}
	return checkWeekdays(parts)
}

// checkWeekdays refuses what the library would count past the end of its tables: the
// 58th Monday of a year, the sixth of a month.
func checkWeekdays(parts map[string]string) error {
	most := 53
	if parts["FREQ"] == "MONTHLY" || parts["BYMONTH"] != "" {
		most = 5
	}
	for _, day := range strings.Split(parts["BYDAY"], ",") {
		nth := strings.TrimRight(day, "ABCDEFGHIJKLMNOPQRSTUVWXYZ")
		switch {
		case nth == "":
		case parts["FREQ"] == "DAILY" || parts["FREQ"] == "WEEKLY":
			return refuse("repeat", "The first or last weekday is one of a month or a year, not of a week.")
		case !between(strings.TrimLeft(nth, "+-"), 1, most):
			return refuse("repeat", "No month has a weekday six times, and no year one 54 times. Choose how the visits repeat.")
		}
	}
	return nil
}

func between(s string, least, most int) bool {
	n, err := strconv.Atoi(s)
	return err == nil && n >= least && n <= most
}

// readEnd reads UNTIL. A day counts until its end; a time with Z is an instant.
func readEnd(s string) (end time.Time, utc bool, err error) {
	for layout, utc := range map[string]bool{"20060102T150405": false, "20060102T150405Z": true} {
		if end, err := time.Parse(layout, s); err == nil {
			return end, utc, nil
		}
	}
	day, err := time.Parse("20060102", s)
	if err != nil {
		return end, false, refuse("repeat_until", "Write the last day that would do.")
	}
	return day.Add(24*time.Hour - time.Second), false, nil
}

// String is the rule as it was written.
func (r Rule) String() string { return r.text }

// times are the wall times that follow the rule, from the first on and not after the
// last, at most most. UNTIL as an instant is read on the clocks of the zone.
func (r Rule) times(first, last time.Time, zone *time.Location, most int) []time.Time {
	option := r.parts
	option.Dtstart, option.Until = first, last
	if !r.until.IsZero() {
		option.Until = earlier(last, r.end(zone))
	}
	rule, err := rrule.NewRRule(option)
	if err != nil { // ReadRule has tried it
		return nil
	}
	var out []time.Time
	for next := rule.Iterator(); len(out) < most; {
		t, ok := next()
		if !ok {
			break
		}
		out = append(out, t)
	}
	return out
}

func (r Rule) end(zone *time.Location) time.Time {
	if r.utc {
		return asWritten(r.until.In(zone))
	}
	return r.until
}

// days are the wall times of a series that begins with first, or what to change so
// that it ends within its bounds.
func (r Rule) days(first time.Time, zone *time.Location) ([]time.Time, error) {
	last := first.AddDate(mostYears, 0, 0)
	switch {
	case r.parts.Count == 0 && r.until.IsZero():
		return nil, refuse("repeat_times", "A series ends: say how many times, or until which day.")
	case r.parts.Count > MostVisits:
		return nil, refuse("repeat_times", fmt.Sprintf("At most %d of them are made together. Write a smaller number.", MostVisits))
	case !r.until.IsZero() && r.end(zone).After(last.AddDate(0, 0, 1)):
		return nil, refuse("repeat_until", "A series reaches two years at most: until "+last.Format("2 January 2006")+".")
	}
	out := r.times(first, last, zone, MostVisits+1)
	switch {
	case len(out) > MostVisits:
		return nil, refuse("repeat_until", fmt.Sprintf("These are more than %d. Choose an earlier last day.", MostVisits))
	case r.parts.Count > len(out) && len(out) > 1:
		return nil, refuse("repeat_times", fmt.Sprintf("A series reaches two years at most, in which there are %d of these.", len(out)))
	case len(out) < 2:
		return nil, refuse("repeat_times", "This is once, or never. Let it repeat at least once, or choose that it does not.")
	}
	return out, nil
}
