package intake

import (
	"context"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"charthouse/internal/db"
	"charthouse/internal/id"
)

func findFilling(ctx context.Context, v *db.View) (filling, error) {
	return db.One[filling](ctx, v, `
		select p.id as packet, coalesce(nullif(c.preferred, ''), c.given) as given, c.birth_date is not null as has_birth_date,
		  l.confirmed_at is not null as confirmed, coalesce(r.name, '') as practice, coalesce(nullif(o.phone, ''), r.phone, '') as phone,
		  coalesce(o.name, '') as place, coalesce(o.address, '') as address, b.starts_local as starts,
		  p.withdrawn_at is not null or exists (select from visit_marks k where k.client_id = $1 and k.visit_id = v.id and k.kind in ('cancelled', 'no_show')) as cancelled,
		  p.finished_at is not null as finished, n.definition
		from links l
		join packets p on p.client_id = l.client_id and p.id = l.packet_id
		join form_versions n on n.id = p.version_id
		join clients c on c.id = l.client_id
		join visits v on v.client_id = p.client_id and v.id = p.visit_id
		join bookings b on b.id = v.booking_id
		left join locations o on o.id = b.location_id
		left join practice r on true
		where l.client_id = $1 and l.id = $2 and l.exchanged_at is not null and l.closed_at is null and l.expires_at > clock()`, v.Client(), v.Who().Link())
}

// answer is one stored answer: a text, or a list.
type answer struct {
	Field string
	Value json.RawMessage
}

// doneKey marks among the answers that a section was gone through; no key of a
// question begins so.
func doneKey(section int) string { return "#" + strconv.Itoa(section) }

func readAnswers(ctx context.Context, v *db.View, p id.Packet) (Answers, map[int]bool, error) {
	list, err := db.Many[answer](ctx, v, `
		select field, value
		from answers
		where client_id = $1 and packet_id = $2
		order by field`, v.Client(), p)
	out, done := Answers{map[string]string{}, map[string]List{}}, map[int]bool{}
	for _, a := range list {
		if n, err := strconv.Atoi(strings.TrimPrefix(a.Field, "#")); err == nil && a.Field[0] == '#' {
			done[n] = true
			continue
		}
		var text string
		if json.Unmarshal(a.Value, &text) == nil {
			out.Texts[a.Field] = text
			continue
		}
		var l List
		if err := json.Unmarshal(a.Value, &l); err != nil {
			return out, done, fmt.Errorf("answer to %s: %w", a.Field, err)
		}
		out.Lists[a.Field] = l
	}
	return out, done, err
}

func upsertAnswers(ctx context.Context, tx *db.Tx, p id.Packet, a Answers) error {
	var sets [][]any
	for key, text := range a.Texts {
		sets = append(sets, []any{tx.Client(), p, key, text})
	}
	for key, l := range a.Lists {
		sets = append(sets, []any{tx.Client(), p, key, l})
	}
	for _, s := range sets {
		value, err := json.Marshal(s[3])
		if err != nil {
			return fmt.Errorf("write an answer: %w", err)
		}
		s[3] = value
	}
	return tx.ExecMany(ctx, `
		insert into answers as a (client_id, packet_id, field, value, saved_at)
		values ($1, $2, $3, $4, clock())
		on conflict (packet_id, field) do update
		set value = excluded.value, saved_at = excluded.saved_at
		where a.value is distinct from excluded.value`, sets)
}
