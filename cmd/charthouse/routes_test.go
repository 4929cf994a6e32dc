package main

import (
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"charthouse/internal/access"
	"charthouse/internal/config"
	"charthouse/internal/db/dbtest"
	"charthouse/internal/id"
	"charthouse/web/page"
)

// wired is the whole site on a database of the test's own.
func wired(t testing.TB) (*dbtest.Database, *page.Site, http.Handler) {
	t.Helper()
	d := dbtest.New(t)
	site, handler := wireOn(t, d)
	return d, site, handler
}

func wireOn(t testing.TB, d *dbtest.Database) (*page.Site, http.Handler) {
	t.Helper()
	return wire(&house{db: d.DB, pool: d.App, dir: t.TempDir()}, config.Config{}, slog.New(slog.DiscardHandler))
}

// Run with GOLDEN=write to renew web/routes.golden.
func TestTheRoutesAreWhatIsCommitted(t *testing.T) {
	_, site, _ := wired(t)
	var b strings.Builder
	for _, r := range site.Table() {
		fmt.Fprintf(&b, "%-4s %-60s %s\n", r.Method, r.Path, r.Verb)
	}
	const golden = "../../web/routes.golden"
	if os.Getenv("GOLDEN") == "write" {
		if err := os.WriteFile(golden, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), b.String()); diff != "" {
		t.Errorf("the routes changed; review them and run with GOLDEN=write:\n%s", diff)
	}
}

var params = regexp.MustCompile(`\{[a-z]+\}`)

// knock asks a route as somebody and answers the status.
func knock(h http.Handler, route page.Route, who access.Actor) (int, string) {
	path := params.ReplaceAllString(route.Path, "424242")
	r := httptest.NewRequest(route.Method, path, strings.NewReader(""))
	if route.Method == http.MethodPost {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, page.As(r, who))
	return w.Code, w.Header().Get("Location")
}

func TestWhoCameByALinkReachesNoPageOfTheStaff(t *testing.T) {
	_, site, h := wired(t)
	for _, who := range []access.Actor{access.Guest(10001, 1), access.Deputy(10001, 1), access.Correspondent(10001, 1), access.Writing(10001, 1)} {
		for _, route := range site.Table() {
			if code, _ := knock(h, route, who); !who.May(route.Verb) && !portal(route) && code != http.StatusForbidden {
				t.Errorf("%s %s answered %s with %d", route.Method, route.Path, who.Roles().Words(), code)
			}
		}
	}
}

// portal routes know their guest by a cookie, not by a session.
func portal(r page.Route) bool {
	return (access.Patient | access.Proxy | access.Referrer | access.Writer).May(r.Verb) && !access.Staff.May(r.Verb)
}

func TestNobodyComesInWithoutSigningIn(t *testing.T) {
	_, site, h := wired(t)
	for _, route := range site.Table() {
		if access.Visitor.May(route.Verb) || portal(route) {
			continue
		}
		if code, to := knock(h, route, access.Nobody()); code != http.StatusSeeOther || !strings.HasPrefix(to, "/sign-in") {
			t.Errorf("%s %s let a stranger in: %d %s", route.Method, route.Path, code, to)
		}
	}
}

func TestEachRoleReachesItsRoutesAndNoOther(t *testing.T) {
	d, site, h := wired(t)
	for _, role := range access.Staff.Each() {
		who := access.StaffMember(id.Staff(7), "Somebody", role)
		for _, route := range site.Table() {
			if portal(route) {
				continue
			}
			code, _ := knock(h, route, who)
			switch {
			case code >= 500:
				t.Errorf("%s %s as %s: %d", route.Method, route.Path, role.Words(), code)
			case role.May(route.Verb) && code == http.StatusForbidden:
				t.Errorf("%s %s refused %s, who may %s", route.Method, route.Path, role.Words(), route.Verb)
			case !role.May(route.Verb) && code != http.StatusForbidden:
				t.Errorf("%s %s answered %s with %d, who may not %s", route.Method, route.Path, role.Words(), code, route.Verb)
			}
		}
	}
	var refused int
	if err := d.Owner.QueryRow(t.Context(), `select count(*) from trail where not allowed`).Scan(&refused); err != nil || refused == 0 {
		t.Errorf("%d refusals in the trail, %v", refused, err)
	}
}
