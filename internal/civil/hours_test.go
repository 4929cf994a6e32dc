package civil_test

import (
	"testing"

	"charthouse/internal/civil"
)

func TestHoursAreReadAsPeopleTypeThem(t *testing.T) {
	for typed, want := range map[string]string{
		"":                       "",
		"8-12":                   "08:00-12:00",
		"13:00 – 17.30, 8 to 12": "08:00-12:00, 13:00-17:30",
		"00:00-24:00":            "00:00-24:00",
		"8:00-12:00;12:00-16:00": "08:00-12:00, 12:00-16:00",
	} {
		got, err := civil.ParseHours(typed)
		if err != nil || civil.FormatHours(got) != want {
			t.Errorf("%q is %q, %v; want %q", typed, civil.FormatHours(got), err, want)
		}
	}
}

func TestHoursThatMakeNoSenseAreRefused(t *testing.T) {
	for _, typed := range []string{"8", "8-", "eight to five", "17-8", "8-8", "8-25", "8:5-9", "8-12, 11-13", "8:02-9", "8-9:33"} {
		if got, err := civil.ParseHours(typed); err == nil {
			t.Errorf("%q is %v", typed, got)
		}
	}
}
