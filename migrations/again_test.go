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

func TestOnlyChangedViewsMakeTheFilesDue(t *testing.T) {
	d := dbtest.New(t)
	run := func(sql string) {
		t.Helper()
		if _, err := d.Owner.Exec(t.Context(), sql); err != nil {
			t.Fatal(err)
		}
	}
	due := func(want int) {
		t.Helper()
		if err := migrations.Again(t.Context(), d.OwnerURL, "charthouse"); err != nil {
			t.Fatal(err)
		}
		var n int
		if err := d.Owner.QueryRow(t.Context(), `select count(*) from file_clocks where next_due <= now()`).Scan(&n); err != nil || n != want {
			t.Errorf("%d files are due, %v; want %d", n, err, want)
		}
	}
	run(`
		begin;
		select begin_act('test', null, null, 'sample.load', '{10001,10002}', true, '', clock(), true);
		insert into clients (id, family, opened_at) values (10001, 'Haddad', clock()), (10002, 'Berg', clock());
		insert into file_clocks (client_id, next_due) values (10002, '2100-01-01');
		commit`)
	due(0)
	run(`comment on view blocking is 'what an earlier charthouse said'`)
	due(2)
	run(`begin; select begin_act('test', null, null, 'sample.load', '{10001,10002}', true, '', clock(), true); delete from file_clocks; commit`)
	due(0)
}
