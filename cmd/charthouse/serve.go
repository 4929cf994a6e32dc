package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"time"

	"github.com/alexedwards/scs/pgxstore"
	"github.com/jackc/pgx/v5/pgxpool"

	"charthouse/internal/access"
	"charthouse/internal/clients"
	"charthouse/internal/config"
	"charthouse/internal/db/local"
	"charthouse/internal/worker"
	"charthouse/internal/workflow"
	"charthouse/internal/worklist"
	webclients "charthouse/web/clients"
	"charthouse/web/href"
	webmessaging "charthouse/web/messaging"
	weboverview "charthouse/web/overview"
	"charthouse/web/page"
	webdocs "charthouse/web/documentation"
	webpractice "charthouse/web/practice"
	"charthouse/web/static"
	webworklist "charthouse/web/worklist"
)

// serve runs the practice until ctx ends: this is the only file that wires
// everything together.
func serve(ctx context.Context, cmd config.Serve, c config.Config, out, say io.Writer) error {
	if err := static.Built(); err != nil {
		return err
	}
	listener, err := net.Listen("tcp", c.Addr)
	if err != nil {
		return fmt.Errorf("%s is taken: stop what listens there, or choose another address with --addr", c.Addr)
	}
	defer func() { _ = listener.Close() }()
	h, err := open(ctx, c, say, local.Start)
	if err != nil {
		return err
	}
	defer h.close()
	log := logger(c, say)
	stop, err := work(ctx, h, log, baseOf(c, listener))
	if err != nil {
		return err
	}
	defer stop()
	_, handler := wire(h, c, log)
	for _, w := range c.Warnings {
		fmt.Fprintln(say, w)
	}
	fmt.Fprintf(out, "ready http://%s\n", listener.Addr())
	return answer(ctx, listener, handler, h)
}

// wire makes the site and its handler of every area.
func wire(h *house, c config.Config, log *slog.Logger) (*page.Site, http.Handler) {
	site := page.NewSite(h.db, pgxstore.NewWithCleanupInterval(h.pool, 10*time.Minute), log, c.SecureCookies, entries)
	return site, site.Handler(func(rt page.Routes) { register(rt, site, h) })
}

// work runs the jobs on connections of their own: the queue listens, which a
// pooler does not pass on.
func work(ctx context.Context, h *house, log *slog.Logger, base *url.URL) (stop func(), err error) {
	pool, err := pgxpool.New(ctx, h.direct)
	if err != nil {
		return nil, fmt.Errorf("open the queue's connections: %w", err)
	}
	// Jobs under way outlive the signal that ends the server, up to a limit.
	end, err := worker.Start(context.WithoutCancel(ctx), worker.House{DB: h.db, Pool: pool, Log: quiet(log), Base: base})
	if err != nil {
		pool.Close()
		return nil, err
	}
	return func() {
		last, cancel := context.WithTimeout(context.Background(), 15*time.Second)
		defer cancel()
		_ = end(last)
		pool.Close()
	}, nil
}

// baseOf is what links in mails begin with: where a free port was asked for, the
// address in use.
func baseOf(c config.Config, l net.Listener) *url.URL {
	if c.BaseURLGiven || c.BaseURL.Port() != "0" {
		return c.BaseURL
	}
	return &url.URL{Scheme: "http", Host: l.Addr().String()}
}

// quiet is the log without the queue's own chatter.
func quiet(log *slog.Logger) *slog.Logger {
	return slog.New(leveled{log.Handler(), slog.LevelWarn})
}

type leveled struct {
	slog.Handler
	least slog.Level
}

func (l leveled) Enabled(ctx context.Context, level slog.Level) bool {
	return level >= l.least && l.Handler.Enabled(ctx, level)
}

// entries is the navigation. Each shows only to those who may open it.
var entries = []page.Entry{
	{Key: "p", Go: "p", Label: "Patients", Icon: "users", Href: href.Clients(""), Verb: access.FindClients},
	{Key: "w", Go: "w", Label: "Worklist", Icon: "list-checks", Href: href.Worklist("", false), Verb: access.OpenWorklist},
	{Key: "i", Go: "i", Label: "Outbox", Icon: "send", Href: href.Outbox, Verb: access.OpenOutbox},
	{Key: "n", Go: "n", Label: "Notes", Icon: "notebook-pen", Href: href.Notes, Verb: access.ListNotes},
	{Key: "o", Go: "o", Label: "Overview", Icon: "chart-no-axes-column", Href: href.Overview(""), Verb: access.OpenOverview},
	{Key: "s", Go: "s", Label: "Settings", Icon: "settings", Href: href.Settings, Verb: access.OpenSettings, Foot: true},
}

// register mounts every area.
func register(rt page.Routes, site *page.Site, h *house) {
	speak := workflow.New(h.db)
	(&webclients.Handler{Site: site, Clients: clients.New(h.db), Flow: speak}).Routes(rt)
	webdocs.New(site, h.db).Routes(rt)
	webpractice.New(site, h.db).Routes(rt)
	webmessaging.New(site, h.db).Routes(rt)
	(&webworklist.Handler{Site: site, Workflow: speak, Worklist: worklist.New(h.db)}).Routes(rt)
	(&weboverview.Handler{Site: site, Workflow: speak}).Routes(rt)
}

// answer serves until ctx ends or the private database dies, then lets open
// requests finish.
func answer(ctx context.Context, l net.Listener, handler http.Handler, h *house) error {
	srv := &http.Server{Handler: handler, ReadHeaderTimeout: 10 * time.Second, IdleTimeout: 2 * time.Minute}
	failed := make(chan error, 1)
	go func() { failed <- srv.Serve(l) }()
	var gone <-chan struct{}
	if h.server != nil {
		gone = h.server.Done()
	}
	var err error
	select {
	case <-ctx.Done():
	case err = <-failed:
	case <-gone:
		err = fmt.Errorf("the private database ended and could not be started again: %w", h.server.Err())
	}
	end, cancel := context.WithTimeout(context.Background(), 15*time.Second)
	defer cancel()
	return errors.Join(err, srv.Shutdown(end))
}

func logger(c config.Config, say io.Writer) *slog.Logger {
	if c.LogFormat == "json" {
		return slog.New(slog.NewJSONHandler(say, nil))
	}
	return slog.New(slog.NewTextHandler(say, nil))
}
