package workflow_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"charthouse/internal/access"
	docs "charthouse/internal/documentation"
	"charthouse/internal/fault"
	"charthouse/internal/id"
	"charthouse/internal/messaging"
	"charthouse/internal/scheduling"
	"charthouse/internal/worklist"
)

// taskType is the number of a shipped kind of task.
func (h mailHouse) taskType(name string) string {
	return ask[string](h.t, h.Database, `select id::text from task_types where name = '`+name+`'`)
}

// seen is the conversation by somebody who has read all of it.
func (h mailHouse) seen(n id.Conversation) messaging.Open {
	h.t.Helper()
	return messaging.Open{Talk: n, Seen: h.talk(okafor, n).Newest}
}

func (h mailHouse) lastTurn(n id.Conversation) messaging.Turn {
	h.t.Helper()
	turns := h.talk(okafor, n).Turns
	return turns[len(turns)-1]
}

func TestAMessageThatBecomesATaskClosesWithItAndLeadsToIt(t *testing.T) {
	h := mailing(t).roles()
	n, _ := h.asks("administrative", "Could you get my old records?")
	in := worklist.TaskForm{Type: h.taskType("Request records"), Title: "Get her old records"}
	k, err := h.flow.TaskFromTalk(t.Context(), desk, nadia, h.seen(n), in)
	if err != nil {
		t.Fatal(err)
	}
	if got := h.talk(desk, n); got.Outcome != messaging.Tasked || got.DoneAt == nil || got.WaitsSince != nil || h.lastTurn(n).TaskID != k {
		t.Errorf("the conversation stands %+v, with the turn %+v", got.Conversation, h.lastTurn(n))
	}
	task, _, err := worklist.New(h.DB).Task(t.Context(), desk, nadia, k)
	if err != nil || task.Talk != n || task.Clinical || task.Role != "front_desk" {
		t.Errorf("the task: %+v, %v", task, err)
	}
}

func TestATaskOfAClinicalMessageIsForCliniciansAlone(t *testing.T) {
	h := mailing(t).roles()
	n, _ := h.asks("clinical", "The rash is back on my arm.")
	in := worklist.TaskForm{Type: h.taskType("Call back"), Title: "About the rash"}
	if _, err := h.flow.TaskFromTalk(t.Context(), desk, nadia, h.seen(n), in); fault.KindOf(err) != fault.Forbidden {
		t.Errorf("the desk made a task of what it may not read: %v", err)
	}
	in.Who = "front_desk"
	if _, err := h.flow.TaskFromTalk(t.Context(), okafor, nadia, h.seen(n), in); fault.KindOf(err) != fault.Invalid {
		t.Errorf("a clinical task went to the desk: %v", err)
	}
	in.Who = ""
	k, err := h.flow.TaskFromTalk(t.Context(), okafor, nadia, h.seen(n), in)
	if err != nil {
		t.Fatal(err)
	}
	task, _, err := worklist.New(h.DB).Task(t.Context(), okafor, nadia, k)
	if err != nil || !task.Clinical || task.Role != "clinician" {
		t.Errorf("%+v, %v", task, err)
	}
	if _, _, err := worklist.New(h.DB).Task(t.Context(), desk, nadia, k); err == nil {
		t.Error("the desk reads it in the task")
	}
}

func TestAClinicalMessageGoesIntoTheNoteOrBecomesAnAddendum(t *testing.T) {
	h := mailing(t).roles()
	h.Clock.Set(time.Date(2026, 5, 7, 16, 0, 0, 0, time.UTC))
	said := docs.Addition{Text: "Nadia wrote: “The rash is back.”"}
	n, _ := h.asks("clinical", "The rash is back.")
	if err := h.flow.NoteFromTalk(t.Context(), lindqvist, nadia, h.seen(n), 1, said); fault.KindOf(err) != fault.Forbidden {
		t.Errorf("it went into a colleague's visit: %v", err)
	}
	if err := h.flow.NoteFromTalk(t.Context(), okafor, nadia, h.seen(n), 1, docs.Addition{}); fault.KindOf(err) != fault.Invalid {
		t.Errorf("nothing went into the note: %v", err)
	}
	if err := h.flow.NoteFromTalk(t.Context(), okafor, nadia, h.seen(n), 1, said); err != nil {
		t.Fatal(err)
	}
	if got := ask[string](t, h.Database, `select sections ->> 'subjective' from notes where visit_id = 1`); got != said.Text {
		t.Errorf("the note says %q", got)
	}
	if last := h.lastTurn(n); last.Outcome != messaging.Noted || last.VisitID != 1 || h.talk(okafor, n).DoneAt == nil {
		t.Errorf("%+v", last)
	}
	if err := h.flow.SignNote(t.Context(), okafor, nadia, 1); err != nil {
		t.Fatal(err)
	}
	m, _ := h.asks("clinical", "And it itches.")
	if err := h.flow.NoteFromTalk(t.Context(), lindqvist, nadia, h.seen(m), 1, docs.Addition{Text: "It itches."}); err != nil {
		t.Fatal(err)
	}
	if got := ask[string](t, h.Database, `select text from addenda`); got != "It itches." {
		t.Errorf("the addendum says %q", got)
	}
}

