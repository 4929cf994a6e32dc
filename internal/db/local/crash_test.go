//go:build unix

package local

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"
)

func itoa(n int) string { return strconv.Itoa(n) }

func TestAKilledApplicationLosesNoAcknowledgedRow(t *testing.T) {
	t.Parallel()
	dir := dataFolder(t)
	acknowledged := 0
	for round := range 5 {
		a := startApp(t, dir)
		if !a.said.Scan() {
			t.Fatal("the application wrote nothing")
		}
		said := append([]string{a.said.Text()}, afterwards(a, time.Duration(40*(round+1))*time.Millisecond)...)
		acknowledged += len(said)
		s := start(t, Options{Dir: dir})
		lost := ask[int](t, s.OwnerURL(), `select count(*) from unnest($1::bigint[]) said (n)
			where not exists (select from written where written.n = said.n)`, numbers(said))
		if lost != 0 {
			t.Errorf("round %d lost %d of %d rows", round+1, lost, len(said))
		}
		stop(t, s)
	}
	t.Logf("%d rows were acknowledged", acknowledged)
}

// afterwards kills the app after d and answers what it said until then.
func afterwards(a app, d time.Duration) []string {
	timer := time.AfterFunc(d, func() { a.cmd.Process.Kill() })
	defer timer.Stop()
	var said []string
	for a.said.Scan() {
		said = append(said, a.said.Text())
	}
	a.cmd.Wait()
	return said
}

func numbers(lines []string) (all []int64) {
	for _, line := range lines {
		if n, err := strconv.ParseInt(line, 10, 64); err == nil {
			all = append(all, n)
		}
	}
	return all
}

func TestAKilledServerIsStartedAgain(t *testing.T) {
	t.Parallel()
	s := start(t, Options{Dir: dataFolder(t), Settings: quick})
	pool, err := pgxpool.New(t.Context(), s.AppURL())
	if err != nil {
		t.Fatal(err)
	}
	defer pool.Close()
	for range 2 {
		awaitAnswer(t, pool, s, kill(t, s))
	}
	if err := s.Err(); err != nil {
		t.Error(err)
	}
}

func TestAServerThatKeepsDyingIsGivenUp(t *testing.T) {
	t.Parallel()
	opts := Options{Dir: dataFolder(t), Settings: quick}
	s := start(t, opts)
	pool, err := pgxpool.New(t.Context(), s.AppURL())
	if err != nil {
		t.Fatal(err)
	}
	defer pool.Close()
	for death := range tooOften {
		dead := kill(t, s)
		if death < tooOften-1 {
			awaitAnswer(t, pool, s, dead)
		}
	}
	select {
	case <-s.Done():
	case <-time.After(20 * time.Second):
		t.Fatal("it was not given up")
	}
	if s.Err() == nil {
		t.Error("nobody says why")
	}
	stop(t, s)
	if got := ask[int](t, start(t, opts).AppURL(), `select 1`); got != 1 {
		t.Error("the next start does not heal it")
	}
}

func kill(t *testing.T, s *Server) (dead int) {
	t.Helper()
	pid := running(s.dir.cluster())
	if pid == 0 {
		t.Fatal("no server runs")
	}
	if err := syscall.Kill(pid, syscall.SIGKILL); err != nil {
		t.Fatal(err)
	}
	for running(s.dir.cluster()) == pid {
		time.Sleep(time.Millisecond)
	}
	return pid
}

// awaitAnswer waits until the pool works again, on another server than the dead one: its
// orphaned backends may answer for a moment yet.
func awaitAnswer(t *testing.T, pool *pgxpool.Pool, s *Server, dead int) {
	t.Helper()
	began := time.Now()
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	for running(s.dir.cluster()) == dead || running(s.dir.cluster()) == 0 || pool.Ping(ctx) != nil {
		if !sleep(ctx, 5*time.Millisecond) {
			t.Fatal("the server did not come back")
		}
	}
	t.Logf("it answered again after %v", time.Since(began).Round(time.Millisecond))
}

func TestAnInterruptedFirstStartLeavesNothingHalfMade(t *testing.T) {
	t.Parallel()
	dir := dataFolder(t)
	a := startApp(t, dir)
	halfMade := filepath.Join(dir, "pgdata.new-*", "base", "1", "PG_VERSION")
	for deadline := time.Now().Add(20 * time.Second); ; time.Sleep(time.Millisecond) {
		if found, _ := filepath.Glob(halfMade); len(found) > 0 {
			break
		}
		if time.Now().After(deadline) {
			t.Fatal("initdb did not begin")
		}
	}
	a.kill()
	s := start(t, Options{Dir: dir, Settings: quick})
	if !s.FirstRun {
		t.Error("the half-made cluster was taken for a whole one")
	}
	if left, _ := filepath.Glob(filepath.Join(dir, "pgdata.new-*")); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
	if got := ask[int](t, s.AppURL(), `select 1`); got != 1 {
		t.Error(got)
	}
}

func TestAPidThatNowBelongsToAnotherProgramDoesNotStopTheStart(t *testing.T) {
	t.Parallel()
	opts := Options{Dir: dataFolder(t), Settings: quick}
	s := start(t, opts)
	file := filepath.Join(s.dir.cluster(), "postmaster.pid")
	left, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	stop(t, s)
	other := sleeper(t, s.account)
	_, rest, _ := strings.Cut(string(left), "\n")
	if err := s.account.write(file, itoa(other)+"\n"+rest); err != nil {
		t.Fatal(err)
	}
	again := start(t, opts)
	if got := ask[int](t, again.AppURL(), `select 1`); got != 1 {
		t.Error(got)
	}
}

// sleeper is a harmless program of the account, which Postgres cannot tell from a server.
func sleeper(t *testing.T, a account) (pid int) {
	t.Helper()
	path, err := exec.LookPath("sleep")
	if err != nil {
		t.Fatal(err)
	}
	cmd := a.command(context.Background(), filepath.Dir(path), "sleep", "60")
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { cmd.Process.Kill(); cmd.Wait() })
	return cmd.Process.Pid
}
