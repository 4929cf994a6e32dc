package main

import (
	"archive/tar"
	"compress/gzip"
	"context"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"charthouse/internal/config"
	"charthouse/internal/db/local"
	"charthouse/internal/files"
)

// A backup is one gzipped tar: the label first, then the database as pg_dump
// writes it, then each document under its hash.
const (
	labelName = "charthouse.json"
	dumpName  = "database.dump"
	documents = "documents/"
)

// label says what a file is and when it was made.
type label struct {
	Kind   string    `json:"kind"`
	Format int       `json:"format"`
	MadeAt time.Time `json:"made_at"`
}

const backupKind = "charthouse backup"

// backup writes the database and its documents into one file, which appears
// only when it is whole. It may run while the practice is served.
func backup(ctx context.Context, cmd config.Backup, c config.Config, say io.Writer) error {
	h, err := open(ctx, c, say, local.StartOrAttach)
	if err != nil {
		return err
	}
	defer h.close()
	dir, err := os.MkdirTemp(filepath.Dir(cmd.Path), ".charthouse-backup-")
	if err != nil {
		return fmt.Errorf("the backup cannot be written beside %s: %w", cmd.Path, err)
	}
	defer func() { _ = os.RemoveAll(dir) }()
	dump := filepath.Join(dir, dumpName)
	if err := h.dump(ctx, dump); err != nil {
		return err
	}
	whole := filepath.Join(dir, "whole")
	n, lost, err := h.pack(ctx, whole, dump)
	if err != nil {
		return fmt.Errorf("write the backup: %w", err)
	}
	if err := os.Rename(whole, cmd.Path); err != nil {
		return fmt.Errorf("put the backup in its place: %w", err)
	}
	fmt.Fprintf(say, "The database and %d documents are in %s.\n", n, cmd.Path)
	if len(lost) > 0 {
		return fmt.Errorf("the backup is written, but the store has lost %d documents that papers name: %s", len(lost), strings.Join(lost, ", "))
	}
	return nil
}

// dump writes the database to a file. Web sessions stay behind: a restore must
// not sign anybody in again who has signed out since.
func (h *house) dump(ctx context.Context, path string) error {
	conn, err := pgx.Connect(ctx, h.owner)
	if err != nil {
		return fmt.Errorf("sign in to back up: %w", err)
	}
	defer func() { _ = conn.Close(ctx) }()
	return h.postgres(ctx, conn, "pg_dump", h.owner, "--format=custom", "--compress=0", "--exclude-table-data=sessions", "--file="+path)
}

// postgres runs one of PostgreSQL's programs on a database and answers what it
// said if it failed; conn tells the server's version. The password travels in
// the environment: everybody on the machine can read a program's arguments.
func (h *house) postgres(ctx context.Context, conn *pgx.Conn, name, database string, args ...string) error {
	path, err := local.Tool(ctx, h.server, name, majorOf(conn))
	if err != nil {
		return err
	}
	database, password, err := forLibpq(database)
	if err != nil {
		return err
	}
	cmd := exec.CommandContext(ctx, path, append([]string{"--dbname=" + database}, args...)...)
	cmd.Env = append(os.Environ(), "PGPASSWORD="+password)
	out, err := cmd.CombinedOutput()
	if err != nil {
		return fmt.Errorf("%s: %w: %s", name, err, strings.TrimSpace(string(out)))
	}
	return nil
}

// forLibpq takes the password out of a URL, and the settings that only pgx has.
func forLibpq(database string) (without, password string, err error) {
	u, err := url.Parse(database)
	if err != nil {
		return "", "", fmt.Errorf("read the owner's database URL: %w", err)
	}
	password, _ = u.User.Password()
	u.User = url.User(u.User.Username())
	q := u.Query()
	for name := range q {
		if strings.HasPrefix(name, "pool_") || strings.HasSuffix(name, "_capacity") || name == "default_query_exec_mode" {
			q.Del(name)
		}
	}
	u.RawQuery = q.Encode()
	return u.String(), password, nil
}

// pack writes the tar and syncs it; it answers the number of documents, and
// the hashes of those that the store does not have.
func (h *house) pack(ctx context.Context, path, dump string) (n int, lost []string, err error) {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return 0, nil, err
	}
	defer func() { _ = f.Close() }()
	z := gzip.NewWriter(f)
	t := tar.NewWriter(z)
	text, err := json.Marshal(label{backupKind, 1, time.Now().UTC()})
	if err != nil {
		return 0, nil, err
	}
	if err := put(t, labelName, int64(len(text)), strings.NewReader(string(text))); err != nil {
		return 0, nil, err
	}
	if err := putFile(t, dumpName, dump); err != nil {
		return 0, nil, err
	}
	if n, lost, err = h.packDocuments(ctx, t); err != nil {
		return 0, nil, err
	}
	for _, done := range []func() error{t.Close, z.Close, f.Sync} {
		if err := done(); err != nil {
			return 0, nil, err
		}
	}
	return n, lost, nil
}

// packDocuments writes every content that a paper names; those of a later hour
// than the dump do no harm.
func (h *house) packDocuments(ctx context.Context, t *tar.Writer) (n int, lost []string, err error) {
	conn, err := pgx.Connect(ctx, h.owner)
	if err != nil {
		return 0, nil, err
	}
	defer func() { _ = conn.Close(ctx) }()
	rows, err := conn.Query(ctx, `select distinct sha256 from documents order by sha256`)
	if err != nil {
		return 0, nil, err
	}
	hashes, err := pgx.CollectRows(rows, pgx.RowTo[[]byte])
	if err != nil {
		return 0, nil, err
	}
	for _, hash := range hashes {
		sha := hex.EncodeToString(hash)
		err := h.packDocument(ctx, t, sha)
		switch {
		case errors.Is(err, files.ErrNotFound):
			lost = append(lost, sha)
		case err != nil:
			return n, nil, err
		default:
			n++
		}
	}
	return n, lost, nil
}

func (h *house) packDocument(ctx context.Context, t *tar.Writer, sha string) error {
	d, err := h.documents.Open(ctx, sha)
	if err != nil {
		return fmt.Errorf("document %s: %w", sha, err)
	}
	defer func() { _ = d.Close() }()
	return put(t, documents+sha, d.Size, d)
}

func put(t *tar.Writer, name string, size int64, content io.Reader) error {
	if err := t.WriteHeader(&tar.Header{Name: name, Size: size, Mode: 0o600, Format: tar.FormatPAX}); err != nil {
		return err
	}
	_, err := io.Copy(t, content)
	return err
}

func putFile(t *tar.Writer, name, path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer func() { _ = f.Close() }()
	info, err := f.Stat()
	if err != nil {
		return err
	}
	return put(t, name, info.Size(), f)
}
