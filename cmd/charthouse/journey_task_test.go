package main

import (
	"testing"
	"time"

	"charthouse/internal/clients"
	"charthouse/internal/id"
	"charthouse/internal/scheduling"
	"charthouse/internal/workflow"
)

// What one person asks of another closes by what somebody does; what stays stuck
// is told to its owner, and the row says so.
func TestATaskClosesByEvidenceAndAStepIsSeenOnItsRow(t *testing.T) {
	j := setOut(t)
	kind := must[id.VisitType](t)(scheduling.New(j.DB).AddVisitType(t.Context(), j.manager, scheduling.VisitTypeForm{Name: "Massage", Minutes: "30"}))
	c := must[id.Client](t)(clients.New(j.DB).Create(t.Context(), j.desk, clients.Details{Given: "Rajesh", Family: "Iyer", BirthDate: "1971-02-03", Phone: "555 0177"}))
	j.step("the desk asks for a follow-up visit", func(t *testing.T) { j.askForVisit(t, c) })
	j.pass(time.Hour)
	must[id.Visit](t)(workflow.New(j.DB).BookVisit(t.Context(), j.clinician, c, scheduling.Wish{
		Clinician: j.clinician.Staff().String(), VisitType: kind.String(), Location: j.location.String(), Day: "2026-05-06", Start: "10:00",
	}))
	j.step("the booked visit has closed the task", j.taskClosed)
	j.seeWithoutSigning()
	j.pass(44 * time.Hour)
	j.no(workflow.New(j.DB).TakeSteps(t.Context()))
	j.step("the clinician was reminded", j.reminded)
}

func (j *journey) askForVisit(t *testing.T, c id.Client) {
	s := j.signIn(t, "tomasz@kestrel.example")
	s.Open(j.url + "/clients/" + c.String() + "/tasks")
	s.See("Nothing is to be done.")
	s.Click("Book a follow-up visit")
	s.See("Closes by itself once a visit is booked.")
	s.Fill("What one must know for it", "In three weeks, mornings only")
	s.sound("task-new")
	s.Click("Make task")
	s.See("Task made.")
	s.Click("Tasks")
	s.See("1 task is open.")
	s.See("Rajesh Iyer")
	s.sound("tasks")
	s.Click("Claim")
	s.See("It is yours.")
	s.See("In three weeks, mornings only")
	s.Viewport(320, 800, true)
	s.NoSideways()
	s.sound("task-320")
}

func (j *journey) taskClosed(t *testing.T) {
	s := j.signIn(t, "tomasz@kestrel.example")
	s.Click("Tasks")
	s.See("No task is open")
	s.Click("Done")
	s.See("a visit was booked by Dr Amara Okafor")
	s.Click("Book a follow-up visit")
	s.See("Open the visit")
	s.sound("task-closed")
}

func (j *journey) reminded(t *testing.T) {
	s := j.signIn(t, "amara@kestrel.example")
	s.Click("Worklist")
	s.See("Note is not signed. Nadia Haddad")
	s.See("Reminded you")
	s.sound("worklist-told")
	s.Click("Notices")
	s.See("1 line is new to you.")
	s.sound("notices")
	s.Click("I have seen these")
	s.NotSee("new to you")
}
