package workflow_test

import (
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"charthouse/internal/access"
	"charthouse/internal/clients"
	"charthouse/internal/db"
	"charthouse/internal/id"
	"charthouse/internal/intake"
	"charthouse/internal/mail/mailtest"
	"charthouse/internal/messaging"
	"charthouse/internal/scheduling"
)

// start is when Nadia's visit begins: 09:30 in Chicago.
var start = time.Date(2026, 5, 7, 14, 30, 0, 0, time.UTC)

// remindedOf is a practice that reminds so many hours before its kind of visit.
func remindedOf(t *testing.T, rules ...string) mailHouse {
	h := mailing(t).served().roles()
	h.do(access.EditStaff.Practice(), access.System(access.Console), `insert into resources (staff_id) values (1), (2)`)
	h.do(access.EditSettings.Practice(), manager, `insert into visit_type_reminders (visit_type_id, hours, way) values (1, `+strings.Join(rules, `), (1, `)+`)`)
	return h
}

// minute is one round of the clock: what is due is decided, and its mails are sent.
func (h mailHouse) minute(at time.Time) {
	h.t.Helper()
	h.Clock.Set(at)
	h.must(h.flow.Remind(h.t.Context()))
	for _, m := range ask[[]int64](h.t, h.Database, `select coalesce(array_agg(d.id), '{}') from deliveries d join messages m on m.id = d.message_id where m.kind = 'reminder' and d.state = 'waiting'`) {
		h.must(h.send(id.Mail(m)))
	}
}

func (h mailHouse) reminders() int {
	h.t.Helper()
	n := 0
	for _, m := range h.mail.Messages() {
		if strings.Contains(m.Subject, "reminder of") {
			n++
		}
	}
	return n
}

// to wishes for another time.
func to(day, at string) scheduling.Wish {
	return scheduling.Wish{Day: day, Start: at, Anyway: true}
}

func TestAReminderIsMailedOnceInThePracticesWordsWithTheTimeWhereTheVisitIs(t *testing.T) {
	h := remindedOf(t, `24, 'preferred'`)
	h.minute(start.Add(-24*time.Hour - time.Minute))
	if n := h.reminders(); n != 0 {
		t.Fatalf("%d reminders before their hour", n)
	}
	for range 3 {
		h.minute(start.Add(-24 * time.Hour))
	}
	got := h.mail.Messages()
	if len(got) != 1 {
		t.Fatalf("%d mails", len(got))
	}
	want := "Hello Nadia,\n\nThis is to remind you of your time at Kestrel Lane Health:\n\nThursday 7 May 2026, 09:30\nMain house\n4 Kestrel Lane\n\n" +
		"If you cannot come, please call 555 0100.\n\nPlease say here that you come:\n\nhttps://practice.example/c/" + h.token(messaging.ConfirmPath) + "\n\nKestrel Lane Health\n"
	if diff := cmp.Diff(want, got[0].Text); diff != "" {
		t.Error(diff)
	}
	for _, secret := range []string{"Diabetes", "Sugars", "Okafor"} {
		if strings.Contains(string(got[0].Raw), secret) {
			t.Errorf("the mail tells %s", secret)
		}
	}
}

func TestTheWordsOfAReminderAreThePracticesOwn(t *testing.T) {
	h := remindedOf(t, `24, 'email'`)
	h.do(access.EditSettings.Practice(), manager, `update reminder_settings set mail_words = 'Dear [name] / [patient]: [when]. [practice], [phone]. [luck]'`)
	h.minute(start.Add(-20 * time.Hour))
	if got := h.mail.Messages()[0].Text; !strings.Contains(got, "Dear Nadia / Nadia: Thursday 7 May 2026, 09:30. Kestrel Lane Health, 555 0100. [luck]") {
		t.Error(got)
	}
}

