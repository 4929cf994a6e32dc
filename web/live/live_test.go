package live_test

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/alexedwards/scs/v2/memstore"

	"charthouse/internal/access"
	"charthouse/internal/db"
	"charthouse/internal/db/dbtest"
	"charthouse/internal/id"
	"charthouse/web/live"
	"charthouse/web/page"
	"charthouse/web/ui"
)

var (
	desk = access.StaffMember(1, "Tomasz Wieczorek", access.FrontDesk)
	lead = access.StaffMember(3, "Ingrid Solheim", access.Manager)
)

// practice is a database with three people, and one process serving it.
type practice struct {
	*dbtest.Database
	t    *testing.T
	here process
}

// process is one server with its hub.
type process struct {
	db   *db.DB
	hub  *live.Hub
	url  string
	stop func() // as the signal that ends a server
}

func open(t *testing.T) practice {
	t.Helper()
	p := practice{Database: dbtest.New(t), t: t}
	p.act(p.DB, access.System(access.Console), access.LoadSample.Practice(), func(tx *db.Tx) error {
		for _, sql := range []string{
			`insert into staff (name, email) values ('Tomasz Wieczorek', 't@example.org'), ('Dr Amara Okafor', 'a@example.org'), ('Ingrid Solheim', 'i@example.org')`,
			`insert into staff_roles values (1, 'front_desk'), (2, 'clinician'), (3, 'manager')`,
			`insert into locations (name, zone) values ('Kestrel Lane', 'America/New_York'), ('Harbour', 'America/New_York')`,
		} {
			if _, err := tx.Exec(t.Context(), sql); err != nil {
				return err
			}
		}
		return nil
	})
	p.here = p.serve()
	return p
}

// serve starts another process on the same database.
func (p practice) serve() process {
	p.t.Helper()
	s := process{db: db.New(p.App, p.Clock.Now)}
	log := slog.New(slog.DiscardHandler)
	site := page.NewSite(s.db, memstore.New(), log, false, nil)
	s.hub = live.New(site, s.db, log)
	server := httptest.NewServer(site.Handler(func(rt page.Routes) {
		s.hub.Routes(rt)
		rt.Get("/enter/{staff}", access.SignIn, func(w http.ResponseWriter, r *http.Request) error {
			n, err := page.ID[id.Staff](r, "staff")
			if err != nil {
				return err
			}
			site.Say(r, ui.Toast{Text: "Saved."})
			return site.SignIn(r.Context(), n, 1)
		})
		rt.Get("/shell", access.SignOut, func(w http.ResponseWriter, r *http.Request) error {
			if site.Shell(r, "Page", "").Flash != nil {
				w.Header().Set("Said", "yes")
			}
			return nil
		})
	}))
	p.t.Cleanup(server.Close)
	s.url = server.URL
	ctx, cancel := context.WithCancel(context.Background())
	over := make(chan struct{})
	go func() { s.hub.Run(ctx, p.AppURL); close(over) }()
	s.stop = func() { cancel(); <-over }
	p.t.Cleanup(s.stop)
	p.until("the process listens", func() bool { return p.listeners() > 0 })
	return s
}

func (p practice) listeners() (n int) {
	p.t.Helper()
	err := p.Owner.QueryRow(p.t.Context(), `select count(*) from pg_stat_activity where datname = current_database() and query = 'listen charthouse'`).Scan(&n)
	if err != nil {
		p.t.Fatal(err)
	}
	return n
}

func (p practice) until(what string, true func() bool) {
	p.t.Helper()
	for begin := time.Now(); time.Since(begin) < 10*time.Second; time.Sleep(10 * time.Millisecond) {
		if true() {
			return
		}
	}
	p.t.Fatalf("never: %s", what)
}

func (p practice) act(d *db.DB, who access.Actor, act access.Act, do func(*db.Tx) error) {
	p.t.Helper()
	if err := d.Write(p.t.Context(), who, act, do); err != nil {
		p.t.Fatal(err)
	}
}

// client opens a file.
func (p practice) client(name string) (c id.Client) {
	p.t.Helper()
	p.act(p.DB, desk, access.CreateClient.OnNew(), func(tx *db.Tx) error {
		c = tx.Client()
		_, err := tx.Exec(p.t.Context(), `insert into clients (id, family, opened_at) values ($1, $2, clock())`, c, name)
		return err
	})
	return c
}

