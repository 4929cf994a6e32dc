package messaging

import (
	"testing"
	"time"

	"charthouse/internal/id"
)

func in(t *testing.T, zone string) *time.Location {
	t.Helper()
	z, err := time.LoadLocation(zone)
	if err != nil {
		t.Fatal(err)
	}
	return z
}

func TestAReminderMovesOutOfQuietHoursAlsoWhereTheClocksChange(t *testing.T) {
	night, day := Quiet{20 * 60, 8 * 60}, Quiet{12 * 60, 14 * 60}
	for _, c := range []struct {
		say, zone  string
		quiet      Quiet
		starts     string
		hours      int
		want, wall string
	}{
		{"by day it goes when it is due", "America/Chicago", night, "2026-05-07T14:30:00Z", 24, "2026-05-06T14:30:00Z", "09:30"},
		{"what is due at night waits for the morning", "America/Chicago", night, "2026-05-07T14:30:00Z", 10, "2026-05-07T13:00:00Z", "08:00"},
		{"after the visit is too late: it goes before the night", "America/Chicago", night, "2026-05-07T12:30:00Z", 2, "2026-05-07T00:45:00Z", "19:45"},
		{"the end of quiet hours is the visit's start: before the night", "America/Chicago", night, "2026-05-07T13:00:00Z", 3, "2026-05-07T00:45:00Z", "19:45"},
		{"soon before the visit is too late: before the night", "America/Chicago", night, "2026-05-07T13:44:00Z", 3, "2026-05-07T00:45:00Z", "19:45"},
		{"three quarters of an hour before it will do", "America/Chicago", night, "2026-05-07T13:45:00Z", 3, "2026-05-07T13:00:00Z", "08:00"},
		{"the first quiet minute is quiet", "America/Chicago", night, "2026-05-08T01:00:00Z", 24, "2026-05-07T13:00:00Z", "08:00"},
		{"the last one too", "America/Chicago", night, "2026-05-07T12:59:00Z", 24, "2026-05-06T13:00:00Z", "08:00"},
		{"two equal times are no quiet hours", "America/Chicago", Quiet{480, 480}, "2026-05-07T07:00:00Z", 1, "2026-05-07T06:00:00Z", "01:00"},
		{"quiet hours may lie in the day", "America/Chicago", day, "2026-05-08T18:00:00Z", 24, "2026-05-07T19:00:00Z", "14:00"},
		{"the night in which an hour is skipped is shorter", "America/Chicago", night, "2026-03-08T15:00:00Z", 10, "2026-03-08T13:00:00Z", "08:00"},
		{"the night in which an hour comes twice is longer", "America/Chicago", night, "2026-11-01T16:00:00Z", 10, "2026-11-01T14:00:00Z", "08:00"},
		{"quiet hours end in the hour that is skipped: at its end", "America/Chicago", Quiet{20 * 60, 2*60 + 30}, "2026-03-08T15:00:00Z", 8, "2026-03-08T08:00:00Z", "03:00"},
		{"quiet hours end in the hour that comes twice: once they ended, they begin again", "America/Chicago", Quiet{20 * 60, 90}, "2026-11-01T15:00:00Z", 9, "2026-11-01T06:30:00Z", "01:30"},
		{"24 hours before are 24 hours, not the same time on the wall", "Europe/Berlin", night, "2026-03-29T12:00:00Z", 24, "2026-03-28T12:00:00Z", "13:00"},
		{"it is the night of whoever is reminded", "Asia/Tokyo", night, "2026-05-08T03:00:00Z", 16, "2026-05-07T23:00:00Z", "08:00"},
	} {
		zone := in(t, c.zone)
		starts, err := time.Parse(time.RFC3339, c.starts)
		if err != nil {
			t.Fatal(err)
		}
		got := c.quiet.due(starts, time.Duration(c.hours)*time.Hour, zone)
		if got.UTC().Format(time.RFC3339) != c.want || got.In(zone).Format("15:04") != c.wall {
			t.Errorf("%s: %s, %s on the wall; want %s, %s", c.say, got.UTC().Format(time.RFC3339), got.In(zone).Format("15:04"), c.want, c.wall)
		}
		if c.quiet.covers(got, zone) || !got.Before(starts) {
			t.Errorf("%s: it goes in quiet hours, or after the start", c.say)
		}
	}
}

func TestOfEveryMinuteOfAYearNoneIsRemindedInQuietHours(t *testing.T) {
	quiet := Quiet{21 * 60, 7*60 + 30}
	for _, name := range []string{"America/Chicago", "Europe/Berlin", "Australia/Lord_Howe", "Asia/Kolkata"} {
		zone := in(t, name)
		for starts := time.Date(2026, 1, 1, 0, 7, 0, 0, time.UTC); starts.Year() == 2026; starts = starts.Add(97 * time.Minute) {
			for _, hours := range []int{1, 9, 24, 72} {
				at := quiet.due(starts, time.Duration(hours)*time.Hour, zone)
				if quiet.covers(at, zone) || !at.Before(starts) || starts.Sub(at) > time.Duration(hours+24)*time.Hour {
					t.Fatalf("%s, %d hours before %s: %s", name, hours, starts, at)
				}
			}
		}
	}
}

func TestOfSeveralRemindersThatAreDueTheLastOneGoes(t *testing.T) {
	starts := time.Date(2026, 5, 7, 14, 30, 0, 0, time.UTC)
	of := func(hours int, known time.Time) coming {
		return coming{Due: Due{Client: 10001, Visit: id.Visit(1), StartsAt: starts, Hours: hours}, Zone: "America/Chicago", KnownAt: known}
	}
	known := starts.Add(-100 * time.Hour)
	for _, c := range []struct {
		say  string
		list []coming
		now  time.Time
		want int // hours of the one that goes, or zero
	}{
		{"none is due yet", []coming{of(72, known), of(24, known)}, starts.Add(-80 * time.Hour), 0},
		{"the first is", []coming{of(72, known), of(24, known)}, starts.Add(-49 * time.Hour), 72},
		{"both are, after the machine stood still", []coming{of(72, known), of(24, known)}, starts.Add(-22 * time.Hour), 24},
		{"they were told after it was due", []coming{of(24, starts.Add(-20*time.Hour))}, starts.Add(-19 * time.Hour), 0},
		{"it is due, and the machine comes back at night", []coming{of(24, known)}, starts.Add(-11 * time.Hour), 0},
	} {
		got, err := dueNow(c.list, Quiet{20 * 60, 8 * 60}, c.now)
		hours := 0
		if len(got) > 0 {
			hours = got[0].Hours
		}
		if err != nil || len(got) > 1 || hours != c.want {
			t.Errorf("%s: %v, %v; want %d", c.say, got, err, c.want)
		}
	}
}
