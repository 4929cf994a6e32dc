package messaging

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"charthouse/internal/access"
	"charthouse/internal/db"
	"charthouse/internal/fault"
	"charthouse/internal/id"
)

// CallForm is what was typed about a call.
type CallForm struct {
	Out     bool   `form:"out"`     // the practice called
	Contact string `form:"contact"` // the number of a contact; nothing is the client
	Caller  string `form:"caller"`  // somebody else, by name
	Kind    string `form:"kind"`    // of a call that begins a conversation
	Reason  string `form:"reason"`
	Outcome string `form:"outcome"`
	Back    string `form:"back"` // hours until somebody calls back; nothing is not at all
	By      string `form:"by"`   // who calls back: a person's number, or a role
	Open    bool   `form:"open"` // it does not settle the conversation

	Seen id.Message `form:"seen"` // the newest that was read before the call was logged
}

// LogCall keeps what was said on the phone. A promised call back is a clock like
// that of an answer; without one the call settles what it was about, unless the
// client wrote meanwhile. Talk is the conversation it belongs to, or zero for a new
// one.
func (s *Service) LogCall(ctx context.Context, who access.Actor, c id.Client, talk id.Conversation, in CallForm) (id.Conversation, error) {
	return db.Make(ctx, s.db, who, access.SendMessage.On(c), func(tx *db.Tx) (id.Conversation, error) {
		call, err := in.check(ctx, &tx.View, talk)
		if err != nil {
			return 0, err
		}
		fresh := talk == 0
		if fresh {
			talk, err = openTx(ctx, tx, opening{Kind: call.kind, Subject: in.Reason, Contact: call.contact})
		}
		if err != nil {
			return 0, fmt.Errorf("open a conversation: %w", err)
		}
		if err := call.keep(ctx, tx, talk); err != nil {
			return 0, err
		}
		return talk, call.consequence(ctx, tx, talk, fresh)
	})
}

// call is a CallForm that holds.
type call struct {
	CallForm
	kind    Matter
	contact id.Contact
	caller  string
	back    *time.Time
	by      turn
	unseen  bool // the client wrote after whoever logs it looked
}

func (in CallForm) check(ctx context.Context, v *db.View, talk id.Conversation) (call, error) {
	out := call{CallForm: in}
	t := Conversation{}
	var err error
	if talk != 0 {
		if t, err = findConversation(ctx, v, talk); err != nil {
			return out, err
		}
		if err := mayRead(t); err != nil {
			return out, err
		}
		if out.unseen, err = hasUnseen(ctx, v, Open{talk, in.Seen}); err != nil {
			return out, err
		}
	}
	var c fault.Check
	var known bool
	if out.kind, known = ParseMatter(in.Kind); talk != 0 {
		out.kind, known = t.Kind, true
	}
	c.Unless(known, "kind", "Say what the call was about.")
	c.Unless(in.Reason != "" && len(in.Reason) <= 300, "reason", "Say in a few words why they called.")
	c.Unless(in.Outcome != "" || in.Back != "", "outcome", "Say what came of it, or that somebody calls back.")
	c.Unless(len(in.Outcome) <= 20000, "outcome", "This is longer than 20,000 characters. Shorten it.")
	c.Unless(len(in.Caller) <= 200, "caller", "This name is longer than 200 letters.")
	if in.Contact != "" {
		if out.contact, err = id.Parse[id.Contact](in.Contact); err != nil {
			c.Unless(false, "contact", "Choose who called.")
		}
	}
	if out.caller = in.Caller; out.caller == "" {
		if out.caller, err = findCaller(ctx, v, out.contact); err != nil {
			return out, err
		}
	}
	if in.Back != "" {
		hours, err := strconv.Atoi(in.Back)
		c.Unless(err == nil && hours > 0 && hours <= 24*90, "back", "Choose until when.")
		at := v.Now().Add(time.Duration(hours) * time.Hour)
		out.back = &at
	}
	if in.Back != "" && in.By != "" {
		out.by, err = Handing{To: in.By}.check(ctx, v, Conversation{Kind: out.kind, Pool: out.kind.pool()})
		if err != nil {
			f, _ := err.(*fault.Fault)
			if f == nil {
				return out, err
			}
			c.Unless(false, "by", f.Fields["to"])
		}
	}
	return out, c.Fault()
}

func (in call) keep(ctx context.Context, tx *db.Tx, talk id.Conversation) error {
	to := In
	if in.Out {
		to = Out
	}
	_, err := insertMessage(ctx, tx, to, message{Kind: Call, Talk: talk, Contact: in.contact, Sender: in.caller, Subject: oneLine(in.Reason, 300), Body: in.Outcome})
	if err != nil {
		return fmt.Errorf("log a call: %w", err)
	}
	return nil
}

// consequence is what the call leaves to do.
func (in call) consequence(ctx context.Context, tx *db.Tx, talk id.Conversation, fresh bool) error {
	switch {
	case in.back != nil:
		o := Open{talk, in.Seen}
		err := waits(ctx, tx, talk, func() error { return promise(ctx, tx, o, *in.back) })
		if err != nil || in.by.What == "" {
			return err
		}
		if err := setHolder(ctx, tx, talk, in.by); err != nil {
			return err
		}
		return insertTurn(ctx, tx, talk, in.by)
	case in.unseen && in.Open:
		return nil
	case in.unseen:
		return staysOpen(ctx, tx, talk, turn{What: "done", Outcome: Called})
	case fresh, !in.Open:
		return endWait(ctx, tx, talk, turn{What: "done", Outcome: Called}, true)
	case in.Out:
		return endWait(ctx, tx, talk, turn{What: "answered", Outcome: Called}, false)
	}
	return nil
}
