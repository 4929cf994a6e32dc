package workflow

import (
	"context"
	"maps"
	"slices"
	"time"

	"charthouse/internal/access"
	"charthouse/internal/db"
	"charthouse/internal/id"
	"charthouse/internal/scheduling"
	"charthouse/internal/worklist"
)

// Stuck is one row of the worklist with its visit's line.
type Stuck struct {
	worklist.Blocker
	Line  scheduling.Line // zero where no visit is held up
	About *Stuck          // of a question: the row that it is about
}

// Worklist is what is stuck, what that adds up to, and what left by itself.
type Worklist struct {
	Rows    []Stuck
	Next    worklist.Key // where the next page begins; zero on the last
	Parts   []worklist.Part
	Totals  worklist.Totals
	Choices worklist.Choices
	Mates   []worklist.Mate
	Back    []worklist.Back
	Cleared []worklist.Cleared

	Practice        []worklist.OfPractice // what holds up the practice itself
	PracticeCleared []worklist.PracticeCleared
}

// OpenWorklist reads what is stuck for those who may see it. Today begins at
// the instant given: what was cleared since is shown as evidence.
func (w *Workflow) OpenWorklist(ctx context.Context, who access.Actor, f worklist.Filter, today time.Time) (list Worklist, err error) {
	err = w.db.Read(ctx, who, access.OpenWorklist.Across(), func(v *db.View) error {
		rows, next, err := worklist.PageTx(ctx, v, f)
		if err != nil {
			return err
		}
		list.Next = next
		if list.Rows, err = withLines(ctx, v, rows); err != nil {
			return err
		}
		if list.Totals, err = worklist.TotalsTx(ctx, v); err != nil {
			return err
		}
		return list.beside(ctx, v, f, today)
	})
	return list, err
}

// beside reads what stands around the rows.
func (list *Worklist) beside(ctx context.Context, v *db.View, f worklist.Filter, today time.Time) (err error) {
	if list.Parts, err = worklist.PartsTx(ctx, v, f); err != nil {
		return err
	}
	if list.Choices, err = worklist.ChoicesTx(ctx, v, list.Totals); err != nil {
		return err
	}
	if list.Mates, err = worklist.MatesTx(ctx, v); err != nil {
		return err
	}
	if list.Back, err = worklist.BackTx(ctx, v); err != nil {
		return err
	}
	if list.Cleared, err = worklist.ClearedTx(ctx, v, f, today, 30); err != nil {
		return err
	}
	if list.Practice, err = worklist.OfPracticeTx(ctx, v, f); err != nil {
		return err
	}
	list.PracticeCleared, err = worklist.PracticeClearedTx(ctx, v, f, today, 10)
	return err
}

// withLines adds the visits' lines and what questions are about, read together.
func withLines(ctx context.Context, v *db.View, rows []worklist.Blocker) ([]Stuck, error) {
	about, err := worklist.AboutTx(ctx, v, rows)
	if err != nil {
		return nil, err
	}
	of, err := stuckLines(ctx, v, slices.Concat(rows, slices.Collect(maps.Values(about))))
	if err != nil {
		return nil, err
	}
	out := make([]Stuck, len(rows))
	for i, b := range rows {
		out[i] = Stuck{Blocker: b, Line: of[b.VisitID]}
		if a, ok := about[id.Question(b.Subject)]; ok && b.Kind == worklist.QuestionWaiting {
			out[i].About = &Stuck{Blocker: a, Line: of[a.VisitID]}
		}
	}
	return out, nil
}

func stuckLines(ctx context.Context, v *db.View, rows []worklist.Blocker) (map[id.Visit]scheduling.Line, error) {
	var clients []id.Client
	var visits []id.Visit
	for _, b := range rows {
		if b.VisitID != 0 {
			clients, visits = append(clients, b.ClientID), append(visits, b.VisitID)
		}
	}
	lines, err := scheduling.LinesOf(ctx, v, clients, visits)
	of := make(map[id.Visit]scheduling.Line, len(lines))
	for _, l := range lines {
		of[l.VisitID] = l
	}
	return of, err
}
