package main

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"charthouse/web/href"
)

// find opens the page of a place and answers its forms of the route, those that
// only look after the others.
func (f *floor) find(e *effects, p place, at string) ([]form, error) {
	at = cmp.Or(p.page, at)
	r := f.get(p.as, at)
	if slices.Contains(sweepers[1:6], p.as) && strings.HasPrefix(r.at, href.SignIn) && p.route != href.SignIn {
		f.signIn(p.as) // a form before ended the session
		r = f.get(p.as, at)
	}
	var out []form
	for _, found := range formsIn(e.posts, cmp.Or(p.page, r.at), r.body) {
		if found.route == p.route {
			out = append(out, found)
		}
	}
	slices.SortStableFunc(out, func(a, b form) int { return cmp.Compare(a.looks(), b.looks()) })
	if len(out) == 0 {
		return nil, fmt.Errorf("no form for %s at %s as %s (%d, %s)", p.route, at, p.as, r.code, r.at)
	}
	return out[:min(len(out), 4)], nil
}

// looks is 0 for the form's own button, 1 for one that says what it does, and 2 for
// one that shows the page anew, without scripts.
func (f form) looks() int {
	for _, c := range f.fields {
		if c.kind == "button" && (c.name == "look" || c.value == "look") {
			return 2
		}
		if c.kind == "button" && c.name != "" && !strings.Contains(attr(c.of, "class"), "primary") {
			return 1
		}
	}
	return 0
}

// open has the form and another tab of it.
func (f *floor) open(e *effects, p place, at string) (first, second []form, err error) {
	if first, err = f.find(e, p, at); err != nil {
		return nil, nil, err
	}
	second, _ = f.find(e, p, at) // what offers to undo the last act shows once
	return first, second, nil
}

// of is the n-th form of those on the page, filled.
func (f *floor) of(first, second []form, n int, how way) sent {
	s := sent{form: first[n], nth: n, way: how, in: f.filled(first[n], how)}
	if len(second) > n {
		s.tab, s.tabbed = second[n], true
	}
	return s
}

// first fills and posts the form, in one way after another, until one has an
// effect. What is refused takes no key.
func (f *floor) first(e *effects, p place, at string) (sent, error) {
	var why []string
	first, second, err := f.open(e, p, at)
	if err != nil {
		return sent{}, err
	}
	before := f.rows()
	for n := range first {
		tried := map[string]bool{}
		for _, how := range ladder {
			s := f.of(first, second, n, how)
			if s.form.looks() == 2 || tried[s.in.Encode()] {
				continue
			}
			tried[s.in.Encode()] = true
			if s.reply = f.send(p.as, s.form.request(s.in)); s.reply.code < 400 {
				if s.effect = f.rows().effect(before); s.effect != "" {
					return s, nil
				}
				if first, second, err = f.open(e, p, at); err != nil || len(first) <= n {
					break // its key is taken, and it shows no more
				}
			}
			why = append(why, s.in.Encode()+" → "+s.reply.String())
		}
	}
	return sent{}, fmt.Errorf("%s at %s as %s: %s", p.route, p.page, p.as, strings.Join(why, "\n\t\t"))
}

// walk posts what must be posted before, and answers where it led.
func (f *floor) walk(e *effects, steps []place) (at string, err error) {
	for _, p := range steps {
		s, err := f.first(e, p, at)
		if err != nil {
			return "", err
		}
		at = s.reply.to
	}
	return at, nil
}

// learn notes the forms that show after a post: where it led, on its own page,
// and where the table says.
func (w twins) learn(p place, s sent) {
	after := append(slices.Clone(p.after), p)
	w.mu.Lock()
	defer w.mu.Unlock()
	if s.reply.to != "" {
		w.note(p.as, "", w.calm.get(p.as, s.reply.to).body, after)
	}
	if p.page != "" {
		w.note(p.as, p.page, w.calm.get(p.as, p.page).body, after)
	}
	for _, l := range then[p.route] {
		w.note(l.as, l.path, w.calm.get(l.as, l.path).body, after)
	}
}
