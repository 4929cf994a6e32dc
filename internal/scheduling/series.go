package scheduling

import (
	"context"
	"strings"
	"time"

	"charthouse/internal/access"
	"charthouse/internal/civil"
	"charthouse/internal/db"
	"charthouse/internal/fault"
	"charthouse/internal/id"
)

// Repeat is how a wish comes again, as typed.
type Repeat struct {
	Rule  string   `form:"repeat"`       // an RRULE without its end; empty: it does not
	Days  []string `form:"repeat_day"`   // the weekdays, as MO; none: as the rule says
	Nth   string   `form:"repeat_nth"`   // which of them in a month: 1 to 4, or -1, the last
	Until string   `form:"repeat_until"` // the last day; or
	Times string   `form:"repeat_times"` // how many visits in all
	Take  []string `form:"take"`         // the times that are accepted, as Occurrence.Take says; empty ones are left out
}

// State says whether a time of a series can be had.
type State string

// The states of an occurrence.
const (
	Open    State = "free"
	Taken   State = "taken"
	Outside State = "outside" // the hours of the clinician or of the location
	Nowhere State = "nowhere" // the clocks go forward over it
	Passed  State = "passed"
)

// Occurrence is one time of a series and whether it can be had.
type Occurrence struct {
	Free
	Visit id.Visit  // that would be moved; zero: one would be booked
	Was   time.Time // when that is now, as its wall shows it
	State State
	Why   string // in words, unless it is free
	Near  []Free // the nearest free times of the day, where it is taken or outside
}

// Take is how a form accepts the occurrence at a time of its day.
func (o Occurrence) Take(at Free) string {
	return strings.TrimSpace(o.Visit.String() + " " + at.Local.Format(time.DateOnly) + " " + at.Value())
}

// Series is a report: what of a series can be had.
type Series struct {
	Rule      string // as it would be kept
	Client    string
	Clinician string
	VisitType string
	Location  string
	Times     []Occurrence
}

// CheckSeries answers which times of a series that repeats the wish can be had.
func (s *Service) CheckSeries(ctx context.Context, who access.Actor, c id.Client, w Wish, rep Repeat) (out Series, err error) {
	err = s.db.Read(ctx, who, access.BookVisit.On(c), func(v *db.View) error {
		r, a, err := runOf(ctx, v, w, rep)
		if err != nil {
			return err
		}
		if err := r.look(ctx, v); err != nil {
			return err
		}
		out = r.series()
		for _, local := range r.days {
			p := r.at(local, a)
			out.Times = append(out.Times, r.judge(&p, FirstFold, v.Now(), a.anyway))
		}
		out.Client, err = findName(ctx, v)
		return err
	})
	return out, err
}

// runOf reads a wish that repeats, and looks up what is the same for all its visits.
func runOf(ctx context.Context, v *db.View, w Wish, rep Repeat) (*run, asked, error) {
	rule, err := rep.read()
	if err != nil {
		return nil, asked{}, err
	}
	a, err := w.understand()
	if err != nil {
		return nil, a, err
	}
	if a.walkIn {
		return nil, a, refuse("walk_in", "Somebody who is here now is one visit. Book it, and the others as a series.")
	}
	days, err := rule.days(a.local, time.UTC)
	if err != nil {
		return nil, a, err
	}
	a.local = days[0] // where the first visit is, all are
	base, err := sketch(ctx, v, a)
	if err != nil {
		return nil, a, err
	}
	r := &run{base: base, rule: rule}
	if base.kind.Capacity > 1 {
		return nil, a, refuse("repeat", "A group is booked one visit at a time: book this one, and the others after it.")
	}
	if r.days, err = rule.days(a.local, base.zone); err != nil {
		return nil, a, err
	}
	return r, a, r.prepare(ctx, v, r.days[0], r.days[len(r.days)-1])
}

// Asked is true where something is to repeat, also where its rule is lacking.
func (rep Repeat) Asked() bool {
	return rep.Rule != "" || rep.Nth != "" || len(rep.Days) > 0 || rep.Times != "" || rep.Until != ""
}

// read is the rule with its weekdays and its end.
func (rep Repeat) read() (Rule, error) {
	var c fault.Check
	text := rep.Rule + rep.weekdays(&c)
	if rep.Times != "" {
		c.Unless(between(rep.Times, 1, 1_000_000), "repeat_times", "Write how many times, as a number above zero.")
		text += ";COUNT=" + rep.Times
	}
	if rep.Until != "" {
		day, err := civil.Parse(rep.Until)
		c.Unless(err == nil, "repeat_until", "Write the last day that would do.")
		text += ";UNTIL=" + strings.ReplaceAll(day.String(), "-", "")
	}
	if err := c.Fault(); err != nil {
		return Rule{}, err
	}
	return ReadRule(text)
}

// taking is a time that was accepted.
type taking struct {
	visit id.Visit
	local time.Time
	fold  Fold
}

// takings reads what was accepted.
func takings(take []string) ([]taking, error) {
	var out []taking
	for _, t := range take {
		words := strings.Fields(t)
		if len(words) == 0 {
			continue
		}
		if len(words) < 3 || len(words) > 4 {
			return nil, errNoTaking
		}
		at, err := time.Parse("2006-01-02 15:04", words[1]+" "+words[2])
		if err != nil || at.Minute()%5 != 0 {
			return nil, errNoTaking
		}
		found := taking{local: at, fold: FirstFold}
		if words[0] != "0" {
			if found.visit, err = id.Parse[id.Visit](words[0]); err != nil {
				return nil, errNoTaking
			}
		}
		if len(words) == 4 {
			found.fold = Fold(words[3])
		}
		out = append(out, found)
	}
	if len(out) == 0 {
		return nil, refuse("take", "No time is chosen. Choose at least one, or leave the page.")
	}
	return out, nil
}

var errNoTaking = refuse("take", "Choose among the times that stand here.")
