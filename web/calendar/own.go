package calendar

import (
	"fmt"
	"net/http"
	"time"

	"github.com/a-h/templ"

	"charthouse/internal/fault"
	"charthouse/internal/scheduling"
	"charthouse/web/href"
	"charthouse/web/page"
	"charthouse/web/show"
	"charthouse/web/ui"
)

// ownView is the clinician's page.
type ownView struct {
	Shell ui.Shell
	Said  string    // how it stands with the address
	Fresh *ui.Field // the address that was made just now: it is not shown again
	Make  part
	Names *part // nil: no address, or no names
	NoNames,
	Ends bool // there is an address to end
	Busy    []ui.Fact // nil: no calendar elsewhere
	Problem string
	Follow  part
}

// part is one form of the page.
type part struct {
	Form   ui.FormOf
	Fields []ui.Field
	Label  string
}

// GET /account/calendar
func (h *Handler) own(w http.ResponseWriter, r *http.Request) error {
	v, err := h.view(r, scheduling.BusyForm{})
	if err != nil {
		return err
	}
	return page.Render(w, r, ownPage(v))
}

func (h *Handler) view(r *http.Request, typed scheduling.BusyForm) (ownView, error) {
	o, err := h.scheduling.OwnCalendar(r.Context(), page.Actor(r))
	if err != nil {
		return ownView{}, err
	}
	return viewOf(h.site.Shell(r, "Your calendar", "account"), o, typed, h.site.Now(), page.Zone(r)), nil
}

func viewOf(shell ui.Shell, o scheduling.OwnCalendar, typed scheduling.BusyForm, now time.Time, zone *time.Location) ownView {
	v := ownView{Shell: shell, NoNames: !o.Allowed, Ends: o.MadeAt != nil}
	v.Make = part{Form: ui.FormOf{Action: href.OwnFeed, Class: "stack"}, Label: "Make an address"}
	if o.MadeAt != nil {
		v.Said = "Your visits can be read under an address that was made on " + show.DayTime(*o.MadeAt, now, zone) + ". If you lost it, or somebody else has it, make a new one: the old one ends."
		v.Make.Label = "Make a new address"
		v.Make.Fields = []ui.Field{{Name: "names", Kind: ui.Hidden, Value: ticked(o.Names && o.Allowed)}}
	}
	names := ui.Field{Label: "Name patients", Name: "names", Kind: ui.Check, Value: ticked(o.Names), Help: "Whoever runs your calendar program can read what stands in it."}
	switch {
	case o.Allowed && o.MadeAt != nil:
		v.Names = &part{Form: ui.FormOf{Action: href.OwnFeedNames, Class: "stack"}, Fields: []ui.Field{names}, Label: "Save"}
	case o.Allowed:
		v.Make.Fields = []ui.Field{names}
	}
	v.Follow = part{
		Form: ui.FormOf{Action: href.OwnBusy, Class: "stack"}, Label: "Read this calendar",
		Fields: []ui.Field{{
			Label: "Secret address of the calendar", Name: "url", Value: typed.URL, Required: true, Autocomplete: "off", Placeholder: "https://",
			Help: "Most calendar programs show it under sharing, as secret address in iCal format. It is kept and not shown again.",
		}},
	}
	if o.Busy != nil {
		v.busy(*o.Busy, now, zone)
	}
	return v
}

// busy says how it stands with the calendar elsewhere.
func (v *ownView) busy(b scheduling.BusyFeed, now time.Time, zone *time.Location) {
	read, still := "Not yet. It is read within a few minutes.", ""
	switch {
	case b.ReadAt != nil:
		read, still = show.DayTime(*b.ReadAt, now, zone), " Until then the times of the last reading count."
	case b.Problem != "":
		read = "Not yet"
	}
	v.Busy = []ui.Fact{{Name: "Read from", Value: b.Host}, {Name: "Last read", Value: read}, {Name: "Busy times ahead", Value: show.Number(b.Times)}}
	if b.Problem != "" {
		v.Problem = fmt.Sprintf("On %s it could not be read. %s%s", show.DayTime(*b.TriedAt, now, zone), b.Problem, still)
	}
	v.Follow.Label = "Read another calendar"
}

