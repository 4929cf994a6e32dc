package practice

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"
	"time"

	"charthouse/internal/access"
	"charthouse/internal/db"
	"charthouse/internal/fault"
	"charthouse/internal/id"
)

// Tries at the door within one window. An address may be a whole practice
// behind one router.
const (
	window          = 15 * time.Minute
	triesPerAccount = 10
	triesPerAddress = 50
)

// One answer for every reason, so that nobody learns who works here.
var (
	errWrong         = fault.New(fault.Invalid, "This address and password do not belong together. Check both, or ask for a new password.")
	errTooMany       = fault.New(fault.TooMany, "That was tried too often. Wait 15 minutes, then sign in again. Nothing was lost.")
	errTooManyInside = fault.New(fault.TooMany, "That was tried too often. Wait 15 minutes, then try again. Nothing was lost.")
)

// SignInForm is what was typed at the door.
type SignInForm struct {
	Email    string `form:"email"`
	Password string `form:"password"`
}

// Session is what signing in earns: it holds as long as the person's epoch does.
type Session struct {
	Staff id.Staff
	Epoch int
}

// SignIn lets a person in. Address is where the request came from.
func (s *Service) SignIn(ctx context.Context, who access.Actor, f SignInForm, address string) (Session, error) {
	email := strings.ToLower(f.Email)
	if err := s.knock(ctx, email, address); err != nil {
		return Session{}, err
	}
	var a account
	err := s.db.Read(ctx, who, access.SignIn.Practice(), func(v *db.View) (err error) {
		a, err = accountOf(ctx, v, email)
		return err
	})
	if err != nil {
		return Session{}, fmt.Errorf("sign in: %w", err)
	}
	same, err := s.matches(ctx, f.Password, a.PasswordHash)
	if err != nil {
		return Session{}, err
	}
	if !same || !a.Active {
		return Session{}, errWrong
	}
	return s.enter(ctx, who, a, address)
}

// enter writes into the trail who came in, and forgets the account's tries. Of
// the address's it forgets this one alone: who may come in must not be able to
// wipe out tries at other accounts.
func (s *Service) enter(ctx context.Context, who access.Actor, a account, address string) (Session, error) {
	me := access.StaffMember(a.ID, a.Name, a.role()).During(who.Request())
	err := s.db.Read(ctx, me, access.SignIn.Practice(), func(*db.View) error { return nil })
	if err != nil {
		return Session{}, err
	}
	if err := s.db.Welcome(ctx, accountKey(a.Email)); err != nil {
		return Session{}, fmt.Errorf("forget the tries: %w", err)
	}
	if err := s.db.Pardon(ctx, addressKey(address)); err != nil {
		return Session{}, fmt.Errorf("forget the try: %w", err)
	}
	return Session{a.ID, a.SessionEpoch}, nil
}

// knock counts a try for the account and for the address, whether or not there
// is such an account.
func (s *Service) knock(ctx context.Context, email, address string) error {
	account, err := s.db.Knock(ctx, accountKey(email), triesPerAccount, window)
	if err != nil {
		return err
	}
	from, err := s.db.Knock(ctx, addressKey(address), triesPerAddress, window)
	if err != nil {
		return err
	}
	if !account || !from {
		return errTooMany
	}
	return nil
}

func addressKey(address string) string { return "sign-in from " + address }

// accountKey names an account without keeping what was typed, which may well be
// a password in the wrong box.
func accountKey(email string) string {
	sum := sha256.Sum256([]byte(email))
	return "sign-in to " + hex.EncodeToString(sum[:16])
}
