package main

import (
	"bytes"
	"log/slog"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"charthouse/internal/config"
	"charthouse/internal/db/dbtest"
	"charthouse/internal/files"
	"charthouse/internal/sample"
	"charthouse/web/href"
	"charthouse/web/page"
)

// ground is the sample practice in which everybody is signed in, or has opened
// their link. Nobody acts on it: each proof stands on a copy of it.
type ground struct {
	*dbtest.Database
	store  *files.Store
	routes []page.Route
	jars   map[string]map[string]string // cookies of each of the sweepers
	seen   []example                    // every example of a page, with its path
	linked string                       // the path of a link that nobody has opened
}

// practiceDays is the past of the practice on which forms are posted.
const practiceDays = 75

func lay(t *testing.T) *ground {
	t.Helper()
	d := dbtest.New(t)
	now := time.Date(2026, time.May, 5, 10, 52, 0, 0, time.UTC)
	d.Clock.Set(now)
	store, err := files.Open(t.Context(), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = store.Close() })
	if err := sample.LoadDays(t.Context(), d.Owner, store, now, practiceDays, func(string, int, int) {}); err != nil {
		t.Fatal(err)
	}
	g := &ground{Database: d, store: store, jars: map[string]map[string]string{}}
	f := g.floor(t, d)
	g.routes = f.routes
	s := &sweep{Database: d, t: t, handler: f, routes: f.routes}
	s.files(store)
	s.names()
	s.shut()
	s.give()
	s.lapse()
	s.online()
	s.freed()
	practised{Database: d, t: t}.owner(arranged)
	for _, who := range sweepers[1:6] {
		f.signIn(who)
	}
	s.talkLink() // an example wants what was written
	g.seen = resolved(s)
	f.openLinks(s)
	g.linked = s.letterLink()
	g.jars = f.jars
	return g
}

// resolved are the paths of all examples, found before anybody acts.
func resolved(s *sweep) (out []example) {
	for _, e := range append(s.examples(), looks...) {
		if e = s.found(e); e.status < 400 {
			out = append(out, e)
		}
	}
	return out
}

// floor is one copy of the ground, with the whole site on it.
type floor struct {
	*dbtest.Database
	http.Handler
	t      *testing.T
	routes []page.Route
	mu     sync.Mutex
	jars   map[string]map[string]string
	said   bytes.Buffer // what the site logged
	count  string       // the query that counts the rows
}

func (f *floor) Write(p []byte) (int, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.said.Write(p)
}

func (g *ground) floor(t *testing.T, d *dbtest.Database) *floor {
	t.Helper()
	stopped(t, d)
	f := &floor{Database: d, t: t, jars: map[string]map[string]string{}}
	for who, jar := range g.jars {
		f.jars[who] = maps.Clone(jar)
	}
	log := slog.New(slog.NewTextHandler(f, &slog.HandlerOptions{Level: slog.LevelError}))
	site, handler := wire(&house{db: d.DB, pool: d.App, dir: t.TempDir(), documents: g.store}, config.Config{}, log)
	f.Handler, f.routes = handler, site.Table()
	return f
}

// stopped has the database stand at the test's instant outside acts, too.
func stopped(t *testing.T, d *dbtest.Database) {
	t.Helper()
	_, err := d.Owner.Exec(t.Context(), `do $$ begin execute format('alter database %I set charthouse.now = %L', current_database(), '`+
		d.Clock.Now().Format(time.RFC3339)+`'); end $$`)
	if err != nil {
		t.Fatal(err)
	}
	d.Owner.Reset()
	d.App.Reset()
}

// copied is a floor of its own for a proof.
func (g *ground) copied(t *testing.T) *floor {
	t.Helper()
	return g.floor(t, g.Copy(t))
}

// reply is what the browser gets to see.
type reply struct {
	code int
	to   string // where it is sent
	at   string // the address of the page, after redirects
	body string
}