func TestEachReminderOfAVisitGoesAndTogetherOnlyTheLast(t *testing.T) {
	h := remindedOf(t, `48, 'email'`, `24, 'email'`, `2, 'email'`)
	for _, c := range []struct {
		before time.Duration
		sent   int
	}{{48, 1}, {30, 1}, {24, 2}, {2, 3}, {1, 3}} {
		h.minute(start.Add(-c.before * time.Hour))
		if n := h.reminders(); c.before != 2 && n != c.sent { // two hours before are 07:30, which is quiet
			t.Errorf("%d hours before: %d, want %d", c.before, n, c.sent)
		}
	}
	late := remindedOf(t, `48, 'email'`, `24, 'email'`)
	late.minute(start.Add(-20 * time.Hour)) // the machine was away
	late.minute(start.Add(-19 * time.Hour))
	if n := late.reminders(); n != 1 {
		t.Errorf("%d reminders at once after the machine was away", n)
	}
}

// Whatever held it up, a reminder goes half an hour before the visit at the latest.
func TestAReminderDoesNotGoWhenTheVisitIsNear(t *testing.T) {
	for before, want := range map[time.Duration]int{30 * time.Minute: 1, 30*time.Minute - time.Second: 0, time.Second: 0, 0: 0, -time.Minute: 0} {
		h := remindedOf(t, `24, 'email'`)
		h.minute(start.Add(-before)) // the machine was away
		if n := h.reminders(); n != want {
			t.Errorf("found due %s before: %d, want %d", before, n, want)
		}
		h = remindedOf(t, `24, 'email'`)
		h.Clock.Set(start.Add(-20 * time.Hour))
		h.must(h.flow.Remind(t.Context()))
		h.minute(start.Add(-before)) // the mail server was away
		if n := h.reminders(); n != want {
			t.Errorf("sent %s before: %d, want %d", before, n, want)
		}
		h.tell(func(tx *db.Tx) (id.Mail, error) { // it came near between the look and the act
			out, err := messaging.RemindTx(t.Context(), tx, messaging.Due{Client: nadia, Visit: 1, StartsAt: start, Hours: 2}, 0, "")
			return out.Mail, err
		})
		if n := ask[int](t, h.Database, `select count(*)::int from reminders`); n != 1+want {
			t.Errorf("decided %s before: %d, want %d", before, n-1, want)
		}
	}
}

func TestNobodyIsRemindedOfWhatWasCancelledMissedReachedOrIsOver(t *testing.T) {
	for name, ends := range map[string]func(h mailHouse){
		"cancelled": func(h mailHouse) { h.must(h.flow.CancelVisit(h.t.Context(), desk, nadia, 1, "The patient called")) },
		"arrived": func(h mailHouse) {
			h.do(access.FlowVisit.On(nadia), desk, `insert into visit_marks (client_id, visit_id, kind, at) values (10001, 1, 'arrived', clock())`)
		},
		"begun":   func(h mailHouse) { h.Clock.Set(start) },
		"over":    func(h mailHouse) { h.Clock.Set(start.Add(time.Hour)) },
		"unasked": func(h mailHouse) { h.do(access.EditClient.On(nadia), desk, `update clients set reminders = 'none'`) },
		"deceased": func(h mailHouse) {
			h.do(access.EditClient.On(nadia), desk, `update clients set deceased_on = '2026-05-05'`)
		},
		"not found": func(h mailHouse) { h.do(access.EditClient.On(nadia), desk, `update clients set email = ''`) },
	} {
		t.Run(name, func(t *testing.T) {
			h := remindedOf(t, `24, 'email'`)
			h.Clock.Set(start.Add(-20 * time.Hour))
			ends(h)
			due, err := messaging.New(h.DB).DueReminders(t.Context())
			h.must(err)
			if name != "not found" && len(due) != 0 {
				t.Errorf("%d are due", len(due))
			}
			h.minute(h.Clock.Now())
			h.tell(func(tx *db.Tx) (id.Mail, error) { // it ended between the look and the act
				out, err := messaging.RemindTx(t.Context(), tx, messaging.Due{Client: nadia, Visit: 1, StartsAt: start, Hours: 23}, 0, "")
				return out.Mail, err
			})
			if n := ask[int](t, h.Database, `select count(*)::int from deliveries d join messages m on m.id = d.message_id where m.kind = 'reminder'`); n != 0 {
				t.Errorf("%d reminders", n)
			}
		})
	}
}

