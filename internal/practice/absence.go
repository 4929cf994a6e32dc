package practice

import (
	"context"

	"charthouse/internal/access"
	"charthouse/internal/civil"
	"charthouse/internal/db"
	"charthouse/internal/fault"
	"charthouse/internal/id"
)

// AbsenceForm is a time away as typed, both days included. StandIn is the number
// of who takes the lines meanwhile; empty where nobody does.
type AbsenceForm struct {
	Staff   string `form:"staff"`
	From    string `form:"from"`
	Until   string `form:"until"`
	StandIn string `form:"stand_in"`
}

// Absence is a time in which somebody is away.
type Absence struct {
	ID      id.Absence
	StaffID id.Staff
	Staff   string
	From    civil.Date
	Until   civil.Date
	StandIn string // empty where nobody stands in
	Now     bool
}

// ListAbsences lists who is away today and from now on, the soonest first.
func (s *Service) ListAbsences(ctx context.Context, who access.Actor) (list []Absence, err error) {
	err = s.db.Read(ctx, who, access.EditAbsence.Practice(), func(v *db.View) error {
		list, err = listAbsences(ctx, v)
		return err
	})
	return list, err
}

// Colleagues lists who works here now, for those who choose one of them.
func (s *Service) Colleagues(ctx context.Context, who access.Actor) (list []Colleague, err error) {
	err = s.db.Read(ctx, who, access.EditAbsence.Practice(), func(v *db.View) error {
		list, err = listColleagues(ctx, v)
		return err
	})
	return list, err
}

// Colleague is somebody who works here now.
type Colleague struct {
	ID        id.Staff
	Name      string
	RoleNames []string
}

var errNotYours = fault.New(fault.Forbidden, "You can say when you are away yourself. For somebody else, ask a practice manager or an owner.")

// AddAbsence keeps when somebody is away and who stands in. People say it of
// themselves; managers and owners of anybody. Meanwhile the lines that wait for
// the one are the other's turn, and go back by themselves; visits that are booked
// with them have to be moved.
func (s *Service) AddAbsence(ctx context.Context, who access.Actor, f AbsenceForm) (id.Absence, error) {
	return db.Make(ctx, s.db, who, access.EditAbsence.Practice(), func(tx *db.Tx) (id.Absence, error) {
		a, err := f.read(ctx, &tx.View)
		if err != nil {
			return 0, err
		}
		if err := mayEdit(who, a.StaffID); err != nil {
			return 0, err
		}
		n, err := insertAbsence(ctx, tx, a)
		if err != nil {
			return 0, err
		}
		return n, lookAgain(ctx, tx, "visit_unstaffed", "")
	})
}

// RemoveAbsence forgets a time away: they are back, or it was a mistake.
func (s *Service) RemoveAbsence(ctx context.Context, who access.Actor, n id.Absence) error {
	return s.db.Write(ctx, who, access.EditAbsence.Practice(), func(tx *db.Tx) error {
		of, err := whoseAbsence(ctx, &tx.View, n)
		if err != nil {
			return err
		}
		if err := mayEdit(who, of); err != nil {
			return err
		}
		if err := deleteAbsence(ctx, tx, n); err != nil {
			return err
		}
		return lookAgain(ctx, tx, "visit_unstaffed", "")
	})
}

func mayEdit(who access.Actor, of id.Staff) error {
	if who.Staff() != of && !who.Roles().Has(access.Manager|access.Owner) {
		return errNotYours
	}
	return nil
}

// away is an absence once it is understood.
type away struct {
	StaffID, StandIn id.Staff
	From, Until      civil.Date
}

func (f AbsenceForm) read(ctx context.Context, v *db.View) (a away, err error) {
	var c fault.Check
	a.StaffID, err = id.Parse[id.Staff](f.Staff)
	c.Unless(err == nil, "staff", "Choose who is away.")
	a.From, err = civil.Parse(f.From)
	c.Unless(err == nil && !a.From.IsZero(), "from", "Write the first day away.")
	a.Until, err = civil.Parse(f.Until)
	c.Unless(err == nil && !a.Until.IsZero(), "until", "Write the last day away.")
	c.Unless(!a.Until.Before(a.From), "until", "The last day comes after the first.")
	c.Unless(!a.Until.After(a.From.Add(365)), "until", "At most a year. Who is away for longer is better deactivated.")
	if f.StandIn != "" {
		a.StandIn, err = id.Parse[id.Staff](f.StandIn)
		c.Unless(err == nil && a.StandIn != a.StaffID, "stand_in", "Choose somebody else who works here.")
	}
	if err := c.Fault(); err != nil || a.StandIn == 0 {
		return a, err
	}
	fits, err := standsIn(ctx, v, a)
	if err != nil {
		return a, err
	}
	c.Unless(fits.Shares, "stand_in", "They share no role with who is away, so they could mend none of the lines. Choose somebody else.")
	c.Unless(!fits.Away, "stand_in", "They are away themselves in this time. Choose somebody else.")
	return a, c.Fault()
}
