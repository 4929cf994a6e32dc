package overview

import (
	"math"
	"strconv"
	"time"

	"charthouse/internal/overview"
	"charthouse/web/show"
)

// written is a value for people: the number and its unit.
func written(m overview.Measure, v overview.Value) (number, unit string) {
	if !v.Known() {
		return "–", ""
	}
	return figure(m, v.Is)
}

func figure(m overview.Measure, is float64) (number, unit string) {
	switch m.Unit {
	case overview.Time:
		return show.Lasts((time.Duration(is) * time.Second).Round(time.Minute)), ""
	case overview.Days:
		return strconv.FormatFloat(rounded(is), 'f', -1, 64), " days"
	case overview.Per:
		return strconv.FormatFloat(rounded(is), 'f', -1, 64), ""
	}
	return strconv.FormatFloat(is, 'f', 1, 64), "%"
}

// rounded keeps a decimal of what is small.
func rounded(is float64) float64 {
	if is < 10 {
		return math.Round(is*10) / 10
	}
	return math.Round(is)
}

// verdict says whether the target is met, and what the value was before.
func verdict(m overview.Measure, v, before overview.Value) string {
	if !v.Known() {
		return ""
	}
	side := "over"
	if m.Low != m.Misses(v, m.Goal) {
		side = "under"
	}
	goal, unit := figure(m, m.Goal)
	if m.Unit == overview.Share {
		goal = strconv.FormatFloat(m.Goal, 'f', -1, 64)
	}
	said := side + " " + goal + unit
	if before.Known() {
		was, unit := written(m, before)
		said += ", was " + was + unit
	}
	return said
}

// charted is a value as a chart draws it: percent, hours or minutes, and days.
func charted(m overview.Measure, is float64) float64 {
	if m.Unit == overview.Time {
		is /= 60
	}
	return math.Round(is*10) / 10
}

// in names the unit that a chart is drawn in.
func in(m overview.Measure) string {
	switch m.Unit {
	case overview.Time:
		return "minutes"
	case overview.Days:
		return "days"
	case overview.Per:
		return "in 100 visits"
	}
	return "percent"
}

// typedIn names the unit in which a target is written.
func typedIn(m overview.Measure) string {
	if m.Unit == overview.Time && m.Scale() == 3600 {
		return "hours"
	}
	return in(m)
}

// part writes a numerator or denominator: a count, or an amount or time where
// the measure is of those.
func part(m overview.Measure, n int64, above bool, currency string) string {
	switch {
	case m.Key == "days-in-ar" || m.Key == "net-collection":
		return show.Money(n, currency)
	case m.Key == "utilisation":
		return show.Lasts(time.Duration(n) * time.Minute)
	case m.Unit == overview.Time && above:
		return show.Lasts((time.Duration(n) * time.Second).Round(time.Minute))
	}
	return show.Number(int(n))
}