func TestAReminderThatWaitsIsTakenBackWhereItsVisitEndsOrMoves(t *testing.T) {
	for name, c := range map[string]struct {
		ends func(h mailHouse)
		says string
	}{
		"cancelled": {func(h mailHouse) { h.must(h.flow.CancelVisit(h.t.Context(), desk, nadia, 1, "The patient called")) }, "The visit was cancelled"},
		"moved": {func(h mailHouse) {
			_, err := h.flow.MoveVisit(h.t.Context(), desk, nadia, 1, to("2026-05-08", "10:00"))
			h.must(err)
		}, "The visit was moved before"},
		"begun":   {func(h mailHouse) { h.Clock.Set(start.Add(time.Minute)) }, "The visit had begun"},
		"unasked": {func(h mailHouse) { h.do(access.EditClient.On(nadia), desk, `update clients set reminders = 'none'`) }, "They wish for no reminders"},
	} {
		t.Run(name, func(t *testing.T) {
			h := remindedOf(t, `24, 'email'`)
			h.Clock.Set(start.Add(-20 * time.Hour))
			h.must(h.flow.Remind(t.Context()))
			m := ask[id.Mail](t, h.Database, `select id from deliveries`)
			c.ends(h)
			h.must(h.send(m))
			if got := h.state(m); !strings.HasPrefix(got, "cancelled 0 "+c.says) || h.reminders() != 0 {
				t.Errorf("%s, %d sent", got, h.reminders())
			}
		})
	}
}

func TestAVisitThatMovesIsRemindedOfAtItsNewTimeAndNoRoomIsANewTime(t *testing.T) {
	h := remindedOf(t, `24, 'email'`)
	h.minute(start.Add(-24 * time.Hour))
	_, err := h.flow.MoveVisit(t.Context(), desk, nadia, 1, to("2026-05-12", "11:00"))
	h.must(err)
	moved := time.Date(2026, 5, 12, 16, 0, 0, 0, time.UTC)
	h.minute(start.Add(-time.Hour))
	h.minute(moved.Add(-25 * time.Hour))
	if n := h.reminders(); n != 1 {
		t.Fatalf("%d reminders before the new one is due", n)
	}
	h.do(access.MoveVisit.On(nadia), desk, `update bookings set version = version + 1`) // as another room does
	h.minute(moved.Add(-24 * time.Hour))
	h.minute(moved.Add(-23 * time.Hour))
	if n := h.reminders(); n != 2 {
		t.Errorf("%d reminders of two times", n)
	}
}

func TestWhoWasJustToldOfTheTimeIsNotRemindedOfIt(t *testing.T) {
	h := remindedOf(t, `24, 'email'`)
	h.Clock.Set(start.Add(-22 * time.Hour))
	h.must(h.send(h.confirm()))
	h.minute(start.Add(-21 * time.Hour))
	if n := h.reminders(); n != 0 {
		t.Errorf("%d reminders an hour after the confirmation", n)
	}
}

func TestQuietHoursAreThoseWhereTheClientLives(t *testing.T) {
	h := remindedOf(t, `10, 'email'`) // 23:30 in Chicago
	h.minute(start.Add(-10 * time.Hour))
	h.minute(time.Date(2026, 5, 7, 12, 59, 0, 0, time.UTC))
	if n := h.reminders(); n != 0 {
		t.Fatalf("%d in the night", n)
	}
	h.minute(time.Date(2026, 5, 7, 13, 0, 0, 0, time.UTC))
	if n := h.reminders(); n != 1 {
		t.Errorf("%d in the morning", n)
	}
	abroad := remindedOf(t, `10, 'email'`)
	abroad.do(access.EditClient.On(nadia), desk, `update clients set zone = 'Asia/Tokyo'`)
	abroad.minute(start.Add(-10 * time.Hour)) // 13:30 in Tokyo
	if n := abroad.reminders(); n != 1 {
		t.Errorf("%d where it is day", n)
	}
}

