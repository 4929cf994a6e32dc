package practice

import (
	"context"
	"fmt"
	"net/mail"
	"strings"

	"charthouse/internal/access"
	"charthouse/internal/civil"
	"charthouse/internal/db"
	"charthouse/internal/fault"
	"charthouse/internal/id"
)

var (
	errEmailTaken = &fault.Fault{Kind: fault.Invalid, Message: "One answer needs another look. Nothing was lost.", Fields: map[string]string{
		"email": "Somebody with this address is already here. Open that person instead.",
	}}
	errLastOwner = fault.New(fault.Conflict, "This is the only owner. Make somebody else an owner first, so that the practice is never without one.")
)

// StaffForm is what is typed about a person who works here. Roles are names as
// access.ParseRole reads them.
type StaffForm struct {
	Name  string   `form:"name"`
	Email string   `form:"email"`
	Title string   `form:"title"`
	NPI   string   `form:"npi"`
	Roles []string `form:"roles"`

	Licence      string `form:"licence"`       // its number, and who issued it
	LicenceUntil string `form:"licence_until"` // its last day, or empty
}

// Person is somebody who works here.
type Person struct {
	ID          id.Staff
	Name, Email string
	Title, NPI  string
	Roles       []string
	Active      bool
	HasPassword bool
	SingleKeys  bool

	Licence      string
	LicenceUntil civil.Date
}

// Role is the set of the roles held.
func (p Person) Role() access.Role { return roleSet(p.Roles) }

func roleSet(names []string) (set access.Role) {
	for _, n := range names {
		if r, err := access.ParseRole(n); err == nil {
			set |= r
		}
	}
	return set & access.Staff
}

// ListStaff lists everybody, those who left last.
func (s *Service) ListStaff(ctx context.Context, who access.Actor) (people []Person, err error) {
	err = s.db.Read(ctx, who, access.EditStaff.Practice(), func(v *db.View) error {
		people, err = listPeople(ctx, v)
		return err
	})
	return people, err
}

// FindStaff answers one person.
func (s *Service) FindStaff(ctx context.Context, who access.Actor, n id.Staff) (p Person, err error) {
	err = s.db.Read(ctx, who, access.EditStaff.Practice(), func(v *db.View) error {
		p, err = findPerson(ctx, v, n)
		return err
	})
	return p, err
}

// NewPassword makes a password to hand to a person once.
func NewPassword() string { return newPassword() }

// AddStaff adds a person who signs in with the password. As in ChangePassword, the act
// carries no form key; an address that is here already is refused, so a form
// sent twice still adds one person.
func (s *Service) AddStaff(ctx context.Context, who access.Actor, f StaffForm, password string) (id.Staff, error) {
	who = who.Posting(access.Post{})
	var c fault.Check
	f = f.tidy()
	f.check(&c)
	checkPassword(&c, "password", password, f.Name, f.Email)
	if err := c.Fault(); err != nil {
		return 0, err
	}
	hash, err := s.hash(ctx, password)
	if err != nil {
		return 0, err
	}
	return db.Make(ctx, s.db, who, access.EditStaff.Practice(), func(tx *db.Tx) (id.Staff, error) {
		return addPerson(ctx, tx, f, hash)
	})
}

// AddStaffTx adds a person who has no password yet and is sent a link to choose one.
func AddStaffTx(ctx context.Context, tx *db.Tx, f StaffForm) (id.Staff, error) {
	var c fault.Check
	f = f.tidy()
	f.check(&c)
	if err := c.Fault(); err != nil {
		return 0, err
	}
	return addPerson(ctx, tx, f, "")
}

func addPerson(ctx context.Context, tx *db.Tx, f StaffForm, hash string) (id.Staff, error) {
	n, err := insertPerson(ctx, tx, f, hash)
	if err != nil {
		return 0, err
	}
	return n, setRoles(ctx, tx, n, f.Roles)
}

// EditStaff changes what is known of a person and the roles they hold. Another
// NPI has the claims looked at again that stand or fall with it. Another address
// closes the links that went to the former one: it may be a stranger's.
func (s *Service) EditStaff(ctx context.Context, who access.Actor, n id.Staff, f StaffForm) error {
	var c fault.Check
	f = f.tidy()
	f.check(&c)
	if err := c.Fault(); err != nil {
		return err
	}
	return s.onStaff(ctx, who, access.EditStaff, func(tx *db.Tx) error {
		was, err := findPerson(ctx, &tx.View, n)
		if err != nil {
			return err
		}
		if err := updatePerson(ctx, tx, n, f); err != nil {
			return err
		}
		if err := mended(ctx, tx, was, f); err != nil {
			return err
		}
		return setRoles(ctx, tx, n, f.Roles)
	})
}

// mended does what follows from what is new about a person.
func mended(ctx context.Context, tx *db.Tx, was Person, f StaffForm) error {
	if was.Email != f.Email {
		if err := closeResets(ctx, tx, was.ID); err != nil {
			return err
		}
	}
	if was.NPI != f.NPI {
		return lookAgain(ctx, tx, "claim_detail", "npi")
	}
	return nil
}

// FixNPI gives a clinician the number that their claims wait for.
func (s *Service) FixNPI(ctx context.Context, who access.Actor, n id.Staff, npi string) error {
	var c fault.Check
	c.Unless(npi != "", "npi", "Write the NPI. The claims still wait for it.")
	checkNPI(&c, "npi", npi)
	if err := c.Fault(); err != nil {
		return err
	}
	return s.onStaff(ctx, who, access.EditStaff, func(tx *db.Tx) error {
		if err := setNPI(ctx, tx, n, npi); err != nil {
			return err
		}
		return lookAgain(ctx, tx, "claim_detail", "npi")
	})
}