// rename changes a file on the process d.
func (p practice) rename(d *db.DB, who access.Actor, c id.Client) {
	p.t.Helper()
	p.act(d, who, access.EditClient.On(c), func(tx *db.Tx) error {
		return tx.ExecOne(p.t.Context(), `update clients set phone = phone || '1' where id = $1`, c)
	})
}

// event is one line of a stream.
type event struct {
	Name, By, Words string
}

// tab is an open page that follows something.
type tab struct {
	t      *testing.T
	events chan event
	status int
	close  func()
}

// follow opens a stream as a member of staff.
func (s process) follow(t *testing.T, staff id.Staff, topics string) tab {
	t.Helper()
	jar, _ := cookiejar.New(nil)
	client := http.Client{Jar: jar}
	in, err := client.Get(fmt.Sprintf("%s/enter/%d", s.url, staff))
	if err != nil {
		t.Fatal(err)
	}
	_ = in.Body.Close()
	ctx, cancel := context.WithCancel(t.Context())
	r, _ := http.NewRequestWithContext(ctx, http.MethodGet, s.url+"/events?"+topics, nil)
	r.Header.Set("Accept", "text/event-stream")
	res, err := client.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	out := tab{t, make(chan event, 100), res.StatusCode, cancel}
	t.Cleanup(cancel)
	go func() {
		defer close(out.events)
		defer func() { _ = res.Body.Close() }()
		var e event
		for lines := bufio.NewScanner(res.Body); lines.Scan(); {
			if name, ok := strings.CutPrefix(lines.Text(), "event: "); ok {
				e = event{Name: name}
			}
			if data, ok := strings.CutPrefix(lines.Text(), "data: "); ok {
				_ = json.Unmarshal([]byte(data), &e)
				out.events <- e
			}
		}
	}()
	return out
}

// next is what the page is told next; over is true where its stream ended.
func (x tab) next() (e event, over bool) {
	x.t.Helper()
	select {
	case e, open := <-x.events:
		return e, !open
	case <-time.After(10 * time.Second):
		x.t.Fatal("the page was told nothing")
		return e, true
	}
}

func (x tab) must(name string) event {
	x.t.Helper()
	e, over := x.next()
	if over || e.Name != name {
		x.t.Fatalf("the page was told %+v, over %v; want %s", e, over, name)
	}
	return e
}

func (x tab) silent() {
	x.t.Helper()
	select {
	case e, open := <-x.events:
		x.t.Errorf("the page was told %+v (open %v)", e, open)
	case <-time.After(300 * time.Millisecond):
	}
}

func TestAChangeReachesThePagesOfEveryProcess(t *testing.T) {
	p := open(t)
	there := p.serve()
	p.until("both listen", func() bool { return p.listeners() == 2 })
	c, other := p.client("Haddad"), p.client("Ruiz")
	file := there.follow(t, 3, "file="+c.String())
	file.must("here")
	p.rename(p.here.db, desk, other)
	file.silent()
	p.rename(p.here.db, desk, c)
	if e := file.must("change"); e.By != "Tomasz Wieczorek" {
		t.Errorf("it was told that %q changed it", e.By)
	}
	p.rename(there.db, lead, c)
	if e := file.must("change"); e.By != "" {
		t.Errorf("a person's own change was told as %q's", e.By)
	}
}

func TestADayHearsOfItsOwnLocationOnly(t *testing.T) {
	p := open(t)
	lane, harbour := p.here.follow(t, 1, "day=1"), p.here.follow(t, 1, "day=2")
	p.until("both are open", func() bool { return p.here.hub.Open() == 2 })
	p.act(p.here.db, desk, access.BlockTime.Practice(), func(tx *db.Tx) error {
		_, err := tx.Exec(t.Context(), `
			insert into bookings (kind, title, location_id, zone, starts_local, starts_at, ends_at)
			values ('block', 'Staff meeting', 1, 'UTC', '2026-05-20 10:00', '2026-05-20 10:00Z', '2026-05-20 11:00Z')`)
		return err
	})
	lane.must("change")
	harbour.silent()
}

