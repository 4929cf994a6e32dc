package local

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
)

// Tool finds a program that comes with PostgreSQL, such as pg_dump: beside the
// server's own binaries first, so that their versions agree, then on PATH, then
// the newest of Debian's. The npm package has none.
func Tool(s *Server, name string) (string, error) {
	var dirs []string
	if s != nil {
		dirs = append(dirs, s.bin.dir)
	}
	if path, err := exec.LookPath(name); err == nil {
		dirs = append(dirs, filepath.Dir(path))
	}
	installed, _ := filepath.Glob("/usr/lib/postgresql/*/bin")
	slices.Reverse(installed)
	for _, dir := range append(dirs, installed...) {
		path := filepath.Join(dir, name)
		if info, err := os.Stat(path); err == nil && info.Mode()&0o111 != 0 {
			return path, nil
		}
	}
	return "", fmt.Errorf("%s was not found: install PostgreSQL's client programs (on Debian: apt-get install postgresql-client) and run this again", name)
}
