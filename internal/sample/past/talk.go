package past

import (
	"time"

	"charthouse/internal/id"
	"charthouse/internal/sample/life"
)

// pools are whose matters are whose.
var pools = map[string]string{"administrative": "front_desk", "billing": "biller", "clinical": "clinician"}

// wrote opens a conversation by what somebody writes; what became of it is known.
func (w *Writer) wrote(t *life.Talk, at time.Time) {
	p, ended := t.Person, t.Ended.UTC()
	t.Number = id.Conversation(w.add("conversations", p.Number, t.Kind, subject(t.Asks), at, pools[t.Kind], ended, ended, t.Outcome))
	w.say(t, "in", "portal", "", t.Asks, p.Given+" "+p.Family, at, nil)
	w.add("turns", p.Number, t.Number, "came", "", at, nil, t.Kind, "", nil)
}

func (w *Writer) say(t *life.Talk, to, kind, subject, body, sender string, at time.Time, by any) int64 {
	return w.add("messages", t.Person.Number, nil, nil, nil, nil, t.Number, to, kind, subject, body, sender, at, by)
}

// ended is what the practice did about it: where that was late, a line leaves the
// worklist with it.
func (w *Writer) ended(t *life.Talk, at time.Time) {
	c, verb, what, word := t.Person.Number, sending, "done", ""
	switch t.Outcome {
	case "answered":
		what = "answered"
		n := w.say(t, "out", "reply", subject(t.Asks), t.Says, "", at, t.By.ID)
		w.add("deliveries", c, n, t.Person.Email, mailID(n), "sent", 1, at, at.Add(time.Minute))
	case "call":
		w.say(t, "out", "call", subject(t.Asks), t.Says, t.Person.Given+" "+t.Person.Family, at, t.By.ID)
	default:
		verb, word = putting, t.Says
	}
	w.add("turns", c, t.Number, what, t.Outcome, at, t.By.ID, t.Kind, word, t.Wrote.UTC())
	act := w.trail(at, t.By.ID, verb, c)
	within := 24 * time.Hour
	if t.Kind == "clinical" {
		within = 4 * time.Hour
	}
	if due := t.Wrote.UTC().Add(within); at.After(due) {
		w.cleared(blocker{kind: "message_unanswered", fixer: pools[t.Kind], verb: "message.open", person: t.Person, subject: int64(t.Number), since: due, due: due, at: at, act: act})
	}
}

// subject is the beginning of what they write, as the product makes it.
func subject(asks string) string {
	if r := []rune(asks); len(r) > 60 {
		return string(r[:59]) + "…"
	}
	return asks
}

// chore is a task that was closed by hand, and its line where that was late.
func (w *Writer) chore(k *life.Chore, at time.Time) {
	c, made := k.Person.Number, k.Made.UTC()
	w.trail(made, k.By.ID, "task.make", c)
	n := w.add("tasks", c, w.house.Calling, k.Title, false, "front_desk", date(k.Due), "message", made, k.By.ID, at, k.By.ID, k.Why)
	act := w.trail(at, k.By.ID, doing, c)
	if due := k.Due.Add(1).In(w.house.Zone).UTC(); at.After(due) {
		w.cleared(blocker{kind: "task_due", fixer: "front_desk", verb: "task.open", person: k.Person, subject: n, since: due, due: due, at: at, act: act})
	}
}