func TestTheInboxHearsOfMessagesAndTheDayDoesNot(t *testing.T) {
	p := open(t)
	c := p.client("Haddad")
	inbox, day := p.here.follow(t, 1, "inbox=true"), p.here.follow(t, 1, "day=1")
	p.until("both are open", func() bool { return p.here.hub.Open() == 2 })
	p.act(p.here.db, desk, access.SendMessage.On(c), func(tx *db.Tx) error {
		_, err := tx.Exec(t.Context(), `insert into messages (client_id, direction, kind, body, written_at) values ($1, 'inside', 'free', 'Called back.', clock())`, c)
		return err
	})
	inbox.must("change")
	day.silent()
}

// What is told is numbers: no name and no word of a file is in it.
func TestWhatIsToldHoldsNoContent(t *testing.T) {
	p := open(t)
	c := p.client("Haddad")
	heard := make(chan db.Change, 10)
	on := make(chan bool, 1)
	go db.Listen(t.Context(), p.AppURL, func(x db.Change) { heard <- x }, func() { on <- true }, func(error) {})
	<-on
	p.rename(p.here.db, desk, c)
	said, err := json.Marshal(<-heard)
	if err != nil {
		t.Fatal(err)
	}
	if got := string(said); strings.Contains(got, "Haddad") || !strings.Contains(got, c.String()) {
		t.Errorf("told: %s", got)
	}
}

// A connection that is killed is made again, and every page reads anew what it
// may have missed.
func TestAfterTheListenerWasKilledAllIsReadAnew(t *testing.T) {
	p := open(t)
	c := p.client("Haddad")
	file := p.here.follow(t, 2, "file="+c.String())
	file.must("here")
	if _, err := p.Owner.Exec(t.Context(), `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and query = 'listen charthouse'`); err != nil {
		t.Fatal(err)
	}
	p.rename(p.here.db, desk, c) // while nobody listens
	for e, over := file.next(); e.Name != "change"; e, over = file.next() {
		if over {
			t.Fatal("the stream ended")
		}
	}
	p.until("it listens again", func() bool { return p.listeners() == 1 })
	p.rename(p.here.db, desk, c)
	for e, over := file.next(); e.By != "Tomasz Wieczorek"; e, over = file.next() {
		if over {
			t.Fatal("the stream ended")
		}
	}
}

func TestWhoElseIsInAFileIsSaidAndTakenBack(t *testing.T) {
	p := open(t)
	there := p.serve()
	p.until("both listen", func() bool { return p.listeners() == 2 })
	c := p.client("Haddad")
	mine := p.here.follow(t, 1, "file="+c.String())
	if e := mine.must("here"); e.Words != "" {
		t.Errorf("alone, one reads %q", e.Words)
	}
	theirs := there.follow(t, 2, "writing=true&file="+c.String())
	if e := theirs.must("here"); e.Words != "Tomasz Wieczorek is here too, since 16:00" {
		t.Errorf("the second reads %q", e.Words)
	}
	if e := mine.must("here"); e.Words != "Dr Amara Okafor is writing in this file" {
		t.Errorf("the first reads %q", e.Words)
	}
	p.here.follow(t, 1, "file="+c.String()).must("here") // a second tab of one's own is nobody else
	theirs.close()
	begin := time.Now()
	for e := mine.must("here"); e.Words != ""; e = mine.must("here") {
	}
	if took := time.Since(begin); took > 5*time.Second {
		t.Errorf("who left was shown for %v", took)
	}
}

// A process that died leaves nobody behind for longer than a minute.
func TestWhoWasInAFileWhenAProcessDiedIsForgotten(t *testing.T) {
	p := open(t)
	c := p.client("Haddad")
	if err := p.Enter(t.Context(), db.Stream{Key: "k", Process: "died", File: c, Staff: 2}); err != nil {
		t.Fatal(err)
	}
	p.Clock.Move(2 * time.Minute)
	if mates, err := p.Mates(t.Context(), c, 1); err != nil || len(mates) != 0 {
		t.Errorf("%v, %v", mates, err)
	}
	if err := p.Stay(t.Context(), "other"); err != nil {
		t.Fatal(err)
	}
	var n int
	if err := p.Owner.QueryRow(t.Context(), `select count(*) from presence`).Scan(&n); err != nil || n != 0 {
		t.Errorf("%d rows, %v", n, err)
	}
}

