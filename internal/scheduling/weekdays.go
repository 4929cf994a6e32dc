package scheduling

import (
	"slices"
	"strings"

	"charthouse/internal/fault"
)

// weekdayWords are the weekdays as a rule names them (RFC 5545, section 3.3.10), and
// nthWords which of a month is meant.
var (
	weekdayWords = []string{"MO", "TU", "WE", "TH", "FR", "SA", "SU"}
	nthWords     = []string{"1", "2", "3", "4", "-1"}
)

// weekdays is the part of the rule that names the days: BYDAY=MO,TH of weeks, BYDAY=1MO of
// months. Empty leaves it to the rule.
func (rep Repeat) weekdays(c *fault.Check) string {
	if rep.Nth == "" && len(rep.Days) == 0 {
		return ""
	}
	month, week := strings.HasPrefix(rep.Rule, "FREQ=MONTHLY"), strings.HasPrefix(rep.Rule, "FREQ=WEEKLY")
	var named []string
	for _, day := range rep.Days {
		if !slices.Contains(weekdayWords, day) {
			c.Unless(false, "repeat_day", "Choose days of the week.")
			return ""
		}
		if !slices.Contains(named, rep.Nth+day) {
			named = append(named, rep.Nth+day)
		}
	}
	switch {
	case strings.Contains(rep.Rule, "BYDAY="):
		c.Unless(false, "repeat_day", "This way to repeat names its days already. Leave the weekdays out, or let it repeat every week.")
	case !month && !week:
		c.Unless(false, "repeat", "Weekdays are those of weeks or of months. Let it repeat every week or every month, or leave the weekdays out.")
	case rep.Nth == "" && month:
		c.Unless(false, "repeat_nth", "Say which one in a month: the first, or the last.")
	case rep.Nth != "" && week:
		c.Unless(false, "repeat_nth", "The first or last weekday is one of a month. Let it repeat every month, or leave this out.")
	case len(named) == 0:
		c.Unless(false, "repeat_day", "Say which weekday of the month it is.")
	case rep.Nth != "" && !slices.Contains(nthWords, rep.Nth):
		c.Unless(false, "repeat_nth", "Choose which one in a month.")
	}
	return ";BYDAY=" + strings.Join(named, ",")
}
