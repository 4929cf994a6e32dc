package practice_test

import (
	"testing"

	"charthouse/web/browsertest"
	"charthouse/web/href"
)

// An owner with an empty practice works through the first steps by hand.
func TestAnOwnerSetsThePracticeUp(t *testing.T) {
	h := open(t)
	h.add(t, "Dr Chidi Okafor", "chidi@kestrellane.example", "clinician")
	b := browsertest.Start(t)
	b.Open(h.url + href.SignInTo(href.Settings))
	b.Fill("Work email", "ingrid@kestrellane.example")
	b.Fill("Password", secret)
	b.Click("Sign in")
	b.See("What is left before everything works.")

	b.Click("Name the practice")
	b.Fill("Name of the practice", "Kestrel Lane Health")
	b.Fill("Time zone", "America/New_York")
	b.Click("Save")
	b.See("Saved.")
	b.Click("All settings")
	b.Click("Add a location with its opening hours")
	b.Click("Add location")
	b.Fill("Name", "Main street")
	b.Fill("Monday", "8-12, 13-17")
	b.Click("Add location")
	b.See("Added.")
	b.Open(h.url + href.Weeks)
	b.Click("Dr Chidi Okafor")
	b.Fill("css:[name='rows[0].hours']", "17-8")
	b.Click("Save hours")
	b.See("ends before it begins")
	b.Fill("css:[name='rows[0].hours']", "8-12")
	b.Click("Save hours")
	b.See("4 h")
	b.Open(h.url + href.New(href.Forms))
	b.Click("Add section")
	b.Fill("Section 5", "Anything else")
	b.Click("Publish form")
	b.See("Write the question as the patient should read it.")
}
