package scheduling

import (
	"encoding/json"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
)

// ruleCase is a rule of the shared data with the times that it gives.
type ruleCase struct {
	Name, RRule, DTStart string
	Instances            any   // words between commas, or a list
	Agrees               *bool `json:"dateutil_agrees"` // absent: it is dateutil's own
}

func (c ruleCase) times(t *testing.T) (first time.Time, want []string) {
	t.Helper()
	switch list := c.Instances.(type) {
	case string:
		want = strings.Split(list, ",")
	case []any:
		for _, s := range list {
			want = append(want, s.(string))
		}
	}
	for i := range want {
		want[i] = wallOf(t, want[i]).Format(time.DateTime)
	}
	return wallOf(t, c.DTStart), want
}

// wallOf reads 20240229, 20240229T090000 and 20240229T090000Z as written.
func wallOf(t *testing.T, s string) time.Time {
	t.Helper()
	for _, layout := range []string{"20060102T150405", "20060102T150405Z", "20060102"} {
		if at, err := time.Parse(layout, s); err == nil {
			return at
		}
	}
	t.Fatalf("%q is no time", s)
	return time.Time{}
}

// unvisited are rules that no series of visits follows: several times a day.
var unvisited = regexp.MustCompile(`FREQ=(HOURLY|MINUTELY|SECONDLY)|BYHOUR|BYMINUTE|BYSECOND`)

func TestRulesGiveTheTimesThatOtherLibrariesGive(t *testing.T) {
	for name, least := range map[string]int{"ical/rrule_libical.json": 47, "ical/rrule_dateutil.json": 49} {
		raw, err := os.ReadFile(shared(t, name))
		if err != nil {
			t.Fatal(err)
		}
		var cases []ruleCase
		if err := json.Unmarshal(raw, &cases); err != nil {
			t.Fatal(err)
		}
		held := 0
		for _, c := range cases {
			first, want := c.times(t)
			r, err := ReadRule(c.RRule)
			if unvisited.MatchString(c.RRule) {
				if len(fieldsOf(err)) == 0 {
					t.Errorf("%s: %s is taken: %v", c.Name, c.RRule, err)
				}
				continue
			}
			if err != nil {
				t.Errorf("%s: %s is refused: %v", c.Name, c.RRule, err)
				continue
			}
			var got []string
			for _, at := range r.times(first, time.Date(9000, 1, 1, 0, 0, 0, 0, time.UTC), time.UTC, len(want)+1) {
				got = append(got, at.Format(time.DateTime))
			}
			if r.parts.Count == 0 && r.until.IsZero() && len(got) > len(want) { // the data stops somewhere
				got = got[:len(want)]
			}
			switch same := slices.Equal(got, want); {
			case c.Agrees != nil && !*c.Agrees: // libraries differ: see disputed
				if same == disputed(c.RRule) {
					t.Errorf("%s: %s is in dispute and %t as libical has it", c.Name, c.RRule, same)
				}
			case !same:
				t.Errorf("%s: %s from %s\n got %v\nwant %v", c.Name, c.RRule, c.DTStart, got, want)
			default:
				held++
			}
		}
		if held < least {
			t.Errorf("%s: only %d rules were held", name, held)
		}
	}
}

// disputed are the rules on which libical and dateutil differ, and this reader goes
// with dateutil: a day of the month without a month is one of every month, a week of the
// year without a weekday is all of its days, the interval of years counts from the year
// of the first day and not of its week, and the place in a set counts also what comes
// before the first day.
func disputed(rule string) bool {
	return strings.Contains(rule, "FREQ=YEARLY;BYMONTHDAY=29") || strings.Contains(rule, "BYWEEKNO") || strings.Contains(rule, "FREQ=WEEKLY") && strings.Contains(rule, "BYSETPOS")
}

