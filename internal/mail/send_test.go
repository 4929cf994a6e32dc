package mail

import (
	"context"
	"errors"
	"net"
	"strings"
	"testing"
	"time"

	"charthouse/internal/mail/mailtest"

	"github.com/google/go-cmp/cmp"
)

func confirmation() Message {
	return Message{
		ID:      "visit-42.confirmation@practice.example",
		Date:    time.Date(2026, 6, 9, 8, 30, 0, 0, time.UTC),
		From:    Address{Name: "Kestrel Lane Health", Email: "desk@practice.example"},
		ReplyTo: Address{Email: "answers@practice.example"},
		To:      Address{Name: "Zoë Müller", Email: "zoe@example.org"},
		Subject: "Ihr Termin am 9. Juni – bestätigt",
		Text:    "See you on 9 June at 10:30.\r\n.\r\nThe desk, Łódź\r\n",
		HTML:    "<p>See you on 9 June at 10:30.</p>",
		Calendar: Calendar{
			Method: "REQUEST", Content: []byte("BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nEND:VCALENDAR\r\n"),
		},
		Attached: []Attachment{{Name: "Überweisung.pdf", MediaType: "application/pdf", Content: []byte("%PDF-1.7\x00\xff")}},
	}
}

func at(s *mailtest.Server) Server {
	return Server{Host: s.Host(), Port: s.Port(), Security: None}
}

func TestAMessageArrivesWhole(t *testing.T) {
	post := mailtest.Start(t)
	sent := confirmation()
	if err := Send(t.Context(), at(post), sent); err != nil {
		t.Fatal(err)
	}
	got, err := post.Next(t.Context(), 0)
	if err != nil {
		t.Fatal(err)
	}
	want := mailtest.Received{
		From: "desk@practice.example", To: []string{"zoe@example.org"},
		MessageID: sent.ID, Subject: sent.Subject,
		Text: strings.ReplaceAll(sent.Text, "\r\n", "\n"), HTML: sent.HTML,
		Calendar: string(sent.Calendar.Content), CalendarMethod: "REQUEST",
		Attached: []mailtest.File{
			{Name: "invite.ics", MediaType: "application/ics", Content: sent.Calendar.Content},
			{Name: "Überweisung.pdf", MediaType: "application/pdf", Content: sent.Attached[0].Content},
		},
	}
	header := got.Header
	got.Raw, got.Header = nil, nil
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("received (-want +got):\n%s", diff)
	}
	for name, want := range map[string]string{
		"Date": "Tue, 09 Jun 2026 08:30:00 +0000", "Reply-To": "<answers@practice.example>",
		"Auto-Submitted": "", "User-Agent": "", "X-Mailer": "",
	} {
		if got := header.Get(name); got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
}

func TestAPlainMessageHasOnePart(t *testing.T) {
	post := mailtest.Start(t)
	msg := Message{
		ID: "a.1@practice.example", From: Address{Email: "desk@practice.example"}, To: Address{Email: "zoe@example.org"},
		Subject: "Form", Text: "One question is left.", Automatic: true,
	}
	if err := Send(t.Context(), at(post), msg); err != nil {
		t.Fatal(err)
	}
	got := post.Messages()[0]
	if !strings.HasPrefix(got.Header.Get("Content-Type"), "text/plain") || strings.TrimSpace(got.Text) != msg.Text {
		t.Errorf("type %q, text %q", got.Header.Get("Content-Type"), got.Text)
	}
	if got.Header.Get("Auto-Submitted") != "auto-generated" {
		t.Error("an out-of-office would answer a mail that nobody typed")
	}
}

func TestRefusalsSayWhetherTryingAgainHelps(t *testing.T) {
	for _, c := range []struct {
		answer   mailtest.Answer
		kind     Kind
		sentence string
		code     int
	}{
		{mailtest.RefusePermanently, Permanent, "The mail server refused this address.", 550},
		{mailtest.RefuseContent, Permanent, "The mail server refused this mail.", 554},
		{mailtest.RefuseTemporarily, Temporary, "The mail server asks to try again later. It is tried again by itself.", 451},
		{mailtest.DropAfterData, Temporary, "The line to the mail server broke. It is tried again by itself.", 0},
	} {
		post := mailtest.Start(t)
		post.Answer(c.answer)
		e, ok := errors.AsType[*Error](Send(t.Context(), at(post), confirmation()))
		if !ok || e.Kind != c.kind || e.Sentence != c.sentence || e.Code != c.code || IsPermanent(e) != (c.kind == Permanent) {
			t.Errorf("answer %d: %+v", c.answer, e)
			continue
		}
		if strings.Contains(e.Error()+e.Sentence, "zoe") {
			t.Errorf("answer %d: the address is in the error: %v", c.answer, e)
		}
	}
}

