package main

import (
	"path/filepath"
	"strings"
	"testing"
	"time"

	"charthouse/internal/db/dbtest"
)

// interrupted is a first start that was killed in the middle of the sample.
func interrupted(t *testing.T) *process {
	t.Helper()
	p := launched(t, dataFolder(t), "serve")
	for deadline := time.Now().Add(time.Minute); !strings.Contains(p.said.String(), "visits"); time.Sleep(10 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("no sample is loading: %s", &p.said)
		}
	}
	p.kill(t)
	return p
}

func TestAnInterruptedSampleIsLoadedAgainWhole(t *testing.T) {
	t.Parallel()
	p := interrupted(t)
	again := launched(t, p.dir, "serve")
	again.addr = strings.TrimPrefix(<-again.lines, "ready ")
	again.mustAnswer(t)
	again.stop(t)
	if !strings.Contains(again.said.String(), "Sign in with the password") {
		t.Errorf("the sample was not loaded again: %s", &again.said)
	}
	third := launched(t, p.dir, "serve")
	third.addr = strings.TrimPrefix(<-third.lines, "ready ")
	third.stop(t)
	if strings.Contains(third.said.String(), "Loading") {
		t.Errorf("a whole sample was loaded again: %s", &third.said)
	}
	if !strings.Contains(third.said.String(), "Sign in with the password") {
		t.Errorf("it does not say how to sign in: %s", &third.said)
	}
}

func TestWhatIsRestoredOverAHalfLoadedSampleStays(t *testing.T) {
	t.Parallel()
	withPrograms(t, dbtest.New(t))
	p := served(t, dataFolder(t))
	add := launched(t, p.dir, "user", "add", "--email", "ada@practice.example", "--name", "Ada Brandt", "--role", "owner")
	add.awaitEnd(t)
	path := filepath.Join(t.TempDir(), "practice.backup")
	if made := launched(t, p.dir, "backup", path); made.awaitEnd(t) != 0 {
		t.Fatalf("no backup: %s", &made.said)
	}
	half := interrupted(t)
	if back := launched(t, half.dir, "restore", path); back.awaitEnd(t) != 0 {
		t.Fatalf("no restore: %s", &back.said)
	}
	next := launched(t, half.dir, "serve")
	next.addr = strings.TrimPrefix(<-next.lines, "ready ")
	list := launched(t, half.dir, "user", "list")
	if list.awaitEnd(t); len(list.out) != 1 || !strings.Contains(list.out[0], "ada@practice.example") {
		t.Errorf("after the restore and a start there are %q: %s", list.out, &list.said)
	}
}
