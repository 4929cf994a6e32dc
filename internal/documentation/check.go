package docs

import (
	"fmt"
	"slices"
	"strings"
)

// Check is one thing to look at before a note is closed. It ticks itself: done
// is read from the note, never set.
type Check struct {
	Section string // key of the section, or one of the words below
	Text    string // what is done, or else what to do
	Done    bool
	Stops   bool // undone, it keeps the note from being signed
}

// Where a check that is about no section leads.
const (
	AtDiagnoses = "diagnoses"
	AtServices  = "services"
	AtMedicines = "medicines"
	AtCoverage  = "coverage"
)

// Checks is everything to look at before closing, what stops signing first and
// what is done last.
func (n Note) Checks(c Cover) []Check {
	checks := []Check{
		tick(n.written(), "", "Note written", "Write the note", true),
		tick(len(n.Services) > 0, AtServices, "Services chosen", "Choose what was done, or the visit is not charged", false),
		tick(len(n.Diagnoses) > 0, AtDiagnoses, "Diagnosis chosen", "Add a diagnosis", len(n.Services) > 0),
		tick(n.CheckedAt != nil, AtMedicines, "Medicines checked", "Check the medicines", false),
	}
	checks = append(checks, n.blankChecks()...)
	if c.Insured() {
		checks = append(checks, c.check())
	}
	slices.SortStableFunc(checks, func(a, b Check) int { return a.weight() - b.weight() })
	return checks
}

// Gaps is what keeps the note from being signed.
func (n Note) Gaps() []Check {
	return slices.DeleteFunc(n.Checks(Cover{}), func(c Check) bool { return c.Done || !c.Stops })
}

func tick(done bool, section, is, do string, stops bool) Check {
	if done {
		return Check{Section: section, Text: is, Done: true}
	}
	return Check{Section: section, Text: do, Stops: stops}
}

func (n Note) written() bool {
	for _, s := range n.Template {
		if strings.TrimSpace(n.Sections[s.Key]) != "" {
			return true
		}
	}
	return false
}

func (n Note) blankChecks() (out []Check) {
	for _, s := range n.Template {
		switch k := n.blanks(s.Key); {
		case k == 1:
			out = append(out, Check{Section: s.Key, Text: "Fill 1 blank in " + s.Title, Stops: true})
		case k > 1:
			out = append(out, Check{Section: s.Key, Text: fmt.Sprintf("Fill %d blanks in %s", k, s.Title), Stops: true})
		}
	}
	return out
}

func (c Check) weight() int {
	switch {
	case c.Done:
		return 2
	case c.Stops:
		return 0
	}
	return 1
}

// Cover is who pays for the visit, and what a claim to them would lack.
type Cover struct {
	Payer      string // empty for self-pay
	CopayCents int64
	Missing    []string // fields of the view claim_gaps
}

// Insured is true where a payer is asked before the patient.
func (c Cover) Insured() bool { return c.Payer != "" }

// gaps are the fields of claim_gaps as the note's margin names them.
var gaps = map[string]string{
	"member_number": "the member number", "subscriber": "the subscriber's name", "subscriber_birth": "the subscriber's birth date",
	"birth_date": "the birth date", "coverage_dates": "a coverage that is active on the day", "npi": "the clinician's NPI", "place": "the location",
}

func (c Cover) check() Check {
	var lacks []string
	for _, field := range c.Missing {
		lacks = append(lacks, gaps[field])
	}
	do := "The claim will wait for " + strings.Join(lacks, " and ")
	return tick(len(c.Missing) == 0, AtCoverage, "Coverage of "+c.Payer+" complete", do, false)
}
