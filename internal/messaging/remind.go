package messaging

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"charthouse/internal/access"
	"charthouse/internal/db"
	"charthouse/internal/id"
)

// LeastLead is how long before a visit its reminder goes at the latest: one that comes
// later reaches nobody who could still do anything about it. The settings page says so.
const LeastLead = 30 * time.Minute

// tooNear is true of a visit so near that nobody is reminded of it any more.
func tooNear(starts, now time.Time) bool { return now.After(starts.Add(-LeastLead)) }

// Due is a reminder whose time has come.
type Due struct {
	Client   id.Client
	Visit    id.Visit
	StartsAt time.Time // the time that it is of
	Hours    int       // before it
}

// coming is a reminder of a visit to come that was not decided yet.
type coming struct {
	Due
	Zone    string    // of whoever comes, or of the location
	KnownAt time.Time // since when they know of this time, by booking or by mail
}

// DueReminders lists the reminders that are due now and were not decided. Of several
// of one visit it is the last: an older one says nothing that this does not. Who was
// told of the time after a reminder's hour needs none.
func (s *Service) DueReminders(ctx context.Context) (due []Due, err error) {
	err = s.db.Read(ctx, access.System(access.Clock), access.FindDue.Practice(), func(v *db.View) error {
		quiet, err := findQuiet(ctx, v)
		if err != nil {
			return err
		}
		list, err := listComing(ctx, v)
		if err != nil {
			return fmt.Errorf("list what is to be reminded of: %w", err)
		}
		due, err = dueNow(list, quiet, v.Now())
		return err
	})
	return due, err
}

func dueNow(list []coming, quiet Quiet, now time.Time) ([]Due, error) {
	last := map[id.Visit]Due{}
	for _, c := range list {
		zone, err := time.LoadLocation(c.Zone)
		if err != nil {
			return nil, fmt.Errorf("zone of visit %s: %w", c.Visit, err)
		}
		at := quiet.due(c.StartsAt, time.Duration(c.Hours)*time.Hour, zone)
		if tooNear(c.StartsAt, now) || now.Before(at) || at.Before(c.KnownAt) || quiet.covers(now, zone) {
			continue
		}
		if was, ok := last[c.Visit]; !ok || c.Hours < was.Hours {
			last[c.Visit] = c.Due
		}
	}
	out := make([]Due, 0, len(last))
	for _, d := range last {
		out = append(out, d)
	}
	slices.SortFunc(out, func(a, b Due) int {
		return cmp.Or(a.StartsAt.Compare(b.StartsAt), cmp.Compare(a.Visit, b.Visit))
	})
	return out, nil
}

// Reminded is what goes, or nothing.
type Reminded struct {
	Mail id.Mail
	Text id.Text
}

// PhoneTx answers the phone to which the reminder goes as a text, as it stands in the
// file, and the calling code of numbers without one; an empty phone is none: the rule,
// the file or the practice wants a mail.
func PhoneTx(ctx context.Context, v *db.View, d Due) (phone, country string, err error) {
	w, err := findWay(ctx, v, d)
	return w.Phone, w.Country, err
}

// RemindTx decides one reminder, once: a second call, and one about a visit that was
// cancelled, moved or reached meanwhile, does nothing. It goes to the number, or where
// that is empty by mail, to the contact who acts for the client or to the client.
func RemindTx(ctx context.Context, tx *db.Tx, d Due, to id.Contact, number string) (out Reminded, err error) {
	tx.Calm() // a reminder holds nothing up
	n, err := insertReminder(ctx, tx, d)
	if errors.Is(err, db.ErrNone) {
		return out, nil
	}
	if err != nil {
		return out, fmt.Errorf("decide a reminder: %w", err)
	}
	if number != "" {
		out.Text, err = remindByText(ctx, tx, n, d, number)
	} else {
		out.Mail, err = remindByMail(ctx, tx, n, d, to)
	}
	return out, err
}

func remindByMail(ctx context.Context, tx *db.Tx, reminder int64, d Due, to id.Contact) (id.Mail, error) {
	mail, err := queue(ctx, tx, message{Kind: Reminder, Visit: d.Visit, Contact: to})
	if err != nil || mail == 0 {
		return 0, err
	}
	if err := setReminded(ctx, tx, reminder, mail); err != nil {
		return 0, fmt.Errorf("join a reminder to its mail: %w", err)
	}
	draft, err := findDraft(ctx, &tx.View, mail)
	if err != nil {
		return 0, fmt.Errorf("read what a mail is about: %w", err)
	}
	return mail, setWords(ctx, tx, draft)
}

// quieted puts a reminder off whose hour fell into quiet hours after all, as when
// the mail server was away, and says that it did.
func (d draft) quieted(ctx context.Context, tx *db.Tx) (bool, error) {
	if d.Kind != Reminder { // what is offered or gone was decided outside of them, and cannot wait
		return false, nil
	}
	quiet, err := findQuiet(ctx, &tx.View)
	if err != nil {
		return false, err
	}
	zone, err := time.LoadLocation(d.Theirs)
	if err != nil {
		return false, fmt.Errorf("zone of mail %s: %w", d.Mail, err)
	}
	if !quiet.covers(tx.Now(), zone) {
		return false, nil
	}
	return true, putOff(ctx, tx, d.Message, quiet.end(tx.Now(), zone))
}
