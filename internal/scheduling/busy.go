package scheduling

import (
	"context"
	"errors"
	"net/url"
	"slices"
	"strings"
	"time"

	"charthouse/internal/access"
	"charthouse/internal/db"
	"charthouse/internal/fault"
	"charthouse/internal/id"
)

// BusyFeed is the calendar elsewhere of which it is read when a clinician is busy.
type BusyFeed struct {
	Host    string     // of its address, which is a secret and is not shown again
	TriedAt *time.Time // nil: not yet
	ReadAt  *time.Time // when it was understood last
	Problem string     // of the last time, in words
	Times   int        // ahead
}

// BusyForm is what is typed about the calendar elsewhere.
type BusyForm struct {
	URL string `form:"url"`
}

// address reads the address; those that calendar programs open by themselves are https.
func (f BusyForm) address() (string, error) {
	s := strings.TrimSpace(f.URL)
	for _, own := range []string{"webcal://", "webcals://"} {
		if rest, ok := strings.CutPrefix(s, own); ok {
			s = "https://" + rest
		}
	}
	u, err := url.Parse(s)
	switch {
	case err != nil || u.Scheme != "https" || u.Hostname() == "":
		return "", refuse("url", "Copy the whole secret address of the calendar. It begins with https://.")
	case u.User != nil:
		return "", refuse("url", "An address with a password in it is not read. Copy the secret address instead.")
	case len(s) > 2000:
		return "", refuse("url", "This address is longer than any calendar's. Copy it again.")
	}
	return u.String(), nil
}

// FollowBusyTx has the calendar at the address read from now on. What was known of
// another one is forgotten.
func FollowBusyTx(ctx context.Context, tx *db.Tx, f BusyForm) error {
	address, err := f.address()
	if err != nil {
		return err
	}
	is, err := FindBusySource(ctx, &tx.View, tx.Who().Staff())
	if err == nil && is.URL == address {
		return nil // it is only read once more
	}
	if err != nil && !errors.Is(err, db.ErrNone) {
		return err
	}
	if err := forgetBusy(ctx, tx, tx.Who().Staff()); err != nil {
		return err
	}
	return insertBusyFeed(ctx, tx, tx.Who().Staff(), address)
}

// LeaveBusy has the calendar elsewhere not read any more: its times are free again.
func (s *Service) LeaveBusy(ctx context.Context, who access.Actor) error {
	return s.db.Write(ctx, who, access.OwnCalendar.Practice(), func(tx *db.Tx) error {
		return forgetBusy(ctx, tx, who.Staff())
	})
}

// BusySource is where a clinician's times elsewhere are read, and whose clocks count
// for those that name none.
type BusySource struct {
	Staff id.Staff
	URL   string
	Zone  string
}

// BusySources lists the calendars that are to be read.
func BusySources(ctx context.Context, v *db.View) ([]BusySource, error) {
	return listBusySources(ctx, v, 0)
}

// FindBusySource answers one; none is ErrNone.
func FindBusySource(ctx context.Context, v *db.View, n id.Staff) (BusySource, error) {
	all, err := listBusySources(ctx, v, n)
	if err == nil && len(all) == 0 {
		err = db.ErrNone
	}
	if err != nil {
		return BusySource{}, err
	}
	return all[0], nil
}

// BusyReadTx makes the times those at which the clinician is busy, if the calendar is
// still the one that was read. It answers whether anything changed; where nothing did,
// only the time of the reading is kept.
func BusyReadTx(ctx context.Context, tx *db.Tx, from BusySource, busy []Span) (changed bool, err error) {
	is, err := FindBusySource(ctx, &tx.View, from.Staff)
	if err != nil || is.URL != from.URL {
		return false, noLonger(err)
	}
	if changed, err = replaceBusy(ctx, tx, from.Staff, merged(busy)); err != nil {
		return false, err
	}
	if changed {
		if err := lookAtStaffing(ctx, tx); err != nil {
			return false, err
		}
	}
	return changed, keepRead(ctx, tx, from.Staff, "")
}

// BusyFailedTx keeps in words why the calendar could not be read. What was known stays.
func BusyFailedTx(ctx context.Context, tx *db.Tx, from BusySource, problem string) error {
	is, err := FindBusySource(ctx, &tx.View, from.Staff)
	if err != nil || is.URL != from.URL {
		return noLonger(err)
	}
	return keepRead(ctx, tx, from.Staff, problem)
}

// noLonger is no failure: the calendar was left while it was being read.
func noLonger(err error) error {
	if fault.KindOf(err) == fault.NotFound {
		return nil
	}
	return err
}

// merged joins spans that touch, in order. Those without length hold nothing.
func merged(busy []Span) (out []Span) {
	busy = slices.SortedFunc(slices.Values(busy), func(a, b Span) int { return a.From.Compare(b.From) })
	for _, b := range busy {
		last := len(out) - 1
		switch {
		case !b.From.Before(b.To):
		case last >= 0 && !b.From.After(out[last].To):
			out[last].To = later(out[last].To, b.To)
		default:
			out = append(out, b)
		}
	}
	return out
}

// elsewhere says that the clinician is busy elsewhere within the plan, or nothing.
func (p *plan) elsewhere() string {
	if p.busy.From.IsZero() {
		return ""
	}
	from, to := p.busy.From.In(p.zone), p.busy.To.In(p.zone)
	layout := "15:04"
	if from.YearDay() != to.YearDay() || from.Year() != to.Year() {
		layout = "2 January, 15:04"
	}
	return p.busyName + " is busy elsewhere from " + from.Format(layout) + " to " + to.Format(layout) + ", as their own calendar says."
}
