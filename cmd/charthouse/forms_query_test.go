package main

import (
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// perName are the words that each name of a query has, and each part of a path.
const perName = 5

// anyQueries writes naughty words into what every page may be asked: the names in
// the links and filters of all pages, and the parts of the paths.
func anyQueries(t *testing.T, e *effects) {
	t.Parallel()
	d := &deck{naughtyWords(), map[string]int{}}
	f := e.copied(t)
	for _, key := range slices.Sorted(maps.Keys(e.asks)) {
		l := e.asks[key]
		u, err := url.Parse(l.page)
		if err != nil {
			t.Fatal(err)
		}
		for range perName {
			in := u.Query()
			in.Set(l.route, d.next("query"))
			f.ask(l.as, u.Path+"?"+in.Encode())
		}
	}
	pages := map[string]bool{}
	for _, look := range e.seen {
		pattern := e.gets.route(look.path)
		if pages[pattern] || !strings.Contains(pattern, "{") {
			continue
		}
		pages[pattern] = true
		for i, part := range strings.Split(pattern, "/") {
			for n := 0; n < perName && strings.HasPrefix(part, "{"); n++ {
				other := strings.Split(strings.SplitN(look.path, "?", 2)[0], "/")
				other[i] = url.PathEscape(d.next("path"))
				f.ask(look.as, strings.Join(other, "/"))
			}
		}
	}
	t.Logf("asked: %v of %d names and %d paths", d.dealt, len(e.asks), len(pages))
}

// ask opens a page whatever the words: it may be not there, and it is sound.
func (f *floor) ask(as, path string) {
	f.t.Helper()
	u, err := url.Parse(path)
	if err != nil {
		return // no browser can send it
	}
	r := httptest.NewRequest(http.MethodGet, "/", nil)
	r.URL, r.RequestURI = u, path
	a := f.send(as, r)
	if wrong := unsound(a.body); wrong != "" && strings.Contains(a.body, "<html") {
		f.t.Errorf("GET %s as %s (%d) is unsound: %s", clip(path), as, a.code, wrong)
	}
}

// askable keeps the names of the queries in a page's links and filters, each once
// of one pattern, with a page of it.
func (m *atlas) askable(as, body string) {
	for _, at := range append(linksIn(body), filtersIn(body)...) {
		u, err := url.Parse(at)
		if err != nil {
			continue
		}
		pattern := m.gets.route(at)
		for name := range u.Query() {
			if key := pattern + "?" + name; pattern != "" && m.asks[key].page == "" {
				m.asks[key] = place{route: name, as: as, page: at}
			}
		}
	}
}

// filtersIn are the forms of a page that ask, as the links that they are.
func filtersIn(body string) (out []string) {
	doc, err := html.Parse(strings.NewReader(body))
	if err != nil {
		return nil
	}
	each(doc, func(n *html.Node) {
		if n.Data != "form" || strings.EqualFold(attr(n, "method"), "post") || attr(n, "action") == "" {
			return
		}
		q := url.Values{}
		each(n, func(c *html.Node) {
			if name := attr(c, "name"); name != "" && (c.Data == "input" || c.Data == "select") {
				q.Set(name, attr(c, "value"))
			}
		})
		path, _, _ := strings.Cut(attr(n, "action"), "?")
		out = append(out, path+"?"+q.Encode())
	})
	return out
}
