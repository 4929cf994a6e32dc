//go:build unix

package local

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"syscall"
)

// initdb makes the cluster in a side folder and renames it when it is whole, so that a
// first start that is killed leaves nothing half made.
func (s *Server) initdb(ctx context.Context) error {
	side, err := s.sideFolder()
	if err != nil {
		return err
	}
	defer os.RemoveAll(side)
	password := newPassword()
	if err := savePassword(s.dir.passwordFile(Owner), password); err != nil {
		return err
	}
	// initdb opens the file as the account: give it a copy of its own.
	copied := filepath.Join(s.sockets, ".password")
	defer os.Remove(copied)
	if err := s.account.write(copied, password+"\n"); err != nil {
		return fmt.Errorf("hand over the owner's password: %w", err)
	}
	if err := s.runInitdb(ctx, side, copied); err != nil {
		return err
	}
	if err := os.Rename(side, s.dir.cluster()); err != nil {
		return fmt.Errorf("put the new cluster in its place: %w", err)
	}
	return nil
}

// sideFolder makes a new empty folder for initdb and removes what killed ones left.
func (s *Server) sideFolder() (string, error) {
	left, _ := filepath.Glob(s.dir.cluster() + ".new-*")
	for _, dir := range left {
		os.RemoveAll(dir) // what an orphan still writes goes with the next start
	}
	side, err := os.MkdirTemp(s.dir.base(), "pgdata.new-*")
	if err != nil {
		return "", fmt.Errorf("make the cluster's folder: %w", err)
	}
	return side, s.account.private(side)
}

func (s *Server) runInitdb(ctx context.Context, side, passwordFile string) error {
	args := []string{
		"-D", side, "-U", Owner, "--pwfile=" + passwordFile, "--auth=scram-sha-256",
		"-E", "UTF8", "--locale=" + locale, "--data-checksums",
	}
	if s.bin.major >= 17 {
		args = append(args, "--locale-provider=builtin", "--builtin-locale=C.UTF-8")
	}
	if s.settings["fsync"] == "off" {
		args = append(args, "--no-sync")
	}
	cmd := s.account.command(ctx, s.bin.dir, "initdb", args...)
	endWithUs(cmd.SysProcAttr, syscall.SIGKILL)
	runtime.LockOSThread() // the death signal follows the thread
	defer runtime.UnlockOSThread()
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("initdb: %w: %s", err, out)
	}
	return nil
}

func newPassword() string {
	var b [24]byte
	rand.Read(b[:])
	return hex.EncodeToString(b[:])
}
