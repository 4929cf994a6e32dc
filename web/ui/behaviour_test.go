package ui_test

import (
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/a-h/templ"

	"charthouse/web/browsertest"
	"charthouse/web/ui"
)

// draft is a page with one text that keeps itself.
func draft() templ.Component {
	return ui.GalleryDraft(ui.GalleryShell("Note", "n"))
}

func TestAutosaveSaysSavedOnlyOnceTheServerHasIt(t *testing.T) {
	mux, url := gallery(t)
	var kept atomic.Value
	mux.Handle("GET /draft", templ.Handler(draft()))
	mux.HandleFunc("POST /draft", func(w http.ResponseWriter, r *http.Request) {
		kept.Store(r.FormValue("text") + " at " + r.FormValue("version"))
		w.Header().Set("X-Version", "2")
	})
	b := browsertest.Start(t)
	b.Open(url + "/draft")
	b.Fill("Plan", "Metformin to 1 g")
	b.See("Saved ")
	if got := kept.Load(); got != "Metformin to 1 g at 1" {
		t.Errorf("the server kept %q", got)
	}
	b.Fill("Plan", "Metformin to 2 g")
	b.Until("the next save names the new version", `document.querySelector('[data-status]').textContent.startsWith('Saved')`)
	if got := kept.Load(); got != "Metformin to 2 g at 2" {
		t.Errorf("the server kept %q", got)
	}
}

func TestAutosaveKeepsTheTextAndTriesAgainWhenTheServerFails(t *testing.T) {
	mux, url := gallery(t)
	var asked atomic.Int32
	mux.Handle("GET /draft", templ.Handler(draft()))
	mux.HandleFunc("POST /draft", func(w http.ResponseWriter, _ *http.Request) {
		if asked.Add(1) == 1 {
			w.WriteHeader(http.StatusUnprocessableEntity)
			_, _ = io.WriteString(w, "the plan is too long")
		}
	})
	b := browsertest.Start(t)
	b.Open(url + "/draft")
	b.Fill("Plan", "Rest")
	b.See("Not saved: the plan is too long. Your text is kept here and tried again.")
	b.See("Saved ")
	if b.Value("Plan") != "Rest" {
		t.Errorf("the text is %q", b.Value("Plan"))
	}
}

func TestAStaleAutosaveShowsBothTextsAndStopsSaving(t *testing.T) {
	mux, url := gallery(t)
	var asked atomic.Int32
	mux.Handle("GET /draft", templ.Handler(draft()))
	mux.HandleFunc("POST /draft", func(w http.ResponseWriter, _ *http.Request) {
		asked.Add(1)
		w.WriteHeader(http.StatusConflict)
		_, _ = io.WriteString(w, "<p>Dr Okafor wrote at 10:51: Insulin</p>")
	})
	b := browsertest.Start(t)
	b.Open(url + "/draft")
	b.Fill("Plan", "Metformin")
	b.See("Dr Okafor wrote at 10:51: Insulin")
	b.See("Not saved: somebody else changed it.")
	b.Fill("Plan", "Metformin again")
	b.Eval(`document.dispatchEvent(new Event('visibilitychange'))`)
	if n := asked.Load(); n != 1 {
		t.Errorf("it was posted %d times", n)
	}
}

func TestFindOpensWhatTheArrowsChose(t *testing.T) {
	mux, url := gallery(t)
	mux.HandleFunc("GET /find", func(w http.ResponseWriter, r *http.Request) {
		for _, name := range []string{"Nadia Haddad", "Nadine Weber"} {
			if strings.HasPrefix(name, r.FormValue("q")) {
				fmt.Fprintf(w, `<div role="group" aria-label="Patients"><a role="option" href="/file?name=%s" tabindex="-1"><b>%s</b></a></div>`, name[:5], name)
			}
		}
	})
	mux.Handle("GET /file", templ.Handler(ui.Gallery(ui.GalleryShell("A file", "p"))))
	b := browsertest.Start(t)
	b.Open(url + "/day/list")
	b.Press("/")
	b.Fill("Find a patient", "Nad")
	b.Until("the answer is there", `document.querySelectorAll('#found:not([aria-busy]) [role=option]').length === 2`)
	b.Axe()
	b.Press("ArrowDown Enter")
	b.See("A file")
	if !strings.HasSuffix(b.URL(), "/file?name=Nadin") {
		t.Errorf("it opened %s", b.URL())
	}
}

func TestKeysOpenPagesAndNeverFireWhileTyping(t *testing.T) {
	mux, url := gallery(t)
	mux.Handle("GET /patients", templ.Handler(ui.Gallery(ui.GalleryShell("Patients", "p"))))
	b := browsertest.Start(t)
	b.Open(url + "/day/list")
	b.Press("?")
	b.Until("the keys are shown", `document.querySelector('dialog#keys').open`)
	b.Axe()
	b.Press("Escape")
	b.Press("/")
	b.Press("g p")
	if b.Value("Find a patient") != "gp" {
		t.Errorf("the box holds %q", b.Value("Find a patient"))
	}
	b.Eval(`document.activeElement.blur()`)
	b.Press("g p")
	b.Until("the patients are open", `location.pathname === '/patients'`)
}

func TestTheThemeIsKeptInACookie(t *testing.T) {
	mux, url := gallery(t)
	mux.HandleFunc("GET /themed", func(w http.ResponseWriter, r *http.Request) {
		s := ui.GalleryShell("Themed", "w")
		s.Theme = ui.ThemeOf(r)
		templ.Handler(ui.Gallery(s)).ServeHTTP(w, r)
	})
	b := browsertest.Start(t)
	b.Open(url + "/themed")
	b.Click("css:.me > summary")
	b.Axe()
	b.Click("Dark")
	b.Open(url + "/themed")
	b.Until("the server drew it dark", `document.documentElement.dataset.theme === 'dark'`)
}
