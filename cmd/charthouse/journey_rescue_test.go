package main

import (
	"context"
	"regexp"
	"testing"
	"time"

	"charthouse/internal/clients"
	"charthouse/internal/id"
	"charthouse/internal/scheduling"
	"charthouse/internal/workflow"
	"charthouse/web/href"
)

// A visit is cancelled, and somebody who waited has its time: nobody of the staff does more.
func TestACancelledVisitIsRescued(t *testing.T) {
	j := setOut(t)
	nadia, visit := j.booked("Nadia", scheduling.Wish{Day: "2026-05-07", Start: "09:30"})
	ravi, gita := j.filed("Ravi"), j.filed("Gita")
	var hers, his string
	j.step("the desk puts two on the waitlist", func(t *testing.T) { j.putOnWaitlist(t, ravi, gita) })
	j.step("the desk cancels the visit", func(t *testing.T) { j.cancelVisit(t, nadia, visit) })
	j.step("both are mailed that the time is free", func(t *testing.T) {
		his, hers = j.offerLink(t, "ravi@home.example"), j.offerLink(t, "gita@home.example")
	})
	j.step("one takes it on a phone", func(t *testing.T) {
		s := sit(t, 390)
		s.Open(his)
		s.See("Thursday 7 May, 09:30")
		s.sound("offer")
		s.Click("Take this time")
		s.See("It is yours, we expect you")
		s.sound("offer-taken")
	})
	j.step("the other reads that it is gone", func(t *testing.T) {
		s := sit(t, 320)
		s.Open(hers)
		s.See("This time is gone")
		s.sound("offer-gone")
	})
	j.step("the desk sees what came of it", func(t *testing.T) {
		s := j.signIn(t, "tomasz@kestrel.example")
		s.Open(j.url + href.Waitlist)
		s.See("Taken by somebody who waited")
		s.See("Gita Long")
		s.NotSee("Ravi Long")
		s.sound("waitlist")
		s.Click("Thu 7 May, 09:30")
		s.See("Took it")
		s.sound("opening")
	})
	if n := j.count(t, `select count(*) from visits v join bookings b on b.id = v.booking_id where b.starts_local = '2026-05-07 09:30' and not exists (select from visit_marks k where k.visit_id = v.id)`); n != 1 {
		t.Errorf("%d have the time", n)
	}
}

// filed opens the file of somebody with a mail address.
func (j *journey) filed(given string) id.Client {
	return must[id.Client](j.t)(clients.New(j.DB).Create(j.t.Context(), j.desk, clients.Details{
		Given: given, Family: "Long", BirthDate: "1985-03-14", Email: map[string]string{"Nadia": "nadia", "Ravi": "ravi", "Gita": "gita"}[given] + "@home.example", Anyway: true,
	}))
}

// booked is somebody with a visit.
func (j *journey) booked(given string, w scheduling.Wish) (id.Client, id.Visit) {
	c := j.filed(given)
	w.VisitType, w.Clinician = j.followUp.String(), j.clinician.Staff().String()
	return c, must[id.Visit](j.t)(workflow.New(j.DB).BookVisit(j.t.Context(), j.desk, c, w))
}

func (j *journey) putOnWaitlist(t *testing.T, all ...id.Client) {
	s := j.signIn(t, "tomasz@kestrel.example")
	for _, c := range all {
		s.Open(j.url + href.Client(c))
		s.Click("Waitlist")
		s.See("Put on the waitlist")
		s.Fill("What for", "Follow-up")
		s.Fill("With", "Dr Amara Okafor")
		s.Choose("Days", "Thu")
		s.sound("wait-new")
		s.Click("css:.booking [type=submit], .booking form .btn.primary")
		s.See("Nothing was offered yet.")
		s.sound("wait")
	}
}

func (j *journey) cancelVisit(t *testing.T, c id.Client, v id.Visit) {
	s := j.signIn(t, "tomasz@kestrel.example")
	s.Open(j.url + href.Visit(c, v))
	s.Click("Cancel this visit")
	s.Fill("Why", "The patient called")
	s.Click("Cancel the visit")
	s.See("Cancelled")
	s.Open(j.url + "/day/2026-05-07")
	s.See("09:30 with Dr Amara Okafor got free")
	s.sound("day-freed")
}

var offerInMail = regexp.MustCompile(`http://\S+/o/\S+`)

// offerLink waits for the mail that offers a time, and reads its link.
func (j *journey) offerLink(t *testing.T, to string) string {
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	for ctx.Err() == nil {
		for _, m := range j.mail.Messages() {
			if link := offerInMail.FindString(m.Text); link != "" && len(m.To) == 1 && m.To[0] == to {
				return link
			}
		}
		time.Sleep(50 * time.Millisecond)
	}
	t.Fatalf("nothing was offered to %s", to)
	return ""
}
