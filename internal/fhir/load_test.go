package fhir

import (
	"compress/gzip"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// shared returns a folder of the shared test data, or skips the test where there is none.
func shared(t testing.TB, folder string) string {
	t.Helper()
	here, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for ; here != filepath.Dir(here); here = filepath.Dir(here) {
		path := filepath.Join(filepath.Dir(here), "shared", "data", folder)
		if _, err := os.Stat(path); err == nil {
			return path
		}
	}
	t.Skipf("skipped: the shared test data (%s) is not here", folder)
	return ""
}

// files lists a folder's files to read.
func files(t testing.TB, folder string) []File {
	t.Helper()
	list, _, refused := Files(folder)
	if len(refused) > 0 {
		t.Fatal(refused[0])
	}
	return list
}

// read returns the bundles of a text, and its refusals.
func read(t testing.TB, name, text string) (bundles []*Bundle, refusals []*Refusal) {
	t.Helper()
	for b, err := range Read(name, strings.NewReader(text)) {
		if err != nil {
			refusals = append(refusals, err.(*Refusal))
			continue
		}
		bundles = append(bundles, b)
	}
	return bundles, refusals
}

// readOne returns the only bundle of a text.
func readOne(t testing.TB, text string) *Bundle {
	t.Helper()
	bundles, refusals := read(t, "one.json", text)
	if len(refusals) > 0 || len(bundles) != 1 {
		t.Fatalf("want one bundle, got %d and refusals %v", len(bundles), refusals)
	}
	return bundles[0]
}

// resource returns the only resource of a text.
func resource[T Resource](t testing.TB, text string) T {
	t.Helper()
	b := readOne(t, text)
	if len(b.Entries) != 1 {
		t.Fatalf("want one entry, got %d; skipped %v", len(b.Entries), b.Skipped)
	}
	return b.Entries[0].Resource.(T)
}

// bundleOf wraps resources in a collection.
func bundleOf(resources ...string) string {
	return `{"resourceType":"Bundle","type":"collection","entry":[{"resource":` + strings.Join(resources, `},{"resource":`) + `}]}`
}

// plainly reads a file with encoding/json, independently of this package.
func plainly(t testing.TB, path string) map[string]any {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var in io.Reader = f
	if strings.HasSuffix(path, ".gz") {
		if in, err = gzip.NewReader(f); err != nil {
			t.Fatal(err)
		}
	}
	var root map[string]any
	if err := json.NewDecoder(in).Decode(&root); err != nil {
		t.Fatal(err)
	}
	return root
}
