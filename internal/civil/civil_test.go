package civil

import (
	"testing"
	"time"
)

func TestAgeTurnsOnTheBirthdayAndInLeapYearsOnMarchFirst(t *testing.T) {
	for _, c := range []struct {
		born, on string
		want     int
	}{
		{"1985-03-14", "2026-03-13", 40},
		{"1985-03-14", "2026-03-14", 41},
		{"2000-02-29", "2025-02-28", 24},
		{"2000-02-29", "2025-03-01", 25},
		{"2026-05-04", "2026-05-04", 0},
	} {
		born, _ := Parse(c.born)
		on, _ := Parse(c.on)
		if got := born.YearsAt(on); got != c.want {
			t.Errorf("born %s, on %s: %d; want %d", c.born, c.on, got, c.want)
		}
	}
}

func TestADayThatDoesNotExistIsRefused(t *testing.T) {
	for _, s := range []string{"1985-02-31", "14/03/1985", "1985-3-14", "x"} {
		if d, err := Parse(s); err == nil {
			t.Errorf("%q became %s", s, d)
		}
	}
}

func TestTheDayOfAnInstantFollowsTheZone(t *testing.T) {
	at := time.Date(2026, 5, 4, 23, 30, 0, 0, time.UTC)
	if got := Of(at, time.FixedZone("", 2*3600)).String(); got != "2026-05-05" {
		t.Errorf("%s", got)
	}
}
