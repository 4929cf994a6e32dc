package main

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestEveryPlantedHoleIsFound(t *testing.T) {
	if testing.Short() {
		t.Skip("it runs other packages' tests for minutes")
	}
	seen(t, "../..")
	if err := prove(t.Context(), "../..", all(), os.Stdout); err != nil {
		t.Fatal(err)
	}
}

// seen opens every source: go keeps the answer of a test until a file changes
// that it opened, and does not know of what other processes read.
func seen(t *testing.T, root string) {
	t.Helper()
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && (d.Name() == "node_modules" || d.Name() == "bin" || strings.HasPrefix(d.Name(), ".") && path != root):
			return filepath.SkipDir
		case !d.IsDir() && (strings.HasSuffix(path, ".go") || strings.HasSuffix(path, ".sql")):
			f, err := os.Open(path)
			if err != nil {
				return err
			}
			return f.Close()
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestAHoleThatLostItsPlaceIsTold(t *testing.T) {
	const text = "package wall\n\nconst sql = `select 1`\n\nfunc May() bool { return false || false }\n"
	for is, want := range map[string]bool{"select 1": true, "return": true, "select 2": false, "false": false} {
		planted, err := hole{name: "h", is: is, becomes: "HOLE"}.planted(text)
		if (err == nil) != want {
			t.Errorf("%q: %v", is, err)
		}
		if want && !strings.Contains(planted, `hole.On("h")`) {
			t.Errorf("%q was not planted:\n%s", is, planted)
		}
	}
	if _, err := (hole{name: "h", is: "return", becomes: "panic"}).planted(text); err == nil {
		t.Error("a hole that is always open was planted")
	}
}

func TestTextBetweenBackquotesStaysText(t *testing.T) {
	got, err := hole{name: "h", is: "and b", becomes: "or \"b\""}.planted("package wall\n\nvar sql = `\n\twhere a and b`\n")
	want := "package wall\n\nvar sql = `\n\twhere a ` + hole.Or(hole.On(\"h\"), \"or \\\"b\\\"\", \"and b\") + ``\n"
	if err != nil || got != want {
		t.Errorf("%v:\n%s", err, got)
	}
}

func TestHolesAreNamedOnceAndHaveTheirTests(t *testing.T) {
	names := map[string]bool{}
	for _, h := range all() {
		places := 0
		for _, place := range []string{h.file, h.routine, h.sql} {
			if place != "" {
				places++
			}
		}
		if names[h.name] || h.class == "" || h.by == "" || places != 1 || (h.is == "") != (h.sql != "") {
			t.Errorf("%s is named twice, or lacks its class, its place or its tests", h.name)
		}
		names[h.name] = true
	}
}
