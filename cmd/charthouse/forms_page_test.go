package main

import (
	"net/url"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/net/html"

	"charthouse/web/page"
)

// form is one way to post from a page: a form with one of its buttons.
type form struct {
	page   string // the path of the page that shows it
	route  string // the path in the table of routes
	action string
	upload bool
	auto   bool // kept by a script while somebody types
	fields []field
}

// field is one control as the page shows it.
type field struct {
	name, kind, value, mode string // kind is the type of an input, textarea, select or button
	options                 []string
	required, readonly, on  bool
	of                      *html.Node
}

// formsIn are the forms of a page that post, each with each of its buttons.
func formsIn(t table, at, body string) (out []form) {
	doc, err := html.Parse(strings.NewReader(body))
	if err != nil {
		return nil
	}
	byID := map[string]*html.Node{}
	each(doc, func(n *html.Node) {
		if n.Data == "form" && attr(n, "id") != "" {
			byID[attr(n, "id")] = n
		}
	})
	fields := map[*html.Node][]field{}
	each(doc, func(n *html.Node) {
		owner := byID[attr(n, "form")]
		if owner == nil {
			owner = above(n, "form")
		}
		if owner != nil && slices.Contains([]string{"input", "select", "textarea", "button"}, n.Data) && !has(n, "disabled") {
			fields[owner] = append(fields[owner], control(n))
		}
	})
	each(doc, func(n *html.Node) {
		if n.Data == "form" && strings.EqualFold(attr(n, "method"), "post") {
			out = append(out, ways(t, at, n, fields[n])...)
		}
	})
	return out
}

// ways are the buttons of one form, and its script that saves.
func ways(t table, at string, n *html.Node, all []field) (out []form) {
	var kept []field
	for _, f := range all {
		if f.kind != "button" {
			kept = append(kept, f)
		}
	}
	add := func(action string, auto bool, with ...field) {
		if action == "" {
			action = at
		}
		out = append(out, form{at, t.route(action), action, attr(n, "enctype") == "multipart/form-data", auto, slices.Concat(kept, with)})
	}
	for _, f := range all {
		if f.kind != "button" {
			continue
		}
		action := attr(f.of, "formaction")
		if action == "" {
			action = attr(n, "action")
		}
		add(action, false, f)
	}
	if auto := attr(n, "data-autosave"); auto != "" {
		add(auto, true)
	}
	if len(out) == 0 {
		add(attr(n, "action"), false)
	}
	return out
}

func control(n *html.Node) field {
	f := field{name: attr(n, "name"), kind: n.Data, value: attr(n, "value"), mode: attr(n, "inputmode"), required: has(n, "required"), readonly: has(n, "readonly"), on: has(n, "checked"), of: n}
	switch n.Data {
	case "input":
		if f.kind = attr(n, "type"); f.kind == "" {
			f.kind = "text"
		}
		if f.kind == "submit" {
			f.kind = "button"
		}
	case "button":
		if attr(n, "type") == "button" {
			f.kind = "idle"
		}
	case "textarea":
		f.value = strings.TrimPrefix(text(n), "\n")
	case "select":
		each(n, func(o *html.Node) {
			if o.Data != "option" || has(o, "disabled") {
				return
			}
			f.options = append(f.options, attr(o, "value"))
			if has(o, "selected") || len(f.options) == 1 {
				f.value = attr(o, "value")
			}
		})
	}
	return f
}

func each(n *html.Node, do func(*html.Node)) {
	if n.Type == html.ElementNode {
		do(n)
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		each(c, do)
	}
}

func above(n *html.Node, name string) *html.Node {
	for ; n != nil && n.Data != name; n = n.Parent {
	}
	return n
}

func attr(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

func has(n *html.Node, name string) bool {
	return slices.ContainsFunc(n.Attr, func(a html.Attribute) bool { return a.Key == name })
}

func text(n *html.Node) string {
	if n.Type == html.TextNode {
		return n.Data
	}
	var b strings.Builder
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		b.WriteString(text(c))
	}
	return b.String()
}

// table finds the route of an address: the one with the fewest parameters.
type table struct {
	paths []string
	like  []*regexp.Regexp
}

func tableOf(routes []page.Route, method string) (t table) {
	for _, r := range routes {
		if r.Method == method {
			t.paths = append(t.paths, r.Path)
		}
	}
	slices.SortStableFunc(t.paths, func(a, b string) int { return strings.Count(a, "{") - strings.Count(b, "{") })
	for _, p := range t.paths {
		t.like = append(t.like, regexp.MustCompile("^"+params.ReplaceAllString(p, "[^/]+")+"$"))
	}
	return t
}

// route is the path in the table that an address belongs to, or empty.
func (t table) route(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	for i, like := range t.like {
		if like.MatchString(u.Path) {
			return t.paths[i]
		}
	}
	return ""
}

// wrong is what a page says is wrong.
func wrong(body string) string {
	doc, err := html.Parse(strings.NewReader(body))
	if err != nil {
		return err.Error()
	}
	var out []string
	each(doc, func(n *html.Node) {
		if attr(n, "role") == "alert" || attr(n, "class") == "error" || n.Data == "h1" {
			out = append(out, strings.Join(strings.Fields(text(n)), " "))
		}
	})
	return strings.Join(out, " | ")
}
