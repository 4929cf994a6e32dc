package scheduling

import (
	"context"
	"time"

	"charthouse/internal/db"
)

func findTargets(ctx context.Context, v *db.View) (Targets, error) {
	t, err := db.One[struct{ Wait, Room, Leave int }](ctx, v, `
		select wait_minutes as wait, room_minutes as room, leave_minutes as leave
		from flow_settings`)
	minutes := func(n int) time.Duration { return time.Duration(n) * time.Minute }
	return Targets{minutes(t.Wait), minutes(t.Room), minutes(t.Leave)}, err
}
