package workflow_test

import (
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"charthouse/internal/access"
	"charthouse/internal/db/dbtest"
	"charthouse/internal/fault"
	"charthouse/internal/id"
	"charthouse/internal/intake"
	"charthouse/internal/messaging"
	"charthouse/internal/scheduling"
	"charthouse/internal/sms/smstest"
	"charthouse/internal/worklist"
)

// waiting is onlineHouse with so many people who wait for a Diabetes review, each since

// a minute later than the one before. Nadia's visit is on Thursday at 09:30 in Chicago.

func waiting(t *testing.T, people int) mailHouse {
	t.Helper()
	h := onlineHouse(t)
	for i := range people {
		c := waiter(i)
		h.do(access.EditClient.On(c), desk, fmt.Sprintf(`insert into clients (id, given, family, birth_date, email, opened_at) values (%d, 'Waiting %d', 'Long', '1990-01-01', 'w%d@home.example', clock())`, c, i, i))
		h.waits(c, scheduling.WaitForm{Type: "1"})
		h.Clock.Move(time.Minute)
	}
	return h
}

// waitingCut is one who waits as the cuts set it up.

func waitingCut(t *testing.T) (*dbtest.Database, mailHouse) {
	h := waiting(t, 1)
	return h.Database, h
}

func waiter(i int) id.Client { return id.Client(10101 + i) }

func (h mailHouse) waits(c id.Client, f scheduling.WaitForm) id.Wait {
	h.t.Helper()
	n, err := scheduling.New(h.DB).AddWait(h.t.Context(), desk, c, f)
	h.must(err)
	return n
}

// frees cancels Nadia's visit.

func (h mailHouse) frees() {
	h.t.Helper()
	h.must(h.flow.CancelVisit(h.t.Context(), desk, nadia, 1, "The patient called"))
}

// rescues is one round of the clock.

func (h mailHouse) rescues() {
	h.t.Helper()
	h.must(h.flow.RescueAll(h.t.Context()))
}

// offers are who was offered what, and what came of it.

func (h mailHouse) offers() string {
	h.t.Helper()
	return ask[string](h.t, h.Database, `
		select coalesce(string_agg(replace(c.given, 'Waiting ', '') || ' ' || to_char(o.starts_local, 'DD HH24:MI') || ' ' || f.state, ', ' order by f.id), '')
		from slot_offers f join openings o on o.id = f.opening_id join clients c on c.id = f.client_id`)
}

func (h mailHouse) openings() string {
	h.t.Helper()
	return ask[string](h.t, h.Database, `select coalesce(string_agg(to_char(starts_local, 'DD HH24:MI') || ' ' || state || case when hold_id is not null then ' kept' else '' end, ', ' order by id), '') from openings`)
}

// visits are those of who waited, that are to come.

func (h mailHouse) visits() string {
	h.t.Helper()
	return ask[string](h.t, h.Database, `
		select coalesce(string_agg(replace(c.given, 'Waiting ', '') || ' ' || to_char(b.starts_local, 'DD HH24:MI'), ', ' order by v.id), '')
		from visits v join bookings b on b.id = v.booking_id join clients c on c.id = v.client_id
		where not exists (select from visit_marks k where k.visit_id = v.id)`)
}

// byOffer is who opened the link of the client's newest offer.

func (h mailHouse) byOffer(c id.Client) access.Actor {
	h.t.Helper()
	h.do(access.DeliverMail.On(c), access.System(access.Mailer), fmt.Sprintf(`
		insert into links (client_id, slot_offer_id, token_hash, made_at, expires_at)
		select f.client_id, f.id, sha256(f.id::text::bytea || random()::text::bytea), clock(), o.starts_at from slot_offers f join openings o on o.id = f.opening_id where f.client_id = %d order by f.id desc limit 1`, c))
	return access.Awaiting(c, ask[id.Link](h.t, h.Database, fmt.Sprintf(`select max(id) from links where client_id = %d and slot_offer_id is not null`, c)))
}

func (h mailHouse) takes(c id.Client) error { return h.flow.TakeSlot(h.t.Context(), h.byOffer(c)) }

func (h mailHouse) refused(what string, err error) {
	h.t.Helper()
	if !errors.Is(err, scheduling.ErrSlotGone) {
		h.t.Errorf("%s: %v", what, err)
	}
}

