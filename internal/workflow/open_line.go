package workflow

import (
	"context"

	"charthouse/internal/access"
	"charthouse/internal/db"
	"charthouse/internal/fault"
	"charthouse/internal/id"
	"charthouse/internal/worklist"
)

// OneLine is a row of the worklist by itself, with who works here.
type OneLine struct {
	Stuck
	Mates []worklist.Mate
}

// ErrLeft is a row that is not on the actor's list any more.
var ErrLeft = fault.New(fault.NotFound, "This line has left the worklist: the record is right, or it is not for your role.")

// OpenLine reads one row, put off or not.
func (w *Workflow) OpenLine(ctx context.Context, who access.Actor, c id.Client, b id.Blocker) (l OneLine, err error) {
	err = w.db.Read(ctx, who, access.OpenWorklist.On(c), func(v *db.View) error {
		l, err = oneLine(ctx, v, b)
		return err
	})
	return l, err
}

// OpenQuestion reads the row that stands for a question.
func (w *Workflow) OpenQuestion(ctx context.Context, who access.Actor, c id.Client, q id.Question) (l OneLine, err error) {
	err = w.db.Read(ctx, who, access.OpenWorklist.On(c), func(v *db.View) error {
		row, err := worklist.RowOfQuestionTx(ctx, v, q)
		if err != nil {
			return err
		}
		l, err = oneLine(ctx, v, row)
		return err
	})
	return l, err
}

func oneLine(ctx context.Context, v *db.View, b id.Blocker) (l OneLine, err error) {
	rows, err := worklist.ListTx(ctx, v, worklist.Filter{Client: v.Client(), Row: b})
	if err != nil {
		return l, err
	}
	stuck, err := withLines(ctx, v, rows)
	if err != nil {
		return l, err
	}
	if len(stuck) == 0 {
		return l, ErrLeft
	}
	l.Stuck = stuck[0]
	l.Mates, err = worklist.MatesTx(ctx, v)
	return l, err
}

// LinesNamed reads rows of many files that the actor named, so that an act on
// them knows what each is.
func (w *Workflow) LinesNamed(ctx context.Context, who access.Actor, rows []worklist.Row) (list []Stuck, err error) {
	err = w.db.Read(ctx, who, access.OpenWorklist.Across(), func(v *db.View) error {
		found, err := worklist.NamedTx(ctx, v, rows)
		if err != nil {
			return err
		}
		list, err = withLines(ctx, v, found)
		return err
	})
	return list, err
}