func TestABookingAndAFormCloseTheConversationTheyCameOf(t *testing.T) {
	h := mailing(t).roles()
	n, _ := h.asks("administrative", "May I come on Friday?")
	h.do(access.EditStaff.Practice(), access.System(access.Console), `insert into resources (staff_id) values (1)`)
	wish := scheduling.Wish{Clinician: "1", VisitType: "1", Location: "1", Day: "2026-05-08", Start: "10:00", Anyway: true}
	v, err := h.flow.BookFromTalk(t.Context(), desk, nadia, h.seen(n), wish)
	if err != nil {
		t.Fatal(err)
	}
	if last := h.lastTurn(n); last.Outcome != messaging.Booked || last.VisitID != v || h.talk(desk, n).DoneAt == nil {
		t.Errorf("%+v", last)
	}
	m, _ := h.asks("administrative", "The form's link does not open.")
	packet := ask[id.Packet](t, h.Database, `select id from packets order by id desc limit 1`)
	if err := h.flow.SendFormFromTalk(t.Context(), desk, nadia, h.seen(m), packet); err != nil {
		t.Fatal(err)
	}
	if last := h.lastTurn(m); last.Outcome != messaging.Formed || last.PacketID != packet || h.talk(desk, m).DoneAt == nil {
		t.Errorf("%+v", last)
	}
}

func TestABookingThatIsRefusedLeavesTheConversationOpen(t *testing.T) {
	h := mailing(t).roles()
	n, _ := h.asks("administrative", "May I come on Friday?")
	if _, err := h.flow.BookFromTalk(t.Context(), desk, nadia, h.seen(n), scheduling.Wish{}); fault.KindOf(err) != fault.Invalid {
		t.Fatalf("an empty wish: %v", err)
	}
	if got := h.talk(desk, n); got.DoneAt != nil || got.WaitsSince == nil {
		t.Errorf("%+v", got.Conversation)
	}
}

func TestOfTwoWhoTakeAConversationAtOnceTheFirstHasIt(t *testing.T) {
	h := mailing(t).roles()
	n, _ := h.asks("clinical", "May I run on Saturday?")
	box, nobody := messaging.New(h.DB), id.Staff(0)
	type answer struct {
		who access.Actor
		err error
	}
	answers := make(chan answer, 2)
	for _, who := range []access.Actor{okafor, lindqvist} {
		go func() { answers <- answer{who, box.Claim(t.Context(), who, nadia, n, &nobody)} }()
	}
	var first access.Actor
	var refused error
	for range 2 {
		if a := <-answers; a.err == nil {
			first = a.who
		} else {
			refused = a.err
		}
	}
	got := h.talk(okafor, n)
	if fault.KindOf(refused) != fault.Conflict || got.OwnerID != first.Staff() || !strings.HasPrefix(refused.Error(), first.Name()+" was first") {
		t.Errorf("%s has it; the other reads %v", got.Owner, refused)
	}
	held := got.OwnerID
	if err := box.Claim(t.Context(), lindqvist, nadia, n, &held); err != nil {
		t.Errorf("taking it over knowingly: %v", err)
	}
}

func TestAReplyThatCrossesWithAnotherIsShownBesideIt(t *testing.T) {
	h := mailing(t).roles()
	n, _ := h.asks("billing", "I got two bills.")
	seen := h.talk(desk, n).Newest
	if err := h.flow.Reply(t.Context(), manager, nadia, n, messaging.Replying{Body: "The first one holds.", Seen: seen}); err != nil {
		t.Fatal(err)
	}
	mine := messaging.Replying{Body: "The second one is void.", Seen: seen}
	err := h.flow.Reply(t.Context(), desk, nadia, n, mine)
	crossed, ok := errors.AsType[*messaging.Crossed](err)
	if !ok || fault.KindOf(err) != fault.Conflict || crossed.With.Body != "The first one holds." || !strings.HasPrefix(err.Error(), "Ingrid Solheim answered") {
		t.Fatalf("%v", err)
	}
	if got := h.talk(desk, n); len(got.Messages) != 2 {
		t.Errorf("%d messages; the crossing reply must wait", len(got.Messages))
	}
	mine.Seen = h.talk(desk, n).Newest
	if err := h.flow.Reply(t.Context(), desk, nadia, n, mine); err != nil {
		t.Errorf("having read theirs: %v", err)
	}
}
