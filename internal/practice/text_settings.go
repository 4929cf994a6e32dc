package practice

import (
	"context"
	"errors"
	"net/url"
	"regexp"

	"charthouse/internal/access"
	"charthouse/internal/db"
	"charthouse/internal/fault"
)

// TextForm is what is typed about the provider of texts. The token is never shown
// again; an empty one keeps the one there is.
type TextForm struct {
	Account string `form:"account"`
	Token   string `form:"token"`
	Sender  string `form:"sender"`
	API     string `form:"api"`
	Country string `form:"country"`
}

// TextSettings answers the settings without the token, and whether one is kept.
func (s *Service) TextSettings(ctx context.Context, who access.Actor) (f TextForm, hasToken bool, err error) {
	err = s.db.Read(ctx, who, access.OpenSettings.Practice(), func(v *db.View) error {
		f, err = FindTexts(ctx, v)
		if errors.Is(err, db.ErrNone) {
			f = TextForm{API: "https://api.twilio.com", Country: "1"}
			return nil
		}
		hasToken = f.Token != ""
		f.Token = ""
		return err
	})
	return f, hasToken, err
}

// EditTexts keeps what was typed. The act carries no form key, as with the password
// of the mail server.
func (s *Service) EditTexts(ctx context.Context, who access.Actor, f TextForm) error {
	return s.db.Write(ctx, who.Posting(access.Post{}), access.EditSettings.Practice(), func(tx *db.Tx) error {
		was, err := FindTexts(ctx, &tx.View)
		if err != nil && !errors.Is(err, db.ErrNone) {
			return err
		}
		if f.Token == "" && was.Account == f.Account { // another account has another one
			f.Token = was.Token
		}
		if err := f.check(); err != nil {
			return err
		}
		return saveTexts(ctx, tx, f)
	})
}

var (
	accountSID = regexp.MustCompile(`^AC[0-9a-fA-F]{32}$`)
	textSender = regexp.MustCompile(`^(\+[1-9][0-9]{6,14}|MG[0-9a-fA-F]{32})$`)
	callingOf  = regexp.MustCompile(`^[1-9][0-9]{0,2}$`)
)

func (f TextForm) check() error {
	var c fault.Check
	c.Unless(accountSID.MatchString(f.Account), "account", "Copy the account SID: AC and 32 letters or digits.")
	c.Unless(f.Token != "", "token", "Copy the auth token of this account.")
	c.Unless(textSender.MatchString(f.Sender), "sender", "Write the number with its country, such as +15125550100, or the SID of a messaging service, MG and 32 letters or digits.")
	c.Unless(callingOf.MatchString(f.Country), "country", "Write the calling code, such as 1 or 49.")
	u, err := url.Parse(f.API)
	c.Unless(err == nil && (u.Scheme == "https" || u.Scheme == "http" && thisMachine(u.Hostname())) && u.Host != "" && u.Path == "" && u.User == nil && u.RawQuery == "",
		"api", "Write it as https://api.twilio.com, without anything behind it.")
	return c.Fault()
}

// FindTexts answers the account, with its token, to whoever sends or receives; none
// is db.ErrNone.
func FindTexts(ctx context.Context, v *db.View) (TextForm, error) { return findTexts(ctx, v) }
