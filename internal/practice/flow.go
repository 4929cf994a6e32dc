package practice

import (
	"context"
	"strconv"

	"charthouse/internal/access"
	"charthouse/internal/db"
	"charthouse/internal/fault"
)

// FlowForm is for how many minutes somebody may be where they are, as typed.
type FlowForm struct {
	Wait  string `form:"wait"`  // after they arrived and their time has come
	Room  string `form:"room"`  // in a room, before the clinician comes
	Leave string `form:"leave"` // done with, and not let go
}

// FlowSettings answers the targets of the day's flow.
func (s *Service) FlowSettings(ctx context.Context, who access.Actor) (f FlowForm, err error) {
	err = s.db.Read(ctx, who, access.OpenSettings.Practice(), func(v *db.View) error {
		f, err = findFlow(ctx, v)
		return err
	})
	return f, err
}

// EditFlow keeps what was typed.
func (s *Service) EditFlow(ctx context.Context, who access.Actor, f FlowForm) error {
	var c fault.Check
	minutes := func(field, typed string) int {
		n, err := strconv.Atoi(typed)
		c.Unless(err == nil && n >= 1 && n <= 240, field, "Write a number of minutes from 1 to 240.")
		return n
	}
	wait, room, leave := minutes("wait", f.Wait), minutes("room", f.Room), minutes("leave", f.Leave)
	if err := c.Fault(); err != nil {
		return err
	}
	return s.db.Write(ctx, who, access.EditSettings.Practice(), func(tx *db.Tx) error { return saveFlow(ctx, tx, wait, room, leave) })
}
