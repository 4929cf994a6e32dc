package main

import (
	"archive/tar"
	"compress/gzip"
	"context"
	"encoding/hex"
	"encoding/json"
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
	if err := h.postgres(ctx, "pg_dump", h.owner, "--format=custom", "--compress=0", "--file="+dump); err != nil {
		return err
	}
	whole := filepath.Join(dir, "whole")
	n, err := h.pack(ctx, whole, dump)
	if err != nil {
		return fmt.Errorf("write the backup: %w", err)
	}
	if err := os.Rename(whole, cmd.Path); err != nil {
		return fmt.Errorf("put the backup in its place: %w", err)
	}
	fmt.Fprintf(say, "The database and %d documents are in %s.\n", n, cmd.Path)
	return nil
}

// postgres runs one of PostgreSQL's programs on a database and answers what it
// said if it failed. The password travels in the environment: everybody on the
// machine can read a program's arguments.
func (h *house) postgres(ctx context.Context, name, database string, args ...string) error {
	path, err := local.Tool(h.server, name)
	if err != nil {
		return err
	}
	u, err := url.Parse(database)
	if err != nil {
		return fmt.Errorf("read the owner's database URL: %w", err)
	}
	password, _ := u.User.Password()
	u.User = url.User(u.User.Username())
	cmd := exec.CommandContext(ctx, path, append([]string{"--dbname=" + u.String()}, args...)...)
	cmd.Env = append(os.Environ(), "PGPASSWORD="+password)
	out, err := cmd.CombinedOutput()
	if err != nil {
		return fmt.Errorf("%s: %w: %s", name, err, strings.TrimSpace(string(out)))
	}
	return nil
}

// pack writes the tar and syncs it; it answers the number of documents.
func (h *house) pack(ctx context.Context, path, dump string) (n int, err error) {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return 0, err
	}
	defer func() { _ = f.Close() }()
	z := gzip.NewWriter(f)
	t := tar.NewWriter(z)
	text, err := json.Marshal(label{backupKind, 1, time.Now().UTC()})
	if err != nil {
		return 0, err
	}
	if err := put(t, labelName, int64(len(text)), strings.NewReader(string(text))); err != nil {
		return 0, err
	}
	if err := putFile(t, dumpName, dump); err != nil {
		return 0, err
	}
	if n, err = h.packDocuments(ctx, t); err != nil {
		return 0, err
	}
	for _, done := range []func() error{t.Close, z.Close, f.Sync} {
		if err := done(); err != nil {
			return 0, err
		}
	}
	return n, nil
}

// packDocuments writes every content that a paper names; those of a later hour
// than the dump do no harm.
func (h *house) packDocuments(ctx context.Context, t *tar.Writer) (n int, err error) {
	conn, err := pgx.Connect(ctx, h.owner)
	if err != nil {
		return 0, err
	}
	defer func() { _ = conn.Close(ctx) }()
	rows, err := conn.Query(ctx, `select distinct sha256 from documents order by sha256`)
	if err != nil {
		return 0, err
	}
	hashes, err := pgx.CollectRows(rows, pgx.RowTo[[]byte])
	if err != nil {
		return 0, err
	}
	for _, hash := range hashes {
		if err := h.packDocument(ctx, t, hex.EncodeToString(hash)); err != nil {
			return n, err
		}
		n++
	}
	return n, nil
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
