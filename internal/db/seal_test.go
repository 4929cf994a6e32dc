package db_test

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"charthouse/internal/access"
	"charthouse/internal/db"
	"charthouse/internal/db/dbtest"
)

// sealedPractice has some hundred rows in its trail and its history, all sealed.
func sealedPractice(t *testing.T) (*dbtest.Database, string) {
	t.Helper()
	d := dbtest.New(t)
	for i := range 60 {
		err := d.Write(t.Context(), access.System(access.Console), access.EditStaff.Practice(), func(tx *db.Tx) error {
			_, err := tx.Exec(t.Context(), `insert into staff (name, email) values ($1, $2)`, fmt.Sprint("Person ", i), fmt.Sprintf("p%d@example.org", i))
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return d, sealAll(t, d, 120)
}

// sealAll goes round until so many rows are sealed: the transactions of other
// databases of the cluster hold seals up, too.
func sealAll(t *testing.T, d *dbtest.Database, least int64) (head string) {
	t.Helper()
	var rows int64
	for deadline := time.Now().Add(30 * time.Second); rows < least; time.Sleep(20 * time.Millisecond) {
		n, h, err := d.Seal(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if rows, head = rows+n, h; time.Now().After(deadline) {
			t.Fatalf("only %d rows were sealed", rows)
		}
	}
	return head
}

func verify(t *testing.T, tx pgx.Tx, head string) db.Checked {
	t.Helper()
	c, err := db.Verify(t.Context(), tx, head)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestWhatWasSealedProvesItself(t *testing.T) {
	d, head := sealedPractice(t)
	tx, err := d.Owner.Begin(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = tx.Rollback(t.Context()) }()
	if c := verify(t, tx, head); len(c.Broken) > 0 || !c.HasHead || c.Head != head || c.Unsealed != 0 {
		t.Errorf("%+v", c)
	}
	if c := verify(t, tx, "ab"); c.HasHead {
		t.Error("a head that never was is in the chain")
	}
}

// A hundred changes by somebody who may do anything in the database, each undone
// before the next.
func TestAHundredTamperingsAreFoundAHundredTimes(t *testing.T) {
	d, head := sealedPractice(t)
	chance := rand.New(rand.NewPCG(1, 2))
	ways := []string{
		`update trail set at = at + interval '1 microsecond' where id = $1`,
		`update trail set actor = 's99' where id = $1`,
		`update trail set verb = 'client.open' where id = $1`,
		`update trail set allowed = not allowed where id = $1`,
		`update trail set client_id = coalesce(client_id, 0) + 1 where id = $1`,
		`update trail set clients = clients || 7 where id = $1`,
		`delete from trail where id = $1`,
		`update history set new = jsonb_set(new, '{name}', '"Somebody else"') where id = $1`,
		`update history set tbl = 'clients' where id = $1`,
		`update history set op = 'D' where id = $1`,
		`delete from history where id = $1`,
		`with gone as (delete from trail where id = $1 returning *) insert into trail overriding system value select -id, at, wall, actor, staff_id, link_id, verb, client_id, clients, allowed, request from gone`,
		`with gone as (delete from trail where id = $1 returning *) insert into trail overriding system value select id, at, wall, actor, staff_id, link_id, verb, client_id, clients, allowed, request || 'x' from gone`,
		`update seals set hash = sha256('x') where $1 > 0 and id = (select min(id) from seals)`,
		`update seals set n = n + 1 where $1 > 0 and id = (select min(id) from seals)`,
		`delete from seals where $1 > 0 and id = (select max(id) from seals)`,
		`with gone as (delete from seals where $1 > 0 and id = (select max(id) from seals) returning *) delete from history where id > 3`,
	}
	for i := range 100 {
		tamper(t, d, ways[i%len(ways)], 1+chance.IntN(55), head)
	}
}

// tamper changes what is sealed and undoes it again.
func tamper(t *testing.T, d *dbtest.Database, way string, row int, head string) {
	t.Helper()
	tx, err := d.Owner.Begin(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = tx.Rollback(t.Context()) }()
	if _, err := tx.Exec(t.Context(), `set local session_replication_role = replica`); err != nil {
		t.Fatal(err)
	}
	done, err := tx.Exec(t.Context(), way, row)
	if err != nil || done.RowsAffected() == 0 {
		t.Fatalf("%s changed %d rows: %v", way, done.RowsAffected(), err)
	}
	if c := verify(t, tx, head); len(c.Broken) == 0 && c.HasHead {
		t.Errorf("nobody would see: %s", way)
	}
}

func TestRowsOfAnActThatIsUnderWayWaitForTheirSeal(t *testing.T) {
	d := dbtest.New(t)
	slow, err := d.Owner.Begin(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = slow.Rollback(t.Context()) }()
	if _, err := slow.Exec(t.Context(), `insert into trail (at, actor, verb, allowed) values (now(), 'test', 'sign_in', true)`); err != nil {
		t.Fatal(err)
	}
	write := func() {
		if err := d.Read(t.Context(), access.Nobody(), access.SignIn.Practice(), func(*db.View) error { return nil }); err != nil {
			t.Fatal(err)
		}
	}
	write()
	for range 4 {
		if n, _, err := d.Seal(t.Context()); err != nil || n != 0 {
			t.Fatalf("%d rows were sealed while an earlier number is under way: %v", n, err)
		}
	}
	if err := slow.Commit(t.Context()); err != nil {
		t.Fatal(err)
	}
	sealAll(t, d, 2)
	if _, err := d.App.Exec(t.Context(), `update seals set n = 0`); err == nil {
		t.Error("the app changed a seal")
	}
}
