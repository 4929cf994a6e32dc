package stuck

import (
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
	MailsWait bool // there is no mail server: nothing is offered to be mailed
}

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

func owner(s workflow.Stuck) string {
	if s.Owner != "" {
		return s.Owner
	}
	role, err := access.ParseRole(s.Fixer)
	if err != nil {
		return s.Fixer
	}
	return role.Words()
}
