// Package civil is the calendar day: a birthday, a due date. It has no zone and
// no hour; an instant is a time.Time, and only a zone turns one into the other.
package civil

import (
	"database/sql/driver"
	"fmt"
	"strings"
	"time"
)

// Date is a day. The zero Date is no day.
type Date struct{ t time.Time }

// New is the day; months and days past their end roll over, as in time.Date.
func New(year int, month time.Month, day int) Date {
	return Date{time.Date(year, month, day, 0, 0, 0, 0, time.UTC)}
}

// Of is the day that it is at the instant in the zone.
func Of(at time.Time, zone *time.Location) Date {
	y, m, d := at.In(zone).Date()
	return New(y, m, d)
}

// Parse reads a day as forms send it, 1985-03-14. Empty is no day.
func Parse(s string) (Date, error) {
	s = strings.TrimSpace(s)
	if s == "" {
		return Date{}, nil
	}
	t, err := time.Parse(time.DateOnly, s)
	if err != nil || t.Year() < 1 || t.IsZero() { // Postgres has no year 0, and the zero Date is no day
		return Date{}, fmt.Errorf("%q is not a day: write year-month-day, such as 1985-03-14", s)
	}
	return Date{t}, nil
}

// IsZero is true for no day.
func (d Date) IsZero() bool { return d.t.IsZero() }

// String is 1985-03-14, or empty.
func (d Date) String() string {
	if d.IsZero() {
		return ""
	}
	return d.t.Format(time.DateOnly)
}

// Format is the day in a layout of package time.
func (d Date) Format(layout string) string { return d.t.Format(layout) }

// Add is the day so many days later.
func (d Date) Add(days int) Date { return Date{d.t.AddDate(0, 0, days)} }

// Before orders days.
func (d Date) Before(e Date) bool { return d.t.Before(e.t) }

// After orders days.
func (d Date) After(e Date) bool { return d.t.After(e.t) }

// Weekday is the day of the week.
func (d Date) Weekday() time.Weekday { return d.t.Weekday() }

// ISOWeekday is 1 for Monday to 7 for Sunday, as the schema counts.
func (d Date) ISOWeekday() int { return (int(d.t.Weekday())+6)%7 + 1 }

// Days is how many days lie from e to d.
func (d Date) Days(e Date) int { return int(d.t.Sub(e.t) / (24 * time.Hour)) }

// In is the instant at which the day begins in the zone.
func (d Date) In(zone *time.Location) time.Time {
	y, m, day := d.t.Date()
	return time.Date(y, m, day, 0, 0, 0, 0, zone)
}

// YearsAt is the age in whole years on the day.
func (d Date) YearsAt(on Date) int {
	years := on.t.Year() - d.t.Year()
	if on.t.YearDay() < d.t.AddDate(years, 0, 0).YearDay() {
		years--
	}
	return years
}

// Scan reads a date column; null is no day.
func (d *Date) Scan(src any) error {
	switch v := src.(type) {
	case nil:
		*d = Date{}
	case time.Time:
		y, m, day := v.Date()
		*d = New(y, m, day)
	case string:
		p, err := Parse(v)
		*d = p
		return err
	default:
		return fmt.Errorf("%T is not a day", src)
	}
	return nil
}

// Value writes a date column; no day is null.
func (d Date) Value() (driver.Value, error) {
	if d.IsZero() {
		return nil, nil
	}
	return d.String(), nil
}
