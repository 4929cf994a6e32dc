package db

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"charthouse/internal/access"
	"charthouse/internal/fault"
	"charthouse/internal/id"
)

// Stream is one open page of a file.
type Stream struct {
	Key     string // of this stream alone
	Process string
	File    id.Client
	Staff   id.Staff
	Writing bool
}

// Mate is somebody else who has a page of the same file open.
type Mate struct {
	Name    string
	Writing bool
	Since   time.Time
}

// lasts is how long an open page counts without its process renewing it.
const lasts = time.Minute

// MayFollow is nil where who may be told that something changed in a file. It is
// no act: nothing of the file is shown by it, and the page that was is in the
// trail.
func (d *DB) MayFollow(ctx context.Context, who access.Actor, file id.Client) error {
	if err := who.Allow(access.OpenClient.On(file)); err != nil {
		return err
	}
	var closed bool
	b := &pgx.Batch{}
	b.Queue(`select set_config('charthouse.now', $1, true)`, d.now().Format(time.RFC3339Nano))
	b.Queue(`select shut(id, $2) from clients where id = $1`, file, numberOrNull(who.Staff())).QueryRow(func(row pgx.Row) error { return orNone(row.Scan(&closed)) })
	if err := d.pool.SendBatch(ctx, b).Close(); err != nil {
		return fmt.Errorf("may a file be followed: %w", err)
	}
	if closed {
		return fault.New(fault.Forbidden, errRestricted.Message)
	}
	return nil
}

// Enter says that a page of a file was opened, and that its people are told.
func (d *DB) Enter(ctx context.Context, s Stream) error {
	_, err := d.pool.Exec(ctx, `
		insert into presence (stream, process, client_id, staff_id, writing, since, until)
		values ($1, $2, $3, $4, $5, $6, $7)
		on conflict do nothing`, s.Key, s.Process, s.File, s.Staff, s.Writing, d.now(), d.now().Add(lasts))
	if err != nil {
		return fmt.Errorf("note who is here: %w", err)
	}
	d.news.add(Change{Here: []id.Client{s.File}})
	return nil
}

// Leave says that the page was closed.
func (d *DB) Leave(ctx context.Context, s Stream) error {
	if _, err := d.pool.Exec(ctx, `delete from presence where stream = $1`, s.Key); err != nil {
		return fmt.Errorf("forget who was here: %w", err)
	}
	d.news.add(Change{Here: []id.Client{s.File}})
	return nil
}

// Stay renews the open pages of a process, and forgets those of processes that
// died.
func (d *DB) Stay(ctx context.Context, process string) error {
	b := &pgx.Batch{}
	b.Queue(`update presence set until = $2 where process = $1`, process, d.now().Add(lasts))
	b.Queue(`delete from presence where until < $1`, d.now())
	if err := d.pool.SendBatch(ctx, b).Close(); err != nil {
		return fmt.Errorf("renew who is here: %w", err)
	}
	return nil
}

// Mates are the others who have a page of a file open, first come first.
func (d *DB) Mates(ctx context.Context, file id.Client, but id.Staff) ([]Mate, error) {
	rows, err := d.pool.Query(ctx, `
		select s.name, bool_or(p.writing) as writing, min(p.since) as since
		from presence p
		join staff s on s.id = p.staff_id
		where p.client_id = $1 and p.staff_id <> $2 and p.until >= $3
		group by s.id, s.name
		order by min(p.since), s.id`, file, but, d.now())
	if err != nil {
		return nil, fmt.Errorf("who is here: %w", err)
	}
	mates, err := pgx.CollectRows(rows, pgx.RowToStructByName[Mate])
	if err != nil {
		return nil, fmt.Errorf("who is here: %w", err)
	}
	return mates, nil
}

// NameOf is the name of a member of staff, for the one line that says who
// changed something.
func (d *DB) NameOf(ctx context.Context, staff id.Staff) (string, error) {
	var name string
	if err := d.pool.QueryRow(ctx, `select coalesce((select name from staff where id = $1), '')`, staff).Scan(&name); err != nil {
		return "", fmt.Errorf("whose hand it was: %w", err)
	}
	return name, nil
}
