package clients

import (
	"context"
	"fmt"
	"time"

	"charthouse/internal/access"
	"charthouse/internal/db"
	"charthouse/internal/fault"
	"charthouse/internal/id"
)

// Restriction is who may open a file. Where Standing is false that is everybody
// within their role, and the rest is empty but for Colleagues.
type Restriction struct {
	Standing   bool
	Reason     string
	By         string
	At         time.Time
	Members    []Member
	Seeing     []Colleague // clinicians whose visits open the file to them
	Colleagues []Colleague // everybody who could be named
}

// Member is somebody named to a restricted file.
type Member struct {
	ID      id.Member
	StaffID id.Staff
	Name    string
	Title   string
	AddedBy string
	AddedAt time.Time
}

// Colleague is somebody who works here.
type Colleague struct {
	ID    id.Staff
	Name  string
	Title string
}

// RestrictionForm is what restricts a file: why, and who may open it beside the
// clinicians of its visits.
type RestrictionForm struct {
	Reason string   `form:"reason"`
	Team   []string `form:"team"`
}

// MemberForm names one more person to a restricted file.
type MemberForm struct {
	Staff string `form:"team"`
}

// Restriction reads who may open a file.
func (s *Service) Restriction(ctx context.Context, who access.Actor, c id.Client) (Client, Restriction, error) {
	return open(ctx, s, who, access.RestrictClient.On(c), readRestriction)
}

func readRestriction(ctx context.Context, v *db.View) (Restriction, error) {
	r, err := findRestriction(ctx, v)
	if err != nil {
		return r, fmt.Errorf("restriction: %w", err)
	}
	if r.Members, err = listMembers(ctx, v); err != nil {
		return r, fmt.Errorf("care team: %w", err)
	}
	if r.Seeing, err = listSeeing(ctx, v); err != nil {
		return r, fmt.Errorf("clinicians of a file: %w", err)
	}
	r.Colleagues, err = listColleagues(ctx, v)
	return r, err
}

// Restrict closes a file to everybody but its care team. Whoever does it is not
// of the team by that: they tick themselves, or are outside from then on.
func (s *Service) Restrict(ctx context.Context, who access.Actor, c id.Client, in RestrictionForm) error {
	return s.db.Write(ctx, who, access.RestrictClient.On(c), func(tx *db.Tx) error {
		team, err := in.check()
		if err != nil {
			return err
		}
		if err := insertRestriction(ctx, tx, in.Reason); err != nil {
			return err
		}
		for _, m := range team {
			if err := insertMember(ctx, tx, m); err != nil {
				return err
			}
		}
		return nil
	})
}

// LiftRestriction opens the file to everybody within their role again. Who was
// named to it stays named, should it be restricted once more.
func (s *Service) LiftRestriction(ctx context.Context, who access.Actor, c id.Client) error {
	return s.db.Write(ctx, who, access.RestrictClient.On(c), func(tx *db.Tx) error {
		return liftRestriction(ctx, tx)
	})
}

// AddMember names somebody to the file; who is named already stays so.
func (s *Service) AddMember(ctx context.Context, who access.Actor, c id.Client, in MemberForm) error {
	return s.db.Write(ctx, who, access.RestrictClient.On(c), func(tx *db.Tx) error {
		staff, err := id.Parse[id.Staff](in.Staff)
		if err != nil {
			return errNobody
		}
		return insertMember(ctx, tx, staff)
	})
}

// EndMember takes somebody off the care team; RestoreMember brings them back.
func (s *Service) EndMember(ctx context.Context, who access.Actor, c id.Client, m id.Member) error {
	return s.end(ctx, who, access.RestrictClient.On(c), endMember, int64(m), true)
}

// RestoreMember undoes EndMember.
func (s *Service) RestoreMember(ctx context.Context, who access.Actor, c id.Client, m id.Member) error {
	return s.end(ctx, who, access.RestrictClient.On(c), endMember, int64(m), false)
}

func (in RestrictionForm) check() ([]id.Staff, error) {
	var c fault.Check
	c.Unless(in.Reason != "", "reason", "Say why, so that whoever reviews it knows.")
	c.Unless(len([]rune(in.Reason)) <= 500, "reason", "Say it in at most 500 letters.")
	var team []id.Staff
	for _, m := range in.Team {
		staff, err := id.Parse[id.Staff](m)
		c.Unless(err == nil, "team", "Choose from the people who work here.")
		team = append(team, staff)
	}
	return team, c.Fault()
}

var errNobody = &fault.Fault{
	Kind: fault.Invalid, Message: "This person does not work here.",
	Fields: map[string]string{"team": "Choose from the people who work here."},
}

var errRestrictedAlready = fault.New(fault.Conflict, "This file is restricted already. Open the page again to see who may open it.")
