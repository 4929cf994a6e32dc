package today

import (
	"cmp"
	"errors"
	"maps"
	"net/http"

	"github.com/a-h/templ"

	"charthouse/internal/civil"
	"charthouse/internal/clients"
	"charthouse/internal/fault"
	"charthouse/internal/id"
	"charthouse/internal/scheduling"
	"charthouse/web/href"
	"charthouse/web/page"
	"charthouse/web/ui"
)

// bookView is the booking form, and the form that moves a visit.
type bookView struct {
	Shell   ui.Shell
	Lede    string
	Form    ui.FormOf
	Who     []ui.Field // the patient, picked or to be found
	New     []ui.Field // of a new one
	IsNew   bool
	Same    []ui.Option // files that look like the new one
	What    []ui.Field
	When    []ui.Field
	Repeat  []ui.Field
	Repeats bool
	Times   times
	Scope   []ui.Field // which visits of a series move
	Ask     []ui.Field // what a refusal asks: which of two hours, anyway
	More    []ui.Field
	Hidden  []ui.Field
	Double  bool // it may be booked over what is there
	Do      ui.Act
	Another ui.Field
}

// times are the free ones of a day, to pick from.
type times struct {
	Options    []ui.Option
	Picked     string
	Error      string
	Other      string // typed instead
	OtherError string
	Empty      string
	Look       string // where "Show free times" posts
	Next       string // where the next free times are looked for; empty: nowhere
}

// readBooking reads what can be chosen and builds the form around what was typed.
func (h *Handler) readBooking(r *http.Request, in bookForm, refused error) (bookView, error) {
	c, _ := id.Parse[id.Client](in.Client) // anybody else is nobody yet
	o, err := h.Scheduling.Offer(r.Context(), page.Reader(r), c, in.Wish)
	if err != nil {
		return bookView{}, err
	}
	v := bookOf(in, o, page.Person(r).Currency)
	if v.Who, err = h.whoFields(r, in, o.Client); err != nil {
		return v, err
	}
	if double, ok := errors.AsType[*clients.Double](refused); ok {
		v.Same = patientsOf(double.Matches)
		v.Another = ui.Field{Label: "This is somebody else: open a new file", Name: "another", Kind: ui.Check, Value: "true"}
	}
	v.Shell = h.Site.Shell(r, "Book a visit", "t")
	day, _ := civil.Parse(in.Day) // no day leads to today
	v.Shell.Back = &ui.Link{Href: href.Day{Date: day}.String(), Label: "The day"}
	return v, nil
}

// whoFields are the patient: known, found by the words that were typed, or to be found.
func (h *Handler) whoFields(r *http.Request, in bookForm, name string) ([]ui.Field, error) {
	find := ui.Field{
		Label: "Find the patient", Name: "client", Value: in.Client, FindText: cmp.Or(name, in.ClientText), Find: href.BookPatients,
		Help: "By name, birth date, phone or number.", Autofocus: name == "",
	}
	if name != "" || in.ClientText == "" || in.fresh() {
		return []ui.Field{find}, nil
	}
	found, err := h.Clients.Find(r.Context(), page.Reader(r), in.ClientText)
	if err != nil || len(found) == 0 {
		return []ui.Field{find}, err
	}
	return []ui.Field{{Label: "Which patient", Name: "client", Kind: ui.Radio, Options: patientsOf(found)}}, nil
}

