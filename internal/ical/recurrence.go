package ical

import (
	"slices"
	"strconv"
	"strings"
	"time"
)

// recurrence is an RRULE of RFC 5545, section 3.3.10. It is walked here, period by
// period, and not by a library, because whoever writes a feed may mean harm: each
// step counts against what the whole file may cost.
type recurrence struct {
	freq               string
	interval, count    int
	until              *moment
	months             []int
	weeks, days, dates []int // BYWEEKNO, BYYEARDAY, BYMONTHDAY
	weekdays           []weekday
	hours, minutes     []int
	seconds, positions []int
	first              time.Weekday // WKST
}

// weekday is a BYDAY: the nth of the month or year, 0 is each.
type weekday struct {
	nth int
	day time.Weekday
}

var weekdayWords = map[string]time.Weekday{"MO": 1, "TU": 2, "WE": 3, "TH": 4, "FR": 5, "SA": 6, "SU": 0}

func (f *file) readRecurrence(l line) (recurrence, error) {
	r := recurrence{interval: 1, first: time.Monday}
	for _, p := range strings.Split(strings.ToUpper(strings.ReplaceAll(l.value, " ", "")), ";") {
		name, value, _ := strings.Cut(p, "=")
		if name == "" {
			continue
		}
		if err := f.readPart(l, &r, name, value); err != nil {
			return r, err
		}
	}
	if !slices.Contains([]string{"YEARLY", "MONTHLY", "WEEKLY", "DAILY", "HOURLY", "MINUTELY", "SECONDLY"}, r.freq) {
		return r, l.refuse("it does not say how often the event repeats")
	}
	return r, nil
}

func (f *file) readPart(l line, r *recurrence, name, value string) error {
	lists := map[string]struct {
		into        *[]int
		least, most int
	}{
		"BYMONTH": {&r.months, 1, 12}, "BYWEEKNO": {&r.weeks, -53, 53}, "BYYEARDAY": {&r.days, -366, 366}, "BYMONTHDAY": {&r.dates, -31, 31},
		"BYHOUR": {&r.hours, 0, 23}, "BYMINUTE": {&r.minutes, 0, 59}, "BYSECOND": {&r.seconds, 0, 60}, "BYSETPOS": {&r.positions, -366, 366},
		"INTERVAL": {nil, 1, 100_000}, "COUNT": {nil, 1, 1_000_000},
	}
	switch name {
	case "FREQ":
		r.freq = value
	case "UNTIL":
		m, err := f.readMoment(line{number: l.number}, value)
		r.until = &m
		return err
	case "WKST":
		day, ok := weekdayWords[value]
		if r.first = day; !ok {
			return l.refuse("its weeks begin on no day of the week")
		}
	case "BYDAY":
		for _, s := range strings.Split(value, ",") {
			d, ok := readWeekday(s)
			if !ok {
				return l.refuse("it repeats on a weekday that does not exist")
			}
			r.weekdays = append(r.weekdays, d)
		}
	default:
		list, known := lists[name]
		if !known {
			if strings.HasPrefix(name, "X-") {
				return nil
			}
			return l.refuse("its rule has a part that is not known here")
		}
		var out []int
		for _, s := range strings.Split(value, ",") {
			n, err := strconv.Atoi(s)
			if err != nil || n < list.least || n > list.most || n == 0 && list.least < 0 || len(out) > 400 {
				return l.refuse("its rule has a number that does not exist")
			}
			out = append(out, n)
		}
		switch name {
		case "INTERVAL":
			r.interval = out[0]
		case "COUNT":
			r.count = out[0]
		default:
			slices.Sort(out)
			*list.into = slices.Compact(out)
		}
	}
	return nil
}

func readWeekday(s string) (weekday, bool) {
	if len(s) < 2 {
		return weekday{}, false
	}
	day, ok := weekdayWords[s[len(s)-2:]]
	nth := 0
	if head := s[:len(s)-2]; head != "" {
		var err error
		nth, err = strconv.Atoi(head)
		ok = ok && err == nil && nth != 0 && nth >= -53 && nth <= 53
	}
	return weekday{nth, day}, ok
}

