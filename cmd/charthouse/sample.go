package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"charthouse/internal/config"
	"charthouse/internal/db/local"
	"charthouse/internal/practice"
	"charthouse/internal/sample"
	"charthouse/migrations"
)

// loadSample fills an empty database with the sample practice, and says one
// sign-in for each role. While it loads, a mark in the database says so: what a
// start does that finds it is in resume.
func loadSample(ctx context.Context, h *house, say io.Writer) error {
	settings, err := pgxpool.ParseConfig(h.owner)
	if err != nil {
		return fmt.Errorf("open connections for the sample: %w", err)
	}
	// Nothing is lost if the machine stops now, so no commit waits for the disk but
	// those of the mark, and the last of them brings all the others to it.
	settings.ConnConfig.RuntimeParams["synchronous_commit"] = "off"
	pool, err := pgxpool.NewWithConfig(ctx, settings)
	if err != nil {
		return fmt.Errorf("open connections for the sample: %w", err)
	}
	defer pool.Close()
	if err := markLoading(ctx, pool, true); err != nil {
		return err
	}
	if err := sample.Load(ctx, pool, h.documents, time.Now(), meter(say, "Loading the sample practice")); err != nil {
		return err
	}
	if err := markLoading(ctx, pool, false); err != nil {
		return err
	}
	sayAccounts(say)
	return nil
}

// meter shows how far something is, in whole lines so that logs can be read.
func meter(say io.Writer, doing string) func(what string, done, of int) {
	return func(what string, done, of int) {
		if done*4%of < 4 || done == of {
			fmt.Fprintf(say, "%s: %s %d of %d\n", doing, what, done, of)
		}
	}
}

func sayAccounts(say io.Writer) {
	fmt.Fprintf(say, "Sign in with the password %q as\n", sample.Password)
	for _, s := range sample.SignIns() {
		fmt.Fprintf(say, "  %-17s %s\n", s.Role, s.Email)
	}
}

// again empties the private database after an interrupted load of the sample.
func (h *house) again(ctx context.Context) error {
	conn, err := pgx.Connect(ctx, h.owner)
	if err != nil {
		return fmt.Errorf("empty the database: %w", err)
	}
	defer func() { _ = conn.Close(ctx) }()
	if _, err := conn.Exec(ctx, `drop schema public cascade; create schema public`); err != nil {
		return fmt.Errorf("empty the database: %w", err)
	}
	h.pool.Reset()
	return migrations.Up(ctx, h.owner, local.App)
}

// fillWithSample is the command charthouse sample.
func fillWithSample(ctx context.Context, c config.Config, say io.Writer) error {
	h, err := open(ctx, c, say, local.StartOrAttach)
	if err != nil {
		return err
	}
	defer h.close()
	people, err := practice.New(h.db).ListStaff(ctx, console)
	if err != nil {
		return fmt.Errorf("see who works here: %w", err)
	}
	if len(people) > 0 {
		return h.refuseSample(ctx)
	}
	return loadSample(ctx, h, say)
}

// refuseSample says why the sample is not loaded where people work: they may be
// what an interrupted load of it left.
func (h *house) refuseSample(ctx context.Context) error {
	half, err := isLoading(ctx, h.pool)
	if err == nil && half {
		half, err = h.sampleAlone(ctx)
	}
	switch {
	case err != nil:
		return err
	case !half:
		return errors.New("people work in this practice: the sample is loaded into an empty database only")
	case h.server == nil:
		return errors.New(halfInOwn)
	}
	return errors.New(halfInPrivate)
}
