//go:build unix

package local

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"runtime"
	"strings"
	"sync"
	"syscall"
	"time"
)

// A postmaster is the server's process, our child.
type postmaster struct {
	cmd   *exec.Cmd
	last  *tail
	ended chan struct{}
	err   error // how it ended, once ended is closed
}

// launch starts the server and waits until it answers. It is patient with what a server
// that was killed leaves behind for a moment.
func (s *Server) launch(ctx context.Context) (*postmaster, error) {
	for try := 0; ; try++ {
		if err := disownPid(s.dir.cluster()); err != nil {
			return nil, err
		}
		p, err := s.fork()
		if err != nil {
			return nil, fmt.Errorf("start postgres: %w", err)
		}
		err = p.awaitReady(ctx, s.dir.cluster())
		if err == nil {
			return p, nil
		}
		p.stop()
		if try == 40 || !p.last.names("shared memory block", "lock file") || !sleep(ctx, 250*time.Millisecond) {
			return nil, err
		}
	}
}

// fork starts the process from a thread that lives as long as the process does, because
// the kernel's death signal follows the thread and not the program.
func (s *Server) fork() (*postmaster, error) {
	cmd := s.account.command(context.Background(), s.bin.dir, "postgres", serverArgs(s.dir.cluster(), s.settings)...)
	endWithUs(cmd.SysProcAttr, syscall.SIGINT)
	p := &postmaster{cmd: cmd, last: &tail{}, ended: make(chan struct{})}
	log := io.MultiWriter(p.last, s.log)
	cmd.Stdout, cmd.Stderr = log, log
	cmd.WaitDelay = time.Second // orphans of a killed server hold its pipe
	started := make(chan error)
	go func() {
		runtime.LockOSThread()
		err := cmd.Start()
		started <- err
		if err == nil {
			p.err = cmd.Wait()
			close(p.ended)
		}
	}()
	return p, <-started
}

const startTimeout = 2 * time.Minute // crash recovery may take its time

func (p *postmaster) awaitReady(ctx context.Context, cluster string) error {
	ctx, cancel := context.WithTimeout(ctx, startTimeout)
	defer cancel()
	for {
		if file, _ := readPid(cluster); file.ready && file.pid == p.cmd.Process.Pid {
			return nil
		}
		select {
		case <-p.ended:
			return fmt.Errorf("postgres ended while starting: %w: %s", p.err, p.last)
		case <-ctx.Done():
			return fmt.Errorf("wait for postgres: %w", ctx.Err())
		case <-time.After(5 * time.Millisecond):
		}
	}
}

// stop ends the server, where it has not ended by itself: in order, and after 20 seconds
// at once.
func (p *postmaster) stop() error {
	if p.cmd.Process.Signal(syscall.SIGINT) != nil {
		<-p.ended
		return nil
	}
	select {
	case <-p.ended:
	case <-time.After(20 * time.Second):
		p.cmd.Process.Signal(syscall.SIGQUIT)
		<-p.ended
	}
	if p.err != nil && !errors.Is(p.err, exec.ErrWaitDelay) {
		return fmt.Errorf("stop postgres: %w", p.err)
	}
	return nil
}

// tail keeps the last words of the server, for the error that tells why it ended.
type tail struct {
	mu sync.Mutex
	b  []byte
}

func (t *tail) Write(p []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.b = append(t.b, p...)
	t.b = t.b[max(len(t.b)-4000, 0):]
	return len(p), nil
}

func (t *tail) String() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return strings.TrimSpace(string(t.b))
}

func (t *tail) names(causes ...string) bool {
	for _, cause := range causes {
		if strings.Contains(t.String(), cause) {
			return true
		}
	}
	return false
}
