package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"strings"
	"time"

	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"

	"charthouse/internal/config"
	"charthouse/internal/db"
	"charthouse/internal/db/local"
	"charthouse/internal/files"
	"charthouse/migrations"
	"charthouse/web/live"
)

// house is a database that is up and at this binary's schema.
type house struct {
	db     *db.DB
	pool   *pgxpool.Pool // as the app's role
	direct string        // the same without a pooler, for jobs
	owner  string
	dir    string   // the data folder in use
	base   *url.URL // how people reach what is served
	server *local.Server

	documents *files.Store
	live      *live.Hub // of the site that is served
}

// starter brings up the private cluster: serve owns it, other commands attach
// to a running one.
type starter func(context.Context, local.Options) (*local.Server, error)

// open finds the database, starts the private one where none is named, and
// migrates it.
func open(ctx context.Context, c config.Config, say io.Writer, start starter) (*house, error) {
	h, app, err := find(ctx, c, say, start)
	if err != nil {
		return nil, err
	}
	if err := h.prepare(ctx, app, c.Documents(h.dir)); err != nil {
		h.close()
		return nil, err
	}
	return h, nil
}

func find(ctx context.Context, c config.Config, say io.Writer, start starter) (*house, string, error) {
	dir, err := dataDir(c, say)
	if err != nil {
		return nil, "", err
	}
	if c.DatabaseURL != "" {
		return &house{direct: c.DatabaseDirectURL, owner: c.DatabaseOwnerURL, dir: dir}, c.DatabaseURL, reach(ctx, c)
	}
	s, err := start(ctx, local.Options{Dir: dir, Log: io.Discard})
	if err != nil {
		return nil, "", err
	}
	if s.Note != "" {
		fmt.Fprintln(say, s.Note)
	}
	return &house{direct: s.AppURL(), owner: s.OwnerURL(), dir: dir, server: s}, s.AppURL(), nil
}

// dataDir is the folder in use: the chosen one, or the first default that the
// server's user can reach.
func dataDir(c config.Config, say io.Writer) (string, error) {
	if c.DatabaseURL != "" {
		return c.DataDir, nil
	}
	given := ""
	if c.DataDirGiven {
		given = c.DataDir
	}
	wd, err := os.Getwd()
	if err != nil {
		return "", fmt.Errorf("find the working folder: %w", err)
	}
	dir, note, err := local.DataDir(given, wd)
	if note != "" {
		fmt.Fprintln(say, note)
	}
	return dir, err
}

func (h *house) prepare(ctx context.Context, app, documents string) error {
	role, err := migrations.Role(app)
	if err != nil {
		return err
	}
	if err := migrations.Up(ctx, h.owner, role); err != nil {
		return ownerless(err)
	}
	pool, err := openPool(ctx, app)
	if err != nil {
		return err
	}
	h.pool, h.db = pool, db.New(pool, time.Now)
	if h.documents, err = files.Open(ctx, documents); err != nil {
		return fmt.Errorf("documents cannot be kept in %s (%w): choose another folder with CHARTHOUSE_DATA or CHARTHOUSE_DOCUMENTS", documents, cause(err))
	}
	return nil
}

// ownerless says what to do where the role that migrates may make no tables.
func ownerless(err error) error {
	if refused, ok := errors.AsType[*pgconn.PgError](err); ok && refused.Code == "42501" {
		return fmt.Errorf("the role that migrates does not own the database (%s): name the role that does in DATABASE_OWNER_URL", refused.Message)
	}
	return err
}

// openPool opens the app's connections: 16 at most where the URL says nothing, since
// pgx's own default of one for each processor makes pages wait for each other.
func openPool(ctx context.Context, app string) (*pgxpool.Pool, error) {
	settings, err := pgxpool.ParseConfig(app)
	if err != nil {
		return nil, fmt.Errorf("open the database: %w", err)
	}
	if !strings.Contains(app, "pool_max_conns=") {
		settings.MaxConns = max(16, settings.MaxConns)
	}
	settings.ConnConfig.Tracer, settings.PrepareConn = db.Meter{}, db.Alive
	pool, err := pgxpool.NewWithConfig(ctx, settings)
	if err != nil {
		return nil, fmt.Errorf("open the database: %w", err)
	}
	return pool, nil
}

func (h *house) close() {
	if h.documents != nil {
		_ = h.documents.Close()
	}
	if h.pool != nil {
		h.pool.Close()
	}
	if h.server != nil {
		_ = h.server.Stop()
	}
}

// migrate brings the database to this binary's schema and says so.
func migrate(ctx context.Context, c config.Config, say io.Writer) error {
	h, err := open(ctx, c, say, local.StartOrAttach)
	if err != nil {
		return err
	}
	defer h.close()
	fmt.Fprintln(say, "The database is at this charthouse's schema.")
	return nil
}
