package workflow_test

import (
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"charthouse/internal/access"
	"charthouse/internal/db"
	"charthouse/internal/db/dbtest"
	"charthouse/internal/fault"
	"charthouse/internal/id"
	"charthouse/internal/mail/mailtest"
	"charthouse/internal/messaging"
	"charthouse/internal/workflow"
)

// Nadia Haddad's visit with Dr Okafor on Thursday, not yet told to her, and the
// form that it asks for.
const comingVisit = `
	begin;
	select begin_act('test', null, null, 'sample.load', '{10001}', true, '', '2026-05-04 15:00Z', true);
	insert into practice (name, zone, phone) values ('Kestrel Lane Health', 'America/Chicago', '555 0100');
	insert into staff (name, email) values ('Dr Amara Okafor', 'amara@kestrel.example'), ('Dr Nils Lindqvist', 'nils@kestrel.example'), ('Tomasz Wieczorek', 'tomasz@kestrel.example'), ('Ingrid Solheim', 'ingrid@kestrel.example');
	insert into locations (name, zone, address) values ('Main house', 'America/Chicago', '4 Kestrel Lane');
	insert into forms (name) values ('New patient');
	insert into form_versions (form_id, number, definition, published_at) values (1, 1, '{"sections": [{"title": "How we reach you", "fields": [{"key": "phone", "label": "Phone", "kind": "phone", "fills": "phone"}]}]}', clock());
	insert into visit_types (name, minutes, form_id) values ('Diabetes review', 30, 1);
	insert into clients (id, given, family, birth_date, email, opened_at) values (10001, 'Nadia', 'Haddad', '1985-03-14', 'nadia@home.example', clock());
	insert into bookings (kind, location_id, zone, starts_local, starts_at, ends_at)
	values ('visit', 1, 'America/Chicago', '2026-05-07 09:30', '2026-05-07 14:30Z', '2026-05-07 15:00Z');
	insert into visits (client_id, booking_id, visit_type_id, clinician_id, reason, booked_at) values (10001, 1, 1, 1, 'Sugars', clock());
	commit`

var base = &url.URL{Scheme: "https", Host: "practice.example"}

// mailHouse is a practice with a coming visit and, unless told otherwise, a mail server.
type mailHouse struct {
	*dbtest.Database
	t    *testing.T
	flow *workflow.Workflow
	mail *mailtest.Server
}

func mailing(t *testing.T) mailHouse {
	t.Helper()
	h := mailHouse{dbtest.New(t), t, nil, mailtest.Start(t)}
	h.flow = workflow.New(h.DB)
	if _, err := h.Owner.Exec(t.Context(), comingVisit); err != nil {
		t.Fatal(err)
	}
	return h
}

func (h mailHouse) served() mailHouse {
	h.do(access.EditSettings.Practice(), manager, `insert into mail_settings (host, port, security, sender) values ('127.0.0.1', `+strconv.Itoa(h.mail.Port())+`, 'none', 'desk@kestrel.example')`)
	return h
}

func (h mailHouse) do(act access.Act, who access.Actor, sql string) {
	h.t.Helper()
	err := h.Write(h.t.Context(), who, act, func(tx *db.Tx) error {
		_, err := tx.Exec(h.t.Context(), sql)
		return err
	})
	if err != nil {
		h.t.Fatal(err)
	}
}

// tell queues a mail about the visit.
func (h mailHouse) tell(about func(tx *db.Tx) (id.Mail, error)) (m id.Mail) {
	h.t.Helper()
	err := h.Write(h.t.Context(), desk, access.BookVisit.On(nadia), func(tx *db.Tx) (err error) {
		m, err = about(tx)
		return err
	})
	if err != nil {
		h.t.Fatal(err)
	}
	return m
}

func (h mailHouse) confirm() id.Mail {
	return h.tell(func(tx *db.Tx) (id.Mail, error) { return messaging.ConfirmTx(h.t.Context(), tx, 1) })
}

func (h mailHouse) send(m id.Mail) error {
	return h.flow.SendMail(h.t.Context(), base, nadia, m, false)
}

func (h mailHouse) state(m id.Mail) string {
	return ask[string](h.t, h.Database, `select concat_ws(' ', state, tries, nullif(problem, '')) from deliveries where id = `+m.String())
}

