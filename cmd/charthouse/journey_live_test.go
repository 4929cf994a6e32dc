package main

import (
	"testing"
	"time"

	"charthouse/internal/clients"
	"charthouse/internal/id"
	"charthouse/internal/messaging"
	"charthouse/internal/scheduling"
	"charthouse/internal/workflow"
	"charthouse/web/href"
)

// comes books somebody into this day and answers their file and visit.
func (j *journey) comes(given, family, start string) (id.Client, id.Visit) {
	j.t.Helper()
	ctx := j.t.Context()
	c := must[id.Client](j.t)(clients.New(j.DB).Create(ctx, j.desk, clients.Details{Given: given, Family: family, BirthDate: "1968-02-03", Email: family + "@example.com"}))
	v := must[id.Visit](j.t)(workflow.New(j.DB).BookVisit(ctx, j.desk, c, scheduling.Wish{
		VisitType: j.followUp.String(), Clinician: j.clinician.Staff().String(), Location: j.location.String(),
		Day: j.Clock.Now().Format(time.DateOnly), Start: start,
	}))
	return c, v
}

// within fails a person who waits longer for what another one did.
func (s seat) within(d time.Duration, what, js string) {
	s.t.Helper()
	begin := time.Now()
	s.Until(what, js)
	if took := time.Since(begin); took > d {
		s.t.Errorf("%s took %v; want %v", what, took, d)
	}
}

// holds is what a change elsewhere must not touch: the field with the focus and its caret, and how far the day is scrolled.
const holds = `document.activeElement === window.held && window.held.value === 'hadd' && window.held.selectionStart === 2 && document.querySelector('.day-scroll').scrollTop === 120`

func TestTwoDesksSeeOneDay(t *testing.T) {
	j := setOut(t)
	c, v := j.comes("Nadia", "Haddad", "13:00")
	j.step("what one marks the other sees, and keeps what is typed", func(t *testing.T) {
		a, b := j.signIn(t, "tomasz@kestrel.example"), j.signIn(t, "ingrid@kestrel.example")
		b.Viewport(1440, 500, false)
		b.Open(j.url + "/")
		b.See("Nadia Haddad")
		b.Eval(`window.held = document.querySelector('[data-palette]'); window.row = document.getElementById('visit-` + v.String() + `'); window.was = window.row.dataset.flow`)
		b.Press("/")
		b.Fill("css:[data-palette]", "hadd")
		b.Eval(`window.held.setSelectionRange(2, 2); document.querySelector('.day-scroll').scrollTop = 120`)
		b.Until("it is scrolled", holds)
		a.Open(j.url + "/?visit=" + v.String())
		a.Click("Mark arrived")
		a.See("Nadia Haddad has arrived.")
		b.within(2*time.Second, "the other desk to see it", `document.getElementById('visit-`+v.String()+`').dataset.flow !== window.was`)
		b.Until("all else to be as it was", holds+` && window.row === document.getElementById('visit-`+v.String()+`')`)
		b.look("live-day")
	})
	j.step("a page that was hidden is true when it is looked at again", func(t *testing.T) {
		b := j.signIn(t, "ingrid@kestrel.example")
		b.Open(j.url + "/")
		b.Eval(`Object.defineProperty(document, 'hidden', { configurable: true, get: () => window.away ?? false }); window.away = true; document.dispatchEvent(new Event('visibilitychange'))`)
		time.Sleep(3500 * time.Millisecond)
		j.no(scheduling.New(j.DB).Mark(t.Context(), j.desk, c, v, scheduling.Mark{Kind: scheduling.MarkRoomed}))
		time.Sleep(500 * time.Millisecond)
		b.Until("nothing to be read while it is hidden", `document.getElementById('visit-`+v.String()+`').dataset.flow !== 'room'`)
		b.Eval(`window.away = false; document.dispatchEvent(new Event('visibilitychange'))`)
		b.within(3*time.Second, "it to be read anew", `document.getElementById('visit-`+v.String()+`').dataset.flow === 'room'`)
	})
}

// rowOf finds the row of a held claim that asks for its value.
func rowOf(name string) string {
	return `const row = [...document.querySelectorAll('.stuck:has([name=value][type=text])')].find(r => r.textContent.includes('` + name + `'));`
}

