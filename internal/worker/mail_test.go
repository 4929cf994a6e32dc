package worker_test

import (
	"context"
	"log/slog"
	"net/url"
	"strconv"
	"testing"
	"time"

	"charthouse/internal/db/dbtest"
	"charthouse/internal/mail/mailtest"
	"charthouse/internal/messaging"
	"charthouse/internal/worker"
	"charthouse/internal/workflow"
)

func TestAWrittenMailArrivesOnceAndIsKnownAsSent(t *testing.T) {
	d, server := dbtest.New(t), mailtest.Start(t)
	_, err := d.Owner.Exec(t.Context(), `
		begin;
		select begin_act('test', null, null, 'sample.load', '{10001}', true, '', '2026-05-04 16:00Z', true);
		insert into staff (name, email) values ('Tomasz Wieczorek', 't@kestrel.example');
		insert into clients (id, given, family, email, opened_at) values (10001, 'Nadia', 'Haddad', 'nadia@home.example', clock());
		insert into mail_settings (host, port, security, sender) values ('127.0.0.1', `+strconv.Itoa(server.Port())+`, 'none', 'desk@kestrel.example');
		commit`)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := workflow.New(d.DB).WriteMessage(t.Context(), desk, 10001, messaging.Written{Subject: "Your letter", Body: "It is ready."}); err != nil {
		t.Fatal(err)
	}
	base := &url.URL{Scheme: "https", Host: "practice.example"}
	stop, err := worker.Start(t.Context(), worker.House{DB: d.DB, Pool: d.App, Log: slog.New(slog.DiscardHandler), Base: base})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = stop(context.Background()) }()
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	got, err := server.Next(ctx, 0)
	if err != nil {
		t.Fatal(err)
	}
	if got.To[0] != "nadia@home.example" || got.Subject != "Your letter" {
		t.Errorf("to %v: %s", got.To, got.Subject)
	}
	for range 200 {
		if count(t, d, `select count(*) from deliveries where state = 'sent' and tries = 1`) == 1 {
			break
		}
		time.Sleep(50 * time.Millisecond)
	}
	if n := count(t, d, `select count(*) from deliveries where state = 'sent' and tries = 1`); n != 1 || len(server.Messages()) != 1 {
		t.Errorf("%d known as sent, %d arrived", n, len(server.Messages()))
	}
}
