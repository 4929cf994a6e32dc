package stuck

import (
	"cmp"
	"time"

	"charthouse/internal/access"
	"charthouse/internal/workflow"
	"charthouse/web/href"
	"charthouse/web/show"
	"charthouse/web/ui"
	"charthouse/web/visitline"
)

// Reader is who reads the row, where and when.
type Reader struct {
	Who       access.Actor
	Now       time.Time
	Zone      *time.Location
	Currency  string
	MailsWait bool   // there is no mail server: nothing is offered to be mailed
	Back      string // where a fix returns to; empty is the whole worklist
}

func (r Reader) back() string { return cmp.Or(r.Back, href.Worklist("", false)) }

// Row writes one row for its reader.
func Row(s workflow.Stuck, r Reader) ui.Stuck {
	k := kinds[s.Kind]
	if s.Detail.Title == "write_off" {
		k.what, k.holds = "Write-off waits for a second person.", "1 write-off"
	}
	out := ui.Stuck{
		ID: "b" + s.ID.String(), Icon: k.icon, Tone: k.tone, What: whatOf(k, s.Field), Name: s.Client, Href: href.Client(s.ClientID),
		HoldsDetail: k.holds, Owner: owner(s),
	}
	if k.asks != nil && !s.Hidden {
		out.What = k.asks(s)
	}
	if s.Cents > 0 {
		out.Holds = show.Money(s.Cents, r.Currency)
	} else {
		out.Holds, out.HoldsDetail = k.holds, ""
	}
	if s.VisitID != 0 {
		out.Line = visitline.Of(s.Line, r.Now, r.Zone)
	}
	out.Rest, out.Detail = about(s, r)
	out.Age, out.AgeTone = age(s, k, r.Now)
	out.Told = toldOf(s, r)
	f := fixesOf(s, r)
	out.Fixes, out.Ask = f.out, f.ask
	out.Away, out.Asked = away(s, r), said(s, r)
	return out
}

// whatOf is the sentence, with the detail that is missing.
func whatOf(k kind, field string) string {
	if gap, ok := gaps[field]; ok {
		return k.what[:len(k.what)-1] + ": " + gap.is + "."
	}
	return k.what
}

// about says which record it is: after the name, and on the second line, the
// visit's time first.
func about(s workflow.Stuck, r Reader) (rest, detail string) {
	says := kinds[s.Kind].says
	switch {
	case s.Hidden && s.Kind != "glass_unreviewed":
		return ".", ""
	case s.About != nil:
		return asked(s, r)
	case says != nil:
		return says(s, r)
	}
	return ofVisit(s, r)
}

// away says how long the owner is not here, and who stands in.
func away(s workflow.Stuck, _ Reader) string {
	switch {
	case s.AwayUntil.IsZero():
		return ""
	case s.StandIn == "":
		return "away until " + show.Date(s.AwayUntil) + ", nobody stands in"
	}
	return "away until " + show.Date(s.AwayUntil) + ", " + s.StandIn + " stands in"
}

// said is the newest question about the row, with its answer.
func said(s workflow.Stuck, r Reader) string {
	q := s.Question
	if q == nil {
		return ""
	}
	if q.Answered != nil {
		return q.Answerer + " answered " + show.When(*q.Answered, r.Now, r.Zone) + quoted(": ", q.Answer)
	}
	of := q.Of
	if role, err := access.ParseRole(q.Role); of == "" && err == nil {
		of = role.Words()
	}
	return q.By + " asked " + of + " " + show.When(q.At, r.Now, r.Zone) + quoted(": ", q.Words)
}

func quoted(before, words string) string {
	if words == "" {
		return ""
	}
	return before + "“" + words + "”"
}

func owner(s workflow.Stuck) string {
	if s.Owner != "" {
		return s.Owner
	}
	return roleWords(s.Fixer)
}

func roleWords(name string) string {
	role, err := access.ParseRole(name)
	if err != nil {
		return name
	}
	return role.Words()
}
