package clients

import (
	"slices"
	"strings"

	"charthouse/internal/access"
	"charthouse/internal/clients"
	"charthouse/internal/id"
	"charthouse/internal/workflow"
	"charthouse/web/href"
	"charthouse/web/show"
	"charthouse/web/stuck"
	"charthouse/web/ui"
)

// factsOf is the strip under the head: who pays, what is owed, what comes, and
// what waits. Facts that the person may not know are left out.
func factsOf(s sight, f workflow.File) []ui.Fact {
	out := []ui.Fact{coverageFact(s, f)}
	if s.who.May(access.OpenAccount) {
		out = append(out, balanceFact(s, f.Client.ID, f.Summary))
	}
	if s.who.May(access.OpenVisit) {
		out = append(out, nextFact(s, f.Summary))
	}
	if n := len(f.Stuck); n > 0 {
		return append(out, ui.Fact{Name: "Stuck", Value: show.Count(n, "thing", "things"), Detail: "Shown below, with the way out"})
	}
	return append(out, ui.Fact{Name: "Stuck", Value: "Nothing", Detail: "All is on its way"})
}

func coverageFact(s sight, f workflow.File) ui.Fact {
	to := href.Coverages(f.Client.ID)
	if len(f.Coverages) == 0 {
		return ui.Fact{Name: "Coverage", Value: "Self-pay", Detail: "Add a coverage", Href: mayGo(s, access.EditCoverage, to)}
	}
	c := f.Coverages[0]
	fact := ui.Fact{Name: "Coverage", Value: join(" ", c.Payer, c.Plan), Href: to}
	switch {
	case c.Active(s.today()):
		fact.Detail = join(", ", "Active", verified(s, c))
	case c.StartsOn.After(s.today()):
		fact.Detail = "From " + show.Date(c.StartsOn)
	default:
		fact.Detail = "Ran out " + show.Date(c.EndsOn)
	}
	return fact
}

func verified(s sight, c clients.Coverage) string {
	if c.VerifiedAt == nil {
		return ""
	}
	return "verified " + show.When(*c.VerifiedAt, s.now, s.zone)
}

func balanceFact(s sight, c id.Client, m clients.Summary) ui.Fact {
	fact := ui.Fact{Name: "Balance", Value: s.money(m.OwedCents), Href: href.Statement(c, 0)}
	switch {
	case m.OwedCents < 0:
		fact.Value, fact.Detail = s.money(-m.OwedCents), "Credit"
	case m.OldestAt != nil:
		fact.Detail = "Oldest part " + show.Lasts(s.now.Sub(*m.OldestAt))
	case m.PayerCents > 0:
		fact.Detail = s.money(m.PayerCents) + " with the payer"
	default:
		fact.Detail = "Nothing is owed"
	}
	return fact
}

func nextFact(s sight, m clients.Summary) ui.Fact {
	if m.NextAt == nil {
		return ui.Fact{Name: "Next visit", Value: "None", Detail: "Nothing is booked"}
	}
	return ui.Fact{Name: "Next visit", Value: show.DayTime(*m.NextAt, s.now, s.zone), Detail: join(", ", m.NextType, m.NextWith)}
}

func mayGo(s sight, v access.Verb, to string) string {
	if s.who.May(v) {
		return to
	}
	return ""
}

// stuckOf draws what waits in this file; its fixes come back to it.
func stuckOf(s sight, f workflow.File) []ui.Stuck {
	out := make([]ui.Stuck, len(f.Stuck))
	here := href.Client(f.Client.ID)
	for i, row := range f.Stuck {
		out[i] = stuck.Row(row, stuck.Reader{Who: s.who, Now: s.now, Zone: s.zone, Currency: s.currency, MailsWait: s.mailsWait})
		out[i].Name, out[i].Href = "", ""
		out[i].Rest = upper(strings.TrimLeft(out[i].Rest, ",. "))
		comeBack(&out[i], here)
	}
	return out
}

func comeBack(row *ui.Stuck, here string) {
	for _, f := range row.Fixes {
		if _, ok := f.With["back"]; ok {
			f.With["back"] = here
		}
	}
	if row.Ask == nil {
		return
	}
	if at := slices.IndexFunc(row.Ask.Fields, func(f ui.Field) bool { return f.Name == "back" }); at >= 0 {
		row.Ask.Fields[at].Value = here
	}
}
