package main

import (
	"crypto/rand"
	"encoding/hex"
	"fmt"
	"regexp"
	"strings"

	"charthouse/internal/access"
	"charthouse/internal/files"
	"charthouse/internal/id"
	"charthouse/internal/practice"
)

// The files of the matrix. All hold the same: in every table, row 10n+1 stands and
// row 10n+2 is ended, where n is the file. Nobody of the matrix shares a file with
// another, so that what one of them does is in nobody's way.
const (
	firstFile      = 10001 // of the first of the people; the second has the next
	othersFile     = 10021 // of a client whom nobody of the matrix came for
	restrictedFile = 10022 // shut to all but Noor, its clinician, and Leilani, who opened it with a reason
	lastFile       = restrictedFile
)

// The people who work there, by their number.
const (
	amara   = id.Staff(1)
	noor    = id.Staff(6)
	leilani = id.Staff(7)
)

// employed are everybody of the practice, in the order of their numbers: one of
// each role, then who comes into the restricted file, who left, and who is there
// to be changed by the acts on people.
type employment struct{ first, roles string }

var employed = []employment{
	{"amara", "clinician"},
	{"tomasz", "front_desk"},
	{"kwame", "biller"},
	{"ingrid", "manager"},
	{"oda", "owner"},
	{"noor", "clinician"},
	{"leilani", "front_desk"},
	{"former", "front_desk,clinician,biller,manager,owner"},
	{"closed", "clinician"},
	{"one", "clinician"},
	{"two", "clinician"},
	{"three", "clinician"},
	{"four", "clinician"},
	{"five", "clinician"},
}

const refusalSecret = "Zqxsecret lantern quarry"

func (m *matrix) employ() {
	for i, p := range employed {
		form := practice.StaffForm{Name: strings.ToUpper(p.first[:1]) + p.first[1:], Email: p.first + "@kestrel.example", Roles: strings.Split(p.roles, ",")}
		n, err := practice.New(m.DB).AddStaff(m.t.Context(), access.System(access.Console), form, refusalSecret)
		if err != nil || int(n) != i+1 {
			m.t.Fatalf("%s is number %d, %v", p.first, n, err)
		}
	}
}

// furnish fills the practice and all files. Each word in a file is said nowhere
// else: Zqx, the kind of the word, the file, x and a random number.
func (m *matrix) furnish(store *files.Store) {
	stored, err := store.Put(m.t.Context(), strings.NewReader("Zqxcontent of every document"), files.MaxSize)
	if err != nil {
		m.t.Fatal(err)
	}
	sql := strings.ReplaceAll(castPractice+castFiles+castMoney+castTalk+castShut+castAsked, "CONTENT", `'\x`+stored.SHA256+`'::bytea`)
	sql = numbered.ReplaceAllString(sql, `$0 overriding system value`)
	m.owner(fmt.Sprintf(castWords, m.salt, firstFile, lastFile) + sql + `; select settle(n) from f; select settle_practice();`)
}

// numbered are the inserts that give the rows their numbers.
var numbered = regexp.MustCompile(`insert into \w+ \(id, [^)]*\)`)

// salted is a random number, as it stands in the words.
func salted() string {
	var b [4]byte
	_, _ = rand.Read(b[:])
	return hex.EncodeToString(b[:])
}

// owner runs SQL past the doors, in an act on every file.
func (m *matrix) owner(sql string) {
	m.t.Helper()
	_, err := m.Owner.Exec(m.t.Context(), fmt.Sprintf(`begin; select begin_act('test', null, null, 'sample.load', array(select generate_series(%d, %d)), true, '', '%s', true); %s; commit`,
		firstFile, lastFile, m.Clock.Now().Format("2006-01-02 15:04Z"), sql))
	if err != nil {
		m.t.Fatal(err)
	}
}

// castWords: f holds the files, and w makes their words.
const castWords = `
	create function pg_temp.w(kind text, file bigint) returns text language sql immutable as $$ select 'Zqx' || kind || file || 'x%s' $$;
	create temp table f as select n, pg_temp.w('name', n) as name, n * 10 + 1 as one, n * 10 + 2 as two,
	  case when n in (10006, 10022) then 6 else 1 end as clinician, coalesce(r.staff_id, 12) as asker, coalesce(r.role, 'clinician') as role
	from generate_series(%d, %d) n
	left join staff_roles r on r.staff_id = (array[2, 1, 3, 4, 5, 6, 7])[n - 10000];`

