package sample

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"charthouse/internal/access"
	"charthouse/internal/billing"
	"charthouse/internal/civil"
	"charthouse/internal/db"
	docs "charthouse/internal/documentation"
	"charthouse/internal/fault"
	"charthouse/internal/id"
	"charthouse/internal/scheduling"
	"charthouse/internal/workflow"
)

// slot is one visit of the plan.
type slot struct {
	with   clinician
	who    person
	kind   string
	day    civil.Date
	starts int // minutes from midnight
	nth    int
}

// visits plans weeks behind, today and days ahead, and lives them.
func (l *loader) visits(ctx context.Context, s set, people []person) error {
	plan := l.plan(s, people)
	for i, v := range plan {
		if err := l.live(ctx, s, v); err != nil {
			return fmt.Errorf("visit %d: %w", i, err)
		}
		l.said("visits", i+1, len(plan))
	}
	l.at = l.now
	return l.restrict(ctx, plan)
}

// plan fills each clinician's days: today is full, the days behind and ahead
// thinner, and nobody comes twice on a day.
func (l *loader) plan(s set, people []person) []slot {
	var out []slot
	for day := -32; day <= 9; day++ {
		d := l.today.Add(day)
		if !l.open(d.ISOWeekday()) || (day < -12 && day%4 != 0) {
			continue
		}
		seen := map[id.Client]bool{}
		for _, c := range s.clinicians {
			out = append(out, l.fill(s, c, people, seen, d, share(day), len(out))...)
		}
	}
	return out
}

// share is how many of a hundred slots are taken on the day.
func share(day int) int {
	switch {
	case day == 0:
		return 80
	case day > 0:
		return 46 - 4*day
	case day < -12:
		return 16
	}
	return 40
}

func (l *loader) fill(s set, c clinician, people []person, seen map[id.Client]bool, d civil.Date, percent, nth int) []slot {
	var out []slot
	for _, span := range hours(c.hours) {
		for at := span[0]; ; {
			kind := c.kinds[(len(out)+d.ISOWeekday())%len(c.kinds)]
			minutes := s.kinds[kind].minutes
			if at+minutes > span[1] {
				break
			}
			p := pick(l, people)
			if l.chance(percent) && !seen[p.id] && p.child == (c.title == "Paediatrics") {
				seen[p.id] = true
				out = append(out, slot{c, p, kind, d, at, nth + len(out)})
				at += minutes
			} else if percent > 60 && l.chance(85) {
				continue // today is full: look for somebody else
			} else {
				at += minutes
			}
		}
	}
	return out
}

// hours reads 08:00-12:00, 13:00-17:00 into minutes.
func hours(s string) (out [][2]int) {
	for _, part := range strings.Split(s, ", ") {
		var a, b, c, d int
		_, _ = fmt.Sscanf(part, "%d:%d-%d:%d", &a, &b, &c, &d)
		out = append(out, [2]int{a*60 + b, c*60 + d})
	}
	return out
}

func (v slot) at(l *loader) time.Time {
	return v.day.In(l.zone).Add(time.Duration(v.starts) * time.Minute)
}

// live does what happens to a visit up to the moment of loading: each act is
// done by the person whose turn it is, at its time.
func (l *loader) live(ctx context.Context, s set, v slot) error {
	start := v.at(l)
	end := start.Add(time.Duration(s.kinds[v.kind].minutes) * time.Minute)
	l.at = earlier(start.Add(-time.Duration(26+l.rand.IntN(120))*time.Hour), l.now.Add(-time.Hour))
	speak := workflow.New(l.db)
	visit, err := speak.BookVisit(ctx, s.desk, v.who.id, scheduling.Wish{
		Clinician: v.with.staff.String(), VisitType: s.kinds[v.kind].number.String(), Location: s.location.String(),
		Day: v.day.String(), Start: fmt.Sprintf("%02d:%02d", v.starts/60, v.starts%60), Reason: reasonOf(v.kind), Anyway: true,
	})
	if fault.KindOf(err) == fault.Conflict || fault.KindOf(err) == fault.Invalid {
		return nil // the time is taken: the plan had two for it
	}
	if err != nil {
		return err
	}
	switch {
	case v.nth%19 == 7 && v.day.Before(l.today):
		return l.mark(ctx, s, v, visit, start.Add(20*time.Minute), scheduling.MarkNoShow)
	case v.nth%23 == 11 && v.day != l.today:
		l.at = earlier(start.Add(-20*time.Hour), l.now)
		return speak.CancelVisit(ctx, s.desk, v.who.id, visit, "Asked for another day")
	case v.nth%37 == 5 && v.day == l.today.Add(-1):
		return l.mark(ctx, s, v, visit, start, scheduling.MarkArrived) // nobody said how it ended
	}
	if at := start.Add(-time.Duration(3+v.nth%20) * time.Hour); at.Before(l.now) && l.chance(84) {
		l.at = at
		if err := l.answer(ctx, s, v, visit); err != nil {
			return fmt.Errorf("form: %w", err)
		}
	}
	return l.attend(ctx, s, v, visit, start, end)
}

