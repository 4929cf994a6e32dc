package stuck

import (
	"os"
	"regexp"
	"testing"
	"time"

	"charthouse/internal/access"
	"charthouse/internal/scheduling"
	"charthouse/web/ui"
)

func TestWhatBlocksAVisitIsSaidWithWhatItHoldsUp(t *testing.T) {
	l := scheduling.Line{Blocker: 7, BlockedBy: "claim_detail", BlockedAt: scheduling.Billed, BlockedField: "member_number", BlockedCents: 12000}
	got := Unblock(l, ui.Line{}, "USD")
	if got.What != "The member number is missing." || got.Costs != "The claim is held; it holds up $120.00." {
		t.Errorf("%+v", got)
	}
	if Short(l) != "Claim blocked" || Short(scheduling.Line{}) != "" {
		t.Error("the short words")
	}
}

func TestTheLineOffersTheFixOfItsBlocker(t *testing.T) {
	l := scheduling.Line{ClientID: 10001, VisitID: 3, Blocker: 7, BlockedBy: "claim_detail", BlockedSubject: 20001}
	r := Reader{Who: access.StaffMember(1, "Ingrid Solheim", access.Biller), Now: time.Now(), Zone: time.UTC, Currency: "USD"}
	if f, ok := FixOf(l, r); !ok || f.Act.Href != "/clients/10001/claims/20001" {
		t.Errorf("%+v, %v", f, ok)
	}
	l.BlockedBy = "visit_without_outcome"
	if f, ok := FixOf(l, r); ok {
		t.Errorf("the visit's page has its own buttons: %+v", f)
	}
}

// A predicate without words would be a row that says nothing.
func TestEveryKindHasItsWords(t *testing.T) {
	for name, k := range kinds {
		if k.icon == "" || k.what == "" || k.short == "" || k.costs == "" || k.holds == "" || k.left[0] == "" || k.fix == nil && k.asks == nil {
			t.Errorf("%s: %+v", name, k)
		}
	}
}

// A predicate in SQL that nobody has put into words would be an empty row.
func TestEveryPredicateHasItsWords(t *testing.T) {
	for _, k := range []struct {
		file, view string
		knows      func(string) bool
	}{
		{"39_blocking.sql", ` from blocking_(\w+)`, func(name string) bool { return kinds[name].what != "" }},
		{"37_practice_blocking.sql", ` from practice_blocking_(\w+)`, func(name string) bool { return houseKinds[name].what != "" }},
	} {
		b, err := os.ReadFile("../../migrations/views/" + k.file)
		if err != nil {
			t.Fatal(err)
		}
		found := regexp.MustCompile(k.view).FindAllSubmatch(b, -1)
		if len(found) < 5 {
			t.Fatalf("%s: only %d predicates were read", k.file, len(found))
		}
		for _, m := range found {
			if !k.knows(string(m[1])) {
				t.Errorf("%s has no words", m[1])
			}
		}
	}
}
