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

func TestTheTokenOfTextsIsKeptForItsAccountAndNeverShown(t *testing.T) {
	d, s, n := house(t)
	me := access.StaffMember(n, "Ingrid Solheim", access.Owner)
	form := practice.TextForm{Sender: "+15125550100", API: "https://api.twilio.com", Country: "1"}
	one, two := "AC00000000000000000000000000000001", "AC00000000000000000000000000000002"
	for _, step := range []struct {
		account, typed, kept string
		refused              bool
	}{{one, "", "", true}, {one, "hush", "hush", false}, {one, "", "hush", false}, {two, "", "hush", true}, {two, "other", "other", false}} {
		form.Account, form.Token = step.account, step.typed
		if err := s.EditTexts(t.Context(), me, form); (err != nil) != step.refused {
			t.Errorf("typing %q: %v", step.typed, err)
		}
		var kept string
		if err := d.Owner.QueryRow(t.Context(), `select coalesce(max(token), '') from text_settings`).Scan(&kept); err != nil || kept != step.kept {
			t.Errorf("typing %q keeps %q, %v; want %q", step.typed, kept, err, step.kept)
		}
	}
	shown, has, err := s.TextSettings(t.Context(), me)
	if err != nil || !has || shown.Token != "" {
		t.Errorf("shows %q, has one %v, %v", shown.Token, has, err)
	}
	for _, api := range []string{"http://api.twilio.com", "https://x:y@api.twilio.com", "https://api.twilio.com/2010", "ftp://x", ""} {
		form.API = api
		if err := s.EditTexts(t.Context(), me, form); err == nil {
			t.Errorf("the token would go to %q", api)
		}
	}
}
