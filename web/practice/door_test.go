package practice_test

import (
	"io"
	"log/slog"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/alexedwards/scs/v2/memstore"

	"charthouse/internal/access"
	"charthouse/internal/db"
	"charthouse/internal/db/dbtest"
	"charthouse/internal/practice"
	"charthouse/web/page"
	area "charthouse/web/practice"
)

const secret = "lantern quarry mitten"

// house is a served practice with an owner and somebody at the desk.
type house struct {
	*dbtest.Database
	url string
}

func open(t testing.TB) house {
	t.Helper()
	d := dbtest.New(t)
	site := page.NewSite(d.DB, memstore.New(), slog.New(slog.DiscardHandler), false, nil)
	srv := httptest.NewServer(site.Handler(area.New(site, d.DB, practice.New(d.DB)).Routes))
	t.Cleanup(srv.Close)
	h := house{d, srv.URL}
	h.add(t, "Ingrid Solheim", "ingrid@kestrellane.example", "owner")
	h.add(t, "Tomasz Wieczorek", "tomasz@kestrellane.example", "front_desk")
	return h
}

func (h house) add(t testing.TB, name, email string, roles ...string) {
	t.Helper()
	form := practice.StaffForm{Name: name, Email: email, Roles: roles}
	if _, err := practice.New(h.DB).AddStaff(t.Context(), access.System(access.Console), form, secret); err != nil {
		t.Fatal(err)
	}
}

// browser is one person's: it keeps cookies and does not follow redirects.
type browser struct {
	t    testing.TB
	url  string
	http http.Client
}

func (h house) browser(t testing.TB) *browser {
	jar, _ := cookiejar.New(nil)
	return &browser{t, h.url, http.Client{Jar: jar, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}}
}

func (h house) as(t *testing.T, email string) *browser {
	b := h.browser(t)
	if a := b.post("/sign-in", "email", email, "password", secret); a.status != http.StatusSeeOther {
		t.Fatalf("sign in as %s: %d", email, a.status)
	}
	return b
}

type answer struct {
	status     int
	to, body   string
	setsCookie bool
}

func (b *browser) read(res *http.Response, err error) answer {
	b.t.Helper()
	if err != nil {
		b.t.Fatal(err)
	}
	defer func() { _ = res.Body.Close() }()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		b.t.Fatal(err)
	}
	return answer{res.StatusCode, res.Header.Get("Location"), string(body), res.Header.Get("Set-Cookie") != ""}
}

func (b *browser) get(path string) answer {
	b.t.Helper()
	return b.read(b.http.Get(b.url + path))
}

func (b *browser) post(path string, pairs ...string) answer {
	b.t.Helper()
	v := url.Values{}
	for i := 0; i < len(pairs); i += 2 {
		v.Add(pairs[i], pairs[i+1])
	}
	return b.read(b.http.PostForm(b.url+path, v))
}

func TestSigningInLeadsWhereThePersonWantedToGo(t *testing.T) {
	h := open(t)
	for to, want := range map[string]string{
		"/account":             "/account",
		"":                     "/",
		"//evil.example":       "/",
		"https://evil.example": "/",
		"///evil.example":      "/",
		"/\t/evil.example":     "/",
		"/\\evil.example":      "/",
		"account":              "/",
	} {
		a := h.browser(t).post("/sign-in", "email", "ingrid@kestrellane.example", "password", secret, "to", to)
		if a.status != http.StatusSeeOther || a.to != want {
			t.Errorf("to %q: %d to %q, want %q", to, a.status, a.to, want)
		}
	}
}

func TestAVisitorIsSentToTheDoorAndBack(t *testing.T) {
	h := open(t)
	if a := h.browser(t).get("/account"); a.to != "/sign-in?to=%2Faccount" {
		t.Errorf("sent to %q", a.to)
	}
	if a := h.browser(t).get("/sign-in?to=%2Faccount"); !strings.Contains(a.body, `value="/account"`) {
		t.Error("the door forgot where they wanted to go")
	}
}

func TestAKnownAndAnUnknownAddressGetTheSamePage(t *testing.T) {
	h := open(t)
	known := h.browser(t).post("/sign-in", "email", "ingrid@kestrellane.example", "password", "wrong")
	unknown := h.browser(t).post("/sign-in", "email", "nobody@kestrellane.example", "password", "wrong")
	same := strings.ReplaceAll(unknown.body, "nobody@", "ingrid@") == known.body
	if known.status != http.StatusUnprocessableEntity || unknown.status != known.status || !same {
		t.Errorf("status %d and %d, same page %v", known.status, unknown.status, same)
	}
	if strings.Contains(known.body, "wrong") {
		t.Error("the page repeats the password")
	}
}

