package main

import (
	"testing"
	"time"

	"charthouse/internal/id"
	"charthouse/internal/workflow"
)

// From a red number to its rows, to the fix, to the number changing.
func TestARedNumberLeadsToItsRowsAndTheirFix(t *testing.T) {
	j := setOut(t)
	j.seeWithoutSigning()
	var c id.Client
	var n id.Note
	j.no(j.Owner.QueryRow(t.Context(), `select client_id, id from notes`).Scan(&c, &n))
	j.no(workflow.New(j.DB).SignNote(t.Context(), j.clinician, c, n))
	j.pass(time.Hour)
	j.step("the manager follows the number and mends what is behind it", j.mendRed)
}

func (j *journey) mendRed(t *testing.T) {
	s := j.signIn(t, "ingrid@kestrel.example")
	s.Click("Overview")
	s.See("Net collection 0.0%")
	s.See("under 96%")
	s.Click("Net collection")
	s.See("How much of what could be collected was")
	s.sound("measure-red")
	s.Click("All visits behind it")
	s.See("Nadia Haddad")
	s.See("$120.00")
	s.Click("Nadia Haddad")
	s.Click("Check out")
	s.Click("Take payment")
	s.See("The payment is taken.")
	s.Click("Overview")
	s.See("Net collection 100.0%")
	s.See("over 96%")
	s.sound("measure-mended")
}
