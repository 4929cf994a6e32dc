package practice

import (
	"context"

	"charthouse/internal/access"
	"charthouse/internal/db"
)

// FirstSteps says what a new practice has done of what it needs before the first
// visit. It is read from the data: nobody ticks it.
type FirstSteps struct {
	Named     bool // the practice has a name and a zone
	Location  bool // one that is open
	Hours     bool // an open location has opening hours
	Clinician bool // somebody is one
	Week      bool // a clinician has weekly hours
	Fee       bool // the fee schedule has one
	Form      bool // a form is published
	Template  bool // a template of notes
	VisitType bool // one with a fee
	Mail      bool // the mail server is known
}

// Done is true when visits can be booked, written and paid. Mail may come later:
// until then mails wait.
func (f FirstSteps) Done() bool {
	return f.Named && f.Location && f.Hours && f.Clinician && f.Week && f.Fee && f.VisitType && f.Template
}

// FirstSteps reads how far the practice has come.
func (s *Service) FirstSteps(ctx context.Context, who access.Actor) (f FirstSteps, err error) {
	err = s.db.Read(ctx, who, access.OpenSettings.Practice(), func(v *db.View) error {
		f, err = findFirstSteps(ctx, v)
		return err
	})
	return f, err
}
