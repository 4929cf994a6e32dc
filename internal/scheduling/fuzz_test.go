package scheduling

import (
	"strings"
	"testing"
	"time"

	"charthouse/internal/fault"
)

// FuzzWish: what is asked of the calendar is refused field by field, or is a wall time on five minutes of one day.
func FuzzWish(f *testing.F) {
	f.Add("2", "1", "2026-05-04", "10:30", "", "", "3", "first")
	f.Add("2", "1", "2026-05-04", "10:30 second", "9:05", "0", "none", "self")
	f.Add("-1", "x", "0001-01-01", "24:00", "10:31", "1", "", "")
	f.Add("2", "1", "0000-01-01", "10:30:20", "", "", "", "")
	f.Fuzz(func(t *testing.T, clinician, kind, day, start, other, location, place, coverage string) {
		a, err := Wish{Clinician: clinician, VisitType: kind, Day: day, Start: start, Other: other, Location: location, Place: place, Coverage: coverage}.understand()
		if err != nil {
			if len(fieldsOf(err)) == 0 || !a.local.IsZero() && a.local.Year() < 1 {
				t.Fatalf("it is refused without a field: %v", err)
			}
			return
		}
		if a.clinician <= 0 || a.kind <= 0 || a.location < 0 || a.place < 0 || a.local.Minute()%5 != 0 || a.local.Second() != 0 || a.local.Format(time.DateOnly) != strings.TrimSpace(day) {
			t.Fatalf("%s %s %s became %+v", day, start, other, a)
		}
	})
}

// FuzzBlock: time that is kept free ends on the day on which it begins, after it begins.
func FuzzBlock(f *testing.F) {
	f.Add("Lunch", "2", "1", "2026-05-04", "12:00", "13:00")
	f.Add("", "2", "1", "2026-05-04", "12:00", "12:00")
	f.Add("Late", "2", "1", "2026-05-04", "23:55", "24:00")
	f.Fuzz(func(t *testing.T, title, clinician, location, day, start, end string) {
		a, err := Block{Title: title, Clinician: clinician, Location: location, Day: day, Start: start, End: end}.understand()
		if err != nil {
			if len(fieldsOf(err)) == 0 {
				t.Fatalf("it is refused without a field: %v", err)
			}
			return
		}
		if a.minutes < 5 || a.minutes%5 != 0 || a.local.Add(time.Duration(a.minutes)*time.Minute).Format(time.DateOnly) != day {
			t.Fatalf("%s %s-%s became %+v", day, start, end, a)
		}
	})
}

func fieldsOf(err error) map[string]string {
	if f, ok := err.(*fault.Fault); ok && f.Kind == fault.Invalid {
		return f.Fields
	}
	return nil
}

// FuzzReadRule: a rule is refused field by field, or gives times in their order, none
// before the first, within two years.
func FuzzReadRule(f *testing.F) {
	for _, s := range []string{"FREQ=WEEKLY;COUNT=12", "FREQ=MONTHLY;BYDAY=-1FR;UNTIL=20270101", "FREQ=YEARLY;BYWEEKNO=53;COUNT=2", "FREQ=DAILY;INTERVAL=0", "FREQ=DAILY;BYSETPOS=1;COUNT=2", "FREQ=WEEKLY;WKST=SU;UNTIL=20260519T103000Z"} {
		f.Add(s)
	}
	first := time.Date(2026, 5, 5, 10, 30, 0, 0, time.UTC)
	f.Fuzz(func(t *testing.T, typed string) {
		r, err := ReadRule(typed)
		if err == nil {
			var days []time.Time
			if days, err = r.days(first, time.UTC); err == nil {
				for i, at := range days {
					if at.Before(first) || at.After(first.AddDate(2, 0, 1)) || i > 0 && !at.After(days[i-1]) || at.Hour() != 10 || at.Minute() != 30 {
						t.Fatalf("%q gives %v", typed, days)
					}
				}
				return
			}
		}
		if len(fieldsOf(err)) == 0 {
			t.Fatalf("it is refused without a field: %v", err)
		}
	})
}
