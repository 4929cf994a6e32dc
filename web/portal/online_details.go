package portal

import (
	"net/http"

	"github.com/a-h/templ"

	"charthouse/internal/access"
	"charthouse/internal/clients"
	"charthouse/internal/fault"
	"charthouse/internal/practice"
	"charthouse/internal/scheduling"
	"charthouse/internal/workflow"
	"charthouse/web/href"
	"charthouse/web/page"
	"charthouse/web/show"
	"charthouse/web/ui"
)

// detailsView asks who they are, for a time that is kept.
type detailsView struct {
	Phone  ui.Phone
	Facts  []ui.Fact
	Kept   string // until when, in words
	Form   ui.FormOf
	At     string
	Others *ui.Field // other times, where theirs is gone
	Fields []ui.Field
}

var errNotOffered = fault.New(fault.NotFound, "This cannot be booked online. Please call us, and we find a time together.")

// offered is what can be booked, and who offers it. A practice that offers nothing
// says so.
func (h *Handler) offered(r *http.Request) (scheduling.Online, practice.Sign, error) {
	sign, err := h.sign(r)
	if err != nil {
		return scheduling.Online{}, sign, err
	}
	o, err := h.scheduling.Online(r.Context(), access.Nobody().During(page.RequestID(r)))
	if err == nil && len(o.Types) == 0 {
		err = fault.New(fault.NotFound, "Visits cannot be booked online here. Please call us, and we find a time together.")
	}
	return o, sign, err
}

// refuseBooking says in the practice's name that this cannot be booked.
func (h *Handler) refuseBooking(w http.ResponseWriter, r *http.Request, err error) error {
	if fault.KindOf(err) == fault.Internal {
		return err
	}
	sign, failed := h.sign(r)
	if failed != nil {
		return failed
	}
	return page.Refuse(w, r, err, func(f *fault.Fault) templ.Component {
		return sayPage(sayView{Phone: ui.Phone{Title: onlinesTitle, Practice: sign.Name}, Title: onlinesTitle, Text: f.Message, Call: sign.Phone})
	})
}

// GET /online/details
func (h *Handler) details(w http.ResponseWriter, r *http.Request) error {
	in, err := page.Query[scheduling.OnlineWish](r)
	if err != nil {
		return err
	}
	if in.At == "" {
		return page.See(w, r, href.Online)
	}
	v, err := h.detailsOf(r, workflow.OnlineBooking{OnlineWish: in})
	if err != nil {
		return h.refuseBooking(w, r, err)
	}
	return page.Render(w, r, detailsPage(v))
}

// instead is another time, chosen where the first was gone.
type instead struct {
	Other string `form:"other"`
}

// POST /online/details: the same answer for everybody; what there is to tell goes by
// mail.
func (h *Handler) book(w http.ResponseWriter, r *http.Request) error {
	in, err := page.Decode[workflow.OnlineBooking](r)
	if err != nil {
		return err
	}
	other, err := page.Decode[instead](r)
	if err != nil {
		return err
	}
	if other.Other != "" {
		in.At = other.Other
	}
	if in.At == "" {
		return page.See(w, r, href.Online)
	}
	in.Token = h.tokenOf(r)
	wrong := h.bookAs(r, in)
	if wrong == nil {
		return page.See(w, r, href.OnlineDone)
	}
	if k := fault.KindOf(wrong); k != fault.Conflict && k != fault.Invalid && k != fault.TooMany {
		return h.refuseBooking(w, r, wrong)
	}
	v, err := h.detailsOf(r, in)
	if err == nil && fault.KindOf(wrong) == fault.Conflict {
		err = h.insteadOf(r, &v, in)
	}
	if err != nil {
		return h.refuseBooking(w, r, err)
	}
	return page.Retry(w, r, wrong, func(f *fault.Fault) templ.Component { return detailsPage(v.marked(f)) })
}

// bookAs books what can be right, as often as it may be tried.
func (h *Handler) bookAs(r *http.Request, in workflow.OnlineBooking) error {
	if err := h.flow.CheckOnline(r.Context(), page.Reader(r), in); err != nil {
		return err
	}
	if err := h.tried(r, "book", in.Email); err != nil {
		return err
	}
	return h.flow.BookOnline(r.Context(), page.Actor(r), in)
}

// insteadOf offers other times, and shows no time as kept any more.
func (h *Handler) insteadOf(r *http.Request, v *detailsView, in workflow.OnlineBooking) error {
	slots, err := h.soonest(r, scheduling.Search{VisitType: in.Type().String()}, mostInstead)
	if err != nil || len(slots) == 0 {
		return err
	}
	f := ui.Field{Label: "Another time", Name: "other", Kind: ui.Choice, Required: true}
	for _, s := range slots {
		f.Options = append(f.Options, ui.Option{Value: scheduling.OnlineAt(in.Type(), s), Label: dayOf(s.Local) + ", " + s.Clock(), Detail: s.Clinician + ", " + s.Location})
	}
	v.Others, v.Kept = &f, ""
	return nil
}