func TestAConfirmationIsDeliveredOnceWithItsCalendarFile(t *testing.T) {
	h := mailing(t).served()
	m := h.confirm()
	for range 2 {
		if err := h.send(m); err != nil {
			t.Fatal(err)
		}
	}
	got := h.mail.Messages()
	if len(got) != 1 || h.state(m) != "sent 1" {
		t.Fatalf("%d mails, %s", len(got), h.state(m))
	}
	want := "Hello Nadia,\n\nYou are booked at Kestrel Lane Health:\n\nThursday 7 May 2026, 09:30\nMain house\n4 Kestrel Lane\n\n" +
		"If you cannot come, please call 555 0100.\n\nKestrel Lane Health\n"
	if diff := cmp.Diff(want, got[0].Text); diff != "" {
		t.Error(diff)
	}
	for _, part := range []string{"METHOD:REQUEST", "DTSTART;TZID=America/Chicago:20260507T093000", "SEQUENCE:0", "SUMMARY:Kestrel Lane Health"} {
		if !strings.Contains(got[0].Calendar, part) {
			t.Errorf("the calendar file lacks %s", part)
		}
	}
	for _, secret := range []string{"Diabetes", "Sugars", "Okafor"} {
		if strings.Contains(string(got[0].Raw), secret) {
			t.Errorf("the mail tells %s", secret)
		}
	}
}

func TestAMailTriedAgainIsTheSameMail(t *testing.T) {
	h := mailing(t).served()
	m := h.confirm()
	h.mail.Answer(mailtest.DropAfterData)
	if err := h.send(m); err == nil {
		t.Fatal("a broken line must ask for another try")
	}
	if got := h.state(m); !strings.HasPrefix(got, "waiting 1 ") {
		t.Errorf("after a broken line: %s", got)
	}
	h.mail.Answer(mailtest.Accept)
	if err := h.send(m); err != nil {
		t.Fatal(err)
	}
	got := h.mail.Messages()
	if len(got) != 2 || got[0].MessageID != got[1].MessageID || h.state(m) != "sent 2" {
		t.Errorf("%d mails, %s", len(got), h.state(m))
	}
}

func TestACancelledVisitIsNeverConfirmedAndItsCancellationIsSent(t *testing.T) {
	h := mailing(t).served()
	confirmation := h.confirm()
	form := h.tell(h.formLink)
	h.do(access.CancelVisit.On(nadia), desk, `insert into visit_marks (client_id, visit_id, kind, at, reason) values (10001, 1, 'cancelled', clock(), 'ill')`)
	if err := h.send(form); err != nil || !strings.HasPrefix(h.state(form), "cancelled 0 The visit was cancelled") {
		t.Errorf("%s, %v", h.state(form), err)
	}
	over := h.tell(func(tx *db.Tx) (id.Mail, error) { return messaging.CancelledTx(t.Context(), tx, 1) })
	for _, m := range []id.Mail{confirmation, over} {
		if err := h.send(m); err != nil {
			t.Fatal(err)
		}
	}
	got := h.mail.Messages()
	if len(got) != 1 || got[0].CalendarMethod != "CANCEL" || h.state(confirmation) != "cancelled 0 A newer mail took its place." {
		t.Errorf("%d mails, the confirmation is %s", len(got), h.state(confirmation))
	}
}

func TestTheCalendarFollowsAVisitThroughItsLife(t *testing.T) {
	h := mailing(t).served()
	said := []id.Mail{h.confirm()}
	h.must(h.send(said[0]))
	h.do(access.MoveVisit.On(nadia), desk, `update bookings set starts_local = '2026-05-08 11:00', starts_at = '2026-05-08 16:00Z', ends_at = '2026-05-08 16:30Z'`)
	moved := h.tell(func(tx *db.Tx) (id.Mail, error) { return messaging.MovedTx(t.Context(), tx, 1) })
	h.must(h.send(moved))
	if again := h.tell(func(tx *db.Tx) (id.Mail, error) { return messaging.MovedTx(t.Context(), tx, 1) }); again != 0 {
		t.Error("a move to another room only was told")
	}
	h.do(access.CancelVisit.On(nadia), desk, `insert into visit_marks (client_id, visit_id, kind, at, reason) values (10001, 1, 'cancelled', clock(), 'ill')`)
	h.must(h.send(h.tell(func(tx *db.Tx) (id.Mail, error) { return messaging.CancelledTx(t.Context(), tx, 1) })))
	var seen []string
	uid := ""
	for _, m := range h.mail.Messages() {
		_, rest, _ := strings.Cut(m.Calendar, "UID:")
		this, _, _ := strings.Cut(rest, "\n")
		if uid == "" {
			uid = this
		}
		_, rest, _ = strings.Cut(m.Calendar, "SEQUENCE:")
		seq, _, _ := strings.Cut(rest, "\n")
		seen = append(seen, m.CalendarMethod+" "+strings.TrimSpace(seq)+" "+strconv.FormatBool(this == uid)+" "+m.Subject)
	}
	want := []string{
		"REQUEST 0 true Kestrel Lane Health: Thursday 7 May, 09:30",
		"REQUEST 1 true Kestrel Lane Health: your new time, Friday 8 May, 11:00",
		"CANCEL 2 true Kestrel Lane Health: cancelled, Friday 8 May, 11:00",
	}
	if diff := cmp.Diff(want, seen); diff != "" {
		t.Error(diff)
	}
}

