package intake

import (
	"context"
	"errors"
	"fmt"

	"charthouse/internal/db"
	"charthouse/internal/fault"
	"charthouse/internal/id"
)

// MakePacketTx makes the packet of a visit: the newest version of the form.
func MakePacketTx(ctx context.Context, tx *db.Tx, visit id.Visit, form id.Form) (id.Packet, error) {
	p, err := insertPacket(ctx, tx, visit, form)
	if err != nil {
		return 0, fmt.Errorf("make a packet: %w", err)
	}
	return p, nil
}

// OpenPacketTx answers the packet of a visit whose link can still be sent, and
// refuses one that is finished.
func OpenPacketTx(ctx context.Context, v *db.View, visit id.Visit) (id.Packet, error) {
	p, err := findOpenPacket(ctx, v, visit)
	if errors.Is(err, db.ErrNone) {
		return 0, fault.New(fault.Conflict, "There is no unfinished form for this visit. Nothing was sent.")
	}
	return p, err
}

// FollowVisitTx keeps the links of a visit's packets open until a day after the
// visit, when the visit has moved.
func FollowVisitTx(ctx context.Context, tx *db.Tx, visit id.Visit) error {
	if err := extendLinks(ctx, tx, visit); err != nil {
		return fmt.Errorf("move the end of a link: %w", err)
	}
	return nil
}
