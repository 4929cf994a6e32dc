package ui_test

import (
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/a-h/templ"

	"charthouse/web/browsertest"
	"charthouse/web/ui"
)

// moved answers the posts of the day and passes on what they said.
func moved(mux *http.ServeMux) <-chan string {
	posts := make(chan string, 4)
	answer := func(w http.ResponseWriter, r *http.Request) {
		key := "with a key"
		if r.FormValue("_once") == "" {
			key = "without a key"
		}
		posts <- strings.Join([]string{r.URL.Path, r.FormValue("clinician"), r.FormValue("start"), r.FormValue("lasts"), key}, " ")
		http.Redirect(w, r, "/day", http.StatusSeeOther)
	}
	mux.HandleFunc("POST /move", answer)
	mux.HandleFunc("POST /arrived", answer)
	return posts
}

func TestAltAndArrowsMoveAVisit(t *testing.T) {
	mux, url := gallery(t)
	posts := moved(mux)
	b := browsertest.Start(t)
	b.Open(url + "/day")
	b.Eval(`document.querySelector('#visit-00 a').focus()`)
	b.Press("Alt+ArrowDown Alt+ArrowDown Alt+ArrowDown Alt+ArrowRight")
	if got := <-posts; got != "/move 2 08:15  with a key" {
		t.Errorf("the day posted %q", got)
	}
	b.Until("the visit has the focus again", `document.activeElement.closest('.slot')?.id === 'visit-00'`)
}

func TestDraggingMovesAVisit(t *testing.T) {
	mux, url := gallery(t)
	posts := moved(mux)
	b := browsertest.Start(t)
	b.Open(url + "/day")
	b.Drag("css:#visit-00 a", "css:#visit-10 a")
	if got := <-posts; got != "/move 2 08:05  with a key" {
		t.Errorf("the day posted %q", got)
	}
}

func TestAVisitIsMadeLongerByItsEdgeAndByKeys(t *testing.T) {
	mux, url := gallery(t)
	posts := moved(mux)
	b := browsertest.Start(t)
	b.Open(url + "/day")
	b.Eval(`document.querySelector('#visit-00 a').focus()`)
	b.Press("Alt+Shift+ArrowDown Alt+Shift+ArrowDown Alt+Shift+ArrowDown Alt+Shift+ArrowUp")
	if got := <-posts; got != "/move   40 with a key" {
		t.Errorf("the keys posted %q", got)
	}
	b.Until("the day is back", `document.activeElement.closest('.slot')?.id === 'visit-00'`)
	b.DragEdge("#visit-00 a", 48)
	if got := <-posts; got != "/move   60 with a key" {
		t.Errorf("the edge posted %q", got)
	}
}

func TestAKeyOnAVisitPressesItsAct(t *testing.T) {
	mux, url := gallery(t)
	posts := moved(mux)
	b := browsertest.Start(t)
	b.Open(url + "/day")
	b.Eval(`document.querySelector('#visit-00 a').focus()`)
	b.Press("ArrowDown ArrowRight ArrowUp")
	b.Until("the arrows walk the blocks", `document.activeElement.closest('.slot').id === 'visit-10'`)
	b.Press("a")
	if got := <-posts; got != "/arrived    with a key" {
		t.Errorf("the day posted %q", got)
	}
}

func TestBracketsChangeTheDay(t *testing.T) {
	_, url := gallery(t)
	b := browsertest.Start(t)
	b.Open(url + "/day")
	b.Press("]")
	b.Until("the next day is open", `location.search === '?day=after'`)
}

func TestAFullDayFitsTheScreenAndOnePage(t *testing.T) {
	_, url := gallery(t)
	b := browsertest.Start(t)
	b.Open(url + "/day")
	b.Until("no sideways scrolling at 1440", `document.querySelector('.day-scroll').scrollWidth <= document.querySelector('.day-scroll').clientWidth`)
	if n := b.Count(".day-res .slot[data-start] > a"); n < 40 {
		t.Errorf("only %d visits are shown", n)
	}
	if n := b.Pages(true); n != 1 {
		t.Errorf("the day prints on %d pages", n)
	}
}