func TestWithoutAMailServerMailsWaitAndGoOnceThereIsOne(t *testing.T) {
	h := mailing(t)
	m := h.confirm()
	h.must(h.send(m))
	if got := h.state(m); got != "waiting 0" {
		t.Fatalf("without a server: %s", got)
	}
	h.must(h.flow.SendWaiting(t.Context()))
	if n := ask[int](t, h.Database, `select count(*) from river_job`); n != 0 {
		t.Errorf("%d jobs that can do nothing", n)
	}
	h.served()
	for range 2 {
		h.must(h.flow.MailServerChanged(t.Context()))
	}
	if n := ask[int](t, h.Database, `select count(*) from river_job where kind = 'send_mail'`); n != 1 {
		t.Errorf("%d jobs for one mail", n)
	}
	h.must(h.send(m))
	if len(h.mail.Messages()) != 1 {
		t.Error("it did not go")
	}
}

func TestAWrongAddressFailsWithItsSentenceAndCanBeTriedAgain(t *testing.T) {
	h := mailing(t).served()
	m := h.confirm()
	h.mail.Answer(mailtest.RefusePermanently)
	h.must(h.send(m)) // no error: trying again by itself is of no use
	if got := h.state(m); got != "failed 1 The mail server refused this address." {
		t.Fatal(got)
	}
	if n := h.stuck("mail_failed"); n != 1 {
		t.Errorf("%d lines say that it did not arrive", n)
	}
	h.do(access.EditClient.On(nadia), desk, `update clients set email = 'nadia.haddad@home.example'`)
	h.must(h.flow.ResendMail(t.Context(), desk, nadia, m))
	if err := h.flow.ResendMail(t.Context(), desk, nadia, m); fault.KindOf(err) != fault.Conflict {
		t.Errorf("resending what waits: %v", err)
	}
	h.mail.Answer(mailtest.Accept)
	h.must(h.send(m))
	got := h.mail.Messages()
	if len(got) != 1 || got[0].To[0] != "nadia.haddad@home.example" {
		t.Errorf("%d mails, to %v", len(got), got)
	}
}

func TestARemarkOfWhatWasDoneSettlesAMailThatFailed(t *testing.T) {
	h := mailing(t).served()
	m := h.confirm()
	h.mail.Answer(mailtest.RefusePermanently)
	h.must(h.send(m))
	_, err := messaging.New(h.DB).Log(t.Context(), desk, nadia, messaging.Remark{Body: "Told her on the phone.", Call: true})
	h.must(err)
	if n := h.stuck("mail_failed"); n != 0 {
		t.Errorf("%d lines still say that it did not arrive", n)
	}
}

func TestTheLastTryFails(t *testing.T) {
	h := mailing(t).served()
	m := h.confirm()
	h.mail.Answer(mailtest.RefuseTemporarily)
	h.must(h.flow.SendMail(t.Context(), base, nadia, m, true))
	if got := h.state(m); !strings.HasPrefix(got, "failed 1 ") {
		t.Error(got)
	}
}

func TestAFileWithoutAnAddressGetsNoMail(t *testing.T) {
	h := mailing(t)
	h.do(access.EditClient.On(nadia), desk, `update clients set email = ''`)
	if m := h.confirm(); m != 0 {
		t.Errorf("mail %s", m)
	}
	if _, err := h.flow.WriteMessage(t.Context(), desk, nadia, messaging.Written{Subject: "Hello", Body: "Hello"}); fault.KindOf(err) != fault.Conflict {
		t.Errorf("a written mail: %v", err)
	}
}

func TestAMailThatWaitedTooLongIsNotSent(t *testing.T) {
	h := mailing(t).served()
	m := h.confirm()
	h.Clock.Move(96 * time.Hour)
	h.must(h.send(m))
	if got := h.state(m); !strings.HasPrefix(got, "cancelled 0 The visit was over") {
		t.Error(got)
	}
}

