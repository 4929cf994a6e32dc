package page_test

import (
	"log/slog"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/alexedwards/scs/v2/memstore"

	"charthouse/internal/access"
	"charthouse/internal/db/dbtest"
	"charthouse/web/page"
)

func TestARouteWithoutAVerbDoesNotRegister(t *testing.T) {
	for _, verb := range []access.Verb{"", "somebody.invented"} {
		site := page.NewSite(nil, memstore.New(), slog.New(slog.DiscardHandler), false, nil)
		registers := func() (refused any) {
			defer func() { refused = recover() }()
			site.Handler(func(rt page.Routes) {
				rt.Get("/door", verb, func(http.ResponseWriter, *http.Request) error { return nil })
			})
			return nil
		}
		if registers() == nil || len(site.Table()) != 0 {
			t.Errorf("a route with the verb %q registered", verb)
		}
	}
}

func TestThePracticeIsReadyOnlyWhileItsDatabaseAnswers(t *testing.T) {
	d := dbtest.New(t)
	site := page.NewSite(d.DB, memstore.New(), slog.New(slog.DiscardHandler), false, nil)
	h := site.Handler(func(page.Routes) {})
	status := func(path string, want int) {
		t.Helper()
		w := httptest.NewRecorder()
		h.ServeHTTP(w, httptest.NewRequest(http.MethodGet, path, nil))
		if w.Code != want {
			t.Errorf("%s answers %d, want %d: %s", path, w.Code, want, w.Body)
		}
	}
	status("/healthz", http.StatusOK)
	status("/readyz", http.StatusOK)
	status("/metrics", http.StatusNotFound)
	d.App.Close()
	status("/healthz", http.StatusOK)
	status("/readyz", http.StatusServiceUnavailable)
}
