package main

import (
	"archive/tar"
	"compress/gzip"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"github.com/jackc/pgx/v5"

	"charthouse/internal/config"
	"charthouse/internal/db/local"
	"charthouse/internal/files"
	"charthouse/migrations"
)

var errNoBackup = errors.New("this file is no backup of Charthouse, or it is not whole; nothing was changed")

var errServed = errors.New("the practice is being served: stop serve first, then restore")

// restore puts a backup in the place of the database and its documents. It is
// unpacked and read into a database beside the present one first; only when all
// of it stands do the two change names, so that a failure leaves all as it was.
func restore(ctx context.Context, cmd config.Restore, c config.Config, say io.Writer) error {
	if err := isBackup(cmd.Path); err != nil {
		return err
	}
	h, err := open(ctx, c, say, local.Start)
	if errors.Is(err, local.ErrInUse) {
		return errServed
	}
	if err != nil {
		return err
	}
	defer h.close()
	dir, err := h.workshop()
	if err != nil {
		return fmt.Errorf("unpack the backup: %w", err)
	}
	defer func() { _ = os.RemoveAll(dir) }()
	kept, err := unpack(cmd.Path, dir)
	if err != nil {
		return err
	}
	refused, err := h.replace(ctx, filepath.Join(dir, dumpName), func() error { return h.refile(ctx, dir, kept) })
	if err != nil {
		return err
	}
	for _, statement := range refused {
		fmt.Fprintf(say, "A setting of the database is lost, since it takes more rights than the database's owner has: let an administrator run %s\n", statement)
	}
	fmt.Fprintf(say, "The database and %d documents are as they were in %s.\n", len(kept), cmd.Path)
	return nil
}

// isBackup looks at the label alone, before anything is started.
func isBackup(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return fmt.Errorf("the backup cannot be opened: %w", err)
	}
	defer func() { _ = f.Close() }()
	z, err := gzip.NewReader(f)
	if err != nil {
		return errNoBackup
	}
	return readLabel(tar.NewReader(z))
}

// workshop is an empty folder beside the data, since a system's temporary folder
// is no place for patients' documents; what a killed restore left there goes.
func (h *house) workshop() (string, error) {
	dir := filepath.Join(h.dir, "restoring")
	if err := os.RemoveAll(dir); err != nil {
		return "", err
	}
	return dir, os.MkdirAll(dir, 0o700)
}

// unpack checks the label, then takes the whole tar apart and answers the
// hashes of its documents. The gzip's sum vouches for what was read.
func unpack(path, dir string) (kept []string, err error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("open the backup: %w", err)
	}
	defer func() { _ = f.Close() }()
	z, err := gzip.NewReader(f)
	if err != nil {
		return nil, errNoBackup
	}
	t := tar.NewReader(z)
	if err := readLabel(t); err != nil {
		return nil, err
	}
	dumped := false
	for {
		head, err := t.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, errNoBackup
		}
		sha, isDocument := strings.CutPrefix(head.Name, documents)
		switch {
		case head.Name == dumpName:
			dumped = true
		case isDocument && !strings.ContainsAny(sha, "/."):
			kept = append(kept, sha)
		default:
			return nil, errNoBackup
		}
		if err := unpackOne(t, filepath.Join(dir, filepath.Base(head.Name))); err != nil {
			return nil, err
		}
	}
	if _, err := io.Copy(io.Discard, z); err != nil || !dumped {
		return nil, errNoBackup
	}
	return kept, nil
}

func readLabel(t *tar.Reader) error {
	head, err := t.Next()
	if err != nil || head.Name != labelName || head.Size > 4096 {
		return errNoBackup
	}
	var l label
	if err := json.NewDecoder(t).Decode(&l); err != nil || l.Kind != backupKind {
		return errNoBackup
	}
	if l.Format != 1 {
		return fmt.Errorf("this backup was made by a newer charthouse (format %d): restore it with that one", l.Format)
	}
	return nil
}

func unpackOne(content io.Reader, path string) error {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return fmt.Errorf("unpack the backup: %w", err)
	}
	if _, err := io.Copy(f, content); err != nil {
		_ = f.Close()
		return errNoBackup
	}
	return f.Close()
}

// replace reads the dump into a database beside the present one, lets also
// do its part, migrates, and then changes the names. It answers the statements
// for the database's own settings that it may not carry over.
func (h *house) replace(ctx context.Context, dump string, also func() error) (refused []string, err error) {
	role, err := migrations.Role(h.pool.Config().ConnString())
	if err != nil {
		return nil, err
	}
	h.pool.Close() // from here on nobody may be in the present one
	present, beside, admin, err := names(h.owner)
	if err != nil {
		return nil, err
	}
	conn, err := pgx.Connect(ctx, admin)
	if err != nil {
		return nil, fmt.Errorf("sign in beside the practice's database: %w", err)
	}
	defer func() { _ = conn.Close(ctx) }()
	if err := unused(ctx, conn, present); err != nil {
		return nil, err
	}
	if err := remake(ctx, conn, beside); err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, discard(context.WithoutCancel(ctx), conn, beside)) }()
	target := in(h.owner, beside)
	if err := h.postgres(ctx, conn, "pg_restore", target, "--exit-on-error", "--no-owner", "--no-privileges", dump); err != nil {
		return nil, err
	}
	if err := migrations.Again(ctx, target, role); err != nil {
		return nil, err
	}
	if err := also(); err != nil {
		return nil, err
	}
	if refused, err = carry(ctx, conn, present, beside); err != nil {
		return nil, err
	}
	return refused, exchange(ctx, conn, present, beside)
}

// refile puts the documents back into the store, each under the hash of what it is.
func (h *house) refile(ctx context.Context, dir string, kept []string) error {
	for _, sha := range kept {
		f, err := os.Open(filepath.Join(dir, sha))
		if err != nil {
			return fmt.Errorf("document %s: %w", sha, err)
		}
		stored, err := h.documents.Put(ctx, f, files.MaxSize)
		_ = f.Close()
		if err != nil {
			return fmt.Errorf("document %s: %w", sha, err)
		}
		if stored.SHA256 != sha {
			return errNoBackup
		}
	}
	return nil
}

// names are the practice's database, the one beside it, and where to sign in to
// change their names.
func names(owner string) (present, beside, admin string, err error) {
	u, err := url.Parse(owner)
	if err != nil {
		return "", "", "", fmt.Errorf("read the owner's database URL: %w", err)
	}
	present = strings.TrimPrefix(u.Path, "/")
	return present, present + "_restored", in(owner, "postgres"), nil
}

// in is the URL with another database.
func in(owner, database string) string {
	u, err := url.Parse(owner)
	if err != nil {
		return owner
	}
	u.Path = "/" + database
	return u.String()
}
