package billing

import (
	"regexp"
	"testing"
)

// FuzzParseCents: an amount is refused with a sentence and no cents, or it is one that a form takes and reads back the same.
func FuzzParseCents(f *testing.F) {
	for _, seed := range []string{"12", "12.50", "1,234.50", "$1,234.50", "USD 12", "1.234,50", "", ".", ".5", "1,000,000.00", "1,000,000.01", "999,999,999,999", "-1", "1e3", "€ 5", "$$5"} {
		f.Add(seed, "USD")
	}
	f.Add("£5", "GBP")
	f.Add("5", "")
	codes := regexp.MustCompile(`^([A-Z]{3})?$`)
	f.Fuzz(func(t *testing.T, typed, currency string) {
		if !codes.MatchString(currency) {
			return // the settings keep no other
		}
		c, wrong := ParseCents(typed, currency)
		if wrong != "" {
			if c != 0 {
				t.Fatalf("%q is refused and yet %d", typed, c)
			}
			return
		}
		if c < 0 || c > MostCents {
			t.Fatalf("%q became %d", typed, c)
		}
		if again, wrong := ParseCents(c.Typed(), currency); again != c || wrong != "" {
			t.Fatalf("%q became %s, and that %d, %s", typed, c.Typed(), again, wrong)
		}
	})
}

// FuzzParseAfter: a mark of a list that is taken is one that the list itself writes, of an instant that the database holds.
func FuzzParseAfter(f *testing.F) {
	for _, seed := range []string{"", "h6hi9a8b4k.2s", "-h6hi9a8b4k.2s", "zzzzzzzzzzzzz.1", "1y2p0ij32e8e7.1", "-1y2p0ij32e8e8.1", "0.0", "1.-1", "1.1.1"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, mark string) {
		a := ParseAfter(mark)
		if again := ParseAfter(a.String()); again != a {
			t.Fatalf("%q became %v, and that %v", mark, a, again)
		}
		if y := a.At.Year(); y < 1 || y > 9999 || a.ID < 0 {
			t.Fatalf("%q became %v", mark, a)
		}
	})
}
