package workflow_test

import (
	"errors"
	"strings"
	"testing"

	"charthouse/internal/access"
	docs "charthouse/internal/documentation"
	"charthouse/internal/fault"
	"charthouse/internal/id"
	"charthouse/internal/messaging"
	"charthouse/internal/scheduling"
	"charthouse/internal/worklist"
)

// again is what Nadia writes while somebody has her conversation before them.
func (h mailHouse) again(n id.Conversation, who access.Actor, body string) {
	h.t.Helper()
	if _, err := messaging.New(h.DB).WriteByLink(h.t.Context(), who, messaging.Note{Talk: n.String(), Body: body}); err != nil {
		h.t.Fatal(err)
	}
}

func TestWhatNobodyReadStaysOpenThoughAnActShouldCloseIt(t *testing.T) {
	h := mailing(t).served().roles()
	h.do(access.EditStaff.Practice(), access.System(access.Console), `insert into resources (staff_id) values (1)`)
	task := worklist.TaskForm{Type: h.taskType("Request records"), Title: "Get her old records"}
	for _, c := range []struct {
		name, kind string
		outcome    messaging.Outcome
		act        func(o messaging.Open) error
	}{
		{"a visit", "administrative", messaging.Booked, func(o messaging.Open) error {
			_, err := h.flow.BookFromTalk(t.Context(), desk, nadia, o, scheduling.Wish{Clinician: "1", VisitType: "1", Location: "1", Day: "2026-05-08", Start: "10:00", Anyway: true})
			return err
		}},
		{"a form", "administrative", messaging.Formed, func(o messaging.Open) error {
			packet := ask[id.Packet](t, h.Database, `select id from packets order by id desc limit 1`) // of the visit
			return h.flow.SendFormFromTalk(t.Context(), desk, nadia, o, packet)
		}},
		{"a task", "administrative", messaging.Tasked, func(o messaging.Open) error {
			_, err := h.flow.TaskFromTalk(t.Context(), desk, nadia, o, task)
			return err
		}},
		{"a note", "clinical", messaging.Noted, func(o messaging.Open) error {
			return h.flow.NoteFromTalk(t.Context(), okafor, nadia, o, 1, docs.Addition{Text: "She wrote of a rash."})
		}},
		{"a call", "administrative", messaging.Called, func(o messaging.Open) error {
			_, err := messaging.New(h.DB).LogCall(t.Context(), desk, nadia, o.Talk, messaging.CallForm{Out: true, Reason: "Friday", Outcome: "Explained.", Seen: o.Seen})
			return err
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			n, who := h.asks(c.kind, "May I come on Friday?")
			seen, since := h.seen(n), *h.talk(okafor, n).WaitsSince
			h.again(n, who, "I have chest pain now.")
			if err := c.act(seen); err != nil {
				t.Fatal(err)
			}
			got := h.talk(okafor, n)
			if got.DoneAt != nil || got.WaitsSince == nil || !got.WaitsSince.Equal(since) {
				t.Fatalf("nobody read it, and it stands %+v", got.Conversation)
			}
			last := got.Turns[len(got.Turns)-2:]
			if last[0].Outcome != c.outcome || last[0].WaitedSince != nil || last[1].What != "reopened" || last[1].By != "" {
				t.Errorf("it does not say what it became, and that it stays open: %+v", last)
			}
			if err := c.act(h.seen(n)); c.outcome != messaging.Booked && (err != nil || h.talk(okafor, n).DoneAt == nil) {
				t.Errorf("having read it, it does not close: %v", err)
			}
		})
	}
	if n := ask[int](t, h.Database, `select count(*) from visits where booked_by = 3`); n != 1 {
		t.Errorf("%d visits booked; the act itself must take place", n)
	}
}

func TestDoneIsRefusedWithTheMessageThatCameMeanwhile(t *testing.T) {
	h := mailing(t).served().roles()
	n, who := h.asks("administrative", "Thank you!")
	seen, box := h.seen(n).Seen, messaging.New(h.DB)
	h.again(n, who, "And I have chest pain now.")
	err := box.Done(t.Context(), desk, nadia, n, messaging.Closing{Why: "Only thanks", Seen: seen})
	crossed, ok := errors.AsType[*messaging.Crossed](err)
	if !ok || fault.KindOf(err) != fault.Conflict || crossed.With.Body != "And I have chest pain now." || !strings.HasPrefix(err.Error(), "Nadia Haddad wrote") {
		t.Fatalf("%v", err)
	}
	if got := h.talk(desk, n); got.DoneAt != nil || got.WaitsSince == nil {
		t.Errorf("%+v", got.Conversation)
	}
	if err := box.Done(t.Context(), desk, nadia, n, messaging.Closing{Why: "She is on her way", Seen: h.seen(n).Seen}); err != nil {
		t.Errorf("having read it: %v", err)
	}
}
