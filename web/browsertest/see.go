package browsertest

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// See waits until the page shows the words.
func (b *Browser) See(text string) {
	b.t.Helper()
	b.wait("see "+text, func() string {
		if strings.Contains(b.Text("body"), text) {
			return ""
		}
		return "the page does not say it"
	})
}

// NotSee waits until the page no longer shows the words.
func (b *Browser) NotSee(text string) {
	b.t.Helper()
	b.wait("not see "+text, func() string {
		if !strings.Contains(b.Text("body"), text) {
			return ""
		}
		return "the page still says it"
	})
}

// Text is what an element shows, its spaces folded; "" if it is not there.
func (b *Browser) Text(css string) string {
	b.t.Helper()
	text, _ := ask[string](b, call("textOf", css)) // a page that is being replaced shows nothing
	return text
}

// Value is what the field with that label holds.
func (b *Browser) Value(label string) string {
	b.t.Helper()
	value, err := ask[string](b, call("valueOf", label))
	if err != nil {
		b.t.Fatalf("read %s: %v", label, err)
	}
	return value
}

// Count is the number of elements.
func (b *Browser) Count(css string) int {
	b.t.Helper()
	n, err := ask[int](b, fmt.Sprintf("document.querySelectorAll(%q).length", css))
	if err != nil {
		b.t.Fatalf("count %s: %v", css, err)
	}
	return n
}

// Until waits until a JavaScript expression is true, and names what for.
func (b *Browser) Until(what, js string) {
	b.t.Helper()
	b.wait(what, func() string {
		if yes, err := ask[bool](b, "Boolean("+js+")"); err == nil && yes {
			return ""
		}
		return "it did not come true: " + js
	})
}

// Eval runs JavaScript for its effect.
func (b *Browser) Eval(js string) {
	b.t.Helper()
	if _, err := ask[bool](b, "(() => {"+js+"; return true})()"); err != nil {
		b.t.Fatalf("run %s: %v", js, err)
	}
}

// NoSideways fails if the page scrolls sideways at its present width.
func (b *Browser) NoSideways() {
	b.t.Helper()
	wide, err := ask[[]string](b, sideways)
	if err != nil {
		b.t.Fatalf("measure the width: %v", err)
	}
	if len(wide) > 0 {
		b.t.Errorf("%s scrolls sideways, because of:\n%s", b.URL(), strings.Join(wide, "\n"))
	}
}

const sideways = `(() => {
  const w = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= w) return [];
  const contained = el => { for (let p = el.parentElement; p && p !== document.body; p = p.parentElement) if (getComputedStyle(p).overflowX !== 'visible') return true; return false; };
  const wide = [...document.body.querySelectorAll('*')].filter(el => el.getBoundingClientRect().right > w + 1 && !contained(el))
    .slice(0, 5).map(el => el.outerHTML.slice(0, 140) + ' ends at ' + Math.round(el.getBoundingClientRect().right));
  return wide.length ? wide : ['the page is ' + document.documentElement.scrollWidth + ' wide'];
})()`

// Axe fails for each rule of WCAG 2.2 AA and of good practice that the page breaks, and for icons that do not exist.
func (b *Browser) Axe() {
	b.t.Helper()
	if _, err := ask[int](b, axeSource(b)); err != nil {
		b.t.Fatalf("load axe: %v", err)
	}
	found, err := ask[[]string](b, axeRun)
	if err != nil {
		b.t.Fatalf("run axe: %v", err)
	}
	for _, f := range found {
		b.t.Errorf("%s: %s", b.URL(), f)
	}
}

// axeSource is axe-core as npm brought it, looked for upwards from the test's folder.
func axeSource(b *Browser) string {
	b.t.Helper()
	dir, err := os.Getwd()
	for err == nil && dir != filepath.Dir(dir) {
		source, missing := os.ReadFile(filepath.Join(dir, "web/node_modules/axe-core/axe.min.js"))
		if missing == nil {
			return string(source) + ";0"
		}
		dir = filepath.Dir(dir)
	}
	b.t.Skip("axe-core is not installed: run make")
	return ""
}

const axeRun = `(async () => {
  const r = await axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] });
  const found = r.violations.flatMap(v => v.nodes.slice(0, 5).map(n => v.id + ': ' + n.target.join(' ') + ': ' + n.failureSummary.replace(/\s+/g, ' ').slice(0, 240)));
  const uses = [...document.querySelectorAll('use[href*="icons"]')].map(u => u.getAttribute('href'));
  const sprite = uses.length ? await (await fetch(uses[0].split('#')[0])).text() : '';
  for (const href of new Set(uses)) if (!sprite.includes('<symbol id="' + href.split('#')[1] + '"')) found.push('there is no icon ' + href.split('#')[1]);
  return found;
})()`
