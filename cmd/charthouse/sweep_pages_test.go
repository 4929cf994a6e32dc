package main

import (
	"net/http"
	"strings"
	"time"

	"charthouse/internal/access"
	"charthouse/internal/civil"
)

// Who looks at the pages: nobody, one account a role, and a patient and another
// practice before and after they confirmed a date of birth.
const (
	stranger = ""
	guest    = "guest"
	patient  = "patient"
	asked    = "asked"
	referrer = "referrer"
	unproven = "unproven" // who opened a link to what is written with them
	writer   = "writer"
	booker   = "booker" // who opened the link to a visit that they booked online
)

var sweepers = []string{stranger, "ingrid", "tomasz", "amara", "kwame", "oda", guest, patient, asked, referrer, unproven, writer, booker}

var roleOf = map[string]access.Role{
	stranger: access.Visitor, "ingrid": access.Manager, "tomasz": access.FrontDesk, "amara": access.Clinician, "kwame": access.Biller, "oda": access.Owner,
}

// example is a page as somebody opens it: at a path, or at the one that a query
// or a function finds. No status is 200.
type example struct {
	as, path string
	sql      string
	find     func(*sweep) string
	status   int
	sheets   int // of A4 at most, where it is made for paper
}

// notPages answer GET with a part of a page, a file or a redirect.
var notPages = map[string]string{
	"/events":         "the stream that pages follow",
	"/find/found":     "options of the find box",
	"/book/patients":  "options of the booking form",
	"/inbox/patients": "options of who may have written",
	"/codes/found":    "options of the note",
	"/clients/{client}/documents/{document}/content": "the paper itself",
	"/clients/{client}/invoices/{invoice}/pdf":       "a PDF",
	"/clients/{client}/payments/{payment}/pdf":       "a PDF",
	"/calendar/{token}.ics":                          "a calendar",
	"/reset/{token}":                                 "takes the token out of the address, to /reset",
	"/overview/{measure}/numbers.csv":                "a table for a spreadsheet",
	"/overview/{measure}/visits.csv":                 "a table for a spreadsheet",
	"/overview/{measure}/events.csv":                 "a table for a spreadsheet",
	"/overview/{measure}/days.csv":                   "a table for a spreadsheet",
}

