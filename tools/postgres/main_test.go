//go:build unix

package main

import (
	"os"
	"path/filepath"
	"testing"
)

func TestTheLinksAmongTheLibrariesAreMade(t *testing.T) {
	t.Parallel()
	pkg := t.TempDir()
	if err := os.MkdirAll(filepath.Join(pkg, "native/lib"), 0o755); err != nil {
		t.Fatal(err)
	}
	for file, text := range map[string]string{
		"native/lib/libpq.so.5.18": "the library",
		"native/pg-symlinks.json":  `[{"source": "native/lib/libpq.so.5.18", "target": "native/lib/libpq.so.5"}]`,
	} {
		if err := os.WriteFile(filepath.Join(pkg, file), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for range 2 { // a second fetch finds them there
		if err := link(pkg); err != nil {
			t.Fatal(err)
		}
	}
	moved := filepath.Join(t.TempDir(), "moved")
	if err := os.Rename(pkg, moved); err != nil {
		t.Fatal(err)
	}
	if b, err := os.ReadFile(filepath.Join(moved, "native/lib/libpq.so.5")); err != nil || string(b) != "the library" {
		t.Errorf("after moving the package: %q, %v", b, err)
	}
}

func TestALinkThatLeavesThePackageIsRefused(t *testing.T) {
	t.Parallel()
	pkg := t.TempDir()
	if err := os.MkdirAll(filepath.Join(pkg, "native"), 0o755); err != nil {
		t.Fatal(err)
	}
	links := `[{"source": "native/lib/a", "target": "../outside"}]`
	if err := os.WriteFile(filepath.Join(pkg, "native/pg-symlinks.json"), []byte(links), 0o644); err != nil {
		t.Fatal(err)
	}
	if link(pkg) == nil {
		t.Error("it was made")
	}
}
