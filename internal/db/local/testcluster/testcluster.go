//go:build unix

package testcluster

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"syscall"

	"charthouse/internal/db/local"
)

var join = sync.OnceValues(func() (*local.Server, error) {
	s, err := attach(folder())
	if err != nil {
		return nil, fmt.Errorf("test cluster: %w", err)
	}
	return s, nil
})

// URL connects to the database postgres of the shared cluster as its superuser. The first
// call in a process starts the cluster where none is running.
func URL(ctx context.Context) (string, error) {
	if err := ctx.Err(); err != nil {
		return "", err
	}
	s, err := join()
	if err != nil {
		return "", err
	}
	return s.URL(local.Owner, "postgres"), nil
}

// AppURL connects to the database as the role the application works as, which owns nothing.
func AppURL(ctx context.Context, database string) (string, error) {
	if err := ctx.Err(); err != nil {
		return "", err
	}
	s, err := join()
	if err != nil {
		return "", err
	}
	return s.URL(local.App, database), nil
}

// attach becomes a user of the cluster in dir, and starts its keeper where there is none.
func attach(dir string) (*local.Server, error) {
	if err := os.MkdirAll(dir, 0o711); err != nil {
		return nil, err
	}
	if _, err := hold(dir, "users.lock", syscall.LOCK_SH); err != nil {
		return nil, err
	}
	starting, err := hold(dir, "start.lock", syscall.LOCK_EX)
	if err != nil {
		return nil, err
	}
	defer starting.Close()
	s, err := local.Attach(context.Background(), cluster(dir))
	if errors.Is(err, local.ErrNotRunning) {
		return startKeeper(dir)
	}
	return s, err
}

// locks keeps the users' lock from being closed by the garbage collector.
var locks sync.Map

// hold waits for the lock and keeps it until the file is closed or the process ends.
func hold(dir, name string, how int) (*os.File, error) {
	file, err := os.OpenFile(filepath.Join(dir, name), os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, err
	}
	locks.Store(name, file)
	if err := flock(file, how); err != nil {
		return nil, fmt.Errorf("lock %s: %w", name, err)
	}
	return file, nil
}

func flock(file *os.File, how int) error {
	for {
		if err := syscall.Flock(int(file.Fd()), how); !errors.Is(err, syscall.EINTR) {
			return err
		}
	}
}

func cluster(dir string) string { return filepath.Join(dir, "cluster") }
