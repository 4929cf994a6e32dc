package access

import (
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var trailing = regexp.MustCompile(`(?m) +$`)

// Who may do what, printed for review. Run with GOLDEN=write to renew it.
func TestTheMatrixIsWhatIsCommitted(t *testing.T) {
	var b strings.Builder
	fmt.Fprintf(&b, "%-22s", "verb")
	for _, r := range roles {
		fmt.Fprintf(&b, " %s", r.name)
	}
	b.WriteString("\n")
	for _, v := range Verbs() {
		fmt.Fprintf(&b, "%-22s", v)
		for _, r := range roles {
			mark := "."
			if r.role.May(v) {
				mark = "x"
			}
			fmt.Fprintf(&b, " %-*s", len(r.name), mark)
		}
		b.WriteString("\n")
	}
	got := trailing.ReplaceAllString(b.String(), "")
	if os.Getenv("GOLDEN") == "write" {
		if err := os.WriteFile("matrix.golden", []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile("matrix.golden")
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("the law changed; review it and run with GOLDEN=write:\n%s", diff)
	}
}

func TestTheOwnerReadsNoClinicalContentByBeingOwner(t *testing.T) {
	for _, v := range []Verb{OpenClinical, OpenNote, ReviewClinical, ReadCoded, OpenDocument} {
		if Owner.May(v) {
			t.Errorf("the owner may %s", v)
		}
	}
}

func TestTheFrontDeskReadsNoClinicalContent(t *testing.T) {
	for _, v := range []Verb{OpenClinical, EditClinical, OpenNote, WriteNote, SignNote, ReviewClinical, ReadDocument} {
		if FrontDesk.May(v) {
			t.Errorf("the front desk may %s", v)
		}
	}
}
