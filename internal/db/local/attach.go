//go:build unix

package local

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// ErrNotRunning is returned by Attach when no process owns the folder's cluster.
var ErrNotRunning = errors.New("no charthouse is running")

// Attach joins the cluster that another process runs on the folder, and waits while that
// one is starting.
func Attach(ctx context.Context, dir string) (*Server, error) {
	s, err := newServer(Options{Dir: dir})
	if err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeout(ctx, startTimeout)
	defer cancel()
	for {
		if !s.dir.owned() {
			return nil, fmt.Errorf("%w on %s: start it with charthouse serve", ErrNotRunning, s.dir)
		}
		if ready, err := s.join(); ready || err != nil {
			return s, err
		}
		if !sleep(ctx, 10*time.Millisecond) {
			return nil, fmt.Errorf("wait for the database of %s: %w", s.dir, ctx.Err())
		}
	}
}

// join reads where the server listens and how to sign in, as soon as both are there.
func (s *Server) join() (ready bool, err error) {
	p, _ := readPid(s.dir.cluster())
	if !p.ready || running(s.dir.cluster()) != p.pid {
		return false, nil
	}
	s.sockets, s.port = p.sockets, p.port
	if err := s.readPasswords(); err != nil {
		return false, err
	}
	return s.passwords[App] != "", nil
}

// StartOrAttach is for a command that needs the database whether or not the practice is
// being served: it joins the running cluster, or owns one until Stop.
func StartOrAttach(ctx context.Context, opts Options) (*Server, error) {
	for {
		s, err := Start(ctx, opts)
		if !errors.Is(err, ErrInUse) {
			return s, err
		}
		s, err = Attach(ctx, opts.Dir)
		if !errors.Is(err, ErrNotRunning) { // its owner may just have ended
			return s, err
		}
	}
}