func TestACancelledVisitIsOfferedToThoseWhoWaitAndTheFirstWhoTakesItHasIt(t *testing.T) {
	h := waiting(t, 5)
	h.frees()
	h.is("kept in the act", h.openings(), "07 09:30 open")
	if n := ask[int](t, h.Database, `select count(*)::int from river_job where kind = 'rescue'`); n != 1 {
		t.Errorf("%d jobs", n)
	}
	h.rescues()
	h.is("offers", h.offers(), "0 07 09:30 offered, 1 07 09:30 offered, 2 07 09:30 offered")
	h.is("opening", h.openings(), "07 09:30 open kept")
	h.must(h.takes(waiter(1)))
	h.is("visits", h.visits(), "1 07 09:30")
	h.is("opening", h.openings(), "07 09:30 taken")
	h.refused("who comes second", h.takes(waiter(0)))
	h.must(h.takes(waiter(1))) // again: it is theirs
	h.rescues()
	h.is("offers", h.offers(), "0 07 09:30 gone, 1 07 09:30 accepted, 2 07 09:30 gone")
	h.is("mails", h.mails(), "cancellation to nadia@home.example, offer to w0@home.example, offer to w1@home.example, offer to w2@home.example, "+
		"confirmation to w1@home.example, form to w1@home.example, gone to w0@home.example, gone to w2@home.example")
	h.is("who waits on", ask[string](t, h.Database, `select string_agg(replace(c.given, 'Waiting ', ''), '' order by w.id) from waits w join clients c on c.id = w.client_id where w.ended_at is null`), "0234")
}

func TestTheMailOfAnOfferSaysUntilWhenAndNothingOfTheVisit(t *testing.T) {
	h := waiting(t, 1)
	h.frees()
	h.rescues()
	h.must(h.flow.SendMail(t.Context(), base, waiter(0), ask[id.Mail](t, h.Database, `select d.id from deliveries d join messages m on m.id = d.message_id where m.kind = 'offer'`), false))
	got := h.mail.Messages()
	text := got[len(got)-1].Text
	for _, part := range []string{"Thursday 7 May 2026, 09:30", "until Monday 4 May, 10:01:", "https://practice.example" + messaging.OfferPath} {
		if !strings.Contains(text, part) {
			t.Errorf("it lacks %q:\n%s", part, text)
		}
	}
	for _, secret := range []string{"Diabetes", "Okafor", "Nadia", "Haddad"} {
		if strings.Contains(string(got[len(got)-1].Raw), secret) {
			t.Errorf("it tells %s", secret)
		}
	}
	who, err := intake.New(h.DB).GuestOfToken(t.Context(), h.token(messaging.OfferPath))
	h.must(err)
	if who.Roles() != access.Waiting || who.Client() != waiter(0) {
		t.Errorf("the link opens for %v", who.Key())
	}
}

func TestAnOfferIsTextedTooToWhoAgreedToTexts(t *testing.T) {
	h := waiting(t, 1)
	phone := smstest.Start(t)
	h.do(access.EditSettings.Practice(), manager, `insert into text_settings (account, token, sender, api, country) values ('`+smstest.Account+`', '`+smstest.Token+`', '`+smstest.From+`', '`+phone.URL+`', '1')`)
	h.do(access.EditClient.On(waiter(0)), desk, `update clients set phone = '(512) 555-0142', texts_agreed = true, email = '' where id = 10101`)
	h.frees()
	h.rescues()
	h.must(h.flow.SendText(t.Context(), base, waiter(0), 1, false))
	body := phone.Requests()[0].Form.Get("Body")
	for _, part := range []string{"a time is free on Thu 7 May, 09:30", "until Mon 10:01", "https://practice.example" + messaging.OfferPath} {
		if !strings.Contains(body, part) {
			t.Errorf("it lacks %q: %s", part, body)
		}
	}
	h.must(h.flow.StopOffers(t.Context(), desk, 1, "Dr Okafor is needed elsewhere"))
	h.rescues()
	h.must(h.flow.SendText(t.Context(), base, waiter(0), 2, false))
	h.is("gone", phone.Requests()[1].Form.Get("Body"), "Kestrel Lane Health: the time on Thu 7 May, 09:30 is gone. You stay on the waitlist.")
}

// A hundred take one time at once, by offers of their own and by the same one.

