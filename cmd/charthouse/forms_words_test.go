package main

import (
	"fmt"
	"html"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
)

// rounds are how often each form is filled with other words: so many words goes
// each field through. Each kind of field goes through the whole list: kinds that
// few forms have are written on until they did.
const (
	rounds     = 3
	fieldsEach = 20 // routes on a copy of the practice
)

// written are the kinds of fields into which words are written.
var written = []string{"text", "textarea", "search", "email", "tel", "url", "date", "time", "number"}

func (c field) takes() (kind string, ok bool) {
	if kind = c.kind; c.mode == "decimal" || c.mode == "numeric" {
		kind = "number"
	}
	return kind, c.name != "" && !c.readonly && slices.Contains(written, kind)
}

// anyWords writes naughty words into every field of every form: no post breaks, no
// page shows them as markup, and what is refused comes back as it was typed.
func anyWords(t *testing.T, e *effects) {
	t.Parallel()
	d := &deck{naughtyWords(), map[string]int{}}
	posted := 0
	for routes := range slices.Chunk(e.posts.paths, fieldsEach) {
		f := e.copied(t)
		f.t = t
		for _, route := range routes {
			p, ok := e.fill(route)
			for n := 0; ok && n < rounds; n++ {
				posted++
				ok = f.scribble(e, p, d)
			}
		}
		posted += f.exhaust(e, routes, d)
		f.App.Close()
		f.Owner.Close()
	}
	t.Logf("%d posts of %d words; fields filled: %v", posted, len(d.words), d.dealt)
	for kind := range d.dealt {
		if d.left(kind) {
			t.Errorf("%s fields had %d of %d words", kind, d.dealt[kind], len(d.words))
		}
	}
}

// fill is where the form of a route is, and how it is filled where it has an effect.
func (e *effects) fill(route string) (proof, bool) {
	if at, ok := e.where[route]; ok {
		return at, true
	}
	if places := e.places[route]; len(places) > 0 { // with an effect outside the rows
		return proof{place: places[0], way: way{all: true}}, true
	}
	return proof{}, false
}

// exhaust writes on into the forms that have a kind of field until that kind has
// had every word.
func (f *floor) exhaust(e *effects, routes []string, d *deck) (posted int) {
	for _, kind := range written {
		for _, route := range routes {
			p, ok := e.fill(route)
			for ok && len(p.after) == 0 && d.dealt[kind] > 0 && d.left(kind) {
				was := d.dealt[kind]
				posted++
				ok = f.scribble(e, p, d) && d.dealt[kind] > was
			}
		}
	}
	return posted
}

// scribble fills the form with a word in each field, posts it and looks at what
// comes. It is false where the form shows no more, or has no such field.
func (f *floor) scribble(e *effects, p proof, d *deck) bool {
	at, err := f.walk(e, p.after)
	if err != nil {
		return false
	}
	forms, err := f.find(e, p.place, at)
	if err != nil || len(forms) <= p.nth {
		return false
	}
	of := forms[p.nth]
	in, words := f.filled(of, p.way), url.Values{}
	for _, c := range of.fields {
		if kind, ok := c.takes(); ok && in.Has(c.name) {
			words.Add(c.name, d.next(kind))
		}
	}
	maps.Copy(in, words)
	if len(words) > 0 {
		f.mustTake(e, p, of, in)
	}
	return len(words) > 0
}

// mustTake posts the words and looks at the answer, at the page it leads to and at
// the page of the form.
func (f *floor) mustTake(e *effects, p proof, of form, in url.Values) {
	f.t.Helper()
	a := f.send(p.as, of.request(in))
	looked := []reply{a}
	if a.to != "" {
		looked = append(looked, f.get(p.as, a.to), f.get(p.as, of.page))
	}
	for _, r := range looked {
		if wrong := unsound(r.body); wrong != "" && strings.Contains(r.body, "<html") {
			f.t.Errorf("POST %s with %s: the page (%d %s) is unsound: %s", of.route, typedWords(in), r.code, r.at, wrong)
		}
	}
	if a.code == http.StatusUnprocessableEntity && forgets[of.route] == "" {
		f.mustKeep(e, of, in, a)
	}
}

// mustKeep fails where a refused form does not come back as it was typed. White
// space at the ends is cut, and what is no text is taken out, before anybody looks.
func (f *floor) mustKeep(e *effects, of form, in url.Values, a reply) {
	f.t.Helper()
	all := formsIn(e.posts, of.page, a.body)
	n := slices.IndexFunc(all, func(again form) bool { return again.action == of.action })
	if n < 0 {
		f.t.Errorf("POST %s with %s is refused with %s, and its form is not there", of.route, typedWords(in), a)
		return
	}
	shown := map[string][]string{}
	for _, c := range all[n].fields {
		if _, ok := c.takes(); ok && plain(c.value) != "" {
			shown[c.name] = append(shown[c.name], plain(c.value))
		}
	}
	for name, values := range in {
		was := texts(values)
		if len(was) > 0 && of.writes(name) && !slices.Equal(was, shown[name]) {
			f.t.Errorf("POST %s is refused (%s) and forgets %s: %q came back as %q", of.route, wrong(a.body), name, clip(strings.Join(was, "|")), clip(strings.Join(shown[name], "|")))
		}
	}
}

// writes is true of a name into which words were written.
func (f form) writes(name string) bool {
	return slices.ContainsFunc(f.fields, func(c field) bool {
		_, ok := c.takes()
		return ok && c.name == name
	})
}

// texts are the words that say anything.
func texts(values []string) (out []string) {
	for _, v := range values {
		if v = plain(v); v != "" {
			out = append(out, v)
		}
	}
	return out
}

// plain is the text in what was typed.
func plain(s string) string {
	s = strings.ToValidUTF8(strings.ReplaceAll(s, "\x00", ""), "\ufffd")
	s = strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
	return strings.TrimSpace(html.UnescapeString(html.EscapeString(s)))
}

func typedWords(in url.Values) string {
	var b strings.Builder
	for name, values := range in {
		if name != "_once" && values[0] != "" {
			fmt.Fprintf(&b, "%s=%q ", name, clip(values[0]))
		}
	}
	return b.String()
}

// forgets are the routes whose refused form comes back without its words, and why.
var forgets = map[string]string{
	"/form/{part}/draft": "a script sends it, and the page on which it is typed stays as it is",
}
