package db

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"charthouse/internal/access"
	"charthouse/internal/id"
)

// Person is who a web session belongs to, with what every page shows of them.
type Person struct {
	Actor       access.Actor
	Title       string
	SingleKeys  bool
	Practice    string // the practice's name
	PatientWord string // patient or client, as the practice says
	Currency    string
	Zone        *time.Location
	Notices     int                     // told to them, and not looked at yet
	MailsWait   bool                    // no mail server is known: mails are kept and do not go
	Glass       map[id.Client]time.Time // restricted files open to them with a reason, and until when
}

// StaffOfSession answers who holds a web session, or nobody: a session ends for
// all when the person's epoch moves on or the person is deactivated. It runs
// before anybody is known, so outside acts.
func (d *DB) StaffOfSession(ctx context.Context, staff id.Staff, epoch int) (Person, bool, error) {
	var (
		p     Person
		name  string
		zone  string
		roles []string
		files []id.Client
		until []time.Time
	)
	err := d.pool.QueryRow(ctx, `
		select s.name, s.title, s.single_keys,
		  coalesce(p.name, ''), coalesce(p.patient_word, 'patient'), coalesce(p.currency, 'USD'), coalesce(p.zone, 'UTC'),
		  not exists (select from mail_settings),
		  (select count(*)::int from notices n where n.staff_id = s.id and n.read_at is null),
		  array(select r.role from staff_roles r where r.staff_id = s.id order by r.role),
		  array(select g.client_id from glass g where g.staff_id = s.id and g.until > $3 order by g.id),
		  array(select g.until from glass g where g.staff_id = s.id and g.until > $3 order by g.id)
		from staff s
		left join practice p on true
		where s.id = $1 and s.session_epoch = $2 and s.deactivated_at is null`,
		staff, epoch, d.now()).Scan(&name, &p.Title, &p.SingleKeys, &p.Practice, &p.PatientWord, &p.Currency, &zone, &p.MailsWait, &p.Notices, &roles, &files, &until)
	if errors.Is(err, pgx.ErrNoRows) {
		return p, false, nil
	}
	if err != nil {
		return p, false, fmt.Errorf("whose session: %w", err)
	}
	if p.Zone, err = time.LoadLocation(zone); err != nil {
		return p, false, fmt.Errorf("the practice's zone: %w", err)
	}
	var set access.Role
	for _, r := range roles {
		one, err := access.ParseRole(r)
		if err != nil {
			return p, false, err
		}
		set |= one
	}
	p.Actor = access.StaffMember(staff, name, set)
	p.Glass = make(map[id.Client]time.Time, len(files))
	for i, c := range files {
		p.Glass[c] = until[i]
	}
	return p, true, nil
}

// GuestOfToken answers whose link a token opens: the first opening, by the
// token's hash; afterwards GuestOfCookie.
func (d *DB) GuestOfToken(ctx context.Context, hash []byte) (access.Actor, bool, error) {
	return d.guest(ctx, `
		select client_id, id, case when request_id is not null then 'referrer' when conversation_id is not null then 'writer' when booked then 'booker' when visit_id is not null then 'invited' when slot_offer_id is not null then 'waiting' when contact_id is not null then 'proxy' else 'patient' end as role
		from links
		where token_hash = $1 and closed_at is null and expires_at > $2`, hash)
}

// SubscriberOfToken answers whose visits the token of a feed opens, as long as they
// work here as a clinician.
func (d *DB) SubscriberOfToken(ctx context.Context, hash []byte) (access.Actor, bool, error) {
	var s id.Staff
	var name string
	err := d.pool.QueryRow(ctx, `
		select s.id, s.name
		from feeds f
		join staff s on s.id = f.staff_id
		where s.deactivated_at is null and f.token_hash = $1
		  and exists (select from staff_roles r where r.staff_id = s.id and r.role = 'clinician')`, hash).Scan(&s, &name)
	if errors.Is(err, pgx.ErrNoRows) {
		return access.Actor{}, false, nil
	}
	if err != nil {
		return access.Actor{}, false, fmt.Errorf("whose feed: %w", err)
	}
	return access.Following(s, name), true, nil
}

// GuestOfCookie answers whose link a portal's cookie belongs to.
func (d *DB) GuestOfCookie(ctx context.Context, hash []byte) (access.Actor, bool, error) {
	return d.guest(ctx, `
		select client_id, id, case when request_id is not null then 'referrer' when conversation_id is not null then 'writer' when booked then 'booker' when visit_id is not null then 'invited' when slot_offer_id is not null then 'waiting' when contact_id is not null then 'proxy' else 'patient' end as role
		from links
		where cookie_hash = $1 and closed_at is null and expires_at > $2`, hash)
}

func (d *DB) guest(ctx context.Context, sql string, hash []byte) (access.Actor, bool, error) {
	var c id.Client
	var l id.Link
	var role string
	err := d.pool.QueryRow(ctx, sql, hash, d.now()).Scan(&c, &l, &role)
	if errors.Is(err, pgx.ErrNoRows) {
		return access.Actor{}, false, nil
	}
	if err != nil {
		return access.Actor{}, false, fmt.Errorf("whose link: %w", err)
	}
	switch role {
	case "referrer":
		return access.Correspondent(c, l), true, nil
	case "writer":
		return access.Writing(c, l), true, nil
	case "invited":
		return access.Expected(c, l), true, nil
	case "booker":
		return access.Booking(c, l), true, nil
	case "waiting":
		return access.Awaiting(c, l), true, nil
	case "proxy":
		return access.Deputy(c, l), true, nil
	}
	return access.Guest(c, l), true, nil
}

// Knock counts a try at a door under key, within a window that begins with the
// first, and says whether it is within the limit.
func (d *DB) Knock(ctx context.Context, key string, limit int, within time.Duration) (bool, error) {
	var n int
	err := d.pool.QueryRow(ctx, `select knock($1, $2, $3)`, key, d.now(), within).Scan(&n)
	if err != nil {
		return false, fmt.Errorf("count a knock: %w", err)
	}
	return n <= limit, nil
}

// Welcome forgets the knocks under key, after somebody came in.
func (d *DB) Welcome(ctx context.Context, key string) error {
	_, err := d.pool.Exec(ctx, `delete from knocks where key = $1`, key)
	return err
}

// Pardon takes back one knock under key.
func (d *DB) Pardon(ctx context.Context, key string) error {
	_, err := d.pool.Exec(ctx, `update knocks set count = count - 1 where key = $1 and count > 0`, key)
	return err
}

// Sweep forgets what only served a short while: old form keys and knocks.
func (d *DB) Sweep(ctx context.Context) error {
	b := &pgx.Batch{}
	b.Queue(`delete from form_posts where at < $1`, d.now().Add(-7*24*time.Hour))
	b.Queue(`delete from knocks where until < $1`, d.now())
	if err := d.pool.SendBatch(ctx, b).Close(); err != nil {
		return fmt.Errorf("sweep plumbing: %w", err)
	}
	return nil
}

// Ready is nil when Postgres answers.
func (d *DB) Ready(ctx context.Context) error { return d.pool.Ping(ctx) }

// Now is the present instant, for pages that show it outside an act.
func (d *DB) Now() time.Time { return d.now() }