func (p practice) restrict(c id.Client) {
	p.t.Helper()
	p.act(p.here.db, lead, access.RestrictClient.On(c), func(tx *db.Tx) error {
		_, err := tx.Exec(p.t.Context(), `insert into care_team (client_id, staff_id, added_at, added_by) values ($1, 2, clock(), 3)`, c)
		if err == nil {
			_, err = tx.Exec(p.t.Context(), `insert into restrictions (client_id, reason, restricted_at, restricted_by) values ($1, 'asked for', clock(), 3)`, c)
		}
		return err
	})
}

func TestARestrictedFileTellsNobodyOutside(t *testing.T) {
	p := open(t)
	c := p.client("Haddad")
	before := p.here.follow(t, 1, "file="+c.String())
	before.must("here")
	p.restrict(c)
	before.must("change")
	if x := p.here.follow(t, 1, "file="+c.String()); x.status != http.StatusForbidden {
		t.Errorf("somebody outside follows it: %d", x.status)
	}
	p.here.follow(t, 2, "file="+c.String()).must("here")
	for e, over := before.next(); !over; e, over = before.next() {
		if e.Words != "" {
			t.Errorf("somebody outside reads %q", e.Words)
		}
	}
}

func TestARoleIsToldOnlyOfWhatItMayOpen(t *testing.T) {
	p := open(t)
	if _, err := p.Owner.Exec(t.Context(), `begin; set local session_replication_role = replica; update staff_roles set role = 'owner' where staff_id = 1; commit`); err != nil {
		t.Fatal(err)
	}
	for _, topics := range []string{"inbox=true", "day=1"} {
		if x := p.here.follow(t, 1, topics); x.status != http.StatusForbidden {
			t.Errorf("an owner follows %s: %d", topics, x.status)
		}
	}
	if x := p.here.follow(t, 9, "worklist=true"); x.status == http.StatusOK && x.events != nil {
		if _, over := x.next(); !over {
			t.Error("a stranger follows the worklist")
		}
	}
}

func TestOnePersonHasOnlySoManyStreams(t *testing.T) {
	p := open(t)
	for range 12 {
		p.here.follow(t, 1, "worklist=true")
	}
	if x := p.here.follow(t, 1, "worklist=true"); x.status != http.StatusTooManyRequests {
		t.Errorf("the thirteenth was answered with %d", x.status)
	}
}

func TestStreamsEndAtOnceWhenTheServerDoes(t *testing.T) {
	p := open(t)
	x := p.here.follow(t, 1, "worklist=true")
	p.until("it is open", func() bool { return p.here.hub.Open() == 1 })
	begin := time.Now()
	p.here.stop()
	if _, over := x.next(); !over || time.Since(begin) > 2*time.Second {
		t.Errorf("over %v after %v", over, time.Since(begin))
	}
}

// A page that renews itself is nobody's doing: it keeps no session awake, and
// what was left to say is left to the page that a person opens.
func TestAPageThatRenewsItselfKeepsNobodySignedIn(t *testing.T) {
	p := open(t)
	jar, _ := cookiejar.New(nil)
	client := http.Client{Jar: jar, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	get := func(path string, live bool) *http.Response {
		t.Helper()
		r, _ := http.NewRequestWithContext(t.Context(), http.MethodGet, p.here.url+path, nil)
		if live {
			r.Header.Set("X-Live", "1")
		}
		res, err := client.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		_ = res.Body.Close()
		return res
	}
	get("/enter/1", false)
	if get("/shell", true).Header.Get("Said") != "" {
		t.Error("a page that renews itself took what was left to say")
	}
	if get("/shell", false).Header.Get("Said") == "" {
		t.Error("what was left to say is lost")
	}
	p.Clock.Move(20 * time.Minute)
	if res := get("/shell", true); res.StatusCode != http.StatusOK {
		t.Errorf("after 20 minutes: %d", res.StatusCode)
	}
	p.Clock.Move(15 * time.Minute)
	if res := get("/shell", true); res.StatusCode != http.StatusSeeOther {
		t.Errorf("after 35 minutes without a person: %d", res.StatusCode)
	}
}
