package today

import (
	"net/http"
	"time"

	"charthouse/internal/access"
	"charthouse/internal/civil"
	"charthouse/internal/id"
	"charthouse/internal/scheduling"
	"charthouse/internal/workflow"
	"charthouse/web/href"
	"charthouse/web/page"
	"charthouse/web/show"
	"charthouse/web/ui"
)

// flowView is the day by where everybody is.
type flowView struct {
	dayView
	Places []flowPlace
}

// flowPlace is one of the places, with who is there.
type flowPlace struct {
	Title string
	Empty string
	Cards []flowCard
	Later []flowCard // of those who come: in more than two hours
}

// soon is for how long ahead who comes is looked at.
const soon = 2 * time.Hour

// flowCard is somebody there: for how long, what is not ready, and the next hand-off.
type flowCard struct {
	ID, When, Name, Href string
	With                 string // clinician and room
	Clock                string
	Over                 bool // past the target
	Heeds                []remark
	Next                 *act
}

// flow answers GET /day/{date}?view=flow.
func (h *Handler) flow(w http.ResponseWriter, r *http.Request, at id.Location, date civil.Date) error {
	f, err := h.Workflow.OpenFlow(r.Context(), page.Actor(r), at, date)
	if err != nil {
		return h.nowhere(w, r, err)
	}
	v := flowOf(f, page.Actor(r), page.Person(r).Currency)
	v.Shell = h.shellOfDay(r, v.dayView)
	v.Shell.Fill = false
	v.Shell.Live = page.Follow(r, href.Live{Day: f.Day.At.ID}.String())
	return page.Render(w, r, flowPage(v))
}

func flowOf(f workflow.Flow, who access.Actor, currency string) flowView {
	b := viewer{day: f.Day, who: who, here: href.Day{Date: f.Day.Date, At: f.Day.At.ID, Flow: true}, currency: currency}
	v := flowView{dayView: b.begin()}
	if n := len(v.Sites); n > 0 && v.Sites[n-1].Label == "All" { // rooms and clocks are those of a location
		v.Sites = v.Sites[:n-1]
	}
	if f.Day.Date != f.Day.Today {
		v.Today = v.link(func(d *href.Day) { d.Date = f.Day.Today })
	}
	v.Huddle = href.Huddle(f.Day.Date, b.here.At)
	b.fill(&v.dayView, asked{})
	v.Places = []flowPlace{
		{Title: "Coming", Empty: "Nobody else is expected."},
		{Title: "Waiting", Empty: "Nobody waits."},
		{Title: "In a room", Empty: "Every room is empty."},
		{Title: "With the clinician", Empty: "Nobody is with a clinician."},
		{Title: "Ready to leave", Empty: "Nobody waits to leave."},
	}
	for _, l := range byTime(f.Day.Lines()) {
		n := placeIn(l)
		if n < 0 {
			continue
		}
		p, card := &v.Places[n], b.card(l, f.Heeds[l.VisitID], v.from())
		if n == 0 && f.Day.Date == f.Day.Today && l.StartsAt.After(f.Day.Now.Add(soon)) {
			p.Later = append(p.Later, card)
		} else {
			p.Cards = append(p.Cards, card)
		}
	}
	return v
}

// placeIn is where somebody stands among the places, or -1 for who has left or is not
// coming.
func placeIn(l scheduling.Line) int {
	switch {
	case l.Ended() || l.SeenAt != nil:
		return -1
	case l.ReadyAt != nil:
		return 4
	case l.WithAt != nil:
		return 3
	case l.RoomedAt != nil:
		return 2
	case l.ArrivedAt != nil:
		return 1
	}
	return 0
}

func (b viewer) card(l scheduling.Line, h workflow.Heed, from string) flowCard {
	clock := l.Clock(b.day.Now, b.day.Targets)
	c := flowCard{
		ID: "flow-" + l.VisitID.String(), When: show.Time(l.StartsAt, b.day.Zone), Name: l.Client, Href: href.Visit(l.ClientID, l.VisitID),
		With: joined(" · ", joined(" and ", l.Clinician, l.Second), l.Place), Clock: clockOf(clock), Over: clock.Over(), Heeds: heedOf(l, h, b.day.Zone, b.currency).What,
	}
	if l.Hidden {
		c.Href = href.Client(l.ClientID)
		return c
	}
	if l.ArrivedAt == nil {
		c.Clock, c.Over = lateBy(l, b.day.Now), true
	}
	if l.ArrivedAt == nil && l.ConfirmedAt != nil {
		c.Heeds = append([]remark{{Words: "Says they come", Tone: ui.Teal}}, c.Heeds...)
	}
	if l.ArrivedAt == nil && len(c.Heeds) == 0 {
		c.Heeds = []remark{{Words: "Nothing is missing"}}
	}
	if b.who.May(access.FlowVisit) && b.day.Date == b.day.Today {
		next := map[int]act{
			0: {href.Mark(l.ClientID, l.VisitID, string(scheduling.MarkArrived)), ui.Act{Label: "Arrived"}},
			1: {href.Mark(l.ClientID, l.VisitID, string(scheduling.MarkRoomed)), ui.Act{Label: "In a room"}},
			2: {href.Mark(l.ClientID, l.VisitID, string(scheduling.MarkWith)), ui.Act{Label: "Clinician is in"}},
			3: {href.Mark(l.ClientID, l.VisitID, string(scheduling.MarkReady)), ui.Act{Label: "Ready to leave"}},
			4: {href.Mark(l.ClientID, l.VisitID, string(scheduling.MarkSeen)), ui.Act{Label: "Left"}},
		}[placeIn(l)]
		next.Post, next.Button.Small = href.From(next.Post, from), true
		c.Next = &next
	}
	return c
}

// lateBy is for how long somebody is expected who has not come.
func lateBy(l scheduling.Line, now time.Time) string {
	if late := now.Sub(l.StartsAt); late >= time.Minute {
		return show.Lasts(late) + " late"
	}
	return ""
}
