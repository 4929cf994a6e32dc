//go:build unix

package local

import (
	"errors"
	"testing"
)

func TestCommandsJoinTheClusterThatIsServed(t *testing.T) {
	t.Parallel()
	opts := Options{Dir: dataFolder(t), Settings: quick}
	if _, err := Attach(t.Context(), opts.Dir); !errors.Is(err, ErrNotRunning) {
		t.Errorf("before the start: %v", err)
	}
	served := start(t, opts)
	for range 2 { // the first guest's Stop leaves the server to the second
		guest, err := StartOrAttach(t.Context(), opts)
		if err != nil {
			t.Fatal(err)
		}
		if got := ask[int](t, guest.OwnerURL(), `select 1`); got != 1 {
			t.Error(got)
		}
		stop(t, guest)
	}
	stop(t, served)
	if _, err := Attach(t.Context(), opts.Dir); !errors.Is(err, ErrNotRunning) {
		t.Errorf("after the stop: %v", err)
	}
}

func TestACommandOwnsTheClusterWhileNobodyServesIt(t *testing.T) {
	t.Parallel()
	opts := Options{Dir: dataFolder(t), Settings: quick}
	own, err := StartOrAttach(t.Context(), opts)
	if err != nil {
		t.Fatal(err)
	}
	if got := ask[int](t, own.AppURL(), `select 1`); got != 1 {
		t.Error(got)
	}
	stop(t, own)
	if pid := running(own.dir.cluster()); pid != 0 {
		t.Errorf("the server still runs as %d", pid)
	}
}
