package overview_test

import (
	"testing"

	"charthouse/internal/access"
	"charthouse/internal/db"
	"charthouse/internal/db/dbtest"
	"charthouse/internal/overview"
)

// fiveVisits are at nine in New York from Monday the 20th of April to Friday, booked on the 1st.
const fiveVisits = `
	insert into clients (id, given, family, opened_at) values (10001, 'Noor', 'Haddad', '2026-02-01Z');
	insert into bookings (kind, location_id, zone, starts_local, starts_at, ends_at)
	select 'visit', 1, 'America/New_York', timestamp '2026-04-19 09:00' + n * interval '1 day', timestamptz '2026-04-19 13:00Z' + n * interval '1 day', timestamptz '2026-04-19 13:30Z' + n * interval '1 day'
	from generate_series(1, 5) n;
	insert into visits (client_id, booking_id, visit_type_id, clinician_id, booked_at) select 10001, n, 1, 1, '2026-04-01Z' from generate_series(1, 5) n;`

// Of each target: one kept, one kept too late, one still open and too late, and
// what never came under it. All and Within are counted by hand.
var keptByHand = map[string]struct {
	arrange string
	want    overview.Kept
}{
	"note_unsigned": {`
		insert into visit_marks (client_id, visit_id, kind, at) select 10001, n, 'seen', timestamptz '2026-04-19 13:30Z' + n * interval '1 day' from generate_series(1, 3) n;
		insert into visit_marks (client_id, visit_id, kind, at) values (10001, 4, 'cancelled', '2026-04-23 13:00Z'), (10001, 5, 'seen', '2026-05-04 15:00Z');
		insert into notes (client_id, visit_id, author_id, template, sections, started_at, saved_at, saved_by) select 10001, n, 1, '[]', '{}', '2026-04-20Z', '2026-04-20Z', 1 from generate_series(1, 4) n;
		insert into signatures (client_id, note_id, staff_id, at, content, hash)
		values (10001, 1, 1, '2026-04-20 15:30Z', '{}', sha256('x')), (10001, 2, 1, '2026-04-22 19:30Z', '{}', sha256('x'))`, overview.Kept{All: 3, Within: 1}},
	"form_unfinished": {`
		insert into packets (client_id, visit_id, version_id, made_at, finished_at)
		values (10001, 1, 1, '2026-04-01Z', '2026-04-18 13:00Z'), (10001, 2, 1, '2026-04-01Z', '2026-04-21 11:00Z'), (10001, 3, 1, '2026-04-01Z', null),
		  (10001, 4, 1, '2026-04-01Z', null), (10001, 5, 1, '2026-04-24 12:00Z', null);
		insert into visit_marks (client_id, visit_id, kind, at) values (10001, 4, 'cancelled', '2026-04-20Z')`, overview.Kept{All: 3, Within: 1}},
	"document_unread": {`
		insert into documents (client_id, title, media_type, bytes, sha256, received_at, read_at, withdrawn_at, withdrawn_why)
		values (10001, 'a', 'image/png', 9, sha256('x'), '2026-04-20Z', '2026-04-20 02:00Z', null, ''), (10001, 'b', 'image/png', 9, sha256('x'), '2026-04-20Z', '2026-04-21 06:00Z', null, ''),
		  (10001, 'c', 'image/png', 9, sha256('x'), '2026-04-20Z', null, null, ''), (10001, 'd', 'image/png', 9, sha256('x'), '2026-04-20Z', null, '2026-04-25Z', 'Not hers'),
		  (10001, 'e', 'image/png', 9, sha256('x'), '2026-05-04Z', null, null, '')`, overview.Kept{All: 3, Within: 1}},
	"visit_without_outcome": {`
		insert into visit_marks (client_id, visit_id, kind, at) select 10001, n, 'arrived', timestamptz '2026-04-19 13:00Z' + n * interval '1 day' from generate_series(1, 3) n;
		insert into visit_marks (client_id, visit_id, kind, at) values (10001, 1, 'seen', '2026-04-20 14:30Z'), (10001, 2, 'seen', '2026-04-21 18:30Z'), (10001, 4, 'no_show', '2026-04-27Z')`, overview.Kept{All: 3, Within: 1}},
	"coverage_detail": {`
		update visits set coverage_id = 1;
		insert into visit_marks (client_id, visit_id, kind, at) values (10001, 4, 'cancelled', '2026-04-10Z');
		insert into blockers (client_id, visit_id, kind, subject_id, field, station, fixer, verb, since, seen_at, cleared_at)
		select 10001, n, 'coverage_detail', n, 'member_number', 'billed', 'front_desk', 'coverage.edit', '2026-04-15Z', '2026-04-15Z', c
		from (values (2, timestamptz '2026-04-21 12:00Z'), (3, null), (5, '2026-04-20 09:00Z')) l (n, c)`, overview.Kept{All: 4, Within: 2}},
	"client_unbilled": {`
		insert into invoices (client_id, visit_id, issued_on, due_on, made_at, voided_at, voided_why)
		values (10001, 1, '2026-04-20', '2026-05-04', '2026-04-20Z', null, ''), (10001, 2, '2026-04-25', '2026-05-09', '2026-04-25Z', null, ''), (10001, 4, '2026-04-25', '2026-05-09', '2026-04-25Z', '2026-04-26Z', 'Twice');
		insert into blockers (client_id, visit_id, kind, subject_id, station, fixer, verb, since, seen_at, cleared_at)
		select 10001, n, 'client_unbilled', n, 'billed', 'biller', 'account.open', '2026-04-22Z', '2026-04-22Z', c from (values (2, timestamptz '2026-04-25Z'), (3, null)) l (n, c)`, overview.Kept{All: 3, Within: 1}},
	"claim_unanswered": {`
		insert into claims (client_id, visit_id, coverage_id, made_at) select 10001, n, 1, case when n = 5 then timestamptz '2026-05-01Z' else '2026-02-20Z' end from generate_series(1, 5) n;
		insert into charges (client_id, visit_id, entry_id, service_id, code, label, units, cents, at) select 10001, n, n, 1, '99213', 'Visit', 1, 9000, '2026-02-20Z' from generate_series(1, 2) n;
		insert into entries (client_id, kind, at) values (10001, 'charge', '2026-02-20Z'), (10001, 'charge', '2026-02-20Z'), (10001, 'payment', '2026-03-01Z'), (10001, 'payment', '2026-04-10Z');
		insert into lines (client_id, entry_id, charge_id, account, cents) values (10001, 3, 1, 'payer_receivable', -9000), (10001, 4, 2, 'payer_receivable', -9000);
		insert into visit_dues (client_id, visit_id, since, client_cents, payer_cents) select 10001, n, '2026-02-20Z', 0, 9000 from generate_series(3, 5) n;
		insert into blockers (client_id, visit_id, kind, subject_id, field, station, fixer, verb, since, seen_at)
		select 10001, 4, 'claim_detail', id, 'npi', 'billed', 'owner', 'coverage.edit', '2026-02-20Z', '2026-02-20Z' from claims where visit_id = 4`, overview.Kept{All: 3, Within: 1}},
	"request_unanswered": {`
		insert into requests (client_id, recipient, email, asks, made_at, answered_at, document_id, withdrawn_at)
		select 10001, 'City Heart', 'post@heart.example', 'The last report', '2026-04-01Z', a, case when a is not null then 1 end, w
		from (values (timestamptz '2026-04-05Z', null::timestamptz), ('2026-04-20Z', null), (null, null), (null, '2026-04-03Z')) r (a, w)`, overview.Kept{All: 3, Within: 1}},
	"message_unanswered": {talks, overview.Kept{All: 4, Within: 2}},
	"message_clinical":   {talks, overview.Kept{All: 1, Within: 1}},
}

