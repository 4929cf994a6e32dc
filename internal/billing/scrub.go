package billing

import (
	"fmt"
	"strings"
)

// Check is one rule that a claim must pass before a payer takes it.
type Check struct {
	Field  string // as the worklist names it
	Title  string
	Detail string // what was found, or what is wrong and what mends it
	State  State
}

// State is how a check came out.
type State int

// The states of a check.
const (
	Passed State = iota
	Failed
	NotNeeded
)

// Ready is true when every check is passed or not needed.
func (c Claim) Ready() bool { return len(c.Failing()) == 0 }

// Failing are the checks that hold the claim.
func (c Claim) Failing() (out []Check) {
	for _, k := range c.Checks() {
		if k.State == Failed {
			out = append(out, k)
		}
	}
	return out
}

// Checks are all rules, failures first. The view blocking_claim_detail holds the
// same rules for the worklist.
func (c Claim) Checks() []Check {
	var failed, rest []Check
	for _, rule := range rules {
		if k := rule(c); k.State == Failed {
			failed = append(failed, k)
		} else {
			rest = append(rest, k)
		}
	}
	return append(failed, rest...)
}

var rules = []func(Claim) Check{
	memberNumber, subscriber, subscriberBirth, birthDate, active, signed, diagnosed, rendering, place,
}

func check(field, title string, ok bool, found, wrong string) Check {
	if ok {
		return Check{field, title, found, Passed}
	}
	return Check{field, title, wrong, Failed}
}

func memberNumber(c Claim) Check {
	return check("member_number", "Member number", c.MemberNumber != "", c.MemberNumber, c.Payer+" cannot tell who it is for. Filled once, it is kept on the coverage.")
}

func subscriber(c Claim) Check {
	if c.Relation == "self" {
		return Check{"subscriber", "Subscriber", "is the patient", Passed}
	}
	return check("subscriber", "Subscriber", c.Subscriber != "", c.Subscriber+", "+relations[c.Relation], "The coverage is another person's, who is not named yet.")
}

func subscriberBirth(c Claim) Check {
	if c.Relation == "self" {
		return Check{"subscriber_birth", "Subscriber’s date of birth", "not needed", NotNeeded}
	}
	return check("subscriber_birth", "Subscriber’s date of birth", !c.SubscriberBirth.IsZero(), c.SubscriberBirth.Format("2 Jan 2006"), "Filled once, it is kept on the coverage for every later claim.")
}

func birthDate(c Claim) Check {
	return check("birth_date", "Patient’s date of birth", !c.BirthDate.IsZero(), c.BirthDate.Format("2 Jan 2006"), "Filled once, it is kept in the file.")
}

func active(c Claim) Check {
	day := c.Day()
	switch {
	case !c.StartsOn.IsZero() && c.StartsOn.After(day):
		return Check{"coverage_dates", "Coverage active on the day", fmt.Sprintf("It begins %s, after the visit of %s. Correct its dates, or bill another coverage.", c.StartsOn.Format("2 Jan 2006"), day.Format("2 Jan 2006")), Failed}
	case !c.EndsOn.IsZero() && c.EndsOn.Before(day):
		return Check{"coverage_dates", "Coverage active on the day", fmt.Sprintf("It ended %s, before the visit of %s. Ask for the new card.", c.EndsOn.Format("2 Jan 2006"), day.Format("2 Jan 2006")), Failed}
	}
	return Check{"coverage_dates", "Coverage active on the day", "", Passed}
}

func signed(c Claim) Check {
	return check("note", "Note signed", c.SignedAt != nil, "", "Without a signed note nothing may be claimed. "+c.Clinician+" signs it.")
}

func diagnosed(c Claim) Check {
	var bare []string
	for _, l := range c.Lines {
		if len(l.Diagnoses) == 0 {
			bare = append(bare, l.Code)
		}
	}
	return check("diagnosis", "Diagnosis for each service", len(bare) == 0, "", strings.Join(bare, ", ")+" was charged without a diagnosis, and no payer takes a service without its reason.")
}

func rendering(c Claim) Check {
	return check("npi", "Rendering NPI", c.NPI != "", c.NPI, c.Clinician+" has no NPI in the settings of staff.")
}

func place(c Claim) Check {
	return check("place", "Place of service", c.Location != "", c.Location, "The visit has no location. Move it to one.")
}

var relations = map[string]string{"spouse": "spouse", "child": "parent", "other": "other"}
