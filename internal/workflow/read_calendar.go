package workflow

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"time"

	"charthouse/internal/access"
	"charthouse/internal/db"
	"charthouse/internal/fault"
	"charthouse/internal/ical"
	"charthouse/internal/id"
	"charthouse/internal/jobs"
	"charthouse/internal/scheduling"
)

// Fetch answers what is under an address of the web, or a fault in words. It goes to
// no address that a stranger has no business with.
type Fetch func(ctx context.Context, address string) ([]byte, error)

// Fetching is the workflow with what fetches calendars elsewhere.
func (w *Workflow) Fetching(f Fetch) *Workflow {
	flow := *w
	flow.fetch = f
	return &flow
}

var clock = access.System(access.Clock)

// FollowBusy has the calendar at the address read, now and from now on.
func (w *Workflow) FollowBusy(ctx context.Context, who access.Actor, f scheduling.BusyForm) error {
	return w.db.Write(ctx, who, access.OwnCalendar.Practice(), func(tx *db.Tx) error {
		if err := scheduling.FollowBusyTx(ctx, tx, f); err != nil {
			return err
		}
		return jobs.Insert(ctx, tx, jobs.ReadCalendar{Staff: who.Staff()})
	})
}

// ReadCalendars has every calendar elsewhere read, each by a job of its own: one that
// does not answer holds up no other.
func (w *Workflow) ReadCalendars(ctx context.Context) error {
	var all []scheduling.BusySource
	err := w.db.Read(ctx, clock, access.ReadCalendars.Practice(), func(v *db.View) (err error) {
		all, err = scheduling.BusySources(ctx, v)
		return err
	})
	if err != nil || len(all) == 0 {
		return err
	}
	return w.db.Write(ctx, clock, access.ReadCalendars.Practice(), func(tx *db.Tx) error {
		for _, s := range all {
			if err := jobs.Insert(ctx, tx, jobs.ReadCalendar{Staff: s.Staff}); err != nil {
				return err
			}
		}
		return nil
	})
}

// ReadCalendar reads when somebody is busy elsewhere: whole, or not at all and with
// the reason in words. Base is how this practice is reached: its own visits, come back
// by a calendar that gathers others, make nobody busy.
func (w *Workflow) ReadCalendar(ctx context.Context, base *url.URL, n id.Staff) error {
	if w.fetch == nil {
		return nil
	}
	var from scheduling.BusySource
	err := w.db.Read(ctx, clock, access.ReadCalendars.Practice(), func(v *db.View) (err error) {
		from, err = scheduling.FindBusySource(ctx, v, n)
		return err
	})
	if errors.Is(err, db.ErrNone) {
		return nil
	}
	if err != nil {
		return err
	}
	busy, problem := w.busyElsewhere(ctx, base, from)
	if problem != nil && fault.KindOf(problem) == fault.Internal {
		return problem
	}
	return w.db.Write(ctx, clock, access.ReadCalendars.Practice(), func(tx *db.Tx) error {
		if problem != nil {
			return scheduling.BusyFailedTx(ctx, tx, from, problem.Error())
		}
		_, err := scheduling.BusyReadTx(ctx, tx, from, busy)
		return err
	})
}

// How much of a calendar elsewhere is read: from yesterday for as long as patients may
// book ahead.
const (
	busyBack  = 24 * time.Hour
	busyAhead = 400 * 24 * time.Hour
)

func (w *Workflow) busyElsewhere(ctx context.Context, base *url.URL, from scheduling.BusySource) ([]scheduling.Span, error) {
	zone, err := time.LoadLocation(from.Zone)
	if err != nil {
		return nil, fmt.Errorf("zone of the practice: %w", err)
	}
	file, err := w.fetch(ctx, from.URL)
	if err != nil {
		return nil, err
	}
	now := w.db.Now()
	times, err := ical.Read(file, zone, now.Add(-busyBack), now.Add(busyAhead))
	if err != nil {
		return nil, err
	}
	var out []scheduling.Span
	for _, t := range times {
		if !t.Free && !ours(t.UID, base) {
			out = append(out, scheduling.Span{From: t.From, To: t.To})
		}
	}
	return out, nil
}

// FeedUID is how a visit is named in feeds, for good.
func FeedUID(v id.Visit, host string) string { return "charthouse-visit-" + v.String() + "@" + host }

func ours(uid string, base *url.URL) bool {
	return base != nil && strings.HasPrefix(uid, "charthouse-visit-") && strings.HasSuffix(uid, "@"+base.Hostname())
}
