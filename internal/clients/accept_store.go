package clients

import (
	"context"
	"fmt"

	"charthouse/internal/db"
	"charthouse/internal/id"
)

func setMarital(ctx context.Context, tx *db.Tx, value string) error {
	return tx.ExecOne(ctx, `
		update clients
		set marital = $2, version = version + 1
		where id = $1`, tx.Client(), value)
}

// stillStands is nil for a row that has not ended; one that has is ErrNone.
func stillStands(ctx context.Context, tx *db.Tx, table string, row int64) error {
	_, err := db.Value[int](ctx, &tx.View, fmt.Sprintf(`
		select 1
		from %s
		where client_id = $1 and id = $2 and ended_at is null`, table), tx.Client(), row)
	return err
}

// listed is a standing row of a clinical list.
type listed struct {
	ID   int64
	Name string
}

// findNamed finds the standing row of that name: case, accents and white space do
// not count, so that Metformin 1g is Metformin 1 g.
func findNamed(ctx context.Context, v *db.View, table, column, name string) (listed, error) {
	return db.One[listed](ctx, v, fmt.Sprintf(`
		select id, %[2]s as name
		from %[1]s
		where client_id = $1 and ended_at is null
		  and fold(regexp_replace(%[2]s, '\s', '', 'g')) = fold(regexp_replace($2, '\s', '', 'g'))
		order by id
		limit 1`, table, column), v.Client(), name)
}

func setDirections(ctx context.Context, tx *db.Tx, m id.Medication, directions, source string) error {
	return tx.ExecOne(ctx, `
		update medications
		set directions = $3, source = $4, version = version + 1
		where client_id = $1 and id = $2 and ended_at is null`, tx.Client(), m, directions, source)
}

func setReaction(ctx context.Context, tx *db.Tx, a id.Allergy, reaction, source string) error {
	return tx.ExecOne(ctx, `
		update allergies
		set reaction = $3, source = $4, version = version + 1
		where client_id = $1 and id = $2 and ended_at is null`, tx.Client(), a, reaction, source)
}

// namesSame folds both names as the file does and asks sameName.
func namesSame(ctx context.Context, v *db.View, a, b string) (bool, error) {
	folded, err := db.Value[[]string](ctx, v, `select array[fold($1), fold($2)]`, a, b)
	return err == nil && sameName(folded[0], folded[1]), err
}
