package civil_test

import (
	"slices"
	"strings"
	"testing"

	"charthouse/internal/civil"
)

// FuzzParse: a day that is taken is the day that was written, and one that the database holds.
func FuzzParse(f *testing.F) {
	for _, seed := range []string{"1985-03-14", " 2024-02-29 ", "", "0000-01-01", "0001-01-01", "9999-12-31", "2026-02-30", "1985-3-14", "2026-05-04\n"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, typed string) {
		day, err := civil.Parse(typed)
		if err != nil {
			if !day.IsZero() {
				t.Fatalf("%q is refused and yet %s", typed, day)
			}
			return
		}
		if day.String() != strings.TrimSpace(typed) {
			t.Fatalf("%q became %q", typed, day)
		}
		var kept civil.Date
		if value, err := day.Value(); err != nil || kept.Scan(value) != nil || kept != day {
			t.Fatalf("%q is kept as %v, %v", typed, kept, err)
		}
	})
}

// FuzzParseHours: hours that are taken lie in order within one day, and read back the same.
func FuzzParseHours(f *testing.F) {
	for _, seed := range []string{"", "8-12", "13:00 – 17.30, 8 to 12", "00:00-24:00", "8:00-12:00;12:00-16:00", "17-8", "8-12, 11-13", "+8-12", "8-12-13", "8:+5-9", "00000000000008-9"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, typed string) {
		all, err := civil.ParseHours(typed)
		if err != nil {
			if all != nil {
				t.Fatalf("%q is refused and yet %v", typed, all)
			}
			return
		}
		before := 0
		for _, h := range all {
			if h.From < before || h.To <= h.From || h.To > 24*60 {
				t.Fatalf("%q became %v", typed, all)
			}
			before = h.To
		}
		again, err := civil.ParseHours(civil.FormatHours(all))
		if err != nil || !slices.Equal(again, all) {
			t.Fatalf("%q became %v, and that %v, %v", typed, all, again, err)
		}
	})
}