// pages are the looks at a page that needs an example, or deserves more than
// one. Any other is looked at as it is by the first who may.
var pages = map[string][]example{
	"/": {{as: "tomasz", path: "/"}, {as: "tomasz", path: "/?view=list"}, {as: "amara", path: "/"}, {as: "tomasz", sql: `select '/?visit=' || visit_id from visit_lines
		where starts_at::date = clock()::date and arrived_at is null and cancelled_at is null and no_show_at is null order by starts_at, visit_id limit 1`}},
	"/day/{date}/huddle": {{as: "tomasz", sheets: 1, find: func(s *sweep) string { return "/day/" + civil.Of(s.Clock.Now(), time.UTC).String() + "/huddle" }}, {as: "amara", path: "/day/2026-05-03/huddle"}, {as: "kwame", path: "/day/someday/huddle", status: http.StatusNotFound}},
	"/worklist":          {{as: "ingrid", path: "/worklist"}, {as: "tomasz", path: "/worklist?who=mine"}, {as: "kwame", path: "/worklist?who=biller"}, {as: "ingrid", path: "/worklist?kind=note_unsigned&days=3000"}},
	"/clients/{client}/blockers/{blocker}": {
		{as: "tomasz", sql: `select '/clients/' || client_id || '/blockers/' || id from blockers
		where cleared_at is null and verb = 'visit.open' order by kind <> 'form_unfinished', id limit 1`},
		{as: "amara", sql: `select '/clients/' || client_id || '/blockers/' || id || '?do=off' from blockers
		where cleared_at is null and verb = 'visit.open' order by id limit 1`},
	},
	"/clients/{client}/visits/{visit}/again": {
		{as: "tomasz", sql: `select format('/clients/%s/visits/%s/again', client_id, visit_id) from visit_marks where kind = 'no_show' order by at desc limit 1`},
		{as: "amara", sql: `select format('/clients/%s/visits/%s/again', client_id, visit_id) from visit_marks where kind = 'seen' order by at desc limit 1`},
	},
	"/worklist/practice/{row}": {{as: "ingrid", sql: `select '/worklist/practice/' || id from practice_blockers where cleared_at is null order by id limit 1`}},
	"/week/{date}":             {{as: "tomasz", find: func(s *sweep) string { return "/week/" + s.named() }}, {as: "amara", path: "/week/2026-05-03?view=list"}, {as: "tomasz", path: "/week/2026-05-03?by=location&location=1"}, {as: "tomasz", path: "/week/2026-05-03?by=location&location=1&view=list"}, {as: "tomasz", path: "/week/2026-05-03?by=room"}, {as: "kwame", path: "/week/someday", status: http.StatusNotFound}},
	"/day/{date}":              {{as: "tomasz", find: func(s *sweep) string { return "/day/" + s.named() + "?view=flow" }}, {as: "tomasz", find: func(s *sweep) string { return "/day/" + s.named() + "?by=room" }}, {as: "tomasz", find: func(s *sweep) string { return "/day/" + s.named() + "?by=location" }}, {as: "kwame", path: "/day/2026-05-03"}, {as: "kwame", path: "/day/someday", status: http.StatusNotFound}, {as: "tomasz", find: func(s *sweep) string { return "/day/" + s.named() }}},
	"/book":                    {{as: "tomasz", path: "/book"}, {as: "tomasz", path: "/book?clinician=6&type=1"}},
	"/book/series": {
		{as: "tomasz", sql: `select '/book/series?type=1&clinician=6&start=10:00&repeat=FREQ%3DWEEKLY&repeat_times=12&day=' || clock()::date + 1 || '&client=' || min(client_id) from visits`},
		{as: "tomasz", path: "/book/series?type=1&repeat_times=3", status: http.StatusUnprocessableEntity},
	},
	"/find":                      {{as: "tomasz", path: "/find"}, {as: "amara", path: "/find?q=knee"}, {as: "kwame", path: "/find?q=haddad+invoice"}, {as: "ingrid", path: "/find?q=knee&in=messages"}, {as: "tomasz", path: "/find?q=zzzzzz"}, {as: "oda", path: "/find?q=wolfeschlegel"}},
	"/clients":                   {{as: "tomasz", path: "/clients"}, {as: "kwame", path: "/clients?q=haddad"}, {as: "kwame", path: "/clients?q=zzzzzz"}, {as: "oda", path: "/clients?q=wolfeschlegel"}},
	"/overview/{measure}":        {{as: "ingrid", path: "/overview/note-turnaround"}, {as: "ingrid", path: "/overview/days-in-ar?by=payer"}, {as: "ingrid", path: "/overview/luck", status: http.StatusNotFound}},
	"/overview/{measure}/events": {{as: "ingrid", path: "/overview/nudges/events"}, {as: "ingrid", path: "/overview/reply/events"}, {as: "ingrid", path: "/overview/no-show/events", status: http.StatusNotFound}},
	"/overview/{measure}/days":   {{as: "ingrid", path: "/overview/third-next/days"}, {as: "ingrid", path: "/overview/no-show/days", status: http.StatusNotFound}},
	"/overview/{measure}/visits": {{as: "ingrid", path: "/overview/note-turnaround/visits"}, {as: "ingrid", path: "/overview/no-show/visits?clinician=5"}},
	"/sign-in":                   {{as: stranger, path: "/sign-in"}},
	"/forgot":                    {{as: stranger, path: "/forgot"}},
	"/reset":                     {{as: stranger, find: (*sweep).resetLink}},
	"/letter":                    {{as: asked, path: "/letter"}, {as: referrer, path: "/letter"}},
	"/f/{token}":                 {{as: stranger, find: (*sweep).formLink}, {as: stranger, path: "/f/nonsense", status: http.StatusNotFound}},
	"/c/{token}":                 {{as: stranger, find: (*sweep).reminderLink}, {as: stranger, path: "/c/nonsense", status: http.StatusNotFound}},
	"/form":                      {{as: guest, path: "/form"}, {as: stranger, path: "/form", status: http.StatusNotFound}},

	"/f/":             {{as: stranger, path: "/f/", status: http.StatusNotFound}},
	"/c/":             {{as: stranger, path: "/c/", status: http.StatusNotFound}},
	"/o/":             {{as: stranger, path: "/o/", status: http.StatusNotFound}},
	"/online":         {{as: stranger, path: "/online"}, {as: "tomasz", path: "/online"}},
	"/online/times":   {{as: stranger, find: (*sweep).onlineTimes}, {as: stranger, path: "/online/times?type=424242", status: http.StatusNotFound}},
	"/online/details": {{as: stranger, find: (*sweep).onlineDetails}},
	"/online/done":    {{as: stranger, path: "/online/done"}},

	"/online/waitlist": {{as: stranger, find: (*sweep).onlineWaitlist}, {as: stranger, path: "/online/waitlist?type=424242", status: http.StatusNotFound}},
	"/online/waiting":  {{as: stranger, path: "/online/waiting"}},
	"/o/{token}":       {{as: stranger, find: (*sweep).offerLink}, {as: stranger, path: "/o/nonsense", status: http.StatusNotFound}},

	"/waitlist":                      {{as: "tomasz", path: "/waitlist"}, {as: "kwame", path: "/waitlist"}, {as: "oda", path: "/waitlist", status: http.StatusForbidden}},
	"/openings/{opening}":            {{as: "tomasz", sql: `select '/openings/' || max(id) from openings`}, {as: "kwame", sql: `select '/openings/' || max(id) from openings`}},
	"/clients/{client}/waits/new":    {{as: "tomasz", sql: file("/waits/new")}},
	"/clients/{client}/waits/{wait}": {{as: "tomasz", sql: `select format('/clients/%s/waits/%s', client_id, id) from waits order by id desc limit 1`}, {as: "kwame", sql: `select format('/clients/%s/waits/%s', client_id, id) from waits order by id limit 1`}},
	"/visit":                         {{as: booker, path: "/visit"}, {as: stranger, path: "/visit", status: http.StatusNotFound}},
	"/visit/times":                   {{as: booker, path: "/visit/times"}},
	"/visit/cancel":                  {{as: booker, path: "/visit/cancel"}},
	"/visit/wait":                    {{as: booker, path: "/visit/wait"}},

	"/talk":                       {{as: unproven, path: "/talk"}},
	"/talk/{conversation}":        {{as: writer, sql: `select '/talk/' || max(id) from conversations where subject = 'Your card'`}},
	"/inbox":                      {{as: "tomasz", path: "/inbox"}, {as: "amara", path: "/inbox?kind=clinical&who=mine"}, {as: "ingrid", path: "/inbox?box=done"}, {as: "tomasz", path: "/inbox?box=luck", status: http.StatusNotFound}},
	"/inbox/new":                  {{as: "tomasz", path: "/inbox/new"}, {as: "amara", sql: `select '/inbox/new?client=' || min(client_id) from conversations`}},
	"/inbox/strays":               {{as: "tomasz", path: "/inbox/strays"}},
	"/clients/{client}/calls/new": {{as: "tomasz", sql: file("/calls/new")}},
	"/clients/{client}/conversations/{conversation}": {
		{as: "tomasz", sql: conversation("kind = 'administrative' and waits_since is not null")},
		{as: "tomasz", sql: conversation("kind = 'clinical' and waits_since is not null")},
		{as: "amara", sql: conversation("kind = 'clinical' and waits_since is not null")},
		{as: "kwame", sql: conversation("kind = 'billing' and done_at is not null")},
	},

	"/form/{part}": {
		{as: patient, path: "/form/1"}, {as: patient, path: "/form/4"}, {as: patient, path: "/form/5"}, {as: patient, path: "/form/6"},
	},

	"/clients/{client}": {
		{as: "tomasz", sql: file("")},
		{as: "amara", sql: file("")},
		{as: "kwame", sql: file("")},
		{as: "oda", sql: file("")},
		{as: "tomasz", sql: `select '/clients/' || max(id) from clients where id not in (select client_id from visits)`},
		{as: "tomasz", path: "/clients/99999", status: http.StatusNotFound},
		{as: "tomasz", sql: fileOf("Wolfe")},
		{as: "ingrid", sql: fileOf("محمد")},
		{as: "ingrid", sql: fileOf("諸葛")},
	},
	"/clients/{client}/account":   {{as: "kwame", sql: `select '/clients/' || min(client_id) || '/account' from payments`}},
	"/clients/{client}/alerts":    {{as: "tomasz", sql: `select '/clients/' || min(client_id) || '/alerts' from alerts`}},
	"/clients/{client}/clinical":  {{as: "amara", sql: `select '/clients/' || min(client_id) || '/clinical' from medications`}, {as: "tomasz", sql: file("/clinical"), status: http.StatusForbidden}},
	"/clients/{client}/contacts":  {{as: "tomasz", sql: `select '/clients/' || min(client_id) || '/contacts' from contacts`}, {as: "amara", sql: file("/contacts")}},
	"/clients/{client}/coverages": {{as: "kwame", sql: file("/coverages")}, {as: "amara", sql: file("/coverages")}},
	"/clients/{client}/documents": {{as: "tomasz", sql: file("/documents")}, {as: "amara", sql: file("/documents")}},
	"/clients/{client}/documents/{document}": {
		{as: "tomasz", sql: `select format('/clients/%s/documents/%s', client_id, id) from documents where not clinical`},
		{as: "amara", sql: `select format('/clients/%s/documents/%s', client_id, id) from documents where clinical`},
	},
	"/clients/{client}/edit":                 {{as: "tomasz", sql: file("/edit")}},
	"/clients/{client}/charges/{charge}":     {{as: "kwame", sql: `select format('/clients/%s/charges/%s', client_id, id) from charges order by id limit 1`}},
	"/clients/{client}/glass":                {{as: "kwame", sql: `select format('/clients/%s/glass', client_id) from restrictions`}},
	"/clients/{client}/glass/{glass}":        {{as: "oda", sql: `select format('/clients/%s/glass/%s', client_id, id) from glass`}},
	"/clients/{client}/trail":                {{as: "ingrid", sql: file("/trail")}, {as: "tomasz", sql: file("/trail"), status: http.StatusForbidden}},
	"/clients/{client}/restriction":          {{as: "ingrid", sql: file("/restriction")}},
	"/clients/{client}/givebacks/{giveback}": {{as: "oda", sql: `select format('/clients/%s/givebacks/%s', client_id, id) from givebacks`}},
	"/clients/{client}/messages":             {{as: "tomasz", sql: `select '/clients/' || min(client_id) || '/messages' from messages`}},
	"/clients/{client}/claims/{claim}":       {{as: "kwame", sql: claimOf("exists")}, {as: "kwame", sql: claimOf("not exists")}},
	"/clients/{client}/invoices/{invoice}":   {{as: "kwame", sql: `select format('/clients/%s/invoices/%s', client_id, min(id)) from invoices group by client_id limit 1`}},
	"/clients/{client}/payments/{payment}":   {{as: "tomasz", sql: `select format('/clients/%s/payments/%s', client_id, min(id)) from payments group by client_id limit 1`}},
	"/clients/{client}/notes/{note}/coding":  {{as: "kwame", sql: `select format('/clients/%s/notes/%s/coding', client_id, note_id) from signatures order by id limit 1`}},
	"/clients/{client}/packets/{packet}": {
		{as: "tomasz", sql: packetOf("part <> 'clinical'")},
		{as: "amara", sql: packetOf("part = 'clinical'")},
		{as: "tomasz", sql: `select format('/clients/%s/packets/%s', client_id, id) from packets where id = (` + unfinishedForm + `)`},
	},
	"/tasks":                         {{as: "tomasz", path: "/tasks"}, {as: "amara", path: "/tasks?who=mine"}, {as: "kwame", path: "/tasks?who=done"}},
	"/clients/{client}/tasks":        {{as: "tomasz", sql: `select '/clients/' || min(client_id) || '/tasks?type=2' from tasks`}},
	"/clients/{client}/tasks/{task}": {{as: "tomasz", sql: `select format('/clients/%s/tasks/%s', client_id, id) from tasks where type_id = 2 order by id limit 1`}, {as: "amara", sql: `select format('/clients/%s/tasks/%s', client_id, id) from tasks where closed_at is not null order by id limit 1`}},
	"/clients/{client}/visits/{visit}": {
		{as: "tomasz", sql: visit("roomed_at is not null and seen_at is null", "")},
		{as: "tomasz", sql: visit("cancelled_at is not null", "")},
		{as: "tomasz", sql: visit("no_show_at is not null", "")},
		{as: "amara", sql: visit("seen_at is not null and signed_at is null", "")},
	},
	"/clients/{client}/visits/{visit}/charge":     {{as: "kwame", sql: visit("signed_at is not null", "/charge")}},
	"/clients/{client}/visits/{visit}/checkout":   {{as: "tomasz", sql: visit("client_cents > 0", "/checkout")}, {as: "kwame", sql: visit("paid", "/checkout")}},
	"/clients/{client}/visits/{visit}/move":       {{as: "tomasz", sql: visit("station = 'arrived' and starts_at > clock()", "/move")}},
	"/clients/{client}/visits/{visit}/move/group": {{as: "tomasz", sql: visit("station = 'arrived' and starts_at > clock()", "/move/group")}},
	"/clients/{client}/visits/{visit}/note": {
		{as: "amara", sql: visit("clinician_id = 6 and seen_at is not null and signed_at is null and note_id is not null", "/note")},
		{as: "amara", sql: visit("clinician_id = 6 and signed_at is not null", "/note")},
		{as: "amara", sql: visit("clinician_id = 7 and note_id is null and arrived_at is null and cancelled_at is null", "/note")},
		{as: "tomasz", sql: visit("signed_at is not null", "/note"), status: http.StatusForbidden},
	},

	"/settings/fees/{n}":        {{as: "ingrid", path: "/settings/fees/1"}},
	"/settings/forms/{n}":       {{as: "ingrid", path: "/settings/forms/1"}},
	"/settings/locations/{n}":   {{as: "ingrid", path: "/settings/locations/1"}},
	"/settings/payers/{n}":      {{as: "ingrid", path: "/settings/payers/1"}},
	"/settings/places/{n}":      {{as: "ingrid", path: "/settings/places/1"}},
	"/settings/staff/{n}":       {{as: "oda", path: "/settings/staff/6"}},
	"/settings/task-types/{n}":  {{as: "ingrid", path: "/settings/task-types/2"}},
	"/settings/targets/{kind}":  {{as: "ingrid", path: "/settings/targets/note_unsigned"}, {as: "ingrid", path: "/settings/targets/claim_detail"}, {as: "ingrid", path: "/settings/targets/all"}, {as: "ingrid", path: "/settings/targets/luck", status: http.StatusNotFound}},
	"/settings/templates/{n}":   {{as: "ingrid", path: "/settings/templates/1"}},
	"/settings/visit-types/{n}": {{as: "ingrid", path: "/settings/visit-types/1"}},
	"/settings/weeks/{n}":       {{as: "ingrid", path: "/settings/weeks/6"}},
	"/times":                    {{as: "tomasz", path: "/times"}, {as: "tomasz", path: "/times?type=1&part=afternoon"}, {as: "tomasz", path: "/times?type=1&part=night", status: http.StatusUnprocessableEntity}},
}

