//go:build unix

package local

import (
	"fmt"
	"os"
)

// enter makes the server's place passable for the account and answers a note for people
// when that is outside the data folder.
func (a account) enter(f folder) (note string, err error) {
	if err := a.open(f.base()); err != nil {
		return "", fmt.Errorf("data folder: %w", err)
	}
	if f.base() == string(f) && !a.reaches(string(f)) {
		if err := f.moveServer(); err != nil {
			return "", fmt.Errorf("the database does not run as root but as %s, who cannot reach %s: "+
				"choose another folder with CHARTHOUSE_DATA (%w)", a.name, f, err)
		}
	}
	if f.base() == string(f) {
		return "", nil
	}
	return fmt.Sprintf("The database's files are in %s, because it runs as the user %s, who cannot reach %s.", f.base(), a.name, f), nil
}

// open lets the account walk through dir, which stays root's.
func (a account) open(dir string) error {
	st, err := os.Stat(dir)
	if err != nil || !a.drop || a.mayEnter(st) {
		return err
	}
	return os.Chmod(dir, st.Mode().Perm()|0o111)
}

// moveServer makes a new place for the server's files and links to it. A copied data
// folder whose link leads nowhere is refused by enter, never begun anew.
func (f folder) moveServer() error {
	if err := os.MkdirAll(sharedFolder, 0o755); err != nil {
		return err
	}
	dir, err := os.MkdirTemp(sharedFolder, "server-*")
	if err != nil {
		return err
	}
	if err := os.Chmod(dir, 0o711); err != nil {
		return err
	}
	return os.Symlink(dir, f.link())
}
