package waitlist

import (
	"cmp"
	"errors"
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

// oneView is one entry of the waitlist, or one time that got free, with whom it was
// offered to, and the form that ends it.
type oneView struct {
	Shell ui.Shell
	Title string
	Facts []ui.Fact
	Head  string // of the offers
	First string // what their first column says
	Asked []askedRow
	None  string     // where there are none
	Could []couldRow // who else could have a time that nobody has
	End   *ui.FormOf
	Why   ui.Field
	Do    ui.Act
}

// askedRow is an offer and what came of it.
type askedRow struct{ What, Href, Made, Came string }

// couldRow is somebody who could have the time, and the way to give it to them.
type couldRow struct {
	Name, Href string
	Phone      string
	For        string
	Urgent     *ui.Tag
	Asked      string
	Do         *ui.Act // nil where the file is shut, or they may not
}

// GET /clients/{client}/waits/{wait}
func (h *Handler) wait(w http.ResponseWriter, r *http.Request) error {
	v, err := h.waitOf(r, "", nil)
	if err != nil {
		return err
	}
	return page.Render(w, r, onePage(v))
}

// POST /clients/{client}/waits/{wait}/removal
func (h *Handler) remove(w http.ResponseWriter, r *http.Request) error {
	c, n, err := page.InFile[id.Wait](r, "wait")
	if err != nil {
		return err
	}
	in, err := page.Decode[reason](r)
	if err != nil {
		return err
	}
	wrong := h.Scheduling.EndWait(r.Context(), page.Actor(r), c, n, in.Reason)
	if wrong == nil {
		h.Site.Say(r, ui.Toast{Text: "Off the waitlist."})
		return page.See(w, r, href.Waitlist)
	}
	f, _ := errors.AsType[*fault.Fault](wrong) // Retry returns what is none
	v, err := h.waitOf(r, in.Reason, f)
	if err != nil {
		return err
	}
	return page.Retry(w, r, wrong, func(*fault.Fault) templ.Component { return onePage(v) })
}

func (h *Handler) waitOf(r *http.Request, typed string, f *fault.Fault) (oneView, error) {
	c, n, err := page.InFile[id.Wait](r, "wait")
	if err != nil {
		return oneView{}, err
	}
	w, asked, err := h.Scheduling.Wait(r.Context(), page.Reader(r), c, n)
	if err != nil {
		return oneView{}, err
	}
	now, zone := h.Site.Now(), page.Zone(r)
	v := oneView{Shell: h.Site.Shell(r, w.Client+" waits", "t"), Title: w.Client + " waits", Head: "What was offered", First: "Time", None: "Nothing was offered yet."}
	v.Shell.Back = &ui.Link{Href: href.Waitlist, Label: "Waitlist"}
	v.Facts = []ui.Fact{
		{Name: "File", Value: "No. " + c.String(), Href: href.Client(c)},
		{Name: "For", Value: forWhat(w)},
		{Name: "Suits them", Value: suits(w)},
		{Name: "Urgency", Value: urgencies[w.Urgency]},
		{Name: "Since", Value: joined(", ", show.DayTime(w.MadeAt, now, zone), by(w))},
		{Name: "Waits until", Value: show.Date(w.EndsOn)},
	}
	if w.Remark != "" {
		v.Facts = append(v.Facts, ui.Fact{Name: "Remark", Value: w.Remark})
	}
	if w.EndedAt != nil {
		v.Title, v.Shell.Title = w.Client+" waits no more", w.Client+" waits no more"
		v.Facts = append(v.Facts, ui.Fact{Name: "Ended", Value: joined(", ", show.DayTime(*w.EndedAt, now, zone), endWords[w.EndedFor], w.EndedBy, w.EndReason)})
	} else if t := trouble(w); t != "" {
		v.Facts = append(v.Facts, ui.Fact{Name: "In the way", Value: t})
	}
	for _, a := range asked {
		v.Asked = append(v.Asked, askedRow{clock(a.Local) + ", " + a.Clinician, href.FreedTime(a.Opening), show.DayTime(a.MadeAt, now, zone), upper(came(a, now))})
	}
	if w.EndedAt == nil && page.Person(r).Actor.May(access.EditWaitlist) {
		v.ends(href.RemoveWait(c, n), typed, "The patient called, it is not needed any more", "Take off the waitlist", f)
	}
	return v, nil
}

// ends asks why something ends.
func (v *oneView) ends(action, typed, example, label string, f *fault.Fault) {
	why := []ui.Field{{Label: "Why", Name: "reason", Value: typed, Required: true, Autocomplete: "off", Placeholder: example}}
	page.Mark(why, f)
	v.Why, v.Do = why[0], ui.Act{Label: label, Kind: "danger"}
	v.End = &ui.FormOf{Action: action, Class: "stack", Errors: page.Errors(why)}
	if f != nil {
		v.End.Fault = f.Message
	}
}

var endWords = map[string]string{"booked": "booked", "removed": "taken off", "left": "left by themselves", "over": "ran out"}

func by(w scheduling.Waiting) string {
	if w.Online {
		return "joined online"
	}
	return cmp.Or(w.MadeBy, "")
}

// joined are the words that there are.
func joined(sep string, words ...string) (out string) {
	for _, w := range words {
		if w != "" && out != "" {
			out += sep
		}
		out += w
	}
	return out
}
