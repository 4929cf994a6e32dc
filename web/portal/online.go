package portal

import (
	"crypto/sha256"
	"encoding/base64"
	"net/http"
	"slices"
	"strconv"
	"time"

	"github.com/a-h/templ"

	"charthouse/internal/access"
	"charthouse/internal/civil"
	"charthouse/internal/fault"
	"charthouse/internal/id"
	"charthouse/internal/intake"
	"charthouse/internal/scheduling"
	"charthouse/web/href"
	"charthouse/web/page"
	"charthouse/web/show"
	"charthouse/web/ui"
)

const (
	mostTimes    = 300 // are looked for
	fewTimes     = 24  // are shown, and the rest of their last day
	mostInstead  = 6
	onlinesTitle = "Book a visit"
)

// onlineView is what can be booked.
type onlineView struct {
	Phone ui.Phone
	Types []onlineType
	Call  string
}

type onlineType struct{ Name, Detail, Href string }

// timesView is when it can be booked, by day.
type timesView struct {
	Phone  ui.Phone
	Title  string
	Facts  []ui.Fact
	People []ui.Switch
	Asked  string // the number of who was asked for, or empty
	Fault  string
	Form   ui.FormOf
	Days   []timesDay
	Empty  string
	Later  *ui.Link
	Wait   *ui.Link // to the waitlist
	Note   string
	Call   string
}

type timesDay struct {
	Title string
	Parts []timesPart
}

// timesPart is the morning or the afternoon.
type timesPart struct {
	Title string
	Slots []timeSlot
}

type timeSlot struct{ Clock, With, Value string }

// asking is what the page of times is asked for.
type asking struct {
	Type      string `form:"type"`
	Clinician string `form:"clinician"`
	From      string `form:"from"`
}

// GET /online
func (h *Handler) online(w http.ResponseWriter, r *http.Request) error {
	o, sign, err := h.offered(r)
	if err != nil {
		return h.refuseBooking(w, r, err)
	}
	v := onlineView{Phone: ui.Phone{Title: onlinesTitle, Practice: sign.Name}, Call: sign.Phone}
	for _, t := range o.Types {
		v.Types = append(v.Types, onlineType{t.Name, show.Count(t.Minutes, "minute", "minutes") + forWhom[t.For], href.OnlineTimesOf(t.ID.String(), "", "")})
	}
	return page.Render(w, r, onlinePage(v))
}

var forWhom = map[string]string{scheduling.ForNew: ", if you have not been here", scheduling.ForKnown: ", if you have been here"}

// GET /online/times
func (h *Handler) onlineTimes(w http.ResponseWriter, r *http.Request) error {
	in, err := page.Query[asking](r)
	if err != nil {
		return err
	}
	if in.Type == "" {
		return page.See(w, r, href.Online)
	}
	v, err := h.timesOf(r, in)
	if err != nil {
		return h.refuseBooking(w, r, err)
	}
	return page.Render(w, r, timesPage(v))
}

// keeping is the time that was tapped.
type keeping struct {
	scheduling.OnlineWish
	Clinician string `form:"clinician"` // who was asked for, to show the times again
}

// POST /online/hold: the time is kept while they say who they are.
func (h *Handler) keep(w http.ResponseWriter, r *http.Request) error {
	in, err := page.Decode[keeping](r)
	if err != nil {
		return err
	}
	if in.At == "" {
		return page.See(w, r, href.Online)
	}
	token := h.tokenOf(r)
	err = h.scheduling.KnockOnline(r.Context(), "keep", h.site.Address(r), keepsAnHour)
	if err == nil {
		err = h.scheduling.KeepTime(r.Context(), page.Actor(r), in.OnlineWish, token)
	}
	if k := fault.KindOf(err); err != nil && (k == fault.Conflict || k == fault.Invalid || k == fault.TooMany) {
		v, failed := h.timesOf(r, asking{Type: in.Type().String(), Clinician: in.Clinician})
		if failed != nil {
			return h.refuseBooking(w, r, failed)
		}
		return page.Retry(w, r, err, func(f *fault.Fault) templ.Component { v.Fault = f.Message; return timesPage(v) })
	}
	if err != nil {
		return h.refuseBooking(w, r, err)
	}
	http.SetCookie(w, h.site.Cookie(keptCookie, token, h.site.Now().Add(time.Hour)))
	return page.See(w, r, href.OnlineDetailsOf(in.At))
}

// tokenOf is what this browser keeps times under: it stays, so that one browser keeps one
// time. The first comes of the form's own key, so that both answers to a double tap give
// the same.
func (h *Handler) tokenOf(r *http.Request) string {
	if c, err := r.Cookie(keptCookie); err == nil && len(c.Value) >= 20 {
		return c.Value
	}
	key := page.Actor(r).Post().Key
	if key == "" {
		return intake.NewToken()
	}
	sum := sha256.Sum256([]byte("kept under " + key))
	return base64.RawURLEncoding.EncodeToString(sum[:])
}

