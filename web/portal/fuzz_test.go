package portal_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"charthouse/internal/access"
	"charthouse/internal/civil"
	"charthouse/internal/db"
	"charthouse/internal/intake"
	"charthouse/internal/messaging"
	"charthouse/internal/workflow"
	"charthouse/web/href"
)

// A public form is answered at all, and whole: what is refused changed nothing in the file, and what was taken the page shows
// again without failing.

// FuzzForm: whatever a patient's browser sends to the pages of a form.
func FuzzForm(f *testing.F) {
	for _, seed := range []string{
		"answers[phone]=555+0199&answers[remind]=Mail", "answers[phone]=1&go=more", "lists[medications].rows[1].state=changed&lists[medications].rows[1].now=x&go=more",
		"lists[medications].new[0].name=x&lists[medications].none=true", "answers[phone]=%00%ff&_once=a", "answers[=1", "lists[medications].new[9999].name=x", "born=1985-03-14", "born=0001-01-01", "born=x", "",
	} {
		for path := range 5 {
			f.Add(path, seed)
		}
	}
	h := open(f)
	p := h.opened(f)
	paths := []string{href.FormPart(1), href.FormPart(2), href.FormPart(1) + "/draft", href.FormPart(2) + "/draft", href.FormBirth}
	f.Fuzz(func(t *testing.T, of int, body string) {
		path := paths[uint(of)%uint(len(paths))]
		if path == href.FormPart(2) && !strings.Contains(body, "go=more") || guesses(body) {
			return // the last part ends the form, and five wrong days close the link: other tests' matters
		}
		h.sends(t, p, path, "application/x-www-form-urlencoded", body)
	})
}

// FuzzTalk: whatever somebody writes by the link to their messages.
func FuzzTalk(f *testing.F) {
	for _, seed := range []string{"kind=clinical&body=My+arm+hurts.", "body=x", "kind=other&body=x", "kind=billing&body=%00%ff%e2%80%ae", "kind=billing&body=" + strings.Repeat("x", 20001), "talk=7&body=x", "born=1985-03-14", "born=", "_once=a&kind=billing&body=b", "_once=%ff&kind=billing&body=b", "_once=" + strings.Repeat("k", 4000) + "&body=x"} {
		for path := range 4 {
			f.Add(path, seed)
		}
	}
	h := open(f)
	n, err := workflow.New(h.DB).StartTalk(f.Context(), deskWho, 10001, messaging.Starting{Kind: "administrative", To: "client", Subject: "Your card", Body: "Please bring it."})
	if err == nil {
		err = h.Write(f.Context(), access.System(access.Mailer), access.DeliverMail.On(10001), func(tx *db.Tx) (err error) {
			h.token, err = intake.MintTalkLinkTx(f.Context(), tx, n, 0)
			return err
		})
	}
	if err != nil {
		f.Fatal(err)
	}
	p := h.phone(f)
	p.post(href.FormLink(h.token))
	p.post(href.TalkBirth, "born", "1985-03-14")
	paths := []string{href.Talk, href.TalkOf(n), href.Talk + "/x", href.TalkBirth}
	f.Fuzz(func(t *testing.T, of int, body string) {
		if guesses(body) {
			return
		}
		h.sends(t, p, paths[uint(of)%uint(len(paths))], "application/x-www-form-urlencoded", body)
		h.Clock.Move(time.Minute) // so many an hour are taken
	})
}

// FuzzLetter: whatever another practice sends as the letter that it is asked for.
func FuzzLetter(f *testing.F) {
	part := func(head, body string) string {
		return "--b\r\nContent-Disposition: form-data; " + head + "\r\n\r\n" + body + "\r\n"
	}
	f.Add(part(`name="_once"`, "k") + part(`name="file"; filename="a.exe"`, "MZ") + "--b--\r\n")
	f.Add(part(`name="file"; filename="a.pdf"`, ""))
	f.Add(part(`name="a[="`, "x") + part(`name="file"; filename="\x00"`, "<script>"))
	f.Add("")
	h, _ := askedFor(f)
	p := h.phone(f)
	p.post(href.FormLink(h.token))
	p.post(href.LetterBirth, "born", "1985-03-14")
	f.Fuzz(func(t *testing.T, body string) {
		h.sends(t, p, href.Letter, "multipart/form-data; boundary=b", body)
	})
}

