// Package migrations brings a database to the schema of this binary: numbered
// migrations once and in order, views and functions anew each time, River's
// tables, and the rights of the app's role.
package migrations

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"embed"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	_ "github.com/jackc/pgx/v5/stdlib" // goose speaks database/sql
	"github.com/pressly/goose/v3"
	"github.com/riverqueue/river/riverdriver/riverpgxv5"
	"github.com/riverqueue/river/rivermigrate"
)

//go:embed *.sql views/*.sql
var files embed.FS

// lock keeps two starting apps from migrating at once.
const lock = -42

// Hash names the whole schema: the same migrations and views, the same hash.
func Hash() string { return hash(append(list("."), list("views")...)) }

func hash(names []string) string {
	h := sha256.New()
	for _, name := range names {
		b, _ := files.ReadFile(name)
		fmt.Fprintf(h, "%s %d\n", name, len(b))
		h.Write(b)
	}
	return hex.EncodeToString(h.Sum(nil)[:6])
}

// Up migrates the database at ownerURL and lets the role app (of DATABASE_URL)
// use it. It is safe to call from several processes at once. A schema newer
// than this binary is refused.
func Up(ctx context.Context, ownerURL, app string) error {
	conn, err := pgx.Connect(ctx, ownerURL)
	if err != nil {
		return fmt.Errorf("connect as owner: %w", err)
	}
	defer func() { _ = conn.Close(ctx) }()
	if _, err := conn.Exec(ctx, `select pg_advisory_lock($1)`, lock); err != nil {
		return fmt.Errorf("lock migrations: %w", err)
	}
	current, err := isCurrent(ctx, conn, app)
	if err != nil || current {
		return err
	}
	if err := numbered(ctx, ownerURL); err != nil {
		return err
	}
	if err := river(ctx, ownerURL); err != nil {
		return err
	}
	return views(ctx, conn, app)
}

// Again is Up for a database that was just restored: its stamp is another
// installation's, and the app's rights are given anew.
func Again(ctx context.Context, ownerURL, app string) error {
	conn, err := pgx.Connect(ctx, ownerURL)
	if err != nil {
		return fmt.Errorf("connect as owner: %w", err)
	}
	_, err = conn.Exec(ctx, `comment on schema public is null`)
	if err := errors.Join(err, conn.Close(ctx)); err != nil {
		return fmt.Errorf("forget the schema's stamp: %w", err)
	}
	return Up(ctx, ownerURL, app)
}

// isCurrent spares a warm start the work: the stamp of the last full run is
// kept as the comment of the schema.
func isCurrent(ctx context.Context, conn *pgx.Conn, app string) (bool, error) {
	var was string
	err := conn.QueryRow(ctx, `select coalesce(obj_description('public'::regnamespace), '')`).Scan(&was)
	if err != nil {
		return false, fmt.Errorf("read the schema's stamp: %w", err)
	}
	return was == stamp(app), nil
}

func stamp(app string) string { return "charthouse " + Hash() + " for " + app }

func numbered(ctx context.Context, ownerURL string) error {
	db, err := sql.Open("pgx", ownerURL)
	if err != nil {
		return fmt.Errorf("open for migrations: %w", err)
	}
	defer func() { _ = db.Close() }()
	p, err := goose.NewProvider(goose.DialectPostgres, db, files)
	if err != nil {
		return fmt.Errorf("read migrations: %w", err)
	}
	has, err := p.GetDBVersion(ctx)
	if err != nil {
		return fmt.Errorf("read the schema's version: %w", err)
	}
	sources := p.ListSources()
	if newest := sources[len(sources)-1].Version; has > newest {
		return fmt.Errorf("the database is at version %d and this charthouse knows %d: run the newer charthouse", has, newest)
	}
	if _, err := p.Up(ctx); err != nil {
		return fmt.Errorf("migrate: %w", err)
	}
	return nil
}

func river(ctx context.Context, ownerURL string) error {
	pool, err := pgxpool.New(ctx, ownerURL)
	if err != nil {
		return fmt.Errorf("open for the job tables: %w", err)
	}
	defer pool.Close()
	m, err := rivermigrate.New(riverpgxv5.New(pool), nil)
	if err != nil {
		return fmt.Errorf("read the job migrations: %w", err)
	}
	if _, err := m.Migrate(ctx, rivermigrate.DirectionUp, nil); err != nil {
		return fmt.Errorf("migrate the job tables: %w", err)
	}
	return nil
}

