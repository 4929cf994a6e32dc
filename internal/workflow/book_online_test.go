package workflow_test

import (
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"charthouse/internal/access"
	"charthouse/internal/clients"
	"charthouse/internal/db/dbtest"
	"charthouse/internal/fault"
	"charthouse/internal/id"
	"charthouse/internal/intake"
	"charthouse/internal/messaging"
	"charthouse/internal/scheduling"
	"charthouse/internal/workflow"
)

// onlineHouse lets patients book a Diabetes review by themselves, with Dr Okafor or
// Dr Lindqvist from 09:00 to 12:00 on weekdays, in Chicago. It is Monday morning.
func onlineHouse(t *testing.T) mailHouse {
	t.Helper()
	_, h := mailed(t)
	h.do(access.EditSettings.Practice(), manager, `
		update practice set online_booking = true;
		update visit_types set online = true;
		insert into booking_resources (booking_id, resource_id, held) select 1, id, tstzrange('2026-05-07 14:30Z', '2026-05-07 15:00Z') from resources where staff_id = 1;
		insert into availability (staff_id, location_id, weekday, starts, ends) select s, 1, w, '09:00', '12:00' from generate_series(1, 2) s, generate_series(1, 5) w`)
	h.Clock.Set(time.Date(2026, 5, 4, 14, 0, 0, 0, time.UTC))
	return h
}

// onlineCut is the same as the cuts set it up.
func onlineCut(t *testing.T) (*dbtest.Database, mailHouse) {
	h := onlineHouse(t)
	return h.Database, h
}

// omar is somebody who is not known, at a time with Dr Okafor.
func omar(start string) workflow.OnlineBooking {
	return workflow.OnlineBooking{
		OnlineWish: at(start), Reason: "Sugars", Token: "omar's browser",
		Stranger: clients.Stranger{Given: "Omar", Family: "Farouk", BirthDate: "1990-02-03", Email: "omar@home.example", Phone: "555 0177 01"},
	}
}

// hers is Nadia, who is known, as she says who she is.
func hers(start string) workflow.OnlineBooking {
	in := omar(start)
	in.Stranger = clients.Stranger{Given: "nadia", Family: "HADDAD", BirthDate: "1985-03-14", Email: "Nadia@home.example", Phone: "555 0142 99"}
	in.Token = "nadia's browser"
	return in
}

// at is a time with Dr Okafor: 2026-05-06 10:00.
func at(start string) scheduling.OnlineWish {
	day, clock, _ := strings.Cut(start, " ")
	return scheduling.OnlineWish{At: "1|1|1|" + day + "|" + clock}
}

func (h mailHouse) books(in workflow.OnlineBooking) error {
	return h.flow.BookOnline(h.t.Context(), access.Nobody(), in)
}

// online are the visits that were booked online, with whose they are.
func (h mailHouse) online() string {
	h.t.Helper()
	return ask[string](h.t, h.Database, `
		select coalesce(string_agg(c.given || ' ' || to_char(b.starts_local, 'DD HH24:MI') || case when exists (select from visit_marks k where k.visit_id = v.id) then ' cancelled' else '' end, ', ' order by v.id), '')
		from visits v join bookings b on b.id = v.booking_id join clients c on c.id = v.client_id where v.online`)
}

func (h mailHouse) mails() string {
	h.t.Helper()
	return ask[string](h.t, h.Database, `select coalesce(string_agg(m.kind || ' to ' || d.address, ', ' order by m.id), '') from messages m join deliveries d on d.message_id = m.id`)
}

func (h mailHouse) tasks() string {
	h.t.Helper()
	return ask[string](h.t, h.Database, `select coalesce(string_agg(title || ' for ' || role, ', ' order by id), '') from tasks`)
}

func (h mailHouse) is(what, got, want string) {
	h.t.Helper()
	if got != want {
		h.t.Errorf("%s: %q, want %q", what, got, want)
	}
}

