package intake

import (
	"context"
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

// OpenPacketTx answers the visit of a packet whose link can still be sent, and
// refuses one that is finished or whose visit is over.
func OpenPacketTx(ctx context.Context, v *db.View, p id.Packet) (id.Visit, error) {
	packet, err := findPacket(ctx, v, p)
	if err == nil && !packet.Open {
		err = fault.New(fault.Conflict, "This form is finished, or its visit is over or cancelled. Nothing was sent.")
	}
	return packet.Visit, err
}

// FollowVisitTx keeps the links of a visit's packets open until a day after the
// visit, when the visit has moved.
func FollowVisitTx(ctx context.Context, tx *db.Tx, visit id.Visit) error {
	if err := extendLinks(ctx, tx, visit); err != nil {
		return fmt.Errorf("move the end of a link: %w", err)
	}
	return nil
}
