package messaging

import (
	"context"
	"strings"
	"time"

	"charthouse/internal/db"
	"charthouse/internal/id"
)

// WaitingTx tells the client that they are on the waitlist, and for which times. It
// answers 0 where the file has no mail address.
func WaitingTx(ctx context.Context, tx *db.Tx, n id.Wait) (id.Mail, error) {
	return written(ctx, tx, message{Kind: Waits, Wait: n})
}

// waiting is a mail to somebody who joined the waitlist, or wishes for other times. It
// says nothing of what the visit is for.
func (d draft) waiting() (subject, body string) {
	who := or(d.Practice, "Your practice")
	parts := []string{d.greeting(), "You are on the waitlist of " + or(d.Practice, "your practice") + " until " + d.WaitsUntil.Format("Monday 2 January 2006") + "."}
	if d.Rewished {
		parts = append(parts, "You were on it before. What you wish for now takes the place of what you wished for then.")
	}
	parts = append(parts, d.suits(), "When such a time becomes free, we write to you with a link to take it. It goes to whoever takes it first, so please look soon.")
	if d.WaitsEarlier {
		parts = append(parts, "You keep the time that you have until you take another.")
	}
	subject = who + ": you are on the waitlist"
	if d.Rewished {
		subject = who + ": your new wishes for the waitlist"
	}
	return subject, strings.Join(append(parts, "To be taken off, answer this mail or "+d.call()+".", who), "\n\n") + "\n"
}

// suits says which times suit them.
func (d draft) suits() string {
	var when []string
	if len(d.WishDays) > 0 {
		var days []string
		for _, n := range d.WishDays {
			days = append(days, time.Weekday(n%7).String()+"s")
		}
		when = append(when, strings.Join(days, " or "))
	}
	if len(d.WishParts) > 0 {
		when = append(when, "in the "+strings.Join(d.WishParts, " or "))
	}
	if d.WishFrom != nil {
		when = append(when, "from "+d.WishFrom.Format("2 January 2006")+" on")
	}
	if d.WishTo != nil {
		when = append(when, "until "+d.WishTo.Format("2 January 2006"))
	}
	if len(when) == 0 {
		return "You said that any time suits you."
	}
	return "You said that these times suit you: " + strings.Join(when, ", ") + "."
}