// walk calls each with the wall times of the rule from start to last, in order, until
// it answers false. Nothing before near is wanted: rules without COUNT begin there.
// Spend is asked before each step.
func (r recurrence) walk(start, near, last time.Time, spend func(int) error, each func(time.Time) bool) error {
	r = r.filled(start)
	k := 0
	if r.count == 0 && near.After(start) {
		k = max(0, r.periods(start, near)/r.interval-1)
	}
	for found := 0; ; k++ {
		begin, end := r.period(start, k*r.interval)
		if begin.After(last) {
			return nil
		}
		set, err := r.set(begin, end, spend)
		if err != nil {
			return err
		}
		for _, t := range set {
			if t.Before(start) {
				continue
			}
			if found++; t.After(last) || r.count > 0 && found > r.count || !each(t) {
				return nil
			}
		}
	}
}

// filled takes from the start what the rule does not say.
func (r recurrence) filled(start time.Time) recurrence {
	if len(r.weeks)+len(r.days)+len(r.dates)+len(r.weekdays) == 0 {
		switch r.freq {
		case "YEARLY":
			if len(r.months) == 0 {
				r.months = []int{int(start.Month())}
			}
			r.dates = []int{start.Day()}
		case "MONTHLY":
			r.dates = []int{start.Day()}
		case "WEEKLY":
			r.weekdays = []weekday{{0, start.Weekday()}}
		}
	}
	if len(r.hours) == 0 && r.above("HOURLY") {
		r.hours = []int{start.Hour()}
	}
	if len(r.minutes) == 0 && r.above("MINUTELY") {
		r.minutes = []int{start.Minute()}
	}
	if len(r.seconds) == 0 && r.above("SECONDLY") {
		r.seconds = []int{start.Second()}
	}
	return r
}

var steps = []string{"YEARLY", "MONTHLY", "WEEKLY", "DAILY", "HOURLY", "MINUTELY", "SECONDLY"}

// above is true where the rule repeats less often than freq.
func (r recurrence) above(freq string) bool {
	return slices.Index(steps, r.freq) < slices.Index(steps, freq)
}

// periods is how many periods lie between the instants, or one less.
func (r recurrence) periods(from, to time.Time) int {
	switch r.freq {
	case "YEARLY":
		return to.Year() - from.Year()
	case "MONTHLY":
		return (to.Year()-from.Year())*12 + int(to.Month()) - int(from.Month())
	}
	return int((to.Unix() - from.Unix()) / int64(r.unit()/time.Second))
}

func (r recurrence) unit() time.Duration {
	switch r.freq {
	case "WEEKLY":
		return 7 * 24 * time.Hour
	case "DAILY":
		return 24 * time.Hour
	case "HOURLY":
		return time.Hour
	case "MINUTELY":
		return time.Minute
	}
	return time.Second
}

// period is the nth year, month, week, day, hour, minute or second from the start's.
func (r recurrence) period(start time.Time, n int) (begin, end time.Time) {
	y, m, d := start.Date()
	switch r.freq {
	case "YEARLY":
		return time.Date(y+n, 1, 1, 0, 0, 0, 0, time.UTC), time.Date(y+n+1, 1, 1, 0, 0, 0, 0, time.UTC)
	case "MONTHLY":
		return time.Date(y, m+time.Month(n), 1, 0, 0, 0, 0, time.UTC), time.Date(y, m+time.Month(n+1), 1, 0, 0, 0, 0, time.UTC)
	case "WEEKLY":
		begin = time.Date(y, m, d-int(start.Weekday()-r.first+7)%7+7*n, 0, 0, 0, 0, time.UTC)
		return begin, begin.AddDate(0, 0, 7)
	case "DAILY":
		begin = time.Date(y, m, d+n, 0, 0, 0, 0, time.UTC)
		return begin, begin.AddDate(0, 0, 1)
	}
	// In seconds, for a time.Duration ends after three centuries.
	unit := int64(r.unit() / time.Second)
	begin = time.Unix(start.Unix()/unit*unit+int64(n)*unit, 0).UTC()
	return begin, begin.Add(r.unit())
}