// castPractice: rows 1 to 5 of each setting stand, one for each role's acts; row 9
// is closed.
const castPractice = `
	create temp table r as select i, case when i = 9 then clock() end as closed from generate_series(1, 9) i;
	insert into practice (name, zone, phone, invoice_days, online_booking) values ('Kestrel Lane Health', 'America/Chicago', '555 0100', 14, true);
	insert into mail_settings (host, port, username, password, security, sender) values ('mail.kestrel.example', 465, 'desk', 'Zqxsmtppassword', 'tls', 'desk@kestrel.example');
	insert into locations (id, name, zone, closed_at) select i, 'Location ' || i, 'America/Chicago', closed from r;
	insert into places (id, location_id, name, kind, closed_at) select i, 1, 'Room ' || i, 'room', closed from r;
	insert into services (id, code, label, cents, closed_at) select i, '9921' || i, 'Visit', 18600, closed from r;
	insert into payers (id, name, closed_at) select i, 'Payer ' || i, closed from r;
	insert into note_templates (id, name, sections, closed_at) select i, 'Review ' || i, '[{"key": "s", "title": "Subjective"}, {"key": "p", "title": "Private", "private": true}]', closed from r;
	insert into forms (id, name, closed_at) select i, 'Form ' || i, closed from r;
	insert into form_versions (form_id, number, definition, published_at)
	select i, 1, '{"sections": [{"title": "Today", "fields": [{"key": "talk", "label": "What would you like to talk about?", "kind": "long", "required": true}]}]}', clock() from r;
	insert into visit_types (id, name, minutes, service_id, template_id, form_id, closed_at, online) select i, 'Review ' || i, 30, 1, 1, 1, closed, true from r;
	delete from task_types;
	insert into task_types (id, name, role, days, closed_at) select i, 'Letter ' || i, 'front_desk', 3, closed from r;
	insert into absences (id, staff_id, from_on, until_on) select i, coalesce((array[2, 1, 3, 4, 5, 6, 7])[i], 10), '2026-06-01', '2026-06-01' from r where i <= 8;
	insert into closures (id, name, from_on, until_on) select i, 'Floor is laid', '2026-07-01', '2026-07-01' from r where i <= 8;
	insert into availability (id, staff_id, location_id, weekday, starts, ends, from_on, until_on, once)
	select 20 + i, 10, 1, 3, make_time(8 + i, 0, 0), make_time(8 + i, 30, 0), '2026-07-01', '2026-07-01', true from r where i <= 8;
	insert into bookings (id, kind, title, location_id, zone, starts_local, starts_at, ends_at)
	select i, 'block', 'Lunch', 1, 'America/Chicago', '2026-05-04 12:00', '2026-05-04 17:00Z', '2026-05-04 17:30Z' from r where i <= 8;
	insert into booking_resources (booking_id, resource_id, held) select i, s.id, '[2026-05-04 17:00Z,2026-05-04 17:30Z)' from r join (select id, row_number() over (order by id) as nth from resources where staff_id is not null) s on s.nth = i where i <= 8;
	insert into received_mails (id, message_key, what, name, address, subject, body, received_at, settled_at)
	select i, 'm' || i, case when i = 9 then 'discarded' else 'stray' end, 'Somebody', 'somebody@home.example', 'Zqxstray', 'Zqxstray', clock(), closed from r;
	insert into staff_mails (id, staff_id, kind, mail_id, state, problem, made_at, sent_at)
	select i, 10, 'welcome', 'w' || i, case when i = 9 then 'sent' else 'failed' end, '', clock(), closed from r;
	update staff set licence = 'MD ' || id, licence_until = clock()::date + 20 where id between 10 and 14;
	insert into diagnosis_codes (code, billable, label) values ('E11.65', true, 'Type 2 diabetes');
	select setval(pg_get_serial_sequence(t, 'id'), 100) from unnest(array['locations', 'places', 'services', 'payers', 'note_templates', 'forms', 'visit_types', 'task_types', 'absences', 'closures', 'availability', 'bookings', 'received_mails', 'staff_mails']) t;`

