//go:build unix

package local

import (
	"context"
	"errors"
	"fmt"
	"os"
	"syscall"
	"time"
)

// ErrInUse is returned by Start when another process owns the folder's cluster.
var ErrInUse = errors.New("the data folder is in use")

// lock makes this process the owner of the folder until the file is closed or the process
// ends, however it ends.
func (f folder) lock(ctx context.Context) (*os.File, error) {
	file, err := os.OpenFile(f.lockFile(), os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, f.explain("lock the data folder", err)
	}
	// owned() holds the lock for a moment: ask more than once.
	for range 10 {
		if err = syscall.Flock(int(file.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err == nil {
			return file, nil
		}
		if !sleep(ctx, 25*time.Millisecond) {
			break
		}
	}
	file.Close()
	if !errors.Is(err, syscall.EWOULDBLOCK) {
		return nil, fmt.Errorf("lock the data folder: %w", err)
	}
	return nil, fmt.Errorf("%w: another charthouse runs on %s; stop that one, "+
		"or give this one a folder of its own with CHARTHOUSE_DATA", ErrInUse, f)
}

// owned reports whether a process owns the folder now.
func (f folder) owned() bool {
	file, err := os.Open(f.lockFile())
	if err != nil {
		return false
	}
	defer file.Close()
	err = syscall.Flock(int(file.Fd()), syscall.LOCK_SH|syscall.LOCK_NB)
	return errors.Is(err, syscall.EWOULDBLOCK)
}

// sleep waits for d and reports whether ctx is still wanted.
func sleep(ctx context.Context, d time.Duration) bool {
	select {
	case <-ctx.Done():
		return false
	case <-time.After(d):
		return true
	}
}