// set are the times of a period, in order.
func (r recurrence) set(begin, end time.Time, spend func(int) error) ([]time.Time, error) {
	var out []time.Time
	for day := begin.Truncate(24 * time.Hour); day.Before(end); day = day.AddDate(0, 0, 1) {
		if err := spend(1); err != nil {
			return nil, err
		}
		if y, m, _ := day.Date(); len(r.months) > 0 && !slices.Contains(r.months, int(m)) {
			day = time.Date(y, m+1, 0, 0, 0, 0, 0, time.UTC)
			continue
		}
		if !r.onDay(day) {
			continue
		}
		for _, t := range r.times(begin) {
			if t := day.Add(t); !t.Before(begin) && t.Before(end) {
				out = append(out, t)
			}
		}
		if err := spend(len(out)); err != nil {
			return nil, err
		}
	}
	return r.placed(out), nil
}

// placed are the times whose places BYSETPOS names.
func (r recurrence) placed(all []time.Time) []time.Time {
	if len(r.positions) == 0 {
		return all
	}
	var out []time.Time
	for i, t := range all {
		if slices.Contains(r.positions, i+1) || slices.Contains(r.positions, i-len(all)) {
			out = append(out, t)
		}
	}
	return out
}

// times are the times of a day; of rules within the day, those of the period.
func (r recurrence) times(begin time.Time) []time.Duration {
	hours, minutes, seconds := r.hours, r.minutes, r.seconds
	within := func(list []int, n int, freq string) []int {
		if r.above(freq) {
			return list
		}
		if len(list) > 0 && !slices.Contains(list, n) {
			return nil
		}
		return []int{n}
	}
	hours, minutes, seconds = within(hours, begin.Hour(), "HOURLY"), within(minutes, begin.Minute(), "MINUTELY"), within(seconds, begin.Second(), "SECONDLY")
	var out []time.Duration
	for _, h := range hours {
		for _, m := range minutes {
			for _, s := range seconds {
				out = append(out, time.Duration(h)*time.Hour+time.Duration(m)*time.Minute+time.Duration(s)*time.Second)
			}
		}
	}
	return out
}

// onDay is true where the day passes all that the rule says of days.
func (r recurrence) onDay(day time.Time) bool {
	y, m, d := day.Date()
	has := func(list []int, n, length int) bool {
		return len(list) == 0 || slices.Contains(list, n) || slices.Contains(list, n-length-1)
	}
	yearLength := time.Date(y, 12, 31, 0, 0, 0, 0, time.UTC).YearDay()
	monthLength := time.Date(y, m+1, 0, 0, 0, 0, 0, time.UTC).Day()
	return has(r.days, day.YearDay(), yearLength) && has(r.dates, d, monthLength) && r.inWeek(day) && r.onWeekday(day, yearLength, monthLength)
}

// onWeekday counts the weekdays of the month, or of the year where the rule is yearly and names no month.
func (r recurrence) onWeekday(day time.Time, yearLength, monthLength int) bool {
	if len(r.weekdays) == 0 {
		return true
	}
	at, length := day.Day(), monthLength
	if r.freq == "YEARLY" && len(r.months) == 0 {
		at, length = day.YearDay(), yearLength
	}
	counts := r.freq == "YEARLY" || r.freq == "MONTHLY"
	return slices.ContainsFunc(r.weekdays, func(w weekday) bool {
		return w.day == day.Weekday() && (w.nth == 0 || !counts || w.nth == (at+6)/7 || w.nth == -(length-at)/7-1)
	})
}

// inWeek counts the weeks of the year, of which the first has four of its days.
func (r recurrence) inWeek(day time.Time) bool {
	if len(r.weeks) == 0 {
		return true
	}
	begin := day.AddDate(0, 0, -int(day.Weekday()-r.first+7)%7)
	year := begin.AddDate(0, 0, 3).Year()
	n := (begin.AddDate(0, 0, 3).YearDay()-1)/7 + 1
	last := time.Date(year, 12, 28, 0, 0, 0, 0, time.UTC)
	last = last.AddDate(0, 0, -int(last.Weekday()-r.first+7)%7)
	most := (last.AddDate(0, 0, 3).YearDay()-1)/7 + 1
	return slices.Contains(r.weeks, n) || slices.Contains(r.weeks, n-most-1)
}
