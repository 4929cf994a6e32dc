package scheduling_test

import (
	"strings"
	"testing"

	"charthouse/internal/scheduling"
)

// The wish is for Tuesday 5 May; the series begins on the first day that its rule names.
func TestASeriesGoesByWeekdaysAndByTheFirstOrLastOfAMonth(t *testing.T) {
	d := practice(t)
	c := client(t, d, "Nadia", "Haddad")
	for _, tt := range []struct {
		rep  scheduling.Repeat
		want string
	}{
		{scheduling.Repeat{Rule: "FREQ=WEEKLY", Days: []string{"MO", "TH", "MO"}, Times: "4"}, "Thu 7 May, Mon 11 May, Thu 14 May, Mon 18 May"},
		{scheduling.Repeat{Rule: "FREQ=WEEKLY;INTERVAL=2", Days: []string{"TU", "FR"}, Until: "2026-05-22"}, "Tue 5 May, Fri 8 May, Tue 19 May, Fri 22 May"},
		{scheduling.Repeat{Rule: "FREQ=MONTHLY", Days: []string{"MO"}, Nth: "1", Times: "3"}, "Mon 1 Jun, Mon 6 Jul, Mon 3 Aug"},
		{scheduling.Repeat{Rule: "FREQ=MONTHLY;INTERVAL=3", Days: []string{"FR"}, Nth: "-1", Times: "2"}, "Fri 29 May, Fri 28 Aug"},
	} {
		var days []string
		for _, o := range check(t, d, c, wish(), tt.rep).Times {
			days = append(days, o.Local.Format("Mon 2 Jan"))
		}
		if got := strings.Join(days, ", "); got != tt.want {
			t.Errorf("%+v\n got %s\nwant %s", tt.rep, got, tt.want)
		}
	}
	for _, tt := range []struct {
		rep  scheduling.Repeat
		want string
	}{
		{scheduling.Repeat{Rule: "FREQ=MONTHLY", Days: []string{"MO"}}, "repeat_nth: Say which one in a month"},
		{scheduling.Repeat{Rule: "FREQ=MONTHLY", Nth: "1"}, "repeat_day: Say which weekday of the month"},
		{scheduling.Repeat{Rule: "FREQ=MONTHLY", Days: []string{"MO"}, Nth: "6"}, "repeat_nth: Choose which one in a month."},
		{scheduling.Repeat{Rule: "FREQ=WEEKLY", Days: []string{"MO"}, Nth: "1"}, "repeat_nth: The first or last weekday is one of a month."},
		{scheduling.Repeat{Rule: "FREQ=WEEKLY", Days: []string{"MOON"}}, "repeat_day: Choose days of the week."},
		{scheduling.Repeat{Rule: "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", Days: []string{"MO"}}, "repeat_day: This way to repeat names its days already."},
		{scheduling.Repeat{Rule: "FREQ=YEARLY", Days: []string{"MO"}}, "repeat: Weekdays are those of weeks or of months."},
		{scheduling.Repeat{Days: []string{"MO"}}, "repeat: Weekdays are those of weeks or of months."},
	} {
		tt.rep.Times = "3"
		_, err := scheduling.New(d.DB).CheckSeries(t.Context(), desk, c, wish(), tt.rep)
		if !strings.Contains(refusal(err), tt.want) {
			t.Errorf("%+v: %s", tt.rep, refusal(err))
		}
	}
}
