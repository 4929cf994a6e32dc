package today

import (
	"fmt"
	"net/http"

	"github.com/a-h/templ"

	"charthouse/internal/access"
	"charthouse/internal/fault"
	"charthouse/internal/id"
	"charthouse/internal/scheduling"
	"charthouse/web/href"
	"charthouse/web/page"
	"charthouse/web/show"
	"charthouse/web/ui"
)

// againView is whether and when somebody comes again after a visit.
type againView struct {
	Shell ui.Shell
	Visit string
	Says  string
	Book  string     // where they are booked again; empty: nobody need be, or the reader may not
	When  *againForm // nil: it cannot be said
	End   *againForm
	Undo  string // takes it back that nobody books again
}

type againForm struct {
	Form  ui.FormOf
	Field ui.Field
	Label string
}

// GET /clients/{client}/visits/{visit}/again
func (h *Handler) again(w http.ResponseWriter, r *http.Request) error {
	c, v, err := page.InFile[id.Visit](r, "visit")
	if err != nil {
		return err
	}
	is, _, err := h.againView(r, c, v)
	if err != nil {
		return err
	}
	return page.Render(w, r, againPage(is))
}

func (h *Handler) againView(r *http.Request, c id.Client, v id.Visit) (againView, scheduling.Line, error) {
	a, err := h.Scheduling.Again(r.Context(), page.Reader(r), c, v)
	if err != nil {
		return againView{}, a.Line, err
	}
	shell := h.Site.Shell(r, "Coming again", "t")
	shell.Back = page.Up(r, ui.Link{Href: href.Visit(c, v), Label: "The visit"})
	out := againOf(a, page.Actor(r), page.Opener(r))
	out.Shell = shell
	out.Visit = a.Line.Client + ", " + show.DayTime(a.Line.StartsAt, h.Site.Now(), page.Zone(r)) + ", " + a.Line.VisitType
	switch {
	case a.Ended != nil:
		out.Says = fmt.Sprintf("Nobody books again: %s. Said by %s, %s.", a.Why, a.By, show.DayTime(*a.Ended, h.Site.Now(), page.Zone(r)))
	case a.Next != nil:
		out.Says = "The next visit is booked: " + show.DayTime(*a.Next, h.Site.Now(), page.Zone(r)) + "."
	}
	return out, a.Line, nil
}

// againOf offers what may be done.
func againOf(a scheduling.Again, who access.Actor, back string) againView {
	l := a.Line
	v := againView{Says: says(a)}
	if who.May(access.BookVisit) && a.Next == nil && a.Ended == nil {
		v.Book = href.Returning(href.Book(href.Booking{Client: l.ClientID, Type: l.VisitTypeID, Clinician: l.ClinicianID}), back)
	}
	if !who.May(access.EditRecall) || l.History {
		return v
	}
	if l.SeenAt != nil && a.Ended == nil {
		months := ""
		if a.Months != nil {
			months = fmt.Sprint(*a.Months)
		}
		v.When = whenOf(l, back, months)
	}
	switch {
	case a.Ended != nil:
		v.Undo = href.Returning(href.ResumeAgain(l.ClientID, l.VisitID), back)
	case l.SeenAt != nil || l.NoShowAt != nil:
		v.End = endOf(l, back)
	}
	return v
}

func whenOf(l scheduling.Line, back, months string) *againForm {
	return &againForm{
		ui.FormOf{Action: href.Returning(href.Again(l.ClientID, l.VisitID), back), Class: "row base fixrow"},
		ui.Field{Label: "Comes again after", Unit: "months", Name: "months", Kind: ui.Number, Value: months, Small: true, Help: "Empty is never."},
		"Keep",
	}
}

func endOf(l scheduling.Line, back string) *againForm {
	return &againForm{
		ui.FormOf{Action: href.Returning(href.EndAgain(l.ClientID, l.VisitID), back), Class: "row base fixrow"},
		ui.Field{Label: "Why nobody books again", Name: "why", Required: true, Small: true, Autocomplete: "off", Placeholder: "Moved away, does not want to"},
		"Nobody books again",
	}
}

