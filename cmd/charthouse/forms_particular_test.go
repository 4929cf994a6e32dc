package main

import (
	"cmp"
	"regexp"
	"strings"

	"charthouse/internal/sample"
)

// nothing leaves a field out.
const nothing = "\x00"

// particular is what a field says that no rule can guess: of the route, or of
// every form that has a field of this name. What begins with select is asked of
// the database; {n} in it is the last number of the form's address.
func (f *floor) particular(of form, name string) (string, bool) {
	v := cmp.Or(particulars[of.route][name], particulars["*"][name])
	if strings.HasPrefix(v, "select ") {
		n := digits.FindAllString(of.action, -1)
		sweep := sweep{Database: f.Database, t: f.t}
		sweep.ask(&v, strings.ReplaceAll(v, "{n}", append(n, "0")[max(0, len(n)-1)]))
	}
	return v, v != ""
}

var digits = regexp.MustCompile(`[0-9]+`)

var particulars = map[string]map[string]string{
	"*": {
		"npi": "1234567893", "licence": "MD 4471", "started": "2016-05", "onset": "2016-05", "since": "2016-05", "modifiers": "25",
		"pressure": "132/84", "pulse": "72", "temperature": "36.8", "weight": "80", "height": "180", "oxygen": "98", "glucose": "95",
	},
	"/account/password":            {"now": sample.Password, "new": otherPassword, "again": otherPassword},
	"/account/calendar/busy":       {"url": "https://calendar.example/mine.ics"},
	"/inbox/new":                   {"client": "10002", "client_text": nothing},
	"/inbox/strays/{mail}/file":    {"client": "10002", "client_text": nothing},
	"/clients/{client}/birth-date": {"value": born},
	"/blocks":                      {"clinician": "6", "place": nothing, "start": "10:00", "end": "10:30", "repeat": nothing, "repeat_day": nothing, "repeat_nth": nothing, "repeat_times": nothing, "repeat_until": nothing},
	"/clients/{client}/waits":      {"earliest": nothing, "latest": nothing, "ends": nothing},
	"/online/waitlist":             {"birth_date": born, "earliest": nothing, "latest": nothing},
	"/visit/wait":                  {"earliest": nothing},
	"/book":                        {"client": "10002", "client_text": nothing, "given": nothing, "family": nothing, "birth_date": nothing, "clinician": "6", "day": "2026-06-02", "start": "other", "other": "10:40"},
	"/forgot":                      {"email": "kwame@kestrellane.example"},
	"/form/birth":                  {"born": `select birth_date::text from clients where id = (select client_id from packets where id = (` + otherForm + `))`},
	"/letter/birth":                {"born": born},
	"/talk/birth":                  {"born": born},
	"/online/details":              {"birth_date": born},
	"/settings/texts":              {"account": "AC" + sixteen + sixteen, "token": sixteen + sixteen, "sender": "+15125550100", "api": "https://api.twilio.com", "country": "49"},
	"/settings/staff":              {"roles": "front_desk"},
	"/settings/weeks/{n}":          {"rows[0].hours": "09:00-11:00"},
	"/settings/extra-hours":        {"hours": "18:30-19:30"},
	"/clients/{client}/blockers/{blocker}/question": {"to": "front_desk"},
	"/clients/{client}/glass":                       {"password": sample.Password},
	"/clients/{client}/team":                        {"team": "3"},
	"/clients/{client}/visits/{visit}/move":         {"day": "2026-06-02", "start": "other", "other": "11:40"},
	"/clients/{client}/visits/{visit}/move/group":   {"clinician": "6", "second": "none", "location": "1", "place": nothing, "day": "2026-06-09", "start": "other", "other": "10:40"},
	"/clients/{client}/claims/{claim}/payments":     {"paid": `select (sum(c.cents) / 100)::bigint || '.00' from charges c join claims k on k.visit_id = c.visit_id where k.id = {n}`, "adjustment": "0", "patient": "0"},
}

// sixteen letters and digits, as accounts elsewhere are named by.
const sixteen = "0123456789abcdef"

// otherForm is another form that is out than unfinishedForm.
var otherForm = strings.Replace(unfinishedForm, "where", "where p.id < ("+unfinishedForm+") and", 1)