func TestWhoIsNotKnownGetsAFileAVisitAConfirmationAndTheForm(t *testing.T) {
	h := onlineHouse(t)
	h.must(h.books(omar("2026-05-06 10:00")))
	h.is("visits", h.online(), "Omar 06 10:00")
	h.is("mails", h.mails(), "confirmation to omar@home.example, form to omar@home.example")
	h.is("tasks", h.tasks(), "")
	h.is("source", ask[string](t, h.Database, `select distinct source from client_facts where client_id <> 10001`), "said when booking online")
	h.is("trail", ask[string](t, h.Database, `select string_agg(actor || ' ' || verb || ' ' || coalesce(client_id::text, '-'), ', ' order by id) from trail where verb = 'visit.book_online' and client_id is not null`), "visitor visit.book_online 20001")
}

func TestWhoIsSurelyKnownIsBookedIntoTheirOwnFile(t *testing.T) {
	for name, change := range map[string]func(*workflow.OnlineBooking){
		"by mail":                      func(*workflow.OnlineBooking) {},
		"by phone, with another mail":  func(in *workflow.OnlineBooking) { in.Email, in.Phone = "new@home.example", "+1 (312) 555-0142" },
		"by a first name and a second": func(in *workflow.OnlineBooking) { in.Given = "Nadia Amal" },
	} {
		t.Run(name, func(t *testing.T) {
			h := onlineHouse(t)
			h.do(access.EditClient.On(nadia), manager, `update clients set phone = '312 555 0142' where id = 10001`)
			in := hers("2026-05-06 10:00")
			change(&in)
			h.must(h.books(in))
			h.is("visits", h.online(), "Nadia 06 10:00")
			h.is("mails", h.mails(), "confirmation to nadia@home.example, form to nadia@home.example")
			want := ""
			if in.Email == "new@home.example" {
				want = "Gave another mail address when booking online for front_desk"
			}
			h.is("tasks", h.tasks(), want)
		})
	}
}

func TestWhoMayBeSomebodyElseGetsAFileThatTheDeskCompares(t *testing.T) {
	for name, change := range map[string]func(*workflow.OnlineBooking){
		"a twin":                         func(in *workflow.OnlineBooking) { in.Given = "Nadine" },
		"who knows no address of hers":   func(in *workflow.OnlineBooking) { in.Email = "somebody@home.example" },
		"who knows another birth date":   func(in *workflow.OnlineBooking) { in.BirthDate = "1985-03-15" },
		"who has her phone in two files": nil,
	} {
		t.Run(name, func(t *testing.T) {
			h := onlineHouse(t)
			in := hers("2026-05-06 10:00")
			if change == nil {
				h.do(access.CreateClient.On(10002), manager, `insert into clients (id, given, family, birth_date, email, opened_at) values (10002, 'Nadia', 'Haddad', '1985-03-14', 'nadia@home.example', clock())`)
			} else {
				change(&in)
			}
			h.must(h.books(in))
			h.is("the visit's file", ask[string](t, h.Database, `select client_id::text from visits where online`), "20001")
			h.is("tasks", h.tasks(), "Booked online: compare with a file that looks the same for front_desk")
			h.Clock.Move(24 * time.Hour)
			h.do(access.EditClient.On(20001), manager, `update clients set city = 'Chicago' where id = 20001`)
			h.is("the next day's worklist", ask[string](t, h.Database, `select coalesce(string_agg(client_id || ' ' || kind, ', '), '') from blockers where cleared_at is null and kind like 'task%'`), "20001 task_due")
		})
	}
}

