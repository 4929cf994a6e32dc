package workflow_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"charthouse/internal/access"
	"charthouse/internal/clients"
	"charthouse/internal/db/dbtest"
	"charthouse/internal/fault"
	"charthouse/internal/id"
	"charthouse/internal/scheduling"
)

// lesson is a place of the class on Friday at ten.
var lesson = scheduling.Wish{Clinician: "2", VisitType: "2", Location: "1", Day: "2026-05-08", Start: "10:00", Place: "none", Anyway: true}

// ofClass is a practice with three in a class: Nadia, Omar, and Elif without a mail address.
type ofClass struct {
	mailHouse
	who    []id.Client
	visits []id.Visit
}

func attended(t *testing.T) ofClass {
	_, h := mailed(t)
	h.do(access.EditSettings.Practice(), manager, `insert into visit_types (name, minutes, capacity) values ('Back class', 45, 4)`)
	c := ofClass{h, []id.Client{nadia, 10002, 10003}, nil}
	h.do(access.CreateClient.On(10002, 10003), manager, `insert into clients (id, given, family, birth_date, email, opened_at) values
		(10002, 'Omar', 'Farouk', '1990-02-03', 'omar@home.example', clock()), (10003, 'Elif', 'Kaya', '1990-02-03', '', clock())`)
	for _, n := range c.who {
		v, err := h.flow.BookVisit(t.Context(), desk, n, lesson)
		h.must(err)
		c.visits = append(c.visits, v)
	}
	return c
}

// attendedCut is the same as the cuts set it up.
func attendedCut(t *testing.T) (*dbtest.Database, ofClass) {
	c := attended(t)
	return c.Database, c
}

// later is the class in the afternoon.
func later() scheduling.Wish {
	w := lesson
	w.Start, w.VisitType = "14:00", ""
	return w
}

// looks is what a file's trail says last, with what it changed.
func (h mailHouse) looks(c id.Client) string {
	h.t.Helper()
	_, looks, _, err := clients.New(h.DB).Trail(h.t.Context(), manager, c, 0)
	h.must(err)
	return fmt.Sprintf("%s %s %v", looks[1].Actor, looks[1].Verb, looks[1].Changed) // the first is this look
}

func (c ofClass) times() string {
	c.t.Helper()
	return ask[string](c.t, c.Database, `
		select string_agg(to_char(b.starts_local, 'HH24:MI') || case when exists (select from visit_marks k where k.visit_id = v.id) then ' cancelled' else '' end, ', ' order by v.id)
		from visits v join bookings b on b.id = v.booking_id where v.visit_type_id = 2`)
}

func TestAGroupIsMovedInEachFileAndEachIsTold(t *testing.T) {
	h := attended(t)
	h.do(access.DeliverMail.On(nadia, 10002), access.System(access.Mailer), `update deliveries set state = 'sent', sent_at = clock()`)
	moved, err := h.flow.MoveGroup(t.Context(), desk, nadia, h.visits[0], later())
	h.must(err)
	h.is("times", h.times(), "14:00, 14:00, 14:00")
	h.is("mails", h.mails(), "confirmation to nadia@home.example, confirmation to omar@home.example, moved to nadia@home.example, moved to omar@home.example")
	for _, c := range h.who {
		if got := h.looks(c); !strings.HasPrefix(got, "s3 visit.move [") || !strings.Contains(got, "changed visits: booking_id") {
			t.Errorf("the trail of %s says %q", c, got)
		}
	}
	_, err = h.flow.MoveGroup(t.Context(), desk, 10003, h.visits[2], moved.Was)
	h.must(err)
	h.is("times after the undo", h.times(), "10:00, 10:00, 10:00")
}

func TestAGroupIsCancelledInEachFileAndBookedAgain(t *testing.T) {
	h := attended(t)
	n, err := h.flow.CancelGroup(t.Context(), desk, nadia, h.visits[0], "Dr Lindqvist is ill")
	h.must(err)
	h.is("they", fmt.Sprint(n, " ", h.times()), "3 10:00 cancelled, 10:00 cancelled, 10:00 cancelled")
	if got := h.mails(); strings.Count(got, "cancellation to") != 2 {
		t.Errorf("mails are %s", got)
	}
	h.Clock.Move(time.Minute)
	_, err = h.flow.UncancelGroup(t.Context(), desk, 10002, h.visits[1])
	h.must(err)
	h.is("times", h.times(), "10:00, 10:00, 10:00")
	if got := h.looks(10003); !strings.HasPrefix(got, "s3 visit.cancel [removed visit_marks") {
		t.Errorf("the trail says %q", got)
	}
}