// talks are answered after two hours, and after thirty: late, and as it was promised
// on the phone. One waits for three days, one needed no reply, one is clinical.
const talks = `
	insert into conversations (client_id, kind, opened_at, pool, waits_since, last_at) values (10001, 'billing', '2026-05-01Z', 'biller', '2026-05-01Z', '2026-05-01Z');
	insert into turns (client_id, conversation_id, what, outcome, at, kind, waited_since)
	select 10001, n, 'answered', o, timestamptz '2026-04-20Z' + took, k, '2026-04-20Z'
	from (values (2, 'answered', interval '2 hours', 'administrative'), (3, 'answered', '30 hours', 'billing'), (4, 'call', '30 hours', 'billing'), (5, 'no_reply', '50 hours', 'billing'), (6, 'answered', '2 hours', 'clinical')) t (n, o, took, k);
	insert into blockers (client_id, kind, subject_id, station, fixer, verb, since, seen_at, cleared_at)
	values (10001, 'message_unanswered', 3, '', 'biller', 'message.open', '2026-04-21Z', '2026-04-21Z', '2026-04-21 06:00Z')`

func keptOf(t *testing.T, d *dbtest.Database) (out map[string]overview.Kept) {
	t.Helper()
	err := d.Read(t.Context(), manager, access.OpenSettings.Practice(), func(v *db.View) error {
		all, err := overview.TargetsTx(t.Context(), v)
		if err != nil {
			return err
		}
		out, err = overview.KeptTx(t.Context(), v, all, d.Clock.Now().AddDate(0, 0, -84))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestATargetIsKeptByThoseInTimeOfAllWhoseTimeIsUp(t *testing.T) {
	for kind, k := range keptByHand {
		t.Run(kind, func(t *testing.T) {
			d := dbtest.New(t)
			if _, err := d.Owner.Exec(t.Context(), `set session_replication_role = replica;`+fiveVisits+k.arrange+`; set session_replication_role = origin`); err != nil {
				t.Fatal(err)
			}
			if got := keptOf(t, d)[kind]; got != k.want {
				t.Errorf("%+v; want %+v", got, k.want)
			}
		})
	}
}

// A target that is neither measured nor said not to be would look kept.
func TestEveryTargetIsMeasuredButThoseOfWhichOnlyTheLateAreKnown(t *testing.T) {
	got := keptOf(t, dbtest.New(t))
	for _, of := range overview.Targets {
		_, known := got[of.Kind]
		if late := of.Kind == "credit_idle" || of.Kind == "licence_ending"; known == late {
			t.Errorf("%s is measured: %v", of.Kind, known)
		}
		if _, tried := keptByHand[of.Kind]; known != tried {
			t.Errorf("%s is counted by hand: %v", of.Kind, tried)
		}
	}
}
