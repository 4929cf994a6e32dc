package stuck

import (
	"cmp"

	"charthouse/internal/scheduling"
	"charthouse/internal/workflow"
	"charthouse/internal/worklist"
	"charthouse/web/show"
	"charthouse/web/ui"
)

// Short is what is in the way of the visit in two or three words, or empty.
func Short(l scheduling.Line) string {
	if l.Blocker == 0 {
		return ""
	}
	return cmp.Or(kinds[l.BlockedBy].short, "Stuck")
}

// Unblock is the band under the line: what blocks it and what that costs. Ask
// only where Blocker is not zero.
func Unblock(l scheduling.Line, line ui.Line, currency string) ui.Unblock {
	k := kinds[l.BlockedBy]
	out := ui.Unblock{At: line.At(), What: cmp.Or(k.what, "Something is in the way."), Costs: k.costs + "."}
	if gap, ok := gaps[l.BlockedField]; ok {
		out.What = upper(gap.is) + "."
	}
	if l.BlockedCents > 0 {
		out.Costs = k.costs + "; it holds up " + show.Money(l.BlockedCents, currency) + "."
	}
	return out
}

// FixOf is the one way out of what blocks the visit, where the visit's page has
// no buttons of its own for it.
func FixOf(l scheduling.Line, r Reader) (ui.Fix, bool) {
	k := kinds[l.BlockedBy]
	if k.own || k.fix == nil {
		return ui.Fix{}, false
	}
	f := &fixes{s: workflow.Stuck{Line: l, Blocker: worklist.Blocker{
		ClientID: l.ClientID, VisitID: l.VisitID, Kind: l.BlockedBy, Subject: l.BlockedSubject, Field: l.BlockedField,
	}}, r: r}
	if k.fix(f); len(f.out) == 0 {
		return ui.Fix{}, false
	}
	return f.out[0], true
}

func upper(s string) string { return string(s[0]&^0x20) + s[1:] }
