package ical

import (
	"encoding/json"
	"os"
	"path/filepath"
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

func (c ruleCase) want() (out []string) {
	if s, ok := c.Instances.(string); ok {
		return strings.Split(s, ",")
	}
	for _, s := range c.Instances.([]any) {
		out = append(out, s.(string))
	}
	return out
}

func TestRulesGiveTheTimesThatOtherLibrariesGive(t *testing.T) {
	for name, least := range map[string]int{"rrule_libical.json": 60, "rrule_dateutil.json": 100} {
		b, err := os.ReadFile(filepath.Join(sharedFolder(t), name))
		if err != nil {
			t.Fatal(err)
		}
		var cases []ruleCase
		if err := json.Unmarshal(b, &cases); err != nil {
			t.Fatal(err)
		}
		held := 0
		for _, c := range cases {
			got, err := walked(c, len(c.want()))
			switch {
			case err != nil && strings.Contains(c.RRule, "SECONDLY"): // looked for second by second, they cost too much
			case err != nil:
				t.Errorf("%s: %s: %v", c.Name, c.RRule, err)
			case c.Agrees != nil && !*c.Agrees: // libraries differ
			case !slices.Equal(got, c.want()):
				t.Errorf("%s: %s from %s\n got %v\nwant %v", c.Name, c.RRule, c.DTStart, got, c.want())
			default:
				held++
			}
		}
		if held < least {
			t.Errorf("%s: only %d rules were held", name, held)
		}
	}
}

// walked are the first times of a case, written as it writes them.
func walked(c ruleCase, most int) (out []string, err error) {
	f := file{reader: place{time.UTC}}
	start, err := f.readMoment(line{}, c.DTStart)
	if err != nil {
		return nil, err
	}
	r, err := f.readRecurrence(line{value: c.RRule})
	if err != nil {
		return nil, err
	}
	layout := "20060102T150405"
	if strings.HasSuffix(strings.Join(c.want(), ""), "Z") {
		layout += "Z"
	}
	if start.day {
		layout = "20060102"
	}
	last := time.Date(9000, 1, 1, 0, 0, 0, 0, time.UTC)
	if most == 0 {
		last = start.wall.AddDate(20, 0, 0)
	}
	err = r.walk(start.wall, start.wall, last, f.spend, func(wall time.Time) bool {
		m := start
		if m.wall = wall; r.until != nil && f.past(m, *r.until) {
			return false
		}
		out = append(out, wall.Format(layout))
		return r.count > 0 || r.until != nil || len(out) < most
	})
	return out, err
}

// A few rules that hold where the shared data is not.
func TestRulesOfEveryKindGiveTheirTimes(t *testing.T) {
	for rule, want := range map[string]string{
		"FREQ=MONTHLY;BYDAY=-1FR;COUNT=3":                       "20260130 20260227 20260327",
		"FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1;COUNT=3": "20260130 20260227 20260331",
		"FREQ=MONTHLY;BYMONTHDAY=31;COUNT=3":                    "20260131 20260331 20260531",
		"FREQ=YEARLY;BYWEEKNO=53;BYDAY=MO;COUNT=2":              "20261228 20321227",
		"FREQ=YEARLY;BYYEARDAY=-1;COUNT=2":                      "20261231 20271231",
		"FREQ=WEEKLY;INTERVAL=2;WKST=SU;BYDAY=SU,MO;COUNT=4":    "20260105 20260118 20260119 20260201",
		"FREQ=DAILY;INTERVAL=10;UNTIL=20260125T090000":          "20260105 20260115 20260125",
		"FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29;COUNT=2":           "20280229 20320229",
		"FREQ=HOURLY;INTERVAL=24;COUNT=2":                       "20260105 20260106",
	} {
		got, err := walked(ruleCase{RRule: rule, DTStart: "20260105T090000", Instances: strings.ReplaceAll(want, " ", ",")}, 4)
		for i := range got {
			got[i] = got[i][:8]
		}
		if err != nil || strings.Join(got, " ") != want {
			t.Errorf("%s: %v, %v; want %s", rule, got, err, want)
		}
	}
}

func TestAnOldRuleWithoutACountIsTakenUpNearTheSpan(t *testing.T) {
	steps := 0
	f := file{reader: place{time.UTC}}
	r, err := f.readRecurrence(line{value: "FREQ=WEEKLY;INTERVAL=3;BYDAY=TU"})
	if err != nil {
		t.Fatal(err)
	}
	walk := func(near time.Time) (out []string) {
		steps = 0
		err := r.walk(day(1900), near, day(2027), func(n int) error { steps += n; return nil }, func(at time.Time) bool {
			if !at.Before(day(2026)) {
				out = append(out, at.Format(time.DateOnly))
			}
			return true
		})
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	want := walk(day(1900))
	if got := walk(day(2026)); !slices.Equal(got, want) || steps > 1000 {
		t.Errorf("%d steps to %v; want %v", steps, got, want)
	}
}