// looks are pages that no example of a page shows in the state a form needs.
var looks = []example{
	{as: "ingrid", path: "/worklist?owner=6"},
	{as: "ingrid", path: "/worklist?kind=birth_missing"},
	{as: "tomasz", path: "/worklist?kind=form_unfinished"},
	{as: "ingrid", sql: `select format('/clients/%s/restriction', client_id) from restrictions where lifted_at is null limit 1`},
	{as: "amara", sql: visit("clinician_id <> 6 and note_id is null and arrived_at is not null", "/note")},
	{as: "kwame", sql: `select format('/clients/%s/claims/%s', client_id, id) from claims where id = (` + doubleClaim + `)`},
	{as: "amara", path: "/account/calendar"},
	{as: "tomasz", sql: `select '/day/2026-06-03?group=' || booking_id from visits group by booking_id having count(*) > 1`},
	{as: "kwame", sql: `select format('/clients/%s/claims/%s', client_id, subject_id) from blockers where kind = 'claim_detail' and cleared_at = '2026-05-05 10:51Z' limit 1`},
}

// doubleClaim is a claim that another coverage could pay.
const doubleClaim = `select min(k.id) from claims k join visit_dues d on d.visit_id = k.visit_id and d.payer_cents > 0
	where not exists (select from blockers b where b.kind = 'claim_detail' and b.subject_id = k.id and b.cleared_at is null)`

// arranged is what nothing in the sample has, and a form needs.
const arranged = `
	update practice set feed_names = true;
	insert into feeds (staff_id, token_hash, made_at) select id, sha256('an address'), clock() from staff where email like 'amara@%';
	insert into busy_feeds (staff_id, url, made_at) select id, 'https://calendar.example/theirs.ics', clock() from staff where email like 'amara@%';
	insert into mail_settings (host, port, security, sender) values ('mail.kestrellane.example', 587, 'starttls', 'desk@kestrellane.example');
	update notices set read_at = null where id in (select id from notices order by id desc limit 20);
	update staff_mails set state = 'failed', problem = 'It came back' where id = (select max(id) from staff_mails);
	insert into received_mails (message_key, what, name, address, subject, body, received_at) values
	('a@x', 'stray', 'Somebody', 'somebody@away.example', 'A question', 'When may I come?', clock()), ('b@x', 'stray', 'Somebody', 'else@away.example', 'A question', 'When may I come?', clock());
	update clients set birth_date = null where id = (select max(v.client_id) from visit_lines v where v.starts_at between clock() + interval '1 hour' and clock() + interval '3 days'
		and not exists (select from coverages c where c.client_id = v.client_id) and not exists (select from packets p where p.client_id = v.client_id and p.finished_at is null and p.withdrawn_at is null) and v.cancelled_at is null);
	insert into coverages (client_id, payer_id, member_number, rank) select client_id, (select min(id) from payers), 'ZZ 1', 2 from claims where id = (` + doubleClaim + `);
	insert into visit_types (name, minutes, capacity) values ('Back class', 45, 4);
	with b as (
	  insert into bookings (kind, location_id, zone, starts_local, starts_at, ends_at)
	  select 'visit', id, zone, '2026-06-03 11:00', '2026-06-03 11:00'::timestamp at time zone zone, '2026-06-03 11:45'::timestamp at time zone zone from locations where id = 1
	  returning id, tstzrange(starts_at, ends_at) as held
	), h as (
	  insert into booking_resources (booking_id, resource_id, held) select b.id, r.id, b.held from b join resources r on r.staff_id = 8
	)
	insert into visits (client_id, booking_id, visit_type_id, clinician_id, booked_at)
	select c.id, b.id, (select max(id) from visit_types), 8, clock() from b, (select id from clients where id > 10001 order by id limit 2) c;
	select settle(c) from (select distinct client_id from visit_lines where starts_at > clock()) s (c);
	update blockers set cleared_at = '2026-05-05 10:51Z' where id = (select max(id) from blockers where kind = 'claim_detail' and cleared_at is null)`

// then are pages that show a form only after the post of another route.
var then = map[string][]example{
	"/clients/{client}/blockers/{blocker}/question": {{as: "tomasz", path: "/worklist?kind=question_waiting&who=front_desk"}},
	"/clients/{client}/questions/{question}/answer": {{as: "ingrid", path: "/worklist"}, {as: "amara", path: "/worklist"}, {as: "kwame", path: "/worklist"}, {as: "oda", path: "/worklist"}},
}

// apart are the routes that no form of a page can prove here, and why.
var apart = map[string]string{
	"/texts/in":     "the provider of texts posts it, signed, from no page: each has its key, and web/texts and workflow send it twice",
	"/texts/report": "the same",
	"/clients/{client}/visits/{visit}/move/series": "its page is the answer to another post: web/today walks it, and the sentence is cut and rushed",

	"/clients/{client}/visits/{visit}/cancellation/group/undo": "it is said with the answer to another post: web/today walks it, and the sentence is cut",

	"/settings/mail/test": "its effect is a mail that leaves at once, while the person waits: the database keeps nothing of it",
	"/sign-in":            "its effect is a session of this browser: signing in twice is signed in",
	"/sign-out":           "its effect is that a session of this browser ends: signing out twice is signed out",
}
