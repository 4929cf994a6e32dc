package messaging_test

import (
	"net/http"
	"strings"
	"testing"

	"charthouse/internal/access"
	"charthouse/internal/db/dbtest"
	"charthouse/web/href"
)

var biller = access.StaffMember(4, "Kwame Mensah", access.Biller)

// Three conversations of Nadia's wait for an answer: 1 is the office's, 2 clinical,
// 3 billing's. Her visit 1 with Dr Okafor was yesterday.
const waiting = `
	begin;
	select begin_act('test', null, null, 'sample.load', '{10001}', true, '', '2026-05-04 15:00Z', true);
	update clients set birth_date = '1985-03-14' where id = 10001;
	insert into staff (name, email) values ('Kwame Mensah', 'k@kestrel.example');
	insert into staff_roles (staff_id, role) values (1, 'front_desk'), (2, 'clinician'), (4, 'biller');
	insert into locations (name, zone) values ('Main', 'America/Chicago');
	insert into visit_types (name, minutes) values ('Review', 30);
	insert into bookings (kind, location_id, zone, starts_local, starts_at, ends_at)
	values ('visit', 1, 'America/Chicago', '2026-05-03 09:30', '2026-05-03 14:30Z', '2026-05-03 15:00Z');
	insert into visits (client_id, booking_id, visit_type_id, clinician_id, booked_at) values (10001, 1, 1, 2, '2026-05-02 15:00Z');
	insert into conversations (client_id, kind, subject, opened_at, pool, waits_since, last_at)
	values (10001, 'administrative', 'My old records', clock(), 'front_desk', clock(), clock()),
	  (10001, 'clinical', 'The rash', clock(), 'clinician', clock(), clock()),
	  (10001, 'billing', 'Two bills', clock(), 'biller', clock(), clock());
	insert into messages (client_id, conversation_id, direction, kind, body, sender, written_at)
	values (10001, 1, 'in', 'portal', 'Could you get my old records?', 'Nadia Haddad', clock()),
	  (10001, 2, 'in', 'portal', 'The rash is back on my arm.', 'Nadia Haddad', clock()),
	  (10001, 3, 'in', 'portal', 'I got two bills.', 'Nadia Haddad', clock());
	commit`

func waits(t *testing.T) (*dbtest.Database, func(access.Actor, string, string, ...string) (int, string)) {
	t.Helper()
	d, ask := open(t)
	if _, err := d.Owner.Exec(t.Context(), waiting); err != nil {
		t.Fatal(err)
	}
	return d, ask
}