// detailsOf is the form with what was typed so far.
func (h *Handler) detailsOf(r *http.Request, in workflow.OnlineBooking) (detailsView, error) {
	o, sign, err := h.offered(r)
	if err != nil {
		return detailsView{}, err
	}
	kind, ok := o.Of(in.Type())
	if !ok {
		return detailsView{}, errNotOffered
	}
	kept, err := h.scheduling.Kept(r.Context(), page.Reader(r), h.tokenOf(r))
	if err != nil {
		return detailsView{}, err
	}
	chosen, err := h.scheduling.Chosen(r.Context(), page.Reader(r), in.OnlineWish)
	if err != nil {
		return detailsView{}, err
	}
	back := href.OnlineTimesOf(kind.ID.String(), "", "")
	v := detailsView{
		Phone: ui.Phone{Title: "Your details", Practice: sign.Name, Back: &ui.Link{Href: back, Label: "Pick a time"}, Foot: nextFoot("Book this visit", "details", changeWordsAt(o.ChangeHours, chosen.StartsAt, h.site.Now(), sign.Phone))},
		Form:  ui.FormOf{ID: "details", Action: href.OnlineDetails, Class: "stack"}, At: in.At, Fields: detailFields(in),
		Facts: factsOf(kind, chosen),
	}
	if left := kept.Until.Sub(h.site.Now()); left > 0 {
		v.Kept = "We keep this time for you for " + show.Count(1+int(left.Minutes()-0.01), "minute", "minutes") + "."
	}
	return v, nil
}

// factsOf are what is booked, as chosen.
func factsOf(kind scheduling.OnlineType, c scheduling.Chosen) []ui.Fact {
	facts := []ui.Fact{{Name: "Visit", Value: kind.Name + ", " + show.Count(kind.Minutes, "minute", "minutes")}}
	if c.StartsAt.IsZero() {
		return facts
	}
	return append(facts, ui.Fact{Name: "When", Value: clockOf(c.Local)}, ui.Fact{Name: "With", Value: c.Clinician}, ui.Fact{Name: "Where", Value: placed(c.Place, c.Address)})
}

// placed is a place with its address.
func placed(place, address string) string {
	if address == "" {
		return place
	}
	return place + ", " + address
}

func detailFields(in workflow.OnlineBooking) []ui.Field {
	return append(whoFields(in.Stranger),
		ui.Field{Label: "Why you come", Name: "reason", Value: in.Reason, Kind: ui.Area, Rows: 2, Help: "A few words are enough. You may leave it empty.", Attrs: templ.Attributes{"dir": "auto"}})
}

// whoFields ask who somebody is.
func whoFields(in clients.Stranger) []ui.Field {
	auto := templ.Attributes{"dir": "auto"}
	return []ui.Field{
		{Label: "First name", Name: "given", Value: in.Given, Required: true, Autocomplete: "given-name", Attrs: auto},
		{Label: "Family name", Name: "family", Value: in.Family, Required: true, Autocomplete: "family-name", Attrs: auto},
		{Label: "Date of birth", Name: "birth_date", Value: in.BirthDate, Kind: ui.Date, Required: true, Autocomplete: "bday"},
		{Label: "Mail address", Name: "email", Value: in.Email, Kind: ui.Email, Required: true, Autocomplete: "email", Help: "What we write goes there, or to the address that we have of you."},
		{Label: "Phone", Name: "phone", Value: in.Phone, Kind: ui.Tel, Required: true, Autocomplete: "tel"},
	}
}

func (v detailsView) marked(f *fault.Fault) detailsView {
	page.Mark(v.Fields, f)
	v.Form.Errors = page.Errors(v.Fields)
	if len(v.Form.Errors) == 0 {
		v.Form.Fault = f.Message
	}
	return v
}

// GET /online/done: it tells nothing but where to look.
func (h *Handler) done(w http.ResponseWriter, r *http.Request) error {
	sign, err := h.sign(r)
	if err != nil {
		return err
	}
	return page.Render(w, r, sayPage(sayView{
		Phone: ui.Phone{Title: "Look into your mail", Practice: sign.Name}, Title: "Look into your mail", Call: sign.Phone,
		Text: "The confirmation is on its way, with the visit for your calendar and a link to move or cancel it. " +
			"If you have booked with us already, it shows the visit that you have: one at a time can be booked online. " +
			"If no mail comes within an hour, nothing is booked: please call us.",
	}))
}
