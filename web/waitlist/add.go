package waitlist

import (
	"errors"
	"net/http"

	"github.com/a-h/templ"

	"charthouse/internal/fault"
	"charthouse/internal/id"
	"charthouse/internal/scheduling"
	"charthouse/web/href"
	"charthouse/web/page"
	"charthouse/web/show"
	"charthouse/web/ui"
)

// addView is the form that puts somebody on the waitlist.
type addView struct {
	Shell  ui.Shell
	Form   ui.FormOf
	What   []ui.Field
	When   []ui.Field
	Remark ui.Field
}

// GET /clients/{client}/waits/new
func (h *Handler) adding(w http.ResponseWriter, r *http.Request) error {
	v, err := h.addOf(r, scheduling.WaitForm{}, nil)
	if err != nil {
		return err
	}
	return page.Render(w, r, addPage(v))
}

// POST /clients/{client}/waits
func (h *Handler) add(w http.ResponseWriter, r *http.Request) error {
	c, err := page.ID[id.Client](r, "client")
	if err != nil {
		return err
	}
	in, err := page.Decode[scheduling.WaitForm](r)
	if err != nil {
		return err
	}
	n, wrong := h.Scheduling.AddWait(r.Context(), page.Actor(r), c, in)
	if wrong == nil {
		h.Site.Say(r, ui.Toast{Text: "On the waitlist. A time that suits is offered by itself."})
		return page.See(w, r, href.Wait(c, n))
	}
	f, _ := errors.AsType[*fault.Fault](wrong) // Retry returns what is none
	v, err := h.addOf(r, in, f)
	if err != nil {
		return err
	}
	return page.Retry(w, r, wrong, func(*fault.Fault) templ.Component { return addPage(v) })
}

func (h *Handler) addOf(r *http.Request, in scheduling.WaitForm, f *fault.Fault) (addView, error) {
	c, err := page.ID[id.Client](r, "client")
	if err != nil {
		return addView{}, err
	}
	o, err := h.Scheduling.OfferWait(r.Context(), page.Reader(r), c)
	if err != nil {
		return addView{}, err
	}
	v := addView{Shell: h.Site.Shell(r, "Put on the waitlist, "+o.Client, "t"), What: whatFields(in, o), When: whenFields(in)}
	v.Shell.Back = &ui.Link{Href: href.Client(c), Label: o.Client}
	remark := []ui.Field{{Label: "Remark", Name: "remark", Value: in.Remark, Kind: ui.Area, Rows: 2, Help: "For staff only.", Attrs: templ.Attributes{"dir": "auto"}}}
	for _, part := range [][]ui.Field{v.What, v.When, remark} {
		page.Mark(part, f)
		v.Form.Errors = append(v.Form.Errors, page.Errors(part)...)
	}
	v.Remark, v.Form.Action, v.Form.Class = remark[0], href.Waits(c), "times-form"
	if f != nil {
		v.Form.Fault = f.Message
	}
	return v, nil
}

func whatFields(in scheduling.WaitForm, o scheduling.WaitOffer) []ui.Field {
	types := []ui.Option{{Label: "Choose what for"}}
	for _, t := range o.Types {
		types = append(types, ui.Option{Value: t.ID.String(), Label: t.Name + ", " + show.Count(t.Minutes, "minute", "minutes")})
	}
	fields := []ui.Field{{Label: "What for", Name: "type", Kind: ui.Select, Value: in.Type, Options: types, Required: true}}
	if len(o.Coming) > 0 {
		fields = append(fields, ui.Field{Label: "Instead of a visit that is booked", Name: "visit", Kind: ui.Select, Value: in.Visit, Options: choices("None: one is to be booked", o.Coming), Help: "It moves to an earlier time; what it is for stays."})
	}
	fields = append(fields, ui.Field{Label: "With", Name: "clinician", Kind: ui.Select, Value: in.Clinician, Options: choices("Anybody", o.Clinicians)})
	if len(o.Sites) > 1 {
		sites := []ui.Option{{Label: "Anywhere"}}
		for _, s := range o.Sites {
			sites = append(sites, ui.Option{Value: s.ID.String(), Label: s.Name})
		}
		fields = append(fields, ui.Field{Label: "Where", Name: "location", Kind: ui.Select, Value: in.Location, Options: sites})
	}
	var urgent []ui.Option
	for _, u := range scheduling.Urgencies {
		urgent = append(urgent, ui.Option{Value: u, Label: urgencies[u]})
	}
	return append(fields, ui.Field{Label: "Urgency", Name: "urgency", Kind: ui.Select, Value: in.Urgency, Options: urgent, Help: "The more urgent are asked first."})
}

func choices(none string, list []scheduling.Choice) []ui.Option {
	out := []ui.Option{{Label: none}}
	for _, c := range list {
		out = append(out, ui.Option{Value: id.ID[struct{}](c.ID).String(), Label: joined(", ", c.Name, c.More)})
	}
	return out
}

func whenFields(in scheduling.WaitForm) []ui.Field {
	var days []ui.Option
	for i, d := range dayNames {
		days = append(days, ui.Option{Value: id.ID[struct{}](i + 1).String(), Label: d})
	}
	return []ui.Field{
		{Label: "Days", Name: "weekday", Kind: ui.Checks, Values: in.Weekdays, Options: days, Help: "None ticked: any."},
		{Label: "Times of day", Name: "part", Kind: ui.Checks, Values: in.Parts, Help: "None ticked: any.", Options: []ui.Option{
			{Value: "morning", Label: "Morning"}, {Value: "afternoon", Label: "Afternoon, from 12:00"}, {Value: "evening", Label: "Evening, from 17:00"},
		}},
		{Label: "Not before", Name: "earliest", Kind: ui.Date, Value: in.Earliest},
		{Label: "Not after", Name: "latest", Kind: ui.Date, Value: in.Latest},
		{Label: "Waits until", Name: "ends", Kind: ui.Date, Value: in.Ends, Help: "Empty: the last day that suits, or 90 days."},
	}
}
