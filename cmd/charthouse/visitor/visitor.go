// Package visitor is somebody before the practice's pages, without a browser.
//
// Purpose: to do over HTTP what people do, signed in and with their cookies.
//
// Words: a visitor, an answer and what it cost.
//
// Doors: Enter, At; Get, Post, Again, Upload.
//
// Not here: what is done, and whether the answer is right.
package visitor

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/base64"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// Visitor is somebody with a browser's cookies and no browser.
type Visitor struct {
	http http.Client
	base string
}

// Answer is one answer and what it cost.
type Answer struct {
	Status  int
	To      string // where it leads
	Wait    string // when to ask again, where it says so: seconds
	Body    string
	Took    time.Duration // until the body was read
	Queries int
	Rows    int
	SQL     time.Duration
}

// At is somebody whom the site does not know.
func At(base string) *Visitor {
	jar, _ := cookiejar.New(nil) // fails over its options only
	return &Visitor{base: base, http: http.Client{
		Jar: jar, Transport: &http.Transport{MaxIdleConnsPerHost: 64},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}}
}

// Enter signs somebody in.
func Enter(ctx context.Context, base, email, password string) (*Visitor, error) {
	v := At(base)
	a, err := v.Post(ctx, "/sign-in", "email", email, "password", password)
	if err != nil {
		return nil, err
	}
	if a.Status != http.StatusSeeOther {
		return nil, fmt.Errorf("sign in as %s: answered with %d", email, a.Status)
	}
	return v, nil
}

// Get opens a page.
func (v *Visitor) Get(ctx context.Context, path string) (Answer, error) {
	return v.ask(ctx, http.MethodGet, path, "", nil)
}

// Post sends a form as a page would, under a fresh key.
func (v *Visitor) Post(ctx context.Context, path string, pairs ...string) (Answer, error) {
	return v.Again(ctx, Key(), path, pairs...)
}

// Again sends a form under a key: what was sent under it before is the same form.
func (v *Visitor) Again(ctx context.Context, key, path string, pairs ...string) (Answer, error) {
	form := url.Values{"_once": {key}}
	for i := 0; i+1 < len(pairs); i += 2 {
		form.Add(pairs[i], pairs[i+1])
	}
	return v.ask(ctx, http.MethodPost, path, "application/x-www-form-urlencoded", strings.NewReader(form.Encode()))
}

// Upload sends a form that carries a file, under a key.
func (v *Visitor) Upload(ctx context.Context, key, path, name string, content []byte, pairs ...string) (Answer, error) {
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	_ = form.WriteField("_once", key) // a buffer takes everything
	for i := 0; i+1 < len(pairs); i += 2 {
		_ = form.WriteField(pairs[i], pairs[i+1])
	}
	file, _ := form.CreateFormFile("file", name)
	_, _ = file.Write(content)
	_ = form.Close()
	return v.ask(ctx, http.MethodPost, path, form.FormDataContentType(), &body)
}

// Key is a form's own, which nobody can guess.
func Key() string {
	var b [16]byte
	_, _ = rand.Read(b[:]) // never fails since Go 1.24
	return base64.RawURLEncoding.EncodeToString(b[:])
}

func (v *Visitor) ask(ctx context.Context, method, path, media string, body io.Reader) (Answer, error) {
	r, err := http.NewRequestWithContext(ctx, method, v.base+path, body)
	if err != nil {
		return Answer{}, err
	}
	if media != "" {
		r.Header.Set("Content-Type", media)
	}
	began := time.Now()
	res, err := v.http.Do(r)
	if err != nil {
		return Answer{}, err
	}
	defer func() { _ = res.Body.Close() }()
	text, err := io.ReadAll(res.Body)
	if err != nil {
		return Answer{}, err
	}
	a := Answer{Status: res.StatusCode, To: res.Header.Get("Location"), Wait: res.Header.Get("Retry-After"), Body: string(text), Took: time.Since(began)}
	a.cost(res.Header.Get("Server-Timing"))
	return a, nil
}

// cost reads what a metered server says: sql;dur=1.25, queries;desc=12, rows;desc=340.
func (a *Answer) cost(timing string) {
	for part := range strings.SplitSeq(timing, ",") {
		name, value, _ := strings.Cut(strings.TrimSpace(part), ";")
		_, value, _ = strings.Cut(value, "=")
		n, err := strconv.ParseFloat(value, 64)
		switch {
		case err != nil:
		case name == "sql":
			a.SQL = time.Duration(n * float64(time.Millisecond))
		case name == "queries":
			a.Queries = int(n)
		case name == "rows":
			a.Rows = int(n)
		}
	}
}
