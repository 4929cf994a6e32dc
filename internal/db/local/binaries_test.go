//go:build unix

package local

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// install makes a bin folder whose initdb says that it is of the version, with the extensions.
func install(t *testing.T, version string, extensions ...string) (bin string) {
	t.Helper()
	root := dataFolder(t)
	if err := os.Chmod(root, 0o755); err != nil {
		t.Fatal(err)
	}
	bin = filepath.Join(root, "bin")
	share := filepath.Join(root, "share")
	for _, dir := range []string{bin, filepath.Join(share, "extension")} {
		if err := os.MkdirAll(dir, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	script := fmt.Sprintf("#!/bin/sh\necho VERSION=%s >&2\necho share_path=%s >&2\n", version, share)
	files := map[string]string{filepath.Join(bin, "initdb"): script, filepath.Join(bin, "postgres"): script}
	for _, name := range extensions {
		files[filepath.Join(share, "extension", name+".control")] = ""
	}
	for file, text := range files {
		if err := os.WriteFile(file, []byte(text), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	return bin
}

func found(t *testing.T, bin string, want int) (binaries, error) {
	t.Helper()
	t.Setenv("PG_BIN", bin)
	a, err := accountFor("/nonexistent")
	if err != nil {
		t.Fatal(err)
	}
	return findBinaries(t.Context(), a, want)
}

func TestTheServerNamedByPGBINIsTaken(t *testing.T) {
	bin := install(t, "21beta1", extensions...)
	b, err := found(t, bin, 0)
	if err != nil || b != (binaries{bin, 21}) {
		t.Errorf("got %v, %v", b, err)
	}
}

func TestAServerThatCannotServeUsIsPassedOver(t *testing.T) {
	for why, bin := range map[string]string{
		"too old":          install(t, "14.9", extensions...),
		"without unaccent": install(t, "17.1", "btree_gist", "pg_trgm"),
		"not a server":     t.TempDir(),
		"no such folder":   "/nonexistent",
		"other than asked": install(t, "16.2", extensions...),
	} {
		want := 0
		if why == "other than asked" {
			want = 99
		}
		if b, err := found(t, bin, want); err == nil && b.dir == bin {
			t.Errorf("%s: it was taken", why)
		}
	}
}

func TestAFolderOfAMissingMajorNamesTheMajorToInstall(t *testing.T) {
	dir := dataFolder(t)
	if err := os.Mkdir(filepath.Join(dir, "pgdata"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "pgdata", "PG_VERSION"), []byte("99\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	_, err := Start(t.Context(), Options{Dir: dir})
	if !errors.Is(err, ErrNoPostgres) || !strings.Contains(err.Error(), "install PostgreSQL 99") {
		t.Errorf("got %v", err)
	}
	if Installed(t.Context(), dir) == nil {
		t.Error("it calls itself installed")
	}
}

func TestAServerOutOfReachIsPublishedOnce(t *testing.T) {
	bin := install(t, "18.4", extensions...)
	native := filepath.Dir(bin)
	pkg := filepath.Join(t.TempDir(), "linux-x64")
	if err := os.MkdirAll(pkg, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(native, filepath.Join(pkg, "native")); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(pkg, "package.json"), []byte(`{"version": "18.4.0"}`), 0o600); err != nil {
		t.Fatal(err)
	}
	home := dataFolder(t)
	if err := os.Chmod(home, 0o755); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		copied, err := publish(filepath.Join(pkg, "native"), home)
		if err != nil {
			t.Fatal(err)
		}
		a, err := accountFor("/nonexistent")
		if err != nil {
			t.Fatal(err)
		}
		if !a.reaches(filepath.Join(copied, "bin/postgres")) {
			t.Error("the copy is out of reach too")
		}
	}
	if left, _ := filepath.Glob(filepath.Join(home, "*")); len(left) != 1 {
		t.Errorf("more than the copy: %v", left)
	}
}

func TestTheServerFromNpmRunsAPractice(t *testing.T) {
	a, err := accountFor("/nonexistent")
	if err != nil {
		t.Fatal(err)
	}
	bins := npmBins(a)
	if len(bins) == 0 {
		t.Skip("the npm package is not fetched: npm ci in tools/postgres")
	}
	t.Setenv("PG_BIN", bins[0])
	s := start(t, Options{Dir: dataFolder(t), Settings: quick})
	if s.bin.dir != bins[0] {
		t.Errorf("%s was taken", s.bin.dir)
	}
	for _, name := range extensions {
		if got := ask[bool](t, s.OwnerURL(), `select exists (select from pg_available_extensions where name = $1)`, name); !got {
			t.Errorf("%s is missing", name)
		}
	}
}
