package main

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
)

// strange are elements that no page of the site has.
var strange = []string{"iframe", "object", "embed", "base", "frame", "marquee", "audio", "video", "foo", "math", "style", "xml", "plaintext", "a.b"}

// unsound says what is wrong with a page that shows what somebody typed: theirs is
// text, and no markup came through. The site's own pages run nothing inline.
func unsound(body string) string {
	var out []string
	if !utf8.ValidString(body) {
		out = append(out, "it is no UTF-8")
	}
	if strings.Contains(body, "\x00") {
		out = append(out, "it has a zero byte")
	}
	doc, err := html.Parse(strings.NewReader(body))
	if err != nil {
		return err.Error()
	}
	each(doc, func(n *html.Node) {
		if slices.Contains(strange, n.Data) || n.Data == "img" && !strings.HasPrefix(attr(n, "src"), "/clients/") { // a paper's picture
			out = append(out, fmt.Sprintf("it has a <%s>", n.Data))
		}
		if n.Data == "script" && strings.TrimSpace(text(n)) != "" {
			out = append(out, "it has a script: "+clip(text(n)))
		}
		for _, a := range n.Attr {
			if n.Data == "link" { // the site's own, in the head
				continue
			}
			out = append(out, runs(a)...)
		}
	})
	slices.Sort(out)
	return strings.Join(slices.Compact(out), "; ")
}

// runs says of an attribute that it runs something.
func runs(a html.Attribute) []string {
	if len(a.Key) > 2 && strings.HasPrefix(a.Key, "on") || a.Key == "srcdoc" || a.Key == "style" {
		return []string{fmt.Sprintf("it has %s=%q", a.Key, clip(a.Val))}
	}
	if !slices.Contains([]string{"href", "src", "action", "formaction"}, a.Key) {
		return nil
	}
	u, err := url.Parse(strings.TrimSpace(a.Val))
	if err != nil || !slices.Contains([]string{"", "http", "https", "mailto", "tel"}, strings.ToLower(u.Scheme)) {
		return []string{fmt.Sprintf("it leads to %s=%q", a.Key, clip(a.Val))}
	}
	return nil
}

func clip(s string) string {
	if len(s) > 60 {
		s = s[:60] + "…"
	}
	return s
}
