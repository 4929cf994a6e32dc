package practice

import (
	"cmp"
	"context"
	"fmt"
	"strconv"

	"charthouse/internal/access"
	"charthouse/internal/db"
	"charthouse/internal/fault"
)

// FlowForm is for how many minutes somebody may be where they are, as typed.
type FlowForm struct {
	Wait  string `form:"wait"`  // after they arrived and their time has come
	Room  string `form:"room"`  // in a room, before the clinician comes; 0: not looked at
	Leave string `form:"leave"` // done with, and not let go

	Tell bool   `form:"tell"` // those who are expected soon that their clinician runs late
	Late string `form:"late"` // from so many on; empty: 20
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
	minutes := func(field, typed string, least int) int {
		n, err := strconv.Atoi(typed)
		c.Unless(err == nil && n >= least && n <= 240, field, fmt.Sprintf("Write a number of minutes from %d to 240.", least))
		return n
	}
	wait, room, leave := minutes("wait", f.Wait, 1), minutes("room", f.Room, 0), minutes("leave", f.Leave, 1)
	late, err := strconv.Atoi(cmp.Or(f.Late, "20"))
	c.Unless(err == nil && late >= 10 && late <= 120, "late", "Write a number of minutes from 10 to 120.")
	if err := c.Fault(); err != nil {
		return err
	}
	return s.db.Write(ctx, who, access.EditSettings.Practice(), func(tx *db.Tx) error { return saveFlow(ctx, tx, f.Tell, wait, room, leave, late) })
}
