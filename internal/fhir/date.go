package fhir

import (
	"strings"
	"time"
)

// Precision is how much of a date was stated.
type Precision int

// From nothing to an instant.
const (
	Absent Precision = iota
	Year
	Month
	Day
	Instant
)

// Date is FHIR's date, dateTime or instant with the precision it was written in. At is the first moment it can mean: in the stated
// zone for an instant, else at midnight UTC, which then stands for a civil date and not for a moment.
type Date struct {
	At        time.Time
	Precision Precision
}

// IsZero says that no date was stated.
func (d Date) IsZero() bool { return d.Precision == Absent }

// String writes as much as was stated: 1985, 1985-02, 1985-02-28, or an instant by RFC 3339.
func (d Date) String() string {
	switch d.Precision {
	case Year:
		return d.At.Format("2006")
	case Month:
		return d.At.Format("2006-01")
	case Day:
		return d.At.Format(time.DateOnly)
	case Instant:
		return d.At.Format(time.RFC3339Nano)
	default:
		return ""
	}
}

// end is the first moment that the date cannot mean any more.
func (d Date) end() time.Time {
	switch d.Precision {
	case Year:
		return d.At.AddDate(1, 0, 0)
	case Month:
		return d.At.AddDate(0, 1, 0)
	case Day:
		return d.At.AddDate(0, 0, 1)
	default:
		return d.At.Add(time.Nanosecond)
	}
}

// parseDate reads what https://hl7.org/fhir/R4/datatypes.html allows as a dateTime: a time needs seconds and a zone.
func parseDate(s string) (Date, bool) {
	layout, precision := "", Instant
	switch {
	case len(s) == 4:
		layout, precision = "2006", Year
	case len(s) == 7:
		layout, precision = "2006-01", Month
	case len(s) == 10:
		layout, precision = time.DateOnly, Day
	case len(s) >= 20 && s[10] == 'T' && s[13] == ':' && s[16] == ':' && !strings.Contains(s, ","):
		layout = time.RFC3339Nano
	default:
		return Date{}, false
	}
	at, err := time.Parse(layout, s)
	if err != nil && precision == Instant && s[17:19] == "60" { // a leap second, which Go does not know
		at, err = time.Parse(layout, s[:17]+"59"+s[19:])
		at = at.Add(time.Second)
	}
	return Date{at, precision}, err == nil && at.Year() > 0
}

// isClock says whether s is FHIR's time of day, hh:mm:ss with an optional fraction.
func isClock(s string) bool {
	_, err := time.Parse("15:04:05.999999999", s)
	return err == nil && len(s) >= 8 && s[2] == ':' && !strings.Contains(s, ",")
}
