package page_test

import (
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/a-h/templ"
	"github.com/alexedwards/scs/v2/memstore"
	"github.com/jackc/pgx/v5/pgconn"

	"charthouse/internal/access"
	"charthouse/internal/fault"
	"charthouse/web/page"
)

// ask serves one page of a site and answers what it said and what it logged.
func ask(t *testing.T, h page.Handler) (w *httptest.ResponseRecorder, log string) {
	t.Helper()
	var out strings.Builder
	site := page.NewSite(nil, memstore.New(), slog.New(slog.NewTextHandler(&out, nil)), true, nil)
	w = httptest.NewRecorder()
	site.Handler(func(rt page.Routes) { rt.Get("/door/{name}", access.SignIn, h) }).ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/door/Haddad?q=Haddad", nil))
	return w, out.String()
}

func TestAPanicIsAPageWithAReferenceAndNoDetail(t *testing.T) {
	w, log := ask(t, func(http.ResponseWriter, *http.Request) error { panic("Noor Haddad has no birth date") })
	reference := w.Header().Get("X-Request-Id")
	if w.Code != http.StatusInternalServerError || reference == "" || !strings.Contains(w.Body.String(), reference) {
		t.Errorf("status %d, reference %q:\n%s", w.Code, reference, w.Body)
	}
	if strings.Contains(w.Body.String(), "birth date") || strings.Contains(w.Body.String(), "goroutine") {
		t.Errorf("the page tells details:\n%s", w.Body)
	}
	if !strings.Contains(log, reference) || !strings.Contains(log, "stack=") {
		t.Errorf("the log does not lead from the reference to the place: %s", log)
	}
	if strings.Contains(log, "Haddad") {
		t.Errorf("the log names a patient: %s", log)
	}
}

func TestTheLogNamesTheRouteAndNotWhoWasLookedFor(t *testing.T) {
	_, log := ask(t, func(w http.ResponseWriter, _ *http.Request) error { _, err := w.Write([]byte("here")); return err })
	if !strings.Contains(log, "route=/door/{name}") || !strings.Contains(log, "status=200") {
		t.Errorf("the line lacks the route or the status: %s", log)
	}
	if strings.Contains(log, "Haddad") {
		t.Errorf("the log holds what was asked: %s", log)
	}
}

func TestEveryAnswerCarriesTheHeadersThatKeepPagesTogether(t *testing.T) {
	w, _ := ask(t, func(w http.ResponseWriter, _ *http.Request) error { _, err := w.Write([]byte("here")); return err })
	for name, word := range map[string]string{
		"Content-Security-Policy": "default-src 'none'", "X-Content-Type-Options": "nosniff", "Referrer-Policy": "same-origin",
		"X-Frame-Options": "DENY", "Strict-Transport-Security": "max-age", "Cross-Origin-Opener-Policy": "same-origin",
	} {
		if !strings.Contains(w.Header().Get(name), word) {
			t.Errorf("%s is %q", name, w.Header().Get(name))
		}
	}
	if csp := w.Header().Get("Content-Security-Policy"); strings.Contains(csp, "unsafe") {
		t.Errorf("the policy lets inline script or style in: %s", csp)
	}
}

func TestAnErrorIsAPageThatDoesNotRepeatIt(t *testing.T) {
	w, log := ask(t, func(http.ResponseWriter, *http.Request) error { return errors.New("relation notes: syntax error") })
	if w.Code != http.StatusInternalServerError || strings.Contains(w.Body.String(), "syntax") || strings.Contains(w.Body.String(), "relation") {
		t.Errorf("status %d, and the page tells details:\n%s", w.Code, w.Body)
	}
	if !strings.Contains(log, "syntax error") {
		t.Errorf("the log does not say what failed: %s", log)
	}
}

func TestNoBrowserKeepsAPage(t *testing.T) {
	for what, h := range map[string]page.Handler{
		"a page":      func(w http.ResponseWriter, r *http.Request) error { return page.Render(w, r, templ.Raw("here")) },
		"an error":    func(http.ResponseWriter, *http.Request) error { return errors.New("wrong") },
		"its refusal": func(http.ResponseWriter, *http.Request) error { return fault.New(fault.Conflict, "No.") },
	} {
		if w, _ := ask(t, h); w.Header().Get("Cache-Control") != "no-store" {
			t.Errorf("%s may be kept: %q", what, w.Header().Get("Cache-Control"))
		}
	}
}

func TestWhileTheDatabaseIsAwayThePageSaysWhenToTryAgain(t *testing.T) {
	for _, away := range []error{
		fmt.Errorf("begin note.save: %w", &pgconn.PgError{Code: "57P01"}), // ended by the one who looks after it
		fmt.Errorf("begin note.save: %w", &pgconn.PgError{Code: "57P03"}), // it starts
		fmt.Errorf("settle: %w", io.ErrUnexpectedEOF),                     // it was killed
	} {
		w, _ := ask(t, func(http.ResponseWriter, *http.Request) error { return away })
		if w.Code != http.StatusServiceUnavailable || w.Header().Get("Retry-After") != "1" || !strings.Contains(w.Body.String(), "Send this page once more") {
			t.Errorf("%v: status %d, Retry-After %q", away, w.Code, w.Header().Get("Retry-After"))
		}
	}
	w, _ := ask(t, func(http.ResponseWriter, *http.Request) error { return &pgconn.PgError{Code: "23505"} })
	if w.Code != http.StatusInternalServerError || w.Header().Get("Retry-After") != "" {
		t.Errorf("a mistake of ours: status %d, Retry-After %q", w.Code, w.Header().Get("Retry-After"))
	}
}
