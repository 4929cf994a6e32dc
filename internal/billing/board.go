package billing

import (
	"context"
	"strconv"
	"strings"
	"time"

	"charthouse/internal/civil"
	"charthouse/internal/db"
	"charthouse/internal/id"
)

// Sum is how many and how much.
type Sum struct {
	Count int
	Cents Cents
}

// Stages are the totals above the lists of billing. Claims are counted for those
// who may open them only.
type Stages struct {
	Held     Sum // claims and visits that wait for somebody here
	Ready    Sum // claims that pass every check
	Owed     Sum // visits that clients owe for
	Overdue  Sum // invoices past their day
	PaidWeek Sum // payments since Monday
}

// StagesTx counts what is open, from the few rows that are.
func StagesTx(ctx context.Context, v *db.View, monday time.Time) (s Stages, err error) {
	for _, read := range []struct {
		into *Sum
		find func() (Sum, error)
	}{
		{&s.Held, func() (Sum, error) { return sumHeld(ctx, v) }},
		{&s.Ready, func() (Sum, error) { return sumReady(ctx, v) }},
		{&s.Owed, func() (Sum, error) { return sumOwed(ctx, v) }},
		{&s.Overdue, func() (Sum, error) { return sumOverdue(ctx, v) }},
		{&s.PaidWeek, func() (Sum, error) { return sumPaid(ctx, v, monday) }},
	} {
		if *read.into, err = read.find(); err != nil {
			return s, err
		}
	}
	return s, nil
}

// After is where a page of a list ended: the next one goes on behind it. The
// zero After is the beginning.
type After struct {
	At time.Time
	ID int64
}

// String is the cursor as a URL carries it; empty is the beginning.
func (a After) String() string {
	if a.ID == 0 {
		return ""
	}
	return strconv.FormatInt(a.At.UnixMicro(), 36) + "." + strconv.FormatInt(a.ID, 36)
}

// ParseAfter reads a cursor; what cannot be read, or is no time that the database
// holds, is the beginning.
func ParseAfter(s string) After {
	at, row, _ := strings.Cut(s, ".")
	micros, err := strconv.ParseInt(at, 36, 64)
	n, wrong := strconv.ParseInt(row, 36, 64)
	if err != nil || wrong != nil || n <= 0 || micros < 0 || micros > 1<<52 {
		return After{}
	}
	return After{time.UnixMicro(micros).UTC(), n}
}

// Row is one line of a list of billing: whose, which visit, since when, how much.
type Row struct {
	ClientID    id.Client
	Client      string
	VisitID     id.Visit
	StartsLocal time.Time
	Payer       string
	Since       time.Time
	Cents       Cents
}

// Held is a claim, or a visit to charge, that waits for somebody here.
type Held struct {
	Row
	Kind    string // of the blocker
	Field   string // of the claim, which is missing
	Subject int64  // the claim, or the note
}

// Reason is what many rows wait for alike.
type Reason struct {
	Kind, Field string
	Sum
}

// heldRows is how many rows of each reason stand on the page of all; pageRows
// is how many of a list of one kind.
const (
	heldRows = 15
	pageRows = 50
)

// HeldTx reads what is held, by reason: the first rows of each, or one reason's
// rows behind the cursor.
func HeldTx(ctx context.Context, v *db.View, kind, field string, after After) (reasons []Reason, rows []Held, next After, err error) {
	if reasons, err = listReasons(ctx, v); err != nil {
		return nil, nil, next, err
	}
	if kind == "" {
		rows, err = listHeldFirst(ctx, v, heldRows)
	} else {
		rows, err = listHeldOf(ctx, v, kind, field, after, pageRows+1)
		rows, next = cut(rows, func(h Held) After { return After{h.Since, h.Subject} })
	}
	for _, r := range rows {
		v.Shown(r.ClientID)
	}
	return reasons, rows, next, err
}

// cut keeps a page of rows and says where the next begins.
func cut[T any](rows []T, at func(T) After) ([]T, After) {
	if len(rows) <= pageRows {
		return rows, After{}
	}
	return rows[:pageRows], at(rows[pageRows-1])
}

// ReadyClaim is a claim that passes every check.
type ReadyClaim struct {
	Row
	ClaimID id.Claim
}

// ReadyTx reads the claims that are ready, the oldest first.
func ReadyTx(ctx context.Context, v *db.View, after After) ([]ReadyClaim, After, error) {
	rows, err := listReady(ctx, v, after, pageRows+1)
	rows, next := cut(rows, func(r ReadyClaim) After { return After{r.Since, int64(r.VisitID)} })
	for _, r := range rows {
		v.Shown(r.ClientID)
	}
	return rows, next, err
}

// Owing is a visit that a client owes for, with the invoice that asks.
type Owing struct {
	Row
	InvoiceID id.Invoice // zero where none asks
	DueOn     civil.Date
}

// OwingTx reads what clients owe, the oldest first; only the overdue, if wished.
func OwingTx(ctx context.Context, v *db.View, overdue bool, after After) ([]Owing, After, error) {
	list := listOwing
	if overdue {
		list = listOverdue
	}
	rows, err := list(ctx, v, after, pageRows+1)
	rows, next := cut(rows, func(o Owing) After {
		if overdue {
			return After{o.Since, int64(o.InvoiceID)}
		}
		return After{o.Since, int64(o.VisitID)}
	})
	for _, r := range rows {
		v.Shown(r.ClientID)
	}
	return rows, next, err
}

// Issued is an invoice in the list of all.
type Issued struct {
	Row
	InvoiceID id.Invoice
	IssuedOn  civil.Date
	DueOn     civil.Date
	Open      Cents
	Voided    bool
}

// issued reads every invoice there ever was, the latest first.
func issued(ctx context.Context, v *db.View, after After) ([]Issued, After, error) {
	rows, err := listIssued(ctx, v, after, pageRows+1)
	rows, next := cut(rows, func(i Issued) After { return After{i.Since, int64(i.InvoiceID)} })
	for _, r := range rows {
		v.Shown(r.ClientID)
	}
	return rows, next, err
}

// Taken is a payment in the list of all.
type Taken struct {
	ClientID   id.Client
	Client     string
	PaymentID  id.Payment
	Method     string
	Payer      string // who paid, where it was not the client
	Reference  string
	ReceivedAt time.Time
	TakenBy    string
	Cents      Cents
	Reversed   bool
}

// came reads payments, the latest first; of one method, if one is named.
func came(ctx context.Context, v *db.View, method string, after After) ([]Taken, After, error) {
	rows, err := listTaken(ctx, v, method, after, pageRows+1)
	rows, next := cut(rows, func(p Taken) After { return After{p.ReceivedAt, int64(p.PaymentID)} })
	for _, r := range rows {
		v.Shown(r.ClientID)
	}
	return rows, next, err
}
