//go:build unix

package local

import (
	"context"
	"fmt"
	"syscall"
	"time"
)

// A server that ends this often in this time will not get better by starting it again.
const (
	tooOften    = 5
	tooOftenFor = time.Minute
)

// supervise starts a server that died again, until Stop ends life or it dies too often.
func (s *Server) supervise(life context.Context) {
	defer close(s.done)
	var deaths []time.Time
	for {
		select {
		case <-life.Done():
			return
		case <-s.child.ended:
		}
		deaths = append(deaths, time.Now())
		if n := len(deaths) - tooOften; n >= 0 && time.Since(deaths[n]) < tooOftenFor {
			s.giveUp(fmt.Errorf("postgres ended %d times within a minute: %w: %s", tooOften, s.child.err, s.child.last))
			return
		}
		fmt.Fprintln(s.log, "postgres ended unexpectedly; starting it again")
		if err := s.relaunch(life); err != nil {
			s.giveUp(err)
			return
		}
	}
}

func (s *Server) relaunch(life context.Context) error {
	child, err := s.launch(life)
	switch {
	case err == nil:
		s.child = child
		return nil
	case life.Err() != nil: // Stop came in between; launch has cleaned up
		return nil
	}
	return fmt.Errorf("start postgres again: %w", err)
}

func (s *Server) giveUp(err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.err = err
}

// endOrphan stops a server whose application was killed. On Linux it is already on its
// way; we own the folder, so nobody else can want it.
func (f folder) endOrphan(ctx context.Context) error {
	for began := time.Now(); ; {
		pid := running(f.cluster())
		if pid == 0 {
			return nil
		}
		sig := syscall.SIGINT
		if time.Since(began) > 10*time.Second {
			sig = syscall.SIGQUIT
		}
		if time.Since(began) > 40*time.Second {
			return fmt.Errorf("an older PostgreSQL (process %d) still runs on %s and does not stop: end it, then start again", pid, f)
		}
		syscall.Kill(pid, sig)
		if !sleep(ctx, 20*time.Millisecond) {
			return ctx.Err()
		}
	}
}
