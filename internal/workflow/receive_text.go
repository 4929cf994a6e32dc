package workflow

import (
	"context"
	"fmt"
	"net/url"

	"charthouse/internal/access"
	"charthouse/internal/clients"
	"charthouse/internal/db"
	"charthouse/internal/fault"
	"charthouse/internal/messaging"
	"charthouse/internal/scheduling"
	"charthouse/internal/sms"
)

// Posted is what came to the practice's address from the provider of texts, or from
// somebody who says so.
type Posted struct {
	Address   string // as the provider knows it
	Form      url.Values
	Signature string
}

var errUnsigned = fault.New(fault.Forbidden, "This is not signed by the provider of the practice's texts.")

// heldToSignature answers the provider where it signed what was posted.
func (w *Workflow) heldToSignature(ctx context.Context, p Posted) (provider sms.Provider, err error) {
	err = w.db.Read(ctx, mailer, access.ReceiveText.Practice(), func(v *db.View) error {
		provider, err = providerOf(ctx, v)
		return err
	})
	if err == nil && (provider == nil || !provider.Signed(p.Address, p.Form, p.Signature)) {
		err = errUnsigned
	}
	return provider, err
}

// ReceiveText obeys a text that came in, once: YES confirms the visit of which its
// number was reminded, STOP ends texts to it. It answers what is said in return.
func (w *Workflow) ReceiveText(ctx context.Context, p Posted) (answer string, err error) {
	provider, err := w.heldToSignature(ctx, p)
	if err != nil {
		return "", err
	}
	in, ok := provider.Reply(p.Form)
	if !ok {
		return "", nil
	}
	word := messaging.WordOf(in.Body)
	to, err := messaging.New(w.db).WhoHas(ctx, mailer, in.From)
	if err != nil {
		return "", err
	}
	switch {
	case word == messaging.Stop:
		return "", w.endTexts(ctx, in, to)
	case word == messaging.Yes && len(to.Asked) == 1:
		return w.confirmByText(ctx, in, to.Asked[0])
	case word == messaging.Yes && len(to.Asked) > 1:
		answer = "We expect you more than once. Please confirm each with the link in its text."
	default:
		answer = "Nobody reads this number. Please call us."
	}
	return answer, w.db.Write(ctx, mailer, access.ReceiveText.Practice(), func(tx *db.Tx) error {
		_, err := messaging.ReceivedTextTx(ctx, tx, in.Key, word)
		return err
	})
}

func (w *Workflow) confirmByText(ctx context.Context, in sms.Reply, asked messaging.AskedByText) (string, error) {
	err := w.db.Write(ctx, mailer, access.ReceiveText.On(asked.Client), func(tx *db.Tx) error {
		fresh, err := messaging.ReceivedTextTx(ctx, tx, in.Key, messaging.Yes)
		if err != nil || !fresh {
			return err
		}
		return scheduling.ConfirmTx(ctx, tx, asked.Visit, asked.StartsAt, scheduling.ByText)
	})
	if fault.KindOf(err) == fault.Conflict && err != nil { // it moved or ended since
		return "Your time has changed since. Please call us.", nil
	}
	return "Thank you, we expect you on " + asked.Local.Format("Mon 2 Jan, 15:04") + ".", err
}

// endTexts ends them in every file that has the number. The provider says so to whoever
// wrote.
func (w *Workflow) endTexts(ctx context.Context, in sms.Reply, to messaging.Having) error {
	act := access.ReceiveText.Practice()
	if len(to.Clients) > 0 {
		act = access.ReceiveText.On(to.Clients...)
	}
	return w.db.Write(ctx, mailer, act, func(tx *db.Tx) error {
		fresh, err := messaging.ReceivedTextTx(ctx, tx, in.Key, messaging.Stop)
		if err != nil || !fresh || len(to.Clients) == 0 {
			return err
		}
		return clients.EndTextsTx(ctx, tx, to.Clients)
	})
}

// TextReported keeps what became of one of our texts. Named is the number of the text
// that stood in the address, for one whose receipt was lost in a crash.
func (w *Workflow) TextReported(ctx context.Context, p Posted, named string) error {
	provider, err := w.heldToSignature(ctx, p)
	if err != nil {
		return err
	}
	report, ok := provider.Report(p.Form)
	if !ok {
		return nil
	}
	t, err := messaging.New(w.db).TextOf(ctx, mailer, report.Key, named)
	if err != nil || t.Text == 0 {
		return err
	}
	is := messaging.Delivered
	if report.Fate == sms.Undelivered {
		is = messaging.Undelivered
	}
	err = w.db.Write(ctx, mailer, access.ReceiveText.On(t.Client), func(tx *db.Tx) error {
		return messaging.TextReportedTx(ctx, tx, t.Text, report.Key, is)
	})
	if err != nil {
		return fmt.Errorf("report of text %s: %w", t.Text, err)
	}
	return nil
}