func TestOfAHundredWhoTakeOneTimeAtOnceOneHasIt(t *testing.T) {
	h := waiting(t, 20)
	h.do(access.EditSettings.Practice(), manager, `update visit_types set offer_at_once = 20`)
	h.frees()
	h.rescues()
	var people []access.Actor
	for i := range 20 {
		people = append(people, h.byOffer(waiter(i)))
	}
	got := make([]error, 100)
	var all sync.WaitGroup
	for i := range got {
		all.Go(func() { got[i] = h.flow.TakeSlot(t.Context(), people[i%20]) })
	}
	all.Wait()
	for i, err := range got {
		if err != nil && !errors.Is(err, scheduling.ErrSlotGone) {
			t.Errorf("%d: %v", i, err)
		}
	}
	if n := ask[string](t, h.Database, `select (select count(*) from visits where online) || ' visits, ' || (select count(*) from slot_offers where state = 'accepted') || ' accepted, ' || (select count(*) from waits where ended_for = 'booked') || ' wait no more'`); n != "1 visits, 1 accepted, 1 wait no more" {
		t.Error(n)
	}
	h.rescues()
	if n := ask[int](t, h.Database, `select count(*)::int from messages where kind = 'gone'`); n != 19 {
		t.Errorf("%d were told", n)
	}
}

func TestWhoDeclinesAndWhoDoesNotAnswerIsFollowedByTheNext(t *testing.T) {
	h := waiting(t, 5)
	h.do(access.EditSettings.Practice(), manager, `update visit_types set offer_at_once = 2`)
	h.frees()
	h.rescues()
	h.is("first", h.offers(), "0 07 09:30 offered, 1 07 09:30 offered")
	h.must(h.flow.DeclineSlot(t.Context(), h.byOffer(waiter(0)), false))
	h.rescues()
	h.is("after a no", h.offers(), "0 07 09:30 declined, 1 07 09:30 offered, 2 07 09:30 offered")
	h.Clock.Move(time.Hour)
	h.refused("too late", h.takes(waiter(1)))
	h.rescues()
	h.is("an hour later", h.offers(), "0 07 09:30 declined, 1 07 09:30 expired, 2 07 09:30 expired, 3 07 09:30 offered, 4 07 09:30 offered")
	h.must(h.flow.DeclineSlot(t.Context(), h.byOffer(waiter(3)), true))
	h.Clock.Move(time.Hour)
	h.rescues()
	h.is("nobody is left", h.openings(), "07 09:30 open")
	h.is("who waits on", ask[string](t, h.Database, `select string_agg(replace(c.given, 'Waiting ', ''), '' order by w.id) from waits w join clients c on c.id = w.client_id where w.ended_at is null`), "0124")
	h.Clock.Set(start)
	h.rescues()
	h.is("too late", h.openings(), "07 09:30 over")
}

func TestNothingIsOfferedInQuietHoursAfterTheCutOffOrOnceStopped(t *testing.T) {
	for name, c := range map[string]struct {
		before func(h mailHouse)
		offers string
	}{
		"at night":          {func(h mailHouse) { h.Clock.Set(start.Add(-36 * time.Hour)) }, ""},                   // 21:30 in Chicago
		"in the morning":    {func(h mailHouse) { h.Clock.Set(start.Add(-25 * time.Hour)) }, "0 07 09:30 offered"}, // 08:30
		"after the cut-off": {func(h mailHouse) { h.Clock.Set(start.Add(-90 * time.Minute)) }, ""},                 // 08:00
		"where they live it is night": {func(h mailHouse) {
			h.do(access.EditClient.On(waiter(0)), desk, `update clients set zone = 'Asia/Tokyo' where id = 10101`)
		}, ""},
		"stopped": {func(h mailHouse) { h.must(h.flow.StopOffers(h.t.Context(), desk, 1, "Dr Okafor is needed elsewhere")) }, ""},
		"booked by the desk": {func(h mailHouse) {
			_, err := h.flow.BookVisit(h.t.Context(), desk, nadia, scheduling.Wish{VisitType: "1", Clinician: "1", Day: "2026-05-07", Start: "09:30"})
			h.must(err)
		}, ""},
		"no way to reach them": {func(h mailHouse) {
			h.do(access.EditClient.On(waiter(0)), desk, `update clients set email = '' where id = 10101`)
		}, ""},
		"they died": {func(h mailHouse) {
			h.do(access.EditClient.On(waiter(0)), desk, `update clients set deceased_on = '2026-05-04' where id = 10101`)
		}, ""},
		"none at once": {func(h mailHouse) {
			h.do(access.EditSettings.Practice(), manager, `update visit_types set offer_at_once = 0`)
		}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			h := waiting(t, 1)
			h.frees()
			c.before(h)
			h.rescues()
			h.is("offers", h.offers(), c.offers)
		})
	}
}