// What depends on a file is told by mail or on the worklist only.
func TestTheAnswerIsTheSameForWhoIsKnownAndWhoIsNot(t *testing.T) {
	for name, c := range map[string]struct {
		rule   string
		visits string
		mails  string
		tasks  string
		in     workflow.OnlineBooking
	}{
		"for known only, and not known": {`update visit_types set online_for = 'known'`, "", "", "", omar("2026-05-06 10:00")},
		"for known only, and known":     {`update visit_types set online_for = 'known'`, "Nadia 06 10:00", "confirmation to nadia@home.example, form to nadia@home.example", "", hers("2026-05-06 10:00")},
		"for new only, and new":         {`update visit_types set online_for = 'new'`, "Omar 06 10:00", "confirmation to omar@home.example, form to omar@home.example", "", omar("2026-05-06 10:00")},
		"for new only, and been here": {
			`update visit_types set online_for = 'new'; insert into bookings (kind, zone, starts_local, starts_at, ends_at) values ('history', 'UTC', '2020-01-01', '2020-01-01', '2020-01-01');
			insert into visits (client_id, booking_id, history, label, booked_at) values (10001, 2, true, 'Elsewhere', clock())`, "", "", "Wanted to book online: Diabetes review for front_desk", hers("2026-05-06 10:00"),
		},
		"has one already": {`update visits set online = true`, "Nadia 07 09:30", "confirmation to nadia@home.example", "", hers("2026-05-06 10:00")},
	} {
		t.Run(name, func(t *testing.T) {
			h := onlineHouse(t)
			h.do(access.EditClient.On(nadia), manager, c.rule)
			h.must(h.books(c.in))
			h.is("visits", h.online(), c.visits)
			h.is("mails", h.mails(), c.mails)
			h.is("tasks", h.tasks(), c.tasks)
			// A time that is gone is gone for each of them, and one that was had is taken for each.
			again := omar("2026-05-06 10:00")
			again.Token, again.Family = "another browser", "Somebody"
			if err := h.books(again); !errors.Is(err, scheduling.ErrTimeGone) {
				t.Errorf("the time just had: %v", err)
			}
			gone := c.in
			gone.At, gone.Token = at("2026-05-07 09:30").At, "a third browser"
			if err := h.books(gone); !errors.Is(err, scheduling.ErrTimeGone) {
				t.Errorf("a time that is taken: %v", err)
			}
		})
	}
}

func TestAPracticeSaysWhatIsOfferedHowSoonAndHowFarAhead(t *testing.T) {
	for name, c := range map[string]struct {
		rule, start string
		kind        fault.Kind
	}{
		"not at all":                 {`update practice set online_booking = false`, "2026-05-06 10:00", fault.NotFound},
		"not this kind":              {`update visit_types set online = false`, "2026-05-06 10:00", fault.NotFound},
		"too soon":                   {`update visit_types set online_notice_hours = 60`, "2026-05-06 10:00", fault.Conflict},
		"soon enough":                {`update visit_types set online_notice_hours = 49`, "2026-05-06 10:00", 0},
		"too far ahead":              {`update visit_types set online_days = 1`, "2026-05-06 10:00", fault.Conflict},
		"near enough":                {`update visit_types set online_days = 2`, "2026-05-06 10:00", 0},
		"outside hours":              {``, "2026-05-06 13:00", fault.Conflict},
		"with who does not offer it": {`insert into visit_type_clinicians values (1, 2)`, "2026-05-06 10:00", fault.Conflict},
	} {
		t.Run(name, func(t *testing.T) {
			h := onlineHouse(t)
			h.do(access.EditSettings.Practice(), manager, c.rule)
			err := h.books(omar(c.start))
			if c.kind == 0 {
				h.must(err)
			} else if fault.KindOf(err) != c.kind {
				t.Fatalf("%v, want kind %v", err, c.kind)
			}
			slots, err := scheduling.New(h.DB).OnlineTimes(t.Context(), access.Nobody(), scheduling.Search{VisitType: "1", Clinician: "1", From: "2026-05-06"}, 1)
			offered := err == nil && len(slots) == 1 && slots[0].Local.Format("2006-01-02") == "2026-05-06"
			if want := c.kind == 0 || name == "outside hours"; offered != want {
				t.Errorf("offered on the page: %v, %v", slots, err)
			}
		})
	}
}

func TestOfManyWhoTakeTheSameTimeOneGetsIt(t *testing.T) {
	h := onlineHouse(t)
	var got [12]error
	var all sync.WaitGroup
	for i := range got {
		all.Go(func() {
			in := omar("2026-05-06 10:00")
			in.Family, in.Token = fmt.Sprint("Farouk ", i), fmt.Sprint("browser ", i)
			got[i] = h.books(in)
		})
	}
	all.Wait()
	had := 0
	for _, err := range got {
		switch {
		case err == nil:
			had++
		case !errors.Is(err, scheduling.ErrTimeGone):
			t.Errorf("refused with %v", err)
		}
	}
	files := ask[int](t, h.Database, `select count(*)::int from clients`)
	if had != 1 || files != 2 {
		t.Errorf("%d had it, and there are %d files", had, files)
	}
}

