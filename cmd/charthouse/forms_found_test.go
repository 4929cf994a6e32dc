package main

import (
	"net/http"
	"net/url"
	"slices"
	"strings"

	"golang.org/x/net/html"
)

// place is where somebody finds the form of a route: on a page, perhaps only
// after they posted other forms.
type place struct {
	route, as, page string
	after           []place // what is posted before, each from its own place
}

// atlas is where the forms are: some places for each POST route.
type atlas struct {
	posts, gets table
	places      map[string][]place
	asks        map[string]place // a page, as somebody, for each name of a query
}

// enough places to try of one route, and pages to open of one pattern as one person.
const (
	enoughPlaces = 4
	enoughPages  = 2
)

func mapped(f *floor) *atlas {
	return &atlas{tableOf(f.routes, http.MethodPost), tableOf(f.routes, http.MethodGet), map[string][]place{}, map[string]place{}}
}

// note keeps the forms of a page that few places are known of.
func (m *atlas) note(as, at, body string, after []place) (fresh []place) {
	for _, f := range formsIn(m.posts, at, body) {
		known := m.places[f.route]
		alike := func(p place) bool { return p.page == at && p.as == as }
		if f.route == "" || len(known) >= enoughPlaces || slices.ContainsFunc(known, alike) {
			continue
		}
		p := place{f.route, as, at, after}
		if len(known) == 0 {
			fresh = append(fresh, p)
		}
		m.places[f.route] = append(known, p)
	}
	return fresh
}

// crawl walks the links from the examples of all pages, as each of the sweepers.
func (g *ground) crawl(f *floor) *atlas {
	m := mapped(f)
	m.note(stranger, g.linked, f.get(stranger, g.linked).body, nil)
	for _, who := range sweepers {
		todo, opened, of := []string{}, map[string]bool{}, map[string]int{}
		for _, e := range g.seen {
			if e.as == who {
				todo = append(todo, e.path)
			}
		}
		for len(todo) > 0 {
			at := todo[0]
			todo = todo[1:]
			pattern := m.gets.route(at)
			example := slices.ContainsFunc(g.seen, func(e example) bool { return e.path == at && e.as == who })
			if opened[at] || !example && (of[pattern] >= enoughPages || notPages[pattern] != "") {
				continue
			}
			opened[at] = true
			if !example {
				of[pattern]++
			}
			a := f.get(who, at)
			m.note(who, at, a.body, nil)
			m.askable(who, a.body)
			todo = append(todo, linksIn(a.body)...)
		}
	}
	return m
}

// linksIn are the links of a page into the site.
func linksIn(body string) (out []string) {
	doc, err := html.Parse(strings.NewReader(body))
	if err != nil {
		return nil
	}
	each(doc, func(n *html.Node) {
		u, err := url.Parse(attr(n, "href"))
		if n.Data == "a" && err == nil && u.Host == "" && strings.HasPrefix(u.Path, "/") {
			u.Fragment = ""
			out = append(out, u.String())
		}
	})
	return out
}
