package life

import (
	"time"

	"charthouse/internal/civil"
)

// course is a row of visits of one person with one clinician.
type course struct {
	person *Person
	left   int
	every  int
	ended  time.Time // the last visit of it
}

// plan fills the day of every clinician as its demand has it.
func (s *story) plan(day civil.Date) {
	for _, c := range s.house.Clinicians {
		if s.grown(day) < c.Joined {
			continue
		}
		seen := map[*Person]bool{}
		for _, shift := range c.Week[day.ISOWeekday()] {
			for at := shift.From; at+15 <= shift.To; {
				if !s.chance(s.demand(day, at)) {
					at += 15
					continue
				}
				at += s.fill(c, day, shift, at, seen)
			}
		}
		s.carry(c, day)
	}
}

// fill books somebody at the time and answers how long they take.
func (s *story) fill(c *Clinician, day civil.Date, shift Shift, at int, seen map[*Person]bool) int {
	k, first := s.next(c, day, seen)
	if k == nil {
		return 15
	}
	kind := s.kind(c, k.person, first, day)
	if kind == nil {
		k.person.busy--
		return 15
	}
	if at+kind.Minutes > shift.To {
		s.wait(c, day, k)
		return 15
	}
	seen[k.person] = true
	s.book(c, k, kind, day, shift, at, first)
	if k.left--; k.left > 0 {
		s.wait(c, day.Add(max(1, k.every+s.rand.IntN(3)-1)), k)
	} else {
		k.person.busy--
	}
	return kind.Minutes
}

// demand is the part of the open times that is taken: it grows, it follows the
// weekday and the hour, and it dips in summer and between the years.
func (s *story) demand(day civil.Date, minute int) float64 {
	d := 0.34 + 0.3*s.grown(day)
	d *= []float64{1.06, 1.12, 0.98, 1.04, 0.8, 0.75, 0.75}[day.ISOWeekday()-1]
	d *= season(day)
	switch {
	case minute < 9*60:
		d *= 0.86
	case minute >= 9*60+30 && minute < 11*60+30:
		d *= 1.14
	case minute >= 12*60 && minute < 14*60:
		d *= 0.84
	}
	if day == s.today {
		d = 0.86
	}
	return d
}

func season(day civil.Date) float64 {
	_, month, date := day.In(time.UTC).Date()
	switch {
	case month == time.December && date > 20, month == time.January && date < 4:
		return 0.38
	case month == time.July && date > 6, month == time.August && date < 24:
		return 0.7
	case month == time.January, month == time.February:
		return 1.08
	case month == time.September, month == time.October:
		return 1.05
	}
	return 1
}

// next is whose turn it is: somebody in the middle of a course, else somebody new
// to the practice, else somebody who comes back.
func (s *story) next(c *Clinician, day civil.Date, seen map[*Person]bool) (k *course, first bool) {
	n := s.daysSince(day)
	for i, k := range s.due[c][n] {
		if !seen[k.person] {
			s.due[c][n] = append(s.due[c][n][:i:i], s.due[c][n][i+1:]...)
			return k, false
		}
	}
	k = &course{left: c.Course[0] + s.rand.IntN(c.Course[1]-c.Course[0]+1), every: c.Every[0] + s.rand.IntN(c.Every[1]-c.Every[0]+1)}
	allowed := float64(s.wanted) * (0.4 + 0.6*s.grown(day))
	if float64(len(s.people)) < allowed {
		if p := s.person(day.Add(-3).In(s.house.Zone)); c.Children || !p.Child(s.today) {
			k.person, p.busy = p, 1
			return k, true
		}
	}
	for range 12 {
		if p := choose(s, s.people); p.seen && p.busy < 2 && !seen[p] && (c.Children || !p.Child(s.today)) {
			p.busy++
			k.person = p
			return k, false
		}
	}
	return nil, false
}

func (s *story) wait(c *Clinician, day civil.Date, k *course) {
	if s.due[c] == nil {
		s.due[c] = map[int][]*course{}
	}
	n := s.daysSince(day)
	s.due[c][n] = append(s.due[c][n], k)
}

// carry takes who did not come on the day to the next.
func (s *story) carry(c *Clinician, day civil.Date) {
	n := s.daysSince(day)
	if left := s.due[c][n]; len(left) > 0 {
		s.due[c][n+1] = append(s.due[c][n+1], left...)
	}
	delete(s.due[c], n)
}

func (s *story) kind(c *Clinician, p *Person, first bool, day civil.Date) *Kind {
	child := p.Child(s.today)
	var fit []*Kind
	for _, k := range c.Kinds {
		if k.Child == child && (child || k.First == first) {
			fit = append(fit, k)
		}
	}
	if len(fit) == 0 {
		for _, k := range c.Kinds {
			if k.Child == child && !k.First {
				fit = append(fit, k)
			}
		}
	}
	if len(fit) == 0 {
		return nil
	}
	return fit[s.weighted(len(fit), func(i int) int { return fit[i].Weight })]
}
