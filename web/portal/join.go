package portal

import (
	"net/http"

	"github.com/a-h/templ"

	"charthouse/internal/fault"
	"charthouse/internal/id"
	"charthouse/internal/scheduling"
	"charthouse/internal/workflow"
	"charthouse/web/href"
	"charthouse/web/page"
	"charthouse/web/show"
	"charthouse/web/ui"
)

// joinView asks who wants to wait, and which times suit them.
type joinView struct {
	Phone ui.Phone
	Title string
	Lede  string
	Facts []ui.Fact
	Form  ui.FormOf
	Times []ui.Field
	Who   []ui.Field // none where it is known
}

// GET /online/waitlist
func (h *Handler) join(w http.ResponseWriter, r *http.Request) error {
	in, err := page.Query[asking](r)
	if err != nil {
		return err
	}
	if in.Type == "" {
		return page.See(w, r, href.Online)
	}
	v, err := h.joinOf(r, workflow.OnlineWait{WaitForm: scheduling.WaitForm{Type: in.Type, Clinician: in.Clinician}})
	if err != nil {
		return h.refuseBooking(w, r, err)
	}
	return page.Render(w, r, joinPage(v))
}

// POST /online/waitlist: the same answer for everybody.
func (h *Handler) joinNow(w http.ResponseWriter, r *http.Request) error {
	in, err := page.Decode[workflow.OnlineWait](r)
	if err != nil {
		return err
	}
	wrong := h.joinAs(r, in)
	if wrong == nil {
		return page.See(w, r, href.OnlineWaiting)
	}
	if k := fault.KindOf(wrong); k != fault.Conflict && k != fault.Invalid && k != fault.TooMany {
		return h.refuseBooking(w, r, wrong)
	}
	v, err := h.joinOf(r, in)
	if err != nil {
		return h.refuseBooking(w, r, err)
	}
	return page.Retry(w, r, wrong, func(f *fault.Fault) templ.Component { return joinPage(v.marked(f)) })
}

// joinAs puts them on the waitlist where all can be right, as often as it may be tried.
func (h *Handler) joinAs(r *http.Request, in workflow.OnlineWait) error {
	if err := h.flow.CheckJoin(r.Context(), page.Reader(r), in); err != nil {
		return err
	}
	if err := h.tried(r, "wait", in.Email); err != nil {
		return err
	}
	return h.flow.JoinWaitlist(r.Context(), page.Actor(r), in)
}

func (h *Handler) joinOf(r *http.Request, in workflow.OnlineWait) (joinView, error) {
	o, sign, err := h.offered(r)
	if err != nil {
		return joinView{}, err
	}
	n, _ := id.Parse[id.VisitType](in.Type) // what is no number is not offered
	kind, ok := o.Of(n)
	if !ok {
		return joinView{}, errNotOffered
	}
	return joinView{
		Phone: ui.Phone{
			Title: "Join the waitlist", Practice: sign.Name, Back: &ui.Link{Href: href.OnlineTimesOf(in.Type, in.Clinician, ""), Label: "Pick a time"},
			Foot: nextFoot("Join the waitlist", "join", "We write to you when a time becomes free that suits you."),
		},
		Title: "Join the waitlist", Lede: "Say which times suit you, and who you are.",
		Facts: []ui.Fact{{Name: "Visit", Value: kind.Name + ", " + show.Count(kind.Minutes, "minute", "minutes")}},
		Form:  ui.FormOf{ID: "join", Action: href.OnlineWaitlist, Class: "stack"},
		Times: suitFields(o, n, in.WaitForm), Who: whoFields(in.Stranger),
	}, nil
}

func suitFields(o scheduling.Online, kind id.VisitType, in scheduling.WaitForm) []ui.Field {
	people := []ui.Option{{Label: "Anybody"}}
	for _, c := range o.Clinicians {
		for _, t := range c.Types {
			if t == kind {
				people = append(people, ui.Option{Value: c.ID.String(), Label: c.Name})
			}
		}
	}
	return []ui.Field{
		{Name: "type", Kind: ui.Hidden, Value: in.Type},
		{Label: "With", Name: "clinician", Kind: ui.Select, Value: in.Clinician, Options: people},
		{Label: "Days", Name: "weekday", Kind: ui.Checks, Values: in.Weekdays, Options: weekdays, Help: "Tick none if any day suits you."},
		{Label: "Times of day", Name: "part", Kind: ui.Checks, Values: in.Parts, Options: dayParts, Help: "Tick none if any time suits you."},
		{Label: "Not before", Name: "earliest", Kind: ui.Date, Value: in.Earliest, Help: "You may leave it empty."},
		{Label: "Not after", Name: "latest", Kind: ui.Date, Value: in.Latest, Help: "You may leave it empty."},
	}
}

var (
	weekdays = []ui.Option{{Value: "1", Label: "Monday"}, {Value: "2", Label: "Tuesday"}, {Value: "3", Label: "Wednesday"}, {Value: "4", Label: "Thursday"}, {Value: "5", Label: "Friday"}, {Value: "6", Label: "Saturday"}, {Value: "7", Label: "Sunday"}}
	dayParts = []ui.Option{{Value: "morning", Label: "Mornings, until 12:00"}, {Value: "afternoon", Label: "Afternoons, until 17:00"}, {Value: "evening", Label: "Evenings"}}
)

func (v joinView) marked(f *fault.Fault) joinView {
	page.Mark(v.Times, f)
	page.Mark(v.Who, f)
	v.Form.Errors = append(page.Errors(v.Times), page.Errors(v.Who)...)
	if len(v.Form.Errors) == 0 {
		v.Form.Fault = f.Message
	}
	return v
}

// GET /online/waiting: it tells nothing of who is known.
func (h *Handler) waiting(w http.ResponseWriter, r *http.Request) error {
	sign, err := h.sign(r)
	if err != nil {
		return err
	}
	return page.Render(w, r, sayPage(sayView{
		Phone: ui.Phone{Title: "Thank you", Practice: sign.Name}, Title: "Thank you, you need not do anything", Call: sign.Phone,
		Text: "When a time becomes free that suits you, we write to the mail address that we have of you, with a link to take it. The first who takes it has it, so please look soon. If you were on the waitlist for this already, what you wish for now takes the place of what you wished for before. If it cannot wait, please call us.",
	}))
}