// get opens a page, through redirects.
func (f *floor) get(as, path string) reply {
	f.t.Helper()
	a := f.send(as, httptest.NewRequest(http.MethodGet, path, nil))
	a.at = path
	for n := 0; n < 3 && a.to != ""; n++ {
		at := a.to
		a = f.send(as, httptest.NewRequest(http.MethodGet, at, nil))
		a.at = at
	}
	return a
}

func (f *floor) send(as string, r *http.Request) reply {
	f.t.Helper()
	f.mu.Lock()
	for name, value := range f.jars[as] {
		r.AddCookie(&http.Cookie{Name: name, Value: value})
	}
	f.mu.Unlock()
	w := httptest.NewRecorder()
	f.ServeHTTP(w, r)
	f.keep(as, w.Result().Cookies())
	if w.Code >= http.StatusInternalServerError {
		f.t.Errorf("%s %s as %s answered with %d: %s", r.Method, r.URL, as, w.Code, f.lastWords())
	}
	return reply{code: w.Code, to: w.Header().Get("Location"), body: w.Body.String()}
}

func (f *floor) keep(as string, cookies []*http.Cookie) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.jars[as] == nil {
		f.jars[as] = map[string]string{}
	}
	for _, c := range cookies {
		f.jars[as][c.Name] = c.Value
		if c.MaxAge < 0 {
			delete(f.jars[as], c.Name)
		}
	}
}

func (f *floor) lastWords() string {
	f.mu.Lock()
	defer f.mu.Unlock()
	lines := strings.Split(strings.TrimSpace(f.said.String()), "\n")
	return strings.Join(lines[max(0, len(lines)-2):], "\n") // what failed, and the request
}

// typed posts fields at a path, without a form.
func (f *floor) typed(as, path string, in url.Values) reply {
	f.t.Helper()
	r := httptest.NewRequest(http.MethodPost, path, strings.NewReader(in.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return f.send(as, r)
}

// otherPassword is what every form says that wants a new one.
const otherPassword = "Correct horse 47 battery"

// signIn lets somebody in again whose session a form ended; another may have put them
// out of the house meanwhile.
func (f *floor) signIn(who string) {
	f.t.Helper()
	practised{Database: f.Database, t: f.t}.owner(`update staff set deactivated_at = null where email = '` + who + `@kestrellane.example'`)
	for _, password := range []string{sample.Password, otherPassword} { // a form may have changed it
		in := url.Values{"email": {who + "@kestrellane.example"}, "password": {password}}
		if a := f.typed(who, "/sign-in", in); a.code == http.StatusSeeOther {
			return
		}
	}
	f.t.Fatalf("%s cannot sign in", who)
}

// openLinks has those who come by a link open it, and three of them say who they are.
func (f *floor) openLinks(s *sweep) {
	f.t.Helper()
	var bornAt string
	s.ask(&bornAt, `select c.birth_date::text from clients c join packets p on p.client_id = c.id where p.id = (`+unfinishedForm+`)`)
	for _, l := range []struct {
		who      string
		link     func() string
		at, born string
	}{
		{guest, func() string { return s.linkTo(otherForm) }, "", ""},
		{patient, s.formLink, href.FormBirth, bornAt},
		{asked, s.letterLink, "", ""},
		{referrer, s.letterLink, href.LetterBirth, born},
		{unproven, s.talkLink, "", ""},
		{writer, s.talkLink, href.TalkBirth, born},
		{booker, s.visitLink, "", ""},
	} {
		if a := f.typed(l.who, l.link(), nil); a.code != http.StatusSeeOther {
			f.t.Fatalf("%s cannot open their link: %d", l.who, a.code)
		}
		if l.at == "" {
			continue
		}
		if a := f.typed(l.who, l.at, url.Values{"born": {l.born}}); a.code != http.StatusSeeOther {
			f.t.Fatalf("%s is not known: %d", l.who, a.code)
		}
	}
}
