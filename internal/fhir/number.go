package fhir

import (
	"strconv"
	"strings"
)

// Decimal is a number as written: 72.0 and 72 differ in precision. "" where it is absent.
type Decimal string

// Float64 is the nearest floating point number; 0 where it is absent.
func (d Decimal) Float64() float64 {
	f, _ := strconv.ParseFloat(string(d), 64) // only ever made from a valid literal; out of range is ±Inf
	return f
}

// Money is an amount in integer cents, with the currency's ISO 4217 code where one is stated.
type Money struct {
	Cents    int64
	Currency string
}

// cents turns a decimal into cents; ok is false for fractions of a cent and for what does not fit.
func (d Decimal) cents() (cents int64, ok bool) {
	s := string(d)
	if strings.ContainsAny(s, "eE") {
		return 0, false
	}
	whole, fraction, _ := strings.Cut(s, ".")
	fraction = strings.TrimRight(fraction, "0")
	if len(fraction) > 2 {
		return 0, false
	}
	cents, err := strconv.ParseInt(whole+(fraction + "00")[:2], 10, 64)
	return cents, err == nil
}

// plural is "1 day", "2 days", "4 to 6 hours".
func plural(least, most Decimal, unit string) string {
	number := string(least)
	if most != "" && most != least {
		number += " to " + string(most)
	}
	if number != "1" {
		unit += "s"
	}
	return number + " " + unit
}

// times is "once", "3 times", "2 to 3 times".
func times(least, most int) string {
	switch {
	case most > least:
		return strconv.Itoa(least) + " to " + strconv.Itoa(most) + " times"
	case least <= 1:
		return "once"
	default:
		return strconv.Itoa(least) + " times"
	}
}
