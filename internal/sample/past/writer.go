package past

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"charthouse/internal/civil"
	"charthouse/internal/id"
	"charthouse/internal/sample/life"
)

// atOnce is how many rows wait in memory before they are copied.
const atOnce = 200_000

// Writer writes down what happens, in one transaction of the owner role.
type Writer struct {
	tx      pgx.Tx
	house   *life.House
	order   []*table
	tables  map[string]*table
	waiting int
	slow    bool // the owner is no superuser
	until   time.Time
}

// Begin makes a writer in a transaction of the owner role, who is told what
// happens before an instant.
func Begin(ctx context.Context, tx pgx.Tx, house *life.House, until time.Time) (*Writer, error) {
	w := &Writer{tx: tx, house: house, until: until, order: tables(), tables: map[string]*table{}}
	for _, t := range w.order {
		w.tables[t.name] = t
	}
	if err := w.number(ctx); err != nil {
		return nil, err
	}
	return w, w.open(ctx)
}

// End copies what waits and makes true what is derived from it: what is owed,
// what is stuck, the sums of the days.
func (w *Writer) End(ctx context.Context) error {
	if err := w.flush(ctx); err != nil {
		return err
	}
	return w.close(ctx, w.until)
}

// Tell writes one happening down.
func (w *Writer) Tell(ctx context.Context, e life.Event) error {
	at := e.At.UTC()
	tell := map[life.Happening]func(*life.Visit, time.Time) error{
		life.Booked: w.book, life.Cancelled: w.cancel, life.FormFinished: w.form, life.Arrived: w.arrive, life.Roomed: w.room,
		life.With: w.with, life.Ready: w.ready,
		life.Seen: w.see, life.Missed: w.miss, life.PaidAtDesk: w.payAtDesk, life.NoteWritten: w.write, life.NoteSigned: w.sign,
		life.ChargedByHand: w.chargeByHand, life.ClaimCompleted: w.complete, life.InvoiceMailed: w.mailInvoice, life.PayerAnswered: w.answer,
		life.PayerAnsweredAgain: w.answerAgain, life.ClientPaid: w.pay,
	}[e.What]
	switch e.What {
	case life.Opened:
		w.person(e.Person, at)
	case life.Wrote:
		w.wrote(e.Talk, at)
	case life.TalkEnded:
		w.ended(e.Talk, at)
	case life.ChoreClosed:
		w.chore(e.Chore, at)
	default:
		if err := tell(e.Visit, at); err != nil {
			return fmt.Errorf("happening %d of a visit: %w", e.What, err)
		}
	}
	if w.waiting < atOnce {
		return nil
	}
	return w.flush(ctx)
}

// trail notes who did it, and answers the number of the row.
func (w *Writer) trail(at time.Time, by id.Staff, verb string, client id.Client) int64 {
	if by == 0 {
		return w.add("trail", at, "link", nil, verb, client, true)
	}
	return w.add("trail", at, "s"+by.String(), by, verb, client, true)
}

// date is a day as Postgres takes it; the zero day is none.
func date(d civil.Date) any {
	if d.IsZero() {
		return nil
	}
	return d.In(time.UTC)
}

// some is a value, or null where it is zero.
func some[T comparable](v T) any {
	var zero T
	if v == zero {
		return nil
	}
	return v
}
