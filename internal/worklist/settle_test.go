package worklist_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"charthouse/internal/db/dbtest"
)

// dueFiles opens files with these numbers that must be looked at, the later ones
// later.
func dueFiles(t *testing.T, d *dbtest.Database, from, to int) {
	t.Helper()
	_, err := d.Owner.Exec(t.Context(), fmt.Sprintf(`
		set session_replication_role = replica;
		insert into clients (id, family, opened_at) select n, 'Haddad', '2026-05-01' from generate_series(%[1]d, %[2]d) n;
		insert into file_clocks (client_id, next_due) select n, timestamptz '2026-05-01' + n * interval '1 second' from generate_series(%[1]d, %[2]d) n;
		reset session_replication_role`, from, to))
	if err != nil {
		t.Fatal(err)
	}
}

func stillDue(t *testing.T, d *dbtest.Database) (n int) {
	t.Helper()
	if err := d.Owner.QueryRow(t.Context(), `select count(*) from file_clocks`).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

func TestAHeldFileIsPassedByAndLookedAtLater(t *testing.T) {
	d, s := arrange(t)
	dueFiles(t, d, 10002, 10004)
	holder, err := d.Owner.Begin(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := holder.Exec(t.Context(), `select pg_advisory_xact_lock(10003)`); err != nil {
		t.Fatal(err)
	}
	brief, end := context.WithTimeout(t.Context(), 3*time.Second)
	defer end()
	if n, err := s.SettleDue(brief); n != 2 || err != nil {
		t.Errorf("settled %d, %v; want the two that are free", n, err)
	}
	if err := holder.Rollback(t.Context()); err != nil {
		t.Fatal(err)
	}
	if n, err := s.SettleDue(t.Context()); n != 1 || err != nil {
		t.Errorf("settled %d, %v; want the third once it is free", n, err)
	}
}

func TestFilesThatFailDoNotStarveThoseBehindThem(t *testing.T) {
	d, s := arrange(t)
	dueFiles(t, d, 20001, 20501)
	if _, err := d.Owner.Exec(t.Context(), `
		create function fail() returns trigger language plpgsql as $$ begin raise 'this file cannot be settled'; end $$;
		create trigger fail before delete on file_clocks for each row when (old.client_id < 20501) execute function fail()`); err != nil {
		t.Fatal(err)
	}
	n, err := s.SettleDue(t.Context())
	if n != 1 || err == nil || strings.Count(err.Error(), "cannot be settled") != 500 {
		t.Errorf("settled %d and told of %d; want the one behind 500 that fail", n, strings.Count(err.Error(), "cannot be settled"))
	}
	if n := stillDue(t, d); n != 500 {
		t.Errorf("%d files are due; those that fail must stay", n)
	}
}

func TestWhatIsLeftWhenTheRoundEndsWaitsForTheNext(t *testing.T) {
	d, s := arrange(t)
	dueFiles(t, d, 10002, 10004)
	over, end := context.WithCancel(t.Context())
	end()
	if n, _ := s.SettleDue(over); n != 0 {
		t.Errorf("settled %d", n)
	}
	if n, err := s.SettleDue(t.Context()); n != 3 || err != nil {
		t.Errorf("settled %d, %v", n, err)
	}
}
