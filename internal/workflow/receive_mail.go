package workflow

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"

	"charthouse/internal/access"
	"charthouse/internal/clients"
	"charthouse/internal/db"
	"charthouse/internal/files"
	"charthouse/internal/id"
	"charthouse/internal/mail"
	"charthouse/internal/messaging"
)

// ReceiveMail takes a mail that came in where it belongs: into the file of whoever
// answers one of ours, to the delivery that it says failed, or aside. The same mail
// twice is one. Its files go through the same door as all papers.
func (w *Workflow) ReceiveMail(ctx context.Context, store *files.Store, m mail.Received) (messaging.Arrival, error) {
	in := incoming(m)
	to, what, err := messaging.New(w.db).Whose(ctx, mailer, in)
	if err != nil || what == messaging.Seen {
		return what, err
	}
	switch {
	case what == messaging.Bounced && to.Client != 0:
		err = w.db.Write(ctx, mailer, access.ReceiveMail.On(to.Client), func(tx *db.Tx) error { return messaging.BouncedTx(ctx, tx, in, to) })
	case what == messaging.Filed:
		err = w.fileMail(ctx, store, m, in, to)
	default:
		if len(m.Files) > 0 {
			in.Lost = strings.TrimSpace(in.Lost + " Its files were not kept, since nobody knew whose they are.")
		}
		err = messaging.New(w.db).PutAside(ctx, mailer, in, what)
	}
	if messaging.IsTwice(err) {
		return messaging.Seen, nil
	}
	if err != nil {
		return what, fmt.Errorf("receive a mail: %w", err)
	}
	return what, nil
}

func incoming(m mail.Received) messaging.Incoming {
	return messaging.Incoming{
		Key: m.ID, Name: m.From.Name, Address: m.From.Email, To: m.To, Answers: m.Answers, Subject: m.Subject, Text: m.Text,
		Lost: strings.Join(m.Lost, " "), Automatic: m.Automatic, Bounced: m.Bounced, Problem: m.Problem,
	}
}

// fileMail puts the mail's files into the store, and the mail with what came along
// into the file in one act.
func (w *Workflow) fileMail(ctx context.Context, store *files.Store, m mail.Received, in messaging.Incoming, to messaging.Addressee) error {
	kept, refused, err := putFiles(ctx, store, m.Files)
	if err != nil {
		return err
	}
	in.Lost = strings.TrimSpace(in.Lost + " " + refused)
	return w.db.Write(ctx, mailer, access.ReceiveMail.On(to.Client), func(tx *db.Tx) error {
		talk, err := messaging.ReceiveTx(ctx, tx, in, to)
		if err != nil {
			return err
		}
		return fileAll(ctx, tx, talk, messagingSender(in), kept)
	})
}

func messagingSender(in messaging.Incoming) string {
	if in.Name != "" {
		return in.Name
	}
	return in.Address
}

// mailed is a file of a mail in the store.
type mailed struct {
	name    string
	content clients.Content
}

// putFiles puts what can be kept into the store, and says of the rest why not.
func putFiles(ctx context.Context, store *files.Store, list []mail.Attachment) (kept []mailed, refused string, err error) {
	var why []string
	for _, f := range list {
		stored, err := store.Put(ctx, bytes.NewReader(f.Content), files.MaxSize)
		if r, ok := errors.AsType[*files.Refusal](err); ok {
			why = append(why, fmt.Sprintf("The file “%s” was not kept. %s", f.Name, r.Sentence))
			continue
		}
		if err != nil {
			return nil, "", fmt.Errorf("keep a mail's file: %w", err)
		}
		kept = append(kept, mailed{f.Name, clients.Content{SHA256: stored.SHA256, Bytes: stored.Size, MediaType: stored.MediaType}})
	}
	return kept, strings.Join(why, " "), nil
}

// fileAll files what came along with a conversation's mail: clinical where that is.
func fileAll(ctx context.Context, tx *db.Tx, talk id.Conversation, sender string, kept []mailed) error {
	if len(kept) == 0 {
		return nil
	}
	clinical, err := messaging.IsClinicalTx(ctx, &tx.View, talk)
	if err != nil {
		return err
	}
	for _, f := range kept {
		if err := clients.FileMailedTx(ctx, tx, f.name, sender, clinical, f.content); err != nil {
			return fmt.Errorf("file what came by mail: %w", err)
		}
	}
	return nil
}