// Deactivate ends a person's sessions at once and lets them in no more. What
// they wrote and signed stays theirs; what is booked with them is looked at again.
func (s *Service) Deactivate(ctx context.Context, who access.Actor, n id.Staff) error {
	return s.onStaff(ctx, who, access.EditStaff, func(tx *db.Tx) error {
		if err := deactivate(ctx, tx, n); err != nil {
			return err
		}
		if err := lookAgain(ctx, tx, "visit_unstaffed", ""); err != nil {
			return err
		}
		return closeResets(ctx, tx, n)
	})
}

// Reactivate lets a person in again, with the password they had.
func (s *Service) Reactivate(ctx context.Context, who access.Actor, n id.Staff) error {
	return s.onStaff(ctx, who, access.EditStaff, func(tx *db.Tx) error {
		if err := reactivate(ctx, tx, n); err != nil {
			return err
		}
		return lookAgain(ctx, tx, "visit_unstaffed", "")
	})
}

// onStaff changes people one act at a time, and refuses what would leave the
// practice without an owner.
func (s *Service) onStaff(ctx context.Context, who access.Actor, verb access.Verb, do func(*db.Tx) error) error {
	return s.db.Write(ctx, who, verb.Practice(), func(tx *db.Tx) error {
		if err := tx.LockScope(ctx, db.Account, 0); err != nil {
			return err
		}
		before, err := countOwners(ctx, &tx.View)
		if err != nil {
			return err
		}
		if err := do(tx); err != nil {
			return err
		}
		after, err := countOwners(ctx, &tx.View)
		if err == nil && before > 0 && after == 0 {
			err = errLastOwner
		}
		return err
	})
}

// GivePassword sets a person's password for them, to be handed over once, and
// ends their sessions. A form sent twice is refused the second time: the password
// that was set is known nowhere any more, and another was not asked for.
func (s *Service) GivePassword(ctx context.Context, who access.Actor, n id.Staff, password string) error {
	p, err := s.FindStaff(ctx, who, n)
	if err != nil {
		return err
	}
	var c fault.Check
	checkPassword(&c, "password", password, p.Name, p.Email)
	if err := c.Fault(); err != nil {
		return err
	}
	hash, err := s.hash(ctx, password)
	if err != nil {
		return err
	}
	given := false
	err = s.db.Write(ctx, who, access.ResetPassword.Practice(), func(tx *db.Tx) error {
		given = true
		if err := setPassword(ctx, tx, n, hash); err != nil {
			return err
		}
		return closeResets(ctx, tx, n)
	})
	if err == nil && !given {
		return errGiven
	}
	return err
}

var errGiven = fault.New(fault.Conflict, "This was sent twice. The first made the password and showed it. If nobody has it, open the person once more and give another.")

// StaffByEmail answers who has the address: the command line names people so.
func (s *Service) StaffByEmail(ctx context.Context, who access.Actor, email string) (n id.Staff, err error) {
	err = s.db.Read(ctx, who, access.EditStaff.Practice(), func(v *db.View) error {
		a, err := accountOf(ctx, v, strings.ToLower(email))
		if err == nil && a.ID == 0 {
			err = fault.New(fault.NotFound, "Nobody here has this address. charthouse user list names everybody.")
		}
		n = a.ID
		return err
	})
	return n, err
}

func (f StaffForm) tidy() StaffForm {
	f.Name, f.Email = strings.TrimSpace(f.Name), strings.ToLower(strings.TrimSpace(f.Email))
	return f
}

func (f StaffForm) check(c *fault.Check) {
	c.Unless(f.Name != "", "name", "Write the name as colleagues and patients know it.")
	c.Unless(len(f.Name) <= 200, "name", "Use at most 200 characters.")
	checkEmail(c, "email", f.Email)
	checkNPI(c, "npi", f.NPI)
	_, err := civil.Parse(f.LicenceUntil)
	c.Unless(err == nil, "licence_until", "This day does not exist. Write year-month-day.")
	c.Unless(len(f.Licence) <= 100, "licence", "Use at most 100 characters.")
	c.Unless(len(f.Roles) > 0, "roles", "Choose at least one role: it decides what the person may open.")
	for _, name := range f.Roles {
		r, err := access.ParseRole(name)
		c.Unless(err == nil && access.Staff.Has(r), "roles", fmt.Sprintf("%q is not a role of a person. The roles are %s.", name, access.Staff.Names()))
	}
}

// checkEmail asks for a bare address of ASCII letters: many servers still
// cannot deliver to others.
func checkEmail(c *fault.Check, field, email string) {
	a, err := mail.ParseAddress(email)
	ascii := strings.IndexFunc(email, func(r rune) bool { return r > 126 || r <= ' ' }) < 0
	c.Unless(err == nil && a.Address == email && ascii && len(email) <= 254, field, "Write a mail address, such as name@practice.example.")
}

// checkNPI holds the number's check digit: Luhn over the number with the prefix
// 80840 (CMS, NPI Check Digit, 2004). A mistyped one is denied by every payer.
func checkNPI(c *fault.Check, field, npi string) {
	if npi == "" {
		return
	}
	sum, double := 24, false // 24 is what the prefix adds
	ok := len(npi) == 10
	for i := len(npi) - 1; i >= 0; i-- {
		d := int(npi[i]) - '0'
		ok = ok && d >= 0 && d <= 9
		if double {
			d = d*2/10 + d*2%10
		}
		sum += d
		double = !double
	}
	c.Unless(ok && sum%10 == 0, field, "This is not an NPI: it has ten digits, and the last one checks the others. Compare it with the letter from NPPES.")
}
