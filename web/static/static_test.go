package static_test

import (
	"compress/gzip"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"charthouse/web/static"
)

func fetch(t *testing.T, path, encoding string) *http.Response {
	t.Helper()
	r := httptest.NewRequest(http.MethodGet, path, nil)
	r.Header.Set("Accept-Encoding", encoding)
	w := httptest.NewRecorder()
	static.Handler().ServeHTTP(w, r)
	return w.Result()
}

func built(t *testing.T) {
	t.Helper()
	if err := static.Built(); err != nil {
		t.Skip(err)
	}
}

func TestAnAssetMayBeKeptForEverAndComesCompressed(t *testing.T) {
	built(t)
	r := fetch(t, static.Path("app.css"), "gzip, br")
	if r.StatusCode != http.StatusOK || !strings.Contains(r.Header.Get("Cache-Control"), "immutable") {
		t.Fatalf("status %d, cache %q", r.StatusCode, r.Header.Get("Cache-Control"))
	}
	z, err := gzip.NewReader(r.Body)
	if err != nil {
		t.Fatalf("not compressed: %v", err)
	}
	squeezed, err := io.ReadAll(z)
	if err != nil {
		t.Fatalf("broken: %v", err)
	}
	plain, err := io.ReadAll(fetch(t, static.Path("app.css"), "").Body)
	if err != nil || string(plain) != string(squeezed) {
		t.Errorf("the compressed form is another: %v", err)
	}
}

func TestOnlyListedNamesAreServed(t *testing.T) {
	built(t)
	for _, path := range []string{"/static/app.css", "/static/manifest.json", "/static/pdf/inter-regular.ttf", "/static/", "/static/../static.go"} {
		if r := fetch(t, path, ""); r.StatusCode != http.StatusNotFound {
			t.Errorf("%s answers %d", path, r.StatusCode)
		}
	}
}

func TestPagesStaySmall(t *testing.T) {
	built(t)
	for name, most := range map[string]int{"app.css": 24 << 10, "app.js": 32 << 10, "portal.js": 4 << 10} {
		body, err := io.ReadAll(fetch(t, static.Path(name), "gzip").Body)
		if err != nil || len(body) > most {
			t.Errorf("%s has %d bytes compressed, at most %d: %v", name, len(body), most, err)
		}
	}
}

func TestTheFontsOfPDFsAreThere(t *testing.T) {
	built(t)
	fonts, err := static.Fonts()
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"inter-regular.ttf", "inter-semibold.ttf", "noto-regular.ttf", "noto-semibold.ttf"} {
		f, err := fonts.Open(name)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if err := f.Close(); err != nil {
			t.Error(err)
		}
	}
}
