//go:build unix

package local

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
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
	return folder(resolved(abs)), nil
}

// resolved follows the symbolic links of path, as far as it exists yet: the server's
// command line must name the cluster alike on the first start and ever after.
func resolved(path string) string {
	real, err := filepath.EvalSymlinks(path)
	if err == nil {
		return real
	}
	if parent := filepath.Dir(path); parent != path {
		return filepath.Join(resolved(parent), filepath.Base(path))
	}
	return path
}

// explain turns a refusal of the system into the sentence that says what to do.
func (f folder) explain(doing string, err error) error {
	if errors.Is(err, fs.ErrPermission) {
		return fmt.Errorf("the data folder %s belongs to another user: run charthouse as that user, "+
			"or choose another folder with CHARTHOUSE_DATA", f)
	}
	return fmt.Errorf("%s: %w", doing, err)
}

// unmade is the sentence of a folder that cannot be.
func (f folder) unmade(err error) error {
	if refused, ok := errors.AsType[*fs.PathError](err); ok && !errors.Is(err, fs.ErrPermission) {
		return fmt.Errorf("the data folder %s cannot be made (%w): choose another with CHARTHOUSE_DATA", f, refused.Err)
	}
	return f.explain("make the data folder", err)
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
