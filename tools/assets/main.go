// Command assets makes web/static/dist: what a browser fetches, hashed, minified and compressed.
//
// Run it in the repository's root after npm ci in web/. It needs no network and takes about a second.
package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"log"
	"os"
	"path/filepath"
)

const (
	web  = "web"
	npm  = web + "/node_modules"
	dist = web + "/static/dist"
)

// manifest maps the name a page asks for to the hashed name under dist.
type manifest map[string]string

func main() {
	log.SetFlags(0)
	log.SetPrefix("assets: ")
	if err := run(); err != nil {
		log.Fatal(err)
	}
}

func run() error {
	if _, err := os.Stat(npm); errors.Is(err, fs.ErrNotExist) {
		return errors.New("web/node_modules is missing: run make, or npm ci --ignore-scripts in web/")
	}
	if err := empty(dist); err != nil {
		return err
	}
	m := manifest{}
	for _, step := range []func(manifest) error{bundle, sprite, licences, pdfFonts} {
		if err := step(m); err != nil {
			return err
		}
	}
	if err := compress(m); err != nil {
		return err
	}
	fmt.Println("assets:", len(m), "files")
	return list(m)
}

// empty removes all but the committed .gitkeep, so that no old hash lingers in the binary.
func empty(dir string) error {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return fmt.Errorf("list %s: %w", dir, err)
	}
	for _, e := range entries {
		if e.Name() == ".gitkeep" {
			continue
		}
		if err := os.RemoveAll(filepath.Join(dir, e.Name())); err != nil {
			return fmt.Errorf("empty %s: %w", dir, err)
		}
	}
	return nil
}

// list writes the manifest last: make takes its time as the build's.
func list(m manifest) error {
	b, err := json.MarshalIndent(m, "", " ")
	if err != nil {
		return fmt.Errorf("write manifest: %w", err)
	}
	return os.WriteFile(filepath.Join(dist, "manifest.json"), b, 0o644)
}