func TestWithoutAMailServerWhatIsOverLeavesTheOutbox(t *testing.T) {
	h := mailing(t)
	m := h.confirm()
	h.Clock.Move(96 * time.Hour)
	h.must(h.flow.SendWaiting(t.Context()))
	if n := ask[int](t, h.Database, `select count(*) from river_job where kind = 'send_mail'`); n != 1 {
		t.Fatalf("%d jobs", n)
	}
	h.must(h.send(m))
	if got := h.state(m); !strings.HasPrefix(got, "cancelled 0 The visit was over") {
		t.Error(got)
	}
}

func (h mailHouse) formLink(tx *db.Tx) (id.Mail, error) {
	if _, err := tx.Exec(h.t.Context(), `insert into packets (client_id, visit_id, version_id, made_at) values (10001, 1, 1, clock()) on conflict do nothing`); err != nil {
		return 0, err
	}
	return messaging.FormLinkTx(h.t.Context(), tx, 1, 1, 0)
}

func (h mailHouse) must(err error) {
	h.t.Helper()
	if err != nil {
		h.t.Fatal(err)
	}
}

// token is the token in the link of the newest mail.
func (h mailHouse) token(path string) string {
	h.t.Helper()
	got := h.mail.Messages()
	if len(got) == 0 {
		h.t.Fatal("no mail")
	}
	_, rest, found := strings.Cut(got[len(got)-1].Text, base.String()+path)
	token, _, _ := strings.Cut(rest, "\n")
	if !found || len(token) != 22 {
		h.t.Fatalf("the mail has no link: %q", token)
	}
	return token
}

// written are the patterns of a text in a row: as it is, and as the bytes of a column.
func written(text string) []string { return []string{"%" + text + "%", fmt.Sprintf("%%%x%%", text)} }

func TestATokenStandsInTheMailAndNowhereElse(t *testing.T) {
	h := mailing(t).served()
	h.must(h.send(h.tell(h.formLink)))
	token := h.token(messaging.FormPath)
	rows, err := h.Owner.Query(t.Context(), `
		select format('select count(*) from %I t where t::text like any ($1)', table_name)
		from information_schema.tables
		where table_schema = 'public' and table_type = 'BASE TABLE'`)
	h.must(err)
	var counts []string
	for rows.Next() {
		var sql string
		h.must(rows.Scan(&sql))
		counts = append(counts, sql)
	}
	for _, sql := range counts {
		var n int
		h.must(h.Owner.QueryRow(t.Context(), sql, written(token)).Scan(&n))
		if n != 0 {
			t.Errorf("found by %s", sql)
		}
	}
	if len(counts) < 40 {
		t.Errorf("only %d tables were searched", len(counts))
	}
}

func TestAnotherTryOfALinkKeepsTheEarlierOneOpenAndANewMailClosesIt(t *testing.T) {
	h := mailing(t).served()
	m := h.tell(h.formLink)
	h.mail.Answer(mailtest.DropAfterData)
	_ = h.send(m)
	h.mail.Answer(mailtest.Accept)
	h.must(h.send(m))
	if n := ask[int](t, h.Database, `select count(*) from links where closed_at is null`); n != 2 {
		t.Errorf("%d links are open after two tries of one mail", n)
	}
	h.must(h.flow.SendFormLink(t.Context(), desk, nadia, 1, ""))
	h.must(h.send(m + 1))
	if n := ask[int](t, h.Database, `select count(*) from links where closed_at is null`); n != 1 {
		t.Errorf("%d links are open after a new mail", n)
	}
}

func TestAResetIsMailedWithALinkThatWorks(t *testing.T) {
	h := mailing(t).served()
	h.must(h.flow.RequestPasswordReset(t.Context(), access.Nobody(), "amara@kestrel.example"))
	h.must(h.flow.SendStaffMail(t.Context(), base, 1, false))
	token := h.token(messaging.ResetPath)
	if n := ask[int](t, h.Database, `select count(*) from staff_mails m join password_resets r on r.id = m.reset_id where m.state = 'sent' and r.token_hash is not null`); n != 1 || token == "" {
		t.Errorf("%d sent", n)
	}
}

// stuck counts what stands of a kind.
func (h mailHouse) stuck(kind string) int {
	h.t.Helper()
	return ask[int](h.t, h.Database, `select count(*)::int from blockers where cleared_at is null and kind = '`+kind+`'`)
}
