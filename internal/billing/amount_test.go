package billing_test

import (
	"testing"

	"pgregory.net/rapid"

	"charthouse/internal/billing"
)

func TestAnAmountIsReadAsPeopleTypeIt(t *testing.T) {
	for typed, want := range map[string]billing.Cents{
		"12": 1200, "12.5": 1250, "12.50": 1250, "1,234.50": 123450, "$1,234.50": 123450, "$ 25": 2500, "USD 25": 2500,
		" 0.05 ": 5, ".50": 50, "0": 0, "1,000,000": 100_000_000, "1000000": 100_000_000,
	} {
		got, wrong := billing.ParseCents(typed, "USD")
		if got != want || wrong != "" {
			t.Errorf("%q is %d, %q; want %d", typed, got, wrong, want)
		}
	}
}

func TestAnAmountThatCouldMeanTwoThingsIsAsked(t *testing.T) {
	for _, typed := range []string{
		"", " ", "$", ".", "12.345", "12,50", "1.234,50", "1,23", "12,3456", "1 234", "-5", "+5", "1e3", "0x10", "€12", "EUR 12",
		"12$", "twelve", "1,000,000.01", "99999999999999999999", "٢٥", "１２", "NaN", "1..2", "1.2.3",
	} {
		if got, wrong := billing.ParseCents(typed, "USD"); wrong == "" || got != 0 {
			t.Errorf("%q was taken as %d", typed, got)
		}
	}
}

func TestAnAmountShownIsReadBackTheSame(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := billing.Cents(rapid.Int64Range(0, int64(billing.MostCents)).Draw(t, "cents"))
		if got, wrong := billing.ParseCents(c.Typed(), "EUR"); got != c || wrong != "" {
			t.Fatalf("%d came back as %d, %q", c, got, wrong)
		}
	})
}