func TestTheDayFollowsItsStream(t *testing.T) {
	mux, url := gallery(t)
	stream := make(chan string)
	mux.HandleFunc("GET /events", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/event-stream")
		flush := http.NewResponseController(w).Flush
		_ = flush()
		for {
			select {
			case <-r.Context().Done():
				return
			case event := <-stream:
				_, _ = io.WriteString(w, "event: "+event+"\ndata: {}\n\n")
			}
			_ = flush()
		}
	})
	var name atomic.Value
	name.Store("Rajesh Iyer")
	mux.HandleFunc("GET /live", func(w http.ResponseWriter, r *http.Request) {
		shell := ui.GalleryShell("Today", "t")
		shell.Live = "/events"
		day := ui.Day{Label: "Today", From: 480, To: 600, Columns: []ui.DayColumn{{
			ID: "1", Name: "Dr Okafor", Blocks: []ui.Block{{ID: "visit-1", Start: 480, Length: 30, Flow: ui.FlowDue, Name: name.Load().(string), Href: "#"}},
		}}}
		templ.Handler(ui.Page(shell)).ServeHTTP(w, r.WithContext(templ.WithChildren(r.Context(), ui.DayGrid(day))))
	})
	b := browsertest.Start(t)
	b.Open(url + "/live")
	name.Store("Nadia Haddad")
	stream <- "change"
	b.See("Nadia Haddad")
}

// tree is a random piece of a page: some parts have ids, some are alike.
func tree(r *rand.Rand, depth int, ids *[]int) string {
	var b strings.Builder
	for range 1 + r.IntN(5) {
		tag, mark := []string{"p", "div", "section", "ul"}[r.IntN(4)], ""
		if r.IntN(3) == 0 && len(*ids) > 0 {
			mark = fmt.Sprintf(` id="n%d" class="c%d"`, (*ids)[0], r.IntN(3))
			*ids = (*ids)[1:]
		}
		inner := fmt.Sprintf("word %d", r.IntN(4))
		if depth > 0 && tag != "p" {
			inner = tree(r, depth-1, ids)
		}
		fmt.Fprintf(&b, "<%s%s>%s</%s>", tag, mark, inner, tag)
	}
	return b.String()
}

// Whatever a page was, read anew it becomes what the server says, to the letter.
func TestAPageBecomesWhatIsReadAnew(t *testing.T) {
	mux, url := gallery(t)
	stream := make(chan string)
	mux.HandleFunc("GET /events", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/event-stream")
		flush := http.NewResponseController(w).Flush
		for _ = flush(); ; _ = flush() {
			select {
			case <-r.Context().Done():
				return
			case event := <-stream:
				_, _ = io.WriteString(w, "event: "+event+"\ndata: {}\n\n")
			}
		}
	})
	var now atomic.Value
	seed := rand.Uint64()
	t.Logf("seed %d", seed)
	r := rand.New(rand.NewPCG(seed, 1))
	next := func() string {
		ids := r.Perm(12)
		html := tree(r, 2, &ids)
		now.Store(html)
		return html
	}
	mux.HandleFunc("GET /random", func(w http.ResponseWriter, r *http.Request) {
		shell := ui.GalleryShell("Random", "t")
		shell.Live = "/events"
		templ.Handler(ui.Page(shell)).ServeHTTP(w, r.WithContext(templ.WithChildren(r.Context(), templ.Raw(`<div id="box">`+now.Load().(string)+`</div>`))))
	})
	next()
	b := browsertest.Start(t)
	b.Open(url + "/random")
	for range 6 {
		html := next()
		stream <- "change"
		b.Until("the page to be what was read", fmt.Sprintf("document.getElementById('box').innerHTML === %q", html))
	}
}
