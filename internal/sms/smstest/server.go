// Package smstest is a provider of texts for tests: it answers as Twilio does and
// keeps what it was sent, byte for byte.
package smstest

import (
	"crypto/hmac"
	"crypto/sha1"
	"encoding/base64"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"sync"
	"testing"
)

// The account that the server knows.
const (
	Account = "AC00000000000000000000000000000000"
	Token   = "a token of tests"
	From    = "+15005550006"
)

// Request is what arrived.
type Request struct {
	Method, Path, Type, User, Password string
	Raw                                string
	Form                               url.Values
}

// Server is the provider.
type Server struct {
	URL string

	mu     sync.Mutex
	got    []Request
	status int
	body   string
	drop   bool
}

// Start runs a server until the test ends. It takes every text.
func Start(t testing.TB) *Server {
	t.Helper()
	s := &Server{}
	srv := httptest.NewServer(http.HandlerFunc(s.serve))
	t.Cleanup(srv.Close)
	s.URL = srv.URL
	return s
}

// Answer has it answer so from now on; zero is to take every text.
func (s *Server) Answer(status int, body string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.status, s.body, s.drop = status, body, false
}

// Drop has it take every text and hang up before it says so.
func (s *Server) Drop() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.drop = true
}

// Requests are those that arrived, oldest first.
func (s *Server) Requests() []Request {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.got)
}

func (s *Server) serve(w http.ResponseWriter, r *http.Request) {
	raw, _ := io.ReadAll(r.Body)
	form, _ := url.ParseQuery(string(raw))
	user, password, _ := r.BasicAuth()
	s.mu.Lock()
	defer s.mu.Unlock()
	s.got = append(s.got, Request{r.Method, r.URL.Path, r.Header.Get("Content-Type"), user, password, string(raw), form})
	switch {
	case s.drop:
		panic(http.ErrAbortHandler)
	case s.status != 0:
		w.WriteHeader(s.status)
		_, _ = io.WriteString(w, s.body)
	case user != Account || password != Token:
		w.WriteHeader(http.StatusUnauthorized)
		_, _ = io.WriteString(w, `{"code":20003,"message":"Authenticate","more_info":"https://www.twilio.com/docs/errors/20003","status":401}`)
	default:
		w.WriteHeader(http.StatusCreated)
		_, _ = fmt.Fprintf(w, `{"account_sid": %q, "sid": "SM%032d", "status": "queued", "to": %q, "error_code": null, "error_message": null}`, Account, len(s.got), form.Get("To"))
	}
}

// Sign is the signature of what the account posts to an address. It is written apart
// from the one that is tested, after the provider's own words.
func Sign(token, address string, form url.Values) string {
	text := address
	for _, name := range slices.Sorted(maps.Keys(form)) {
		text += name + form.Get(name)
	}
	mac := hmac.New(sha1.New, []byte(token))
	mac.Write([]byte(text))
	return base64.StdEncoding.EncodeToString(mac.Sum(nil))
}
