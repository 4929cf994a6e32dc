package practice

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"strings"
	"time"

	"charthouse/internal/access"
	"charthouse/internal/db"
	"charthouse/internal/fault"
	"charthouse/internal/id"
)

// How long a link holds: one that somebody just asked for, and one that
// welcomes a new person, who may read it tomorrow.
const (
	resetLasts   = 60 * time.Minute
	welcomeLasts = 72 * time.Hour
)

var errResetOver = fault.New(fault.Conflict, "This link is no longer good: it was used, replaced, or its time ran out. Ask for a new one.")

// Reset is a request for a new password and whose it is. The zero Reset is
// nobody's: the address is not known here, and the one who asked is not told.
type Reset struct {
	ID    id.Reset
	Staff id.Staff
}

// KnockReset counts the requests from an address and for an account: each makes
// a mail to somebody who may not have asked.
func (s *Service) KnockReset(ctx context.Context, email, address string) error {
	account, err := s.db.Knock(ctx, "reset "+accountKey(strings.ToLower(email)), 3, window)
	if err != nil {
		return err
	}
	from, err := s.db.Knock(ctx, "reset from "+address, 20, window)
	if err != nil {
		return err
	}
	if !account || !from {
		return fault.New(fault.TooMany, "That was asked too often. Wait 15 minutes, then ask again. A link that is already in the mail stays good.")
	}
	return nil
}

// RequestResetTx opens a reset for the account of the address. Earlier ones
// stay good until one is used.
func RequestResetTx(ctx context.Context, tx *db.Tx, email string) (Reset, error) {
	a, err := accountOf(ctx, &tx.View, strings.ToLower(email))
	if err != nil || a.ID == 0 || !a.Active {
		return Reset{}, err
	}
	r, err := insertReset(ctx, tx, a.ID, tx.Now().Add(resetLasts))
	return Reset{r, a.ID}, err
}

// WelcomeTx opens a reset by which a new person chooses their first password.
func WelcomeTx(ctx context.Context, tx *db.Tx, s id.Staff) (Reset, error) {
	r, err := insertReset(ctx, tx, s, tx.Now().Add(welcomeLasts))
	return Reset{r, s}, err
}

// MintResetTokenTx makes the link's token at the moment of sending, so that it
// stands nowhere but in the mail: only its hash is kept. Sending again makes
// the earlier token worthless. A reset that is used or over is not found.
func MintResetTokenTx(ctx context.Context, tx *db.Tx, r id.Reset) (token string, err error) {
	var raw [16]byte
	_, _ = rand.Read(raw[:]) // never fails since Go 1.24
	token = base64.RawURLEncoding.EncodeToString(raw[:])
	err = setResetToken(ctx, tx, r, tokenHash(token))
	if errors.Is(err, db.ErrNone) {
		return "", errResetOver
	}
	if err != nil {
		return "", fmt.Errorf("mint the token of a reset: %w", err)
	}
	return token, nil
}

// OpenReset answers the address whose password the token may set.
func (s *Service) OpenReset(ctx context.Context, who access.Actor, token string) (email string, err error) {
	err = s.db.Read(ctx, who, access.OwnPassword.Practice(), func(v *db.View) error {
		o, err := findReset(ctx, v, tokenHash(token))
		email = o.Email
		return err
	})
	return email, over(err)
}

// NewPasswordForm is what is typed behind the link of a reset.
type NewPasswordForm struct {
	New   string `form:"new"`
	Again string `form:"again"`
}

// FinishReset sets the password, uses the link up and ends every session.
//
// As in ChangePassword, the act carries no form key: the token is good once.
func (s *Service) FinishReset(ctx context.Context, who access.Actor, token string, f NewPasswordForm) error {
	who = who.Posting(access.Post{})
	var o openReset
	err := s.db.Read(ctx, who, access.OwnPassword.Practice(), func(v *db.View) (err error) {
		o, err = findReset(ctx, v, tokenHash(token))
		return err
	})
	if err != nil {
		return over(err)
	}
	var c fault.Check
	checkPassword(&c, "new", f.New, o.Name, o.Email)
	c.Unless(f.New == f.Again, "again", "The two do not match. Type the new password once more.")
	if err := c.Fault(); err != nil {
		return err
	}
	hash, err := s.hash(ctx, f.New)
	if err != nil {
		return err
	}
	err = s.db.Write(ctx, who, access.OwnPassword.Practice(), func(tx *db.Tx) error {
		return useReset(ctx, tx, tokenHash(token), hash)
	})
	if err != nil {
		return over(err)
	}
	return s.db.Welcome(ctx, accountKey(o.Email))
}

func over(err error) error {
	if errors.Is(err, db.ErrNone) {
		return errResetOver
	}
	return err
}

func tokenHash(token string) []byte {
	sum := sha256.Sum256([]byte(token))
	return sum[:]
}
