package clients

import (
	"context"
	"fmt"

	"charthouse/internal/civil"
	"charthouse/internal/db"
)

// today is the practice's day, by which something has come or has not: in the
// morning of Auckland it is still yesterday by UTC.
func today(ctx context.Context, v *db.View) (civil.Date, error) {
	return db.Value[civil.Date](ctx, v, `select today()`)
}

// insertRow adds a row to the act's file; a file that is not there is ErrNone.
func insertRow[ID any](ctx context.Context, tx *db.Tx, table, sql string, args ...any) (ID, error) {
	made, err := db.Value[ID](ctx, &tx.View, sql, args...)
	if db.Broke(err, table+"_client_id_fkey") {
		return made, db.ErrNone
	}
	return made, err
}

// endRow sets or clears ended_at of a row of the act's client.
func endRow(ctx context.Context, tx *db.Tx, table string, row int64, over bool) error {
	return tx.ExecOne(ctx, fmt.Sprintf(`
		update %s
		set ended_at = case when $3 then clock() end
		where client_id = $1 and id = $2`, table), tx.Client(), row, over)
}

// staleUnless tells, after an update by version that changed n rows, a row that
// somebody changed meanwhile from one that is not in this file.
func staleUnless(ctx context.Context, tx *db.Tx, n int64, table string, row int64) error {
	if n == 1 {
		return nil
	}
	_, err := db.Value[int](ctx, &tx.View, fmt.Sprintf(`
		select 1
		from %s
		where client_id = $1 and id = $2 and ended_at is null`, table), tx.Client(), row)
	if err != nil {
		return err
	}
	return ErrStale
}
