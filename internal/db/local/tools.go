//go:build unix

package local

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
)

// Tool finds a program that comes with PostgreSQL, such as pg_dump, of the
// server's major version, else the next newer one: an older pg_dump refuses, and a
// newer pg_restore says what an older server may not know. It looks at the server's
// own binaries (s may be nil), where servers are found, and along PATH. The npm
// package has none.
func Tool(ctx context.Context, s *Server, name string, major int) (string, error) {
	var dirs []string
	if s != nil && s.bin.dir != "" {
		dirs = append(dirs, s.bin.dir)
	}
	dirs = append(dirs, places()...)
	if path, err := exec.LookPath(name); err == nil {
		dirs = append(dirs, filepath.Dir(path)) // not where it links to: Debian's wrapper goes by its name
	}
	best, nearest, newest := "", 0, 0
	for _, dir := range dirs {
		path := filepath.Join(dir, name)
		if st, err := os.Stat(path); err != nil || st.Mode()&0o111 == 0 {
			continue
		}
		out, _ := exec.CommandContext(ctx, path, "--version").Output()
		has := digits(string(out))
		if newest = max(newest, has); has >= major && (best == "" || has < nearest) {
			best, nearest = path, has
		}
	}
	if best != "" {
		return best, nil
	}
	if newest > 0 {
		return "", fmt.Errorf("the database is PostgreSQL %d and the newest %s here is of %d: install the client programs of %[1]d "+
			"(on Debian: apt-get install postgresql-client-%[1]d, from apt.postgresql.org where Debian has none), or name their folder in PG_BIN", major, name, newest)
	}
	return "", fmt.Errorf("%s was not found: install PostgreSQL's client programs (on Debian: apt-get install postgresql-client), "+
		"or name their folder in PG_BIN", name)
}
