package practice

import (
	"context"

	"charthouse/internal/db"
)

func findFlow(ctx context.Context, v *db.View) (FlowForm, error) {
	return db.One[FlowForm](ctx, v, `
		select wait_minutes::text as wait, room_minutes::text as room, leave_minutes::text as leave, tell_late as tell, late_minutes::text as late
		from flow_settings`)
}

func saveFlow(ctx context.Context, tx *db.Tx, tell bool, wait, room, leave, late int) error {
	return tx.ExecOne(ctx, `
		update flow_settings
		set wait_minutes = $1, room_minutes = $2, leave_minutes = $3, tell_late = $4, late_minutes = $5`, wait, room, leave, tell, late)
}
