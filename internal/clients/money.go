package clients

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

var amount = regexp.MustCompile(`^\d{1,9}(\.\d{1,2})?$`)

// parseMoney reads an amount as people type it, 25 or 1,025.00, into cents.
// Empty is nothing.
func parseMoney(s string) (cents int64, ok bool) {
	s = strings.TrimPrefix(strings.ReplaceAll(s, ",", ""), "$")
	if s == "" {
		return 0, true
	}
	if !amount.MatchString(s) {
		return 0, false
	}
	whole, part, _ := strings.Cut(s, ".")
	cents, err := strconv.ParseInt(whole+(part + "00")[:2], 10, 64)
	return cents, err == nil
}

// money writes cents as a form shows them; nothing is empty.
func money(cents int64) string {
	if cents == 0 {
		return ""
	}
	return fmt.Sprintf("%d.%02d", cents/100, cents%100)
}

func oneOf(s string, of ...string) bool { return slices.Contains(of, s) }
