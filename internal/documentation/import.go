package docs

import (
	"context"
	"fmt"
	"iter"

	"charthouse/internal/access"
	"charthouse/internal/db"
	"charthouse/internal/fault"
)

// Code is a line of a code list. A header groups codes and is not billable.
type Code struct {
	Code     string
	Label    string
	Billable bool
}

// Imported counts what an import did. Retired codes are known from an older
// list and may not be chosen any more.
type Imported struct {
	Read, Created, Updated, Unchanged, Retired int

	codes []string
}

// batch is how many codes go to the database at once.
const batch = 4000

// ImportCodes takes a whole code list or, where it breaks, nothing. The same
// list again changes nothing. A list that lacks a tenth of what is known is
// refused: it was cut short. Said hears how many codes are in so far.
func (s *Service) ImportCodes(ctx context.Context, who access.Actor, list iter.Seq2[Code, error], said func(int)) (done Imported, err error) {
	err = s.db.Write(ctx, who, access.ImportCodes.Practice(), func(tx *db.Tx) error {
		if err := tx.LockScope(ctx, db.Codes, 1); err != nil {
			return err
		}
		done = Imported{}
		known, err := countCodes(ctx, &tx.View)
		if err != nil {
			return err
		}
		if err := done.take(ctx, tx, list, said); err != nil {
			return err
		}
		return done.retire(ctx, tx, known)
	})
	if err != nil {
		return Imported{Read: done.Read}, err
	}
	return done, nil
}

func (m *Imported) take(ctx context.Context, tx *db.Tx, list iter.Seq2[Code, error], said func(int)) error {
	rows := make([]Code, 0, batch)
	for code, err := range list {
		if err != nil {
			return err
		}
		if rows = append(rows, code); len(rows) == batch {
			if err := m.store(ctx, tx, rows, said); err != nil {
				return err
			}
			rows = rows[:0]
		}
	}
	return m.store(ctx, tx, rows, said)
}

func (m *Imported) store(ctx context.Context, tx *db.Tx, rows []Code, said func(int)) error {
	created, updated, err := storeCodes(ctx, tx, rows)
	if err != nil {
		return fmt.Errorf("codes from number %d on: %w", m.Read+1, err)
	}
	m.Read += len(rows)
	for _, r := range rows {
		m.codes = append(m.codes, r.Code)
	}
	m.Created += created
	m.Updated += updated
	m.Unchanged += len(rows) - created - updated
	said(m.Read)
	return nil
}

// retire closes what the new list no longer has.
func (m *Imported) retire(ctx context.Context, tx *db.Tx, known int) (err error) {
	if m.Read < known/10*9 {
		return fault.New(fault.Invalid, fmt.Sprintf("This list has %d codes where %d are known: it was cut short. Nothing was changed.", m.Read, known))
	}
	m.Retired, err = retireCodes(ctx, tx, m.codes)
	return err
}