func TestABrokenLineIsHealedByTheSameMessageID(t *testing.T) {
	post := mailtest.Start(t)
	post.Answer(mailtest.DropAfterData)
	if err := Send(t.Context(), at(post), confirmation()); err == nil || IsPermanent(err) {
		t.Fatalf("a message without an answer gave %v", err)
	}
	post.Answer(mailtest.Accept)
	if err := Send(t.Context(), at(post), confirmation()); err != nil {
		t.Fatal(err)
	}
	got := post.Messages()
	if len(got) != 2 || got[0].MessageID != got[1].MessageID {
		t.Errorf("%d messages, with numbers that differ", len(got))
	}
}

func TestAServerThatIsNotThereIsTemporary(t *testing.T) {
	post := mailtest.Start(t)
	server := at(post)
	post.Close()
	e, ok := errors.AsType[*Error](Send(t.Context(), server, confirmation()))
	if !ok || e.Kind != Temporary || e.Sentence != "The mail server cannot be reached. It is tried again by itself." {
		t.Errorf("%+v", e)
	}
}

func TestCancellingEndsASilentLine(t *testing.T) {
	post := mailtest.Start(t)
	post.Answer(mailtest.Stall)
	ctx, cancel := context.WithTimeout(t.Context(), 200*time.Millisecond)
	defer cancel()
	began := time.Now()
	err := Send(ctx, at(post), confirmation())
	if took := time.Since(began); took > 5*time.Second || err == nil || IsPermanent(err) {
		t.Errorf("after %v: %v", took, err)
	}
}

func TestSigningInWorksAndAWrongPasswordIsTold(t *testing.T) {
	post := mailtest.Start(t, mailtest.WithUser("desk", "secret"), mailtest.WithTLS())
	server := at(post)
	server.Security, server.Roots, server.User, server.Password = StartTLS, post.Roots(), "desk", "secret"
	if err := Send(t.Context(), server, confirmation()); err != nil {
		t.Fatal(err)
	}
	server.Password = "guess"
	e, _ := errors.AsType[*Error](Send(t.Context(), server, confirmation()))
	if e == nil || e.Kind != Temporary || e.Code != 535 || !strings.Contains(e.Sentence, "user name and password") {
		t.Errorf("%+v", e)
	}
	server.Security, server.Password = None, "secret"
	if err := Send(t.Context(), server, confirmation()); err != nil {
		t.Errorf("on this machine without encryption: %v", err)
	}
}

func TestALineEncryptedFromTheFirstByteSignsIn(t *testing.T) {
	post := mailtest.Start(t, mailtest.WithImplicitTLS(), mailtest.WithUser("desk", "secret"))
	server := at(post)
	server.Security, server.Roots, server.User, server.Password = TLS, post.Roots(), "desk", "secret"
	if err := Send(t.Context(), server, confirmation()); err != nil || len(post.Messages()) != 1 {
		t.Errorf("%d messages, %v", len(post.Messages()), err)
	}
}

func TestEncryptionIsNeverGivenUp(t *testing.T) {
	plain, strange := mailtest.Start(t), mailtest.Start(t, mailtest.WithTLS())
	for name, c := range map[string]struct {
		post     *mailtest.Server
		sentence string
	}{
		"not offered": {plain, "The mail server does not offer encryption. Check the security in the mail settings."},
		"not vouched": {strange, "The mail server's certificate is not trusted. Check the server's name in the mail settings."},
	} {
		server := at(c.post)
		server.Security = StartTLS
		e, _ := errors.AsType[*Error](Send(t.Context(), server, confirmation()))
		if e == nil || e.Kind != Temporary || e.Sentence != c.sentence {
			t.Errorf("%s: %+v", name, e)
		}
		if len(c.post.Messages()) > 0 {
			t.Errorf("%s: the message was sent all the same", name)
		}
	}
}

