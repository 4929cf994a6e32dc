package mail_test

import (
	"strings"
	"testing"

	"charthouse/internal/mail"
)

const answered = "From: =?utf-8?q?Nadia_H=C3=A1dad?= <nadia@home.example>\r\nTo: answers+abc@kestrel.example\r\nMessage-ID: <1@home.example>\r\nIn-Reply-To: <abc@practice.example>\r\nSubject: Re: Hello\r\n" +
	"Content-Type: text/plain; charset=iso-8859-1\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nGr=FC=DFe, ich komme.\r\n\r\nAm 3. Mai 2026 schrieb Kestrel Lane:\r\n> old words\r\n"

func TestThePlainTextIsKeptWithoutWhatItQuotes(t *testing.T) {
	m, err := mail.Read(strings.NewReader(answered))
	if err != nil {
		t.Fatal(err)
	}
	if m.Text != "Grüße, ich komme." || m.From.Name != "Nadia Hádad" || m.ID != "1@home.example" || len(m.To) != 1 || m.Answers[0] != "abc@practice.example" || m.Automatic {
		t.Errorf("%+v", m)
	}
}

func TestWhatIsNoMailIsRefused(t *testing.T) {
	for _, raw := range []string{"", "hello", "From: nobody\r\n\r\nx", "Subject: no sender\r\n\r\nx", "From: a@b.example\r\nX: " + strings.Repeat("y", 300<<10) + "\r\n\r\nx"} {
		if _, err := mail.Read(strings.NewReader(raw)); err == nil {
			t.Errorf("%.40q was read", raw)
		}
	}
}

func TestFormattedTextAloneIsNotKeptAndSaid(t *testing.T) {
	m, err := mail.Read(strings.NewReader("From: a@b.example\r\nContent-Type: text/html\r\n\r\n<script>alert(1)</script>"))
	if err != nil || m.Text != "" || len(m.Lost) != 1 {
		t.Errorf("%+v, %v", m, err)
	}
}

func TestPartsInPartsEndSomewhere(t *testing.T) {
	raw := "From: a@b.example\r\n"
	for i := range 40 {
		b := strings.Repeat("b", i+1)
		raw += "Content-Type: multipart/mixed; boundary=" + b + "\r\n\r\n--" + b + "\r\n"
	}
	m, err := mail.Read(strings.NewReader(raw + "\r\nwords"))
	if err != nil || len(m.Lost) == 0 {
		t.Errorf("%+v, %v", m, err)
	}
}

func TestAnOutOfOfficeIsAutomatic(t *testing.T) {
	for _, h := range []string{"Auto-Submitted: auto-replied", "Precedence: bulk", "List-Id: <x.y>", "Return-Path: <>"} {
		if m, err := mail.Read(strings.NewReader("From: a@b.example\r\n" + h + "\r\n\r\nAway")); err != nil || !m.Automatic {
			t.Errorf("%s: %v", h, err)
		}
	}
}
