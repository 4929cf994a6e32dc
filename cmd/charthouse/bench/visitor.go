package bench

import (
	"context"
	"crypto/rand"
	"encoding/base64"
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// visitor is somebody signed in, with a browser's cookies and no browser.
type visitor struct {
	http http.Client
	base string
}

// answer is one answer and what it cost.
type answer struct {
	status  int
	to      string // where it leads
	body    string
	took    time.Duration // until the body was read
	queries int
	rows    int
	sql     time.Duration
}

// enter signs somebody in.
func enter(ctx context.Context, base, email, password string) (*visitor, error) {
	jar, err := cookiejar.New(nil)
	if err != nil {
		return nil, err
	}
	v := &visitor{base: base, http: http.Client{
		Jar: jar, Transport: &http.Transport{MaxIdleConnsPerHost: 64},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}}
	a, err := v.post(ctx, "/sign-in", "email", email, "password", password)
	if err != nil {
		return nil, err
	}
	if a.status != http.StatusSeeOther {
		return nil, fmt.Errorf("sign in as %s: answered with %d", email, a.status)
	}
	return v, nil
}

func (v *visitor) get(ctx context.Context, path string) (answer, error) {
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, v.base+path, nil)
	if err != nil {
		return answer{}, err
	}
	return v.ask(r)
}

// post sends a form as a page would, under a fresh key.
func (v *visitor) post(ctx context.Context, path string, pairs ...string) (answer, error) {
	form := url.Values{"_once": {key()}}
	for i := 0; i+1 < len(pairs); i += 2 {
		form.Add(pairs[i], pairs[i+1])
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, v.base+path, strings.NewReader(form.Encode()))
	if err != nil {
		return answer{}, err
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return v.ask(r)
}

func key() string {
	var b [16]byte
	_, _ = rand.Read(b[:]) // never fails since Go 1.24
	return base64.RawURLEncoding.EncodeToString(b[:])
}

func (v *visitor) ask(r *http.Request) (answer, error) {
	began := time.Now()
	res, err := v.http.Do(r)
	if err != nil {
		return answer{}, err
	}
	body, err := io.ReadAll(res.Body)
	if err != nil {
		return answer{}, err
	}
	a := answer{status: res.StatusCode, to: res.Header.Get("Location"), body: string(body), took: time.Since(began)}
	a.cost(res.Header.Get("Server-Timing"))
	return a, res.Body.Close()
}

// cost reads what a metered server says: sql;dur=1.25, queries;desc=12, rows;desc=340.
func (a *answer) cost(timing string) {
	for part := range strings.SplitSeq(timing, ",") {
		name, value, _ := strings.Cut(strings.TrimSpace(part), ";")
		_, value, _ = strings.Cut(value, "=")
		n, err := strconv.ParseFloat(value, 64)
		switch {
		case err != nil:
		case name == "sql":
			a.sql = time.Duration(n * float64(time.Millisecond))
		case name == "queries":
			a.queries = int(n)
		case name == "rows":
			a.rows = int(n)
		}
	}
}
