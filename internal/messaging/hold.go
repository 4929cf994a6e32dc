package messaging

import (
	"context"
	"errors"
	"slices"

	"charthouse/internal/access"
	"charthouse/internal/db"
	"charthouse/internal/fault"
	"charthouse/internal/id"
)

// Handing is to whom a conversation goes: a person's number, or a role, and a word.
// From is who had it when the giver looked, nobody being 0: who was first has it.
type Handing struct {
	To   string    `form:"to"`
	Word string    `form:"word"`
	From *id.Staff `form:"from"`
}

// Claim takes a conversation upon oneself, from whoever had it.
func (s *Service) Claim(ctx context.Context, who access.Actor, c id.Client, n id.Conversation, from *id.Staff) error {
	return s.Give(ctx, who, c, n, Handing{To: who.Staff().String(), From: from})
}

// Give hands a conversation over: to a person, or back to a role.
func (s *Service) Give(ctx context.Context, who access.Actor, c id.Client, n id.Conversation, in Handing) error {
	return s.db.Write(ctx, who, access.RouteMessage.On(c), func(tx *db.Tx) error {
		t, err := findConversation(ctx, &tx.View, n)
		if err != nil {
			return err
		}
		if in.From != nil && *in.From != t.OwnerID {
			return errMoved(t)
		}
		to, err := in.check(ctx, &tx.View, t)
		if err != nil {
			return err
		}
		if err := setHolder(ctx, tx, n, to); err != nil {
			return err
		}
		return insertTurn(ctx, tx, n, to)
	})
}

// errMoved says who has it since the giver looked.
func errMoved(t Conversation) error {
	if t.OwnerID == 0 {
		return fault.New(fault.Conflict, "Somebody gave this back meanwhile: nobody has it now. Look again before you take it.")
	}
	return fault.New(fault.Conflict, t.Owner+" was first and has this now. Leave it to them, or take it over if you have agreed on that.")
}

// pools are the roles that a conversation can be given to.
var pools = []string{"front_desk", "clinician", "biller", "manager"}

func (in Handing) check(ctx context.Context, v *db.View, t Conversation) (turn, error) {
	var c fault.Check
	c.Unless(len(in.Word) <= 500, "word", "Say it in at most 500 letters.")
	to := turn{What: "given", Pool: t.Pool, Word: in.Word}
	person, err := id.Parse[id.Staff](in.To)
	switch {
	case err == nil:
		who, err := findColleague(ctx, v, person)
		if errors.Is(err, db.ErrNone) {
			c.Unless(false, "to", "This person does not work here any more. Choose another.")
			break
		} else if err != nil {
			return to, err
		}
		c.Unless(t.Kind != Clinical || who.Clinician, "to", "Only clinicians read clinical messages: choose one of them.")
		if to.Staff = person; person == v.Who().Staff() {
			to.What = "claimed"
		}
	default:
		to.Pool = in.To
		c.Unless(slices.Contains(pools, in.To), "to", "Choose who should have it.")
		c.Unless(t.Kind != Clinical || in.To == "clinician", "to", "Only clinicians read clinical messages: choose one of them.")
	}
	return to, c.Fault()
}

// Sort says what a conversation is about; who has it may change with that. What is
// clinical is made anything else by those only who may read it.
func (s *Service) Sort(ctx context.Context, who access.Actor, c id.Client, n id.Conversation, kind string) error {
	return s.db.Write(ctx, who, access.RouteMessage.On(c), func(tx *db.Tx) error {
		t, err := findConversation(ctx, &tx.View, n)
		if err != nil {
			return err
		}
		m, ok := ParseMatter(kind)
		if !ok {
			return &fault.Fault{Kind: fault.Invalid, Message: "Say what it is about.", Fields: map[string]string{"kind": "Choose one of the three."}}
		}
		if err := mayRead(t); err != nil || m == t.Kind {
			return err
		}
		if err := setMatter(ctx, tx, n, m); err != nil {
			return err
		}
		return insertTurn(ctx, tx, n, turn{What: "kind", Pool: m.pool()})
	})
}

// Closing is what was typed to be done with a conversation.
type Closing struct {
	Why  string     `form:"why"`
	Seen id.Message `form:"seen"` // the newest that was read before closing
}

// Done closes a conversation. Where somebody still waits it says why no reply is
// needed: that is the evidence. What came after they looked is shown to them first.
func (s *Service) Done(ctx context.Context, who access.Actor, c id.Client, n id.Conversation, in Closing) error {
	return s.db.Write(ctx, who, access.RouteMessage.On(c), func(tx *db.Tx) error {
		t, err := findConversation(ctx, &tx.View, n)
		if err != nil {
			return err
		}
		if t.DoneAt != nil {
			return nil
		}
		outcome, err := in.check(ctx, &tx.View, t)
		if err != nil {
			return err
		}
		return endWait(ctx, tx, n, turn{What: "done", Outcome: outcome, Word: in.Why}, true)
	})
}

// check says what the closing is, or why it may not be.
func (in Closing) check(ctx context.Context, v *db.View, t Conversation) (Outcome, error) {
	waits := t.WaitsSince != nil
	if waits {
		if err := mayRead(t); err != nil {
			return "", err
		}
	}
	if err := in.crossed(ctx, v, t.ID); err != nil {
		return "", err
	}
	var c fault.Check
	c.Unless(!waits || in.Why != "", "why", "Somebody waits for an answer: say why none is needed.")
	c.Unless(len(in.Why) <= 500, "why", "Say it in at most 500 letters.")
	if waits {
		return NoReply, c.Fault()
	}
	return Answered, c.Fault()
}

// crossed refuses to close what the client has written in since.
func (in Closing) crossed(ctx context.Context, v *db.View, n id.Conversation) error {
	unseen, err := listUnseen(ctx, v, Open{n, in.Seen})
	if err != nil || len(unseen) == 0 {
		return err
	}
	m := unseen[0]
	return &Crossed{m, fault.New(fault.Conflict, m.cameFrom()+" after you opened this, so it is not closed. Read that, then close it if nothing is left to do.")}
}

// Reopen undoes Done. Who waited then waits again, since when they did.
func (s *Service) Reopen(ctx context.Context, who access.Actor, c id.Client, n id.Conversation) error {
	return s.db.Write(ctx, who, access.RouteMessage.On(c), func(tx *db.Tx) error {
		if err := reopenConversation(ctx, tx, n); err != nil {
			return err
		}
		return insertTurn(ctx, tx, n, turn{What: "reopened"})
	})
}
