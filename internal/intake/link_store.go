package intake

import (
	"context"
	"time"

	"charthouse/internal/civil"
	"charthouse/internal/db"
	"charthouse/internal/id"
)

func insertLink(ctx context.Context, tx *db.Tx, packet id.Packet, to id.Contact, hash []byte) error {
	return tx.ExecOne(ctx, `
		insert into links (client_id, packet_id, contact_id, token_hash, made_at, expires_at)
		select p.client_id, p.id, nullif($4::bigint, 0), $3, clock(), b.ends_at + interval '1 day'
		from packets p
		join visits v on v.client_id = p.client_id and v.id = p.visit_id
		join bookings b on b.id = v.booking_id
		where p.client_id = $1 and p.id = $2`, tx.Client(), packet, hash, to)
}

// insertRequestLink makes a link for thirty days: letters take their time.
func insertRequestLink(ctx context.Context, tx *db.Tx, request id.Request, hash []byte) error {
	return tx.ExecOne(ctx, `
		insert into links (client_id, request_id, token_hash, made_at, expires_at)
		values ($1, $2, $3, clock(), clock() + interval '30 days')`, tx.Client(), request, hash)
}

// insertTalkLink makes a link for thirty days to what is written with somebody.
func insertTalkLink(ctx context.Context, tx *db.Tx, talk id.Conversation, to id.Contact, hash []byte) error {
	return tx.ExecOne(ctx, `
		insert into links (client_id, conversation_id, contact_id, token_hash, made_at, expires_at)
		values ($1, $2, nullif($3::bigint, 0), $4, clock(), clock() + interval '30 days')`, tx.Client(), talk, to, hash)
}

// insertVisitLink makes a link that is good until the visit is over.
func insertVisitLink(ctx context.Context, tx *db.Tx, visit id.Visit, hash []byte) error {
	return tx.ExecOne(ctx, `
		insert into links (client_id, visit_id, token_hash, made_at, expires_at)
		select v.client_id, v.id, $3, clock(), b.ends_at
		from visits v
		join bookings b on b.id = v.booking_id
		where v.client_id = $1 and v.id = $2`, tx.Client(), visit, hash)
}

// insertBookingLink makes a link to move or cancel a visit, until the day after it.
func insertBookingLink(ctx context.Context, tx *db.Tx, visit id.Visit, hash []byte) error {
	return tx.ExecOne(ctx, `
		insert into links (client_id, visit_id, booked, token_hash, made_at, expires_at)
		select v.client_id, v.id, true, $3, clock(), b.ends_at + interval '1 day'
		from visits v
		join bookings b on b.id = v.booking_id
		where v.client_id = $1 and v.id = $2`, tx.Client(), visit, hash)
}

// insertOfferLink makes a link that is good until the time that it offers.
func insertOfferLink(ctx context.Context, tx *db.Tx, offer id.SlotOffer, hash []byte) error {
	return tx.ExecOne(ctx, `
		insert into links (client_id, slot_offer_id, token_hash, made_at, expires_at)
		select f.client_id, f.id, $3, clock(), o.starts_at
		from slot_offers f
		join openings o on o.id = f.opening_id
		where f.client_id = $1 and f.id = $2`, tx.Client(), offer, hash)
}

func findVisitOfLink(ctx context.Context, v *db.View) (id.Visit, error) {
	return db.Value[id.Visit](ctx, v, `
		select visit_id
		from links
		where client_id = $1 and id = $2 and booked and closed_at is null and expires_at > clock()`, v.Client(), v.Who().Link())
}

func closeLinks(ctx context.Context, tx *db.Tx, packet id.Packet) error {
	_, err := tx.Exec(ctx, `
		update links
		set closed_at = clock()
		where client_id = $1 and packet_id = $2 and closed_at is null`, tx.Client(), packet)
	return err
}

// extendLinks moves the end of the visit's links along with it.
func extendLinks(ctx context.Context, tx *db.Tx, visit id.Visit) error {
	_, err := tx.Exec(ctx, `
		update links l
		set expires_at = b.ends_at + case when l.visit_id is null or l.booked then interval '1 day' else interval '0' end
		from visits v
		join bookings b on b.id = v.booking_id
		where l.client_id = $1 and v.client_id = $1 and v.id = $2 and l.closed_at is null
		  and (l.visit_id = v.id or l.packet_id in (select p.id from packets p where p.client_id = $1 and p.visit_id = v.id))`, tx.Client(), visit)
	return err
}

// link is the guest's own, as it stands.
type link struct {
	ExchangedAt *time.Time
}

func findLink(ctx context.Context, v *db.View) (link, error) {
	return db.One[link](ctx, v, `
		select exchanged_at
		from links
		where client_id = $1 and id = $2 and closed_at is null and expires_at > clock()`, v.Client(), v.Who().Link())
}

// exchangeLink keeps the cookie of the first who opens the link; whoever comes
// with another cookie finds none.
func exchangeLink(ctx context.Context, tx *db.Tx, cookie []byte) (until time.Time, err error) {
	return db.Value[time.Time](ctx, &tx.View, `
		update links
		set cookie_hash = $3, exchanged_at = coalesce(exchanged_at, clock())
		where client_id = $1 and id = $2 and (exchanged_at is null or cookie_hash = $3) and closed_at is null and expires_at > clock()
		returning expires_at`, tx.Client(), tx.Who().Link(), cookie)
}

func markOpened(ctx context.Context, tx *db.Tx) error {
	_, err := tx.Exec(ctx, `
		update packets p
		set opened_at = clock()
		from links l
		where p.client_id = $1 and l.client_id = $1 and l.id = $2 and p.id = l.packet_id and p.opened_at is null`, tx.Client(), tx.Who().Link())
	return err
}

// tryBirth confirms the link, or counts a wrong try and answers how many are
// left; -1 is confirmed.
func tryBirth(ctx context.Context, tx *db.Tx, born civil.Date) (left int, err error) {
	return db.Value[int](ctx, &tx.View, `
		update links l
		set confirmed_at = case when c.birth_date = $3 then clock() else l.confirmed_at end,
		  tries = l.tries + case when c.birth_date = $3 then 0 else 1 end,
		  closed_at = case when c.birth_date <> $3 and l.tries + 1 >= $4 then clock() end
		from clients c
		where l.client_id = $1 and l.id = $2 and c.id = $1 and l.closed_at is null and l.expires_at > clock() and c.birth_date is not null
		returning case when c.birth_date = $3 then -1 else $4 - l.tries end`, tx.Client(), tx.Who().Link(), born, maxTries)
}
