package messaging

import (
	"context"
	"fmt"
	"strings"
	"time"

	"charthouse/internal/db"
	"charthouse/internal/id"
)

// ConfirmSeriesTx tells the client in one mail of visits that were booked together.
// Like its siblings it answers 0 where the file has no mail address.
func ConfirmSeriesTx(ctx context.Context, tx *db.Tx, visits []id.Visit) (id.Mail, error) {
	return aboutVisits(ctx, tx, Confirmation, visits)
}

// MovedSeriesTx tells the client of the new times of visits that moved together; who
// was told of none of them yet gets a confirmation.
func MovedSeriesTx(ctx context.Context, tx *db.Tx, visits []id.Visit) (id.Mail, error) {
	told, err := hasToldOf(ctx, tx, visits)
	if err != nil {
		return 0, fmt.Errorf("look for an earlier mail: %w", err)
	}
	if !told {
		return aboutVisits(ctx, tx, Confirmation, visits)
	}
	return aboutVisits(ctx, tx, Moved, visits)
}

// CancelledSeriesTx tells the client of visits that do not take place.
func CancelledSeriesTx(ctx context.Context, tx *db.Tx, visits []id.Visit) (id.Mail, error) {
	return aboutVisits(ctx, tx, Cancellation, visits)
}

func aboutVisits(ctx context.Context, tx *db.Tx, kind Kind, visits []id.Visit) (id.Mail, error) {
	if len(visits) == 0 {
		return 0, nil
	}
	over := []Kind{Confirmation, Moved, Cancellation}
	if kind == Cancellation {
		over = append(over, Form)
	}
	if err := overtakeAll(ctx, tx, visits, over); err != nil {
		return 0, fmt.Errorf("take back what a newer mail replaces: %w", err)
	}
	return written(ctx, tx, message{Kind: kind, Visits: visits})
}

// series are the words of a mail about several visits. Of those that it was written
// for it names the ones that it still is about: see findDraft.
func (d draft) series(who string) (subject, body string) {
	parts := []string{d.greeting()}
	switch {
	case len(d.Times) == 0: // it does not go: see overtaken
		return who + ": your visits", ""
	case d.Kind == Confirmation:
		subject = who + ": " + d.times() + " from " + d.Times[0].Format("Monday 2 January")
		parts = append(parts, "You are booked at "+who+" for "+d.times()+":", d.listed(), "If you cannot come, please "+d.call()+".")
	case d.Kind == Moved:
		subject = who + ": your new times"
		parts = append(parts, "Your times at "+who+" have changed. They are now:", d.listed(), "If this does not suit you, please "+d.call()+".")
	default:
		subject = who + ": cancelled, " + d.times() + " from " + d.Times[0].Format("Monday 2 January")
		parts = append(parts, "These times at "+who+" are cancelled:", d.listed(), "You need not do anything. To find other times, please "+d.call()+".")
	}
	return subject, strings.Join(append(parts, who), "\n\n") + "\n"
}

func (d draft) times() string {
	if len(d.Times) == 1 {
		return "one time"
	}
	return fmt.Sprintf("%d times", len(d.Times))
}

// listed are the times, each with its place where they are at several.
func (d draft) listed() string {
	var lines []string
	several := false
	for _, at := range d.Sites {
		several = several || at != d.Sites[0]
	}
	for i, t := range d.Times {
		line := whenOf(t)
		if several {
			line += ", " + d.Sites[i]
		}
		lines = append(lines, line)
	}
	if !several && d.Kind != Cancellation {
		lines = append(lines, "")
		for _, l := range []string{d.Place, d.Address} {
			if l != "" {
				lines = append(lines, l)
			}
		}
	}
	return strings.TrimSpace(strings.Join(lines, "\n"))
}

func whenOf(t time.Time) string { return t.Format("Monday 2 January 2006, 15:04") }