// conversation is the path of a conversation of an open file.
func conversation(such string) string {
	return `select format('/clients/%s/conversations/%s', client_id, id) from conversations where ` + such + `
		and client_id not in (select client_id from restrictions where lifted_at is null) order by id limit 1`
}

// file is the path of a page of the file with the most in it.
func file(page string) string {
	return `select '/clients/' || client_id || '` + page + `' from documents limit 1`
}

// called is the file of somebody whose given name begins so.
func called(name string) string {
	return `select min(id) from clients where given like '` + name + `%'`
}

func fileOf(name string) string { return `select '/clients/' || (` + called(name) + `)` }

func visit(such, page string) string {
	return `select format('/clients/%s/visits/%s` + page + `', client_id, visit_id) from visit_lines where ` + such + ` order by visit_id limit 1`
}

func claimOf(held string) string {
	return `select format('/clients/%s/claims/%s', k.client_id, k.id) from claims k
		where ` + held + ` (select from blockers b where b.kind = 'claim_detail' and b.subject_id = k.id and b.cleared_at is null) order by k.id limit 1`
}

// packetOf is a form with answers of such a part, one that waits where there is one.
func packetOf(such string) string {
	return `select format('/clients/%s/packets/%s', client_id, packet_id) from proposals where ` + such + ` order by decision is not null, id limit 1`
}

