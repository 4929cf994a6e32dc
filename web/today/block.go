package today

import (
	"errors"
	"net/http"
	"strings"

	"github.com/a-h/templ"

	"charthouse/internal/civil"
	"charthouse/internal/fault"
	"charthouse/internal/id"
	"charthouse/internal/scheduling"
	"charthouse/web/href"
	"charthouse/web/page"
	"charthouse/web/show"
	"charthouse/web/ui"
)

type blockView struct {
	Shell   ui.Shell
	Form    ui.FormOf
	Fields  []ui.Field
	Repeat  []ui.Field
	Repeats bool
	Leave   *ui.Field // the days that are taken are left out
}

// blockForm is a block as typed, and how it comes again.
type blockForm struct {
	scheduling.Block
	scheduling.Repeat
	Leave bool `form:"leave"`
}

// GET /blocks/new
func (h *Handler) blocking(w http.ResponseWriter, r *http.Request) error {
	in, err := page.Query[blockForm](r)
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
	in, err := page.Decode[blockForm](r)
	if err != nil {
		return err
	}
	var made scheduling.MadeBlocks
	if !in.Asked() {
		made.First, err = h.Scheduling.BlockTime(r.Context(), page.Actor(r), in.Block)
	} else {
		made, err = h.Scheduling.BlockTimes(r.Context(), page.Actor(r), in.Block, in.Repeat, in.Leave)
	}
	if err != nil {
		return h.blockAgain(w, r, in, err)
	}
	day := dayNamed(in.Block)
	at, by, err := h.Scheduling.BlockAt(r.Context(), page.Actor(r), made.First)
	switch {
	case err == nil:
		day.At, day.By = at, string(by)
	case fault.KindOf(err) != fault.NotFound: // a form sent twice may find it opened again
		return err
	}
	t := ui.Toast{Text: in.Title + " is kept free, " + in.Start + " to " + in.End + ".", Undo: href.Returning(href.RemoveBlock(made.First), day.String())}
	if in.Asked() {
		t.Text, t.With = keptFree(in, made), map[string]string{"scope": string(scheduling.Following)}
	}
	h.Site.Say(r, t)
	return page.See(w, r, day.String())
}

// keptFree says how often time is kept free, and which days are left out.
func keptFree(in blockForm, made scheduling.MadeBlocks) string {
	said := in.Title + " is kept free " + show.Count(made.Kept, "time", "times") + ", " + in.Start + " to " + in.End + "."
	const most = 5
	var left []string
	for _, day := range made.Left[:min(len(made.Left), most)] {
		left = append(left, day.Format("2 January"))
	}
	if more := len(made.Left) - most; more > 0 {
		left = append(left, show.Count(more, "more day", "more days"))
	}
	if len(left) > 0 {
		said += " Left out, since something is there: " + strings.Join(left, ", ") + "."
	}
	return said
}

// blockAgain shows the form with what is wrong.
func (h *Handler) blockAgain(w http.ResponseWriter, r *http.Request, in blockForm, refused error) error {
	f, _ := errors.AsType[*fault.Fault](refused) // Retry returns what is none
	v, err := h.readBlock(r, in, f)
	if err != nil {
		return err
	}
	return page.Retry(w, r, refused, func(*fault.Fault) templ.Component { return blockPage(v) })
}

type opening struct {
	Scope scheduling.Scope `form:"scope"` // which of a series
}