func TestAnUnencryptedLineLeadsNowhereElse(t *testing.T) {
	server := Server{Host: "mail.practice.example", Port: 25, Security: None}
	if err := server.Check(); !errors.Is(err, ErrSecurity) {
		t.Errorf("check: %v", err)
	}
	e, _ := errors.AsType[*Error](Send(t.Context(), server, confirmation()))
	if e == nil || e.Stage != "settings" {
		t.Errorf("send: %+v", e)
	}
	for _, s := range []Server{{}, {Host: "x", Port: 70000, Security: TLS}, {Host: "x", Port: 25, Security: "maybe"}} {
		if s.Check() == nil {
			t.Errorf("%+v is allowed", s)
		}
	}
}

func TestNothingBreaksOutOfAHeader(t *testing.T) {
	post := mailtest.Start(t)
	for name, spoil := range map[string]func(*Message){
		"subject":       func(m *Message) { m.Subject = "Hello\r\nBcc: eve@example.org" },
		"lone feed":     func(m *Message) { m.Subject = "Hello\nBcc: eve@example.org" },
		"separator":     func(m *Message) { m.Subject = "Hello\u2028Bcc: eve@example.org" },
		"sender's name": func(m *Message) { m.From.Name = "Desk\r\nBcc: eve@example.org" },
		"person's name": func(m *Message) { m.To.Name = "Zoë\r\nBcc: eve@example.org" },
		"address":       func(m *Message) { m.To.Email = "zoe@example.org>\r\nBcc: <eve@example.org" },
		"two addresses": func(m *Message) { m.To.Email = "zoe@example.org,eve@example.org" },
		"no address":    func(m *Message) { m.To = Address{} },
		"no sender":     func(m *Message) { m.From.Email = "" },
		"reply address": func(m *Message) { m.ReplyTo.Email = "answers" },
		"message id":    func(m *Message) { m.ID = "a@b>\r\nBcc: eve@example.org" },
		"no message id": func(m *Message) { m.ID = "" },
		"file's name":   func(m *Message) { m.Attached[0].Name = "a.pdf\"\r\nBcc: eve@example.org" },
		"file's folder": func(m *Message) { m.Attached[0].Name = "../a.pdf" },
		"file's type":   func(m *Message) { m.Attached[0].MediaType = "application/pdf\r\nX: y" },
		"calendar":      func(m *Message) { m.Calendar.Method = "REQUEST\r\nX: y" },
		"unreadable":    func(m *Message) { m.Text = "\xff\xfe" },
	} {
		msg := confirmation()
		spoil(&msg)
		if err := Send(t.Context(), at(post), msg); !IsPermanent(err) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if n := len(post.Messages()); n > 0 {
		t.Errorf("%d messages went out", n)
	}
}

func TestAddressesAreBareAndWhole(t *testing.T) {
	for typed, want := range map[string]string{
		"ada@example.org": "ada@example.org", "  Ada.B+x@Example.ORG ": "Ada.B+x@example.org",
		"o'brien@mail.example.co.uk": "o'brien@mail.example.co.uk",
		"":                           "", "ada": "", "ada@": "", "@example.org": "", "ada@example": "", "ada@-x.org": "", "ada@exa mple.org": "",
		"Ada <ada@example.org>": "", "ada@example.org, eve@example.org": "", "ada@[127.0.0.1]": "",
		"ada@exämple.org": "", "ada@example..org": "", "ada\r\n@example.org": "", "a@b@example.org": "",
		strings.Repeat("a", 65) + "@example.org": "",
	} {
		got, err := ParseAddress(typed)
		if got != want || (err == nil) != (want != "") {
			t.Errorf("%q gives %q, %v", typed, got, err)
		}
	}
}

func TestTheTestServerNeverLeavesTheMachine(t *testing.T) {
	if s, err := mailtest.Listen(net.JoinHostPort("0.0.0.0", "0")); err == nil {
		s.Close()
		t.Error("it listens to the network")
	}
}
