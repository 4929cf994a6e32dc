package ui_test

import (
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"testing"

	"github.com/a-h/templ"

	"charthouse/web/browsertest"
	"charthouse/web/static"
	"charthouse/web/ui"
)

// gallery serves the pages of the gallery and the assets, as the product would.
func gallery(t *testing.T) (*http.ServeMux, string) {
	t.Helper()
	if err := static.Built(); err != nil {
		t.Skip(err)
	}
	mux := http.NewServeMux()
	mux.Handle(static.Prefix, static.Handler())
	for path, page := range pages() {
		mux.Handle("GET "+path, templ.Handler(page))
	}
	return mux, browsertest.Serve(t, mux)
}

func pages() map[string]templ.Component {
	day := ui.GalleryShell("Thursday 11 June", "t")
	day.Fill = true
	day.Keys = ui.DayKeys()
	return map[string]templ.Component{
		"/{$}":      ui.Gallery(ui.GalleryShell("Components", "w")),
		"/day":      ui.GalleryDay(day, false),
		"/day/list": ui.GalleryDay(ui.GalleryShell("Thursday 11 June", "t"), true),
		"/part":     ui.GalleryPhone(),
		"/sign-in":  ui.GalleryDoor(),
	}
}

func TestEveryPartPassesAxeInLightAndDark(t *testing.T) {
	_, url := gallery(t)
	b := browsertest.Start(t)
	for path := range pages() {
		if path == "/{$}" {
			path = "/"
		}
		for _, dark := range []bool{false, true} {
			b.Viewport(1440, 900, dark)
			b.Open(url + path)
			b.Axe()
			keep(b, fmt.Sprintf("%s-dark=%v", filepath.Base(path), dark))
		}
	}
}

func TestNothingScrollsSidewaysOnAPhone(t *testing.T) {
	_, url := gallery(t)
	b := browsertest.Start(t)
	b.Viewport(320, 800, false)
	for _, path := range []string{"/", "/day", "/day/list", "/part", "/sign-in"} {
		b.Open(url + path)
		b.NoSideways()
		keep(b, filepath.Base(path)+"-320")
	}
}

// keep stores a picture where somebody asked for pictures: SHOTS=folder go test ./web/ui.
func keep(b *browsertest.Browser, name string) {
	if dir := os.Getenv("SHOTS"); dir != "" {
		b.Screenshot(filepath.Join(dir, name+".png"))
	}
}
