//go:build unix

package testcluster

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"time"

	"charthouse/internal/db/local"
)

const (
	keeperEnv = "CHARTHOUSE_TEST_KEEPER" // names the folder to keep
	grace     = 20 * time.Second         // the next test run often comes at once
)

// A test binary that was started as the keeper never reaches its tests.
func init() {
	dir := os.Getenv(keeperEnv)
	if dir == "" {
		return
	}
	if err := keep(dir); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	os.Exit(0)
}

// startKeeper runs this test binary once more in the background and waits for its cluster.
func startKeeper(dir string) (*local.Server, error) {
	log, err := os.Create(filepath.Join(dir, "keeper.log"))
	if err != nil {
		return nil, err
	}
	defer log.Close()
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	cmd := exec.Command(self) // in our working folder, from which the npm package is found
	cmd.Env = append(os.Environ(), keeperEnv+"="+dir)
	cmd.Stdout, cmd.Stderr = log, log
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true}
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	return awaitKeeper(dir, ended)
}

func awaitKeeper(dir string, ended <-chan error) (*local.Server, error) {
	for {
		s, err := local.Attach(context.Background(), cluster(dir))
		if !errors.Is(err, local.ErrNotRunning) {
			return s, err
		}
		select {
		case err := <-ended:
			said, _ := os.ReadFile(filepath.Join(dir, "keeper.log"))
			return nil, fmt.Errorf("keeper: %w: %s", err, said)
		case <-time.After(10 * time.Millisecond):
		}
	}
}

// keep runs the cluster until nobody has used it for the grace time.
func keep(dir string) error {
	os.RemoveAll(cluster(dir)) // a killed keeper's cluster never synced: start anew
	s, err := local.Start(context.Background(), local.Options{Dir: cluster(dir), Log: os.Stderr, Settings: forgetful})
	if err != nil {
		return err
	}
	users, err := os.OpenFile(filepath.Join(dir, "users.lock"), os.O_RDWR, 0)
	if err != nil {
		return errors.Join(err, s.Stop())
	}
	awaitIdle(users, s.Done(), grace)
	err = errors.Join(s.Err(), s.Stop())
	os.RemoveAll(cluster(dir))
	return err
}

// awaitIdle returns when there were no users for the time, with their lock held, so that
// nobody joins while the cluster ends; or when the server has been given up.
func awaitIdle(users *os.File, gone <-chan struct{}, enough time.Duration) {
	idle := time.Duration(0)
	for {
		select {
		case <-gone:
			return
		case <-time.After(time.Second):
		}
		idle += time.Second
		if flock(users, syscall.LOCK_EX|syscall.LOCK_NB) != nil {
			idle = 0
			continue
		}
		if idle > enough {
			return
		}
		flock(users, syscall.LOCK_UN)
	}
}

// forgetful settings trade every promise for speed: the data is made up and thrown away.
var forgetful = map[string]string{
	"fsync": "off", "full_page_writes": "off", "synchronous_commit": "off",
	"wal_level": "minimal", "max_wal_senders": "0", "max_wal_size": "2GB", "checkpoint_timeout": "1h",
	"autovacuum": "off", "shared_buffers": "64MB", "max_connections": "300",
}
