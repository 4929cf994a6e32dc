package main

import (
	"errors"
	"os"
	"testing"

	"charthouse/cmd/charthouse/kill"
	"charthouse/web/static"
)

// killed is how often something is killed here; go run ./tools/kill takes any number.
const killed = 100

// TestNothingIsLostWhenItIsKilled has people book, write, sign, pay, fill in forms,
// file documents and write messages while the program or its database is killed.
func TestNothingIsLostWhenItIsKilled(t *testing.T) {
	if err := static.Built(); err != nil {
		t.Skip("the styles and scripts are not built: run make assets first")
	}
	path, err := binary()
	if err != nil {
		t.Fatal(err)
	}
	r, err := kill.Run(t.Context(), kill.Asked{Binary: path, Dir: memoryFolder(t), Rounds: killed, Seed: 1, Said: t.Output()})
	if err := errors.Join(err, r.Table(t.Output())); err != nil {
		t.Fatal(err)
	}
	if r.Broken() {
		t.Error("a promise was broken")
	}
	if r.InFlight < killed {
		t.Errorf("only %d acts were under way when something was killed: the kills prove little", r.InFlight)
	}
	for k, c := range r.Acts {
		if c.Acknowledged < killed/10 {
			t.Errorf("of act %d only %d were acknowledged", k, c.Acknowledged)
		}
	}
}

// memoryFolder is a data folder in memory where there is room: what was written
// outlives a killed process there as well, and no commit waits for the disk.
func memoryFolder(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("/dev/shm", "charthouse-kill-")
	if err != nil {
		return dataFolder(t)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	if err := os.Chmod(dir, 0o755); err != nil { // the database's user must reach it
		t.Fatal(err)
	}
	return dir
}
