package portal

import (
	"net/http"

	"github.com/a-h/templ"

	"charthouse/internal/clients"
	"charthouse/internal/fault"
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
