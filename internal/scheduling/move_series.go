package scheduling

import (
	"context"
	"slices"
	"time"

	"charthouse/internal/access"
	"charthouse/internal/civil"
	"charthouse/internal/db"
	"charthouse/internal/fault"
	"charthouse/internal/id"
)

// Scope is which visits of a series are meant.
type Scope string

// The scopes. Whatever is meant, who has arrived and what is over stay as they are.
const (
	OnlyThis  Scope = ""
	Following Scope = "following" // this one and those after it
	AllToCome Scope = "all"
)

// CheckSeriesMove answers which visits of a series can be had at the time that the
// wish gives one of them: the others move by as many days, to the same time of day.
func (s *Service) CheckSeriesMove(ctx context.Context, who access.Actor, c id.Client, i id.Visit, scope Scope, w Wish) (out Series, err error) {
	err = s.db.Read(ctx, who, access.MoveVisit.On(c), func(v *db.View) error {
		m, err := moveOf(ctx, v, i, scope, w)
		if err != nil {
			return err
		}
		for _, one := range m.visits {
			m.moving = append(m.moving, one.BookingID)
		}
		if err := m.look(ctx, v); err != nil {
			return err
		}
		out = m.series()
		for n, one := range m.visits {
			p := m.at(m.asked[n].local, m.asked[n])
			o := m.judge(&p, m.asked[n].fold, v.Now(), m.asked[n].anyway)
			o.Visit, o.Was = one.ID, one.StartsLocal
			out.Times = append(out.Times, o)
		}
		out.Client, err = findName(ctx, v)
		return err
	})
	return out, err
}

// Movement is the visits of a series that moved, in order of time.
type Movement struct {
	Visits    []id.Visit
	Elsewhere []id.Visit // those whose time or location is another: the client is told
}

// MoveSeriesTx moves the visits of a series whose new times were accepted: all of
// them or none. The others stay where they are.
func MoveSeriesTx(ctx context.Context, tx *db.Tx, i id.Visit, scope Scope, w Wish, take []string) (out Movement, err error) {
	accepted, err := takings(take)
	if err != nil {
		return out, err
	}
	m, err := moveOf(ctx, &tx.View, i, scope, w)
	if err != nil {
		return out, err
	}
	if err := m.lock(ctx, tx); err != nil {
		return out, err
	}
	if err := endHolds(ctx, tx, 0, m.resources(), m.within); err != nil {
		return out, err
	}
	for _, t := range accepted {
		n := m.index(t.visit)
		if n < 0 || slices.Contains(m.moving, m.visits[n].BookingID) {
			return out, errNoTaking
		}
		m.moving = append(m.moving, m.visits[n].BookingID)
	}
	if err := m.look(ctx, &tx.View); err != nil {
		return out, err
	}
	plans, err := m.accept(accepted, tx.Now())
	if err != nil {
		return out, err
	}
	if err := updateVisits(ctx, tx, plans); err != nil {
		return out, m.base.broken(err)
	}
	var left []visit
	for _, p := range plans {
		left = append(left, m.of(p).left(p)...)
	}
	return m.moved(plans), leave(ctx, tx, left...)
}

// move is a run over visits that are there.
type move struct {
	*run
	visits []visit
	asked  []asked // of each
}

// moveOf reads which visits are meant, and looks up what is the same for all.
func moveOf(ctx context.Context, v *db.View, i id.Visit, scope Scope, w Wish) (*move, error) {
	all, err := ofScope(ctx, v, i, scope)
	if err != nil {
		return nil, err
	}
	at := slices.IndexFunc(all, func(o visit) bool { return o.ID == i })
	if at < 0 {
		return nil, fault.New(fault.Conflict, "This visit does not wait for its time any more. Open one that is to come.")
	}
	if err := all[at].mayMove(w); err != nil {
		return nil, err
	}
	a, err := all[at].changed(w).understand()
	if err != nil {
		return nil, err
	}
	a.booking = all[at].BookingID
	m := &move{run: &run{seconds: map[id.Staff]clinician{}}, visits: all}
	if m.base, err = sketch(ctx, v, a); err != nil {
		return nil, err
	}
	shift := civil.Of(a.local, time.UTC).Days(civil.Of(all[at].StartsLocal, time.UTC))
	if w.Lasts == all[at].wish().Lasts { // left as it is: so are the others
		w.Lasts = ""
	}
	if w.Second == all[at].wish().Second {
		w.Second = ""
	}
	for _, one := range all {
		w.Clinician, w.Location = a.clinician.String(), m.base.location.ID.String()
		w.Day = civil.Of(one.StartsLocal, time.UTC).Add(shift).String()
		b, err := one.changed(w).understand()
		if err != nil {
			return nil, err
		}
		b.booking = one.BookingID
		if _, known := m.seconds[b.second]; b.second != 0 && !known {
			if m.seconds[b.second], err = findSecond(ctx, v, b.second, true); err != nil {
				return nil, absent(err, "second", "This clinician cannot be booked any more. Choose another one, or nobody.")
			}
		}
		m.asked = append(m.asked, b)
	}
	return m, m.prepare(ctx, v, m.asked[0].local, m.asked[len(all)-1].local)
}

// ofScope are the visits of the series that can be moved or cancelled together, in
// order of time.
func ofScope(ctx context.Context, v *db.View, i id.Visit, scope Scope) ([]visit, error) {
	this, err := findVisit(ctx, v, i)
	if err != nil {
		return nil, err
	}
	if scope != Following && scope != AllToCome {
		return nil, refuse("scope", "Say which visits of the series are meant.")
	}
	all, err := listOfSeries(ctx, v, i)
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(all, func(o visit) bool {
		over := o.open() != nil || o.ArrivedAt != nil || o.SeenAt != nil || o.Signed || o.StartsAt.Before(v.Now())
		return over || scope == Following && o.StartsAt.Before(this.StartsAt)
	}), nil
}

func (m *move) index(i id.Visit) int {
	return slices.IndexFunc(m.visits, func(o visit) bool { return o.ID == i })
}

// accept plans each visit at the time that was accepted for it, on the day to which
// it moves.
func (m *move) accept(accepted []taking, now time.Time) ([]plan, error) {
	var out []plan
	for _, t := range accepted {
		a := m.asked[m.index(t.visit)]
		if civil.Of(a.local, time.UTC) != civil.Of(t.local, time.UTC) {
			return nil, errNoTaking
		}
		p := m.at(t.local, a)
		if o := m.judge(&p, t.fold, now, a.anyway); o.State != Open {
			return nil, o.refused()
		}
		out = append(out, p)
	}
	slices.SortFunc(out, bySpan)
	return out, nil
}

// of is the visit that the plan moves.
func (m *move) of(p plan) visit {
	return m.visits[slices.IndexFunc(m.visits, func(o visit) bool { return o.BookingID == p.booking })]
}

// moved tells what the plans change.
func (m *move) moved(plans []plan) (out Movement) {
	for _, p := range plans {
		v := m.of(p)
		out.Visits = append(out.Visits, v.ID)
		if !v.StartsAt.Equal(p.span.From) || v.LocationID != p.location.ID {
			out.Elsewhere = append(out.Elsewhere, v.ID)
		}
	}
	return out
}
