package main

import (
	"context"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"

	"charthouse/internal/access"
	"charthouse/internal/id"
	"charthouse/web/page"
)

// outside are pages below a file whose readers are not in it.
var outside = map[string]string{
	"/clients/{client}/glass":         "asks who is shut out for a reason",
	"/clients/{client}/glass/{glass}": "is read by whoever reviews the opening",
}

var ofFile = regexp.MustCompile(`^/clients/(\d+)`)

// TestEveryPageOfAFileShowsWhoElseIsInIt walks the table of routes: a new page of a
// file that does not follow it fails.
func TestEveryPageOfAFileShowsWhoElseIsInIt(t *testing.T) {
	s := stock(t)
	for _, r := range s.routes {
		if r.Method != http.MethodGet || !strings.HasPrefix(r.Path, "/clients/{client}") || notPages[r.Path] != "" {
			continue
		}
		if len(pages[r.Path]) == 0 {
			t.Errorf("%s has no example", r.Path)
		}
		for _, e := range pages[r.Path] {
			e = s.found(e)
			code, body := s.read(t.Context(), e)
			if code != max(e.status, http.StatusOK) {
				t.Errorf("%s answered %s with %d", e.path, e.as, code)
			}
			if e.status == 0 {
				shows := strings.Contains(body, `data-live="/events?`) && strings.Contains(body, "file="+ofFile.FindStringSubmatch(e.path)[1]) && strings.Contains(body, "data-here")
				if shows == (outside[r.Path] != "") {
					t.Errorf("%s shows who else is in the file: %v", e.path, shows)
				}
			}
		}
	}
}

// read is the example's page as its person gets it.
func (s *sweep) read(ctx context.Context, e example) (int, string) {
	s.t.Helper()
	var n id.Staff
	var name string
	if err := s.Owner.QueryRow(ctx, `select id, name from staff where email like $1 || '@%'`, e.as).Scan(&n, &name); err != nil {
		s.t.Fatal(err)
	}
	w := httptest.NewRecorder()
	r := httptest.NewRequest(http.MethodGet, e.path, nil)
	s.handler.ServeHTTP(w, page.As(r, access.StaffMember(n, name, roleOf[e.as])))
	return w.Code, w.Body.String()
}
