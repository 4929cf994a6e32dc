package clients

import (
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"charthouse/internal/civil"
)

// FuzzParseMoney: an amount is refused without cents, or is one that the form shows and reads back the same.
func FuzzParseMoney(f *testing.F) {
	for _, seed := range []string{"", "25", "1,025.00", "$25", "$", "$,", "-5", "999999999.99", "1.5", "1,,2", "2.345"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, typed string) {
		cents, ok := parseMoney(typed)
		if !ok && cents != 0 || cents < 0 || cents > 99_999_999_999 {
			t.Fatalf("%q became %d, %v", typed, cents, ok)
		}
		if again, ok := parseMoney(money(cents)); !ok || again != cents {
			t.Fatalf("%q became %q, and that %d", typed, money(cents), again)
		}
	})
}

// FuzzParseBefore: every place in a timeline has a mark that leads back to it, and no other mark is taken.
func FuzzParseBefore(f *testing.F) {
	for _, seed := range []string{"", "1777910400000000.visit.7", "-315619200000000.reading.7", "1-visit-7", "0.visit.1", "1.visit.-1", "4503599627370497.visit.1", "1.vi.sit.1"} {
		f.Add(seed, int64(-315619200), int64(7))
	}
	f.Fuzz(func(t *testing.T, mark string, second, row int64) {
		if b, err := ParseBefore(mark); err == nil {
			if again, err := ParseBefore(b.String()); err != nil || again != b {
				t.Fatalf("%q became %v, and that %v, %v", mark, b, again, err)
			}
		} else if b != (Before{}) {
			t.Fatalf("%q is refused and yet %v", mark, b)
		}
		at := time.Unix(second%4_000_000_000, 0).UTC()
		b := Before{at, VisitHappened, row&math.MaxInt64 | 1}
		if again, err := ParseBefore(b.String()); err != nil || again != b {
			t.Fatalf("%v is written %q and read %v, %v", b, b, again, err)
		}
	})
}

// FuzzVital: a vital sign that is taken is a finite number, and the canonical number alone reads back the same.
func FuzzVital(f *testing.F) {
	for i, seed := range []string{"132/84", "72 bpm", "98.2 F", "158 lb", "5'8\"", "98 %", "6.1 mmol/L"} {
		f.Add(uint8(i), seed)
	}
	f.Add(uint8(4), "1.7 m")
	f.Add(uint8(2), "0 F")
	f.Add(uint8(3), "9999.999")
	f.Fuzz(func(t *testing.T, of uint8, typed string) {
		v := vitals[int(of)%len(vitals)]
		m, ok := v.parse(typed)
		if !ok && (m.value != 0 || m.value2 != 0 || m.words != "") || math.IsNaN(m.value) || math.Abs(m.value) > 1e6 {
			t.Fatalf("%s %q became %+v, %v", v.name, typed, m, ok)
		}
		m.vital = v
		m.impossible()
		m.odd()
	})
}

// FuzzClassify: words that are looked for mean a number, days or at most four names, and no empty one of them.
func FuzzClassify(f *testing.F) {
	for _, seed := range []string{"", "Hádad Nadia", "10003", "+49 30 555 0142", "3/4/1985", "14.3.1985", ",", "a,b c,d e", "()", "0001-01-01", "1 Jan 0001"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, words string) {
		q := classify(words)
		if len(q.names) > 4 || slices.Contains(q.names, "") || slices.ContainsFunc(q.births, civil.Date.IsZero) || strings.Trim(q.number, "0123456789") != "" {
			t.Fatalf("%q became %+v", words, q)
		}
		for _, k := range withoutCode(q.number) {
			if len(k) < 7 {
				t.Fatalf("%q is looked for as %q", words, k)
			}
		}
		for _, b := range q.births {
			for _, day := range mistyped(b) {
				if d, err := civil.Parse(day); err != nil || d.String() != day {
					t.Fatalf("%q may be %q", words, day)
				}
			}
		}
	})
}

// FuzzPartial: a day as precise as people know it has come, and is no earlier than anybody lives.
func FuzzPartial(f *testing.F) {
	for _, seed := range []string{"", "2016", "2016-05", "2016-05-12", "9999", "2027-01", "1849", "2016-13", " 2016"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, typed string) {
		today := civil.New(2026, 5, 4)
		if partial(typed, today) && typed != "" && (typed < "1850" || typed > today.String() || len(typed) > 10) {
			t.Fatalf("%q is taken", typed)
		}
	})
}
