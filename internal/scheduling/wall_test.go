package scheduling

import (
	"encoding/csv"
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"charthouse/internal/civil"
	"charthouse/internal/fault"
)

// shared finds a file of the shared data beside the repository, or skips.
func shared(t *testing.T, name string) string {
	t.Helper()
	for dir, err := filepath.Abs("."); err == nil && dir != filepath.Dir(dir); dir = filepath.Dir(dir) {
		path := filepath.Join(dir, "..", "shared", "data", name)
		if _, err := os.Stat(path); err == nil {
			return path
		}
	}
	t.Skipf("../shared/data/%s is not here", name)
	return ""
}

func TestHoursThatAreSkippedOrRepeatedAreKnownInEveryZone(t *testing.T) {
	f, err := os.Open(shared(t, "ical/tz_local_times.csv"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil || len(rows) < 800 {
		t.Fatalf("%d rows, %v", len(rows), err)
	}
	for _, r := range rows[1:] {
		zone, err := time.LoadLocation(r[0])
		if err != nil {
			t.Fatal(err)
		}
		local, err := time.Parse("2006-01-02T15:04", r[1])
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, at := range Wall(local, zone) {
			got = append(got, at.UTC().Format("2006-01-02T15:04Z"))
		}
		var want []string
		for _, s := range r[3:5] {
			if s != "" {
				want = append(want, s)
			}
		}
		if len(got) != len(want) || len(got) > 0 && got[0] != want[0] || len(got) > 1 && got[1] != want[1] {
			t.Errorf("%s %s (%s): %v, want %v", r[0], r[1], r[2], got, want)
		}
	}
}

func TestAnHourThatDoesNotExistIsRefusedAndOneThatExistsTwiceIsAsked(t *testing.T) {
	zone, err := time.LoadLocation("America/New_York")
	if err != nil {
		t.Fatal(err)
	}

	_, err = instant(time.Date(2026, 3, 8, 2, 30, 0, 0, time.UTC), zone, "")
	if f, ok := errors.AsType[*fault.Fault](err); !ok || f.Fields["start"] == "" {
		t.Errorf("02:30 on the day the clocks go forward: %v", err)
	}
	_, err = instant(time.Date(2026, 11, 1, 1, 30, 0, 0, time.UTC), zone, "")
	if f, ok := errors.AsType[*fault.Fault](err); !ok || f.Fields["fold"] == "" {
		t.Errorf("01:30 on the day the clocks go back: %v", err)
	}
	one, err1 := instant(time.Date(2026, 11, 1, 1, 30, 0, 0, time.UTC), zone, FirstFold)
	two, err2 := instant(time.Date(2026, 11, 1, 1, 30, 0, 0, time.UTC), zone, SecondFold)
	if err1 != nil || err2 != nil || two.Sub(one) != time.Hour {
		t.Errorf("first %v, second %v", one, two)
	}
}

func TestHoursOfWorkFollowTheClocksOfTheDay(t *testing.T) {
	zone, err := time.LoadLocation("America/New_York")
	if err != nil {
		t.Fatal(err)
	}
	all := Hours{From: 0, To: 6 * 60}
	for day, want := range map[string]int{"2026-03-07": 12, "2026-03-08": 10, "2026-11-01": 14} {
		d, err := civil.Parse(day)
		if err != nil {
			t.Fatal(err)
		}
		free := starts(gaps(all.on(d, zone), nil), 30, zone, func(time.Time) bool { return true })
		if len(free) != want {
			t.Errorf("%s has %d half hours before six, want %d", day, len(free), want)
		}
		for _, f := range free {
			if at := Wall(f.Local, zone); len(at) != 2 && f.Fold != "" || len(at) == 2 && f.Fold == "" {
				t.Errorf("%s on %s: fold %q", f.Clock(), day, f.Fold)
			}
		}
	}
}