// One person who sends two forms at once has one file and one visit.
func TestWhoBooksTwiceAtOnceHasOneVisit(t *testing.T) {
	h := onlineHouse(t)
	var all sync.WaitGroup
	for i := range 4 {
		all.Go(func() {
			in := omar(fmt.Sprintf("2026-05-06 %02d:00", 9+i%3))
			in.Token = fmt.Sprint("browser ", i)
			if err := h.books(in); err != nil && !errors.Is(err, scheduling.ErrTimeGone) {
				t.Error(err)
			}
		})
	}
	all.Wait()
	if n := ask[string](t, h.Database, `select (select count(*) from clients) || ' files, ' || (select count(*) from visits where online)`); n != "2 files, 1" {
		t.Errorf("%s", n)
	}
}

// linked is who came by the link in the confirmation.
func (h mailHouse) linked() access.Actor {
	h.t.Helper()
	c := ask[id.Client](h.t, h.Database, `select max(client_id) from visits where online`)
	h.must(h.flow.SendMail(h.t.Context(), base, c, ask[id.Mail](h.t, h.Database, `select d.id from deliveries d join messages m on m.id = d.message_id where m.kind in ('confirmation', 'moved') order by d.id desc limit 1`), false))
	who, err := intake.New(h.DB).GuestOfToken(h.t.Context(), h.token(messaging.FormPath))
	h.must(err)
	return who
}

func TestTheLinkInTheMailMovesAndCancelsWithinThePolicy(t *testing.T) {
	h := onlineHouse(t)
	h.must(h.books(omar("2026-05-06 10:00")))
	who := h.linked()
	if said := h.mail.Messages()[0].Text; !strings.Contains(said, "You can move or cancel it here until 24 hours before:\n\nhttps://practice.example/f/") {
		t.Errorf("the mail says %s", said)
	}
	h.must(h.flow.MoveOwnVisit(t.Context(), who, at("2026-05-06 09:00")))
	h.is("moved", h.online(), "Omar 06 09:00")
	if err := h.flow.MoveOwnVisit(t.Context(), who, at("2026-05-07 09:30")); !errors.Is(err, scheduling.ErrTimeGone) {
		t.Errorf("to a time that is taken: %v", err)
	}
	if err := h.flow.MoveOwnVisit(t.Context(), who, at("2026-05-04 11:00")); fault.KindOf(err) != fault.Conflict {
		t.Errorf("sooner than the notice: %v", err)
	}
	h.is("stayed", h.online(), "Omar 06 09:00")
	h.Clock.Set(time.Date(2026, 5, 5, 14, 0, 1, 0, time.UTC)) // a second less than 24 hours before 09:00 in Chicago
	for name, err := range map[string]error{"cancel": h.flow.CancelOwnVisit(t.Context(), who), "move": h.flow.MoveOwnVisit(t.Context(), who, at("2026-05-08 09:00"))} {
		if fault.KindOf(err) != fault.Conflict || !strings.Contains(err.Error(), "too late") {
			t.Errorf("%s too late: %v", name, err)
		}
	}
	h.Clock.Move(-time.Second)
	h.must(h.flow.CancelOwnVisit(t.Context(), who))
	h.is("cancelled", h.online(), "Omar 06 09:00 cancelled")
	h.is("mails", h.mails(), "confirmation to omar@home.example, form to omar@home.example, moved to omar@home.example, cancellation to omar@home.example")
	if err := h.flow.CancelOwnVisit(t.Context(), who); fault.KindOf(err) != fault.Conflict {
		t.Errorf("twice: %v", err)
	}
}

