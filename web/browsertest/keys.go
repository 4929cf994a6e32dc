package browsertest

import (
	"strings"

	"github.com/chromedp/cdproto/input"
)

// stroke is a key as the browser reports it. One that has text types it, unless the page prevents that.
type stroke struct {
	key, text string
	code      int64 // the virtual key code, which decides what a key without text does
}

var named = map[string]stroke{
	"Enter": {"Enter", "\r", 13}, "Space": {" ", " ", 32}, "Tab": {"Tab", "", 9}, "Escape": {"Escape", "", 27},
	"Backspace": {"Backspace", "", 8}, "Home": {"Home", "", 36}, "End": {"End", "", 35},
	"ArrowLeft": {"ArrowLeft", "", 37}, "ArrowUp": {"ArrowUp", "", 38},
	"ArrowRight": {"ArrowRight", "", 39}, "ArrowDown": {"ArrowDown", "", 40},
}

// held are the bits of the keys that are kept down.
var held = map[string]int64{"Alt": 1, "Control": 2, "Shift": 8}

// Press sends keys: "j", "Enter", "Control+Enter", "Alt+ArrowDown"; several are parted by spaces.
func (b *Browser) Press(keys string) {
	b.t.Helper()
	for key := range strings.FieldsSeq(keys) {
		b.press(key)
	}
	b.after()
}

func (b *Browser) press(chord string) {
	b.t.Helper()
	parts := strings.Split(chord, "+")
	var bits int64
	for _, part := range parts[:len(parts)-1] {
		bits |= held[part]
	}
	k := strokeOf(parts[len(parts)-1], bits)
	down := input.DispatchKeyEventParams{
		Type: "keyDown", Key: k.key, Text: k.text, WindowsVirtualKeyCode: k.code, Modifiers: bits,
	}
	up := down
	up.Type, up.Text = "keyUp", ""
	b.run("press "+chord, command(input.DispatchKeyEvent, down), command(input.DispatchKeyEvent, up))
}

func strokeOf(name string, bits int64) stroke {
	k, ok := named[name]
	if !ok {
		k = stroke{key: name, text: name}
		if letter := strings.ToUpper(name); letter != strings.ToLower(name) {
			k.code = int64(letter[0])
		}
	}
	if bits&^held["Shift"] != 0 {
		k.text = "" // a shortcut types nothing
	}
	return k
}
