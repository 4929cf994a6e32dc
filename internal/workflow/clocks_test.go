package workflow_test

import (
	"testing"

	"charthouse/internal/fault"
	"charthouse/internal/practice"
	"charthouse/internal/scheduling"
)

func TestALocationKeepsTheClocksByWhichPeopleAreToCome(t *testing.T) {
	d := missing(t, "")
	made, err := d.flow.BookVisit(t.Context(), desk, nadia, scheduling.Wish{Clinician: "1", VisitType: "1", Location: "1", Place: "none", Day: "2026-05-20", Start: "10:00", Anyway: true})
	if err != nil {
		t.Fatal(err)
	}
	zone := func(z string) error {
		return d.house.EditLocation(t.Context(), boss, 1, practice.LocationForm{Name: "Main", Zone: z, Hours: openDay})
	}
	if err := zone("America/Denver"); fault.KindOf(err) != fault.Invalid {
		t.Errorf("an hour later: %v", err)
	}
	if err := zone("America/Winnipeg"); err != nil {
		t.Errorf("the same clocks by another name: %v", err)
	}
	if err := d.flow.CancelVisit(t.Context(), desk, nadia, made, "Asked for another day"); err != nil {
		t.Fatal(err)
	}
	if err := zone("America/Denver"); err != nil {
		t.Errorf("nobody is to come: %v", err)
	}
}