func TestARuleThatNoSeriesFollowsIsRefusedInWords(t *testing.T) {
	for rule, words := range map[string]string{
		"":                                  "a part that nobody knows",
		"FREQ=WEEKLY;COUNT=3;RSCALE=HEBREW": "a part that nobody knows",
		"FREQ=WEEKLY;INTERVAL=0":            "an interval from 1 to 999",
		"FREQ=WEEKLY;INTERVAL=-1":           "an interval from 1 to 999",
		"FREQ=WEEKLY;INTERVAL=1000":         "an interval from 1 to 999",
		"INTERVAL=2;COUNT=3":                "by days, weeks, months or years",
		"FREQ=HOURLY;COUNT=3":               "by days, weeks, months or years",
		"FREQ=DAILY;COUNT=3;BYHOUR=9":       "at one time of the day",
		"FREQ=DAILY;COUNT=0":                "a number above zero",
		"FREQ=DAILY;COUNT=x":                "a number above zero",
		"FREQ=DAILY;COUNT=3;COUNT=4":        "stands twice",
		"FREQ=DAILY;COUNT=":                 "says nothing",
		"FREQ=DAILY;COUNT=3;UNTIL=20270101": "not both",
		"FREQ=DAILY;UNTIL=tomorrow":         "the last day",
		"FREQ=WEEKLY;BYDAY=2MO;COUNT=3":     "not of a week",
		"FREQ=YEARLY;BYDAY=58MO;COUNT=3":    "no year one 54 times", // the library panics
		"FREQ=MONTHLY;BYDAY=-6MO;COUNT=3":   "six times",
		"FREQ=WEEKLY;BYDAY=XX;COUNT=3":      "cannot be read",
		"FREQ=MONTHLY;BYMONTHDAY=32":        "cannot be read",
	} {
		if _, err := ReadRule(rule); err == nil || !strings.Contains(err.Error(), words) || len(fieldsOf(err)) != 1 {
			t.Errorf("%q: %v; want %q", rule, err, words)
		}
	}
}

func TestASeriesEndsWithinTwoYearsAndTwoHundredVisits(t *testing.T) {
	first := time.Date(2026, 5, 5, 10, 30, 0, 0, time.UTC)
	for rule, want := range map[string]struct {
		visits int
		words  string
	}{
		"FREQ=WEEKLY":                                 {0, "A series ends"},
		"FREQ=WEEKLY;COUNT=12":                        {12, ""},
		"FREQ=WEEKLY;UNTIL=20260519":                  {3, ""}, // the last day counts
		"FREQ=WEEKLY;UNTIL=20260519T103000":           {3, ""},
		"FREQ=WEEKLY;UNTIL=20260519T143000Z":          {3, ""}, // 10:30 in New York
		"FREQ=WEEKLY;UNTIL=20260519T142900Z":          {2, ""},
		"FREQ=DAILY;COUNT=200":                        {200, ""},
		"FREQ=DAILY;COUNT=201":                        {0, "At most 200 of them"},
		"FREQ=DAILY;UNTIL=20270505":                   {0, "more than 200."},
		"FREQ=WEEKLY;UNTIL=20280505":                  {105, ""},
		"FREQ=WEEKLY;UNTIL=20280601":                  {0, "until 5 May 2028"},
		"FREQ=YEARLY;COUNT=3":                         {3, ""},
		"FREQ=YEARLY;COUNT=4":                         {0, "in which there are 3"},
		"FREQ=WEEKLY;COUNT=1":                         {0, "once, or never"},
		"FREQ=WEEKLY;UNTIL=20260504":                  {0, "once, or never"},
		"FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30;COUNT=2": {0, "once, or never"},
	} {
		r, err := ReadRule(rule)
		if err != nil {
			t.Fatal(err)
		}
		zone, err := time.LoadLocation("America/New_York")
		if err != nil {
			t.Fatal(err)
		}
		days, err := r.days(first, zone)
		if len(days) != want.visits || want.words == "" && err != nil || want.words != "" && (err == nil || !strings.Contains(err.Error(), want.words)) {
			t.Errorf("%s: %d visits, %v; want %d %s", rule, len(days), err, want.visits, want.words)
		}
	}
}
