package practice

import (
	"net/http"

	"charthouse/internal/access"
	"charthouse/internal/practice"
	"charthouse/web/href"
	"charthouse/web/page"
)

type homeView struct {
	Frame frame
	Lede  string
	Steps []step
}

// step is one thing that a new practice does before its first visit.
type step struct {
	Done       bool
	Label, Why string
	Href       string // empty where the person may not do it
}

// home answers GET /settings: the first steps, which tick themselves.
func (h *Handler) home(w http.ResponseWriter, r *http.Request) error {
	f, err := h.practice.FirstSteps(r.Context(), page.Actor(r))
	if err != nil {
		return err
	}
	return page.Render(w, r, homePage(homeOf(h.frameOf(r, "Settings", href.Settings), f, page.Person(r).Actor)))
}

func homeOf(fr frame, f practice.FirstSteps, who access.Actor) homeView {
	v := homeView{Frame: fr, Steps: []step{
		{f.Named, "Name the practice", "Its name, zone and currency stand on everything that leaves the house.", href.PracticeSettings},
		{f.Location && f.Hours, "Add a location with its opening hours", "Visits can be booked while it is open.", href.Locations},
		{f.Clinician, "Add the people who see patients", "A clinician can be booked, and signs their own notes.", href.Staff},
		{f.Week, "Say when clinicians work", "Their weekly hours are what can be booked.", href.Weeks},
		{f.Fee, "Write down your fees", "Signing a note charges the services in it.", href.Fees},
		{f.Template, "Prepare the sections of notes", "A note begins with the sections of its template.", href.Templates},
		{f.Form, "Publish a form for new patients", "It is sent with the booking, and its answers come back into the file.", href.Forms},
		{f.VisitType, "Add visit types with a fee", "What can be booked, with its length, fee, form and note.", href.VisitTypes},
		{f.Mail, "Connect your mail server", "Until then confirmations and forms wait in the outbox.", href.MailSettings},
	}}
	left := 0
	for i, s := range v.Steps {
		if !s.Done {
			left++
		}
		if s.Href == href.Staff && !who.May(access.EditStaff) {
			v.Steps[i].Href, v.Steps[i].Why = "", s.Why+" An owner adds people."
		}
	}
	v.Lede = lede(left, len(v.Steps))
	return v
}

func lede(left, of int) string {
	switch left {
	case 0:
		return "The practice is set up. Everything below can be changed at any time."
	case of:
		return "Nine steps lead to the first visit. They tick themselves as you go, in any order."
	}
	return "What is left before everything works. Steps tick themselves, in any order."
}
