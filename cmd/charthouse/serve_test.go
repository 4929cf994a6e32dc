package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"charthouse/internal/db/dbtest"
)

func TestServeSaysReadyOnceAndIsQuickTheSecondTime(t *testing.T) {
	dir := dataFolder(t)
	first := served(t, dir)
	first.mustAnswer(t)
	first.stop(t)
	if diff := cmp.Diff([]string{"ready " + first.addr}, first.out); diff != "" {
		t.Errorf("standard output (-want +got):\n%s", diff)
	}
	best := time.Hour
	for range 3 { // the machine is shared: alone on it a start takes a tenth of a second
		next := served(t, dir)
		next.mustAnswer(t)
		next.stop(t)
		best = min(best, next.took)
	}
	t.Logf("first start %v, the next at best %v", first.took.Round(time.Millisecond), best.Round(time.Millisecond))
	if best > time.Second {
		t.Errorf("of three more starts the quickest took %v", best)
	}
}

func TestAKilledServeIsServedAgain(t *testing.T) {
	t.Parallel()
	p := served(t, dataFolder(t))
	for range 2 {
		p.kill(t)
		p = served(t, p.dir) // at once: the old server may still be on its way out
		p.mustAnswer(t)
	}
}

func TestPagesAnswerAgainAfterThePostmasterWasKilled(t *testing.T) {
	t.Parallel()
	p := served(t, dataFolder(t))
	p.mustAnswer(t)
	dead := p.postmaster(t)
	if err := syscall.Kill(dead, syscall.SIGKILL); err != nil {
		t.Fatal(err)
	}
	for deadline := time.Now().Add(20 * time.Second); p.postmasterOr(dead) == dead; time.Sleep(5 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatal("no other server was started")
		}
	}
	began := time.Now()
	p.mustAnswer(t)
	t.Logf("pages answered %v after the new server began", time.Since(began).Round(time.Millisecond))
	p.stop(t)
}

// postmasterOr is for a moment in which the file may be missing.
func (p *process) postmasterOr(other int) int {
	b, _ := os.ReadFile(filepath.Join(p.dir, "pgdata", "postmaster.pid"))
	if first, _, _ := strings.Cut(string(b), "\n"); len(first) > 0 {
		return atoi(first)
	}
	return other
}

func TestAStalePidFileDoesNotHinder(t *testing.T) {
	t.Parallel()
	p := served(t, dataFolder(t))
	pid := p.postmaster(t)
	_ = syscall.Kill(p.Process.Pid, syscall.SIGSTOP) // it must not tidy up
	_ = syscall.Kill(pid, syscall.SIGKILL)
	p.kill(t)
	if p.postmaster(t) != pid {
		t.Fatal("the pid file is not stale")
	}
	served(t, p.dir).mustAnswer(t)
}

func TestAnInterruptedFirstStartIsBegunAgain(t *testing.T) {
	for _, after := range []time.Duration{50, 250, 500, 800, 1100, 1500} {
		t.Run((after * time.Millisecond).String(), func(t *testing.T) {
			t.Parallel()
			p := launched(t, dataFolder(t), "serve", "--empty")
			time.Sleep(after * time.Millisecond)
			p.kill(t)
			served(t, p.dir).mustAnswer(t)
		})
	}
}

func TestOfTwoServesAtOnceOneSaysWhyNot(t *testing.T) {
	t.Parallel()
	dir := dataFolder(t)
	one, two := launched(t, dir, "serve", "--empty"), launched(t, dir, "serve", "--empty")
	won, lost := one, two
	select {
	case <-one.ended:
		won, lost = two, one
		one.ended <- nil
	case <-two.ended:
		two.ended <- nil
	case <-time.After(time.Minute):
		t.Fatal("both go on")
	}
	if status := lost.awaitEnd(t); status != 1 {
		t.Errorf("the loser ended with %d", status)
	}
	oneSentence(t, lost.said.String(), dir, "another charthouse runs")
	won.addr = strings.TrimPrefix(<-won.lines, "ready ")
	won.mustAnswer(t)
}