// castFiles: visit 1 is of this noon, 2 over, 3 cancelled, 4 to come, and 5 over and
// without its note. Note 2 is begun; note 1 is signed, by
// nobody of the matrix; form 4 waits for the patient.
const castFiles = `
	insert into clients (id, given, family, birth_date, phone, email, line1, city, opened_at)
	select n, name, 'Haddad', '1985-03-14', pg_temp.w('phone', n), pg_temp.w('email', n) || '@home.example', pg_temp.w('address', n), 'Northgate', clock() from f;
	insert into alerts (id, client_id, text, raised_at, ended_at) select i, n, pg_temp.w('alert', n), clock(), gone from f, lateral (values (one, null), (two, clock())) k (i, gone);
	insert into allergies (id, client_id, substance, reaction, recorded_at, ended_at) select i, n, pg_temp.w('allergy', n) || i, pg_temp.w('allergy', n), clock(), gone from f, lateral (values (one, null), (two, clock())) k (i, gone);
	insert into medications (id, client_id, name, directions, recorded_at, ended_at) select i, n, pg_temp.w('medicine', n) || i, pg_temp.w('medicine', n), clock(), gone from f, lateral (values (one, null), (two, clock())) k (i, gone);
	insert into problems (id, client_id, label, recorded_at, ended_at) select i, n, pg_temp.w('problem', n), clock(), gone from f, lateral (values (one, null), (two, clock())) k (i, gone);
	insert into contacts (id, client_id, name, phone, email, proxy, ended_at)
	select i, n, pg_temp.w('contact', n), pg_temp.w('contact', n), pg_temp.w('contact', n) || '@home.example', true, gone from f, lateral (values (one, null), (two, clock())) k (i, gone);
	insert into coverages (id, client_id, payer_id, plan, member_number, copay_cents, ended_at) select i, n, 1, 'Silver', pg_temp.w('member', n), 2500, gone from f, lateral (values (one, null), (two, clock())) k (i, gone);
	insert into documents (id, client_id, title, clinical, media_type, bytes, sha256, received_at, withdrawn_at, withdrawn_why)
	select i, n, pg_temp.w(kind, n), clinical, 'text/plain; charset=utf-8', 28, CONTENT, clock(), gone, case when gone is null then '' else 'Another file' end
	from f, lateral (values (one, 'paper', false, null), (two, 'paper', false, clock()), (n * 10 + 3, 'clinicalpaper', true, null)) k (i, kind, clinical, gone);
	insert into requests (id, client_id, recipient, email, asks, made_at, withdrawn_at)
	select i, n, pg_temp.w('recipient', n), 'weber@harbour.example', pg_temp.w('asks', n), clock(), gone from f, lateral (values (one, null), (two, clock())) k (i, gone);
	insert into care_team (id, client_id, staff_id, added_at, ended_at) select i, n, who, clock(), gone from f, lateral (values (one, 6, null), (two, 7, clock())) k (i, who, gone);
	insert into bookings (id, kind, location_id, zone, starts_local, starts_at, ends_at)
	select n * 10 + i, 'visit', 1, 'America/Chicago', at at time zone 'America/Chicago', at, at + interval '30 minutes'
	from f, lateral (values (1, '2026-05-04 15:30Z'::timestamptz), (2, '2026-05-01 15:00Z'), (3, '2026-05-05 15:00Z'), (4, '2026-05-07 15:00Z'), (5, '2026-04-29 15:00Z')) k (i, at);
	insert into visits (id, client_id, booking_id, visit_type_id, clinician_id, fee_cents, coverage_id, reason, booked_at, online)
	select n * 10 + i, n, n * 10 + i, 1, clinician, 18600, one, pg_temp.w('reason', n), clock(), i = 4 from f, generate_series(1, 5) i;
	insert into visit_marks (client_id, visit_id, kind, at)
	select n, n * 10 + i, kind, at from f, lateral (values (1, 'arrived', '2026-05-04 15:25Z'::timestamptz), (2, 'seen', '2026-05-01 15:30Z'), (3, 'cancelled', '2026-05-04 09:00Z'), (5, 'seen', '2026-04-29 15:30Z')) k (i, kind, at);
	insert into notes (id, client_id, visit_id, author_id, template, sections, started_at, saved_at, saved_by)
	select id, n, visit, author, '[{"key": "s", "title": "Subjective"}, {"key": "p", "title": "Private", "private": true}]', jsonb_build_object('s', pg_temp.w('note', n), 'p', pg_temp.w(kept, n)), at, at, author
	from f, lateral (values (one, two, '2026-05-01 15:30Z'::timestamptz, 10, 'sealed'), (two, one, '2026-05-02 15:30Z', clinician, 'private')) k (id, visit, at, author, kept);
	insert into signatures (client_id, note_id, staff_id, at, content, hash)
	select n, one, 10, '2026-05-01 15:40Z', jsonb_build_object('sections', jsonb_build_array(jsonb_build_object('title', 'Subjective', 'text', pg_temp.w('note', n)),
	  jsonb_build_object('title', 'Private', 'text', pg_temp.w('sealed', n), 'private', true)), 'diagnoses', '[]'::jsonb, 'services', '[]'::jsonb), sha256('') from f;
	insert into observations (id, client_id, visit_id, category, label, value, taken_at) select one, n, one, 'vital-signs', pg_temp.w('reading', n), 1, clock() from f;
	insert into packets (id, client_id, visit_id, version_id, made_at, opened_at, finished_at, withdrawn_at)
	select n * 10 + i, n, n * 10 + i, 1, clock(), done, done, gone from f, lateral (values (1, clock(), null), (2, null, clock()), (4, null, null)) k (i, done, gone);
	insert into answers (client_id, packet_id, field, value, saved_at) select n, one, 'talk', to_jsonb(pg_temp.w('answer', n)), clock() from f;
	insert into proposals (client_id, packet_id, part, field, label, now) select n, one, part, part, 'Label', pg_temp.w(kind, n)
	from f, lateral (values ('demographics', 'proposal'), ('clinical', 'clinicalproposal')) k (part, kind);
	insert into tasks (id, client_id, type_id, title, words, clinical, role, due_on, made_at, closed_at, closed_why)
	select i, n, 1, pg_temp.w(kind, n), pg_temp.w(kind, n), clinical, 'front_desk', '2026-05-04', clock(), gone, case when gone is null then '' else 'Done' end
	from f, lateral (values (one, 'task', false, null), (two, 'task', false, clock()), (n * 10 + 3, 'clinicaltask', true, null)) k (i, kind, clinical, gone);
	insert into openings (id, booking_id, visit_type_id, clinician_id, location_id, zone, starts_local, starts_at, ends_at, freed_at, state, closed_at)
	select i, 100013, 1, 10, 1, 'America/Chicago', '2026-09-01 10:00'::timestamp + i * interval '1 day', '2026-09-01 15:00Z'::timestamptz + i * interval '1 day', '2026-09-01 15:30Z'::timestamptz + i * interval '1 day', clock(),
	  case when i = 9 then 'stopped' else 'open' end, closed from r;
	insert into waits (id, client_id, visit_type_id, urgency, ends_on, remark, online, made_at, ended_at, ended_for)
	select i, n, 1, 'routine', '2026-08-01', pg_temp.w('wait', n), false, clock(), gone, case when gone is null then '' else 'removed' end from f, lateral (values (one, null), (two, clock())) k (i, gone);
	select setval(pg_get_serial_sequence('openings', 'id'), 100);
	insert into task_items (client_id, task_id, nth, words) select n, i, 1, pg_temp.w('task', n) from f, lateral (values (one), (two)) k (i);`

