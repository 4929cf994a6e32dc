package workflow

import (
	"context"
	"errors"

	"charthouse/internal/access"
	"charthouse/internal/fault"
	"charthouse/internal/id"
	"charthouse/internal/scheduling"
	"charthouse/internal/worklist"
)

// Mending is one fix that is the same for many lines.
type Mending string

// The fixes that can be done to many lines at once.
const (
	MailForms    Mending = "mail_forms"    // the link to an unfinished form, once more
	MailInvoices Mending = "mail_invoices" // an overdue invoice, once more
	WereSeen     Mending = "were_seen"     // the visit took place
	DidNotCome   Mending = "did_not_come"
)

// mends says which kind of line each fix is for, and why it is not for another.
var mends = map[Mending]struct{ kind, other string }{
	MailForms:    {"form_unfinished", "No form is unfinished here."},
	MailInvoices: {"invoice_overdue", "No invoice is overdue here."},
	WereSeen:     {"visit_without_outcome", "The outcome of this visit is known, or it is not the question here."},
	DidNotCome:   {"visit_without_outcome", "The outcome of this visit is known, or it is not the question here."},
}

// Kind is the kind of line that the fix is for.
func (m Mending) Kind() string { return mends[m].kind }

// MendLines does the same fix to many lines, each in an act of its own, and
// answers which it could not do and why. Sent twice, each is done once.
func (w *Workflow) MendLines(ctx context.Context, who access.Actor, m Mending, rows []worklist.Row) (refused []worklist.Refusal, err error) {
	if _, known := mends[m]; !known {
		return nil, fault.New(fault.Invalid, "Choose what is done with the lines.")
	}
	if len(rows) == 0 {
		return nil, fault.New(fault.Invalid, "No line was chosen. Tick the lines first, then choose what happens with them.")
	}
	called, err := worklist.New(w.db).Called(ctx, who, rows)
	if err != nil {
		return nil, err
	}
	list, err := w.LinesNamed(ctx, who, rows)
	if err != nil {
		return nil, err
	}
	found := map[id.Blocker]worklist.Blocker{}
	for _, s := range list {
		found[s.ID] = s.Blocker
	}
	for _, r := range rows {
		why := called[r.Blocker].Why()
		if why == "" {
			if why, err = w.mendLine(ctx, who, m, r, found[r.Blocker]); err != nil {
				return nil, err
			}
		}
		if why != "" {
			refused = append(refused, worklist.Refusal{Row: r, Why: why})
		}
	}
	return refused, nil
}

// mendLine answers why it could not, or nothing.
func (w *Workflow) mendLine(ctx context.Context, who access.Actor, m Mending, r worklist.Row, b worklist.Blocker) (string, error) {
	switch {
	case b.ID == 0:
		return "It has left the list meanwhile.", nil
	case b.Kind != m.Kind():
		return mends[m].other, nil
	}
	post := who.Post()
	if post.Key != "" {
		post.Key += "." + r.Blocker.String()
	}
	err := w.mend(ctx, who.Posting(post), m, b)
	if f, ok := errors.AsType[*fault.Fault](err); ok && f.Kind != fault.Internal {
		return f.Message, nil
	}
	return "", err
}

func (w *Workflow) mend(ctx context.Context, who access.Actor, m Mending, b worklist.Blocker) error {
	switch m {
	case MailForms:
		return w.SendFormLink(ctx, who, b.ClientID, id.Packet(b.Subject), "")
	case MailInvoices:
		return w.SendInvoice(ctx, who, b.ClientID, id.Invoice(b.Subject))
	case WereSeen:
		return scheduling.New(w.db).Mark(ctx, who, b.ClientID, b.VisitID, scheduling.Mark{Kind: scheduling.MarkSeen})
	default:
		_, err := w.MarkVisit(ctx, who, b.ClientID, b.VisitID, scheduling.Mark{Kind: scheduling.MarkNoShow})
		return err
	}
}
