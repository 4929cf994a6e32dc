package today

import (
	"errors"
	"net/http"

	"github.com/a-h/templ"

	"charthouse/internal/civil"
	"charthouse/internal/fault"
	"charthouse/internal/id"
	"charthouse/internal/scheduling"
	"charthouse/web/href"
	"charthouse/web/page"
	"charthouse/web/ui"
)

type blockView struct {
	Shell  ui.Shell
	Form   ui.FormOf
	Fields []ui.Field
}

// GET /blocks/new
func (h *Handler) blocking(w http.ResponseWriter, r *http.Request) error {
	in, err := page.Query[scheduling.Block](r)
	if err != nil {
		return err
	}
	v, err := h.readBlock(r, in, nil)
	if err != nil {
		return err
	}
	return page.Render(w, r, blockPage(v))
}

// POST /blocks
func (h *Handler) block(w http.ResponseWriter, r *http.Request) error {
	in, err := page.Decode[scheduling.Block](r)
	if err != nil {
		return err
	}
	b, err := h.Scheduling.BlockTime(r.Context(), page.Actor(r), in)
	if err != nil {
		return h.blockAgain(w, r, in, err)
	}
	h.Site.Say(r, ui.Toast{Text: in.Title + " is kept free, " + in.Start + " to " + in.End + ".", Undo: href.Returning(href.RemoveBlock(b), dayNamed(in).String())})
	return page.See(w, r, dayNamed(in).String())
}

// blockAgain shows the form with what is wrong.
func (h *Handler) blockAgain(w http.ResponseWriter, r *http.Request, in scheduling.Block, refused error) error {
	f, _ := errors.AsType[*fault.Fault](refused) // Retry returns what is none
	v, err := h.readBlock(r, in, f)
	if err != nil {
		return err
	}
	return page.Retry(w, r, refused, func(*fault.Fault) templ.Component { return blockPage(v) })
}

// POST /blocks/{block}/removal
func (h *Handler) unblock(w http.ResponseWriter, r *http.Request) error {
	b, err := page.ID[id.Booking](r, "block")
	if err != nil {
		return err
	}
	was, err := h.Scheduling.UnblockTime(r.Context(), page.Actor(r), b)
	if err != nil {
		return err
	}
	if was.Title != "" { // a form sent twice finds it gone, and the first said so
		h.Site.Say(r, ui.Toast{Text: was.Title + " is open again.", Undo: href.Blocks, With: map[string]string{
			"clinician": was.Clinician, "location": was.Location, "day": was.Day, "start": was.Start, "end": was.End, "fold": was.Fold, "title": was.Title,
		}})
	}
	return page.See(w, r, page.Back(r, dayNamed(was).String()))
}

// dayNamed is the day on which the block stands; an unreadable one is today.
func dayNamed(b scheduling.Block) href.Day {
	day, _ := civil.Parse(b.Day)
	at, _ := id.Parse[id.Location](b.Location)
	return href.Day{Date: day, At: at}
}

func (h *Handler) readBlock(r *http.Request, in scheduling.Block, f *fault.Fault) (blockView, error) {
	o, err := h.Scheduling.Offer(r.Context(), page.Reader(r), 0, scheduling.Wish{Location: in.Location})
	if err != nil {
		return blockView{}, err
	}
	v := blockView{Fields: []ui.Field{
		{Label: "What for", Name: "title", Value: in.Title, Placeholder: "Lunch", Required: true, Autofocus: true, Autocomplete: "off"},
		{Label: "Whose time", Name: "clinician", Kind: ui.Select, Value: in.Clinician, Options: clinicians(o), Required: true},
		{Label: "Day", Name: "day", Kind: ui.Date, Value: in.Day, Required: true},
		{Label: "From", Name: "start", Kind: ui.Time, Value: in.Start, Step: "300", Required: true},
		{Label: "Until", Name: "end", Kind: ui.Time, Value: in.End, Step: "300", Required: true},
		{Name: "location", Kind: ui.Hidden, Value: in.Location},
	}}
	if in.Fold != "" || f != nil && f.Fields["fold"] != "" {
		v.Fields = append(v.Fields, askFields(scheduling.Wish{Fold: in.Fold}, f)...)
	}
	page.Mark(v.Fields, f)
	v.Form = ui.FormOf{Action: href.Blocks, Errors: page.Errors(v.Fields)}
	if f != nil {
		v.Form.Fault = f.Message
	}
	v.Shell = h.Site.Shell(r, "Keep time free", "t")
	v.Shell.Back = &ui.Link{Href: dayNamed(in).String(), Label: "The day"}
	return v, nil
}

func clinicians(o scheduling.Offer) []ui.Option {
	out := []ui.Option{{Label: "Choose whose"}}
	for _, c := range o.Clinicians {
		out = append(out, ui.Option{Value: idOf(c.ID), Label: joined(", ", c.Name, c.More)})
	}
	return out
}