// castMoney: charge 1 stands and invoice 1 asks for it; charge 2 and payment 2 are
// taken back. Two of the claims have no end.
const castMoney = `
	insert into entries (id, client_id, visit_id, kind, at, reverses_id)
	select n * 10 + i, n, two, kind, clock(), n * 10 + back
	from f, lateral (values (1, 'charge', null), (2, 'charge', null), (3, 'reversal', 2), (4, 'payment', null), (5, 'payment', null), (6, 'reversal', 5)) k (i, kind, back);
	insert into charges (id, client_id, visit_id, note_id, entry_id, service_id, code, label, units, cents, at)
	select n * 10 + i, n, two, one, n * 10 + i, 1, '99211', 'Visit', 1, 18600, clock() from f, lateral (values (1), (2)) k (i);
	insert into lines (client_id, entry_id, charge_id, account, cents)
	select n, n * 10 + i, n * 10 + charge, account, cents from f, lateral (values (1, 1, 'client_receivable', 18600), (1, 1, 'revenue', -18600), (2, 2, 'client_receivable', 18600), (2, 2, 'revenue', -18600),
	  (3, 2, 'client_receivable', -18600), (3, 2, 'revenue', 18600), (4, null, 'cash', 9000), (4, null, 'client_credit', -9000), (5, null, 'cash', 500), (5, null, 'client_credit', -500),
	  (6, null, 'cash', -500), (6, null, 'client_credit', 500)) k (i, charge, account, cents);
	insert into payments (id, client_id, entry_id, method, cents, reference, received_at)
	select n * 10 + i, n, n * 10 + entry, 'cash', cents, pg_temp.w('reference', n), clock() from f, lateral (values (1, 4, 9000), (2, 5, 500)) k (i, entry, cents);
	insert into claims (id, client_id, visit_id, coverage_id, made_at) select n * 10 + i, n, n * 10 + i, one, clock() from f, lateral (values (1), (2)) k (i);
	insert into invoices (id, client_id, visit_id, issued_on, due_on, made_at, voided_at, voided_why)
	select i, n, two, '2026-05-01', '2026-05-15', clock(), gone, case when gone is null then '' else 'Twice' end from f, lateral (values (one, null), (two, clock())) k (i, gone);
	insert into invoice_charges (client_id, invoice_id, charge_id) select n, one, one from f;
	insert into givebacks (id, client_id, kind, method, cents, reason, asked_at, asked_by, needs_two, withdrawn_at, withdrawn_why)
	select i, n, 'refund', 'cash', 100, pg_temp.w('giveback', n), clock(), 10, true, gone, case when gone is null then '' else 'Not so' end from f, lateral (values (one, null), (two, clock())) k (i, gone);`

