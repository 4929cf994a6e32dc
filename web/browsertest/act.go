package browsertest

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"path/filepath"
	"time"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
)

//go:embed locate.js
var locate string

// place is where a control stands in the window, or why it cannot be used yet.
type place struct {
	X, Y float64
	Kind string // of an input: "date", "select", "text"
	Not  string
}

// Click presses a control by its name, or by css:SELECTOR, and waits for the page that follows.
func (b *Browser) Click(name string) {
	b.t.Helper()
	at := b.find("press", name)
	b.run("press "+name, chromedp.MouseClickXY(at.X, at.Y))
	b.after()
}

// Fill writes into the field with that label: what was there is replaced. Dates are 2026-06-11, times 09:30;
// a select takes an option's text, a checkbox "on" or "".
func (b *Browser) Fill(label, value string) {
	b.t.Helper()
	at := b.find("fill", label)
	if at.Kind != "text" {
		b.set(label, value)
		return
	}
	b.run("fill "+label, chromedp.MouseClickXY(at.X, at.Y))
	b.Eval(`document.activeElement.select?.()`)
	if value == "" {
		b.Press("Backspace")
		return
	}
	b.run("fill "+label, command(input.InsertText, input.InsertTextParams{Text: value}))
}

// set changes a control whose typing depends on the browser's language.
func (b *Browser) set(label, value string) {
	b.t.Helper()
	wrong, err := ask[string](b, call("set", label, value))
	if err != nil || wrong != "" {
		b.t.Fatalf("fill %s: %s %v", label, wrong, err)
	}
}

// Choose ticks the answer of that text in the group of that legend.
func (b *Browser) Choose(legend, answer string) {
	b.t.Helper()
	at := b.stand("choose "+answer, call("choose", legend, answer))
	b.run("choose "+answer, chromedp.MouseClickXY(at.X, at.Y))
	b.after()
}

// Upload puts files into the field with that label.
func (b *Browser) Upload(label string, paths ...string) {
	b.t.Helper()
	b.find("upload to", label)
	for i, path := range paths {
		whole, err := filepath.Abs(path) // Chromium ends a page that names any other
		if err != nil {
			b.t.Fatalf("upload %s: %v", path, err)
		}
		paths[i] = whole
	}
	id, err := ask[string](b, call("id", label))
	if err != nil {
		b.t.Fatalf("upload to %s: %v", label, err)
	}
	b.run("upload to "+label, chromedp.SetUploadFiles(chromedp.CSS(`[id="`+id+`"]`), paths))
}

// Drag carries one thing onto another with the mouse, both by css:SELECTOR or by name.
func (b *Browser) Drag(from, to string) {
	b.t.Helper()
	end := b.find("drag to", to)
	b.carry("drag "+from, b.find("drag", from), end)
}

// DragEdge pulls the lower edge of a thing down by so many pixels.
func (b *Browser) DragEdge(css string, pixels float64) {
	b.t.Helper()
	b.find("drag", "css:"+css)
	edge := b.stand("find the edge of "+css, fmt.Sprintf(`(() => { const r = document.querySelector(%q).getBoundingClientRect(); return { X: r.left + r.width / 2, Y: r.bottom - 2 }; })()`, css))
	b.carry("drag the edge of "+css, edge, place{X: edge.X, Y: edge.Y + pixels})
}

// carry presses the mouse at one place, moves it in steps, and lets go at another.
func (b *Browser) carry(doing string, start, end place) {
	b.t.Helper()
	move := func(kind input.DispatchMouseEventType, x, y float64) chromedp.Action[chromedp.Void] {
		return command(input.DispatchMouseEvent, input.DispatchMouseEventParams{
			Type: kind, X: x, Y: y, Button: input.MouseButtonLeft, Buttons: 1, ClickCount: 1,
		})
	}
	actions := []chromedp.Action[chromedp.Void]{move("mousePressed", start.X, start.Y)}
	for i := range 8 {
		part := float64(i+1) / 8
		actions = append(actions, move("mouseMoved", start.X+(end.X-start.X)*part, start.Y+(end.Y-start.Y)*part))
	}
	b.run(doing, append(actions, move("mouseReleased", end.X, end.Y))...)
	b.after()
}

// find waits until a control can be used, and says where it is.
func (b *Browser) find(doing, name string) place {
	b.t.Helper()
	return b.stand(doing+" "+name, call("locate", name))
}

// stand waits until the page says where a thing is.
func (b *Browser) stand(doing, js string) place {
	b.t.Helper()
	var at place
	b.wait(doing, func() string {
		var err error
		if at, err = ask[place](b, js); err != nil {
			return err.Error()
		}
		return at.Not
	})
	return at
}

// wait tries until there is nothing against it.
func (b *Browser) wait(doing string, try func() string) {
	b.t.Helper()
	var not string
	for begin := time.Now(); time.Since(begin) < step; time.Sleep(pause) {
		if not = try(); not == "" {
			return
		}
	}
	b.t.Fatalf("%s: %s\nat %s the page says:\n%s", doing, not, b.URL(), clip(b.Text("body")))
}

// after gives a navigation the moment to begin, then waits for its end.
func (b *Browser) after() {
	time.Sleep(2 * pause)
	b.settle()
}

// call is the JavaScript that asks locate.js one question.
func call(function string, args ...string) string {
	words, _ := json.Marshal(args) // strings always marshal
	return fmt.Sprintf("%s\n%s(...%s)", locate, function, words)
}

func clip(text string) string {
	if len(text) > 2000 {
		return text[:2000] + " ..."
	}
	return text
}