// timesOf are the times of a kind of visit, under what it is.
func (h *Handler) timesOf(r *http.Request, in asking) (timesView, error) {
	o, sign, err := h.offered(r)
	if err != nil {
		return timesView{}, err
	}
	n, _ := id.Parse[id.VisitType](in.Type) // what is no number is not offered
	kind, ok := o.Of(n)
	if !ok {
		return timesView{}, errNotOffered
	}
	slots, err := h.soonest(r, scheduling.Search{VisitType: in.Type, Clinician: in.Clinician, From: in.From}, mostTimes)
	if err != nil {
		return timesView{}, err
	}
	v := timesView{
		Phone: ui.Phone{Title: "Pick a time", Practice: sign.Name, Back: &ui.Link{Href: href.Online, Label: onlinesTitle}}, Call: sign.Phone,
		Title: "Pick a time", Facts: []ui.Fact{{Name: "Visit", Value: kind.Name + ", " + show.Count(kind.Minutes, "minute", "minutes")}},
		Form: ui.FormOf{Action: href.OnlineHold, Class: "stack"}, Note: changeWords(o.ChangeHours) + soonWords(kind, o.ChangeHours),
	}
	for _, c := range append([]scheduling.OnlineClinician{{Name: "Anybody", Types: []id.VisitType{n}}}, o.Clinicians...) {
		v.person(c, n, in)
	}
	v.Asked = in.Clinician
	v.Wait = &ui.Link{Href: href.OnlineWaitlistOf(in.Type, in.Clinician), Label: "Join the waitlist for an earlier time"}
	v.days(slots, in.Clinician == "", n, func(from string) string { return href.OnlineTimesOf(in.Type, in.Clinician, from) })
	return v, nil
}

// soonest are the next times online, as often as somebody may look.
func (h *Handler) soonest(r *http.Request, f scheduling.Search, most int) ([]scheduling.Slot, error) {
	if err := h.scheduling.KnockOnline(r.Context(), "look", h.site.Address(r), looksAnHour); err != nil {
		return nil, err
	}
	return h.scheduling.OnlineTimes(r.Context(), access.Nobody().During(page.RequestID(r)), f, most)
}

func (v *timesView) person(c scheduling.OnlineClinician, kind id.VisitType, in asking) {
	for _, t := range c.Types {
		if t == kind {
			n := ""
			if c.ID != 0 {
				n = c.ID.String()
			}
			v.People = append(v.People, ui.Switch{Label: c.Name, Href: href.OnlineTimesOf(in.Type, n, in.From), On: n == in.Clinician})
		}
	}
}

// days groups the times by their day and place, whole days only, and leads on to later
// ones. Of several who are free at once, whoever comes first is offered to who asked
// for anybody.
func (v *timesView) days(slots []scheduling.Slot, anybody bool, kind id.VisitType, later func(from string) string) {
	if len(slots) == 0 {
		v.Empty = "Nothing is free. Choose somebody else, or call us."
	}
	shown, was := 0, scheduling.Slot{}
	had := map[string]bool{}
	for _, s := range whole(slots) {
		at := s.At.String() + s.LocationID.String()
		switch day := civil.New(s.Local.Date()); {
		case anybody && had[at]:
			continue
		case shown >= fewTimes && day != civil.New(was.Local.Date()):
			v.Later = &ui.Link{Href: later(day.String()), Label: "Later times"}
			return
		}
		v.add(s, kind)
		shown, was, had[at] = shown+1, s, true
	}
	if len(slots) == mostTimes {
		v.Later = &ui.Link{Href: later(civil.New(was.Local.Date()).Add(1).String()), Label: "Later times"}
	}
}

// whole are the times without a last day that was cut off, unless it is the only one.
func whole(slots []scheduling.Slot) []scheduling.Slot {
	if len(slots) < mostTimes {
		return slots
	}
	last := civil.New(slots[len(slots)-1].Local.Date())
	if civil.New(slots[0].Local.Date()) == last {
		return slots
	}
	return slices.DeleteFunc(slots, func(s scheduling.Slot) bool { return civil.New(s.Local.Date()) == last })
}

func (v *timesView) add(s scheduling.Slot, kind id.VisitType) {
	title := dayOf(s.Local) + ", " + s.Location
	at := slices.IndexFunc(v.Days, func(d timesDay) bool { return d.Title == title })
	if at < 0 {
		at, v.Days = len(v.Days), append(v.Days, timesDay{Title: title})
	}
	part := v.Days[at].part(s.Local)
	slot := timeSlot{Clock: s.Clock(), Value: scheduling.OnlineAt(kind, s)}
	if v.Asked == "" {
		slot.With = s.Clinician
	}
	part.Slots = append(part.Slots, slot)
}

func (d *timesDay) part(local time.Time) *timesPart {
	title := "Morning"
	if local.Hour() >= 12 {
		title = "Afternoon"
	}
	if n := len(d.Parts); n == 0 || d.Parts[n-1].Title != title {
		d.Parts = append(d.Parts, timesPart{Title: title})
	}
	return &d.Parts[len(d.Parts)-1]
}

func dayOf(local time.Time) string {
	return local.Format("Monday ") + strconv.Itoa(local.Day()) + local.Format(" January")
}
