package page_test

import (
	"bufio"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/alexedwards/scs/v2/memstore"

	"charthouse/internal/access"
	"charthouse/web/page"
)

// answering is a site of one page, one form and one answer that lasts.
func answering(t *testing.T) (*page.Site, string) {
	t.Helper()
	site := page.NewSite(nil, memstore.New(), slog.New(slog.DiscardHandler), false, nil)
	server := httptest.NewServer(site.Handler(func(rt page.Routes) {
		rt.Get("/page", access.SignIn, func(w http.ResponseWriter, _ *http.Request) error { _, err := io.WriteString(w, "a page"); return err })
		rt.Post("/form", access.SignIn, func(http.ResponseWriter, *http.Request) error { return nil })
		rt.Get("/events", access.SignIn, func(w http.ResponseWriter, r *http.Request) error {
			if err := page.Streaming(w).Beat(); err != nil {
				return err
			}
			<-r.Context().Done()
			return nil
		})
	}))
	t.Cleanup(server.Close)
	return site, server.URL
}

func asked(t *testing.T, method, url string) *http.Response {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), method, url, nil)
	if err != nil {
		t.Fatal(err)
	}
	client := http.Client{Timeout: 10 * time.Second}
	got, err := client.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = got.Body.Close() })
	return got
}

func TestHeadIsAnsweredAsGetWithoutItsBody(t *testing.T) {
	_, at := answering(t)
	for path, want := range map[string]int{
		"/healthz": http.StatusOK, "/page": http.StatusOK, "/events": http.StatusOK,
		"/form": http.StatusMethodNotAllowed, "/nowhere": http.StatusNotFound,
	} {
		got := asked(t, http.MethodHead, at+path)
		body, err := io.ReadAll(got.Body)
		if got.StatusCode != want || len(body) != 0 || err != nil {
			t.Errorf("%s: status %d with %q, %v; want %d", path, got.StatusCode, body, err, want)
		}
	}
	if n := asked(t, http.MethodHead, at+"/page").ContentLength; n != int64(len("a page")) {
		t.Errorf("the length of the page is told as %d", n)
	}
}

func TestInventedMethodsAreCountedAsOne(t *testing.T) {
	site, at := answering(t)
	for _, method := range []string{"INVENTED", "INVENTEDTOO", http.MethodGet} {
		asked(t, method, at+"/page")
	}
	w := httptest.NewRecorder()
	site.Metrics().ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/metrics", nil))
	methods := map[string]bool{}
	for s := bufio.NewScanner(w.Body); s.Scan(); {
		if _, after, found := strings.Cut(s.Text(), `method="`); found {
			name, _, _ := strings.Cut(after, `"`)
			methods[name] = true
		}
	}
	if len(methods) != 2 || !methods["GET"] || !methods["other"] {
		t.Errorf("the metrics tell of %v", methods)
	}
}
