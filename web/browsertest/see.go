package browsertest

import (
	"fmt"
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

// Within fails if an element is not wholly between the left and the right edge of the window.
func (b *Browser) Within(css string) {
	b.t.Helper()
	out, err := ask[string](b, fmt.Sprintf(`(() => {
  const el = document.querySelector(%q), w = document.documentElement.clientWidth;
  if (!el) return 'there is none';
  const { left, right } = el.getBoundingClientRect();
  return left >= 0 && right <= w + 1 ? '' : 'it stands from ' + left + ' to ' + right + ' of ' + w;
})()`, css))
	if err != nil {
		b.t.Fatalf("measure %s: %v", css, err)
	}
	if out != "" {
		b.t.Errorf("%s: %s is cut off: %s", b.URL(), css, out)
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
