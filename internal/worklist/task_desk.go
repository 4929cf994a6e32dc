package worklist

import (
	"context"
	"fmt"

	"charthouse/internal/db"
	"charthouse/internal/id"
)

// AskDeskTx makes a task of the front desk's that nobody typed: the house asks. It
// is due the same day, on the worklist after it, and only somebody's word closes it.
func AskDeskTx(ctx context.Context, tx *db.Tx, title, words string, visit id.Visit) error {
	kind, err := findDeskType(ctx, &tx.View)
	if err != nil {
		return fmt.Errorf("a kind of task for the desk: %w", err)
	}
	_, err = insertTask(ctx, tx, Task{Title: title, Words: words, Role: "front_desk", VisitID: visit}, TaskType{ID: kind})
	return err
}