func (l *loader) attend(ctx context.Context, s set, v slot, visit id.Visit, start, end time.Time) error {
	return errors.Join(
		l.mark(ctx, s, v, visit, start.Add(-time.Duration(2+v.nth%9)*time.Minute), scheduling.MarkArrived),
		l.mark(ctx, s, v, visit, start.Add(time.Duration(v.nth%6)*time.Minute), scheduling.MarkRoomed),
		l.mark(ctx, s, v, visit, end.Add(-time.Duration(v.nth%4)*time.Minute), scheduling.MarkSeen),
		l.copay(ctx, s, v, visit, end.Add(4*time.Minute)),
		l.write(ctx, s, v, visit, end.Add(6*time.Minute)),
	)
}

// mark marks a visit if its moment has come.
func (l *loader) mark(ctx context.Context, s set, v slot, visit id.Visit, at time.Time, kind scheduling.MarkKind) error {
	if at.After(l.now) {
		return nil
	}
	l.at = at
	return scheduling.New(l.db).Mark(ctx, s.desk, v.who.id, visit, scheduling.Mark{Kind: kind})
}

// copay is taken as most insured people leave.
func (l *loader) copay(ctx context.Context, s set, v slot, visit id.Visit, at time.Time) error {
	if !v.who.insured || at.After(l.now) || !l.chance(80) {
		return nil
	}
	l.at = at
	return drop(billing.New(l.db).TakePayment(ctx, s.desk, v.who.id, billing.PaymentForm{Visit: visit.String(), Amount: "25.00", Method: "card"}))
}

// write keeps the note and, after the clinician's own delay, signs it; Dr
// Lindqvist is late. What is signed is charged; most of it is paid.
func (l *loader) write(ctx context.Context, s set, v slot, visit id.Visit, at time.Time) error {
	if at.After(l.now) {
		return nil
	}
	l.at = at
	note, err := l.note(ctx, s, v, visit)
	if err != nil {
		return err
	}
	lag := time.Duration(5+l.rand.IntN(500)) * time.Minute
	if v.with.title == "Cardiology" {
		lag = time.Duration(40+l.rand.IntN(160)) * time.Hour
	}
	if l.at = at.Add(lag); l.at.After(l.now) {
		return nil
	}
	if err := workflow.New(l.db).SignNote(ctx, v.with.actor, v.who.id, note); err != nil {
		return err
	}
	if l.at = at.Add(time.Duration(1+l.rand.IntN(9)) * 24 * time.Hour); v.who.insured || l.at.After(l.now) || !l.chance(78) {
		return nil
	}
	fee := fmt.Sprint(feeOf(v.kind))
	return drop(billing.New(l.db).TakePayment(ctx, s.biller, v.who.id, billing.PaymentForm{Visit: visit.String(), Amount: fee, Method: pick(l, []string{"card", "transfer", "cash"})}))
}

func (l *loader) note(ctx context.Context, s set, v slot, visit id.Visit) (id.Note, error) {
	k := s.kinds[v.kind]
	draft := docs.Draft{Sections: texts(v), Diagnoses: []string{k.codes[v.nth%len(k.codes)]}, Services: []string{k.service.String()}, Checked: true}
	if v.nth%47 == 13 {
		draft.Services = nil // seen and signed, but nothing charged
	}
	return db.Make(ctx, l.db, v.with.actor, access.WriteNote.On(v.who.id), func(tx *db.Tx) (id.Note, error) {
		n, err := docs.SaveTx(ctx, tx, visit, draft)
		return n.ID, err
	})
}

// texts is what the clinician writes, in the sections of the visit's template.
func texts(v slot) map[string]string {
	said := reasonOf(v.kind)
	switch templateOf(v.kind) {
	case "Visit":
		return map[string]string{
			"subjective": said + ". Sleeping and eating as usual, no new complaints.",
			"objective":  "Looks well. Examination without new findings.",
			"assessment": "Stable, treatment suits.",
			"plan":       "Carry on as before. Back in six weeks, sooner if anything changes.",
		}
	case "Treatment":
		return map[string]string{
			"since": said + ". Less trouble than last time.",
			"done":  "Exercises reviewed and adjusted; questions answered.",
			"plan":  "The same twice a week until the next visit.",
		}
	}
	return map[string]string{"subjective": said + ". Nine minutes, stopped for tiredness, no pain, tracing without change."}
}

func templateOf(kind string) string {
	for _, k := range kinds {
		if k.name == kind {
			return k.template
		}
	}
	return ""
}

func reasonOf(kind string) string {
	return map[string]string{
		"Follow-up": "How things have been since last time", "Annual review": "The yearly look at everything", "New patient": "A first visit",
		"Blood pressure check": "Blood pressure at home and here", "Cardiology review": "Palpitations on the stairs", "Stress test": "Exercise test as agreed",
		"Child check": "Growth, sleep and school", "Physiotherapy": "The right knee on stairs", "Dietetics": "Meals and sugar at work", "Psychology": "A private visit",
	}[kind]
}

func feeOf(kind string) string {
	for _, k := range kinds {
		if k.name == kind {
			return k.amount
		}
	}
	return "0"
}

func earlier(a, b time.Time) time.Time {
	if a.Before(b) {
		return a
	}
	return b
}
