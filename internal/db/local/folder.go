//go:build unix

package local

import (
	"crypto/sha256"
	"fmt"
	"os"
	"path/filepath"
)

// A folder is the practice's data folder, as an absolute path without symbolic links.
type folder string

func openFolder(dir string) (folder, error) {
	abs, err := filepath.Abs(dir)
	if err != nil {
		return "", fmt.Errorf("data folder %s: %w", dir, err)
	}
	if real, err := filepath.EvalSymlinks(abs); err == nil {
		abs = real
	}
	return folder(abs), nil
}

func (f folder) lockFile() string { return filepath.Join(string(f), "owner.lock") }

func (f folder) passwordFile(role string) string { return filepath.Join(string(f), role+".password") }

func (f folder) cluster() string { return filepath.Join(f.base(), "pgdata") }

// base is where the server's own files are: the data folder, or the place that its link
// names because the account cannot reach the data folder.
func (f folder) base() string {
	if elsewhere, err := os.Readlink(f.link()); err == nil {
		return elsewhere
	}
	return string(f)
}

func (f folder) link() string { return filepath.Join(string(f), "server") }

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

// longestSocket is what fits into sun_path everywhere: 104 bytes on macOS and the BSDs.
const longestSocket = 100

// sockets is the folder of the server's socket: beside the cluster, unless its path
// would be too long for a socket's address.
func (f folder) sockets(a account) string {
	inside := filepath.Join(f.base(), "run")
	if len(inside)+len("/.s.PGSQL.5432") <= longestSocket {
		return inside
	}
	name := fmt.Sprintf("charthouse-%x", sha256.Sum256([]byte(f)))[:27]
	if short := filepath.Join(os.TempDir(), name); len(short) < longestSocket-14 && a.reaches(os.TempDir()) {
		return short
	}
	return filepath.Join("/tmp", name)
}

// private makes dir, or takes it over when it is already ours, for the account alone.
func (a account) private(dir string) error {
	if err := os.Mkdir(dir, 0o700); err != nil && !os.IsExist(err) {
		return fmt.Errorf("make %s: %w", dir, err)
	}
	st, err := os.Lstat(dir)
	if err != nil {
		return fmt.Errorf("look at %s: %w", dir, err)
	}
	// In a shared temporary folder somebody else may have been there first.
	if uid, _ := ownerOf(st); !st.IsDir() || (uid != a.uid && uid != os.Geteuid()) {
		return fmt.Errorf("%s belongs to somebody else: remove it, or choose a shorter data folder with CHARTHOUSE_DATA", dir)
	}
	if err := os.Lchown(dir, a.uid, a.gid); err != nil {
		return fmt.Errorf("give %s to %s: %w", dir, a.name, err)
	}
	return os.Chmod(dir, 0o700)
}