// examples is every look at every page of the table.
func (s *sweep) examples() (all []example) {
	s.t.Helper()
	known := map[string]bool{}
	for _, r := range s.routes {
		known[r.Path] = known[r.Path] || r.Method == http.MethodGet
		if r.Method != http.MethodGet || notPages[r.Path] != "" {
			continue
		}
		found := pages[r.Path]
		if len(found) == 0 && !strings.Contains(r.Path, "{") {
			found = []example{{as: whoMay(r.Verb), path: r.Path}}
		}
		if len(found) == 0 {
			s.t.Errorf("%s has no example in sweep_pages_test.go", r.Path)
		}
		all = append(all, found...)
	}
	for path := range pages {
		if !known[path] {
			s.t.Errorf("%s has an example and is no page", path)
		}
	}
	return all
}

// found is the example with its path. It is looked for when its turn comes, since
// who opened a link before may have made the record.
func (s *sweep) found(e example) example {
	s.t.Helper()
	switch {
	case e.find != nil:
		e.path = e.find(s)
	case e.sql != "":
		s.ask(&e.path, e.sql)
	}
	return e
}

// whoMay is the first of the sweepers who may.
func whoMay(v access.Verb) string {
	for _, who := range sweepers[1:6] {
		if roleOf[who].May(v) {
			return who
		}
	}
	return stranger
}
