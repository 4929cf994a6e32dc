package browsertest_test

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"charthouse/web/browsertest"
)

// hearer is a test that keeps its errors instead of failing.
type hearer struct {
	testing.TB
	errors  []string
	cleanup []func()
}

func (h *hearer) Errorf(format string, args ...any) {
	h.errors = append(h.errors, fmt.Sprintf(format, args...))
}
func (h *hearer) Cleanup(f func()) { h.cleanup = append(h.cleanup, f) }

// end runs the clean-ups, as the end of a test does.
func (h *hearer) end() {
	for _, f := range slices.Backward(h.cleanup) {
		f()
	}
}

// wrong opens a page and returns what the harness holds against it.
func wrong(t *testing.T, html string, look func(*browsertest.Browser)) string {
	t.Helper()
	url := browsertest.Serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/blind.css" {
			w.Header().Set("Content-Type", "text/css")
			fmt.Fprint(w, `.blind:focus { outline: none } @media (prefers-color-scheme: dark) { .pale { color: #777; background: #666 } }`)
			return
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		fmt.Fprint(w, `<!doctype html><html lang="en"><head><title>Page</title><meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,"></head><body>`, html, `</body></html>`)
	}))
	h := &hearer{TB: t}
	b := browsertest.Start(h)
	b.Open(url)
	look(b)
	h.end()
	return strings.Join(h.errors, "\n")
}

func nothing(*browsertest.Browser) {}

func TestAnInlineStyleIsReported(t *testing.T) {
	if got := wrong(t, `<p style="color: red">Red</p>`, nothing); !strings.Contains(got, "Content Security Policy") {
		t.Errorf("it reported %q", got)
	}
}

func TestAMissingAssetIsReportedAndARefusedPageIsNot(t *testing.T) {
	if got := wrong(t, `<p>Plain</p>`, func(b *browsertest.Browser) { b.Eval(`fetch('/static/none.css')`) }); got != "" {
		t.Errorf("it reported %q", got)
	}
	if got := wrong(t, `<img src="http://127.0.0.1:1/static/a.png" alt="">`, nothing); got == "" {
		t.Error("it reported nothing")
	}
}

func TestAFieldWithoutALabelIsReported(t *testing.T) {
	got := wrong(t, `<main><h1>Form</h1><input name="a"></main>`, (*browsertest.Browser).Axe)
	if !strings.Contains(got, "label:") {
		t.Errorf("it reported %q", got)
	}
}

func TestAWidePageIsReported(t *testing.T) {
	got := wrong(t, `<pre>`+strings.Repeat("wide ", 200)+`</pre>`, func(b *browsertest.Browser) {
		b.Viewport(320, 800, false)
		b.NoSideways()
	})
	if !strings.Contains(got, "scrolls sideways") {
		t.Errorf("it reported %q", got)
	}
}

const blind = `<link rel="stylesheet" href="/blind.css"><main><h1>Page</h1>`

func TestWhatEveryPagePromisesIsHeldToEachPage(t *testing.T) {
	for _, c := range []struct{ html, want string }{
		{blind + `<a href="/">On</a></main>`, ""},
		{blind + `<a class="blind" href="/">On</a></main>`, "does not show the focus"},
		{blind + `<h1>Another</h1><a href="/">On</a></main>`, "2 headings of the first rank"},
		{blind + `<a href="/">On</a><p class="pale">Pale</p></main>`, "color-contrast"},
		{blind + `<a href="/">On</a><pre>` + strings.Repeat("wide ", 100) + `</pre></main>`, "scrolls sideways"},
	} {
		got := wrong(t, c.html, (*browsertest.Browser).Sound)
		if c.want == "" && got != "" || !strings.Contains(got, c.want) {
			t.Errorf("of %s it reported %q", c.html, got)
		}
	}
}

func TestControlsAreFoundByTheirWords(t *testing.T) {
	html := `<main><h1>Form</h1><form action="/" method="get">
		<label for="n">Name</label><input id="n" name="n">
		<label for="d">Day</label><input id="d" name="d" type="date">
		<label for="s">Type</label><select id="s" name="s"><option value="1">New</option><option value="2">Follow-up, 30 min</option></select>
		<fieldset><legend>Reach</legend><label><input type="radio" name="r" value="text">Text</label><label><input type="radio" name="r" value="call">Call</label></fieldset>
		<label><input type="checkbox" name="c" value="yes">Remind</label>
		<label for="l">Letter</label><input id="l" type="file">
		<button>Save <kbd aria-hidden="true">S</kbd></button></form></main>`
	got := wrong(t, html, func(b *browsertest.Browser) {
		b.Fill("Name", "Nadia Haddad")
		b.Fill("Day", "2026-06-11")
		b.Fill("Type", "Follow-up")
		b.Choose("Reach", "Call")
		b.Fill("Remind", "on")
		b.Upload("Letter", "doc.go")
		b.Until("the letter is chosen", `document.getElementById('l').files.length === 1`)
		b.NotSee("Nadia")
		b.Click("Save")
		if want := "?n=Nadia+Haddad&d=2026-06-11&s=2&r=call&c=yes"; !strings.HasSuffix(b.URL(), want) {
			t.Errorf("the form sent %s, want %s", b.URL(), want)
		}
	})
	if got != "" {
		t.Errorf("it reported %q", got)
	}
}