func TestTheTimeThatAGroupLeavesIsOfferedOnce(t *testing.T) {
	for what, leave := range map[string]func(h ofClass) error{
		"moved": func(h ofClass) error {
			_, err := h.flow.MoveGroup(t.Context(), desk, nadia, h.visits[0], later())
			return err
		},
		"cancelled": func(h ofClass) error {
			_, err := h.flow.CancelGroup(t.Context(), desk, nadia, h.visits[0], "Ill")
			return err
		},
	} {
		h := attended(t)
		h.do(access.EditSettings.Practice(), manager, `update visit_types set offer_at_once = 1`)
		h.do(access.CreateClient.On(10004), manager, `insert into clients (id, given, family, email, opened_at) values (10004, 'Kofi', 'Boateng', 'kofi@home.example', clock())`)
		_, err := scheduling.New(h.DB).AddWait(t.Context(), desk, 10004, scheduling.WaitForm{Type: "2"})
		h.must(err)
		h.must(leave(h))
		h.is(what+": openings and rounds", ask[string](t, h.Database, `select (select count(*) from openings) || ' ' || (select count(*) from river_job where kind = 'rescue')`), "1 1")
	}
}

func TestAGroupWithAShutFileIsRefusedInWordsThatNameNobody(t *testing.T) {
	h := attended(t)
	h.do(access.RestrictClient.On(10002), manager, `insert into restrictions (client_id, reason, restricted_at) values (10002, 'Works here', clock())`)
	_, err := h.flow.MoveGroup(t.Context(), desk, nadia, h.visits[0], later())
	says := fmt.Sprint(err)
	if fault.KindOf(err) != fault.Conflict || !strings.Contains(says, "Somebody of this group has a restricted file") || strings.Contains(says, "Omar") || strings.Contains(says, "10002") {
		t.Errorf("moving: %v", err)
	}
	if _, err := h.flow.CancelGroup(t.Context(), desk, nadia, h.visits[0], "Ill"); fault.KindOf(err) != fault.Conflict {
		t.Errorf("cancelling: %v", err)
	}
	if _, err := h.flow.MoveGroup(t.Context(), desk, 10002, h.visits[1], later()); fault.KindOf(err) != fault.Forbidden {
		t.Errorf("by the shut file: %v", err)
	}
	h.is("times", h.times(), "10:00, 10:00, 10:00")
	if _, err := h.flow.MoveGroup(t.Context(), lindqvist, nadia, h.visits[0], later()); err != nil { // of the care team by the visit
		t.Error(err)
	}
}

// While the class is moved to and fro, others come to it, leave it and come again.
func TestAGroupIsMovedWithWhoeverCameToItMeanwhile(t *testing.T) {
	h := attended(t)
	var acts []func() error
	for i := range 4 {
		to := []scheduling.Wish{later(), lesson}[i%2]
		acts = append(acts, func() error {
			_, err := h.flow.MoveGroup(t.Context(), desk, nadia, h.visits[0], to)
			return err
		}, func() error {
			_, err := h.flow.BookVisit(t.Context(), desk, id.Client(10004+i), scheduling.Wish{Clinician: "2", VisitType: "2", Location: "1", Day: "2026-05-08", Start: to.Start, Place: "none", Anyway: true})
			return err
		}, func() error {
			if err := h.flow.CancelVisit(t.Context(), desk, 10003, h.visits[2], "Ill"); err != nil {
				return err
			}
			return h.flow.UncancelVisit(t.Context(), desk, 10003, h.visits[2])
		})
	}
	h.do(access.CreateClient.On(10004, 10005, 10006, 10007), manager, `insert into clients (id, given, family, opened_at) select 10004 + i, 'Client', i::text, clock() from generate_series(0, 3) i`)
	done := make(chan error)
	for _, act := range acts {
		go func() { done <- act() }()
	}
	for range acts {
		if err := <-done; err != nil && fault.KindOf(err) != fault.Conflict {
			t.Error(err)
		}
	}
	h.is("groups over their places", ask[string](t, h.Database, `select count(*)::text from (select from visits v where v.visit_type_id = 2 and not exists (select from visit_marks k where k.visit_id = v.id) group by v.booking_id having count(*) > 4) s`), "0")
	h.is("visits that hold no time", ask[string](t, h.Database, `select count(*)::text from visits v where v.visit_type_id = 2 and not exists (select from visit_marks k where k.visit_id = v.id)
		and not exists (select from booking_resources r where r.booking_id = v.booking_id and r.freed_at is null)`), "0")
	h.is("Nadia's and Omar's times", ask[string](t, h.Database, `select count(distinct booking_id)::text from visits where visit_type_id = 2 and client_id in (10001, 10002)`), "1")
}