// POST /blocks/{block}/removal
func (h *Handler) unblock(w http.ResponseWriter, r *http.Request) error {
	b, err := page.ID[id.Booking](r, "block")
	if err != nil {
		return err
	}
	in, err := page.Decode[opening](r)
	if err != nil {
		return err
	}
	was, opened, err := h.Scheduling.UnblockTime(r.Context(), page.Actor(r), b, in.Scope)
	if err != nil {
		return err
	}
	switch {
	case opened > 1:
		h.Site.Say(r, ui.Toast{Text: was.Title + " is open again, " + show.Count(int(opened), "time", "times") + "."})
	case was.Title != "": // a form sent twice finds it gone, and the first said so
		h.Site.Say(r, ui.Toast{Text: was.Title + " is open again.", Undo: href.Blocks, With: map[string]string{
			"clinician": was.Clinician, "place": was.Place, "location": was.Location, "day": was.Day, "start": was.Start, "end": was.End, "fold": was.Fold, "title": was.Title,
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

func (h *Handler) readBlock(r *http.Request, in blockForm, f *fault.Fault) (blockView, error) {
	o, err := h.Scheduling.Offer(r.Context(), page.Reader(r), 0, scheduling.Wish{Location: in.Location})
	if err != nil {
		return blockView{}, err
	}
	v := blockView{Repeat: repeatFields(in.Repeat), Repeats: in.Asked(), Fields: []ui.Field{
		{Label: "What for", Name: "title", Value: in.Title, Placeholder: "Lunch", Required: true, Autofocus: true, Autocomplete: "off"},
		{Label: "Whose time", Name: "clinician", Kind: ui.Select, Value: in.Clinician, Options: nobodys(clinicians(o))},
		{Label: "Room or equipment", Name: "place", Kind: ui.Select, Value: in.Place, Options: placesOf(o)},
		{Label: "Day", Name: "day", Kind: ui.Date, Value: in.Day, Required: true},
		{Label: "From", Name: "start", Kind: ui.Time, Value: in.Start, Step: "300", Required: true},
		{Label: "Until", Name: "end", Kind: ui.Time, Value: in.End, Step: "300", Required: true},
		{Name: "location", Kind: ui.Hidden, Value: in.Location},
	}}
	if in.Fold != "" || f != nil && f.Fields["fold"] != "" {
		v.Fields = append(v.Fields, askFields(scheduling.Wish{Fold: in.Fold}, f)...)
	}
	page.Mark(v.Fields, f)
	page.Mark(v.Repeat, f)
	v.Form = ui.FormOf{Action: href.Blocks, Errors: append(page.Errors(v.Fields), page.Errors(v.Repeat)...)}
	if in.Leave || f != nil && f.Fields["leave"] != "" {
		leave := []ui.Field{{Label: "Leave out the days on which something is there", Name: "leave", Kind: ui.Check, Value: ticked(in.Leave)}}
		page.Mark(leave, f)
		v.Leave, v.Form.Errors = &leave[0], append(v.Form.Errors, page.Errors(leave)...)
	}
	if f != nil {
		v.Form.Fault = f.Message
	}
	v.Shell = h.Site.Shell(r, "Keep time free", "t")
	v.Shell.Back = &ui.Link{Href: dayNamed(in.Block).String(), Label: "The day"}
	return v, nil
}

// nobodys lets a room be kept free without somebody.
func nobodys(of []ui.Option) []ui.Option {
	of[0].Label = "Nobody’s"
	return of
}

func placesOf(o scheduling.Offer) []ui.Option {
	out := []ui.Option{{Label: "None"}}
	for _, of := range [][]scheduling.Choice{o.Rooms, o.Equipment} {
		for _, p := range of {
			out = append(out, ui.Option{Value: idOf(p.ID), Label: joined(", ", p.Name, elsewhere(o, p))})
		}
	}
	return out
}

// elsewhere is where a place is, in a practice of several locations.
func elsewhere(o scheduling.Offer, p scheduling.Choice) string {
	if len(o.Sites) < 2 {
		return ""
	}
	return p.More
}

func clinicians(o scheduling.Offer) []ui.Option {
	out := []ui.Option{{Label: "Choose whose"}}
	for _, c := range o.Clinicians {
		out = append(out, ui.Option{Value: idOf(c.ID), Label: joined(", ", c.Name, c.More)})
	}
	return out
}
