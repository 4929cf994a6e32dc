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
// server's major version or newer, since an older one refuses. The server's own
// binaries come first (s may be nil), then the places where servers are found,
// then PATH. The npm package has none.
func Tool(ctx context.Context, s *Server, name string, major int) (string, error) {
	var dirs []string
	if s != nil && s.bin.dir != "" {
		dirs = append(dirs, s.bin.dir)
	}
	dirs = append(dirs, places()...)
	if path, err := exec.LookPath(name); err == nil {
		dirs = append(dirs, filepath.Dir(path)) // not where it links to: Debian's wrapper goes by its name
	}
	found := 0
	for _, dir := range dirs {
		path := filepath.Join(dir, name)
		if st, err := os.Stat(path); err != nil || st.Mode()&0o111 == 0 {
			continue
		}
		out, _ := exec.CommandContext(ctx, path, "--version").Output()
		if has := digits(string(out)); has >= major {
			return path, nil
		} else {
			found = max(found, has)
		}
	}
	if found > 0 {
		return "", fmt.Errorf("the database is PostgreSQL %d and the newest %s here is of %d: install the client programs of %[1]d "+
			"(on Debian: apt-get install postgresql-client-%[1]d), or name their folder in PG_BIN", major, name, found)
	}
	return "", fmt.Errorf("%s was not found: install PostgreSQL's client programs (on Debian: apt-get install postgresql-client), "+
		"or name their folder in PG_BIN", name)
}
