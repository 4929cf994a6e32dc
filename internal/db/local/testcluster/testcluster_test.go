//go:build unix

package testcluster

import (
	"testing"

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
