package portal

import (
	"net/http"

	"charthouse/internal/access"
	"charthouse/internal/id"
	"charthouse/internal/scheduling"
	"charthouse/web/href"
	"charthouse/web/page"
	"charthouse/web/show"
	"charthouse/web/ui"
)

// How many times are looked for at once; how many are shown, and the rest of their last
// day; and how many are offered in place of one that is gone.
const (
	mostTimes   = 300
	fewTimes    = 24
	mostInstead = 6
)

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

// asking is what the page of times is asked for.
type asking struct {
	Type      string `form:"type"`
	Clinician string `form:"clinician"`
	From      string `form:"from"`
}

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
