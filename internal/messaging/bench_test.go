package messaging_test

import (
	"strings"
	"testing"
	"time"

	"charthouse/internal/access"
	"charthouse/internal/db"
	"charthouse/internal/db/dbtest"
	"charthouse/internal/id"
	"charthouse/internal/messaging"
)

// talkative fills an inbox with 200,000 conversations of 50,000 clients and
// 1,000,000 messages: 4,000 wait for an answer, 20,000 for the client. The first
// conversation holds 10,000 messages. The owner's own statements, triggers off.
const talkative = `
	set session_replication_role = replica;
	set synchronous_commit = off;
	insert into practice (name, zone) values ('Big Practice', 'UTC');
	insert into staff (name, email) select 'Dr Number ' || g, 's' || g || '@example.org' from generate_series(1, 30) g;
	insert into staff_roles select g, (array['clinician', 'front_desk', 'biller'])[1 + g % 3] from generate_series(1, 30) g;
	insert into clients (id, given, family, birth_date, email, opened_at)
	select 10000 + g, 'Nadia' || g, 'Haddad' || g, date '1940-01-01' + g % 29000, 'p' || g || '@example.org', clock() - interval '3 years' from generate_series(1, 50000) g;
	insert into conversations (client_id, kind, subject, opened_at, owner_id, pool, waits_since, last_at, done_at, outcome)
	select 10001 + g % 50000, (array['administrative', 'billing', 'clinical'])[1 + g % 3], 'Matter ' || g, at, case when g % 2 = 0 then 1 + g % 30 end,
	  (array['front_desk', 'biller', 'clinician'])[1 + g % 3], case when g % 50 = 0 then at + interval '1 hour' end, at + interval '1 hour',
	  case when g % 50 <> 0 and g % 10 <> 1 then at + interval '2 hours' end, case when g % 50 <> 0 and g % 10 <> 1 then 'answered' else '' end
	from generate_series(1, 200000) g cross join lateral (select clock() - g * interval '5 minutes' - interval '3 hours' as at) w;
	insert into messages (client_id, conversation_id, direction, kind, subject, body, sender, written_at)
	select k.client_id, k.id, case n % 2 when 1 then 'in' else 'out' end, case n % 2 when 1 then 'portal' else 'reply' end, '', 'Message ' || n || ' about it', 'Nadia', k.opened_at + n * interval '10 minutes'
	from conversations k cross join generate_series(1, 5) n
	union all select k.client_id, k.id, 'in', 'portal', '', 'Once more ' || n, 'Nadia', k.opened_at from conversations k cross join generate_series(1, 10000) n where k.id = 1;
	insert into turns (client_id, conversation_id, what, outcome, at, kind, waited_since)
	select client_id, id, 'answered', 'answered', opened_at + interval '1 hour', kind, opened_at from conversations;
	set session_replication_role = origin;
	analyze`

// BenchmarkInbox reads the lists and one thread of a big inbox:
//
//	go test ./internal/messaging -run '^$' -bench Inbox -benchtime 20x
func BenchmarkInbox(b *testing.B) {
	d := dbtest.New(b)
	now := "timestamptz '" + d.Clock.Now().Format(time.RFC3339) + "'"
	for sql := range strings.SplitSeq(strings.ReplaceAll(talkative, "clock()", now), ";\n") {
		if _, err := d.Owner.Exec(b.Context(), sql); err != nil {
			b.Fatalf("%s: %v", sql, err)
		}
	}
	box, who := messaging.New(d.DB), access.StaffMember(6, "Dr Number 6", access.Clinician)
	deep := messaging.Key{At: d.Clock.Now().Add(-400 * 24 * time.Hour), ID: 120000}
	for name, f := range map[string]messaging.Sift{
		"needs": {}, "clinical": {Kind: messaging.Clinical}, "mine": {Owner: 6}, "pool": {Pool: "clinician"},
		"theirs": {Box: messaging.Theirs}, "theirs-mine": {Box: messaging.Theirs, Owner: 6, Kind: messaging.Clinical},
		"theirs-none": {Box: messaging.Theirs, Owner: 7, Kind: messaging.Clinical},
		"done":        {Box: messaging.Over}, "done-mine": {Box: messaging.Over, Owner: 6}, "done-none": {Box: messaging.Over, Owner: 999}, "done-deep": {Box: messaging.Over, After: deep},
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if _, err := box.Inbox(b.Context(), who, f); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
	b.Run("thread", func(b *testing.B) {
		for b.Loop() {
			err := d.Read(b.Context(), who, access.OpenMessages.On(10002), func(v *db.View) error {
				_, err := messaging.TalkTx(b.Context(), v, id.Conversation(1), 0)
				return err
			})
			if err != nil {
				b.Fatal(err)
			}
		}
	})
}
