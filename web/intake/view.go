package intake

import (
	"time"

	"charthouse/internal/access"
	"charthouse/internal/db"
	"charthouse/internal/id"
	"charthouse/internal/intake"
	"charthouse/web/href"
	"charthouse/web/show"
	"charthouse/web/ui"
)

// packetView is one packet as its reader may see it.
type packetView struct {
	Shell    ui.Shell
	Title    string
	Fault    string
	Facts    []ui.Fact
	SendLink string    // where the link is mailed again, while the form is unfinished
	SendTo   *ui.Field // whom to, where there is a choice
	Desk     *partView
	Clinical *partView
	Told     []toldView
	Read     string // where a clinician says that they have read it
	Notice   string // what the reader learns of a part that is not theirs
}

// partView is the differences that one role decides.
type partView struct {
	ID, Title string
	Action    string
	All       bool // more than one is open
	Rows      []rowView
	Empty     string
}

// rowView is one difference.
type rowView struct {
	Number  string
	Label   string
	Is, Now string
	Stale   string // what the file said when the form was filled in
	Open    bool
	Decided string
	Payers  []ui.Option // of a new coverage
}

// Shown tells the form what its reader saw in the file, so that what changed
// meanwhile is not written over unseen.
func (r rowView) Shown(in string) ui.Field {
	return ui.Field{Kind: ui.Hidden, Name: "shown[" + r.Number + "]", ID: in + "-shown" + r.Number, Value: r.Is}
}

type toldView struct {
	Section string
	Answers []ui.Fact
}

// clock is the present instant at the practice.
type clock struct {
	now  time.Time
	zone *time.Location
}

// sendTo asks who gets the link where somebody may act for the client.
func sendTo(r intake.Review) *ui.Field {
	if len(r.Proxies) == 0 {
		return nil
	}
	f := ui.Field{Label: "Send to", Name: "to", Kind: ui.Select, Small: true}
	if r.Mail {
		f.Options = append(f.Options, ui.Option{Value: "client", Label: r.Client})
	}
	for _, p := range r.Proxies {
		label := p.Name
		if p.Relation != "" {
			label += ", " + p.Relation
		}
		f.Options = append(f.Options, ui.Option{Value: p.ID.String(), Label: label})
	}
	return &f
}

func packetOfReview(c id.Client, r intake.Review, at clock, p db.Person) packetView {
	who := p.Actor
	v := packetView{Title: r.Form + ", " + r.Client, Facts: facts(c, r, at)}
	if r.FinishedAt == nil {
		v.Notice = "The form is not finished. What was answered so far shows here once it is sent."
		switch {
		case !who.May(access.SendPacket) || r.Cancelled || !r.Starts.After(at.now):
		case p.MailsWait:
			v.Notice += " Its link waits in the outbox, because the practice has no mail server yet."
		default:
			v.SendLink, v.SendTo = href.SendLink(c, r.Packet), sendTo(r)
		}
		return v
	}
	if who.May(access.ReviewPacket) {
		v.Desk = &partView{
			ID: "desk", Title: "Demographics, contacts and coverage", Action: href.DecideForm(c, r.Packet),
			All: r.DeskOpen > 1, Rows: rows(r.Desk, r, at), Empty: "Nothing differs from the file. What was asked again is marked as verified.",
		}
	}
	if !who.May(access.ReviewClinical) {
		v.Notice = "Clinical part: complete. A clinician reads it."
		return v
	}
	v.Clinical = &partView{
		ID: "clinical", Title: "Medicines and allergies", Action: href.DecideFormClinical(c, r.Packet),
		All: r.ClinicalOpen > 1, Rows: rows(r.Clinical, r, at), Empty: "Medicines and allergies are as in the file.",
	}
	v.Told = told(r.Told)
	if r.ReadAt == nil && r.ClinicalOpen == 0 {
		v.Read = href.ReadForm(c, r.Packet)
	}
	return v
}

// returning has what decides and reads the form return to the list.
func (v *packetView) returning(list string) {
	for _, p := range []*partView{v.Desk, v.Clinical} {
		if p != nil {
			p.Action = href.Returning(p.Action, list)
		}
	}
	if v.Read != "" {
		v.Read = href.Returning(v.Read, list)
	}
}

func facts(c id.Client, r intake.Review, at clock) []ui.Fact {
	out := []ui.Fact{
		{Name: "For", Value: r.VisitType, Detail: show.DayTime(r.Starts, at.now, zoneOf(r, at)), Href: href.Visit(c, r.Visit)},
		{Name: "Sent", Value: show.DayTime(r.MadeAt, at.now, at.zone)},
	}
	for _, f := range []struct {
		name string
		at   *time.Time
	}{{"Opened", r.OpenedAt}, {"Finished", r.FinishedAt}} {
		value := "Not yet"
		if f.at != nil {
			value = show.DayTime(*f.at, at.now, at.zone)
		}
		out = append(out, ui.Fact{Name: f.name, Value: value})
	}
	return out
}

// zoneOf is the zone of the visit's place.
func zoneOf(r intake.Review, at clock) *time.Location {
	z, err := time.LoadLocation(r.Zone)
	if err != nil {
		return at.zone
	}
	return z
}

func rows(list []intake.Proposal, r intake.Review, at clock) []rowView {
	out := make([]rowView, len(list))
	for i, p := range list {
		out[i] = rowView{Number: p.ID.String(), Label: p.Label, Is: p.Is, Now: or(p.Now, "Empty"), Open: p.Open()}
		if p.Stale() {
			out[i].Stale = "It said “" + or(p.Was, "nothing") + "” when the form was filled in."
		}
		if !p.Open() {
			out[i].Is = p.Was
			out[i].Decided = decided(p, at)
		}
		if p.Open() && p.Field == "coverage" {
			out[i].Payers = payers(r.Payers)
		}
	}
	return out
}

func decided(p intake.Proposal, at clock) string {
	word := "Declined"
	if p.Decision == "accepted" {
		word = "Accepted"
	}
	return word + " by " + p.DecidedBy + ", " + show.When(*p.DecidedAt, at.now, at.zone)
}

func payers(list []intake.Payer) []ui.Option {
	out := []ui.Option{{Label: "Choose the payer"}}
	for _, p := range list {
		out = append(out, ui.Option{Value: p.ID.String(), Label: p.Name})
	}
	return out
}

func told(list []intake.Told) (out []toldView) {
	for _, t := range list {
		if len(out) == 0 || out[len(out)-1].Section != t.Section {
			out = append(out, toldView{Section: t.Section})
		}
		last := &out[len(out)-1]
		last.Answers = append(last.Answers, ui.Fact{Name: t.Question, Value: t.Answer})
	}
	return out
}

func or(s, otherwise string) string {
	if s == "" {
		return otherwise
	}
	return s
}