// views drops and makes every view and view-like function anew, so that each
// stands in one file as it is today. Where one says something else than before,
// what is stuck may be something else too: all files are looked at again.
func views(ctx context.Context, conn *pgx.Conn, app string) error {
	return pgx.BeginFunc(ctx, conn, func(tx pgx.Tx) error {
		was, err := madeFrom(ctx, tx)
		if err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, strings.Replace(dropViews, "FUNCTIONS", functions(), 1)); err != nil {
			return fmt.Errorf("drop views: %w", err)
		}
		for _, name := range list("views") {
			b, err := files.ReadFile(name)
			if err != nil {
				return err
			}
			if _, err := tx.Exec(ctx, string(b)); err != nil {
				return fmt.Errorf("%s: %w", name, err)
			}
		}
		if err := grant(ctx, tx, app); err != nil {
			return err
		}
		if err := lookAgain(ctx, tx, was); err != nil {
			return err
		}
		_, err = tx.Exec(ctx, `comment on schema public is `+quote(stamp(app)))
		return err
	})
}

// madeFrom is the hash of the views' text as they stand. It is kept with the view
// of all that is stuck, so that a backup carries it along.
func madeFrom(ctx context.Context, tx pgx.Tx) (was string, err error) {
	err = tx.QueryRow(ctx, `select coalesce(obj_description(to_regclass('public.blocking'), 'pg_class'), '')`).Scan(&was)
	if err != nil {
		return "", fmt.Errorf("read what the views were made from: %w", err)
	}
	return was, nil
}

// lookAgain makes every file due unless the views are those of the hash. The files
// are many and in no act, so the table's triggers step aside; they keep no history
// of it.
func lookAgain(ctx context.Context, tx pgx.Tx, was string) error {
	present := hash(list("views"))
	if _, err := tx.Exec(ctx, `comment on view blocking is `+quote(present)); err != nil || was == present {
		return err
	}
	_, err := tx.Exec(ctx, `
		alter table file_clocks disable trigger user;
		insert into file_clocks as c (client_id, next_due)
		select id, now()
		from clients
		order by id
		on conflict (client_id) do update set next_due = excluded.next_due
		where c.next_due > excluded.next_due;
		alter table file_clocks enable trigger user`)
	if err != nil {
		return fmt.Errorf("have all files looked at again: %w", err)
	}
	return nil
}

var made = regexp.MustCompile(`(?m)^create function (\w+)`)

// functions lists those that stand among the views, and are made anew with them.
func functions() string {
	var names []string
	for _, name := range list("views") {
		b, _ := files.ReadFile(name)
		for _, m := range made.FindAllSubmatch(b, -1) {
			names = append(names, quote(string(m[1])))
		}
	}
	return strings.Join(names, ", ")
}

const dropViews = `
	do $$
	declare
	  v text;
	begin
	  -- All names are read before the first drop: its cascade takes views with it
	  -- whose names could not be told any more.
	  foreach v in array array(
	    select c.oid::regclass::text
	    from pg_class c
	    where c.relkind = 'v' and c.relnamespace = 'public'::regnamespace
	      and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e'))
	  loop
	    execute format('drop view if exists %s cascade', v);
	  end loop;
	  foreach v in array array(
	    select p.oid::regprocedure::text
	    from pg_proc p
	    where p.pronamespace = 'public'::regnamespace
	      and p.proname in (FUNCTIONS))
	  loop
	    execute format('drop function if exists %s cascade', v);
	  end loop;
	end $$`

// grant gives the app's role what acts need. The trail and the history it may
// only read: begin_act and guard_row write them with the owner's rights.
func grant(ctx context.Context, tx pgx.Tx, app string) error {
	var same bool
	if err := tx.QueryRow(ctx, `select current_user = $1`, app).Scan(&same); err != nil || same {
		return err
	}
	role := pgx.Identifier{app}.Sanitize()
	for _, s := range []string{
		`grant usage on schema public to ` + role,
		`grant select, insert, update, delete on all tables in schema public to ` + role,
		`grant usage, select on all sequences in schema public to ` + role,
		`revoke insert, update, delete on trail, history, form_posts, goose_db_version from ` + role,
		`grant update (outcome), delete on form_posts to ` + role,
		`revoke update, delete on seals from ` + role,
	} {
		if _, err := tx.Exec(ctx, s); err != nil {
			return fmt.Errorf("grant to the app: %w", err)
		}
	}
	return nil
}

// Role is the user of a database URL: the role that grants go to.
func Role(databaseURL string) (string, error) {
	u, err := url.Parse(databaseURL)
	if err != nil || u.User == nil || u.User.Username() == "" {
		return "", fmt.Errorf("the database URL names no user: write postgres://USER:PASSWORD@HOST/DATABASE")
	}
	return u.User.Username(), nil
}

func list(dir string) []string {
	entries, _ := fs.ReadDir(files, dir)
	var names []string
	for _, e := range entries {
		if !e.IsDir() {
			names = append(names, strings.TrimPrefix(dir+"/"+e.Name(), "./"))
		}
	}
	slices.Sort(names)
	return names
}

func quote(s string) string { return "'" + strings.ReplaceAll(s, "'", "''") + "'" }
