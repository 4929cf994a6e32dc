package today

import (
	"net/http"
	"time"

	"github.com/a-h/templ"

	"charthouse/internal/access"
	"charthouse/internal/civil"
	"charthouse/internal/clients"
	"charthouse/internal/fault"
	"charthouse/internal/id"
	"charthouse/internal/messaging"
	"charthouse/internal/scheduling"
	"charthouse/web/href"
	"charthouse/web/page"
	"charthouse/web/show"
	"charthouse/web/ui"
)

// bookForm is the booking form as typed: a wish, and for whom.
type bookForm struct {
	scheduling.Wish
	scheduling.Repeat
	Client     string `form:"client"`
	ClientText string `form:"client_text"`
	Given      string `form:"given"`
	Family     string `form:"family"`
	BirthDate  string `form:"birth_date"`
	Phone      string `form:"phone"`
	Email      string `form:"email"`
	Another    bool   `form:"another"`      // somebody else than the file that looks the same
	Look       string `form:"look"`         // only show what is free
	Talk       string `form:"conversation"` // who wrote for it: it closes with the visit

	Seen id.Message `form:"seen"` // the newest of it that was read before booking
}

// from is the conversation that the visit comes of; ok is false for none.
func (f bookForm) from() (o messaging.Open, ok bool) {
	n, err := id.Parse[id.Conversation](f.Talk)
	return messaging.Open{Talk: n, Seen: f.Seen}, err == nil && !f.fresh()
}

func (f bookForm) details() clients.Details {
	return clients.Details{
		Given: f.Given, Family: f.Family, BirthDate: f.BirthDate, Phone: f.Phone, Email: f.Email, Anyway: f.Another,
	}
}

func (f bookForm) fresh() bool { return f.Client == "" && (f.Given != "" || f.Family != "") }

// GET /book
func (h *Handler) booking(w http.ResponseWriter, r *http.Request) error {
	in, err := page.Query[bookForm](r)
	if err != nil {
		return err
	}
	if in, err = h.begun(r, in); err != nil {
		return h.nowhere(w, r, err)
	}
	return h.showBooking(w, r, in)
}

// begun fills in what a form that was just opened begins with: today at the
// location, or now for somebody who is here.
func (h *Handler) begun(r *http.Request, in bookForm) (bookForm, error) {
	if in.Day != "" && !in.WalkIn {
		return in, nil
	}
	at, _ := id.Parse[id.Location](in.Location) // none is the first location
	zone, err := h.Scheduling.Zone(r.Context(), page.Reader(r), at)
	if err != nil {
		return in, err
	}
	now := h.Site.Now().In(zone)
	in.Day = civil.Of(now, zone).String()
	if in.WalkIn && in.Start == "" && in.Other == "" {
		in.Other = now.Truncate(5 * time.Minute).Format("15:04")
	}
	return in, nil
}

// POST /book
func (h *Handler) book(w http.ResponseWriter, r *http.Request) error {
	in, err := page.Decode[bookForm](r)
	if err != nil {
		return err
	}
	if in.WalkIn {
		if in, err = h.begun(r, in); err != nil {
			return err
		}
	}
	if in.Look != "" {
		return h.showBooking(w, r, in)
	}
	if in.repeats() {
		return h.showSeries(w, r, in)
	}
	c, v, err := h.bookFor(r, in)
	if err != nil {
		return h.bookAgain(w, r, in, err)
	}
	return h.booked(w, r, c, v, in)
}

// repeats is true where a series is meant, also one that lacks its rule.
func (f bookForm) repeats() bool { return f.Asked() }

// bookAgain shows the form with what is wrong.
func (h *Handler) bookAgain(w http.ResponseWriter, r *http.Request, in bookForm, refused error) error {
	view, err := h.readBooking(r, in, refused)
	if err != nil {
		return err
	}
	_, talk := in.from()
	view.Double = page.Actor(r).May(access.DoubleBook) && in.Client != "" && !talk
	return page.Retry(w, r, refused, func(f *fault.Fault) templ.Component { return bookPage(view.marked(f)) })
}

// bookFor books the patient who was picked, or the new one.
func (h *Handler) bookFor(r *http.Request, in bookForm) (id.Client, id.Visit, error) {
	if in.fresh() {
		return h.Workflow.BookNewClient(r.Context(), page.Actor(r), in.details(), in.Wish)
	}
	c, err := id.Parse[id.Client](in.Client)
	if err != nil {
		return 0, 0, &fault.Fault{Kind: fault.Invalid, Message: "Nobody is chosen yet. Nothing was lost.", Fields: map[string]string{
			"client": "Find the patient and pick one of those found, or write the name of a new one below.",
		}}
	}
	if from, ok := in.from(); ok {
		v, err := h.Workflow.BookFromTalk(r.Context(), page.Actor(r), c, from, in.Wish)
		return c, v, err
	}
	book := h.Workflow.BookVisit
	if in.Double != "" {
		book = h.Workflow.DoubleBook
	}
	v, err := book(r.Context(), page.Actor(r), c, in.Wish)
	return c, v, err
}

func (h *Handler) booked(w http.ResponseWriter, r *http.Request, c id.Client, v id.Visit, in bookForm) error {
	more, err := h.talkAfter(r, c, in)
	if err != nil {
		return err
	}
	o, err := h.Scheduling.OpenVisit(r.Context(), page.Reader(r), c, v)
	if err != nil {
		return err
	}
	l := o.Line
	h.Site.Say(r, ui.Toast{
		Text: l.Client + " is booked for " + show.DayTime(l.StartsAt, h.Site.Now(), zoneOf(l, page.Zone(r))) + " with " + l.Clinician + "." + more,
		Undo: href.From(href.CancelVisit(c, v), "day"), With: map[string]string{"reason": "Booked by mistake"},
	})
	day := dayOf(l)
	day.Visit = v
	return page.See(w, r, day.String())
}

// talkAfter says where the conversation that the visit comes of is open all the same.
func (h *Handler) talkAfter(r *http.Request, c id.Client, in bookForm) (string, error) {
	from, ok := in.from()
	if !ok {
		return "", nil
	}
	open, err := h.Messages.IsOpen(r.Context(), page.Reader(r), c, from.Talk)
	if err != nil || !open {
		return "", err
	}
	return " " + ui.StaysOpen, nil
}

// GET /book/patients
func (h *Handler) patients(w http.ResponseWriter, r *http.Request) error {
	found, err := h.Clients.Find(r.Context(), page.Actor(r), r.URL.Query().Get("client_text"))
	if err != nil {
		return err
	}
	return page.Render(w, r, patientOptions(patientsOf(found)))
}

func patientsOf(found []clients.Found) (out []ui.Option) {
	for _, f := range found[:min(len(found), 8)] {
		out = append(out, ui.Option{Value: f.ID.String(), Label: f.Name(), Detail: joined(" · ", show.Date(f.BirthDate), "No. "+f.ID.String())})
	}
	return out
}

func (h *Handler) showBooking(w http.ResponseWriter, r *http.Request, in bookForm) error {
	view, err := h.readBooking(r, in, nil)
	if err != nil {
		return err
	}
	return page.Render(w, r, bookPage(view))
}
