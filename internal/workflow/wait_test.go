package workflow_test

import (
	"errors"
	"strings"
	"sync"
	"testing"
	"time"

	"charthouse/internal/access"
	"charthouse/internal/fault"
	"charthouse/internal/id"
	"charthouse/internal/scheduling"
	"charthouse/internal/workflow"
)

func TestWhoWaitsIsTakenOffWithAReasonAndOfferedNothingMore(t *testing.T) {
	h := waiting(t, 1)
	s := scheduling.New(h.DB)
	if err := s.EndWait(t.Context(), desk, waiter(0), 1, ""); fault.KindOf(err) != fault.Invalid {
		t.Errorf("without a reason: %v", err)
	}
	if _, err := s.AddWait(t.Context(), desk, waiter(0), scheduling.WaitForm{Type: "1"}); fault.KindOf(err) != fault.Conflict {
		t.Errorf("twice on the list: %v", err)
	}
	if err := s.EndWait(t.Context(), desk, nadia, 1, "Another's"); fault.KindOf(err) != fault.NotFound {
		t.Errorf("by another's file: %v", err)
	}
	h.frees()
	h.rescues()
	h.must(s.EndWait(t.Context(), desk, waiter(0), 1, "The patient called"))
	h.refused("the offer", h.takes(waiter(0)))
	if err := s.EndWait(t.Context(), desk, waiter(0), 1, "Again"); fault.KindOf(err) != fault.Conflict {
		t.Errorf("twice off the list: %v", err)
	}
}

func TestWhoIsBookedOtherwiseWaitsNoMore(t *testing.T) {
	h := waiting(t, 2)
	h.frees()
	h.rescues()
	_, err := h.flow.BookVisit(t.Context(), desk, waiter(0), scheduling.Wish{Clinician: "2", VisitType: "1", Location: "1", Day: "2026-05-12", Start: "10:00", Place: "none", Anyway: true})
	h.must(err)
	h.refused("the offer of who is booked", h.takes(waiter(0)))
	h.is("the list", ask[string](t, h.Database, `select string_agg(coalesce(nullif(ended_for, ''), 'waits'), ', ' order by id) from waits`), "booked, waits")
	h.must(h.takes(waiter(1)))
}

func TestAWaitThatRanOutMakesRoomForAnother(t *testing.T) {
	h := waiting(t, 1)
	h.Clock.Move(100 * 24 * time.Hour)
	h.waits(waiter(0), scheduling.WaitForm{Type: "1"})
	h.is("the list", ask[string](t, h.Database, `select string_agg(coalesce(nullif(ended_for, ''), 'waits'), ', ' order by id) from waits`), "over, waits")
}

// wishes are which times suit those who wait.

func (h mailHouse) wishes() string {
	h.t.Helper()
	return ask[string](h.t, h.Database, `
		select coalesce(string_agg(c.given || ' ' || w.weekdays::text || ' ' || w.parts::text || ' ' || coalesce(w.earliest_on::text, '-') || ' ' || coalesce(w.latest_on::text, '-'), ', ' order by w.id), '')
		from waits w join clients c on c.id = w.client_id where w.ended_at is null`)
}

// Whoever joins again keeps their place and what the desk said of it; what they wish for is what they said last.

func TestWhoJoinsTheWaitlistAgainWithOtherWishesWaitsForThese(t *testing.T) {
	h := onlineHouse(t)
	join := func(f scheduling.WaitForm) {
		t.Helper()
		f.Type = "1"
		h.must(h.flow.JoinWaitlist(t.Context(), access.Nobody(), workflow.OnlineWait{Stranger: hers("").Stranger, WaitForm: f}))
	}
	h.waits(nadia, scheduling.WaitForm{Type: "1", Location: "1", Urgency: "urgent", Parts: []string{"evening"}, Remark: "Sugars are high"})
	h.Clock.Move(time.Minute)
	join(scheduling.WaitForm{Weekdays: []string{"2", "4"}, Parts: []string{"morning"}, Latest: "2026-06-01"})
	h.is("the wishes", h.wishes(), "Nadia {2,4} {morning} - 2026-06-01")
	h.is("the place", ask[string](t, h.Database, `select urgency || ' ' || remark || ' ' || location_id || ' ' || online || ' ' || ends_on from waits`), "urgent Sugars are high 1 false 2026-06-01")
	mail := ask[string](t, h.Database, `select subject || E'\n' || body from messages where kind = 'waiting'`)
	for _, says := range []string{"your new wishes for the waitlist", "until Monday 1 June 2026.", "What you wish for now takes the place of what you wished for then.", "these times suit you: Tuesdays or Thursdays, in the morning, until 1 June 2026."} {
		if !strings.Contains(mail, says) {
			t.Errorf("the mail does not say %q: %s", says, mail)
		}
	}
	join(scheduling.WaitForm{Weekdays: []string{"2", "4"}, Parts: []string{"morning"}, Latest: "2026-06-01"})
	h.is("told of the same once", h.mails(), "waiting to nadia@home.example")
	join(scheduling.WaitForm{})
	h.is("anything will do", h.wishes(), "Nadia {} {} - -")
	if mail := ask[string](t, h.Database, `select body from messages where kind = 'waiting' order by id desc limit 1`); !strings.Contains(mail, "You said that any time suits you.") {
		t.Error(mail)
	}
}

