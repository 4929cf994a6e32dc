package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"syscall"
	"time"

	"charthouse/internal/config"
)

// listen takes the address before the database is touched: whoever comes early
// waits in the kernel's queue.
func listen(addr string) (net.Listener, error) {
	l, err := net.Listen("tcp", addr)
	switch {
	case errors.Is(err, syscall.EADDRINUSE):
		return nil, fmt.Errorf("%s is taken: stop what listens there, or choose another address with --addr", addr)
	case errors.Is(err, syscall.EACCES):
		return nil, fmt.Errorf("%s needs rights that this user does not have: choose a port above 1023 with --addr", addr)
	case err != nil:
		return nil, fmt.Errorf("%s cannot be listened on (%w): choose another address with --addr", addr, cause(err))
	}
	return l, nil
}

// cause is the innermost error, the system's own word; of several, the last.
func cause(err error) error {
	for {
		inner := errors.Unwrap(err)
		if several, ok := err.(interface{ Unwrap() []error }); ok {
			all := several.Unwrap()
			inner = all[len(all)-1]
		}
		if inner == nil {
			return err
		}
		err = inner
	}
}

// baseOf is what links in mails begin with: where a free port was asked for, the
// address in use.
func baseOf(c config.Config, l net.Listener) *url.URL {
	if c.BaseURLGiven || c.BaseURL.Port() != "0" {
		return c.BaseURL
	}
	return &url.URL{Scheme: "http", Host: l.Addr().String()}
}

// answer serves the site, and the metrics where they have an address, until ctx
// ends or the private database is given up; then it lets open requests finish.
func answer(ctx context.Context, c config.Config, h *house, l net.Listener, site, metrics http.Handler, ready func()) error {
	failed := make(chan error, 2)
	servers := []*http.Server{start(l, site, failed)}
	if c.MetricsAddr != "" {
		ml, err := listen(c.MetricsAddr)
		if err != nil {
			return errors.Join(err, finish(servers))
		}
		servers = append(servers, start(ml, metrics, failed))
	}
	ready()
	err := await(ctx, h, failed)
	return errors.Join(err, finish(servers))
}

func start(l net.Listener, handler http.Handler, failed chan<- error) *http.Server {
	s := &http.Server{Handler: handler, ReadHeaderTimeout: 10 * time.Second, IdleTimeout: 2 * time.Minute}
	go func() {
		if err := s.Serve(l); !errors.Is(err, http.ErrServerClosed) {
			failed <- err
		}
	}()
	return s
}

// await returns when serving should end: nil where somebody asked for it.
func await(ctx context.Context, h *house, failed <-chan error) error {
	var gone <-chan struct{}
	if h.server != nil {
		gone = h.server.Done()
	}
	select {
	case <-ctx.Done():
		return nil
	case err := <-failed:
		return fmt.Errorf("answer requests: %w", err)
	case <-gone:
		return fmt.Errorf("the private database ended and could not be started again: %w", h.server.Err())
	}
}

// finish gives open requests a while, then ends what is left: a page's live
// stream has no end of its own.
func finish(servers []*http.Server) error {
	end, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	var errs []error
	for _, s := range servers {
		err := s.Shutdown(end)
		if errors.Is(err, context.DeadlineExceeded) {
			err = s.Close()
		}
		errs = append(errs, err)
	}
	return errors.Join(errs...)
}
