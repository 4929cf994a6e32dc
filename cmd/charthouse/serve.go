package main

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"time"

	"github.com/alexedwards/scs/pgxstore"
	"github.com/jackc/pgx/v5/pgxpool"

	"charthouse/internal/access"
	"charthouse/internal/billing"
	"charthouse/internal/clients"
	"charthouse/internal/config"
	"charthouse/internal/db/local"
	"charthouse/internal/ical/fetch"
	"charthouse/internal/messaging"
	"charthouse/internal/overview"
	"charthouse/internal/practice"
	"charthouse/internal/scheduling"
	"charthouse/internal/worker"
	"charthouse/internal/workflow"
	"charthouse/internal/worklist"
	webbilling "charthouse/web/billing"
	webcalendar "charthouse/web/calendar"
	webclients "charthouse/web/clients"
	webdocs "charthouse/web/documentation"
	webfind "charthouse/web/find"
	"charthouse/web/href"
	webintake "charthouse/web/intake"
	"charthouse/web/live"
	webmessaging "charthouse/web/messaging"
	weboverview "charthouse/web/overview"
	"charthouse/web/page"
	webportal "charthouse/web/portal"
	webpractice "charthouse/web/practice"
	"charthouse/web/static"
	webtasks "charthouse/web/tasks"
	webtexts "charthouse/web/texts"
	"charthouse/web/today"
	webwaitlist "charthouse/web/waitlist"
	webworklist "charthouse/web/worklist"
)

// serve runs the practice until ctx ends: this is the only file that wires
// everything together.
func serve(ctx context.Context, cmd config.Serve, c config.Config, out, say io.Writer) error {
	if err := static.Built(); err != nil {
		return err
	}
	listener, err := listen(c.Addr)
	if err != nil {
		return err
	}
	defer func() { _ = listener.Close() }()
	h, err := open(ctx, c, say, local.Start)
	if err != nil {
		return err
	}
	defer h.close()
	if err := h.begin(ctx, cmd.Empty, say); err != nil {
		return err
	}
	log := logger(c, say)
	h.base = baseOf(c, listener)
	queue, stop, err := work(ctx, h, c, log)
	if err != nil {
		return err
	}
	defer stop()
	site, handler := wire(h, c, log)
	if cmd.Meter {
		site.Meter()
	}
	watch(site.Registry(), h.pool, queue, h.live.Open)
	for _, w := range c.Warnings {
		fmt.Fprintln(say, w)
	}
	fmt.Fprintf(say, "Charthouse serves the practice on http://%s\n", listener.Addr())
	defer h.sweep(ctx, log)()
	defer h.follow(ctx)()
	return answer(ctx, c, h, listener, handler, site.Metrics(), func() {
		fmt.Fprintf(out, "ready http://%s\n", listener.Addr())
	})
}

// wire makes the site and its handler of every area.
func wire(h *house, c config.Config, log *slog.Logger) (*page.Site, http.Handler) {
	site := page.NewSite(h.db, pgxstore.NewWithCleanupInterval(h.pool, 10*time.Minute), log, c.SecureCookies, entries)
	site.Behind(c.TrustedProxies)
	h.live = live.New(site, h.db, log)
	return site, site.Handler(func(rt page.Routes) { register(rt, site, h) })
}

// work runs the jobs on connections of their own: the queue listens, which a
// pooler does not pass on.
func work(ctx context.Context, h *house, c config.Config, log *slog.Logger) (pool *pgxpool.Pool, stop func(), err error) {
	pool, err = pgxpool.New(ctx, h.direct)
	if err != nil {
		return nil, nil, fmt.Errorf("open the queue's connections: %w", err)
	}
	// Jobs under way outlive the signal that ends the server, up to a limit.
	end, err := worker.Start(context.WithoutCancel(ctx), worker.House{DB: h.db, Pool: pool, Log: quiet(log), Base: h.base, Draw: webbilling.DrawInvoice, Fetch: fetch.New(fetch.Options{Private: c.PrivateCalendars}).Get})
	if err != nil {
		pool.Close()
		return nil, nil, err
	}
	return pool, func() {
		last, cancel := context.WithTimeout(context.Background(), 15*time.Second)
		defer cancel()
		_ = end(last)
		pool.Close()
	}, nil
}

