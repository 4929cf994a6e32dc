package page_test

import (
	"io"
	"log/slog"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/alexedwards/scs/v2/memstore"

	"charthouse/internal/access"
	"charthouse/internal/db/dbtest"
	"charthouse/internal/practice"
	"charthouse/web/page"
)

// browser is signed in to a site whose clock the test moves.
type browser struct {
	*http.Client
	*dbtest.Clock
	at string
}

func signedIn(t *testing.T) browser {
	t.Helper()
	d := dbtest.New(t)
	form := practice.StaffForm{Name: "Ingrid Solheim", Email: "ingrid@kestrellane.example", Roles: []string{"owner"}}
	staff, password := practice.New(d.DB), "lantern quarry mitten"
	if _, err := staff.AddStaff(t.Context(), access.System(access.Console), form, password); err != nil {
		t.Fatal(err)
	}
	session, err := staff.SignIn(t.Context(), access.Nobody(), practice.SignInForm{Email: form.Email, Password: password}, "192.0.2.1")
	if err != nil {
		t.Fatal(err)
	}
	site := page.NewSite(d.DB, memstore.New(), slog.New(slog.DiscardHandler), false, nil)
	server := httptest.NewServer(site.Handler(func(rt page.Routes) { doors(rt, site, session) }))
	t.Cleanup(server.Close)
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	b := browser{&http.Client{Jar: jar}, d.Clock, server.URL}
	b.open(t, "/in")
	return b
}

// doors are pages that anybody may open: one signs in, one keeps something as a
// reset's link does, one says who is there.
func doors(rt page.Routes, site *page.Site, s practice.Session) {
	rt.Get("/in", access.SignIn, func(_ http.ResponseWriter, r *http.Request) error { return site.SignIn(r.Context(), s.Staff, s.Epoch) })
	rt.Get("/keep", access.SignIn, func(_ http.ResponseWriter, r *http.Request) error { return site.Keep(r, "reset", "anything") })
	rt.Get("/who", access.SignIn, func(w http.ResponseWriter, r *http.Request) error {
		_, err := io.WriteString(w, page.Person(r).Actor.Name())
		return err
	})
}

func (b browser) open(t *testing.T, path string) string {
	t.Helper()
	r, err := b.Get(b.at + path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = r.Body.Close() }()
	text, err := io.ReadAll(r.Body)
	if err != nil || r.StatusCode != http.StatusOK {
		t.Fatalf("%s: status %d, %v: %s", path, r.StatusCode, err, text)
	}
	return string(text)
}

// works opens a page often enough not to stand idle.
func (b browser) works(t *testing.T, lasts time.Duration) {
	t.Helper()
	for ; lasts > 0; lasts -= 25 * time.Minute {
		b.Move(min(lasts, 25*time.Minute))
		if b.open(t, "/who") != "Ingrid Solheim" {
			t.Fatalf("the session ended %v too early", lasts)
		}
	}
}

func TestASessionEndsAfterTwelveHours(t *testing.T) {
	b := signedIn(t)
	b.works(t, 12*time.Hour)
	b.Move(time.Minute)
	if who := b.open(t, "/who"); who != "Visitor" {
		t.Errorf("%s is still there", who)
	}
}

func TestANewTokenDoesNotProlongASession(t *testing.T) {
	b := signedIn(t)
	b.works(t, 11*time.Hour)
	b.open(t, "/keep")
	b.works(t, time.Hour)
	b.Move(time.Minute)
	if who := b.open(t, "/who"); who != "Visitor" {
		t.Errorf("%s is still there", who)
	}
}

func TestASessionThatStandsIdleEnds(t *testing.T) {
	b := signedIn(t)
	b.works(t, time.Hour)
	b.Move(31 * time.Minute)
	if who := b.open(t, "/who"); who != "Visitor" {
		t.Errorf("%s is still there", who)
	}
}

func TestTheCookiesOfASiteAreOutOfReachForScriptsAndOtherSites(t *testing.T) {
	for _, secure := range []bool{true, false} {
		site := page.NewSite(dbtest.New(t).DB, memstore.New(), slog.New(slog.DiscardHandler), secure, nil)
		h := site.Handler(func(rt page.Routes) {
			rt.Get("/in", access.SignIn, func(w http.ResponseWriter, r *http.Request) error {
				http.SetCookie(w, site.Cookie("own", "anything", site.Now().Add(time.Hour)))
				return site.SignIn(r.Context(), 1, 1)
			})
		})
		w := httptest.NewRecorder()
		h.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/in", nil))
		cookies := w.Result().Cookies()
		if len(cookies) != 2 {
			t.Fatalf("%d cookies: %v", len(cookies), cookies)
		}
		for _, c := range cookies {
			if !c.HttpOnly || c.SameSite != http.SameSiteLaxMode || c.Secure != secure || c.Domain != "" {
				t.Errorf("%s: %s", c.Name, c)
			}
		}
	}
}
