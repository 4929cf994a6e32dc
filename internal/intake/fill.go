package intake

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"time"

	"charthouse/internal/access"
	"charthouse/internal/civil"
	"charthouse/internal/db"
	"charthouse/internal/fault"
	"charthouse/internal/id"
)

// Filling is a packet as its patient sees it.
type Filling struct {
	Packet     id.Packet
	Given      string // how they wish to be called; empty until they confirmed who they are
	For        string // the first name of whom a proxy fills it in for; empty for the patient
	Practice   string
	Phone      string
	Place      string
	Address    string
	Starts     time.Time // on the wall of the place
	Cancelled  bool
	Finished   bool
	Ask        bool // for the birth date, before what is known shows
	Definition Definition
	Answers    Answers
	Known      Known        // empty while it must not show
	Done       map[int]bool // the sections that were gone through
}

// filling is the row behind a Filling.
type filling struct {
	Packet       id.Packet
	Given        string
	HasBirthDate bool
	Confirmed    bool
	Practice     string
	Phone        string
	Place        string
	Address      string
	Starts       time.Time
	Cancelled    bool
	Finished     bool
	Definition   Definition
}

// shows is true where what is known may be seen.
func (f filling) shows() bool { return f.HasBirthDate && f.Confirmed }

// Fill reads the guest's packet.
func (s *Service) Fill(ctx context.Context, who access.Actor) (f Filling, err error) {
	err = s.db.Read(ctx, who, access.FillPacket.On(who.Client()), func(v *db.View) error {
		f, err = readFilling(ctx, v)
		return over(err)
	})
	return f, err
}

func readFilling(ctx context.Context, v *db.View) (Filling, error) {
	row, err := findFilling(ctx, v)
	if err != nil {
		return Filling{}, err
	}
	f := Filling{
		Packet: row.Packet, Practice: row.Practice, Phone: row.Phone, Place: row.Place, Address: row.Address, Starts: row.Starts,
		Cancelled: row.Cancelled, Finished: row.Finished, Ask: row.HasBirthDate && !row.Confirmed, Definition: row.Definition,
	}
	if v.Who().Roles() == access.Proxy {
		f.For = row.Given
	}
	if f.Ask || f.Cancelled || f.Finished {
		return f, nil
	}
	if f.Answers, f.Done, err = readAnswers(ctx, v, f.Packet); err != nil {
		return f, fmt.Errorf("read answers: %w", err)
	}
	if !row.shows() {
		return f, nil
	}
	f.Given = row.Given
	f.Known, err = readKnown(ctx, v)
	return f, err
}

// Save keeps the answers of a section as they are being given.
func (s *Service) Save(ctx context.Context, who access.Actor, section int, in Answers) error {
	return s.write(ctx, who, func(tx *db.Tx) error {
		_, err := saveSection(ctx, tx, section, in)
		return err
	})
}

// SaveSection keeps the answers of a section and says what is wrong with them;
// what was given is kept in either case.
func (s *Service) SaveSection(ctx context.Context, who access.Actor, section int, in Answers) error {
	var wrong error
	err := s.write(ctx, who, func(tx *db.Tx) error {
		f, err := saveSection(ctx, tx, section, in)
		if err != nil || f.Finished {
			return err
		}
		if wrong = f.Check(section, tx.Now()); wrong != nil {
			return nil
		}
		return upsertAnswers(ctx, tx, f.Packet, Answers{Texts: map[string]string{doneKey(section): "done"}})
	})
	return errors.Join(err, wrong)
}

// write is an act on the guest's own packet. It carries no form key: keeping the
// same answers twice keeps them once, and one page is sent many times.
func (s *Service) write(ctx context.Context, who access.Actor, do func(*db.Tx) error) error {
	return s.db.Write(ctx, who.Posting(access.Post{}), access.FillPacket.On(who.Client()), func(tx *db.Tx) error {
		tx.Calm()
		return over(do(tx))
	})
}

// ErrFinished refuses other answers than those that were sent, and to send them
// again.
var ErrFinished = fault.New(fault.Conflict, "This form was sent already. If something has changed since, please tell us at your visit.")

var errCancelled = fault.New(fault.Conflict, "This visit is cancelled, so there is nothing to fill in.")

// open refuses what cannot be filled in any more, or not yet.
func (f Filling) open() error {
	switch {
	case f.Finished:
		return ErrFinished
	case f.Cancelled:
		return errCancelled
	case f.Ask:
		return fault.New(fault.Forbidden, "Please confirm your date of birth first.")
	}
	return nil
}

func saveSection(ctx context.Context, tx *db.Tx, section int, in Answers) (Filling, error) {
	f, err := readFilling(ctx, &tx.View)
	if err != nil {
		return f, err
	}
	if err := f.open(); err != nil && !f.Finished {
		return f, err
	}
	if section < 0 || section >= len(f.Definition.Sections) {
		return f, db.ErrNone
	}
	kept, err := f.Definition.Sections[section].kept(in)
	if err != nil {
		return f, err
	}
	if f.Finished {
		return f, sentSo(ctx, &tx.View, f.Packet, kept)
	}
	f.Answers = kept
	return f, upsertAnswers(ctx, tx, f.Packet, kept)
}

// sentSo is nil for answers that were sent so: a second tap on the button asks for
// nothing new, and is not to be told that it came too late.
func sentSo(ctx context.Context, v *db.View, p id.Packet, again Answers) error {
	sent, _, err := readAnswers(ctx, v, p)
	if err != nil {
		return err
	}
	for key, text := range again.Texts {
		if sent.Texts[key] != text {
			return ErrFinished
		}
	}
	for key, l := range again.Lists {
		if !l.same(sent.Lists[key]) {
			return ErrFinished
		}
	}
	return nil
}

// With is the filling with what was just typed, which may not have been kept.
func (f Filling) With(in Answers) Filling {
	texts, lists := maps.Clone(f.Answers.Texts), maps.Clone(f.Answers.Lists)
	maps.Copy(texts, in.Texts)
	for key, l := range in.Lists {
		lists[key] = l.tidied()
	}
	f.Answers = Answers{texts, lists}
	return f
}

// Check says what is wrong with a section as it was kept.
func (f Filling) Check(section int, now time.Time) error {
	var c fault.Check
	f.Definition.Sections[section].check(&c, f.Answers, f.Known, tomorrow(now))
	return c.Fault()
}

// tomorrow is the latest day that it can be anywhere: a patient's day may be
// ahead of ours.
func tomorrow(now time.Time) civil.Date { return civil.Of(now, time.UTC).Add(1) }

// FirstWrong answers the first section that needs another look, or -1.
func (f Filling) FirstWrong(now time.Time) int {
	for i := range f.Definition.Sections {
		if f.Check(i, now) != nil {
			return i
		}
	}
	return -1
}

// Resume is the section to go on with: the first that was not gone through yet.
func (f Filling) Resume() int {
	for i := range f.Definition.Sections {
		if !f.Done[i] {
			return i
		}
	}
	return max(len(f.Definition.Sections)-1, 0)
}
