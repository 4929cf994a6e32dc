package worker_test

import (
	"context"
	"log/slog"
	"testing"
	"time"

	"charthouse/internal/access"
	"charthouse/internal/db"
	"charthouse/internal/db/dbtest"
	"charthouse/internal/jobs"
	"charthouse/internal/worker"
)

var desk = access.StaffMember(1, "Tomasz Wieczorek", access.FrontDesk)

func count(t *testing.T, d *dbtest.Database, sql string) (n int) {
	t.Helper()
	if err := d.Owner.QueryRow(t.Context(), sql).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

func TestAJobIsStoredWithItsActOrNotAtAll(t *testing.T) {
	d := dbtest.New(t)
	open := func(fail error) error {
		return d.Write(t.Context(), desk, access.CreateClient.OnNew(), func(tx *db.Tx) error {
			if _, err := tx.Exec(t.Context(), `insert into clients (id, family, opened_at) values ($1, 'Haddad', clock())`, tx.Client()); err != nil {
				return err
			}
			if err := jobs.Insert(t.Context(), tx, jobs.SendMail{Client: tx.Client(), Delivery: 1}); err != nil {
				return err
			}
			return fail
		})
	}
	if err := open(context.Canceled); err == nil {
		t.Fatal("the act should have failed")
	}
	if n := count(t, d, `select count(*) from river_job`); n != 0 {
		t.Errorf("%d jobs of an act that did not happen", n)
	}
	if err := open(nil); err != nil {
		t.Fatal(err)
	}
	if n := count(t, d, `select count(*) from river_job where kind = 'send_mail'`); n != 1 {
		t.Errorf("%d jobs; want 1", n)
	}
}

func TestAFileThatFailsKeepsNoOtherRoundFromItsWork(t *testing.T) {
	d := dbtest.New(t)
	_, err := d.Owner.Exec(t.Context(), `
		begin;
		select begin_act('test', null, null, 'sample.load', '{10001}', true, '', '2026-05-04 16:00Z', true);
		insert into clients (id, family, opened_at) values (10001, 'Haddad', clock());
		insert into file_clocks (client_id, next_due) values (10001, clock());
		commit;
		create function fail() returns trigger language plpgsql as $$ begin raise 'this file cannot be settled'; end $$;
		create trigger fail before delete on file_clocks for each row execute function fail();
		insert into knocks (key, count, until) values ('somebody', 1, '2026-05-01')`)
	if err != nil {
		t.Fatal(err)
	}
	stop, err := worker.Start(t.Context(), worker.House{DB: d.DB, Pool: d.App, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = stop(context.Background()) }()
	for range 100 {
		if count(t, d, `select count(*) from river_job where kind = 'clock' and errors::text like '%cannot be settled%'`) == 1 {
			break
		}
		time.Sleep(50 * time.Millisecond)
	}
	if n := count(t, d, `select count(*) from river_job where errors::text like '%cannot be settled%'`); n != 1 {
		t.Errorf("%d jobs tell of the file", n)
	}
	if n := count(t, d, `select count(*) from knocks`); n != 0 {
		t.Error("the last round was not reached")
	}
}

func TestTheClockFlipsWhatTimeAloneChanges(t *testing.T) {
	d := dbtest.New(t)
	_, err := d.Owner.Exec(t.Context(), `
		begin;
		select begin_act('test', null, null, 'sample.load', '{10001}', true, '', '2026-05-04 16:00Z', true);
		insert into clients (id, family, opened_at) values (10001, 'Haddad', clock());
		insert into documents (client_id, title, media_type, bytes, sha256, received_at)
		values (10001, 'Report', 'application/pdf', 9, sha256('x'), clock());
		select settle(10001);
		commit`)
	if err != nil {
		t.Fatal(err)
	}
	d.Clock.Move(25 * time.Hour)
	stop, err := worker.Start(t.Context(), worker.House{DB: d.DB, Pool: d.App, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = stop(context.Background()) }()
	for range 100 {
		if count(t, d, `select count(*) from blockers where kind = 'document_unread' and cleared_at is null`) == 1 {
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	t.Error("the clock did not look at the file")
}
