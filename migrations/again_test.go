package migrations_test

import (
	"testing"

	"charthouse/internal/db/dbtest"
	"charthouse/migrations"
)

func TestASecondStartMakesTheViewsAnew(t *testing.T) {
	d := dbtest.New(t)
	for range 2 {
		if err := migrations.Again(t.Context(), d.OwnerURL, "charthouse"); err != nil {
			t.Fatal(err)
		}
	}
}
