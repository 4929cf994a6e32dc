//go:build unix

package local

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestTheFirstStartMakesAPrivateDurableCluster(t *testing.T) {
	t.Parallel()
	dir := dataFolder(t)
	s := start(t, Options{Dir: dir})
	if !s.FirstRun {
		t.Error("the first start does not call itself one")
	}
	for name, want := range map[string]string{
		"listen_addresses":        "",
		"fsync":                   "on",
		"full_page_writes":        "on",
		"synchronous_commit":      "on",
		"data_checksums":          "on",
		"server_encoding":         "UTF8",
		"unix_socket_permissions": "0700",
		"password_encryption":     "scram-sha-256",
	} {
		if got := ask[string](t, s.OwnerURL(), `select current_setting($1)`, name); got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
	if pid, _ := readPid(s.dir.cluster()); processOwner(t, pid.pid) == 0 {
		t.Error("the server runs as root")
	}
	for _, file := range []string{"postgres.password", "charthouse.password"} {
		if st, err := os.Stat(filepath.Join(dir, file)); err != nil || st.Mode().Perm() != 0o600 {
			t.Errorf("%s: %v, %v", file, st.Mode(), err)
		}
	}
}

func processOwner(t *testing.T, pid int) int {
	t.Helper()
	st, err := os.Stat(filepath.Join("/proc", itoa(pid)))
	if err != nil {
		t.Skip("this system has no /proc")
	}
	uid, _ := ownerOf(st)
	return uid
}

func TestTheAppRoleOwnsNothing(t *testing.T) {
	t.Parallel()
	s := start(t, Options{Dir: dataFolder(t), Settings: quick})
	for query, want := range map[string]bool{
		`select rolsuper or rolcreatedb or rolcreaterole or rolreplication or rolbypassrls
			from pg_roles where rolname = current_user`: false,
		`select exists (select from pg_database where datdba = current_user::regrole)`: false,
		`select has_schema_privilege('public', 'create')`:                              false,
		`select has_database_privilege(current_database(), 'connect')`:                 true,
	} {
		if got := ask[bool](t, s.AppURL(), query); got != want {
			t.Errorf("%s: %v", query, got)
		}
	}
}

func TestASecondStartFindsTheSameCluster(t *testing.T) {
	t.Parallel()
	opts := Options{Dir: dataFolder(t), Settings: quick}
	first := start(t, opts)
	stop(t, first)
	began := time.Now()
	second := start(t, opts)
	t.Logf("ready again after %v", time.Since(began).Round(time.Millisecond))
	if second.FirstRun {
		t.Error("the second start calls itself the first")
	}
	if diff := cmp.Diff(first.passwords, second.passwords); diff != "" {
		t.Error(diff)
	}
	if got := ask[int](t, second.AppURL(), `select 1`); got != 1 {
		t.Error(got)
	}
}

func TestALostAppPasswordIsReplaced(t *testing.T) {
	t.Parallel()
	opts := Options{Dir: dataFolder(t), Settings: quick}
	s := start(t, opts)
	stop(t, s)
	if err := os.Remove(s.dir.passwordFile(App)); err != nil {
		t.Fatal(err)
	}
	s = start(t, opts)
	if got := ask[string](t, s.AppURL(), `select current_user::text`); got != App {
		t.Error(got)
	}
}

func TestOfTwoStartsAtOnceOneWinsAndTheOtherSaysSo(t *testing.T) {
	t.Parallel()
	dir := dataFolder(t)
	var won []*Server
	var lost []error
	var mu sync.Mutex
	var both sync.WaitGroup
	for range 2 {
		both.Go(func() {
			s, err := Start(context.Background(), Options{Dir: dir, Settings: quick})
			mu.Lock()
			defer mu.Unlock()
			if err == nil {
				won = append(won, s)
			} else {
				lost = append(lost, err)
			}
		})
	}
	both.Wait()
	for _, s := range won {
		defer stop(t, s)
	}
	if len(won) != 1 || len(lost) != 1 || !errors.Is(lost[0], ErrInUse) {
		t.Fatalf("%d won; the others: %v", len(won), lost)
	}
	if said := lost[0].Error(); !strings.Contains(said, dir) || strings.Contains(said, "\n") {
		t.Errorf("not one sentence that names the folder: %s", said)
	}
}

func TestALongPathMovesTheSocketAway(t *testing.T) {
	t.Parallel()
	dir := dataFolder(t) + strings.Repeat("-long", 20)
	t.Cleanup(func() { os.RemoveAll(dir) })
	s := start(t, Options{Dir: dir, Settings: quick})
	t.Cleanup(func() { os.RemoveAll(s.sockets) })
	if strings.HasPrefix(s.sockets, dir) {
		t.Errorf("the socket stayed at %s", s.sockets)
	}
	joined, err := Attach(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	if got := ask[int](t, joined.AppURL(), `select 1`); got != 1 {
		t.Error(got)
	}
}

func TestAFolderBehindALinkIsTheSameFolder(t *testing.T) {
	t.Parallel()
	real := dataFolder(t)
	if err := os.Chmod(real, 0o755); err != nil {
		t.Fatal(err)
	}
	link := real + "-link"
	if err := os.Symlink(real, link); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.Remove(link) })
	start(t, Options{Dir: filepath.Join(link, "new"), Settings: quick}) // not there before
	for _, dir := range []string{filepath.Join(link, "new"), filepath.Join(real, "new")} {
		if _, err := Attach(t.Context(), dir); err != nil {
			t.Errorf("by %s: %v", dir, err)
		}
	}
}

func TestTheFolderOfAnotherUserIsRefusedInOneSentence(t *testing.T) {
	t.Parallel()
	if os.Geteuid() == 0 {
		t.Skip("root may read every folder")
	}
	_, err := Start(t.Context(), Options{Dir: "/root/charthouse"})
	if err == nil || !strings.Contains(err.Error(), "belongs to another user") {
		t.Errorf("got %v", err)
	}
}

func TestAServerThatCannotReachTheDataFolderLivesElsewhereAndSaysSo(t *testing.T) {
	t.Parallel()
	if os.Geteuid() != 0 {
		t.Skip("only root hands the cluster to another user")
	}
	closed := dataFolder(t) // mode 0700, root's
	opts := Options{Dir: filepath.Join(closed, "data"), Settings: quick}
	for range 2 {
		s := start(t, opts)
		elsewhere := s.dir.base()
		t.Cleanup(func() { os.RemoveAll(elsewhere) })
		if !strings.Contains(s.Note, elsewhere) || !strings.HasPrefix(elsewhere, "/var/lib/charthouse/") {
			t.Errorf("the note says %q", s.Note)
		}
		if got := ask[int](t, s.AppURL(), `select 1`); got != 1 {
			t.Error(got)
		}
		stop(t, s)
	}
}

func TestACopiedDataFolderWithoutItsServerIsNotBegunAnew(t *testing.T) {
	t.Parallel()
	dir := dataFolder(t)
	if err := os.Symlink("/nonexistent/server-1", filepath.Join(dir, "server")); err != nil {
		t.Fatal(err)
	}
	if _, err := Start(t.Context(), Options{Dir: dir}); err == nil || !strings.Contains(err.Error(), "/nonexistent/server-1") {
		t.Errorf("got %v", err)
	}
}
