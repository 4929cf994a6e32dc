package main

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/jackc/pgx/v5"

	"charthouse/internal/config"
	"charthouse/internal/db/dbtest"
)

func TestAServedPracticeIsBackedUpAndComesBackInAnEmptyFolder(t *testing.T) {
	t.Parallel()
	withPrograms(t, dbtest.New(t))
	p := served(t, dataFolder(t))
	add := launched(t, p.dir, "user", "add", "--email", "ada@practice.example", "--name", "Ada Brandt", "--role", "owner")
	if status := add.awaitEnd(t); status != 0 {
		t.Fatalf("status %d: %s", status, &add.said)
	}
	path := filepath.Join(t.TempDir(), "practice.backup")
	made := launched(t, p.dir, "backup", path)
	if status := made.awaitEnd(t); status != 0 {
		t.Fatalf("status %d: %s", status, &made.said)
	}
	if st, err := os.Stat(path); err != nil || st.Mode().Perm() != 0o600 {
		t.Errorf("others may read the backup: %v, %v", st.Mode(), err)
	}
	early := launched(t, p.dir, "restore", path)
	if status := early.awaitEnd(t); status != 1 {
		t.Errorf("a restore under a served practice ended with %d", status)
	}
	oneSentence(t, early.said.String(), "stop serve first")
	p.mustAnswer(t)

	elsewhere := dataFolder(t)
	back := launched(t, elsewhere, "restore", path)
	if status := back.awaitEnd(t); status != 0 {
		t.Fatalf("status %d: %s", status, &back.said)
	}
	list := launched(t, elsewhere, "user", "list")
	if list.awaitEnd(t); len(list.out) != 1 || !strings.Contains(list.out[0], "ada@practice.example") {
		t.Errorf("after the restore there are %q: %s", list.out, &list.said)
	}
	served(t, elsewhere).mustAnswer(t)
}

func TestARestoreIsRefusedWhileSomebodyUsesTheDatabase(t *testing.T) {
	d, c, _, _ := kept(t)
	path := filepath.Join(t.TempDir(), "practice.backup")
	if err := backup(t.Context(), config.Backup{Path: path}, c, io.Discard); err != nil {
		t.Fatal(err)
	}
	before := state(t, d.OwnerURL)
	held, err := d.App.Acquire(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	err = restore(t.Context(), config.Restore{Path: path}, c, io.Discard)
	held.Release()
	if !errors.Is(err, errServed) {
		t.Errorf("got %v", err)
	}
	if diff := cmp.Diff(before, state(t, d.OwnerURL)); diff != "" {
		t.Errorf("a refused restore changed the practice:\n%s", diff)
	}
}

func TestABackupWithoutALostDocumentIsWrittenAndSaysSo(t *testing.T) {
	_, c, store, sha := kept(t)
	if err := store.Delete(t.Context(), sha); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "practice.backup")
	err := backup(t.Context(), config.Backup{Path: path}, c, io.Discard)
	if err == nil || !strings.Contains(err.Error(), sha) {
		t.Errorf("got %v", err)
	}
	if err := isBackup(path); err != nil {
		t.Error(err)
	}
}

// settings are what sessions of the database begin with.
func settings(t *testing.T, conn *pgx.Conn, database string) (kept []string) {
	t.Helper()
	all, err := settingsOf(t.Context(), conn, database)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range all {
		kept = append(kept, s.Role+" "+s.Text)
	}
	return kept
}

func TestTheDatabasesOwnSettingsOutliveARestore(t *testing.T) {
	d, c, _, _ := kept(t)
	name := d.Owner.Config().ConnConfig.Database
	for _, sql := range []string{
		`alter database ` + name + ` set statement_timeout = '7min'`,
		`alter database ` + name + ` set search_path = "$user", public`,
		`alter database ` + name + ` set house.motto = 'it''s one line'`,
		`alter role charthouse in database ` + name + ` set lock_timeout = '9s'`,
	} {
		if _, err := d.Owner.Exec(t.Context(), sql); err != nil {
			t.Fatal(err)
		}
	}
	path := filepath.Join(t.TempDir(), "practice.backup")
	if err := backup(t.Context(), config.Backup{Path: path}, c, io.Discard); err != nil {
		t.Fatal(err)
	}
	conn, err := pgx.Connect(t.Context(), in(d.OwnerURL, "postgres"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = conn.Close(t.Context()) }()
	before := settings(t, conn, name)
	d.App.Close()
	d.Owner.Close()
	if err := restore(t.Context(), config.Restore{Path: path}, c, io.Discard); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(before, settings(t, conn, name)); diff != "" || len(before) != 4 {
		t.Errorf("of %q:\n%s", before, diff)
	}
}

func TestASettingThatTakesMoreRightsIsToldAndDoesNotStopTheRestore(t *testing.T) {
	_, owner := owned(t)
	conn, err := pgx.Connect(t.Context(), owner)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = conn.Close(t.Context()) }()
	name := conn.Config().Database
	admin := dbtest.New(t).Owner
	for _, sql := range []string{`alter database ` + name + ` set log_statement = 'ddl'`, `alter database ` + name + ` set jit = off`} {
		if _, err := admin.Exec(t.Context(), sql); err != nil {
			t.Fatal(err)
		}
	}
	refused, err := carry(t.Context(), conn, name, name)
	if want := []string{`alter database "` + name + `" set "log_statement" to 'ddl'`}; err != nil || cmp.Diff(want, refused) != "" {
		t.Errorf("refused %q, %v", refused, err)
	}
}

func TestNoSessionOutlivesARestore(t *testing.T) {
	d, c, _, _ := kept(t)
	if _, err := d.Owner.Exec(t.Context(), `insert into sessions (token, data, expiry) values ('t', 'x', clock() + interval '1 day')`); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "practice.backup")
	if err := backup(t.Context(), config.Backup{Path: path}, c, io.Discard); err != nil {
		t.Fatal(err)
	}
	d.App.Close()
	d.Owner.Close()
	if err := restore(t.Context(), config.Restore{Path: path}, c, io.Discard); err != nil {
		t.Fatal(err)
	}
	none := state(t, d.OwnerURL)["sessions"]
	if none != "" {
		t.Error("a session came back with the backup")
	}
}

func TestASettingOfThePoolDoesNotReachPostgresPrograms(t *testing.T) {
	got, password, err := forLibpq("postgres://ada:secret@/practice?host=/run/pg&pool_max_conns=9&default_query_exec_mode=cache_describe&sslmode=disable")
	if err != nil || password != "secret" || got != "postgres://ada@/practice?host=%2Frun%2Fpg&sslmode=disable" {
		t.Errorf("got %q, %q, %v", got, password, err)
	}
}
