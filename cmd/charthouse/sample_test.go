package main

import (
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"

	"charthouse/internal/db/dbtest"
	"charthouse/internal/practice"
)

// interrupted is a first start that was killed in the middle of the sample.
func interrupted(t *testing.T) *process {
	t.Helper()
	p := launched(t, dataFolder(t), "serve")
	p.killLoading(t)
	return p
}

// killLoading kills the process in the middle of the sample.
func (p *process) killLoading(t *testing.T) {
	t.Helper()
	for deadline := time.Now().Add(time.Minute); !strings.Contains(p.said.String(), "visits"); time.Sleep(10 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("no sample is loading: %s", &p.said)
		}
	}
	p.kill(t)
}

func TestAnInterruptedSampleIsLoadedAgainWhole(t *testing.T) {
	t.Parallel()
	p := interrupted(t)
	again := launched(t, p.dir, "serve")
	again.addr = strings.TrimPrefix(<-again.lines, "ready ")
	again.mustAnswer(t)
	again.stop(t)
	if !strings.Contains(again.said.String(), "Sign in with the password") {
		t.Errorf("the sample was not loaded again: %s", &again.said)
	}
	third := launched(t, p.dir, "serve")
	third.addr = strings.TrimPrefix(<-third.lines, "ready ")
	third.stop(t)
	if strings.Contains(third.said.String(), "Loading") {
		t.Errorf("a whole sample was loaded again: %s", &third.said)
	}
	if !strings.Contains(third.said.String(), "Sign in with the password") {
		t.Errorf("it does not say how to sign in: %s", &third.said)
	}
}

func TestWhoeverWorkedAfterAnInterruptedSampleLosesNothing(t *testing.T) {
	t.Parallel()
	p := served(t, dataFolder(t))
	launched(t, p.dir, "sample").killLoading(t)
	again := launched(t, p.dir, "sample")
	if status := again.awaitEnd(t); status != 1 {
		t.Errorf("a second load ended with %d", status)
	}
	oneSentence(t, again.said.String(), "interrupted", "charthouse serve")
	add := launched(t, p.dir, "user", "add", "--email", "ada@practice.example", "--name", "Ada Brandt", "--role", "owner")
	if add.awaitEnd(t) != 0 {
		t.Fatalf("nobody was added: %s", &add.said)
	}
	p.stop(t)
	next := served(t, p.dir)
	if !strings.Contains(next.said.String(), "nothing was emptied") {
		t.Errorf("it does not say what to do: %s", &next.said)
	}
	list := launched(t, p.dir, "user", "list")
	if list.awaitEnd(t); !strings.Contains(strings.Join(list.out, " "), "ada@practice.example") {
		t.Errorf("after the start there are %q: %s", list.out, &list.said)
	}
}

func TestOnlyTheSamplesOwnIsBegunAnew(t *testing.T) {
	d := dbtest.New(t)
	h := &house{db: d.DB, pool: d.App}
	alone := func(want bool) {
		t.Helper()
		if got, err := h.sampleAlone(t.Context()); got != want || err != nil {
			t.Errorf("alone is %v, %v", got, err)
		}
	}
	oda := practice.StaffForm{Name: "Oda Berg", Email: "oda@kestrellane.example", Roles: []string{"owner"}}
	if _, err := practice.New(d.DB).AddStaff(t.Context(), console, oda, "lantern quarry mitten"); err != nil {
		t.Fatal(err)
	}
	alone(true)
	if _, err := d.Owner.Exec(t.Context(), `
		set session_replication_role = replica;
		insert into diagnosis_codes (code, label, billable) select 'A' || n, 'Invented', true from generate_series(1, 100) n;
		reset session_replication_role`); err != nil {
		t.Fatal(err)
	}
	alone(false)
}

func TestAnInterruptedSampleInADatabaseOfTheOperatorSaysWhatToDo(t *testing.T) {
	app, owner := owned(t)
	t.Setenv("CHARTHOUSE_DATA", t.TempDir())
	t.Setenv("DATABASE_URL", app)
	t.Setenv("DATABASE_OWNER_URL", owner)
	oda := []string{"user", "add", "--email", "oda@kestrellane.example", "--name", "Oda Berg", "--role", "owner"}
	if got, status := said(t, oda...); status != 0 {
		t.Fatal(got)
	}
	pool, err := pgxpool.New(t.Context(), owner)
	if err != nil {
		t.Fatal(err)
	}
	err = markLoading(t.Context(), pool, true)
	pool.Close()
	if err != nil {
		t.Fatal(err)
	}
	got, status := said(t, "sample")
	if oneSentence(t, got, "interrupted", "empty the database", "charthouse sample"); status != 1 {
		t.Errorf("it ended with %d", status)
	}
}

func TestWhatIsRestoredOverAHalfLoadedSampleStays(t *testing.T) {
	t.Parallel()
	withPrograms(t, dbtest.New(t))
	p := served(t, dataFolder(t))
	add := launched(t, p.dir, "user", "add", "--email", "ada@practice.example", "--name", "Ada Brandt", "--role", "owner")
	add.awaitEnd(t)
	path := filepath.Join(t.TempDir(), "practice.backup")
	if made := launched(t, p.dir, "backup", path); made.awaitEnd(t) != 0 {
		t.Fatalf("no backup: %s", &made.said)
	}
	half := interrupted(t)
	if back := launched(t, half.dir, "restore", path); back.awaitEnd(t) != 0 {
		t.Fatalf("no restore: %s", &back.said)
	}
	next := launched(t, half.dir, "serve")
	next.addr = strings.TrimPrefix(<-next.lines, "ready ")
	list := launched(t, half.dir, "user", "list")
	if list.awaitEnd(t); len(list.out) != 1 || !strings.Contains(list.out[0], "ada@practice.example") {
		t.Errorf("after the restore and a start there are %q: %s", list.out, &list.said)
	}
}