func TestALineLeavesTheListOfAnother(t *testing.T) {
	j := setOut(t)
	j.heldClaims()
	j.step("one mends while the other writes", func(t *testing.T) {
		a, b := j.signIn(t, "tomasz@kestrel.example"), j.signIn(t, "ingrid@kestrel.example")
		b.Open(j.url + "/worklist")
		b.See("Note is not signed. Nadia Haddad")
		before := b.Count(".stuck")
		b.Eval(rowOf("Nadia Haddad") + `window.field = row.querySelector('[name=value]'); window.field.focus()`)
		b.Press("L M")
		b.Until("somebody writes in a row", `document.activeElement === window.field && window.field.value === 'LM'`)
		a.Open(j.url + "/worklist")
		mend := func(name string) {
			a.Eval(rowOf(name) + `row.querySelector('[name=value]').focus(); document.activeElement.value = 'LM 4471'`)
			a.Press("Enter")
			a.See("Member number saved")
		}
		mend("Omar Farouk")
		b.within(4*time.Second, "the line to leave", `![...document.querySelectorAll('.stuck')].some(r => r.textContent.includes('Claim is held') && r.textContent.includes('Omar Farouk'))`)
		b.Until("the field to be as it was", `document.activeElement === window.field && window.field.value === 'LM' && window.field.isConnected`)
		if after := b.Count(".stuck"); after >= before {
			t.Errorf("%d lines, %d before", after, before)
		}
		mend("Nadia Haddad")
		b.See("Tomasz Wieczorek was first: this line left the list. What you write stays here.")
		b.Until("the words to stay", `window.field.isConnected && window.field.value === 'LM'`)
		b.sound("live-worklist")
	})
}

func TestAMessageArrivesWhileAReplyIsTyped(t *testing.T) {
	j := setOut(t)
	c, _ := j.comes("Nadia", "Haddad", "13:00")
	calls := messaging.New(j.DB)
	talk := must[id.Conversation](t)(calls.LogCall(t.Context(), j.desk, c, 0, messaging.CallForm{Kind: "administrative", Reason: "Asks for a letter for work", Outcome: "Somebody answers today", Back: "2"}))
	j.step("the reply stays, the message comes", func(t *testing.T) {
		b := j.signIn(t, "tomasz@kestrel.example")
		b.Open(j.url + href.Conversation(c, talk))
		b.Fill("css:#reply", "Dear Nadia,")
		other, _ := j.comes("Omar", "Farouk", "14:00")
		must[id.Conversation](t)(calls.LogCall(t.Context(), j.desk, other, 0, messaging.CallForm{Kind: "administrative", Reason: "Asks about parking", Outcome: "Somebody answers today", Back: "2"}))
		b.See("Omar Farouk")
		must[id.Conversation](t)(calls.LogCall(t.Context(), j.manager, c, talk, messaging.CallForm{Kind: "administrative", Reason: "Called again, it is urgent", Outcome: "Somebody answers today", Back: "2"}))
		b.See("Called again, it is urgent")
		if got := b.Value("css:#reply"); got != "Dear Nadia," {
			t.Errorf("the reply reads %q", got)
		}
		b.Until("the caret to be in the reply", `document.activeElement.id === 'reply'`)
		b.sound("live-inbox")
	})
}

func TestWhoElseIsInTheFileIsSeenAndGoes(t *testing.T) {
	j := setOut(t)
	c, v := j.comes("Nadia", "Haddad", "13:00")
	j.no(scheduling.New(j.DB).Mark(t.Context(), j.desk, c, v, scheduling.Mark{Kind: scheduling.MarkRoomed}))
	j.step("two are in one file", func(t *testing.T) {
		a := j.signIn(t, "ingrid@kestrel.example")
		a.Open(j.url + href.Client(c))
		a.NotSee("is here too")
		j.step("a clinician comes and writes", func(t *testing.T) {
			b := j.signIn(t, "amara@kestrel.example")
			b.Open(j.url + href.Visit(c, v))
			a.See("Dr Amara Okafor is here too, since")
			b.See("Ingrid Solheim is here too, since")
			b.sound("live-here")
			b.Open(j.url + href.Client(c))
			a.See("Dr Amara Okafor is here too, since")
		})
		a.within(10*time.Second, "who left to go", `document.querySelector('[data-here]').hidden`)
	})
	j.step("a form that somebody else overtook says so", func(t *testing.T) {
		a := j.signIn(t, "tomasz@kestrel.example")
		a.Open(j.url + href.EditClient(c))
		a.Fill("Phone", "555 0199")
		file := must[clients.Client](t)(clients.New(j.DB).Client(t.Context(), j.manager, c))
		in := file.Details()
		in.Email = "nadia@example.com"
		j.no(clients.New(j.DB).Edit(t.Context(), j.manager, c, in))
		a.See("Ingrid Solheim changed this while you were writing. What you write stays here.")
		if got := a.Value("Phone"); got != "555 0199" {
			t.Errorf("the phone reads %q", got)
		}
		a.Click("Save details")
		a.See("Both versions of what differs")
	})
}
