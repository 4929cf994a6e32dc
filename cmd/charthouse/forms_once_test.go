package main

import (
	"cmp"
	"fmt"
	"html"
	"net/url"
	"slices"
	"strings"
	"sync"
)

// twins are two copies of the ground on which the same is done: on one each form
// is posted once, on the other as people do who are in doubt. What differs
// afterwards is an effect too many.
type twins struct {
	*effects
	calm, eager *floor
}

// sent is a form as it was posted, and the same form in another tab.
type sent struct {
	form, tab form
	tabbed    bool // the page shows the form a second time
	in        url.Values
	nth       int // of the forms of this route on the page
	way       way
	reply     reply
	effect    string
	rows      rows
}

// prove does all that stands in decision 0001 with the form at a place. The error
// says why no post there has an effect.
func (w twins) prove(p place) (proof, error) {
	w.even()
	at, err := w.calm.walk(w.effects, p.after)
	if err != nil {
		return proof{}, err
	}
	once, err := w.calm.first(w.effects, p, at)
	if err != nil {
		return proof{}, err
	}
	w.learn(p, once)
	if at, err = w.eager.walk(w.effects, p.after); err != nil {
		return proof{}, err
	}
	first, second, err := w.eager.open(w.effects, p, at)
	if err != nil || len(first) <= once.nth {
		return proof{}, cmp.Or(err, fmt.Errorf("form %d of %s shows on one copy only", once.nth, p.route))
	}
	twice := w.eager.of(first, second, once.nth, once.way)
	w.clickTwice(p, once, &twice)
	w.refresh(p, &twice)
	w.goBack(p, &twice)
	w.otherTab(p, once, twice)
	return proof{p, once.nth, once.way}, nil
}

// even shuts what was asked for on either copy and is not in a mail yet: whoever forgets
// a password in two tabs asks for more links, and a password that is set shuts them all.
func (w twins) even() {
	for _, f := range []*floor{w.calm, w.eager} {
		practised{Database: f.Database, t: f.t}.owner(`update password_resets set used_at = clock() where used_at is null and token_hash is null`)
	}
}

// clickTwice posts the form twice at the same time.
func (w twins) clickTwice(p place, once sent, s *sent) {
	before := w.eager.rows()
	var replies [2]reply
	var both sync.WaitGroup
	for i := range replies {
		both.Go(func() { replies[i] = w.eager.send(p.as, s.form.request(s.in)) })
	}
	both.Wait()
	s.rows = w.eager.rows()
	s.effect, s.reply = s.rows.effect(before), replies[0]
	if !replies[0].same(replies[1]) && keyless[p.route] == "" {
		w.eager.t.Errorf("POST %s twice at the same time: one answer is %s, the other %s", p.route, replies[0], replies[1])
	}
	if s.effect != once.effect {
		w.eager.t.Errorf("POST %s twice at the same time: %q; once: %q", p.route, s.effect, once.effect)
	}
}

// refresh posts the same once more after the answer.
func (w twins) refresh(p place, s *sent) {
	a := w.eager.send(p.as, s.form.request(s.in))
	if !a.same(s.reply) && keyless[p.route] == "" {
		w.eager.t.Errorf("POST %s again: the answer is %s, and was %s", p.route, a, s.reply)
	}
	w.still(p, s, "again")
}

// goBack posts the page reopened from memory: the same key with other words.
func (w twins) goBack(p place, s *sent) {
	changed, ok := s.form.changed(s.in)
	if !ok || autosaves[p.route] != "" {
		return
	}
	if a := w.eager.send(p.as, s.form.request(changed)); (a.code < 400 || a.code >= 500) && unkept[p.route] == "" {
		w.eager.t.Errorf("POST %s back with other words: the answer is %s, and tells nobody that they were not kept", p.route, a)
	}
	w.still(p, s, "back with other words")
}

// still fails where anything changed since.
func (w twins) still(p place, s *sent, what string) {
	now := w.eager.rows()
	if effect := now.effect(s.rows); effect != "" {
		w.eager.t.Errorf("POST %s %s has an effect: %s", p.route, what, effect)
	}
	s.rows = now
}

// otherTab posts the form that was opened in another tab before all this.
func (w twins) otherTab(p place, once, twice sent) {
	if !once.tabbed || !twice.tabbed {
		return // shown once: what offers to undo the last act
	}
	_, then := w.calm.tab(p, once)
	a, after := w.eager.tab(p, twice)
	if then != after && limited[p.route] == "" {
		w.eager.t.Errorf("POST %s in another tab: %q; after a post that was clicked once: %q", p.route, after, then)
	}
	in := w.eager.filled(twice.tab, twice.way.tagged(secondTab))
	lost := lostWords(in, a.body)
	switch {
	case after != "" && a.code < 400 && again[p.route] == "":
		w.eager.t.Errorf("POST %s in another tab has a second effect: %s. Is that right? Say why in forms_again_test.go", p.route, after)
	case after != "" && a.code >= 400:
		w.eager.t.Errorf("POST %s in another tab is refused with %s and has an effect: %s", p.route, a, after)
	case after == "" && a.code < 400 && lost != "" && unkept[p.route] == "":
		w.eager.t.Errorf("POST %s in another tab is accepted, and %q is kept nowhere", p.route, lost)
	case a.code >= 400 && lost != "" && unkept[p.route] == "":
		w.eager.t.Errorf("POST %s in another tab is refused with %s, and %q is not shown again", p.route, a, lost)
	}
}

// tab posts the other tab and answers what came of it.
func (f *floor) tab(p place, s sent) (reply, string) {
	before := f.rows()
	a := f.send(p.as, s.tab.request(f.filled(s.tab, s.way.tagged(secondTab))))
	return a, f.rows().effect(before)
}

// secondTab stands in every word of the other tab.
const secondTab = "Zweitens"

func (w way) tagged(tag string) way {
	w.tag = tag
	return w
}

// lostWords is what was typed in the other tab and does not stand in the answer.
func lostWords(in url.Values, body string) string {
	body = html.UnescapeString(body)
	for _, values := range in {
		for _, v := range values {
			if strings.Contains(v, secondTab) && !strings.Contains(body, v) {
				return v
			}
		}
	}
	return ""
}

// changed is the form with other words under the same key; false where it has none.
func (f form) changed(in url.Values) (url.Values, bool) {
	out := url.Values{}
	ok := false
	for name, values := range in {
		out[name] = slices.Clone(values)
	}
	for _, c := range f.fields {
		if (c.kind == "text" || c.kind == "textarea" || c.kind == "date" || c.kind == "email") && out.Has(c.name) && !c.readonly {
			out.Set(c.name, out.Get(c.name)+" changed")
			ok = true
		}
	}
	return out, ok && in.Has("_once")
}

func (r reply) same(other reply) bool { return r.code == other.code && r.to == other.to }

func (r reply) String() string {
	return strings.TrimSpace(fmt.Sprintf("%d %s %s", r.code, r.to, wrong(r.body)))
}
