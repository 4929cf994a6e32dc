package practice_test

import (
	"testing"

	"charthouse/internal/access"
	"charthouse/internal/practice"
)

func TestTheMailPasswordIsKeptUntilAnotherIsTyped(t *testing.T) {
	d, s, n := house(t)
	me := access.StaffMember(n, "Ingrid Solheim", access.Owner)
	form := practice.MailForm{Host: "smtp.kestrellane.example", Port: "587", Username: "mail", Security: "starttls", Sender: "front@kestrellane.example"}
	for _, step := range []struct{ user, typed, kept string }{{"mail", "hush", "hush"}, {"mail", "", "hush"}, {"mail", "other", "other"}, {"", "", ""}} {
		form.Username, form.Password = step.user, step.typed
		if err := s.EditMail(t.Context(), me, form); err != nil {
			t.Fatal(err)
		}
		var kept string
		if err := d.Owner.QueryRow(t.Context(), `select password from mail_settings`).Scan(&kept); err != nil || kept != step.kept {
			t.Errorf("typing %q keeps %q, %v; want %q", step.typed, kept, err, step.kept)
		}
	}
	shown, has, err := s.MailSettings(t.Context(), me)
	if err != nil || has || shown.Password != "" {
		t.Errorf("shows %q, has one %v, %v", shown.Password, has, err)
	}
}
