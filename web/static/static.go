package static

import (
	"bytes"
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"path"
	"strings"
	"sync"
	"time"
)

//go:embed all:dist
var dist embed.FS

// types does not ask the machine, whose list differs from house to house.
var types = map[string]string{
	".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".svg": "image/svg+xml",
	".txt": "text/plain; charset=utf-8", ".woff2": "font/woff2",
}

// Prefix is where Handler is mounted.
const Prefix = "/static/"

// errUnbuilt is the one sentence for whoever started a binary that has no assets in it.
var errUnbuilt = errors.New("this binary was built without its pages' assets: run make, then start it again")

// listed maps plain names to hashed ones. It is read once: embedded files do not change.
var listed = sync.OnceValues(func() (map[string]string, error) {
	b, err := dist.ReadFile("dist/manifest.json")
	if err != nil {
		return nil, errUnbuilt
	}
	names := map[string]string{}
	if err := json.Unmarshal(b, &names); err != nil {
		return nil, fmt.Errorf("read the list of assets: %w", err)
	}
	return names, nil
})

// served is the set of hashed names that Handler answers.
var served = sync.OnceValue(func() map[string]bool {
	names, _ := listed()
	set := make(map[string]bool, len(names))
	for _, hashed := range names {
		set[hashed] = true
	}
	return set
})

// Built reports whether the assets are in this binary, as one sentence if not.
func Built() error {
	_, err := listed()
	return err
}

// Path is the URL of an asset by its plain name. Unknown names come back plain and answer 404.
func Path(name string) string {
	names, _ := listed()
	if hashed, ok := names[name]; ok {
		return Prefix + hashed
	}
	return Prefix + name
}

// Fonts holds the faces that PDFs embed: inter-regular.ttf, inter-semibold.ttf, noto-regular.ttf, noto-semibold.ttf.
func Fonts() (fs.FS, error) {
	if err := Built(); err != nil {
		return nil, err
	}
	return fs.Sub(dist, "dist/pdf")
}

// Handler answers GET /static/{hashed name}. The name changes with the content, so browsers may keep it for ever.
func Handler() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		name := strings.TrimPrefix(r.URL.Path, Prefix)
		if !served()[name] {
			http.NotFound(w, r)
			return
		}
		serve(w, r, name)
	})
}

func serve(w http.ResponseWriter, r *http.Request, name string) {
	h := w.Header()
	h.Set("Cache-Control", "public, max-age=31536000, immutable")
	h.Set("Content-Type", types[path.Ext(name)])
	h.Add("Vary", "Accept-Encoding")
	content, err := dist.ReadFile("dist/" + name + ".gz")
	if err == nil && strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") {
		h.Set("Content-Encoding", "gzip")
	} else if content, err = dist.ReadFile("dist/" + name); err != nil {
		http.NotFound(w, r)
		return
	}
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(content))
}
