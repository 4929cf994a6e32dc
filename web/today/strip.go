package today

import (
	"fmt"
	"strings"
	"time"

	"charthouse/internal/scheduling"
	"charthouse/web/href"
	"charthouse/web/show"
	"charthouse/web/ui"
)

// place is where people are right now, with the first of them.
type place struct {
	Title string
	Count int
	Who   []somebody
	More  string
}

type somebody struct {
	Words string
	Tone  ui.Tone
	Href  string
}

// stripOf answers "who is where": due within two hours, waiting, in a room, with the
// clinician, leaving, left. Another day than today has no strip.
func stripOf(day scheduling.Day, currency string) []place {
	if day.Date != day.Today {
		return nil
	}
	until := day.Now.In(day.Zone).Truncate(time.Hour).Add(2 * time.Hour)
	out := []place{{Title: "Due by " + show.Time(until, day.Zone)}, {Title: "Waiting"}, {Title: "In a room"}, {Title: "With the clinician"}, {Title: "Leaving"}, {Title: "Left"}}
	for _, l := range day.Lines() {
		if at, who := where(l, day, until, currency); at >= 0 {
			out[at].Count++
			out[at].Who = append(out[at].Who, who)
		}
	}
	for i := range out {
		out[i].cut()
	}
	out[5].Who, out[5].More = nil, ""
	return out
}

// where is the position of a visit in the strip, or -1, and how it is said.
func where(l scheduling.Line, day scheduling.Day, until time.Time, currency string) (int, somebody) {
	name, link := short(l.Client), href.Visit(l.ClientID, l.VisitID)
	if l.Hidden {
		name, link = l.Client, href.Client(l.ClientID)
	}
	clock := l.Clock(day.Now, day.Targets)
	here := somebody{Words: name + " " + show.Lasts(clock.Ran), Href: link}
	if clock.Over() {
		here.Words, here.Tone = fmt.Sprintf("%s, past %d", here.Words, int(clock.Target.Minutes())), ui.Ochre
	}
	switch {
	case l.Ended():
		return -1, somebody{}
	case l.SeenAt != nil && l.ClientCents > 0:
		return 4, somebody{Words: name + " owes " + show.Money(l.ClientCents, currency), Href: href.Checkout(l.ClientID, l.VisitID)}
	case l.SeenAt != nil:
		return 5, somebody{}
	case l.ReadyAt != nil:
		return 4, here
	case l.WithAt != nil:
		return 3, here
	case l.RoomedAt != nil:
		return 2, here
	case l.ArrivedAt != nil:
		return 1, here
	case !l.StartsAt.After(until):
		return 0, somebody{Words: name + " " + show.Time(l.StartsAt, day.Zone), Href: link}
	}
	return -1, somebody{}
}

// cut keeps the first few, and says how many more there are.
func (p *place) cut() {
	const most = 3
	if len(p.Who) > most {
		p.More = fmt.Sprintf("%d more", len(p.Who)-most+1)
		p.Who = p.Who[:most-1]
	}
}

// short is Zainab Y.: enough to call somebody by, little enough to pass by.
func short(name string) string {
	words := strings.Fields(name)
	if len(words) < 2 {
		return name
	}
	last := []rune(words[len(words)-1])
	return words[0] + " " + string(last[0]) + "."
}
