package messaging

import (
	"context"
	"time"

	"charthouse/internal/access"
	"charthouse/internal/db"
	"charthouse/internal/id"
)

// Outbox is the mails that wait, those that failed, and today's.
type Outbox struct {
	Served bool // there is a mail server
	Mails  []Outgoing
	More   bool // than were asked for
}

// Outgoing is one mail of the outbox, to a client or, where Client is 0, to staff.
type Outgoing struct {
	Mail    id.Mail
	Client  id.Client
	Staff   id.Staff
	Name    string
	Address string
	Kind    string // a Kind or a StaffMailKind
	State   State
	Tries   int
	Problem string
	MadeAt  time.Time
	SentAt  *time.Time
}

// Outbox lists what failed, what waits and what was sent since, each the newest
// first, up to most rows.
func (s *Service) Outbox(ctx context.Context, who access.Actor, since time.Time, most int) (o Outbox, err error) {
	err = s.db.Read(ctx, who, access.OpenOutbox.Across(), func(v *db.View) error {
		if _, o.Served, err = findServer(ctx, v); err != nil {
			return err
		}
		o.Mails, err = listOutgoing(ctx, v, since, most+1)
		if o.More = len(o.Mails) > most; o.More {
			o.Mails = o.Mails[:most]
		}
		for _, m := range o.Mails {
			if m.Client != 0 {
				v.Shown(m.Client)
			}
		}
		return err
	})
	return o, err
}