func TestAnAddressThatIsTakenIsSaid(t *testing.T) {
	t.Parallel()
	p := served(t, dataFolder(t))
	addr := strings.TrimPrefix(p.addr, "http://")
	late := launched(t, dataFolder(t), "serve", "--addr", addr)
	if status := late.awaitEnd(t); status != 1 {
		t.Errorf("it ended with %d", status)
	}
	oneSentence(t, late.said.String(), addr+" is taken", "--addr")
}

func TestAFolderOutOfReachIsServedFromElsewhere(t *testing.T) {
	t.Parallel()
	if os.Geteuid() != 0 {
		t.Skip("only root hands the database to another user")
	}
	closed := dataFolder(t)
	if err := os.Chmod(closed, 0o700); err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join(closed, "data")
	p := served(t, dir)
	p.mustAnswer(t)
	elsewhere, err := os.Readlink(filepath.Join(dir, "server"))
	if err != nil || !strings.HasPrefix(elsewhere, "/var/lib/charthouse/") {
		t.Fatalf("the server's files are in %q, %v", elsewhere, err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(elsewhere) })
	p.stop(t)
	if !strings.Contains(p.said.String(), elsewhere) {
		t.Errorf("it does not say where: %s", &p.said)
	}
}

func TestCommandsJoinTheServedPractice(t *testing.T) {
	t.Parallel()
	p := served(t, dataFolder(t))
	add := launched(t, p.dir, "user", "add", "--email", "ada@practice.example", "--name", "Ada Brandt", "--role", "owner", "--role", "front-desk")
	if status := add.awaitEnd(t); status != 0 || len(add.out) != 1 || len(add.out[0]) < 12 {
		t.Fatalf("status %d, printed %q: %s", status, add.out, &add.said)
	}
	list := launched(t, p.dir, "user", "list")
	if list.awaitEnd(t); len(list.out) != 1 || !strings.Contains(list.out[0], "front_desk, owner") {
		t.Errorf("listed %q: %s", list.out, &list.said)
	}
	p.mustAnswer(t)
}

// said runs a command inside this process and answers what it left to read.
func said(t *testing.T, args ...string) (string, int) {
	t.Helper()
	var out, say bytes.Buffer
	status := run(t.Context(), args, strings.NewReader(""), &out, &say)
	return say.String(), status
}

func TestADatabaseThatCannotBeUsedIsSaidInOneSentence(t *testing.T) {
	d := dbtest.New(t)
	t.Setenv("CHARTHOUSE_DATA", t.TempDir())
	for _, c := range []struct{ app, owner, words string }{
		{"postgres://ada:secret@127.0.0.1:1/practice", "", "127.0.0.1:1"},
		{"postgres://ada:secret@host.invalid/practice", "", "host.invalid:5432"},
		{d.AppURL, "postgres://ada:secret@127.0.0.1:1/practice", "DATABASE_OWNER_URL"},
		{"postgres://ada:%zz", "", "DATABASE_URL is not understood"},
	} {
		t.Setenv("DATABASE_URL", c.app)
		t.Setenv("DATABASE_OWNER_URL", c.owner)
		got, status := said(t, "migrate")
		oneSentence(t, got, c.words)
		if status != 1 || strings.Contains(got, "secret") {
			t.Errorf("status %d: %s", status, got)
		}
	}
}

func TestADatabaseOfANewerCharthouseIsLeftAlone(t *testing.T) {
	d := dbtest.New(t)
	for _, sql := range []string{
		`insert into goose_db_version (version_id, is_applied) values (99999, true)`,
		`comment on schema public is 'charthouse of next year'`,
	} {
		if _, err := d.Owner.Exec(t.Context(), sql); err != nil {
			t.Fatal(err)
		}
	}
	t.Setenv("CHARTHOUSE_DATA", t.TempDir())
	t.Setenv("DATABASE_URL", d.AppURL)
	t.Setenv("DATABASE_OWNER_URL", d.OwnerURL)
	got, status := said(t, "migrate")
	if oneSentence(t, got, "99999", "run the newer charthouse"); status != 1 {
		t.Errorf("it ended with %d", status)
	}
}
