package page

import (
	"context"
	"crypto/rand"
	"encoding/base32"
	"fmt"
	"log/slog"
	"net/http"
	"runtime/debug"
	"slices"
	"time"

	"github.com/go-chi/chi/v5"

	"charthouse/internal/db"
	"charthouse/web/static"
	"charthouse/web/ui"
)

// policy allows what this house serves and nothing else: no inline script or
// style, no frame, no other host.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data: blob:; " +
	"connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

// Handler is the whole site: register adds the areas' routes. The order matters
// and reads from outside in.
func (s *Site) Handler(register func(Routes)) http.Handler {
	mux := chi.NewMux()
	mux.Use(s.numbered, s.logged, s.recovered, s.headers, s.legible, asGet, s.ownForms)
	mux.Handle(static.Prefix+"*", static.Handler())
	mux.Get("/healthz", func(w http.ResponseWriter, _ *http.Request) { _, _ = fmt.Fprintln(w, "ok") })
	mux.Get("/readyz", s.ready)
	mux.NotFound(s.do(func(http.ResponseWriter, *http.Request) error { return errNoPage }))
	mux.Group(func(mux chi.Router) {
		mux.Use(s.sessions.LoadAndSave, s.known)
		register(Routes{site: s, mux: mux})
	})
	return mux
}

func (s *Site) ready(w http.ResponseWriter, r *http.Request) {
	ctx, cancel := context.WithTimeout(r.Context(), 2*time.Second)
	defer cancel()
	if err := s.db.Ready(ctx); err != nil {
		http.Error(w, "the database does not answer", http.StatusServiceUnavailable)
		return
	}
	_, _ = fmt.Fprintln(w, "ready")
}

// numbered gives the request a reference that a person can read out.
func (s *Site) numbered(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var b [5]byte
		_, _ = rand.Read(b[:])
		n := base32.StdEncoding.EncodeToString(b[:])
		w.Header().Set("X-Request-Id", n)
		next.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), requestKey, n)))
	})
}

// RequestID is the request's reference.
func RequestID(r *http.Request) string {
	n, _ := r.Context().Value(requestKey).(string)
	return n
}

// logged writes one line a request: the route's pattern, never the path, since
// paths and queries may name patients.
func (s *Site) logged(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		start := time.Now()
		rec := &recorder{ResponseWriter: w, status: http.StatusOK}
		if s.metered {
			var ctx context.Context
			ctx, rec.cost = db.Metered(r.Context())
			r = r.WithContext(ctx)
		}
		next.ServeHTTP(rec, r)
		took := time.Since(start)
		s.metrics.served(methodOf(r), routeOf(r), rec.status, took)
		level := slog.LevelInfo
		if rec.status >= 500 {
			level = slog.LevelError
		}
		s.log.Log(r.Context(), level, "served", "request", RequestID(r), "method", methodOf(r), "route", routeOf(r),
			"status", rec.status, "bytes", rec.bytes, "ms", float64(took.Microseconds())/1000)
	})
}

// methodOf is the method by name where this site answers it: anybody can invent
// others, and each would be kept in the metrics for good.
func methodOf(r *http.Request) string {
	switch r.Method {
	case http.MethodGet, http.MethodHead, http.MethodPost:
		return r.Method
	}
	return "other"
}

func routeOf(r *http.Request) string {
	if c := chi.RouteContext(r.Context()); c != nil && c.RoutePattern() != "" {
		return c.RoutePattern()
	}
	return "none"
}

type recorder struct {
	http.ResponseWriter
	status int
	bytes  int
	cost   *db.Cost // of a metered site, until it is told
}

func (r *recorder) WriteHeader(status int) {
	r.tell()
	r.status = status
	r.ResponseWriter.WriteHeader(status)
}

// tell says what the answer asked of the database. Pages are whole before their
// first byte leaves.
func (r *recorder) tell() {
	if r.cost != nil {
		r.Header().Set("Server-Timing", r.cost.String())
		r.cost = nil
	}
}

func (r *recorder) Write(b []byte) (int, error) {
	r.tell()
	n, err := r.ResponseWriter.Write(b)
	r.bytes += n
	return n, err
}
func (r *recorder) Unwrap() http.ResponseWriter { return r.ResponseWriter }

// asGet answers HEAD as GET: the server leaves the body out. An answer that lasts
// is over with its first flush.
func asGet(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodHead {
			ctx, over := context.WithCancel(r.Context())
			defer over()
			w, r = heading{w, over}, r.WithContext(ctx)
			r.Method = http.MethodGet
		}
		next.ServeHTTP(w, r)
	})
}

// heading is the answer to a HEAD.
type heading struct {
	http.ResponseWriter
	over func()
}

// FlushError is what http.ResponseController flushes with.
func (h heading) FlushError() error {
	defer h.over()
	return http.NewResponseController(h.ResponseWriter).Flush()
}

func (h heading) Unwrap() http.ResponseWriter { return h.ResponseWriter }

// recovered turns a panic into a 500 with a reference.
func (s *Site) recovered(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		defer func() {
			v := recover()
			if v == nil {
				return
			}
			if v == http.ErrAbortHandler {
				panic(v)
			}
			s.log.ErrorContext(r.Context(), "panic", "request", RequestID(r), "route", routeOf(r), "panic", fmt.Sprintf("%T", v), "stack", string(debug.Stack()))
			s.fail(w, r, fmt.Errorf("panic"))
		}()
		next.ServeHTTP(w, r)
	})
}

// legible answers addresses that can be of no page: with a zero byte, or letters
// that are not UTF-8, which the database would refuse.
func (s *Site) legible(next http.Handler) http.Handler {
	return s.do(func(w http.ResponseWriter, r *http.Request) error {
		sent := []string{r.URL.Path}
		for name, values := range r.URL.Query() {
			sent = append(append(sent, name), values...)
		}
		if slices.ContainsFunc(sent, func(v string) bool { return Text(v) != v }) {
			return errNoPage
		}
		next.ServeHTTP(w, r)
		return nil
	})
}

// ownForms takes forms from this site's pages only: a browser says where a form
// came from, and nobody can be made to act here by a page elsewhere.
func (s *Site) ownForms(next http.Handler) http.Handler {
	own := http.NewCrossOriginProtection()
	own.SetDenyHandler(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.log.WarnContext(r.Context(), "refused: it came from another site", "request", RequestID(r), "method", methodOf(r),
			"origin", clipped(r.Header.Get("Origin")))
		d := ui.Door{Title: "This came from another site", Theme: ui.ThemeOf(r), Foot: "Reference " + RequestID(r)}
		_ = s.render(w, r, http.StatusForbidden, failed(d, "Another site tried to do something here in your name. Nothing was done. If you meant to do it, do it on its page here."))
	}))
	return own.Handler(next)
}

// clipped keeps a stranger's words short in the log.
func clipped(s string) string { return s[:min(len(s), 200)] }

func (s *Site) headers(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", policy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "same-origin")
		h.Set("X-Frame-Options", "DENY")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
		if s.secure {
			h.Set("Strict-Transport-Security", "max-age=31536000; includeSubDomains")
		}
		next.ServeHTTP(w, r)
	})
}
