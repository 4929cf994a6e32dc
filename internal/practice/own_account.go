package practice

import (
	"context"
	"fmt"

	"charthouse/internal/access"
	"charthouse/internal/db"
	"charthouse/internal/fault"
)

// PasswordForm is what a person types to change their own password.
type PasswordForm struct {
	Now   string `form:"now"`
	New   string `form:"new"`
	Again string `form:"again"`
}

// ChangePassword sets the person's own password and ends all their sessions;
// the one returned is for the browser that asked.
//
// The act carries no form key: the key's row would hold a quick hash of the
// passwords that were typed.
func (s *Service) ChangePassword(ctx context.Context, who access.Actor, f PasswordForm) (Session, error) {
	who = who.Posting(access.Post{})
	a, err := s.ownAccount(ctx, who)
	if err != nil {
		return Session{}, err
	}
	same, err := s.recognises(ctx, a, f.Now)
	if err != nil {
		return Session{}, err
	}
	var c fault.Check
	c.Unless(same, "now", "This is not your present password.")
	checkPassword(&c, "new", f.New, a.Name, a.Email)
	c.Unless(f.New == f.Again, "again", "The two do not match. Type the new password once more.")
	if err := c.Fault(); err != nil {
		return Session{}, err
	}
	return s.replacePassword(ctx, who, a, f.New)
}

// Prove asks for the person's own password once more, before something that a
// browser left open must not do.
func (s *Service) Prove(ctx context.Context, who access.Actor, password string) error {
	who = who.Posting(access.Post{})
	a, err := s.ownAccount(ctx, who)
	if err != nil {
		return err
	}
	same, err := s.recognises(ctx, a, password)
	if err != nil {
		return err
	}
	var c fault.Check
	c.Unless(same, "password", "This is not your present password.")
	return c.Fault()
}

// recognises says whether the password is the person's own. Tries are counted for
// the person alone and apart from those at the door: a stranger there must not
// close the way to a file in an emergency, nor one colleague another's.
func (s *Service) recognises(ctx context.Context, a account, password string) (bool, error) {
	key := "inside by " + a.ID.String()
	within, err := s.db.Knock(ctx, key, triesPerAccount, window)
	if err != nil {
		return false, err
	}
	if !within {
		return false, errTooManyInside
	}
	same, err := s.matches(ctx, password, a.PasswordHash)
	if err != nil || !same {
		return false, err
	}
	if err := s.db.Welcome(ctx, key); err != nil {
		return false, fmt.Errorf("forget the tries: %w", err)
	}
	return true, nil
}

func (s *Service) ownAccount(ctx context.Context, who access.Actor) (a account, err error) {
	err = s.db.Read(ctx, who, access.OwnPassword.Practice(), func(v *db.View) error {
		a, err = findAccount(ctx, v, who.Staff())
		return err
	})
	return a, err
}

var errChanged = fault.New(fault.Conflict, "Your password was changed a moment ago. Sign in with the new one.")

func (s *Service) replacePassword(ctx context.Context, who access.Actor, a account, password string) (Session, error) {
	hash, err := s.hash(ctx, password)
	if err != nil {
		return Session{}, err
	}
	err = s.db.Write(ctx, who, access.OwnPassword.Practice(), func(tx *db.Tx) error {
		if err := tx.LockScope(ctx, db.Account, 0); err != nil {
			return err
		}
		is, err := findAccount(ctx, &tx.View, a.ID)
		if err == nil && is.PasswordHash != a.PasswordHash {
			err = errChanged // by the same form, sent twice at the same time
		}
		if err != nil {
			return err
		}
		return setPassword(ctx, tx, a.ID, hash)
	})
	if err != nil {
		return Session{}, fmt.Errorf("change a password: %w", err)
	}
	return s.session(ctx, who)
}

func (s *Service) session(ctx context.Context, who access.Actor) (Session, error) {
	a, err := s.ownAccount(ctx, who)
	return Session{a.ID, a.SessionEpoch}, err
}

// SignOutEverywhere ends every session of the person, this one too.
func (s *Service) SignOutEverywhere(ctx context.Context, who access.Actor) error {
	err := s.db.Write(ctx, who, access.SignOut.Practice(), func(tx *db.Tx) error {
		return endSessions(ctx, tx, who.Staff())
	})
	if err != nil {
		return fmt.Errorf("sign out everywhere: %w", err)
	}
	return nil
}

// Own is what a person sees of their own account.
type Own struct {
	Name, Email, Title string
	Roles              access.Role
	SingleKeys         bool
}

// Own answers the person's own account.
func (s *Service) Own(ctx context.Context, who access.Actor) (o Own, err error) {
	err = s.db.Read(ctx, who, access.OwnPassword.Practice(), func(v *db.View) error {
		p, err := findPerson(ctx, v, who.Staff())
		o = Own{p.Name, p.Email, p.Title, roleSet(p.Roles), p.SingleKeys}
		return err
	})
	return o, err
}

// SetSingleKeys switches the pages' single keys on or off for the person.
func (s *Service) SetSingleKeys(ctx context.Context, who access.Actor, on bool) error {
	return s.db.Write(ctx, who, access.OwnPassword.Practice(), func(tx *db.Tx) error {
		return setSingleKeys(ctx, tx, who.Staff(), on)
	})
}