// follow hears what changes and tells open screens until the streams are over:
// they end with ctx at once, so that no request that lasts holds up the end.
func (h *house) follow(ctx context.Context) (wait func()) {
	over := make(chan struct{})
	go func() { h.live.Run(ctx, h.direct); close(over) }()
	return func() { <-over }
}

// entries is the navigation. Each shows only to those who may open it.
var entries = []page.Entry{
	{Key: "t", Go: "t", Label: "Today", Icon: "calendar-days", Href: href.Home, Verb: access.OpenDay},
	{Key: "p", Go: "p", Label: "Patients", Icon: "users", Href: href.Clients(""), Verb: access.FindClients},
	{Key: "w", Go: "w", Label: "Worklist", Icon: "list-checks", Href: href.Worklist("", false), Verb: access.OpenWorklist},
	{Key: "k", Go: "k", Label: "Tasks", Icon: "square-check", Href: href.Tasks(""), Verb: access.OpenTask},
	{Key: "b", Go: "b", Label: "Billing", Icon: "receipt", Href: href.Billing, Verb: access.ListBilling},
	{Key: "i", Go: "i", Label: "Inbox", Icon: "inbox", Href: href.Inbox, Verb: access.OpenInbox},
	{Key: "i", Go: "i", Label: "Outbox", Icon: "send", Href: href.Outbox, Verb: access.OpenOutbox, Unless: access.OpenInbox},
	{Key: "n", Go: "n", Label: "Notes", Icon: "notebook-pen", Href: href.Notes, Verb: access.ListNotes},
	{Key: "o", Go: "o", Label: "Overview", Icon: "chart-no-axes-column", Href: href.Overview(""), Verb: access.OpenOverview},
	{Key: "told", Label: "Notices", Icon: "bell", Href: href.Notices, Verb: access.OpenNotices, Foot: true},
	{Key: "s", Go: "s", Label: "Settings", Icon: "settings", Href: href.Settings, Verb: access.OpenSettings, Foot: true},
}

// register mounts every area.
func register(rt page.Routes, site *page.Site, h *house) {
	speak, doors := workflow.New(h.db), practice.New(h.db)
	(&today.Handler{Site: site, Scheduling: scheduling.New(h.db), Clients: clients.New(h.db), Workflow: speak, Messages: messaging.New(h.db), Practice: doors}).Routes(rt)
	(&webclients.Handler{Site: site, Clients: clients.New(h.db), Flow: speak, Files: h.documents, Doors: doors}).Routes(rt)
	(&webfind.Handler{Site: site, Workflow: speak}).Routes(rt)
	webdocs.New(site, h.db).Routes(rt)
	webpractice.New(site, h.db, doors).Routes(rt)
	webmessaging.New(site, h.db).Routes(rt)
	webportal.New(site, h.db, h.documents).Routes(rt)
	webtexts.New(h.db, h.base).Routes(rt)
	webcalendar.New(site, h.db, h.base).Routes(rt)
	webintake.New(site, h.db).Routes(rt)
	(&webworklist.Handler{Site: site, Workflow: speak, Worklist: worklist.New(h.db), Practice: doors, Clients: clients.New(h.db), Billing: billing.New(h.db)}).Routes(rt)
	(&webbilling.Handler{Site: site, Flow: speak, Money: billing.New(h.db), Clients: clients.New(h.db)}).Routes(rt)
	(&webtasks.Handler{Site: site, Worklist: worklist.New(h.db)}).Routes(rt)
	(&webwaitlist.Handler{Site: site, Scheduling: scheduling.New(h.db), Workflow: workflow.New(h.db)}).Routes(rt)
	h.live.Routes(rt)
	(&weboverview.Handler{Site: site, Workflow: speak, Overview: overview.New(h.db)}).Routes(rt)
}
