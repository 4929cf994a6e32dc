package workflow

import (
	"context"
	"errors"
	"net/url"

	"charthouse/internal/access"
	"charthouse/internal/db"
	"charthouse/internal/id"
	"charthouse/internal/intake"
	"charthouse/internal/messaging"
	"charthouse/internal/practice"
	"charthouse/internal/sms"
)

// reportPath is where the provider says what became of a text; web/texts holds it to
// its route.
const reportPath = "/texts/report"

// SendText hands one text to the provider, at most once: it is marked as being sent
// before, and what is found so after a crash is not sent again. An error asks for
// another try, which is made only where it is sure that the text did not go.
func (w *Workflow) SendText(ctx context.Context, base *url.URL, c id.Client, n id.Text, last bool) error {
	act := access.DeliverText.On(c)
	var letter messaging.TextLetter
	var provider sms.Provider
	err := w.db.Write(ctx, mailer, act, func(tx *db.Tx) (err error) {
		if provider, err = providerOf(ctx, &tx.View); err != nil || provider == nil {
			return err
		}
		if letter, err = messaging.ReadyTextTx(ctx, tx, n); err != nil || letter.Number == "" {
			return err
		}
		letter, err = linked(ctx, tx, base, letter)
		return err
	})
	if err != nil || letter.Number == "" {
		return err
	}
	callback := base.JoinPath(reportPath)
	callback.RawQuery = "text=" + n.String()
	receipt, failed := provider.Send(ctx, sms.Text{To: letter.Number, Body: letter.Body, Callback: callback.String()})
	// The text is gone or refused whether or not the job's time is up.
	err = w.db.Write(context.WithoutCancel(ctx), mailer, act, func(tx *db.Tx) error {
		if failed == nil {
			return messaging.TextSentTx(ctx, tx, n, receipt.Key)
		}
		return messaging.TextFailedTx(ctx, tx, n, fateOf(failed, last), textSentence(failed))
	})
	if failed != nil && fateOf(failed, last) == messaging.Waiting {
		return errors.Join(failed, err)
	}
	return err
}

// linked is the text with the link that it carries.
func linked(ctx context.Context, tx *db.Tx, base *url.URL, l messaging.TextLetter) (messaging.TextLetter, error) {
	switch {
	case l.Offer != 0:
		token, err := intake.MintOfferLinkTx(ctx, tx, l.Offer)
		return l.WithLink(link(base, messaging.OfferPath, token)), err
	case l.Visit != 0:
		token, err := intake.MintVisitLinkTx(ctx, tx, l.Visit)
		return l.WithLink(link(base, messaging.ConfirmPath, token)), err
	}
	return l, nil
}

// fateOf is what is known of a text that was not taken.
func fateOf(failed error, last bool) messaging.State {
	switch kind := sms.KindOf(failed); {
	case kind == sms.Unsure:
		return messaging.UnsureSent
	case kind == sms.Refused || last:
		return messaging.Failed
	}
	return messaging.Waiting
}

func textSentence(err error) string {
	if e, ok := errors.AsType[*sms.Error](err); ok {
		return e.Sentence
	}
	return "The text could not be handed over."
}

// providerOf is the practice's account, or nil: texts wait.
func providerOf(ctx context.Context, v *db.View) (sms.Provider, error) {
	f, err := practice.FindTexts(ctx, v)
	if errors.Is(err, db.ErrNone) {
		return nil, nil
	}
	return sms.Twilio{Account: f.Account, Token: f.Token, From: f.Sender, API: f.API}, err
}
