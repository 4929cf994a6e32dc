package browsertest

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/network"
)

// Sound holds the page shown to what every page promises: on a desk and on the narrowest phone, in light and in
// dark. It leaves the window as Start made it.
func (b *Browser) Sound() {
	b.t.Helper()
	b.Viewport(1440, 900, false)
	b.Axe()
	b.named()
	b.focusShows()
	b.NoSideways()
	b.Viewport(1440, 900, true)
	b.axe(`['color-contrast', 'link-in-text-block']`) // all that a theme changes
	b.narrowest()
	b.NoSideways()
	b.axe(`['target-size', 'scrollable-region-focusable']`) // and what a width changes
	b.Viewport(1440, 900, false)
}

// narrowest is a phone of 320 px, so high that no bar at its foot covers anything.
func (b *Browser) narrowest() {
	b.t.Helper()
	b.Viewport(320, 8000, false)
	high, err := ask[int64](b, `document.documentElement.scrollHeight`)
	if err != nil {
		b.t.Fatalf("measure the page: %v", err)
	}
	if high > 8000 {
		b.Viewport(320, high, false)
	}
}

// Forget ends every session: the next page is a stranger's.
func (b *Browser) Forget() {
	b.t.Helper()
	b.run("forget the sessions", command(network.ClearBrowserCookies, cdp.Empty{}))
}

// Status is that of the answer which brought the page.
func (b *Browser) Status() int {
	b.t.Helper()
	n, err := ask[int](b, `performance.getEntriesByType('navigation')[0].responseStatus`)
	if err != nil {
		b.t.Fatalf("read the status: %v", err)
	}
	return n
}

// named fails where the page or its window has no name, or the page more than one.
func (b *Browser) named() {
	b.t.Helper()
	if n := b.Count("h1"); n != 1 {
		b.t.Errorf("%s has %d headings of the first rank", b.URL(), n)
	}
	if title, _ := ask[string](b, `document.title.trim()`); title == "" {
		b.t.Errorf("%s has no title", b.URL())
	}
}

// focusShows fails for each control that looks the same with the keyboard's focus as without.
func (b *Browser) focusShows() {
	b.t.Helper()
	b.press("Tab")
	unseen, err := ask[[]string](b, unseenFocus)
	if err != nil {
		b.t.Fatalf("walk the focus: %v", err)
	}
	if len(unseen) > 0 {
		b.t.Errorf("%s does not show the focus on:\n%s", b.URL(), strings.Join(unseen, "\n"))
	}
}

// A ring may be drawn around the control or around what holds it: an option's box, a block of the day.
const unseenFocus = `(() => {
  const look = el => { const out = []; for (let p = el, n = 0; p && n < 4; p = p.parentElement, n++) { const s = getComputedStyle(p); out.push(s.outlineStyle + s.outlineWidth + s.boxShadow + s.borderColor + s.backgroundColor); } return out.join(); };
  const all = [...document.querySelectorAll('a[href], button, input:not([type="hidden"]), select, textarea, summary, [tabindex="0"]')]
    .filter(el => !el.disabled && el.checkVisibility({ visibilityProperty: true }) && el.getBoundingClientRect().width > 0);
  const unseen = [];
  for (const el of all.slice(0, 200)) {
    document.activeElement?.blur();
    const before = look(el);
    el.focus({ preventScroll: true });
    if (document.activeElement !== el) continue;
    if (look(el) === before) unseen.push(el.outerHTML.replace(/\s+/g, ' ').slice(0, 140));
  }
  document.activeElement?.blur();
  return all.length ? unseen.slice(0, 5) : ['nothing: the page has no control'];
})()`

// Axe fails for each rule of WCAG 2.2 AA and of good practice that the page breaks, and for icons that do not exist.
func (b *Browser) Axe() {
	b.t.Helper()
	b.axe(`['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']`)
}

// axe runs rules, or all that carry a tag, on the page as it is drawn now.
func (b *Browser) axe(only string) {
	b.t.Helper()
	if loaded, _ := ask[bool](b, `Boolean(window.axe)`); !loaded {
		if _, err := ask[int](b, axeSource(b)); err != nil {
			b.t.Fatalf("load axe: %v", err)
		}
	}
	found, err := ask[[]string](b, fmt.Sprintf(axeRun, only))
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
  const r = await axe.run(document, { runOnly: %s, resultTypes: ['violations'] });
  const found = r.violations.flatMap(v => v.nodes.slice(0, 5).map(n => v.id + ': ' + n.target.join(' ') + ': ' + n.failureSummary.replace(/\s+/g, ' ').slice(0, 240)));
  const uses = [...document.querySelectorAll('use[href*="icons"]')].map(u => u.getAttribute('href'));
  const sprite = uses.length ? await (await fetch(uses[0].split('#')[0])).text() : '';
  for (const href of new Set(uses)) if (!sprite.includes('<symbol id="' + href.split('#')[1] + '"')) found.push('there is no icon ' + href.split('#')[1]);
  return found;
})()`
