package workflow

import (
	"context"

	"charthouse/internal/access"
	"charthouse/internal/clients"
	"charthouse/internal/db"
	docs "charthouse/internal/documentation"
	"charthouse/internal/id"
	"charthouse/internal/intake"
	"charthouse/internal/messaging"
	"charthouse/internal/scheduling"
	"charthouse/internal/worklist"
)

// Reply answers in a conversation: the client gets a mail with a link to it.
func (w *Workflow) Reply(ctx context.Context, who access.Actor, c id.Client, n id.Conversation, in messaging.Replying) error {
	return w.db.Write(ctx, who, access.SendMessage.On(c), func(tx *db.Tx) error {
		m, err := messaging.ReplyTx(ctx, tx, n, in)
		return post(ctx, tx, m, err)
	})
}

// StartTalk begins a conversation with the client, or with who acts for them.
func (w *Workflow) StartTalk(ctx context.Context, who access.Actor, c id.Client, in messaging.Starting) (id.Conversation, error) {
	return db.Make(ctx, w.db, who, access.SendMessage.On(c), func(tx *db.Tx) (id.Conversation, error) {
		to, err := clients.RecipientTx(ctx, &tx.View, in.To)
		if err != nil {
			return 0, err
		}
		n, m, err := messaging.StartTx(ctx, tx, in, to)
		return n, post(ctx, tx, m, err)
	})
}

// BookFromTalk books the visit that somebody wrote for: the conversation closes with
// it and keeps it. Of this and the acts below: where the client wrote again after
// what was seen, the act stands and the conversation stays open.
func (w *Workflow) BookFromTalk(ctx context.Context, who access.Actor, c id.Client, o messaging.Open, wish scheduling.Wish) (id.Visit, error) {
	return db.Make(ctx, w.db, who, access.BookVisit.On(c), func(tx *db.Tx) (id.Visit, error) {
		v, err := bookTx(ctx, tx, wish)
		if err != nil {
			return 0, err
		}
		return v, messaging.BecameTx(ctx, tx, o, messaging.Became{Outcome: messaging.Booked, Visit: v})
	})
}

// SendFormFromTalk mails the link of an unfinished form that somebody asked for: the
// conversation closes with it and keeps it.
func (w *Workflow) SendFormFromTalk(ctx context.Context, who access.Actor, c id.Client, o messaging.Open, packet id.Packet) error {
	return w.db.Write(ctx, who, access.SendPacket.On(c), func(tx *db.Tx) error {
		if err := sendFormLinkTx(ctx, tx, packet, ""); err != nil {
			return err
		}
		return messaging.BecameTx(ctx, tx, o, messaging.Became{Outcome: messaging.Formed, Packet: packet})
	})
}

// TaskFromTalk makes the task that somebody's message asks for: the conversation
// closes with it and keeps it. What came of a clinical message is a clinician's task.
func (w *Workflow) TaskFromTalk(ctx context.Context, who access.Actor, c id.Client, o messaging.Open, in worklist.TaskForm) (id.Task, error) {
	return db.Make(ctx, w.db, who, access.MakeTask.On(c), func(tx *db.Tx) (task id.Task, err error) {
		if in.Clinical, err = messaging.ReadableTx(ctx, &tx.View, o.Talk); err != nil {
			return 0, err
		}
		if task, err = worklist.MakeTaskTx(ctx, tx, in); err != nil {
			return 0, err
		}
		return task, messaging.BecameTx(ctx, tx, o, messaging.Became{Outcome: messaging.Tasked, Task: task})
	})
}

// NoteFromTalk takes what was written into the record of a visit: the conversation
// closes with it and keeps it.
func (w *Workflow) NoteFromTalk(ctx context.Context, who access.Actor, c id.Client, o messaging.Open, visit id.Visit, in docs.Addition) error {
	return w.db.Write(ctx, who, access.AddToNote.On(c), func(tx *db.Tx) error {
		if _, err := messaging.ReadableTx(ctx, &tx.View, o.Talk); err != nil {
			return err
		}
		if err := docs.RecordTx(ctx, tx, visit, in); err != nil {
			return err
		}
		return messaging.BecameTx(ctx, tx, o, messaging.Became{Outcome: messaging.Noted, Visit: visit})
	})
}

// TalkOf is a conversation with what one wants to know of the client beside it.
type TalkOf struct {
	messaging.Talk
	Client   clients.Client
	Alerts   []clients.Alert
	Summary  clients.Summary
	Contacts []clients.Contact
	Forms    []intake.Unfinished
	Types    []worklist.TaskType      // kinds of tasks that it can become
	Records  []docs.Open              // visits whose record it can go into
	Others   []messaging.Conversation // what else is open with them
}

// OpenTalk reads a conversation of a file, and what its person pane shows.
func (w *Workflow) OpenTalk(ctx context.Context, who access.Actor, c id.Client, n id.Conversation, before id.Message) (t TalkOf, err error) {
	err = w.db.Read(ctx, who, access.OpenMessages.On(c), func(v *db.View) error {
		t = TalkOf{}
		if t.Talk, err = messaging.TalkTx(ctx, v, n, before); err != nil {
			return err
		}
		for _, p := range []part{
			into(access.OpenClient, &t.Client, clients.ClientTx),
			into(access.OpenClient, &t.Alerts, clients.AlertsTx),
			into(access.OpenClient, &t.Summary, clients.SummaryTx),
			into(access.OpenClient, &t.Contacts, clients.ContactsTx),
			into(access.SendPacket, &t.Forms, intake.UnfinishedTx),
			into(access.MakeTask, &t.Types, worklist.TypesTx),
			into(access.AddToNote, &t.Records, docs.OpenTx),
			into(access.OpenMessages, &t.Others, messaging.OpenTalksTx),
		} {
			if !v.Who().May(p.verb) {
				continue
			}
			if err := p.do(ctx, v); err != nil {
				return err
			}
		}
		return nil
	})
	return t, err
}

// OpenCall reads what the form of a call asks for: who may have called, and who can
// call back.
func (w *Workflow) OpenCall(ctx context.Context, who access.Actor, c id.Client) (t TalkOf, err error) {
	err = w.db.Read(ctx, who, access.OpenMessages.On(c), func(v *db.View) error {
		if t.Client, err = clients.ClientTx(ctx, v); err != nil {
			return err
		}
		if t.Contacts, err = clients.ContactsTx(ctx, v); err != nil {
			return err
		}
		t.Staff, err = messaging.ColleaguesTx(ctx, v)
		return err
	})
	return t, err
}
