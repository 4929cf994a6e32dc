package visitline

import (
	"strings"
	"time"
	"unicode/utf8"

	"charthouse/internal/civil"
	"charthouse/internal/scheduling"
	"charthouse/web/show"
	"charthouse/web/ui"
)

// Of draws a visit's line as people of the zone read it now.
func Of(l scheduling.Line, now time.Time, zone *time.Location) ui.Line {
	d := drawing{l, now, zone}
	out := ui.Line{Label: "Visit line for " + l.Client + ", " + show.DayTime(l.StartsAt, now, zone)}
	for _, s := range scheduling.Stations() {
		out.Stations = append(out.Stations, d.station(s))
	}
	return out
}

type drawing struct {
	l    scheduling.Line
	now  time.Time
	zone *time.Location
}

func (d drawing) station(s scheduling.Station) ui.Station {
	out := ui.Station{Name: d.name(s)}
	if d.l.History {
		out.State, out.Who = ui.NotNeeded, "not needed, imported"
		return out
	}
	done, who, at := d.done(s)
	switch {
	case done:
		out.State, out.Who, out.When = ui.Done, who, d.when(at)
	case d.blocked() && d.l.BlockedAt == s:
		out.State, out.Who = ui.Blocked, "blocked"
	case d.spared(s):
		out.State = ui.NotNeeded
	case d.l.Station == s && !d.blocked():
		out.State = ui.Current
		out.Who, out.When = d.next(s)
	}
	return out
}

// name is the label of a station; a self-pay visit is invoiced, not claimed, and so is
// what a missed one costs.
func (d drawing) name(s scheduling.Station) string {
	if s == scheduling.Billed && d.l.ClaimID == 0 && (d.l.CoverageID == 0 || d.l.Ended()) {
		return "Invoiced"
	}
	return names[s]
}

var names = map[scheduling.Station]string{
	scheduling.Booked: "Booked", scheduling.Intake: "Intake", scheduling.Arrived: "Arrived", scheduling.Seen: "Seen",
	scheduling.Signed: "Note signed", scheduling.Charged: "Charged", scheduling.Billed: "Claimed", scheduling.Paid: "Paid",
}

// done says whether a station is behind the visit, by whom and when. What has
// no work of its own (a free visit's charge) is spared instead.
func (d drawing) done(s scheduling.Station) (bool, string, *time.Time) {
	l := d.l
	switch s {
	case scheduling.Booked:
		if l.Online {
			return true, "online", &l.BookedAt
		}
		return true, short(l.BookedBy), &l.BookedAt
	case scheduling.Intake:
		return l.FinishedAt != nil, d.client(), l.FinishedAt
	case scheduling.Arrived:
		return l.ArrivedAt != nil, short(l.ArrivedBy), l.ArrivedAt
	case scheduling.Seen:
		return l.SeenAt != nil, short(l.Clinician), l.SeenAt
	case scheduling.Signed:
		return l.SignedAt != nil, short(l.SignedBy), l.SignedAt
	case scheduling.Charged:
		if l.Ended() {
			return l.ChargedAt != nil, "as missed", l.ChargedAt
		}
		return l.ChargedAt != nil, "on signing", l.ChargedAt
	case scheduling.Billed:
		return l.ChargedAt != nil && l.Billed && l.BilledAt != nil, "invoice", l.BilledAt
	}
	return l.ChargedAt != nil && l.Paid, "", l.PaidAt
}

// spared is true for a station that this visit does not need: no packet, a
// person who came before finishing it, no charge, or an end.
func (d drawing) spared(s scheduling.Station) bool {
	l := d.l
	switch s {
	case scheduling.Booked:
		return false
	case scheduling.Intake:
		return l.PacketID == 0 || l.ArrivedAt != nil || l.Ended()
	case scheduling.Charged:
		return l.Ended() || l.Charged
	case scheduling.Billed:
		return l.Ended() || l.Charged && l.Billed
	case scheduling.Paid:
		return l.Ended() && l.ChargedAt == nil || l.Charged && l.Paid
	}
	return l.Ended()
}

// blocked is true where the visit is held up at a station that is not behind
// it: that station is then the only one that stands out.
func (d drawing) blocked() bool {
	done, _, _ := d.done(d.l.BlockedAt)
	return d.l.Blocker != 0 && !done
}

// next is whose turn the current station is, and until when.
func (d drawing) next(s scheduling.Station) (who, when string) {
	switch s {
	case scheduling.Intake:
		if d.l.OpenedAt != nil {
			return "begun", d.when(d.l.OpenedAt)
		}
		return "form sent", ""
	case scheduling.Arrived:
		return "due " + d.brief(d.l.StartsAt), ""
	case scheduling.Seen:
		if d.l.RoomedAt != nil {
			return first(d.l.Place, "in a room"), d.when(d.l.RoomedAt)
		}
		return "waiting", show.Lasts(d.l.Waited(d.now))
	case scheduling.Signed:
		return short(d.l.Clinician), ""
	case scheduling.Charged, scheduling.Billed:
		return "billing", ""
	}
	if d.l.ClientCents == 0 {
		return first(d.l.Payer, "payer"), ""
	}
	return d.client(), ""
}

// client is the client's short name, and of a file that is shut to the reader none.
func (d drawing) client() string {
	if d.l.Hidden {
		return ""
	}
	return short(d.l.Client)
}

func (d drawing) when(at *time.Time) string {
	if at == nil {
		return ""
	}
	return d.brief(*at)
}

// brief is the time today, and the day without its weekday otherwise: a station is narrow.
func (d drawing) brief(at time.Time) string {
	l := at.In(d.zone)
	switch now := d.now.In(d.zone); {
	case civil.Of(at, d.zone) == civil.Of(d.now, d.zone):
		return show.Time(at, d.zone)
	case l.Year() != now.Year():
		return l.Format("2 Jan 06")
	}
	return l.Format("2 Jan")
}

// short is Tomasz W.: a station is narrow. A doctor keeps title and family name.
func short(name string) string {
	words := strings.Fields(name)
	if len(words) < 2 || strings.HasPrefix(words[0], "Dr") {
		return name
	}
	last, _ := utf8.DecodeRuneInString(words[len(words)-1])
	return words[0] + " " + string(last) + "."
}

func first(words ...string) string {
	for _, w := range words {
		if strings.TrimSpace(w) != "" {
			return w
		}
	}
	return ""
}
