package billing

import (
	"regexp"
	"strconv"
	"strings"
)

// Cents is an amount in the practice's currency: whole cents, never a float.
type Cents int64

// MostCents is the largest amount that one form takes: a million.
const MostCents Cents = 100_000_000

// typed is digits, or groups of three behind commas, and up to two digits after
// a point. A comma before cents could mean a thousand elsewhere: it is asked, not
// guessed.
var typed = regexp.MustCompile(`^(\d{1,9}|\d{1,3}(?:,\d{3})+)?(?:\.(\d{1,2}))?$`)

var signs = map[string]string{"$": "USD CAD AUD NZD MXN", "€": "EUR", "£": "GBP"}

// ParseCents reads an amount as people type it: 12, 12.50, 1,234.50, $1,234.50,
// USD 12. The currency is three capital letters, as the settings take it; without one
// any sign will do. What is wrong is a sentence for the field, or empty.
func ParseCents(s, currency string) (c Cents, wrong string) {
	s = strings.TrimSpace(s)
	for sign, of := range signs {
		if rest, ok := strings.CutPrefix(s, sign); ok && strings.Contains(of, currency) {
			s = strings.TrimSpace(rest)
			break
		}
	}
	s = strings.TrimSpace(strings.TrimPrefix(s, currency))
	m := typed.FindStringSubmatch(s)
	switch {
	case s == "":
		return 0, "Write an amount, such as 25 or 25.00."
	case m == nil || m[1]+m[2] == "":
		return 0, "Write an amount with cents after a point, such as 1,234.50."
	}
	whole, err := strconv.ParseInt("0"+strings.ReplaceAll(m[1], ",", ""), 10, 64)
	part, _ := strconv.ParseInt((m[2] + "00")[:2], 10, 64)
	c = Cents(whole*100 + part)
	if err != nil || c > MostCents {
		return 0, "This is more than a million. Take it in parts."
	}
	return c, ""
}

// Typed is the amount as a form shows it: 1234.50.
func (c Cents) Typed() string {
	sign := ""
	if c < 0 {
		sign, c = "-", -c
	}
	s := strconv.FormatInt(int64(c), 10)
	if len(s) < 3 {
		s = strings.Repeat("0", 3-len(s)) + s
	}
	return sign + s[:len(s)-2] + "." + s[len(s)-2:]
}
