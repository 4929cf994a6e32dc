package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/jackc/pgx/v5"

	"charthouse/internal/access"
	"charthouse/internal/clients"
	"charthouse/internal/config"
	"charthouse/internal/db/dbtest"
	"charthouse/internal/db/local"
	"charthouse/internal/files"
)

// state is what a backup must bring back: every table's rows, as one sum each.
func state(t *testing.T, url string) map[string]string {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = conn.Close(t.Context()) }()
	rows, err := conn.Query(t.Context(), `select relname from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace and relname !~ '^river_(leader|client)' order by 1`)
	if err != nil {
		t.Fatal(err)
	}
	tables, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for _, table := range tables {
		var sum string
		err := conn.QueryRow(t.Context(), `select coalesce(md5(string_agg(md5(r::text), '' order by md5(r::text))), '') from `+pgx.Identifier{table}.Sanitize()+` r`).Scan(&sum)
		if err != nil {
			t.Fatal(err)
		}
		out[table] = sum
	}
	return out
}

// withPrograms skips where no pg_dump is for the tests' server, as on a machine
// whose only PostgreSQL is the one from npm.
func withPrograms(t *testing.T, d *dbtest.Database) {
	t.Helper()
	var version int
	if err := d.Owner.QueryRow(t.Context(), `select current_setting('server_version_num')::int`).Scan(&version); err != nil {
		t.Fatal(err)
	}
	if _, err := local.Tool(t.Context(), nil, "pg_dump", version/10000); err != nil {
		t.Skipf("no backup can be tried: %v", err)
	}
}

// kept is a practice with a patient, a document and its content, on a database
// of the operator's own.
func kept(t *testing.T) (*dbtest.Database, config.Config, *files.Store, string) {
	t.Helper()
	d, dir := dbtest.New(t), t.TempDir()
	withPrograms(t, d)
	t.Setenv("DATABASE_URL", d.AppURL)
	t.Setenv("DATABASE_OWNER_URL", d.OwnerURL)
	_, c, err := config.Parse([]string{"migrate", "--data", dir}, os.Getenv, io.Discard)
	if err != nil {
		t.Fatal(err)
	}
	store, err := files.Open(t.Context(), c.Documents(dir))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = store.Close() })
	text := "Report of the retinal screening: no change."
	stored, err := store.Put(t.Context(), strings.NewReader(text), files.MaxSize)
	if err != nil {
		t.Fatal(err)
	}
	who := access.StaffMember(7, "Tomasz Wieczorek", access.FrontDesk)
	client, err := clients.New(d.DB).Create(t.Context(), who, clients.Details{Given: "Nadia", Family: "Haddad"})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := d.Owner.Exec(t.Context(), `
		begin; select begin_act('test', null, null, 'document.add', array[`+client.String()+`]::bigint[], true, '', clock(), true);
		insert into documents (client_id, title, media_type, bytes, sha256, received_at) values (`+client.String()+`, 'Report', 'text/plain', 43, decode('`+stored.SHA256+`', 'hex'), clock());
		commit`); err != nil {
		t.Fatal(err)
	}
	return d, c, store, stored.SHA256
}

func TestWhatWasDestroyedComesBackFromTheBackup(t *testing.T) {
	d, c, store, sha := kept(t)
	path := filepath.Join(t.TempDir(), "practice.backup")
	if err := backup(t.Context(), config.Backup{Path: path}, c, io.Discard); err != nil {
		t.Fatal(err)
	}
	before := state(t, d.OwnerURL)
	for _, sql := range []string{`set session_replication_role = replica; truncate clients cascade; truncate trail, history`, `drop view visit_lines cascade`} {
		if _, err := d.Owner.Exec(t.Context(), sql); err != nil {
			t.Fatal(err)
		}
	}
	if err := store.Delete(t.Context(), sha); err != nil {
		t.Fatal(err)
	}
	d.App.Close()
	d.Owner.Close()
	if err := restore(t.Context(), config.Restore{Path: path}, c, io.Discard); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(before, state(t, d.OwnerURL)); diff != "" {
		t.Errorf("not all rows came back:\n%s", diff)
	}
	doc, err := store.Open(t.Context(), sha)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = doc.Close() }()
	content, err := io.ReadAll(doc)
	if sum := sha256.Sum256(content); err != nil || hex.EncodeToString(sum[:]) != sha {
		t.Errorf("the document came back as %q, %v", content, err)
	}
	// The restored practice is one that works: the app's role may read and write in it.
	if err := migrate(t.Context(), c, io.Discard); err != nil {
		t.Error(err)
	}
	conn, err := pgx.Connect(t.Context(), d.AppURL)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = conn.Close(t.Context()) }()
	var station *string
	if err := conn.QueryRow(t.Context(), `select max(station) from visit_lines`).Scan(&station); err != nil {
		t.Errorf("as the app: %v", err)
	}
}

func TestAFileThatIsNoWholeBackupIsRefusedAndNothingChanges(t *testing.T) {
	d, c, _, _ := kept(t)
	path := filepath.Join(t.TempDir(), "practice.backup")
	if err := backup(t.Context(), config.Backup{Path: path}, c, io.Discard); err != nil {
		t.Fatal(err)
	}
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	before := state(t, d.OwnerURL)
	for name, content := range map[string][]byte{
		"empty": {}, "foreign": []byte("PK\x03\x04 something else"), "cut": whole[:len(whole)/2], "cut at the end": whole[:len(whole)-4],
		"changed": bytes.Replace(whole, whole[len(whole)/2:len(whole)/2+8], []byte("XXXXXXXX"), 1),
	} {
		broken := filepath.Join(t.TempDir(), "broken")
		if err := os.WriteFile(broken, content, 0o600); err != nil {
			t.Fatal(err)
		}
		if err := restore(t.Context(), config.Restore{Path: broken}, c, io.Discard); !errors.Is(err, errNoBackup) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if diff := cmp.Diff(before, state(t, d.OwnerURL)); diff != "" {
		t.Errorf("a refused restore changed the practice:\n%s", diff)
	}
}
