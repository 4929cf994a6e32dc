package clients

import (
	"context"
	"time"

	"charthouse/internal/access"
	"charthouse/internal/db"
	"charthouse/internal/fault"
	"charthouse/internal/id"
)

// Alert must not be missed by anybody who opens the file, so it says nothing
// that the front desk may not read.
type Alert struct {
	ID       id.Alert
	Text     string
	Tone     string // rust for danger, ochre for care, slate for what helps
	RaisedAt time.Time
	RaisedBy string
}

// AlertForm is what a form says of an alert, as typed.
type AlertForm struct {
	Text string `form:"text"`
	Tone string `form:"tone"`
}

// Alerts opens what must not be missed in a file.
func (s *Service) Alerts(ctx context.Context, who access.Actor, c id.Client) (Client, []Alert, error) {
	return open(ctx, s, who, access.OpenClient.On(c), AlertsTx)
}

// AlertsTx reads the standing alerts of the act's client, the gravest first.
func AlertsTx(ctx context.Context, v *db.View) ([]Alert, error) { return listAlerts(ctx, v) }

// RaiseAlert puts an alert at the head of the file.
func (s *Service) RaiseAlert(ctx context.Context, who access.Actor, c id.Client, in AlertForm) (id.Alert, error) {
	return db.Make(ctx, s.db, who, access.EditAlerts.On(c), func(tx *db.Tx) (id.Alert, error) {
		if err := in.check(); err != nil {
			return 0, err
		}
		return insertAlert(ctx, tx, in)
	})
}

// EndAlert takes an alert down; RestoreAlert puts it up again.
func (s *Service) EndAlert(ctx context.Context, who access.Actor, c id.Client, alert id.Alert) error {
	return s.end(ctx, who, access.EditAlerts.On(c), endAlert, int64(alert), true)
}

// RestoreAlert undoes EndAlert.
func (s *Service) RestoreAlert(ctx context.Context, who access.Actor, c id.Client, alert id.Alert) error {
	return s.end(ctx, who, access.EditAlerts.On(c), endAlert, int64(alert), false)
}

func (in AlertForm) check() error {
	var c fault.Check
	c.Unless(in.Text != "", "text", "Write what must not be missed.")
	c.Unless(len([]rune(in.Text)) <= 200, "text", "An alert is read at a glance: use at most 200 letters.")
	c.Unless(oneOf(in.Tone, "", "rust", "ochre", "slate"), "tone", "Choose how grave it is.")
	return c.Fault()
}
