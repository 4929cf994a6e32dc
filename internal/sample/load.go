package sample

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"charthouse/internal/civil"
	"charthouse/internal/db"
	"charthouse/internal/files"
	"charthouse/internal/overview"
	"charthouse/internal/sample/life"
	"charthouse/internal/sample/past"
	"charthouse/internal/worklist"
)

// loader makes the practice. Its clock is moved to the moment of each act.
type loader struct {
	firm
	pool   *pgxpool.Pool
	db     *db.DB
	papers *files.Store
	at     time.Time // the clock of the acts
	now    time.Time // the moment of loading
	cut    time.Time // until here rows are copied, from here on people act
	today  civil.Date
	zone   *time.Location
	set    *set
	past   *past.Writer  // nil once the past is written
	tx     pgx.Tx        // of the past
	shown  []*life.Visit // who was seen in these days
	came   int           // how many were
	wrote  int           // how many notes were written
	due    []time.Time   // rounds of the clock that are still to come
}

// The size of the sample: 600 files and 18 months, of which the last days are acted.
const (
	seed     = 7
	people   = 600
	length   = 548
	acted    = 1
	settling = 30
	talked   = 9 // the last days' conversations are acted
)

// Load fills an empty, migrated database by its owner role: the past is copied
// in, the last days and today are done through the doors of the domains
// (decision 0008). Contents of documents go into the store. Said hears what is
// being made, how much is done and how much there is.
//
// The sample's day is in progress whenever it is loaded: the practice lies in a
// zone where it is now late morning.
func Load(ctx context.Context, pool *pgxpool.Pool, papers *files.Store, now time.Time, said func(what string, done, of int)) error {
	return LoadDays(ctx, pool, papers, now, length, said)
}

// LoadDays is Load with so many days of past: enough for who looks at the present,
// in a quarter of the time.
func LoadDays(ctx context.Context, pool *pgxpool.Pool, papers *files.Store, now time.Time, days int, said func(what string, done, of int)) error {
	l := &loader{firm: firm{cast, houses, rooms}, pool: pool, papers: papers, now: now, zone: morning(now)}
	l.today = civil.Of(now, l.zone)
	l.cut = l.workdaysBefore(acted).In(l.zone)
	l.due = l.rounds()
	first := l.today.Add(-days)
	l.at = first.Add(-settling).In(l.zone)
	if err := l.fill(ctx, life.Plan{Seed: seed, People: people, First: first, Now: now, Quiet: now.AddDate(0, 0, -talked)}, said); err != nil {
		return err
	}
	if err := l.finish(ctx); err != nil {
		return fmt.Errorf("finish the sample practice: %w", err)
	}
	return nil
}

// fill sets the practice up and has its life told: copied until the cut, acted
// from there on.
func (l *loader) fill(ctx context.Context, plan life.Plan, said func(what string, done, of int)) (err error) {
	l.db = db.New(l.pool, func() time.Time { return l.at })
	if l.set, err = l.setUp(ctx); err != nil {
		return fmt.Errorf("set up the sample practice: %w", err)
	}
	if err := l.begin(ctx); err != nil {
		return err
	}
	defer func() { _ = l.tx.Rollback(context.WithoutCancel(ctx)) }()
	plan.House = &l.set.House
	if err := life.Run(ctx, plan, l, func(done, of int) { said("days of visits", done, of) }); err != nil {
		return fmt.Errorf("make the sample's visits: %w", err)
	}
	return l.close(ctx)
}

// workdaysBefore is the day on which the acted days begin.
func (l *loader) workdaysBefore(n int) civil.Date {
	day := l.today
	for ; n > 0; n-- {
		for day = day.Add(-1); !l.open(day.ISOWeekday()); {
			day = day.Add(-1)
		}
	}
	return day
}

// begin opens the transaction of the past.
func (l *loader) begin(ctx context.Context) (err error) {
	if l.tx, err = l.pool.Begin(ctx); err != nil {
		return fmt.Errorf("begin to copy the past: %w", err)
	}
	if l.past, err = past.Begin(ctx, l.tx, &l.set.House, l.cut); err != nil {
		return fmt.Errorf("begin to copy the past: %w", err)
	}
	return nil
}

// Tell writes the past down and acts out the present.
func (l *loader) Tell(ctx context.Context, e life.Event) error {
	if e.At.Before(l.cut) {
		return l.past.Tell(ctx, e)
	}
	if err := l.close(ctx); err != nil {
		return err
	}
	if err := l.remind(ctx, e.At); err != nil {
		return err
	}
	l.at = e.At
	return l.act(ctx, e)
}

// close ends the past, once.
func (l *loader) close(ctx context.Context) error {
	if l.past == nil {
		return nil
	}
	if err := l.past.End(ctx); err != nil {
		return fmt.Errorf("end the past: %w", err)
	}
	l.past = nil
	if err := l.tx.Commit(ctx); err != nil {
		return fmt.Errorf("commit the past: %w", err)
	}
	return nil
}

// finish does what is left for the moment of loading.
func (l *loader) finish(ctx context.Context) error {
	if err := l.around(ctx); err != nil {
		return err
	}
	if err := l.talk(ctx); err != nil {
		return err
	}
	if err := l.send(ctx); err != nil {
		return fmt.Errorf("send the mails: %w", err)
	}
	if err := l.sendToStaff(ctx); err != nil {
		return fmt.Errorf("send the mails to staff: %w", err)
	}
	l.at = l.now
	if err := l.rest(ctx); err != nil {
		return err
	}
	for n := 1; n > 0; { // the overview is whole at the first look
		var err error
		if n, err = overview.New(l.db).CloseDays(ctx); err != nil {
			return err
		}
	}
	return nil
}

// rest does what the clock would do next.
func (l *loader) rest(ctx context.Context) error {
	if _, err := worklist.New(l.db).SettleDue(ctx); err != nil {
		return err
	}
	for n := 1; n > 0; {
		var err error
		if n, err = overview.New(l.db).Recount(ctx); err != nil {
			return err
		}
	}
	return nil
}

// zones to choose the practice's place from, around the clock.
var zones = []string{
	"Pacific/Auckland", "Pacific/Noumea", "Australia/Sydney", "Asia/Tokyo", "Asia/Singapore", "Asia/Bangkok", "Asia/Dhaka", "Asia/Kolkata", "Asia/Karachi",
	"Asia/Dubai", "Asia/Riyadh", "Europe/Athens", "Europe/Berlin", "Europe/London", "Atlantic/Azores", "Atlantic/South_Georgia", "America/Sao_Paulo",
	"America/Halifax", "America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles", "America/Anchorage", "Pacific/Honolulu", "Pacific/Pago_Pago",
}

// morning is the zone where it is nearest to 10:52.
func morning(now time.Time) *time.Location {
	best, far := time.UTC, 24*60
	for _, name := range zones {
		z, err := time.LoadLocation(name)
		if err != nil {
			continue
		}
		l := now.In(z)
		if d := abs(l.Hour()*60 + l.Minute() - (10*60 + 52)); d < far {
			best, far = z, d
		}
	}
	return best
}

func abs(n int) int { return max(n, -n) }

// open says whether the practice works on the weekday (1 is Monday): on working
// days, and on the day of loading whichever it is.
func (l *loader) open(weekday int) bool { return weekday <= 5 || weekday == l.today.ISOWeekday() }
