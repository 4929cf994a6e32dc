package worklist

import (
	"context"

	"charthouse/internal/access"
	"charthouse/internal/db"
	"charthouse/internal/fault"
	"charthouse/internal/id"
)

// Assignment gives rows to a person; an empty To leaves them with their owner.
type Assignment struct {
	To string `form:"to"`
}

// Mate is somebody who works here, with what they may mend.
type Mate struct {
	ID        id.Staff
	Name      string
	RoleNames []string
	Away      bool // today
}

// Roles is the set of the roles held.
func (m Mate) Roles() (set access.Role) {
	for _, n := range m.RoleNames {
		if r, err := access.ParseRole(n); err == nil {
			set |= r
		}
	}
	return set
}

// MatesTx lists who works here now.
func MatesTx(ctx context.Context, v *db.View) ([]Mate, error) { return listMates(ctx, v) }

// Assign gives a row to somebody who may mend it. It stays theirs until it is
// right or is given on: settle leaves it alone.
func (s *Service) Assign(ctx context.Context, who access.Actor, c id.Client, b id.Blocker, in Assignment) error {
	refused, err := s.AssignAll(ctx, who, []Row{{c, b}}, in)
	if err == nil && len(refused) > 0 {
		err = fault.New(fault.Conflict, refused[0].Why+" Nothing was changed.")
	}
	return err
}

// Row names a row of the list.
type Row struct {
	Client  id.Client
	Blocker id.Blocker
}

func filesOf(rows []Row) []id.Client {
	out := make([]id.Client, len(rows))
	for i, r := range rows {
		out[i] = r.Client
	}
	return out
}

// Refusal is a row with which nothing was done, and why.
type Refusal struct {
	Row
	Why string
}

// AssignAll gives rows of many files in one act. It answers those which could not
// be given, and why.
func (s *Service) AssignAll(ctx context.Context, who access.Actor, rows []Row, in Assignment) (refused []Refusal, err error) {
	standing, left, err := s.standing(ctx, who, rows)
	if err != nil || len(standing) == 0 {
		return left, err
	}
	err = s.db.Write(ctx, who, access.AssignBlocker.On(filesOf(standing)...), func(tx *db.Tx) error {
		tx.Calm()
		refused, err = assignRows(ctx, tx, standing, in)
		return err
	})
	return append(left, refused...), err
}

var (
	errNoRows = fault.New(fault.Invalid, "No line was chosen. Tick the lines first, then choose what happens with them.")
	errNobody = fault.New(fault.Invalid, "Choose somebody who works here.")
)

func assignRows(ctx context.Context, tx *db.Tx, rows []Row, in Assignment) ([]Refusal, error) {
	var to Mate
	if in.To != "" {
		n, err := id.Parse[id.Staff](in.To)
		if err != nil {
			return nil, errNobody
		}
		if to, err = findMate(ctx, &tx.View, n); fault.KindOf(err) == fault.NotFound {
			return nil, errNobody
		} else if err != nil {
			return nil, err
		}
		if to.Away {
			return nil, fault.New(fault.Conflict, to.Name+" is away today. Choose somebody who is here.")
		}
	}
	var refused []Refusal
	for _, r := range rows {
		why, err := assignRow(ctx, tx, r, to)
		if err != nil {
			return nil, err
		}
		if why != "" {
			refused = append(refused, Refusal{r, why})
		}
	}
	return refused, nil
}

// assignRow answers why the row cannot be theirs, or nothing.
func assignRow(ctx context.Context, tx *db.Tx, r Row, to Mate) (string, error) {
	b, err := findRow(ctx, &tx.View, r, to.ID)
	switch {
	case fault.KindOf(err) == fault.NotFound:
		return whyLeft, nil
	case err != nil:
		return "", err
	case to.ID != 0 && !MayMend(to.Roles(), b.Fixer, access.Verb(b.Verb)):
		return "It is for " + crew(b.Fixer) + " to mend, which " + to.Name + " cannot.", nil
	case b.Shut:
		return "The file is restricted and does not open to " + to.Name + ".", nil
	}
	return "", assign(ctx, tx, r, to.ID)
}

// crew names the role in a sentence.
func crew(fixer string) string {
	r, err := access.ParseRole(fixer)
	if err != nil {
		return "another role"
	}
	return "the role " + r.Words()
}

// TakeOver gives all that is one person's turn to another, in one act. It answers
// how many there were and those that could not be given, among them those in files
// that are shut to the actor.
func (s *Service) TakeOver(ctx context.Context, who access.Actor, from id.Staff, in Assignment) (n int, refused []Refusal, err error) {
	if !who.Roles().Has(access.Manager | access.Owner) {
		return 0, nil, fault.New(fault.Forbidden, "Your role does not include this. Ask your practice manager if you need it.")
	}
	var rows []Row
	err = s.db.Read(ctx, who, access.OpenWorklist.Across(), func(v *db.View) error {
		rows, err = listRowsOf(ctx, v, from)
		return err
	})
	if err != nil {
		return 0, nil, err
	}
	if len(rows) == 0 {
		return 0, nil, fault.New(fault.Conflict, "No line waits for this person any more. Nothing was changed.")
	}
	refused, err = s.AssignAll(ctx, who, rows, in)
	return len(rows), refused, err
}