func TestAReminderThatIsHeldUpIntoTheNightWaitsForTheMorning(t *testing.T) {
	h := remindedOf(t, `15, 'email'`)
	h.mail.Answer(mailtest.RefuseTemporarily)
	h.Clock.Set(start.Add(-15 * time.Hour)) // 18:30
	h.must(h.flow.Remind(t.Context()))
	m := ask[id.Mail](t, h.Database, `select id from deliveries`)
	if err := h.send(m); err == nil {
		t.Fatal("the server took it")
	}
	h.mail.Answer(mailtest.Accept)
	h.Clock.Set(start.Add(-12 * time.Hour)) // 21:30
	h.must(h.send(m))
	waiting := func() int {
		u, err := messaging.New(h.DB).Unsent(t.Context(), access.System(access.Mailer))
		h.must(err)
		return len(u.Clients)
	}
	if h.reminders() != 0 || waiting() != 0 {
		t.Fatalf("at night %d went, and the queue is given %d", h.reminders(), waiting())
	}
	h.Clock.Set(start.Add(-90 * time.Minute)) // 08:00
	if n := waiting(); n != 1 {
		t.Errorf("in the morning the queue is given %d", n)
	}
	h.must(h.send(m))
	if n := h.reminders(); n != 1 {
		t.Errorf("%d in the morning", n)
	}
}

// Killed between the mail server's yes and the row that says so, the mail is handed
// over again under the same id: readers show it once.
func TestACrashBetweenSendingAndRememberingIsOneMailById(t *testing.T) {
	h := remindedOf(t, `24, 'email'`)
	h.mail.Answer(mailtest.DropAfterData)
	h.Clock.Set(start.Add(-20 * time.Hour))
	h.must(h.flow.Remind(t.Context()))
	m := ask[id.Mail](t, h.Database, `select id from deliveries`)
	if err := h.send(m); err == nil {
		t.Fatal("nobody was told that the line broke")
	}
	h.mail.Answer(mailtest.Accept)
	h.must(h.flow.Remind(t.Context()))
	h.must(h.send(m))
	h.must(h.send(m))
	ids := map[string]bool{}
	for _, m := range h.mail.Messages() {
		ids[m.MessageID] = true
	}
	if n := ask[int](t, h.Database, `select count(*)::int from deliveries`); n != 1 || len(ids) != 1 || len(h.mail.Messages()) != 2 {
		t.Errorf("%d deliveries, %d ids of %d copies", n, len(ids), len(h.mail.Messages()))
	}
}

func TestManyClocksAtOnceDecideAReminderOnce(t *testing.T) {
	h := remindedOf(t, `24, 'email'`)
	h.Clock.Set(start.Add(-20 * time.Hour))
	var all sync.WaitGroup
	errs := make(chan error, 8)
	for range 8 {
		all.Go(func() { errs <- h.flow.Remind(t.Context()) })
	}
	all.Wait()
	close(errs)
	for err := range errs {
		h.must(err)
	}
	got := ask[string](t, h.Database, `select concat_ws(' ', (select count(*) from reminders), (select count(*) from deliveries), (select count(*) from river_job where kind = 'send_mail'))`)
	if got != "1 1 1" {
		t.Errorf("reminders, mails and jobs: %s", got)
	}
}

func TestWhoActsForAClientWithoutAnAddressIsReminded(t *testing.T) {
	h := remindedOf(t, `24, 'email'`)
	h.do(access.EditClient.On(nadia), desk, `update clients set email = ''`)
	_, err := clients.New(h.DB).AddContact(t.Context(), desk, nadia, clients.ContactForm{Name: "Leila Haddad", Email: "leila@home.example", Proxy: true})
	h.must(err)
	h.minute(start.Add(-20 * time.Hour))
	got := h.mail.Messages()
	if len(got) != 1 || got[0].To[0] != "leila@home.example" || !strings.Contains(got[0].Text, "Hello Leila Haddad") || !strings.Contains(got[0].Text, "that Nadia comes") {
		t.Errorf("%v", got)
	}
}

