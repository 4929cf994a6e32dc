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

func (f folder) cluster() string              { return filepath.Join(string(f), "pgdata") }
func (f folder) lockFile() string             { return filepath.Join(string(f), "owner.lock") }
func (f folder) passwordFile(r string) string { return filepath.Join(string(f), r+".password") }

// longestSocket is what fits into sun_path everywhere: 104 bytes on macOS and the BSDs.
const longestSocket = 100

// sockets is the folder of the server's socket: inside the data folder, unless its path
// would be too long for a socket's address.
func (f folder) sockets(a account) string {
	inside := filepath.Join(string(f), "run")
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