// A visit that was booked nearer than it may be changed is confirmed without a promise, and without a link.
func TestTheMailOfAVisitThatIsNearSaysToCall(t *testing.T) {
	h := onlineHouse(t)
	h.do(access.EditSettings.Practice(), manager, `update visit_types set online_notice_hours = 2`)
	h.Clock.Set(time.Date(2026, 5, 5, 15, 0, 1, 0, time.UTC)) // a second less than 24 hours before 10:00 in Chicago
	h.must(h.books(omar("2026-05-06 10:00")))
	c := ask[id.Client](t, h.Database, `select client_id from visits where online`)
	h.must(h.flow.SendMail(t.Context(), base, c, ask[id.Mail](t, h.Database, `select d.id from deliveries d join messages m on m.id = d.message_id where m.kind = 'confirmation'`), false))
	got := h.mail.Messages()
	text := got[len(got)-1].Text
	if want := "It begins in less than 24 hours, so it can no longer be moved or cancelled online.\n\nIf you cannot come, please call 555 0100."; !strings.Contains(text, want) || strings.Contains(text, "https://") {
		t.Errorf("the mail says %s", text)
	}
}

// By the link of their visit somebody waits for an earlier time of it, and keeps the one that they have.
func TestWhoHasAVisitWaitsForAnEarlierTimeByItsLink(t *testing.T) {
	h := onlineHouse(t)
	h.must(h.books(omar("2026-05-08 10:00")))
	who := h.linked()
	h.must(h.flow.WaitForEarlier(t.Context(), who, scheduling.WaitForm{Parts: []string{"morning"}, Urgency: "urgent", Visit: "1", Type: "9", Latest: "2026-05-04"}))
	if got := ask[string](t, h.Database, `
		select c.given || ' ' || to_char(b.starts_local, 'DD HH24:MI') || ' ' || w.urgency || ' ' || w.parts::text || case when w.online then ' online' else '' end
		from waits w join clients c on c.id = w.client_id join visits v on v.client_id = w.client_id and v.id = w.visit_id join bookings b on b.id = v.booking_id`); got != "Omar 08 10:00 routine {morning} online" {
		t.Errorf("who waits: %s", got)
	}
	mail := ask[string](t, h.Database, `select m.subject || m.body || d.state from messages m join deliveries d on d.message_id = m.id where m.kind = 'waiting'`)
	for _, says := range []string{"you are on the waitlist", "until Sunday 2 August 2026.", "You keep the time that you have until you take another.", "waiting"} {
		if !strings.Contains(mail, says) {
			t.Errorf("the mail does not say %q: %s", says, mail)
		}
	}
	h.must(h.flow.WaitForEarlier(t.Context(), who, scheduling.WaitForm{Weekdays: []string{"4"}}))
	h.is("wished anew", h.wishes(), "Omar {4} {} - -")
	h.is("the visit that would move stays", ask[string](t, h.Database, `select count(*) || ' of ' || count(visit_id) from waits`), "1 of 1")
	h.frees() // Thursday at 09:30
	h.rescues()
	h.is("offered", h.offers(), "Omar 07 09:30 offered")
	h.must(h.flow.WaitNoMore(t.Context(), who))
	h.must(h.flow.WaitNoMore(t.Context(), who))
	h.is("taken off", h.offers(), "Omar 07 09:30 gone")
	h.is("and the visit stays", h.online(), "Omar 08 10:00")

	if err := h.flow.WaitForEarlier(t.Context(), who, scheduling.WaitForm{Clinician: "424242"}); fault.KindOf(err) != fault.Invalid {
		t.Errorf("for somebody who sees nobody: %v", err)
	}
	h.do(access.EditSettings.Practice(), manager, `update visit_types set offer_at_once = 0`)
	if err := h.flow.WaitForEarlier(t.Context(), who, scheduling.WaitForm{}); fault.KindOf(err) != fault.NotFound {
		t.Errorf("where nothing is offered: %v", err)
	}
	h.Clock.Set(time.Date(2026, 5, 7, 15, 0, 1, 0, time.UTC)) // a second less than 24 hours before
	if err := h.flow.WaitForEarlier(t.Context(), who, scheduling.WaitForm{}); fault.KindOf(err) != fault.Conflict {
		t.Errorf("too late: %v", err)
	}
}