// castTalk: conversation 1 waits for the desk, 2 is done, 3 is clinical.
const castTalk = `
	insert into conversations (id, client_id, kind, subject, opened_at, pool, waits_since, promised, last_at, done_at, outcome)
	select i, n, kind, pg_temp.w(said, n), '2026-05-04 14:00Z', pool, case when gone is null then '2026-05-04 14:00Z'::timestamptz end, case when gone is null then '2026-05-04 15:00Z'::timestamptz end, '2026-05-04 14:00Z', gone, case when gone is null then '' else 'answered' end
	from f, lateral (values (one, 'administrative', 'front_desk', 'message', null), (two, 'billing', 'biller', 'message', clock()), (n * 10 + 3, 'clinical', 'clinician', 'clinicalmessage', null)) k (i, kind, pool, said, gone);
	insert into messages (id, client_id, conversation_id, direction, kind, subject, body, written_at)
	select n * 10 + i, n, n * 10 + talk, direction, kind, pg_temp.w(said, n), pg_temp.w(said, n), '2026-05-04 14:00Z'
	from f, lateral (values (1, 1, 'out', 'free', 'message'), (2, 2, 'out', 'free', 'message'), (3, 3, 'in', 'portal', 'clinicalmessage'), (4, 1, 'inside', 'free', 'remark'), (5, 1, 'in', 'portal', 'message')) k (i, talk, direction, kind, said);
	insert into deliveries (id, client_id, message_id, address, mail_id, state, problem, made_at, sent_at)
	select i, n, i, pg_temp.w('email', n) || '@home.example', pg_temp.w('mail', i), state, '', clock(), sent from f, lateral (values (one, 'failed', null), (two, 'sent', clock())) k (i, state, sent);`

// castShut: glass 1 waits for its review. Leilani's is open: the last of the
// restricted file.
const castShut = `
	insert into restrictions (client_id, reason, restricted_at) values (10022, pg_temp.w('why', 10022), clock());
	insert into glass (id, client_id, staff_id, reason, opened_at, until, reviewed_at, reviewed_by, review)
	select i, n, who, pg_temp.w('glass', n), clock() - interval '1 minute', clock() + interval '50 minutes', seen, by, found
	from f, lateral (values (one, 12, null, null, ''), (two, 10, clock(), 11, 'Fine')) k (i, who, seen, by, found);
	insert into glass (client_id, staff_id, reason, opened_at, until) values (10022, 7, pg_temp.w('glass', 10022), clock(), clock() + interval '50 minutes');`

// castAsked: line 1 stands and line 2 is cleared, each with its question.
const castAsked = `
	insert into blockers (id, client_id, visit_id, kind, subject_id, station, fixer, verb, since, seen_at, cleared_at, cleared_by)
	select n * 10 + i, n, n * 10 + visit, 'note_unsigned', n * 10 + visit, 'signed', 'clinician', 'client.open', clock(), clock(), gone, case when gone is not null then current_setting('charthouse.trail')::bigint end
	from f, lateral (values (1, 5, null), (2, 2, clock())) k (i, visit, gone);
	insert into questions (id, client_id, blocker_id, kind, subject_id, asked_by, asked_role, words, asked_at, answered_at, answered_by, answer)
	select i, n, i, 'note_unsigned', n * 10 + 5, asker, role, pg_temp.w('question', n), clock(), gone, case when gone is not null then 11 end, case when gone is null then '' else 'Yes' end
	from f, lateral (values (one, null), (two, clock())) k (i, gone)`