// What the house cannot fill by itself is a line of the desk's, from the act that left it to the act that fills it.

func TestATimeThatIsNotOfferedIsTheDesksToFill(t *testing.T) {
	lines := func(h mailHouse) string {
		return ask[string](h.t, h.Database, `
			select coalesce(string_agg(b.kind || ' ' || b.fixer || coalesce(' until ' || t.verb, ''), ', ' order by b.id), '')
			from practice_blockers b left join trail t on t.id = b.cleared_by where b.kind = 'slot_freed'`)
	}
	book := func(h mailHouse, c id.Client) {
		_, err := h.flow.BookVisit(h.t.Context(), desk, c, scheduling.Wish{VisitType: "1", Clinician: "1", Day: "2026-05-07", Start: "09:30"})
		h.must(err)
	}
	h := waiting(t, 2)
	h.Clock.Set(start.Add(-90 * time.Minute)) // 08:00, too late for offers
	h.frees()
	h.is("freed late", lines(h), "slot_freed front_desk")
	f, asked, could, err := scheduling.New(h.DB).OpenFreed(t.Context(), desk, 1)
	h.must(err)
	if f.State != "over" || len(asked) != 0 || len(could) != 2 || could[0].Client != "Waiting 0 Long" {
		t.Errorf("the time is %s, %d were asked, and %+v could come", f.State, len(asked), could)
	}
	book(h, waiter(1))
	h.is("booked by the desk", lines(h), "slot_freed front_desk until visit.book")
	if _, _, could, err := scheduling.New(h.DB).OpenFreed(t.Context(), desk, 1); err != nil || len(could) != 0 {
		t.Errorf("booked, and %+v could come, %v", could, err)
	}

	h = waiting(t, 2) // offered in time: both say no, or nobody answers
	h.frees()
	h.rescues()
	h.is("while it is offered", lines(h), "")
	h.must(h.flow.DeclineSlot(t.Context(), h.byOffer(waiter(0)), false))
	h.rescues()
	h.Clock.Set(start.Add(-90 * time.Minute))
	h.rescues()
	h.settles()
	h.is("nobody took it", lines(h), "slot_freed front_desk")
	if _, _, could, err := scheduling.New(h.DB).OpenFreed(t.Context(), desk, 1); err != nil || len(could) != 1 || could[0].ClientID != waiter(1) || could[0].State != "expired" {
		t.Errorf("of one who said no and one who did not answer, %+v could come, %v", could, err)
	}
	h.Clock.Set(start)
	h.settles()
	h.is("once it began", lines(h), "slot_freed front_desk until file.settle")

	h = waiting(t, 1)
	h.do(access.EditSettings.Practice(), manager, `update visit_types set offer_at_once = 0`)
	h.frees()
	h.is("none of its kind is offered", lines(h), "slot_freed front_desk")
	h.must(scheduling.New(h.DB).EndWait(t.Context(), desk, waiter(0), 1, "Not needed any more"))
	h.settles()
	h.is("nobody waits any more", lines(h), "slot_freed front_desk until file.settle")

	h = waiting(t, 1)
	h.do(access.EditClient.On(waiter(0)), desk, `update clients set email = '' where id = 10101`)
	h.frees()
	h.is("no offer reaches who waits", lines(h), "slot_freed front_desk")
	book(h, waiter(0))
	h.is("they were called", lines(h), "slot_freed front_desk until visit.book")

	h = waiting(t, 1) // with a clinician who does not offer what they wait for
	h.do(access.EditSettings.Practice(), manager, `
		with other as (insert into staff (name, email) values ('Dr Ruiz', 'ruiz@kestrellane.example') returning id), r as (insert into resources (staff_id) select id from other)
		insert into visit_type_clinicians (visit_type_id, staff_id) select 1, id from other`)
	h.Clock.Set(start.Add(-90 * time.Minute))
	h.frees()
	h.is("not offered by the clinician", lines(h), "")

	h = waiting(t, 1) // nobody waits for such a time
	h.must(scheduling.New(h.DB).EndWait(t.Context(), desk, waiter(0), 1, "Not needed any more"))
	h.Clock.Set(start.Add(-90 * time.Minute))
	h.frees()
	h.is("nobody waits", lines(h), "")
}

// settles is what the clock does each minute about what is stuck.

func (h mailHouse) settles() {
	h.t.Helper()
	_, err := worklist.New(h.DB).SettleDue(h.t.Context())
	h.must(err)
}

