//go:build unix

package testcluster

import (
	"os"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
)

func TestTheSharedClusterAnswersBothRoles(t *testing.T) {
	ctx := t.Context()
	owner, err := URL(ctx)
	if err != nil {
		t.Fatal(err)
	}
	app, err := AppURL(ctx, "charthouse")
	if err != nil {
		t.Fatal(err)
	}
	for url, want := range map[string]bool{owner: true, app: false} {
		if got := isSuperuser(t, url); got != want {
			t.Errorf("superuser is %v, want %v", got, want)
		}
	}
}

func isSuperuser(t *testing.T, url string) (super bool) {
	t.Helper()
	db, err := pgx.Connect(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close(t.Context())
	if err := db.QueryRow(t.Context(), `select rolsuper from pg_roles where rolname = current_user`).Scan(&super); err != nil {
		t.Fatal(err)
	}
	return super
}

func TestTheClusterStaysUntilItsLastUserHasGone(t *testing.T) {
	t.Parallel()
	user, keeper := users(t, t.TempDir())
	if err := flock(user, syscall.LOCK_SH); err != nil {
		t.Fatal(err)
	}
	idle := make(chan struct{})
	go func() {
		awaitIdle(keeper, nil, 0)
		close(idle)
	}()
	select {
	case <-idle:
		t.Error("it ended under its user")
	case <-time.After(1500 * time.Millisecond):
	}
	user.Close() // as the kernel does when a test process is killed
	select {
	case <-idle:
	case <-time.After(10 * time.Second):
		t.Error("it stayed without users")
	}
}

// users opens the lock's file twice, as a user and as the keeper.
func users(t *testing.T, dir string) (user, keeper *os.File) {
	t.Helper()
	for _, file := range []**os.File{&user, &keeper} {
		f, err := os.OpenFile(filepath.Join(dir, "users.lock"), os.O_CREATE|os.O_RDWR, 0o600)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { f.Close() })
		*file = f
	}
	return user, keeper
}