// invited is whoever opens the link of the newest reminder.
func (h mailHouse) invited() access.Actor {
	h.t.Helper()
	who, err := intake.New(h.DB).GuestOfToken(h.t.Context(), h.token(messaging.ConfirmPath))
	h.must(err)
	return who
}

func TestAConfirmationHoldsForTheTimeThatWasShown(t *testing.T) {
	h := remindedOf(t, `24, 'email'`)
	h.minute(start.Add(-24 * time.Hour))
	visits, who := scheduling.New(h.DB), h.invited()
	for range 2 {
		h.must(visits.Confirm(t.Context(), who, start.Unix()))
	}
	confirmed := func() bool {
		o, err := visits.OpenVisit(t.Context(), desk, nadia, 1)
		h.must(err)
		return o.Line.ConfirmedAt != nil
	}
	if n := ask[int](t, h.Database, `select count(*)::int from confirmations`); n != 1 || !confirmed() {
		t.Errorf("%d confirmations, shown %v", n, confirmed())
	}
	_, err := h.flow.MoveVisit(t.Context(), desk, nadia, 1, to("2026-05-08", "10:00"))
	h.must(err)
	if confirmed() {
		t.Error("the new time is confirmed by what was said of the old one")
	}
	if err := visits.Confirm(t.Context(), who, start.Unix()); err == nil {
		t.Error("a time that is not the visit's any more was confirmed")
	}
	h.must(visits.Confirm(t.Context(), who, time.Date(2026, 5, 8, 15, 0, 0, 0, time.UTC).Unix()))
	h.must(h.flow.CancelVisit(t.Context(), desk, nadia, 1, "The patient called"))
	if err := visits.Confirm(t.Context(), who, time.Date(2026, 5, 8, 15, 0, 0, 0, time.UTC).Unix()); err == nil {
		t.Error("a cancelled visit was confirmed")
	}
}

func TestTheLinkOfAReminderEndsWithTheVisitAndFollowsItsMove(t *testing.T) {
	h := remindedOf(t, `24, 'email'`)
	h.minute(start.Add(-24 * time.Hour))
	token := h.token(messaging.ConfirmPath)
	good := func(at time.Time) bool {
		h.Clock.Set(at)
		_, err := intake.New(h.DB).GuestOfToken(t.Context(), token)
		return err == nil
	}
	end := start.Add(30 * time.Minute)
	if !good(end.Add(-time.Second)) || good(end) {
		t.Error("the link does not end with the visit")
	}
	h.Clock.Set(start.Add(-20 * time.Hour))
	_, err := h.flow.MoveVisit(t.Context(), desk, nadia, 1, to("2026-05-12", "11:00"))
	h.must(err)
	if !good(end.Add(time.Hour)) || good(time.Date(2026, 5, 12, 16, 30, 0, 0, time.UTC)) {
		t.Error("the link does not follow the visit")
	}
}

func TestThePanelSaysWhatWasSentWhen(t *testing.T) {
	h := remindedOf(t, `48, 'email'`, `24, 'email'`)
	h.minute(start.Add(-48 * time.Hour))
	h.minute(start.Add(-24 * time.Hour))
	o, err := scheduling.New(h.DB).OpenVisit(t.Context(), desk, nadia, 1)
	h.must(err)
	got := fmt.Sprint(o.Reminders)
	if want := fmt.Sprintf("[{24 email sent  %s} {48 email sent  %s}]", o.Reminders[0].At, o.Reminders[1].At); got != want || !o.Reminders[1].At.Equal(start.Add(-48*time.Hour)) {
		t.Error(got)
	}
}
