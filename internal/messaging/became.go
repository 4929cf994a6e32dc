package messaging

import (
	"context"

	"charthouse/internal/access"
	"charthouse/internal/db"
	"charthouse/internal/id"
)

// Open is a conversation as somebody has it before them: Seen is the newest message
// that they were shown. What came after it, they do not know of.
type Open struct {
	Talk id.Conversation
	Seen id.Message
}

// Became is the act that a conversation became: it closes with it, and keeps it.
type Became struct {
	Outcome Outcome
	Visit   id.Visit
	Packet  id.Packet
	Task    id.Task
}

// BecameTx closes the conversation with the act it became. Who does the act need
// not be able to read what led to it. Where the client wrote again meanwhile the
// act stands, and the conversation stays open with its clock: nobody has read what
// came last.
func BecameTx(ctx context.Context, tx *db.Tx, o Open, b Became) error {
	was, err := findConversation(ctx, &tx.View, o.Talk)
	if err != nil || was.DoneAt != nil {
		return err
	}
	unseen, err := hasUnseen(ctx, &tx.View, o)
	if err != nil {
		return err
	}
	to := turn{What: "done", Outcome: b.Outcome, Visit: b.Visit, Packet: b.Packet, Task: b.Task}
	if unseen {
		return staysOpen(ctx, tx, o.Talk, to)
	}
	return endWait(ctx, tx, o.Talk, to, true)
}

// staysOpen keeps what would have ended the waiting, and that it did not.
func staysOpen(ctx context.Context, tx *db.Tx, n id.Conversation, to turn) error {
	to.Waits = true
	if err := insertTurn(ctx, tx, n, to); err != nil {
		return err
	}
	return insertTurn(ctx, tx, n, turn{What: "reopened", Word: "Another message came meanwhile.", Itself: true})
}

// IsOpen is true where the conversation is not done: after an act that should have
// closed it, the client wrote again meanwhile.
func (s *Service) IsOpen(ctx context.Context, who access.Actor, c id.Client, n id.Conversation) (open bool, err error) {
	err = s.db.Read(ctx, who, access.OpenMessages.On(c), func(v *db.View) error {
		t, err := findConversation(ctx, v, n)
		open = t.DoneAt == nil
		return err
	})
	return open, err
}
