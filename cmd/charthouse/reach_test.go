package main

import (
	"bytes"
	"context"
	"fmt"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5/pgproto3"

	"charthouse/internal/db/dbtest"
)

// owned is an empty database of an owner who is no superuser, as hosted ones are,
// and whose app may nothing yet.
func owned(t *testing.T) (app, owner string) {
	t.Helper()
	d := dbtest.New(t)
	u, err := url.Parse(d.OwnerURL)
	if err != nil {
		t.Fatal(err)
	}
	name := strings.TrimPrefix(u.Path, "/") + "_owned"
	for _, sql := range []string{
		`create role ` + name + ` login password 'theirs'`,
		`create database ` + name + ` owner ` + name,
	} {
		if _, err := d.Owner.Exec(t.Context(), sql); err != nil {
			t.Fatal(err)
		}
	}
	t.Cleanup(func() {
		for _, sql := range []string{`drop database if exists ` + name + ` with (force)`, `drop role if exists ` + name} {
			if _, err := d.Owner.Exec(context.WithoutCancel(t.Context()), sql); err != nil {
				t.Log(err)
			}
		}
	})
	u.User, u.Path = url.UserPassword(name, "theirs"), "/"+name
	return in(d.AppURL, name), u.String()
}

func TestADatabaseOfTheOperatorNeedsNoSuperuser(t *testing.T) {
	app, owner := owned(t)
	t.Setenv("CHARTHOUSE_DATA", t.TempDir())
	t.Setenv("DATABASE_URL", app)
	got, status := said(t, "migrate")
	if oneSentence(t, got, "DATABASE_OWNER_URL"); status != 1 {
		t.Errorf("without its owner: %d", status)
	}
	t.Setenv("DATABASE_OWNER_URL", owner)
	for _, command := range []string{"migrate", "sample"} {
		if got, status := said(t, command); status != 0 {
			t.Errorf("%s ended with %d: %s", command, status, got)
		}
	}
	var out, say bytes.Buffer
	if status := run(t.Context(), []string{"user", "list"}, strings.NewReader(""), &out, &say); status != 0 || !strings.Contains(out.String(), "Oda Berg") {
		t.Errorf("user list ended with %d: %s%s", status, &out, &say)
	}
}

// elderly answers one sign-in as a server of the version would.
func elderly(t *testing.T, version string) (url string) {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	go func() {
		conn, err := l.Accept()
		if err != nil {
			return
		}
		defer func() { _ = conn.Close() }()
		b := pgproto3.NewBackend(conn, conn)
		if _, err := b.ReceiveStartupMessage(); err != nil {
			return
		}
		b.Send(&pgproto3.AuthenticationOk{})
		b.Send(&pgproto3.ParameterStatus{Name: "server_version", Value: version})
		b.Send(&pgproto3.BackendKeyData{SecretKey: []byte{1, 2, 3, 4}})
		b.Send(&pgproto3.ReadyForQuery{TxStatus: 'I'})
		_ = b.Flush()
		_, _ = b.Receive() // the goodbye
	}()
	return fmt.Sprintf("postgres://ada:secret@%s/practice?sslmode=disable", l.Addr())
}

func TestADatabaseThatIsTooOldIsSaid(t *testing.T) {
	t.Setenv("CHARTHOUSE_DATA", t.TempDir())
	t.Setenv("DATABASE_URL", elderly(t, "14.9 (Debian 14.9-1)"))
	got, status := said(t, "migrate")
	if oneSentence(t, got, "DATABASE_URL is PostgreSQL 14", "15 or newer"); status != 1 {
		t.Errorf("it ended with %d", status)
	}
}

func TestAFolderThatCannotBeIsSaidWithWhatToDo(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	t.Setenv("DATABASE_URL", "")
	for _, dir := range []string{file, filepath.Join(file, "inside")} {
		t.Setenv("CHARTHOUSE_DATA", dir)
		got, status := said(t, "migrate")
		if oneSentence(t, got, dir, "choose another with CHARTHOUSE_DATA"); status != 1 {
			t.Errorf("it ended with %d", status)
		}
	}
	d := dbtest.New(t)
	t.Setenv("DATABASE_URL", d.AppURL)
	t.Setenv("DATABASE_OWNER_URL", d.OwnerURL)
	got, status := said(t, "migrate")
	if oneSentence(t, got, "documents cannot be kept in "+file, "CHARTHOUSE_DOCUMENTS"); status != 1 {
		t.Errorf("it ended with %d", status)
	}
}
