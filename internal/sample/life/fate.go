package life

import (
	"time"

	"charthouse/internal/civil"
)

// book makes the visit, draws its fate and foresees what happens.
func (s *story) book(c *Clinician, k *course, kind *Kind, day civil.Date, shift Shift, at int, first bool) {
	start := day.In(s.house.Zone).Add(time.Duration(at) * time.Minute)
	p := k.person
	v := &Visit{
		Person: p, With: c, Kind: kind, Shift: shift, First: first, Start: start, End: start.Add(time.Duration(kind.Minutes) * time.Minute),
		Reason: choose(s, kind.Reasons), Desk: choose(s, s.house.Desk), Method: choose(s, []string{"card", "card", "card", "transfer", "cash"}),
	}
	v.Booked = s.booked(k, v)
	k.ended, p.with = v.End, c
	if first || !p.seen {
		p.OpenedAt, p.seen = v.Booked.Add(-4*time.Minute), true
		s.queue.foresee(Event{At: p.OpenedAt, What: Opened, Person: p})
	}
	s.fate(v, s.grown(day))
	v.happenings(func(what Happening, at time.Time) { s.queue.foresee(Event{At: at, What: what, Person: p, Visit: v}) })
}

// booked is when: the next of a course as its last ended, others days before, in
// the desk's hours.
func (s *story) booked(k *course, v *Visit) time.Time {
	at := k.ended.Add(6 * time.Minute)
	if k.ended.IsZero() {
		at = s.office(v.Start.Add(-s.between(3*time.Hour, 15*24*time.Hour)))
	}
	at = latest(at, s.at.Add(s.between(8*time.Hour, 10*time.Hour)), k.person.OpenedAt.Add(5*time.Minute))
	if last := v.Start.Add(-90 * time.Minute); at.After(last) {
		at = latest(last, s.at.Add(5*time.Minute))
	}
	return at
}

// office moves an instant into the hours in which people work.
func (s *story) office(at time.Time) time.Time {
	local := at.In(s.house.Zone)
	day := civil.Of(at, s.house.Zone)
	switch h := local.Hour(); {
	case h < 7:
		return day.In(s.house.Zone).Add(s.between(7*time.Hour, 9*time.Hour))
	case h >= 20:
		return day.Add(1).In(s.house.Zone).Add(s.between(7*time.Hour, 9*time.Hour))
	}
	return at
}

func (s *story) fate(v *Visit, grown float64) {
	day := civil.Of(v.Start, s.house.Zone)
	switch r := s.rand.Float64(); {
	case day == s.today && r > 0.02 && r < 0.96:
	case r < 0.05:
		v.Cancelled = latest(v.Start.Add(-s.between(26*time.Hour, 7*24*time.Hour)), v.Booked.Add(time.Hour))
	case r < 0.085:
		v.Cancelled = latest(v.Start.Add(-s.between(time.Hour, 22*time.Hour)), v.Booked.Add(20*time.Minute))
	case r > 1-s.misses(v, day):
		v.Missed = true
	}
	if !v.Cancelled.IsZero() && v.Cancelled.After(v.Start.Add(-10*time.Minute)) {
		v.Cancelled = time.Time{}
	}
	s.form(v)
	if v.Missed || !v.Cancelled.IsZero() {
		return
	}
	s.attend(v)
	s.note(v, grown)
	s.money(v, grown)
}

// misses is how likely nobody comes: Mondays and Fridays, first visits, and some people.
func (s *story) misses(v *Visit, day civil.Date) float64 {
	p := 0.03
	if wd := day.ISOWeekday(); wd == 1 || wd == 5 {
		p *= 1.8
	}
	if v.First {
		p *= 2.4
	}
	return p * v.Person.faithful
}

func (s *story) form(v *Visit) {
	if !v.Kind.Form {
		return
	}
	likely := 0.91
	if v.Person.Email == "" {
		likely = 0.6
	}
	if !s.chance(likely) {
		return
	}
	at := v.Start.Add(-s.between(25*time.Hour, 120*time.Hour))
	if s.chance(0.16) {
		at = v.Start.Add(-s.between(30*time.Minute, 23*time.Hour))
	}
	at = latest(at, v.Booked.Add(s.between(20*time.Minute, 5*time.Hour)))
	if at.Before(v.Start.Add(-15*time.Minute)) && (v.Cancelled.IsZero() || at.Before(v.Cancelled)) {
		v.Form = at
	}
}

