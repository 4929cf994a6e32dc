package intake

import (
	"context"
	"fmt"
	"time"

	"charthouse/internal/access"
	"charthouse/internal/db"
	"charthouse/internal/fault"
	"charthouse/internal/id"
)

// Form is a form with its newest version.
type Form struct {
	ID          id.Form
	Name        string
	Version     id.Version
	Number      int
	Definition  Definition
	PublishedAt time.Time
	Closed      bool
}

// Questions counts what the newest version asks.
func (f Form) Questions() (n int) {
	f.Definition.Each(func(int, int, Field) { n++ })
	return n
}

// Draft is a form as it is edited.
type Draft struct {
	Name string `form:"name"`
	Definition
}

// ListForms lists every form, closed ones last.
func (s *Service) ListForms(ctx context.Context, who access.Actor) (forms []Form, err error) {
	err = s.db.Read(ctx, who, access.OpenSettings.Practice(), func(v *db.View) error {
		forms, err = listForms(ctx, v)
		return err
	})
	return forms, err
}

// FindForm answers a form.
func (s *Service) FindForm(ctx context.Context, who access.Actor, n id.Form) (f Form, err error) {
	err = s.db.Read(ctx, who, access.OpenSettings.Practice(), func(v *db.View) error {
		f, err = findForm(ctx, v, n)
		return err
	})
	return f, err
}

// PublishForm makes a form with its first version.
func (s *Service) PublishForm(ctx context.Context, who access.Actor, d Draft) (id.Form, error) {
	d, err := d.ready()
	if err != nil {
		return 0, err
	}
	return db.Make(ctx, s.db, who, access.EditSettings.Practice(), func(tx *db.Tx) (id.Form, error) {
		n, err := insertForm(ctx, tx, d.Name)
		if err != nil {
			return 0, err
		}
		return n, insertVersion(ctx, tx, n, d.Definition)
	})
}

// PublishVersion renames the form and, where its questions changed, makes a new
// version. Packets already sent keep the questions they were sent with.
func (s *Service) PublishVersion(ctx context.Context, who access.Actor, n id.Form, d Draft) error {
	d, err := d.ready()
	if err != nil {
		return err
	}
	err = s.db.Write(ctx, who, access.EditSettings.Practice(), func(tx *db.Tx) error {
		if err := renameForm(ctx, tx, n, d.Name); err != nil {
			return err
		}
		same, err := sameAsNewest(ctx, tx, n, d.Definition)
		if err != nil || same {
			return err
		}
		return insertVersion(ctx, tx, n, d.Definition)
	})
	if err != nil {
		return fmt.Errorf("publish a version: %w", err)
	}
	return nil
}

// CloseForm takes a form out of use. Packets already sent stay open.
func (s *Service) CloseForm(ctx context.Context, who access.Actor, n id.Form, closed bool) error {
	return s.db.Write(ctx, who, access.EditSettings.Practice(), func(tx *db.Tx) error { return closeForm(ctx, tx, n, closed) })
}

func (d Draft) ready() (Draft, error) {
	var c fault.Check
	d.Definition = d.Tidied()
	c.Unless(d.Name != "", "name", "Name the form, such as New patient.")
	c.Unless(len(d.Name) <= 100, "name", "Use at most 100 characters.")
	d.check(&c)
	return d, c.Fault()
}