func TestNobodyWaitsForMoreThanAYear(t *testing.T) {
	h := onlineHouse(t)
	for field, f := range map[string]scheduling.WaitForm{"latest": {Latest: "9999-12-31"}, "earliest": {Earliest: "2027-05-06"}, "ends": {Ends: "2027-05-06"}} {
		f.Type = "1"
		_, err := scheduling.New(h.DB).AddWait(t.Context(), desk, nadia, f)
		if f, ok := errors.AsType[*fault.Fault](err); !ok || !strings.Contains(f.Fields[field], "more than a year ahead") {
			t.Errorf("%s: %v", field, err)
		}
	}
	h.waits(nadia, scheduling.WaitForm{Type: "1", Earliest: "2027-05-05"})
	h.is("until 90 days after the first day that would do", ask[string](t, h.Database, `select ends_on::text from waits`), "2027-08-03")
}

// Two times get free: whoever is offered one is not offered the other as long as they can take it.

func TestOnePersonIsOfferedOneTimeAtOnce(t *testing.T) {
	h := waiting(t, 3)
	h.do(access.EditSettings.Practice(), manager, `update visit_types set offer_at_once = 1`)
	second, err := h.flow.BookVisit(t.Context(), desk, nadia, scheduling.Wish{VisitType: "1", Clinician: "1", Day: "2026-05-08", Start: "11:00"})
	h.must(err)
	h.frees()
	h.must(h.flow.CancelVisit(t.Context(), desk, nadia, second, "The patient called"))
	h.rescues()
	h.is("one each", h.offers(), "0 07 09:30 offered, 1 08 11:00 offered")
	h.rescues()
	h.is("and no more", h.offers(), "0 07 09:30 offered, 1 08 11:00 offered")
	var all sync.WaitGroup // an opening's own job beside the clock's
	for i := range 8 {
		all.Go(func() { h.must(h.flow.Rescue(t.Context(), id.Opening(1+i%2))) })
	}
	all.Wait()
	h.is("whoever makes the rounds", h.offers(), "0 07 09:30 offered, 1 08 11:00 offered")
	h.must(h.flow.DeclineSlot(t.Context(), h.byOffer(waiter(0)), false))
	h.rescues()
	h.is("the next", h.offers(), "0 07 09:30 declined, 1 08 11:00 offered, 2 07 09:30 offered")
	h.must(h.flow.DeclineSlot(t.Context(), h.byOffer(waiter(1)), false))
	h.rescues()
	h.is("who has none any more is offered the other", h.offers(), "0 07 09:30 declined, 1 08 11:00 declined, 2 07 09:30 offered, 0 08 11:00 offered")
	h.must(h.flow.StopOffers(t.Context(), desk, 2, "Dr Okafor is needed elsewhere"))
	if n := ask[int](t, h.Database, `select count(*)::int from (select client_id from slot_offers f join openings o on o.id = f.opening_id where f.state = 'offered' and o.state = 'open' and f.expires_at > clock() group by client_id having count(*) > 1) x`); n != 0 {
		t.Errorf("%d have several", n)
	}
}

func TestTheAnswerToWhoJoinsTheWaitlistIsTheSameForEverybody(t *testing.T) {
	for name, c := range map[string]struct {
		policy string
		who    func() workflow.OnlineBooking
		waits  string
		tasks  string
	}{
		"not known":                {"both", func() workflow.OnlineBooking { return omar("") }, "Omar", ""},
		"known":                    {"both", func() workflow.OnlineBooking { return hers("") }, "Nadia", ""},
		"not known, for the known": {"known", func() workflow.OnlineBooking { return omar("") }, "", ""},
		"known, for the new":       {"new", func() workflow.OnlineBooking { return hers("") }, "", "Wanted to wait online: Diabetes review for front_desk"},
		"not known, with the names of one": {"both", func() workflow.OnlineBooking {
			in := hers("")
			in.Email, in.Phone = "x@home.example", "555 0188"
			return in
		}, "nadia", "Joined the waitlist online: compare with a file that looks the same for front_desk"},
	} {
		t.Run(name, func(t *testing.T) {
			h := onlineHouse(t)
			h.do(access.EditSettings.Practice(), manager, `update visit_types set online_for = '`+c.policy+`'`)
			h.do(access.FlowVisit.On(nadia), desk, `insert into visit_marks (client_id, visit_id, kind, at) values (10001, 1, 'arrived', clock())`)
			for range 2 {
				h.must(h.flow.JoinWaitlist(t.Context(), access.Nobody(), workflow.OnlineWait{Stranger: c.who().Stranger, WaitForm: scheduling.WaitForm{Type: "1"}}))
			}
			h.is("who waits", ask[string](t, h.Database, `select coalesce(string_agg(c.given, ', '), '') from waits w join clients c on c.id = w.client_id`), c.waits)
			if got := h.tasks(); !strings.HasPrefix(got, c.tasks) {
				t.Errorf("tasks: %q", got)
			}
		})
	}
}
