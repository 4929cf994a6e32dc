package clients

import (
	"net/http"

	"github.com/a-h/templ"

	"charthouse/internal/clients"
	"charthouse/internal/fault"
	"charthouse/internal/id"
	"charthouse/web/href"
	"charthouse/web/page"
	"charthouse/web/show"
	"charthouse/web/ui"
)

// glassView is the form that opens a restricted file with a reason.
type glassView struct {
	Shell  ui.Shell
	Title  string
	Form   recordForm
	Cancel string
}

// breaking is what the form carries: what the domain asks, and where to go on.
type breaking struct {
	clients.GlassForm
	To string `form:"to"`
}

// glass answers GET /clients/{client}/glass?to=.
func (h *Handler) glass(w http.ResponseWriter, r *http.Request) error {
	c, err := page.Client(r)
	if err != nil {
		return err
	}
	shut, err := h.Clients.Shut(r.Context(), page.Actor(r), c)
	if err != nil {
		return err
	}
	to := page.Inside(r.URL.Query().Get("to"), href.Client(c))
	if !shut {
		return page.See(w, r, to)
	}
	return page.Render(w, r, glassPage(h.glassView(r, c, breaking{To: to}, nil)))
}

// breakGlass answers POST /clients/{client}/glass.
func (h *Handler) breakGlass(w http.ResponseWriter, r *http.Request) error {
	c, err := page.Client(r)
	if err != nil {
		return err
	}
	in, err := page.Decode[breaking](r)
	if err != nil {
		return err
	}
	if err := h.Flow.BreakGlass(r.Context(), page.Actor(r), h.Doors, c, in.GlassForm); err != nil {
		return page.Retry(w, r, err, func(f *fault.Fault) templ.Component { return glassPage(h.glassView(r, c, in, f)) })
	}
	return page.See(w, r, page.Inside(in.To, href.Client(c)))
}

func (h *Handler) glassView(r *http.Request, c id.Client, in breaking, f *fault.Fault) glassView {
	fields := []ui.Field{
		{Name: "to", Kind: ui.Hidden, Value: in.To},
		{Label: "What you need it for", Name: "reason", Kind: ui.Area, Value: in.Reason, Help: "At least 10 letters. The reviewer reads it.", Required: true, Autofocus: f == nil},
		{Label: "Your password", Name: "password", Kind: ui.Password, Autocomplete: "current-password", Required: true},
	}
	v := glassView{Title: "Open restricted file No. " + c.String(), Form: *formFor("", href.Glass(c, ""), "Open it for 60 minutes", fields, f), Cancel: href.Home}
	v.Shell = h.outside(r, v.Title, "p")
	v.Shell.Back = &ui.Link{Href: href.Clients(""), Label: "Patients"}
	return v
}

// outside is the frame of a page before a shut file: whoever stands there is not in
// it, and does not follow it.
func (h *Handler) outside(r *http.Request, title, active string) ui.Shell {
	s := h.Site.Shell(r, title, active)
	s.Live = ""
	return s
}

// openingView is one opening of a restricted file, for whoever reviews it.
type openingView struct {
	Shell  ui.Shell
	Title  string
	Facts  []ui.Fact
	Deeds  []deed
	Own    bool        // nobody reviews their own
	Review *recordForm // while nobody has
}

type deed struct{ What, Times, First, Last string }

// opening answers GET /clients/{client}/glass/{glass}.
func (h *Handler) opening(w http.ResponseWriter, r *http.Request) error {
	c, g, err := page.InFile[id.Glass](r, "glass")
	if err != nil {
		return err
	}
	v, err := h.openingView(r, c, g, clients.ReviewForm{}, nil)
	if err != nil {
		return err
	}
	return page.Render(w, r, openingPage(v))
}

// reviewOpening answers POST /clients/{client}/glass/{glass}/review.
func (h *Handler) reviewOpening(w http.ResponseWriter, r *http.Request) error {
	c, g, err := page.InFile[id.Glass](r, "glass")
	if err != nil {
		return err
	}
	in, err := page.Decode[clients.ReviewForm](r)
	if err != nil {
		return err
	}
	if refused := h.Clients.ReviewGlass(r.Context(), page.Actor(r), c, g, in); refused != nil {
		v, err := h.openingView(r, c, g, in, faultOf(refused))
		if err != nil {
			return err
		}
		return page.Retry(w, r, refused, func(*fault.Fault) templ.Component { return openingPage(v) })
	}
	return h.said(w, r, href.Worklist("", false), "Reviewed", "")
}

func (h *Handler) openingView(r *http.Request, c id.Client, g id.Glass, in clients.ReviewForm, f *fault.Fault) (openingView, error) {
	b, err := h.Clients.Breach(r.Context(), page.Actor(r), c, g)
	if err != nil {
		return openingView{}, err
	}
	s := h.sight(r)
	v := openingView{Title: "Restricted file No. " + c.String() + " was opened", Facts: openingFacts(s, b), Own: b.StaffID == s.who.Staff() && b.ReviewedAt == nil}
	for _, d := range b.Done {
		v.Deeds = append(v.Deeds, deed{deedWords(d), show.Count(d.Times, "time", "times"), show.DayTime(d.First, s.now, s.zone), show.DayTime(d.Last, s.now, s.zone)})
	}
	if b.ReviewedAt == nil && !v.Own {
		fields := []ui.Field{{Label: "What you found", Name: "found", Kind: ui.Area, Value: in.Found, Help: "A sentence. Reviewing it closes the file to them, if it is still open.", Required: true}}
		v.Review = formFor("", href.Opening(c, g)+"/review", "Reviewed", fields, f)
	}
	v.Shell = h.outside(r, v.Title, "w")
	v.Shell.Back = &ui.Link{Href: href.Worklist("", false), Label: "Worklist"}
	return v, nil
}

func openingFacts(s sight, b clients.Breach) []ui.Fact {
	out := []ui.Fact{
		{Name: "By", Value: b.Staff},
		{Name: "Why", Value: b.Reason},
		{Name: "Opened", Value: show.DayTime(b.OpenedAt, s.now, s.zone) + ", until " + show.Time(b.Until, s.zone)},
	}
	if b.ReviewedAt != nil {
		out = append(out, ui.Fact{Name: "Reviewed", Value: show.DayTime(*b.ReviewedAt, s.now, s.zone) + " by " + b.ReviewedBy}, ui.Fact{Name: "Found", Value: b.Review})
	}
	return out
}

// deedWords says an act, and how often it was refused.
func deedWords(d clients.Deed) string {
	words := deeds[d.Verb]
	if d.Refused > 0 {
		words += ", " + show.Count(d.Refused, "time", "times") + " refused"
	}
	return words
}
