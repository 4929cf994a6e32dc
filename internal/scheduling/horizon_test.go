package scheduling_test

import (
	"testing"

	"charthouse/internal/access"
	"charthouse/internal/scheduling"
)

func TestNothingIsPlannedForDaysThatAreOverOrBeyondTheHorizon(t *testing.T) {
	d := practice(t) // noon in New York on Monday 4 May 2026
	c := client(t, d, "Nadia", "Haddad")
	s := scheduling.New(d.DB)
	made := booked(t, d, c, wish())
	for _, day := range []string{"2026-05-03", "2029-05-04", "2999-01-07"} {
		w := wish()
		w.Day, w.Anyway = day, true
		_, err := book(t, d, c, w)
		wantField(t, err, "day")
		_, err = move(t, d, c, made, scheduling.Wish{Day: day, Anyway: true})
		wantField(t, err, "day")
		_, err = s.BlockTime(t.Context(), desk, scheduling.Block{Clinician: "3", Day: day, Start: "12:00", End: "13:00", Title: "Lunch"})
		wantField(t, err, "day")
		_, err = s.AddExtra(t.Context(), manager, scheduling.ExtraForm{Staff: "3", Location: "1", On: day, Hours: "09:00-10:00"})
		wantField(t, err, "on")
		field := "from"
		if day < "2026-05-04" {
			field = "until"
		}
		_, err = s.CloseDays(t.Context(), manager, scheduling.ClosureForm{Name: "Christmas", From: day})
		wantField(t, err, field)
		o, err := s.Offer(t.Context(), desk, c, w)
		if err != nil || len(o.Free) > 0 || o.Why == "" {
			t.Errorf("%s offers %v, says %q, %v", day, o.Free, o.Why, err)
		}
	}
	w := wish()
	w.Day = "2029-05-03" // a Thursday
	booked(t, d, c, w)
}

func TestHoursInWhichTheLocationIsClosedAreRefused(t *testing.T) {
	d := practice(t)
	s := scheduling.New(d.DB)
	sunday := scheduling.WeekForm{From: "2026-06-01", Rows: []scheduling.WeekRow{{Weekday: "7", Hours: "09:00-10:00", Location: "1"}}}
	arrange(t, d, access.EditSettings.Practice(), `delete from opening_hours`)
	must(t, s.SetWeek(t.Context(), manager, 3, sunday)) // nobody said when it opens
	arrange(t, d, access.EditSettings.Practice(), `insert into opening_hours (location_id, weekday, opens, closes) values (1, 1, '08:00', '12:00')`)
	wantField(t, s.SetWeek(t.Context(), manager, 3, sunday), "rows[0].hours")
	for hours, open := range map[string]bool{"07:00-09:00": true, "12:00-18:00": false, "06:00-08:00": false} {
		err := s.SetWeek(t.Context(), manager, 3, scheduling.WeekForm{From: "2026-06-01", Rows: []scheduling.WeekRow{{Weekday: "1", Hours: hours, Location: "1"}}})
		if (err == nil) != open {
			t.Errorf("%s: %v", hours, err)
		}
	}
	wantField(t, s.SetWeek(t.Context(), manager, 3, scheduling.WeekForm{From: "2999-06-01"}), "from")
}
