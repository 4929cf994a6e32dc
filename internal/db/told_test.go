package db_test

import (
	"testing"
	"time"

	"charthouse/internal/access"
	"charthouse/internal/db"
	"charthouse/internal/db/dbtest"
	"charthouse/internal/id"
)

func looks(t *testing.T, d *dbtest.Database) (n int) {
	t.Helper()
	if err := d.Owner.QueryRow(t.Context(), `select count(*) from trail where verb in ('client.open', 'client.find')`).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

// A page that reads itself anew is a look that goes on: the trail has it once in
// five minutes, and again for each file that it did not show before.
func TestAPageThatRenewsItselfEntersTheTrailOnceInFiveMinutes(t *testing.T) {
	d := dbtest.New(t)
	ann, bob := newClient(t, d, "Ann"), newClient(t, d, "Bob")
	file := func(who access.Actor, c id.Client) {
		t.Helper()
		if err := d.Read(t.Context(), who, access.OpenClient.On(c), func(*db.View) error { return nil }); err != nil {
			t.Fatal(err)
		}
	}
	list := func(who access.Actor, shown ...id.Client) {
		t.Helper()
		if err := d.Read(t.Context(), who, access.FindClients.Across(), func(v *db.View) error { v.Shown(shown...); return nil }); err != nil {
			t.Fatal(err)
		}
	}
	for _, step := range []struct {
		what string
		do   func()
		rows int
	}{
		{"a page renews what nobody opened", func() { file(desk.Again(), ann) }, 1},
		{"it renews itself", func() { file(desk.Again(), ann) }, 1},
		{"somebody else renews theirs", func() { file(biller.Again(), ann) }, 2},
		{"another file", func() { file(desk.Again(), bob) }, 3},
		{"opened by hand", func() { file(desk, ann) }, 4},
		{"six minutes later", func() { d.Clock.Move(6 * time.Minute); file(desk.Again(), ann) }, 5},
		{"a list", func() { list(desk, ann) }, 6},
		{"the list renews itself", func() { list(desk.Again(), ann) }, 6},
		{"it shows less", func() { list(desk.Again()) }, 6},
		{"it shows somebody more", func() { list(desk.Again(), ann, bob) }, 7},
		{"six minutes later, again", func() { d.Clock.Move(6 * time.Minute); list(desk.Again(), ann, bob) }, 8},
	} {
		step.do()
		if n := looks(t, d); n != step.rows {
			t.Fatalf("%s: %d looks in the trail; want %d", step.what, n, step.rows)
		}
	}
}
