package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

const icons = npm + "/lucide-static/icons"

var (
	literal = regexp.MustCompile(`"([a-z][a-z0-9-]*)"`)
	drawing = regexp.MustCompile(`(?s)<svg[^>]*>(.*)</svg>`)
)

// sprite gathers the icons that the pages name: every string in the sources of web/ that is the name of an icon.
// Taking too many costs a few bytes; a list kept by hand would one day miss one.
func sprite(m manifest) error {
	names, err := named()
	if err != nil {
		return err
	}
	var b bytes.Buffer
	b.WriteString(`<svg xmlns="http://www.w3.org/2000/svg">`)
	for _, name := range names {
		if err := symbol(&b, name); err != nil {
			return err
		}
	}
	b.WriteString(`</svg>`)
	return put(m, "icons.svg", b.Bytes())
}

func symbol(b *bytes.Buffer, name string) error {
	svg, err := os.ReadFile(filepath.Join(icons, name+".svg"))
	if errors.Is(err, fs.ErrNotExist) {
		return nil // an ordinary word
	}
	if err != nil {
		return fmt.Errorf("icon %s: %w", name, err)
	}
	inner := drawing.FindSubmatch(svg)
	if inner == nil {
		return fmt.Errorf("icon %s has no drawing", name)
	}
	fmt.Fprintf(b, `<symbol id="%s" viewBox="0 0 24 24">%s</symbol>`, name, strings.Join(strings.Fields(string(inner[1])), " "))
	return nil
}

// named lists, in order, the quoted words of the templates and Go files that
// make pages: web's, and the navigation's in cmd.
func named() ([]string, error) {
	seen := map[string]bool{}
	for _, dir := range []string{web, "cmd"} {
		if err := wordsOf(dir, seen); err != nil {
			return nil, err
		}
	}
	return slices.Sorted(maps.Keys(seen)), nil
}

func wordsOf(dir string, seen map[string]bool) error {
	return filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (d.Name() == "node_modules" || path == web+"/static") {
			return fs.SkipDir
		}
		if !source(path) {
			return nil
		}
		b, err := os.ReadFile(path)
		if err != nil {
			return fmt.Errorf("read the names of icons: %w", err)
		}
		for _, hit := range literal.FindAllSubmatch(b, -1) {
			seen[string(hit[1])] = true
		}
		return nil
	})
}

func source(path string) bool {
	generated := strings.HasSuffix(path, "_templ.go") || strings.HasSuffix(path, "_test.go")
	return !generated && (strings.HasSuffix(path, ".templ") || strings.HasSuffix(path, ".go"))
}
