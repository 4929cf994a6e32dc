package mail

import (
	"bytes"
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"
)

const answer = "From: =?utf-8?q?Nadia_H=C3=A1dad?= <nadia@home.example>\r\nTo: answers+abc@kestrel.example\r\nMessage-ID: <1@home.example>\r\nIn-Reply-To: <abc@practice.example>\r\nSubject: Re: Hello\r\n" +
	"Content-Type: text/plain; charset=iso-8859-1\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nGr=FC=DFe, ich komme.\r\n\r\nAm 3. Mai 2026 schrieb Kestrel Lane:\r\n> old words\r\n"

// FuzzRead: a mail is refused with nothing, or every word of it is one that the database keeps, within the limits, and it reads the same again.
func FuzzRead(f *testing.F) {
	f.Add(answer)
	f.Add("From: a@b.example\r\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\nAction: failed\r\n--b\r\nContent-Type: message/rfc822\r\n\r\nMessage-ID: <x@y>\r\n\r\n--b--\r\n")
	f.Add("From: a@b.example\r\nTo: \xff@x\x00y, <q@r\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: image/png; name=\"=?utf-8?q?a=00b?=\"\r\nContent-Transfer-Encoding: base64\r\n\r\nAAAA\r\n--b\r\nContent-Type: text/plain; charset=utf-7\r\n\r\nx\r\n--b\r\nContent-Type: text/plain; charset=utf-16\r\n\r\n\xfe\xff\x00a\r\n")
	f.Fuzz(func(t *testing.T, raw string) {
		m, err := Read(strings.NewReader(raw))
		if err != nil {
			if !reflect.DeepEqual(m, Received{}) {
				t.Fatalf("it is refused and yet %+v", m)
			}
			return
		}
		line := []string{m.ID, m.From.Name, m.From.Email, m.Subject, m.Bounced, m.Problem}
		line = append(append(append(line, m.To...), m.Answers...), m.Lost...)
		for _, a := range m.Files {
			line = append(line, a.Name, a.MediaType)
			if a.Name == "" || len(a.Content) == 0 || len(a.Content) > len(raw) || strings.ContainsAny(a.Name, `/\`) {
				t.Fatalf("%q became the file %+v", raw, a)
			}
		}
		for _, l := range line {
			if !oneLine(l) {
				t.Fatalf("%q became %q", raw, l)
			}
		}
		if m.ID == "" || m.From.Email == "" || strings.Contains(m.Text, "\x00") || !utf8.ValidString(m.Text) || len(m.Files) > maxFiles || len(m.To) > 50 || len(m.Answers) > 20 || len(m.Text) > 8*len(raw)+8 {
			t.Fatalf("%q became %+v", raw, m)
		}
		if again, err := Read(strings.NewReader(raw)); err != nil || !reflect.DeepEqual(m, again) {
			t.Fatalf("%q became %+v, and once more %+v", raw, m, again)
		}
	})
}

// FuzzCompose: what we write is refused, or read back by Read as it was meant: no name and no subject adds a header, and no text is lost.
func FuzzCompose(f *testing.F) {
	f.Add("Kestrel Lane", "desk@kestrel.example", "Zoë \"O'Brien\", Dr", "zoe@example.org", "Your new time", "Hello,\n\nsee you.\n", "letter.pdf")
	f.Add("a\r\nBcc: x@y.example", "a@b.example", "=?utf-8?q?x?=", "c@d.example", "x\u2028y", ".\n..\nFrom me\n", "../x")
	f.Add("", "a@b.example", "", "c@d.example", strings.Repeat("ü ", 200), "=3D=\n \n"+strings.Repeat("x", 2000), "a;b=c\u202e.pdf")
	f.Fuzz(func(t *testing.T, from, sender, to, receiver, subject, text, file string) {
		m, err := compose(Message{
			ID: "abc@practice.example", From: Address{from, sender}, To: Address{to, receiver}, Subject: subject, Text: text,
			Attached: []Attachment{{Name: file, MediaType: "application/pdf", Content: []byte("%PDF-1.7")}},
		})
		if err != nil {
			return
		}
		var raw bytes.Buffer
		if _, err := m.WriteTo(&raw); err != nil {
			t.Fatal(err)
		}
		back, err := Read(bytes.NewReader(raw.Bytes()))
		if err != nil {
			t.Fatalf("%v in\n%s", err, &raw)
		}
		if back.ID != "abc@practice.example" || back.From.Email != sender || len(back.To) != 1 || back.To[0] != receiver || len(back.Files) != 1 || len(back.Lost) > 0 {
			t.Fatalf("it became %+v in\n%s", back, &raw)
		}
		if back.Subject != clean(subject, 300) || back.From.Name != clean(from, 200) || back.Text != unquoted(plain(text)) {
			t.Fatalf("%q, %q, %q became %q, %q, %q in\n%s", subject, from, text, back.Subject, back.From.Name, back.Text, &raw)
		}
	})
}

// FuzzParseAddress: an address is refused with nothing, or is one that a mail can be sent to, and reads back the same.
func FuzzParseAddress(f *testing.F) {
	for _, seed := range []string{"ada@example.org", " Ada.L@Example.ORG ", "ada@example", "\"a b\"@example.org", "a@b.c\r\nBcc: x@y.z", "a@[127.0.0.1]", "a..b@example.org", "@", "ü@example.org", "a@b@c.example", "a(comment)@example.org"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, typed string) {
		address, err := ParseAddress(typed)
		if err != nil {
			if address != "" {
				t.Fatalf("%q is refused and yet %q", typed, address)
			}
			return
		}
		if !strings.EqualFold(address, strings.TrimSpace(typed)) || len(address) > maxEmail || !oneLine(address) {
			t.Fatalf("%q became %q", typed, address)
		}
		if again, err := ParseAddress(address); err != nil || again != address {
			t.Fatalf("%q became %q, and that %q, %v", typed, address, again, err)
		}
		m, err := compose(Message{ID: "abc@practice.example", From: Address{Email: address}, To: Address{Email: address}, Text: "x"})
		if err != nil {
			t.Fatalf("no mail can be sent to %q: %v", address, err)
		}
		var raw bytes.Buffer
		_, _ = m.WriteTo(&raw)
		if back, err := Read(&raw); err != nil || back.From.Email != address {
			t.Fatalf("%q is read as %q, %v", address, back.From.Email, err)
		}
	})
}