// FuzzToken: nobody comes in by a link or a cookie that was not given out, and nothing is changed by trying.
func FuzzToken(f *testing.F) {
	for _, seed := range []string{"", "x", "..%2f..%2fclients", "%00", "%ff%fe", "a/b", strings.Repeat("x", 5000), "\x7f", "a;b=c", "\"q\""} {
		f.Add(seed)
	}
	h := open(f)
	f.Fuzz(func(t *testing.T, token string) {
		p := h.phone(t)
		if p.get(href.FormLink(url.PathEscape(token))).status == http.StatusOK && token != h.token {
			t.Fatalf("the link %q opens", token)
		}
		h.sends(t, p, href.FormLink(url.PathEscape(token)), "application/x-www-form-urlencoded", "")
		for _, name := range []string{"charthouse_form", "charthouse_talk", "session"} {
			r, err := http.NewRequest(http.MethodGet, h.url+href.Form, nil)
			if err != nil {
				t.Fatal(err)
			}
			r.Header.Set("Cookie", name+"="+strings.NewReplacer("\r", "", "\n", "", "\x00", "").Replace(token))
			res, err := p.http.Do(r)
			if err != nil {
				return // the client sends no such header
			}
			if a := p.read(res, nil); a.status < 400 || a.status >= 500 {
				t.Fatalf("the cookie %s=%q answers %d to %q", name, token, a.status, a.to)
			}
		}
	})
}

// guesses is true where the body tries a birth date that is not the patient's.
func guesses(body string) bool {
	values, err := url.ParseQuery(body)
	if err != nil {
		values, _ = url.ParseQuery(strings.ReplaceAll(body, ";", "&"))
	}
	for _, typed := range values["born"] {
		if day, err := civil.Parse(strings.ReplaceAll(typed, "\x00", "")); err == nil && day != civil.New(1985, 3, 14) {
			return true
		}
	}
	return false
}

func (h house) sends(t *testing.T, p phone, path, media, body string) {
	t.Helper()
	const kept = `select coalesce(max(id), 0) from history`
	p.t = t
	before, logged := h.count(t, kept), h.log.Len()
	a := p.read(p.http.Post(h.url+path, media, strings.NewReader(body)))
	if a.status >= 500 {
		t.Fatalf("%s answers %d: %s", path, a.status, h.log.String()[logged:])
	}
	if a.status >= 400 && h.count(t, kept) != before {
		t.Fatalf("%s answers %d and changed the file", path, a.status)
	}
	if to, err := url.Parse(a.to); err != nil || to.Host != "" || a.to != "" && !strings.HasPrefix(a.to, "/") {
		t.Fatalf("%s leads to %q", path, a.to)
	}
	if a.status < 400 {
		if page := p.get(strings.TrimSuffix(path, "/draft")); page.status >= 500 {
			t.Fatalf("%s shows %d afterwards: %s", path, page.status, h.log.String()[logged:])
		}
	}
	if h.log.Len() > 1<<20 {
		h.log.Reset()
	}
}

// FuzzDone: whatever a browser says that it was asked for, the page after it is answered.
func FuzzDone(f *testing.F) {
	for _, seed := range []string{"", "MXwxfDF8MjAzNy0wNS0wNnwwOTowMApSYXZpIE1lbm9u", "MXwxfDF8OTk5OS0xMi0zMXwyNDowMAo", "_w", "%", "Cg", "fHx8fHx8", "MXwwfDB8MDAwMS0wMS0wMXwwMDowMAr_"} {
		f.Add(seed)
	}
	h := openOnline(f)
	f.Fuzz(func(t *testing.T, value string) {
		p := h.phone(t)
		r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, h.url+href.OnlineDone, nil)
		if err != nil {
			t.Fatal(err)
		}
		r.AddCookie(&http.Cookie{Name: "charthouse_asked", Value: value})
		if a := p.read(p.http.Do(r)); a.status != http.StatusOK || !strings.Contains(a.body, "What happens next") {
			t.Fatalf("%q is answered %d", value, a.status)
		}
	})
}
