package main

import (
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"charthouse/internal/config"
	"charthouse/internal/db/dbtest"
	"charthouse/internal/files"
	"charthouse/internal/sample"
	"charthouse/web/browsertest"
	"charthouse/web/href"
	"charthouse/web/page"
)

// sweep is the sample practice as it is loaded on a first start, with the few
// kinds of records that nobody there has made yet.
type sweep struct {
	*dbtest.Database
	t       *testing.T
	handler http.Handler
	url     string
	routes  []page.Route
	b       *browsertest.Browser
}

func load(t *testing.T) *sweep {
	t.Helper()
	s := stock(t)
	srv := httptest.NewServer(s.handler)
	t.Cleanup(srv.Close)
	s.url, s.b = srv.URL, browsertest.Start(t)
	return s
}

// stock is the same without a browser.
func stock(t *testing.T) *sweep {
	t.Helper()
	d := dbtest.New(t)
	// The same hour whenever it runs, and near to the browser's own clock, by which cookies end.
	now := time.Now().UTC().Truncate(24 * time.Hour).Add(10*time.Hour + 52*time.Minute)
	d.Clock.Set(now)
	store, err := files.Open(t.Context(), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = store.Close() })
	if err := sample.Load(t.Context(), d.Owner, store, now, func(string, int, int) {}); err != nil {
		t.Fatal(err)
	}
	site, handler := wire(&house{db: d.DB, pool: d.App, dir: t.TempDir(), documents: store}, config.Config{}, slog.New(slog.DiscardHandler))
	s := &sweep{Database: d, t: t, handler: handler, routes: site.Table()}
	s.files(store)
	s.names()
	s.shut()
	s.give()
	s.lapse()
	s.online()
	s.freed()
	return s
}

func (s *sweep) ask(into any, sql string) {
	s.t.Helper()
	if err := s.Owner.QueryRow(s.t.Context(), sql).Scan(into); err != nil {
		s.t.Fatalf("%s: %v", sql, err)
	}
}

// enter is how each of the sweepers gets in.
func (s *sweep) enter(who string) {
	s.t.Helper()
	switch who {
	case guest:
		s.b.Forget()
		s.b.Open(s.url + s.formLink())
		s.b.Click("Open your form")
		s.b.See("Is it you?")
	case asked:
		s.b.Forget()
		s.b.Open(s.url + s.letterLink())
		s.b.Click("Read what is asked")
		s.b.See("A letter about")
	case referrer: // the asked one, who says whom it is about
		s.b.Open(s.url + href.Letter)
		s.b.Fill("css:[name=born]", born)
		s.b.Click("Go on")
		s.b.See("echocardiogram")
	case unproven:
		s.b.Forget()
		s.b.Open(s.url + s.talkLink())
		s.b.Click("Read what they wrote")
		s.b.See("date of birth")
	case writer: // the same, who says who they are
		s.b.Open(s.url + href.Talk)
		s.b.Fill("css:[name=born]", born)
		s.b.Click("Go on")
		s.b.See("Please bring it")
	case booker:
		s.b.Forget()
		s.b.Open(s.url + s.visitLink())
		s.b.Click("Look at your visit")
		s.b.See("Move it to another time")
	case patient: // the guest, who says who they are
		var born string
		s.ask(&born, `select c.birth_date::text from clients c join packets p on p.client_id = c.id where p.id = (`+unfinishedForm+`)`)
		s.b.Open(s.url + href.Form)
		s.b.Fill("css:[name=born]", born)
		s.b.Click("Go on")
		s.b.See("Part 1 of")
	case stranger:
		s.b.Forget()
	default:
		s.b.Forget()
		s.b.Open(s.url + href.SignInTo(href.Account))
		s.b.Fill("Work email", who+"@kestrellane.example")
		s.b.Fill("Password", sample.Password)
		s.b.Click("Sign in")
		s.b.See("Your account")
	}
}

// look opens a page and holds it to what every page promises. Pictures go into
// the folder that SHOTS names, if it names one.
func (s *sweep) look(e example) {
	s.t.Helper()
	s.b.Open(s.url + e.path)
	if got, want := s.b.Status(), max(e.status, http.StatusOK); got != want {
		s.t.Errorf("%s answered %s with %d, not %d", e.path, e.as, got, want)
		return
	}
	s.b.Sound()
	if e.sheets > 0 {
		if n := s.b.Pages(false); n > e.sheets {
			s.t.Errorf("%s prints on %d sheets, not %d", e.path, n, e.sheets)
		}
	}
	if dir := os.Getenv("SHOTS"); dir != "" {
		s.pictures(filepath.Join(dir, e.as+fileName.Replace(e.path)))
	}
}

func (s *sweep) pictures(name string) {
	s.b.Eval(`window.scrollTo(0, 0)`)
	s.b.Screenshot(name + "-light.png")
	s.b.Viewport(1440, 900, true)
	s.b.Screenshot(name + "-dark.png")
	s.b.Viewport(390, 844, false)
	s.b.Screenshot(name + "-phone.png")
	s.b.Viewport(800, 1000, false)
	s.b.Print(true)
	s.b.Screenshot(name + "-print.png")
	s.b.Viewport(1440, 900, false)
}

// TestEveryPageIsSound walks the table of routes: a page without an example of
// itself in sweep_pages_test.go fails, and so does an example without its page.
func TestEveryPageIsSound(t *testing.T) {
	s := load(t)
	all := s.examples()
	for _, who := range sweepers {
		entered := false
		for _, e := range all {
			if e.as != who {
				continue
			}
			if !entered {
				s.enter(who)
				entered = true
			}
			began := time.Now()
			e = s.found(e)
			s.look(e)
			t.Logf("%6d ms %-9s %s", time.Since(began).Milliseconds(), who, e.path)
		}
	}
}

var fileName = strings.NewReplacer("/", "_", "?", "_", "=", "-", "&", "_")
