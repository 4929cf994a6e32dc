package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"charthouse/internal/config"
)

const oldestMajor = 15

// reach signs in once by each of the database's URLs, so that a wrong one is told
// in one sentence that names its variable, and never by a page.
func reach(ctx context.Context, c config.Config) error {
	seen := map[string]bool{}
	for _, v := range []struct{ name, url string }{
		{"DATABASE_URL", c.DatabaseURL}, {"DATABASE_DIRECT_URL", c.DatabaseDirectURL}, {"DATABASE_OWNER_URL", c.DatabaseOwnerURL},
	} {
		if seen[v.url] {
			continue
		}
		seen[v.url] = true
		if err := signIn(ctx, v.name, v.url); err != nil {
			return err
		}
	}
	return nil
}

func signIn(ctx context.Context, name, url string) error {
	settings, err := pgx.ParseConfig(url)
	if err != nil {
		return fmt.Errorf("%s is not understood: write postgres://USER:PASSWORD@HOST:PORT/DATABASE", name)
	}
	ctx, cancel := context.WithTimeout(ctx, 10*time.Second)
	defer cancel()
	conn, err := pgx.ConnectConfig(ctx, settings)
	if err != nil {
		return unreached(name, settings, err)
	}
	defer func() { _ = conn.Close(ctx) }()
	if major := majorOf(conn); major < oldestMajor {
		return fmt.Errorf("the database of %s is PostgreSQL %d: charthouse needs %d or newer", name, major, oldestMajor)
	}
	return nil
}

// majorOf is the server's major version, which it says at sign-in.
func majorOf(conn *pgx.Conn) int {
	version, _, _ := strings.Cut(conn.PgConn().ParameterStatus("server_version"), ".")
	n, _ := strconv.Atoi(version)
	return n
}

func unreached(name string, at *pgx.ConnConfig, err error) error {
	host := fmt.Sprintf("%s:%d", at.Host, at.Port)
	refused, ok := errors.AsType[*pgconn.PgError](err)
	switch {
	case !ok:
		return fmt.Errorf("no database answers at %s (%w): start it, or correct %s", host, cause(err), name)
	case refused.Code == "28P01" || refused.Code == "28000":
		return fmt.Errorf("the database at %s does not let %s in: correct the user or the password in %s", host, at.User, name)
	case refused.Code == "3D000":
		return fmt.Errorf("there is no database %s at %s: create it, or correct %s", cmp.Or(at.Database, at.User), host, name)
	}
	return fmt.Errorf("the database of %s at %s refuses: %w", name, host, refused)
}
