package scheduling

import (
	"fmt"
	"time"

	"charthouse/internal/civil"
)

// horizon is how many years ahead anything can be planned. What lies farther is a year
// that was mistyped.
const horizon = 3

// notFar refuses a day beyond the horizon.
func notFar(day, today civil.Date, field string) error {
	if day.Before(today.Add(horizon*365 + 1)) {
		return nil
	}
	return refuse(field, fmt.Sprintf("%s is more than %d years ahead. Check the year.", day.Format("Monday 2 January 2006"), horizon))
}

// notPast refuses a day that is over.
func notPast(day, today civil.Date, field string) error {
	if !day.Before(today) {
		return nil
	}
	return refuse(field, day.Format("Monday 2 January 2006")+" has passed. Choose a day from today on.")
}

// near refuses what nobody plans: a day that is over, or one beyond the horizon.
func (p *plan) near(now time.Time) error {
	if err := notPast(p.day(), civil.Of(now, p.zone), "day"); err != nil {
		return err
	}
	return notFar(p.day(), civil.Of(now, p.zone), "day")
}

// day is the wall date of the plan.
func (p *plan) day() civil.Date { return civil.Of(p.local, time.UTC) }