func TestAForgottenPasswordIsAnsweredTheSameForEverybody(t *testing.T) {
	h := open(t)
	known := h.browser(t).post("/forgot", "email", "ingrid@kestrellane.example")
	unknown := h.browser(t).post("/forgot", "email", "nobody@kestrellane.example")
	if known.status != http.StatusOK || known.status != unknown.status || known.body != unknown.body {
		t.Errorf("status %d and %d, same page %v", known.status, unknown.status, known.body == unknown.body)
	}
	var n int
	if err := h.Owner.QueryRow(t.Context(), `select count(*) from staff_mails where kind = 'reset' and state = 'waiting'`).Scan(&n); err != nil || n != 1 {
		t.Errorf("%d mails wait, %v; want 1", n, err)
	}
}

func TestTheTokenOfALinkLeavesTheAddressBar(t *testing.T) {
	h := open(t)
	b := h.browser(t)
	if a := b.get("/reset/" + h.token(t)); a.to != "/reset" {
		t.Fatalf("sent to %q", a.to)
	}
	if a := b.get("/reset"); a.status != http.StatusOK || !strings.Contains(a.body, "ingrid@kestrellane.example") {
		t.Errorf("the page: %d", a.status)
	}
	if a := b.post("/reset", "new", "quilt harbour seven", "again", "quilt harbor seven"); a.status != http.StatusUnprocessableEntity {
		t.Errorf("two that differ: %d", a.status)
	}
	if a := b.post("/reset", "new", "quilt harbour seven", "again", "quilt harbour seven"); a.to != "/sign-in" {
		t.Errorf("%d to %q", a.status, a.to)
	}
	if a := b.get("/reset"); a.status != http.StatusConflict {
		t.Errorf("the page afterwards: %d", a.status)
	}
}

func (h house) token(t *testing.T) (token string) {
	t.Helper()
	err := h.Write(t.Context(), access.Nobody(), access.OwnPassword.Practice(), func(tx *db.Tx) error {
		r, err := practice.RequestResetTx(t.Context(), tx, "ingrid@kestrellane.example")
		if err == nil {
			token, err = practice.MintResetTokenTx(t.Context(), tx, r.ID)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return token
}

func TestSigningInRenewsTheSession(t *testing.T) {
	h := open(t)
	b := h.browser(t)
	b.get("/reset/sometoken")
	u, _ := url.Parse(h.url)
	before := b.http.Jar.Cookies(u)
	b.post("/sign-in", "email", "ingrid@kestrellane.example", "password", secret)
	after := b.http.Jar.Cookies(u)
	if len(before) != 1 || len(after) != 1 || before[0].Value == after[0].Value {
		t.Error("the cookie from before signing in still counts")
	}
}

func TestAChangedPasswordKeepsThisBrowserIn(t *testing.T) {
	h := open(t)
	here, there := h.as(t, "ingrid@kestrellane.example"), h.as(t, "ingrid@kestrellane.example")
	if a := here.post("/account/password", "now", secret, "new", " quilt harbour ", "again", " quilt harbour "); a.to != "/account" {
		t.Fatalf("%d", a.status)
	}
	if here.get("/account").status != http.StatusOK || there.get("/account").status != http.StatusSeeOther {
		t.Error("this browser is out, or the other one is in")
	}
	if a := h.browser(t).post("/sign-in", "email", "ingrid@kestrellane.example", "password", " quilt harbour "); a.status != http.StatusSeeOther {
		t.Errorf("a password with spaces at its ends: %d", a.status)
	}
}

func TestSigningOutEverywhereEndsTheOtherBrowser(t *testing.T) {
	h := open(t)
	here, there := h.as(t, "ingrid@kestrellane.example"), h.as(t, "ingrid@kestrellane.example")
	here.post("/account/sign-out-everywhere")
	if here.get("/account").status != http.StatusSeeOther || there.get("/account").status != http.StatusSeeOther {
		t.Error("a browser is still in")
	}
}

func TestSigningOutEndsTheSessionAndNotItsCookieAlone(t *testing.T) {
	h := open(t)
	b := h.as(t, "ingrid@kestrellane.example")
	u, _ := url.Parse(h.url)
	copied := b.http.Jar.Cookies(u)
	if a := b.post("/sign-out"); a.to != "/sign-in" {
		t.Fatalf("%d to %q", a.status, a.to)
	}
	if a := b.get("/account"); a.status != http.StatusSeeOther {
		t.Errorf("this browser is still in: %d", a.status)
	}
	thief := h.browser(t)
	thief.http.Jar.SetCookies(u, copied)
	if a := thief.get("/account"); a.status != http.StatusSeeOther {
		t.Errorf("a copy of its cookie is still in: %d", a.status)
	}
}
