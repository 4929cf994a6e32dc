package worklist

import (
	"context"
	"errors"
	"net/http"

	"charthouse/internal/access"
	"charthouse/internal/billing"
	"charthouse/internal/clients"
	"charthouse/internal/id"
	"charthouse/internal/workflow"
	"charthouse/web/page"
	"charthouse/web/stuck"
	"charthouse/web/ui"
)

// given is what was typed to mend a line: each door reads its own.
type given struct {
	clients.ReachForm
	billing.PaymentForm
	NPI      string `form:"npi"`
	Name     string `form:"name"`
	Relation string `form:"relation"`
}

// fix answers POST /clients/{client}/blockers/{blocker}/fix: what was missing goes
// to the door that keeps it. A question's line mends what the question is about.
func (h *Handler) fix(w http.ResponseWriter, r *http.Request) error {
	c, b, err := page.InFile[id.Blocker](r, "blocker")
	if err != nil {
		return err
	}
	in, err := page.Decode[given](r)
	if err != nil {
		return err
	}
	l, err := h.Workflow.OpenLine(r.Context(), page.Reader(r), c, b)
	if errors.Is(err, workflow.ErrLeft) {
		return h.done(w, r, ui.Toast{Text: "This line has left the worklist meanwhile."})
	}
	if err != nil {
		return err
	}
	of := l.Stuck
	if l.About != nil {
		of = *l.About
	}
	door, ok := doors[stuck.Key(of)]
	if !ok {
		return workflow.ErrLeft
	}
	if err := door.take(h, r.Context(), page.Actor(r), of, in); err != nil {
		return h.again(w, r, err, "fix", h.onLine(r, c, b))
	}
	return h.done(w, r, ui.Toast{Text: door.said, Tone: ui.Teal})
}

// door keeps what was missing.
type door struct {
	said string
	take func(h *Handler, ctx context.Context, who access.Actor, s workflow.Stuck, in given) error
}

var doors = map[string]door{
	"claim_detail.npi": {"NPI saved. The claims that wait for it go on within a minute.", func(h *Handler, ctx context.Context, who access.Actor, s workflow.Stuck, in given) error {
		return h.Practice.FixNPI(ctx, who, s.Line.ClinicianID, in.NPI)
	}},
	"client_unreachable":  {"Saved in the file", (*Handler).reach},
	"invoice_unreachable": {"Saved in the file", (*Handler).reach},
	"mail_failed": {"Kept, and the mail goes out again", func(h *Handler, ctx context.Context, who access.Actor, s workflow.Stuck, in given) error {
		if in.Email != s.Detail.Value || in.Email == "" {
			if err := h.reach(ctx, who, s, in); err != nil {
				return err
			}
		}
		return h.Workflow.ResendMail(ctx, who, s.ClientID, id.Mail(s.Subject))
	}},
	"guardian_missing": {"Guardian saved", func(h *Handler, ctx context.Context, who access.Actor, s workflow.Stuck, in given) error {
		_, err := h.Clients.AddContact(ctx, who, s.ClientID, clients.ContactForm{Name: in.Name, Relation: in.Relation, Phone: in.Phone, MayDiscuss: true})
		return err
	}},
	"invoice_overdue": {"Payment taken", func(h *Handler, ctx context.Context, who access.Actor, s workflow.Stuck, in given) error {
		in.Visit = ""
		if s.VisitID != 0 {
			in.Visit = s.VisitID.String()
		}
		_, err := h.Billing.TakePayment(ctx, who, s.ClientID, in.PaymentForm)
		return err
	}},
	"document_unread": {"Document read", func(h *Handler, ctx context.Context, who access.Actor, s workflow.Stuck, _ given) error {
		return h.Clients.ReadDocument(ctx, who, s.ClientID, id.Document(s.Subject))
	}},
}

// reach keeps a way to reach the client, or the contact whom the line names.
func (h *Handler) reach(ctx context.Context, who access.Actor, s workflow.Stuck, in given) error {
	if s.Detail.Contact != 0 {
		return h.Clients.FixContactReach(ctx, who, s.ClientID, s.Detail.Contact, in.ReachForm)
	}
	return h.Clients.FixReach(ctx, who, s.ClientID, in.ReachForm)
}