func ticked(on bool) string {
	if on {
		return "on"
	}
	return ""
}

// POST /account/calendar/feed: the page once with the address, which is not shown again.
func (h *Handler) makeFeed(w http.ResponseWriter, r *http.Request) error {
	f, err := page.Decode[scheduling.FeedForm](r)
	if err != nil {
		return err
	}
	token, wrong := h.scheduling.MakeFeed(r.Context(), page.Actor(r), f)
	v, err := h.view(r, scheduling.BusyForm{})
	if err != nil {
		return err
	}
	if wrong != nil {
		return page.Retry(w, r, wrong, func(bad *fault.Fault) templ.Component {
			v.Make.mark(bad)
			return ownPage(v)
		})
	}
	v.Fresh = &ui.Field{
		Label: "Address of your visits", Name: "address", Value: h.base.JoinPath(href.Feed(token)).String(), ReadOnly: true, Autocomplete: "off",
		Help: "Copy it into your calendar program now, as a calendar by address: it is not shown again. Whoever has it sees when your visits are.",
	}
	return page.Render(w, r, ownPage(v))
}

// POST /account/calendar/feed/names
func (h *Handler) nameInFeed(w http.ResponseWriter, r *http.Request) error {
	f, err := page.Decode[scheduling.FeedForm](r)
	if err != nil {
		return err
	}
	if wrong := h.scheduling.NameInFeed(r.Context(), page.Actor(r), f); wrong != nil {
		return h.again(w, r, wrong, scheduling.BusyForm{}, func(v *ownView) *part {
			if v.Names == nil {
				return &v.Make
			}
			return v.Names
		})
	}
	return h.said(w, r, "Saved. Your calendar program shows it when it reads again.")
}

// POST /account/calendar/feed/end
func (h *Handler) endFeed(w http.ResponseWriter, r *http.Request) error {
	if err := h.scheduling.EndFeed(r.Context(), page.Actor(r)); err != nil {
		return err
	}
	return h.said(w, r, "The address is over. What your calendar program has read already, delete there.")
}

// POST /account/calendar/busy
func (h *Handler) followBusy(w http.ResponseWriter, r *http.Request) error {
	f, err := page.Decode[scheduling.BusyForm](r)
	if err != nil {
		return err
	}
	if wrong := h.flow.FollowBusy(r.Context(), page.Actor(r), f); wrong != nil {
		return h.again(w, r, wrong, f, func(v *ownView) *part { return &v.Follow })
	}
	return h.said(w, r, "The calendar is read now, and then each quarter of an hour.")
}

// POST /account/calendar/busy/end
func (h *Handler) leaveBusy(w http.ResponseWriter, r *http.Request) error {
	if err := h.scheduling.LeaveBusy(r.Context(), page.Actor(r)); err != nil {
		return err
	}
	return h.said(w, r, "The calendar is not read any more, and its times can be booked.")
}

func (h *Handler) said(w http.ResponseWriter, r *http.Request, words string) error {
	h.site.Say(r, ui.Toast{Text: words, Tone: ui.Teal})
	return page.See(w, r, href.OwnCalendar)
}

// again shows the page with what was typed, and what is wrong in the form that was sent.
func (h *Handler) again(w http.ResponseWriter, r *http.Request, wrong error, typed scheduling.BusyForm, sent func(*ownView) *part) error {
	v, err := h.view(r, typed)
	if err != nil {
		return err
	}
	return page.Retry(w, r, wrong, func(bad *fault.Fault) templ.Component {
		sent(&v).mark(bad)
		return ownPage(v)
	})
}

func (p *part) mark(wrong *fault.Fault) {
	page.Mark(p.Fields, wrong)
	p.Form.Fault, p.Form.Errors = wrong.Message, page.Errors(p.Fields)
}
