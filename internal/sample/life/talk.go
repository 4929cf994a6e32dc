package life

import (
	"time"

	"charthouse/internal/civil"
	"charthouse/internal/id"
)

// Talk is a matter that somebody writes to the practice about, with what became of it.
type Talk struct {
	Person     *Person
	Kind       string // administrative, billing or clinical
	Asks, Says string
	Wrote      time.Time
	Ended      time.Time
	Outcome    string // answered, call or no_reply: put down, and Says why
	By         Member

	Number id.Conversation // once told
}

// Chore is a task of the desk that was closed by hand, in time or late.
type Chore struct {
	Person       *Person
	Title, Why   string
	Made, Closed time.Time
	Due          civil.Date
	By           Member
}

// ends are how a matter ends, and how often of a hundred.
var ends = []struct {
	outcome string
	weight  int
}{{"answered", 78}, {"call", 11}, {"no_reply", 11}}

// replies are how long an answer takes in hours of work.
var replies = map[string]Habit{
	"administrative": {50 * time.Minute, 0.9}, "billing": {100 * time.Minute, 0.8}, "clinical": {65 * time.Minute, 0.8},
}

// apart draws from numbers of its own, so that what is invented there changes
// nothing of the visits.
func (s *story) apart(do func()) {
	s.rand, s.aside = s.aside, s.rand
	do()
	s.rand, s.aside = s.aside, s.rand
}

// beside is what happens on a day besides visits: talks until it is quiet, and chores.
func (s *story) beside(day civil.Date) {
	busy := season(day) * []float64{1.2, 1.1, 1, 1, 0.9, 0.1, 0.08}[day.ISOWeekday()-1]
	for range s.about((4 + 3*s.grown(day)) * busy) {
		if t := s.talk(day); t != nil && t.Ended.Before(s.quiet) {
			s.queue.foresee(Event{At: t.Wrote, What: Wrote, Person: t.Person, Talk: t})
			s.queue.foresee(Event{At: t.Ended, What: TalkEnded, Person: t.Person, Talk: t})
		}
	}
	if day.ISOWeekday() > 5 {
		return
	}
	for range s.about(1.6 * busy) {
		if c := s.chore(day); c != nil {
			s.queue.foresee(Event{At: c.Closed, What: ChoreClosed, Person: c.Person, Chore: c})
		}
	}
}

// about is a whole number that is n on average.
func (s *story) about(n float64) int {
	whole := int(n)
	if s.chance(n - float64(whole)) {
		whole++
	}
	return whole
}

// talk invents a matter of a day: most write by day, some in the evening.
func (s *story) talk(day civil.Date) *Talk {
	at := day.In(s.house.Zone).Add(s.between(8*time.Hour, 17*time.Hour))
	if s.chance(0.1) {
		at = day.In(s.house.Zone).Add(s.between(17*time.Hour, 22*time.Hour))
	}
	p := s.somebody(at)
	if p == nil {
		return nil
	}
	m := matters[s.weighted(len(matters), func(i int) int { return matters[i].weight })]
	t := &Talk{Person: p, Kind: m.kind, Asks: m.asks, Says: m.says, Wrote: at, By: s.answers(p, m.kind)}
	t.Outcome = ends[s.weighted(len(ends), func(i int) int { return ends[i].weight })].outcome
	if t.Outcome == "no_reply" {
		t.Says = choose(s, putDown)
	}
	lasts := s.lasts(replies[m.kind])
	if s.chance(0.05) {
		lasts += s.between(6*time.Hour, 20*time.Hour) // it went under
	}
	t.Ended = s.worked(at, lasts)
	return t
}

// somebody is who has a file by then and reads mail.
func (s *story) somebody(at time.Time) *Person {
	for range 12 {
		if p := choose(s, s.people); p.seen && p.Email != "" && p.OpenedAt.Before(at.Add(-2*time.Hour)) {
			return p
		}
	}
	return nil
}

func (s *story) answers(p *Person, kind string) Member {
	switch {
	case kind == "billing":
		return s.house.Biller
	case kind == "clinical" && p.with != nil:
		return p.with.Member
	case kind == "clinical":
		return s.house.Clinicians[0].Member
	}
	return choose(s, s.house.Desk)
}

// chore invents a task of a day: most are closed within theirs, three in ten later.
func (s *story) chore(day civil.Date) *Chore {
	made := day.In(s.house.Zone).Add(s.between(8*time.Hour, 16*time.Hour))
	p := s.somebody(made)
	if p == nil {
		return nil
	}
	c := &Chore{Person: p, Title: choose(s, chores), Why: choose(s, chored), Made: made, Due: day.Add(1), By: choose(s, s.house.Desk)}
	lasts := s.between(30*time.Minute, 9*time.Hour)
	if s.chance(0.3) {
		lasts = s.between(20*time.Hour, 45*time.Hour)
	}
	c.Closed = s.worked(made, lasts)
	return c
}

// worked is when something is done that begins at an instant and takes so long,
// from eight to six on working days.
func (s *story) worked(at time.Time, lasts time.Duration) time.Time {
	for {
		day := civil.Of(at, s.house.Zone)
		opens, closes := day.In(s.house.Zone).Add(8*time.Hour), day.In(s.house.Zone).Add(18*time.Hour)
		next := day.Add(1).In(s.house.Zone).Add(8 * time.Hour) // not its midnight: some days have none
		if day.ISOWeekday() > 5 {
			at = next
			continue
		}
		at = latest(at, opens)
		if end := at.Add(lasts); end.Before(closes) {
			return end
		}
		lasts -= max(0, closes.Sub(at))
		at = next
	}
}
