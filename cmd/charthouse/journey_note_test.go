package main

import (
	"testing"
	"time"

	"charthouse/internal/clients"
	docs "charthouse/internal/documentation"
	"charthouse/internal/id"
	"charthouse/internal/scheduling"
	"charthouse/internal/workflow"
)

// A note that stays unsigned stands on the lists with its money, and leaves them by being signed.
func TestAnUnsignedNoteLeavesTheListsBySigning(t *testing.T) {
	j := setOut(t)
	j.seeWithoutSigning()
	j.pass(23 * time.Hour)
	if n := j.count(t, `select count(*) from blockers where cleared_at is null`); n != 0 {
		t.Fatalf("%d things are stuck before the target has passed", n)
	}
	j.pass(2 * time.Hour)
	j.step("the manager sees what it holds up", j.noteHeld)
	j.step("the clinician signs it", j.signHeld)
	j.step("it has cleared by itself", j.noteCleared)
}

// seeWithoutSigning is a visit of today that was seen at 13:30, its note begun.
func (j *journey) seeWithoutSigning() {
	j.t.Helper()
	ctx, speak, visits := j.t.Context(), workflow.New(j.DB), scheduling.New(j.DB)
	kind := must[id.VisitType](j.t)(visits.AddVisitType(ctx, j.manager, scheduling.VisitTypeForm{Name: "Review", Minutes: "30", Service: j.visitFee.String()}))
	c := must[id.Client](j.t)(clients.New(j.DB).Create(ctx, j.desk, clients.Details{Given: "Nadia", Family: "Haddad", BirthDate: "1985-03-14", Phone: "555 0134"}))
	v := must[id.Visit](j.t)(speak.BookVisit(ctx, j.desk, c, scheduling.Wish{
		Clinician: j.clinician.Staff().String(), VisitType: kind.String(), Location: j.location.String(), Day: "2026-05-04", Start: "13:00", Reason: "Sugars",
	}))
	j.pass(time.Hour)
	j.no(visits.Mark(ctx, j.desk, c, v, scheduling.Mark{Kind: scheduling.MarkArrived}))
	j.no(visits.Mark(ctx, j.desk, c, v, scheduling.Mark{Kind: scheduling.MarkRoomed}))
	j.pass(30 * time.Minute)
	j.no(visits.Mark(ctx, j.desk, c, v, scheduling.Mark{Kind: scheduling.MarkSeen}))
	must[docs.Note](j.t)(speak.SaveNote(ctx, j.clinician, c, v, docs.Draft{
		Sections: map[string]string{"subjective": "Morning sugars are falling."}, Diagnoses: []string{"E11.65"}, Services: []string{j.visitFee.String()}, Checked: true,
	}))
}

func (j *journey) noteHeld(t *testing.T) {
	s := j.signIn(t, "ingrid@kestrel.example")
	s.Click("Worklist")
	s.See("1 thing is stuck, holding up $120.00 and 1 visit")
	s.See("Note is not signed. Nadia Haddad")
	s.See("Dr Amara Okafor 60 min over")
	s.sound("worklist-note")
	s.Click("Overview")
	s.See("$120 is held up at 1 visit. Most of it waits at Note signed.")
	s.See("Note is not signed. Nadia Haddad")
	s.sound("overview-note")
}

func (j *journey) signHeld(t *testing.T) {
	s := j.signIn(t, "amara@kestrel.example")
	s.Click("Worklist")
	s.See("Note is not signed. Nadia Haddad")
	s.Click("Open note")
	if got := s.Value("Subjective"); got != "Morning sugars are falling." {
		t.Errorf("the note begins with %q", got)
	}
	s.sound("note-held")
	s.Click("Sign note")
	s.See("Dr Amara Okafor: note signed for Nadia Haddad.") // back on the list that the note was opened from
	s.NotSee("Note is not signed")
}

func (j *journey) noteCleared(t *testing.T) {
	s := j.signIn(t, "ingrid@kestrel.example")
	s.Click("Worklist")
	s.See("Nothing is stuck")
	s.NotSee("Note is not signed")
	s.See("Dr Amara Okafor: note signed for Nadia Haddad. $120.00 moved on.")
	s.sound("worklist-signed")
	s.Click("Overview")
	s.See("$0 is held up. Every visit moves by itself.")
	s.NotSee("Note is not signed")
	s.sound("overview-signed")
	if n := j.count(t, `select count(*) from blockers where kind = 'note_unsigned' and cleared_at is not null`); n != 1 {
		t.Errorf("%d notes are remembered as cleared", n)
	}
}
