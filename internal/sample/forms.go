package sample

import (
	"context"
	"strings"

	"charthouse/internal/access"
	"charthouse/internal/db"
	"charthouse/internal/id"
	"charthouse/internal/intake"
	"charthouse/internal/sample/life"
	"charthouse/internal/scheduling"
	"charthouse/internal/workflow"
)

// answer fills the form of a visit in as its patient would: on their phone,
// through the link, most with nothing new.
func (l *loader) answer(ctx context.Context, v *life.Visit) error {
	if v.Packet == 0 {
		return nil
	}
	door := intake.New(l.db)
	who, err := l.link(ctx, door, v.Person.Number, v.Packet)
	if err != nil {
		return err
	}
	if err := door.Confirm(ctx, who, v.Person.Born.String()); err != nil {
		return err
	}
	f, err := door.Fill(ctx, who)
	if err != nil {
		return err
	}
	answers := answersTo(f, v)
	for i := range f.Definition.Sections {
		if err := door.SaveSection(ctx, who, i, answers); err != nil {
			return err
		}
	}
	return workflow.New(l.db).SubmitForm(ctx, who)
}

// packet is the form that went out with a booking.
func (l *loader) packet(ctx context.Context, v *life.Visit) error {
	return l.db.Read(ctx, l.set.desk, access.OpenVisit.On(v.Person.Number), func(view *db.View) error {
		line, err := scheduling.LineOf(ctx, view, v.Number)
		v.Packet = line.PacketID
		return err
	})
}

// link mints the link that the mail would carry and opens it.
func (l *loader) link(ctx context.Context, door *intake.Service, c id.Client, packet id.Packet) (who access.Actor, err error) {
	var token string
	err = l.db.Write(ctx, access.System(access.Mailer), access.DeliverMail.On(c), func(tx *db.Tx) error {
		token, err = intake.MintLinkTx(ctx, tx, packet, 0, false)
		return err
	})
	if err != nil {
		return who, err
	}
	if who, err = door.GuestOfToken(ctx, token); err != nil {
		return who, err
	}
	_, _, err = door.Open(ctx, who)
	return who, err
}

// answersTo confirms what is known and says why they come. One in nine has a new
// phone number, one in eleven a new medicine: that is left for the practice to accept.
func answersTo(f intake.Filling, v *life.Visit) intake.Answers {
	a := intake.Answers{Texts: map[string]string{}, Lists: map[string]intake.List{}}
	f.Definition.Each(func(_, _ int, q intake.Field) {
		switch q.Kind {
		case intake.Medicines:
			l := confirmed(f.Known.Medicines)
			if v.Number%11 == 3 {
				l = intake.List{Rows: l.Rows, New: []intake.NewRow{{Name: "Empagliflozin 10 mg", How: "one each morning"}}}
			}
			a.Lists[q.Key] = l
		case intake.Allergies:
			a.Lists[q.Key] = confirmed(f.Known.Allergies)
		default:
			a.Texts[q.Key] = f.Known.Values[q.Fills]
		}
	})
	if v.Number%9 == 4 || a.Texts["phone"] == "" {
		a.Texts["phone"] = "555 0177 " + strings.TrimPrefix(v.Person.Number.String(), "10")
	}
	a.Texts["reason"], a.Texts["falls"] = v.Reason, "no"
	return a
}

func confirmed(known []intake.KnownRow) intake.List {
	if len(known) == 0 {
		return intake.List{None: true}
	}
	l := intake.List{Rows: map[string]intake.Row{}}
	for _, k := range known {
		l.Rows[k.ID] = intake.Row{State: intake.Still}
	}
	return l
}
