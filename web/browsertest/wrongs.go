package browsertest

import (
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/runtime"
)

// wrongs are the things that pages did wrong so far.
type wrongs struct {
	sync.Mutex
	all []string
}

func (w *wrongs) add(text string) {
	w.Lock()
	defer w.Unlock()
	if !slices.Contains(w.all, text) {
		w.all = append(w.all, text)
	}
}

func (w *wrongs) list() []string {
	w.Lock()
	defer w.Unlock()
	return slices.Clone(w.all)
}

// refusal is how Chromium logs an answer that journeys provoke on purpose: not found, not allowed, not valid, stale.
var refusal = regexp.MustCompile(`status of 4(01|03|04|09|22|29) `)

// entry takes what the console shows in red. A refused page is no wrong; a missing asset is.
func (w *wrongs) entry(e *log.Entry) {
	if e.Level != log.EntryLevelError {
		return
	}
	if e.Source == log.EntrySourceNetwork && refusal.MatchString(e.Text) && !strings.Contains(e.URL, "/static/") {
		return
	}
	w.add(string(e.Source) + ": " + e.Text + " " + e.URL)
}

// exception takes a script's error that nothing caught.
func (w *wrongs) exception(e *runtime.ExceptionDetails) {
	text := e.Text
	if e.Exception != nil {
		text += " " + e.Exception.Description
	}
	w.add("script error: " + text + " " + e.URL)
}