// says is how it stands.
func says(a scheduling.Again) string {
	rule := "Visits of this type have no rule for coming again."
	if a.Rule != nil {
		rule = "Visits of this type come again after " + show.Count(*a.Rule, "month", "months") + "."
	}
	switch {
	case a.Line.NoShowAt != nil:
		return "They did not come, and no other visit is booked since."
	case a.Line.SeenAt == nil:
		return rule + " It counts once they were seen."
	case a.Said && a.Months == nil:
		return rule + " For this person it was said that they need not."
	case a.Said:
		return rule + " For this person it is " + show.Count(*a.Months, "month", "months") + ": from " + show.Date(a.Due) + "."
	case a.Months != nil:
		return rule + " That is from " + show.Date(a.Due) + "."
	}
	return rule
}

// POST /clients/{client}/visits/{visit}/again
func (h *Handler) comeAgain(w http.ResponseWriter, r *http.Request) error {
	c, v, err := page.InFile[id.Visit](r, "visit")
	if err != nil {
		return err
	}
	f, err := page.Decode[scheduling.AgainForm](r)
	if err != nil {
		return err
	}
	if wrong := h.Scheduling.ComeAgain(r.Context(), page.Actor(r), c, v, f); wrong != nil {
		return h.againAgain(w, r, c, v, wrong, f.Months, func(is *againView, l scheduling.Line) *againForm {
			is.When = whenOf(l, page.Opener(r), f.Months)
			return is.When
		})
	}
	return h.agreed(w, r, c, v, "It is kept when they come again.", "")
}

// POST /clients/{client}/visits/{visit}/again/end
func (h *Handler) endAgain(w http.ResponseWriter, r *http.Request) error {
	c, v, err := page.InFile[id.Visit](r, "visit")
	if err != nil {
		return err
	}
	f, err := page.Decode[scheduling.EndAgainForm](r)
	if err != nil {
		return err
	}
	if wrong := h.Scheduling.EndAgain(r.Context(), page.Actor(r), c, v, f); wrong != nil {
		return h.againAgain(w, r, c, v, wrong, f.Why, func(is *againView, l scheduling.Line) *againForm {
			is.End = endOf(l, page.Opener(r))
			return is.End
		})
	}
	return h.agreed(w, r, c, v, "Nobody books again: the reason is kept.", href.ResumeAgain(c, v))
}

// POST /clients/{client}/visits/{visit}/again/end/undo
func (h *Handler) resumeAgain(w http.ResponseWriter, r *http.Request) error {
	c, v, err := page.InFile[id.Visit](r, "visit")
	if err != nil {
		return err
	}
	if err := h.Scheduling.ResumeAgain(r.Context(), page.Actor(r), c, v); err != nil {
		return err
	}
	return h.agreed(w, r, c, v, "It is asked again that they are booked.", "")
}

func (h *Handler) agreed(w http.ResponseWriter, r *http.Request, c id.Client, v id.Visit, words, undo string) error {
	h.Site.Say(r, ui.Toast{Text: words, Tone: ui.Teal, Undo: undo})
	return page.See(w, r, page.Back(r, href.Again(c, v)))
}

// againAgain shows the page with what was typed and what is wrong with it, also where it
// cannot be said any more.
func (h *Handler) againAgain(w http.ResponseWriter, r *http.Request, c id.Client, v id.Visit, wrong error, typed string, sent func(*againView, scheduling.Line) *againForm) error {
	is, line, err := h.againView(r, c, v)
	if err != nil {
		return err
	}
	return page.Retry(w, r, wrong, func(bad *fault.Fault) templ.Component {
		f := sent(&is, line)
		f.Field.Value, f.Field.Error = typed, bad.Fields[f.Field.Name]
		f.Form.Fault, f.Form.Errors = bad.Message, page.Errors([]ui.Field{f.Field})
		return againPage(is)
	})
}