// bookOf builds the form from what was typed and what can be chosen.
func bookOf(in bookForm, o scheduling.Offer, currency string) bookView {
	v := bookView{
		Form: ui.FormOf{Action: href.BookVisit}, IsNew: in.fresh(), Do: ui.Act{Label: "Book the visit", Kind: "primary"},
		New: []ui.Field{
			{Label: "Given name", Name: "given", Value: in.Given, Autocomplete: "off"},
			{Label: "Family name", Name: "family", Value: in.Family, Autocomplete: "off"},
			{Label: "Date of birth", Name: "birth_date", Value: in.BirthDate, Kind: ui.Date},
			{Label: "Phone", Name: "phone", Value: in.Phone, Kind: ui.Tel, Autocomplete: "off"},
			{Label: "Mail", Name: "email", Value: in.Email, Kind: ui.Email, Autocomplete: "off", Help: "For the confirmation and the form."},
		},
		Times: timesOf(in.Wish, o, href.BookVisit),
	}
	v.Times.Next = href.FindTimes(in.Client, in.VisitType, in.Clinician, in.Location)
	types := ui.Field{Label: "What for", Name: "type", Kind: ui.Select, Value: in.VisitType, Options: typesOf(o, currency), Required: true, Attrs: refresh(href.BookVisit)}
	v.What = append([]ui.Field{types}, withFields(in.Wish, o, href.BookVisit)...)
	v.When = []ui.Field{dayField(in.Wish, href.BookVisit)}
	v.Repeat, v.Repeats = repeatFields(in.Repeat), in.repeats()
	v.More = append(placeFields(in.Wish, o, "The usual room"), lastsField(in.Wish, "As long as its kind", href.BookVisit), secondField(in.Wish, o, href.BookVisit), ui.Field{Label: "Reason", Name: "reason", Value: in.Reason, Help: "As the patient says it. It stands on the day.", Autocomplete: "off"})
	if len(o.Coverages) > 0 {
		v.More = append(v.More, ui.Field{Label: "Who pays", Name: "coverage", Kind: ui.Select, Value: in.Coverage, Options: payersOf(o.Coverages)})
	}
	v.More = append(v.More, ui.Field{Label: "The patient is here now", Name: "walk_in", Kind: ui.Check, Value: ticked(in.WalkIn)})
	v.Ask = askFields(in.Wish, nil)
	if in.Talk != "" {
		v.Lede = "The conversation closes with this visit, and keeps it."
		v.Hidden = []ui.Field{{Name: "conversation", Kind: ui.Hidden, Value: in.Talk}, {Name: "seen", Kind: ui.Hidden, Value: in.Seen.String()}}
	}
	return v
}

// marked puts what is wrong under the fields that it concerns.
func (v bookView) marked(f *fault.Fault) bookView {
	v.Form.Fault = f.Message
	if !v.Double {
		f = without(f, "double")
	}
	v.Ask = append(v.Ask, askFields(scheduling.Wish{}, f)...)
	groups := [][]ui.Field{v.Who, v.New, v.What, v.When, v.Ask, v.Repeat, v.Scope, v.More}
	for _, g := range groups {
		page.Mark(g, f)
	}
	v.Times.mark(f)
	v.Form.Errors = append(page.Errors(groups...), v.Times.errors()...)
	return v
}

// mark puts what is wrong with the time under those that are offered, or under the one
// that is typed where none is.
func (t *times) mark(f *fault.Fault) {
	t.Error, t.OtherError = f.Fields["start"], f.Fields["other"]
	if len(t.Options) == 0 {
		t.Error, t.OtherError = "", cmp.Or(t.OtherError, t.Error)
	}
}

func (t times) errors() (out []ui.FieldError) {
	if t.Error != "" {
		out = append(out, ui.FieldError{Name: "start", Label: "Time", Message: t.Error})
	}
	if t.OtherError != "" {
		out = append(out, ui.FieldError{Name: "other", Label: "Another time", Message: t.OtherError})
	}
	return out
}

func (t times) invalid() templ.Attributes {
	if t.Error == "" {
		return nil
	}
	return templ.Attributes{"aria-invalid": "true", "aria-describedby": "f-start-error"}
}

// without is the fault without one of its questions.
func without(f *fault.Fault, field string) *fault.Fault {
	fields := maps.Clone(f.Fields)
	delete(fields, field)
	return &fault.Fault{Kind: f.Kind, Message: f.Message, Fields: fields}
}

func timesOf(w scheduling.Wish, o scheduling.Offer, look string) times {
	t := times{Look: look, Picked: w.Start, Empty: "Choose what for, with whom and the day: the free times stand here then."}
	if w.Clinician != "" && w.Day != "" && (w.VisitType != "" || o.Was.VisitID != 0) {
		t.Empty = cmp.Or(o.Why, "Nothing is free on this day. Pick another day or somebody else, or write a time outside hours.")
	}
	offered := false
	for _, f := range o.Free {
		t.Options = append(t.Options, ui.Option{Value: f.Value(), Label: f.Clock()})
		offered = offered || f.Value() == w.Start
	}
	if t.Other = w.Other; t.Other == "" && !offered {
		t.Other = w.Start
	}
	return t
}
