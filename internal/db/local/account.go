//go:build unix

package local

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"syscall"
)

// An account is the system user that the server runs as.
type account struct {
	name     string
	uid, gid int
	drop     bool // we are root and must become this user first: Postgres refuses root
}

// accountFor answers who runs the server of the cluster: ourselves, or, for root, whoever
// owns the cluster already, else postgres, else nobody.
func accountFor(cluster string) (account, error) {
	if uid := os.Geteuid(); uid != 0 {
		return account{name: nameOf(uid), uid: uid, gid: os.Getegid()}, nil
	}
	if st, err := os.Stat(cluster); err == nil {
		if uid, gid := ownerOf(st); uid != 0 {
			return account{name: nameOf(uid), uid: uid, gid: gid, drop: true}, nil
		}
	}
	for _, name := range []string{"postgres", "_postgres", "nobody"} {
		if u, err := user.Lookup(name); err == nil {
			uid, _ := strconv.Atoi(u.Uid)
			gid, _ := strconv.Atoi(u.Gid)
			return account{name: name, uid: uid, gid: gid, drop: true}, nil
		}
	}
	return account{}, errors.New("PostgreSQL does not run as root, and this system has no user postgres or nobody: " +
		"run charthouse as an ordinary user, or add a user named postgres")
}

func nameOf(uid int) string {
	if u, err := user.LookupId(strconv.Itoa(uid)); err == nil {
		return u.Username
	}
	return strconv.Itoa(uid)
}

func ownerOf(st fs.FileInfo) (uid, gid int) {
	sys := st.Sys().(*syscall.Stat_t)
	return int(sys.Uid), int(sys.Gid)
}

// reaches reports whether the account may walk down to path and, where it is a file, run
// it. What does not exist yet is judged by its nearest ancestor.
func (a account) reaches(path string) bool {
	if !a.drop {
		return true
	}
	for {
		st, err := os.Stat(path)
		switch {
		case errors.Is(err, fs.ErrNotExist):
		case err != nil || !a.mayEnter(st):
			return false
		}
		if path == "/" || path == "." {
			return true
		}
		path = filepath.Dir(path)
	}
}

func (a account) mayEnter(st fs.FileInfo) bool {
	uid, gid := ownerOf(st)
	switch {
	case uid == a.uid:
		return st.Mode()&0o100 != 0
	case gid == a.gid:
		return st.Mode()&0o010 != 0
	}
	return st.Mode()&0o001 != 0
}

// command is a program of the bin folder, run as the account in a session of its own, so
// that Ctrl+C in the terminal reaches us and not the database.
func (a account) command(ctx context.Context, bin, program string, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, filepath.Join(bin, program), args...)
	cmd.Dir = "/"
	cmd.Env = []string{"PATH=" + bin + ":/usr/bin:/bin", "LC_ALL=" + locale, "TZ=UTC"}
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true}
	if a.drop {
		cmd.SysProcAttr.Credential = &syscall.Credential{Uid: uint32(a.uid), Gid: uint32(a.gid)}
	}
	return cmd
}

// write stores a secret that only the account can read.
func (a account) write(file, secret string) error {
	if err := os.WriteFile(file, []byte(secret), 0o600); err != nil {
		return fmt.Errorf("write %s: %w", file, err)
	}
	return os.Lchown(file, a.uid, a.gid)
}

// folderMode lets the account walk through the data folder, which stays ours.
func (a account) folderMode() os.FileMode {
	if a.drop {
		return 0o711
	}
	return 0o700
}