// attend is the visit itself, a little early or late; who is behind stays behind.
func (s *story) attend(v *Visit) {
	v.Arrived = v.Start.Add(s.between(-21*time.Minute, 4*time.Minute))
	v.Roomed = latest(v.Start.Add(s.between(-time.Minute, time.Duration(2+2*v.With.Late)*time.Minute)), v.Arrived.Add(time.Minute))
	minutes := float64(v.Kind.Minutes) * (0.78 + 0.3*s.rand.Float64())
	v.Seen = v.Roomed.Add(time.Duration(minutes) * time.Minute)
}

func (s *story) note(v *Visit, grown float64) {
	v.Written = v.Seen.Add(-2 * time.Minute)
	slow := 1 + v.With.Slower*grown
	v.Signed = latest(s.office(v.Seen.Add(time.Duration(float64(s.lasts(v.With.Signs))*slow))), v.Seen.Add(9*time.Minute))
	v.Seconds = int(float64(v.With.Writes) * (0.55 + 0.9*s.rand.Float64()))
	v.Blank = s.chance(0.012)
	v.Code = choose(s, v.Kind.Codes)
	v.Words = s.words(v)
	if v.Kind.Vitals && s.chance(0.8) {
		s.measure(v, grown)
	}
}

// measure draws vital signs around the person's own, which treatment brings down slowly.
func (s *story) measure(v *Visit, grown float64) {
	p := v.Person
	top := float64(p.pressure) + 7*s.rand.NormFloat64()
	if p.pressure > 138 {
		top -= 14 * grown
	}
	v.Pressure = [2]int{int(top), int(top*0.6) + s.rand.IntN(7)}
	v.Pulse = 62 + s.rand.IntN(24)
	v.Weight = float64(int((p.weight+1.6*(0.5-grown)+0.5*s.rand.NormFloat64())*10)) / 10
}

// money is who pays what, and when.
func (s *story) money(v *Visit, grown float64) {
	charged := v.Signed
	if v.Blank {
		v.ByHand = s.office(v.Signed.Add(s.between(20*time.Hour, 100*time.Hour)))
		charged = v.ByHand
	}
	cover := v.Person.Cover
	if cover == nil {
		if s.chance(0.4) {
			v.AtDesk = v.Seen.Add(s.between(3*time.Minute, 12*time.Minute))
			return
		}
		v.Asked = charged.Add(s.between(10*time.Minute, 30*time.Hour))
		v.Paid = s.office(charged.Add(s.settles(26 * time.Hour)))
		return
	}
	if cover.Copay > 0 && s.chance(0.88) {
		v.AtDesk = v.Seen.Add(s.between(3*time.Minute, 12*time.Minute))
	}
	ready := charged
	if s.chance(0.13 - 0.07*grown) {
		v.Complete = s.office(charged.Add(s.between(3*time.Hour, 120*time.Hour)))
		ready = v.Complete
	}
	s.answer(v, ready)
}

func (s *story) answer(v *Visit, ready time.Time) {
	if v.Person.Cover.Member == "" {
		return
	}
	payer := v.Person.Cover.Payer
	days := time.Duration(payer.Days) * 24 * time.Hour
	v.Answered = s.office(ready.Add(days/2 + s.between(0, days)))
	copayOpen := v.Person.Cover.Copay > 0 && v.AtDesk.IsZero()
	v.Denied = s.chance(payer.Denies) && !copayOpen
	if v.Denied && s.chance(0.55) {
		v.Again = s.office(v.Answered.Add(s.between(6*24*time.Hour, 25*24*time.Hour)))
	}
	v.Paid = s.office(latest(v.Answered, v.Again).Add(s.settles(60 * time.Hour)))
	if copayOpen {
		v.Asked = ready.Add(20 * time.Hour)
		v.Paid = s.office(ready.Add(s.settles(40 * time.Hour)))
	}
}

// settles is how long a client takes to pay: most pay in time, some after a
// reminder, a few after months.
func (s *story) settles(soon time.Duration) time.Duration {
	switch r := s.rand.Float64(); {
	case r < 0.87:
		return soon + s.between(0, 11*24*time.Hour)
	case r < 0.985:
		return s.between(15*24*time.Hour, 32*24*time.Hour)
	}
	return s.between(35*24*time.Hour, 80*24*time.Hour)
}

func latest(times ...time.Time) (t time.Time) {
	for _, x := range times {
		if x.After(t) {
			t = x
		}
	}
	return t
}