func TestNobodyIsToldAtNightThatATimeIsGone(t *testing.T) {
	h := waiting(t, 1)
	h.frees()
	h.rescues()
	h.must(h.flow.StopOffers(t.Context(), desk, 1, "Dr Okafor is needed elsewhere"))
	h.Clock.Set(start.Add(-36 * time.Hour)) // 21:30 in Chicago
	h.rescues()
	h.is("at night", h.offers(), "0 07 09:30 offered")
	h.refused("it is gone all the same", h.takes(waiter(0)))
	h.Clock.Set(start.Add(-25 * time.Hour))
	h.rescues()
	h.is("in the morning", h.offers(), "0 07 09:30 gone")
}

func TestATimeIsOfferedOnlyToWhomItSuits(t *testing.T) {
	for name, c := range map[string]struct {
		form scheduling.WaitForm
		open string
	}{
		"anything":           {scheduling.WaitForm{}, "07 09:30 open"},
		"everything":         {scheduling.WaitForm{Clinician: "1", Location: "1", Weekdays: []string{"4"}, Parts: []string{"morning"}, Earliest: "2026-05-07", Latest: "2026-05-07"}, "07 09:30 open"},
		"another clinician":  {scheduling.WaitForm{Clinician: "2"}, ""},
		"another weekday":    {scheduling.WaitForm{Weekdays: []string{"1", "5"}}, ""},
		"another part":       {scheduling.WaitForm{Parts: []string{"afternoon", "evening"}}, ""},
		"later":              {scheduling.WaitForm{Earliest: "2026-05-08"}, ""},
		"before":             {scheduling.WaitForm{Latest: "2026-05-06"}, ""},
		"waits no more then": {scheduling.WaitForm{Ends: "2026-05-04"}, "07 09:30 open"},
	} {
		t.Run(name, func(t *testing.T) {
			h := waiting(t, 0)
			h.do(access.EditClient.On(waiter(0)), desk, `insert into clients (id, given, family, birth_date, email, opened_at) values (10101, 'Waiting 0', 'Long', '1990-01-01', 'w0@home.example', clock())`)
			c.form.Type = "1"
			h.waits(waiter(0), c.form)
			h.frees()
			h.is("openings", h.openings(), c.open)
		})
	}
	t.Run("who left it", func(t *testing.T) {
		h := waiting(t, 0)
		h.waits(nadia, scheduling.WaitForm{Type: "1"})
		h.frees()
		h.is("openings", h.openings(), "")
	})
}

func TestTheMoreUrgentAreAskedFirstThenWhoAskedForTheClinicianThenWhoWaitsLonger(t *testing.T) {
	h := waiting(t, 4)
	h.do(access.EditSettings.Practice(), manager, `update visit_types set offer_at_once = 20`)
	for i, set := range map[int]string{3: `urgency = 'urgent'`, 2: `urgency = 'soon'`, 1: `clinician_id = 1`} {
		h.do(access.EditWaitlist.On(waiter(i)), desk, fmt.Sprintf(`update waits set %s where client_id = %d`, set, waiter(i)))
	}
	h.frees()
	h.rescues()
	h.is("offers", h.offers(), "3 07 09:30 offered, 2 07 09:30 offered, 1 07 09:30 offered, 0 07 09:30 offered")
}

func TestAVisitThatMovesEarlierLeavesItsOldTimeToTheNext(t *testing.T) {
	h := waiting(t, 2)
	v, err := h.flow.BookVisit(t.Context(), desk, waiter(0), scheduling.Wish{VisitType: "1", Clinician: "1", Day: "2026-05-08", Start: "11:00"})
	h.must(err)
	h.waits(waiter(0), scheduling.WaitForm{Type: "1", Visit: v.String(), Urgency: "urgent"})
	h.frees()
	h.rescues()
	h.must(h.takes(waiter(0)))
	h.is("visits", h.visits(), "0 07 09:30")
	h.is("openings", h.openings(), "07 09:30 taken, 08 11:00 open")
	h.rescues()
	h.is("offers", h.offers(), "0 07 09:30 accepted, 1 07 09:30 gone, 1 08 11:00 offered")
	h.must(h.takes(waiter(1)))
	h.is("visits", h.visits(), "0 07 09:30, 1 08 11:00")
	if body := ask[string](t, h.Database, `select body from messages where client_id = 10101 and kind in ('moved', 'confirmation') order by id desc limit 1`); !strings.Contains(body, "Thursday 7 May 2026, 09:30") {
		t.Errorf("they were told %q", body)
	}
	h.is("the old time", h.openings(), "07 09:30 taken, 08 11:00 taken")
}

