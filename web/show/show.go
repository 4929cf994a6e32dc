// Package show writes values as people read them: days, times, ages, money. One
// way each, everywhere (see the design's Words: ages and money are exact).
package show

import (
	"fmt"
	"strings"
	"time"

	"charthouse/internal/civil"
)

// Date is 14 Mar 1985, or empty.
func Date(d civil.Date) string {
	if d.IsZero() {
		return ""
	}
	return d.Format("2 Jan 2006")
}

// Age is 41, or 5 months for somebody under two.
func Age(born, today civil.Date) string {
	years := born.YearsAt(today)
	if years >= 2 {
		return fmt.Sprint(years)
	}
	return Count(max(today.Days(born)*12/365, 0), "month", "months")
}

// Day is an instant's day as lists show it: Thu 18 Jun, with the year where it
// is not the present one.
func Day(at, now time.Time, zone *time.Location) string {
	l := at.In(zone)
	if l.Year() != now.In(zone).Year() {
		return l.Format("2 Jan 2006")
	}
	return l.Format("Mon 2 Jan")
}

// Time is 09:30.
func Time(at time.Time, zone *time.Location) string { return at.In(zone).Format("15:04") }

// When is a time today and a day otherwise; never was is empty.
func When(at, now time.Time, zone *time.Location) string {
	switch {
	case at.IsZero():
		return ""
	case civil.Of(at, zone) == civil.Of(now, zone):
		return Time(at, zone)
	}
	return Day(at, now, zone)
}

// DayTime is Thu 18 Jun, 09:30.
func DayTime(at, now time.Time, zone *time.Location) string {
	return Day(at, now, zone) + ", " + Time(at, zone)
}

// Lasts is an exact span: 26 h, 3 days, 14 min.
func Lasts(d time.Duration) string {
	switch {
	case d < 0:
		return "0 min"
	case d < 2*time.Hour:
		return fmt.Sprintf("%d min", int(d.Minutes()))
	case d < 72*time.Hour:
		return fmt.Sprintf("%d h", int(d.Hours()))
	}
	return fmt.Sprintf("%d days", int(d.Hours()/24))
}

// symbols of the currencies that have one of their own; others are written by code.
var symbols = map[string]string{"USD": "$", "CAD": "$", "AUD": "$", "NZD": "$", "EUR": "€", "GBP": "£", "MXN": "$", "CHF": "CHF ", "SEK": "SEK ", "NOK": "NOK ", "DKK": "DKK "}

// Money is $6,032.00, exact; negative amounts carry a minus before the symbol.
func Money(cents int64, currency string) string {
	sign := ""
	if cents < 0 {
		sign, cents = "−", -cents
	}
	symbol, ok := symbols[currency]
	if !ok {
		symbol = currency + " "
	}
	return fmt.Sprintf("%s%s%s.%02d", sign, symbol, thousands(cents/100), cents%100)
}

// Round is money without cents, for the overview alone.
func Round(cents int64, currency string) string {
	s := Money((cents+50)/100*100, currency)
	return strings.TrimSuffix(s, ".00")
}

// Size is 3 kB, 1.4 MB.
func Size(bytes int64) string {
	if bytes < 1<<20 {
		return thousands(max(bytes+512, 1024)>>10) + " kB"
	}
	return fmt.Sprintf("%.1f MB", float64(bytes)/(1<<20))
}

// Count is 1 visit, 2 visits.
func Count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return thousands(int64(n)) + " " + many
}

// Number is 1,234.
func Number(n int) string { return thousands(int64(n)) }

func thousands(n int64) string {
	s := fmt.Sprint(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}
