package sample

import (
	"context"
	"fmt"
	"math"
	"time"

	"github.com/jackc/pgx/v5"

	"charthouse/internal/access"
	"charthouse/internal/db"
	"charthouse/internal/id"
	"charthouse/internal/messaging"
	"charthouse/internal/workflow"
	"charthouse/internal/worklist"
)

// rounds are when the clock's work is done for all files in the acted days: what
// stands is told to who can mend it, and most look at what they were told.
func (l *loader) rounds() (at []time.Time) {
	for day := l.today.Add(-4); !day.After(l.today); day = day.Add(1) {
		for _, hour := range []time.Duration{8*time.Hour + 35*time.Minute, 14 * time.Hour} {
			if t := day.In(l.zone).Add(hour); l.open(day.ISOWeekday()) && t.After(l.cut) && t.Before(l.now.Add(-time.Hour)) {
				at = append(at, t)
			}
		}
	}
	return at
}

// remind does the rounds that are due before the instant.
func (l *loader) remind(ctx context.Context, until time.Time) error {
	for ; len(l.due) > 0 && l.due[0].Before(until); l.due = l.due[1:] {
		l.at = l.due[0]
		if _, err := worklist.New(l.db).SettleDue(ctx); err != nil {
			return fmt.Errorf("settle what time has changed: %w", err)
		}
		if err := workflow.New(l.db).TakeSteps(ctx); err != nil {
			return fmt.Errorf("remind: %w", err)
		}
		for n, who := range l.set.actors {
			if n == l.set.Clinicians[1].ID {
				continue // who is late with notes is late with this
			}
			if err := worklist.New(l.db).ReadNotices(ctx, who, math.MaxInt64); err != nil {
				return fmt.Errorf("read notices: %w", err)
			}
		}
	}
	return nil
}

// sendToStaff says of the mails to those who work here that they went out, but for
// the last: it waits for the mail server that is still to be set up.
func (l *loader) sendToStaff(ctx context.Context) error {
	rows, err := l.pool.Query(ctx, `select id, made_at from staff_mails where state = 'waiting' order by id`)
	if err != nil {
		return err
	}
	type mail struct {
		ID     id.Mail
		MadeAt time.Time
	}
	waiting, err := pgx.CollectRows(rows, pgx.RowToStructByPos[mail])
	if err != nil {
		return err
	}
	for _, m := range waiting[:max(0, len(waiting)-1)] {
		l.at = m.MadeAt.Add(time.Minute)
		err := l.db.Write(ctx, access.System(access.Mailer), access.DeliverMail.Practice(), func(tx *db.Tx) error {
			return messaging.SentStaffTx(ctx, tx, m.ID)
		})
		if err != nil {
			return err
		}
	}
	return nil
}