func TestWhileATimeIsOfferedNobodyElseHasItOnline(t *testing.T) {
	h := waiting(t, 1)
	h.frees()
	h.rescues()
	if err := h.books(omar("2026-05-07 09:30")); !errors.Is(err, scheduling.ErrTimeGone) {
		t.Errorf("booked over the offer: %v", err)
	}
	h.is("opening", h.openings(), "07 09:30 open kept")
	h.must(h.flow.DeclineSlot(t.Context(), h.byOffer(waiter(0)), false))
	h.rescues()
	h.must(h.books(omar("2026-05-07 09:30")))
	h.rescues()
	h.is("opening", h.openings(), "07 09:30 filled")
}

func TestTheDeskBooksOverAnOfferOnlyKnowingly(t *testing.T) {
	h := waiting(t, 2)
	h.frees()
	h.rescues()
	wish := scheduling.Wish{VisitType: "1", Clinician: "1", Day: "2026-05-07", Start: "09:30"}
	_, err := h.flow.BookVisit(t.Context(), desk, nadia, wish)
	if f, ok := errors.AsType[*fault.Fault](err); !ok || !strings.Contains(f.Fields["anyway"], "offered to people on the waitlist") {
		t.Fatalf("unasked: %v", err)
	}
	block := scheduling.Block{Title: "Lunch", Clinician: "1", Location: "1", Day: "2026-05-07", Start: "09:00", End: "10:00"}
	if _, err := scheduling.New(h.DB).BlockTime(t.Context(), desk, block); fault.KindOf(err) != fault.Conflict || !strings.Contains(err.Error(), "Stop that first") {
		t.Errorf("kept free: %v", err)
	}
	wish.Anyway = true
	_, err = h.flow.BookVisit(t.Context(), desk, nadia, wish)
	h.must(err)
	h.is("opening", h.openings(), "07 09:30 filled")
	h.refused("the offer", h.takes(waiter(0)))
	h.rescues()
	h.is("offers", h.offers(), "0 07 09:30 gone, 1 07 09:30 gone")
}

func TestACancellationThatIsUndoneTakesItsTimeBack(t *testing.T) {
	h := waiting(t, 1)
	h.frees()
	h.rescues()
	h.must(h.flow.UncancelVisit(t.Context(), desk, nadia, 1))
	h.is("visits", h.visits(), "Nadia 07 09:30")
	h.refused("the offer", h.takes(waiter(0)))
	h.is("opening", h.openings(), "07 09:30 filled")
}

// The job runs twice after a crash, and beside the clock's: each is offered and told once.

func TestARoundThatIsMadeTwiceAtOnceHasOneEffect(t *testing.T) {
	h := waiting(t, 6)
	h.frees()
	rounds := func() {
		var all sync.WaitGroup
		for range 8 {
			all.Go(func() { h.must(h.flow.Rescue(t.Context(), 1)) })
		}
		all.Wait()
	}
	rounds()
	if n := ask[string](t, h.Database, `select (select count(*) from slot_offers) || ' offers, ' || (select count(*) from messages where kind = 'offer') || ' mails, ' || (select count(*) from bookings where kind = 'hold') || ' kept'`); n != "3 offers, 3 mails, 1 kept" {
		t.Error(n)
	}
	h.must(h.takes(waiter(0)))
	rounds()
	if n := ask[int](t, h.Database, `select count(*)::int from messages where kind = 'gone'`); n != 2 {
		t.Errorf("%d were told", n)
	}
}

func TestAnOfferOfAnotherIsNotReachedByAnyLink(t *testing.T) {
	h := waiting(t, 2)
	h.frees()
	h.rescues()
	mine := h.byOffer(waiter(0))
	o, err := scheduling.New(h.DB).SlotOfOwn(t.Context(), mine)
	h.must(err)
	if said := fmt.Sprintf("%+v", o); strings.Contains(said, "Nadia") || strings.Contains(said, "Waiting 1") {
		t.Errorf("it tells of others: %s", said)
	}
	stolen := access.Awaiting(waiter(1), mine.Link())
	if _, err := scheduling.New(h.DB).SlotOfOwn(t.Context(), stolen); fault.KindOf(err) != fault.NotFound {
		t.Errorf("another's link was read: %v", err)
	}
	if err := h.flow.TakeSlot(t.Context(), stolen); fault.KindOf(err) != fault.NotFound {
		t.Errorf("another's link was taken: %v", err)
	}
}
