package workflow_test

import (
	"fmt"
	"strings"
	"testing"

	"charthouse/internal/access"
	"charthouse/internal/db/dbtest"
	"charthouse/internal/fault"
	"charthouse/internal/mail/mailtest"
	"charthouse/internal/practice"
	"charthouse/internal/workflow"
)

func TestATestMailGoesThroughTheSavedServerToWhoAsks(t *testing.T) {
	d, server := dbtest.New(t), mailtest.Start(t)
	s, console := practice.New(d.DB), access.System(access.Console)
	n, err := s.AddStaff(t.Context(), console, practice.StaffForm{Name: "Ingrid Solheim", Email: "ingrid@kestrellane.example", Roles: []string{"owner"}}, "lantern quarry mitten")
	if err != nil {
		t.Fatal(err)
	}
	me := access.StaffMember(n, "Ingrid Solheim", access.Owner)
	if _, err := workflow.New(d.DB).SendTestMail(t.Context(), me); fault.KindOf(err) != fault.Conflict {
		t.Errorf("without a server: %v", err)
	}
	form := practice.MailForm{Host: server.Host(), Port: fmt.Sprint(server.Port()), Security: "none", Sender: "front@kestrellane.example"}
	if err := s.EditMail(t.Context(), me, form); err != nil {
		t.Fatal(err)
	}
	to, err := workflow.New(d.DB).SendTestMail(t.Context(), me)
	if err != nil || to != "ingrid@kestrellane.example" {
		t.Fatalf("to %q, %v", to, err)
	}
	got := server.Messages()
	if len(got) != 1 || len(got[0].To) != 1 || !strings.Contains(got[0].To[0], to) {
		t.Errorf("the server has %d mails: %+v", len(got), got)
	}
	server.Close()
	if _, err := workflow.New(d.DB).SendTestMail(t.Context(), me); fault.KindOf(err) != fault.Conflict || strings.Contains(err.Error(), "tried again by itself") {
		t.Errorf("a dead server: %v", err)
	}
}