func count(t *testing.T, d *dbtest.Database, sql string) (n int) {
	t.Helper()
	if err := d.Owner.QueryRow(t.Context(), sql).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

func TestEachRefusedActOfAConversationStandsAtItsFieldWithWhatWasTyped(t *testing.T) {
	d, ask := waits(t)
	long := strings.Repeat("a", 501)
	for _, c := range []struct {
		who   access.Actor
		talk  string
		act   string
		typed []string
		says  string
		keeps string
	}{
		{desk, "1", "reply", []string{"body", "", "done", "true"}, "Write what you want to say.", `id="reply-done" name="done" value="true" checked`},
		{desk, "1", "give", []string{"to", "nobody", "word", "She is yours"}, "Choose who should have it.", "She is yours"},
		{desk, "2", "give", []string{"to", "1", "word", "Hers"}, "Only clinicians read clinical messages", "Hers"},
		{desk, "1", "done", []string{"why", long, "seen", "3"}, "in at most 500 letters", long},
		{desk, "1", "done", []string{"seen", "3"}, "say why none is needed", "Why none is needed"},
		{desk, "1", "remark", []string{"body", ""}, "Write what should be remembered.", "What colleagues should know"},
		{desk, "1", "call", []string{"reason", "Her records", "caller", "Her son"}, "Say what came of it", "Her son"},
		{desk, "1", "task", []string{"type", "99", "title", "Get her records", "words", "From Harbour"}, "Choose what kind of task it is.", "From Harbour"},
		{clinician, "2", "note", []string{"visit", "1", "text", ""}, "Write what is to be added.", "What the record should say"},
	} {
		code, body := ask(c.who, "POST", href.Conversation(10001, 1)[:len(href.Conversation(10001, 1))-1]+c.talk+"/"+c.act, append(c.typed, "_once", c.act+c.talk+c.says)...)
		if code != http.StatusUnprocessableEntity || !strings.Contains(body, c.says) || !strings.Contains(body, c.keeps) {
			t.Errorf("%s of %s: %d, says it %v, keeps it %v", c.act, c.talk, code, strings.Contains(body, c.says), strings.Contains(body, c.keeps))
		}
	}
	if n := count(t, d, `select count(*) from conversations where waits_since is null`); n != 0 {
		t.Errorf("%d conversations wait no longer", n)
	}
}

func TestAnActOfAConversationPostedTwiceHasOneEffect(t *testing.T) {
	d, ask := waits(t)
	for _, c := range []struct {
		who   access.Actor
		talk  string
		act   string
		typed []string
		sql   string
	}{
		{desk, "1", "remark", []string{"body", "She is in a hurry."}, `select count(*) from messages where direction = 'inside'`},
		{desk, "1", "claim", []string{"from", "0"}, `select count(*) from turns where what = 'claimed'`},
		{desk, "1", "reply", []string{"body", "We will."}, `select count(*) from messages where kind = 'reply'`},
		{desk, "1", "task", []string{"type", "2", "title", "Get them"}, `select count(*) from tasks`},
		{clinician, "2", "note", []string{"visit", "1", "text", "She wrote of a rash."}, `select count(*) from notes where sections::text like '%rash%' and version = 1`},
		{biller, "3", "call", []string{"out", "true", "reason", "Two bills", "outcome", "Explained"}, `select count(*) from messages where kind = 'call'`},
	} {
		for range 2 {
			if code, body := ask(c.who, "POST", "/clients/10001/conversations/"+c.talk+"/"+c.act, append(c.typed, "_once", c.act)...); code != http.StatusSeeOther {
				t.Errorf("%s: %d %s", c.act, code, body)
			}
		}
		if n := count(t, d, c.sql); n != 1 {
			t.Errorf("%s twice has %d effects", c.act, n)
		}
	}
}

func TestWhoComesSecondReadsWhoHasItAndMayStillTakeItOver(t *testing.T) {
	_, ask := waits(t)
	claim := "/clients/10001/conversations/3/claim"
	ask(biller, "POST", claim, "from", "0", "_once", "a")
	code, body := ask(desk, "POST", claim, "from", "0", "_once", "b")
	if code != http.StatusConflict || !strings.Contains(body, "Kwame Mensah was first and has this now.") || !strings.Contains(body, `name="from" value="4"`) {
		t.Errorf("%d: %v", code, strings.Contains(body, "was first"))
	}
	if code, _ := ask(desk, "POST", claim, "from", "4", "_once", "c"); code != http.StatusSeeOther {
		t.Errorf("taking it over: %d", code)
	}
}

func TestACrossingReplyShowsBothTextsAndGoesOnTheNextSend(t *testing.T) {
	d, ask := waits(t)
	reply := "/clients/10001/conversations/3/reply"
	ask(biller, "POST", reply, "body", "The first one holds.", "seen", "3", "_once", "a")
	code, body := ask(desk, "POST", reply, "body", "The second one is void.", "seen", "3", "_once", "b")
	if code != http.StatusConflict || !strings.Contains(body, ">The second one is void.</textarea>") || strings.Count(body, "The first one holds.") < 2 || !strings.Contains(body, "Kwame Mensah answered after you opened this.") {
		t.Errorf("%d: both texts must stand beside each other", code)
	}
	if !strings.Contains(body, `name="seen" value="4"`) {
		t.Error("the next send would be refused again")
	}
	if code, _ := ask(desk, "POST", reply, "body", "The second one is void.", "seen", "4", "_once", "c"); code != http.StatusSeeOther {
		t.Errorf("sending it all the same: %d", code)
	}
	if n := count(t, d, `select count(*) from messages where kind = 'reply'`); n != 2 {
		t.Errorf("%d replies", n)
	}
}

func TestAConversationOffersWhatItCanBecomeToThoseWhoMayReadIt(t *testing.T) {
	_, ask := waits(t)
	_, body := ask(clinician, "GET", href.Conversation(10001, 2))
	for _, want := range []string{"Make task", "Into the record", "Nadia Haddad wrote on 4 May 2026, 15:00: “The rash is back on my arm.”", ", Review, into your note"} {
		if !strings.Contains(body, want) {
			t.Errorf("the clinician lacks %q", want)
		}
	}
	_, body = ask(desk, "GET", href.Conversation(10001, 2))
	for _, secret := range []string{"Make task", "Into the record", "rash"} {
		if strings.Contains(body, secret) {
			t.Errorf("the desk sees %q", secret)
		}
	}
	if _, body = ask(desk, "GET", href.Conversation(10001, 1)); !strings.Contains(body, "Make task") || strings.Contains(body, "Into the record") {
		t.Error("the desk makes a task of what is the office's, and writes in no record")
	}
}

func TestAClosingThatCrossesWithAMessageShowsItAndClosesNothing(t *testing.T) {
	d, ask := waits(t)
	_, body := ask(desk, "GET", href.Conversation(10001, 1))
	if !strings.Contains(body, "conversation=1&amp;seen=1") || strings.Count(body, `name="seen" value="1"`) < 4 {
		t.Error("the page's acts do not say what it showed")
	}
	if _, err := d.Owner.Exec(t.Context(), again); err != nil {
		t.Fatal(err)
	}
	code, body := ask(desk, "POST", "/clients/10001/conversations/1/done", "why", "Sent them", "seen", "1", "_once", "a")
	if code != http.StatusConflict || !strings.Contains(body, "Nadia Haddad wrote after you opened this") || strings.Count(body, "I have chest pain now.") < 2 || !strings.Contains(body, `value="Sent them"`) {
		t.Errorf("%d: the message that crossed must stand beside what was typed", code)
	}
	ask(desk, "POST", "/clients/10001/conversations/1/task", "type", "2", "title", "Get them", "seen", "1", "_once", "b")
	if n := count(t, d, `select count(*) from conversations where id = 1 and waits_since is not null`); n != 1 {
		t.Error("the task closed what nobody read")
	}
	if n := count(t, d, `select count(*) from tasks`); n != 1 {
		t.Error("the task was not made")
	}
	if code, _ := ask(desk, "POST", "/clients/10001/conversations/1/done", "why", "Sent them", "seen", "4", "_once", "c"); code != http.StatusSeeOther {
		t.Errorf("having read it: %d", code)
	}
}

const again = `
	begin;
	select begin_act('test', null, null, 'sample.load', '{10001}', true, '', '2026-05-04 15:10Z', true);
	insert into messages (client_id, conversation_id, direction, kind, body, sender, written_at)
	values (10001, 1, 'in', 'portal', 'I have chest pain now.', 'Nadia Haddad', clock());
	commit`
