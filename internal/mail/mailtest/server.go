package mailtest

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"sync"
)

// Answer is what the server does with each message that follows.
type Answer int

const (
	Accept            Answer = iota
	RefuseTemporarily        // 451 to the recipient
	RefusePermanently        // 550 to the recipient
	RefuseContent            // 554 after the whole message
	DropAfterData            // takes and keeps the whole message, then hangs up without an answer
	Stall                    // says nothing to the recipient until the client hangs up
)

// Server is a running mail server. Its zero value is not usable.
type Server struct {
	listener       net.Listener
	user, password string
	tls            *tls.Config
	roots          *x509.CertPool
	implicit       bool

	mu       sync.Mutex
	answer   Answer
	messages []Received
	arrived  chan struct{} // closed and replaced at each arrival
	lines    map[net.Conn]bool
	closed   bool
	done     sync.WaitGroup
}

// Option changes a server before it starts.
type Option func(*Server) error

// WithUser makes signing in a must.
func WithUser(name, password string) Option {
	return func(s *Server) error { s.user, s.password = name, password; return nil }
}

// WithTLS offers STARTTLS with a certificate for 127.0.0.1; Roots vouches for it.
func WithTLS() Option {
	return func(s *Server) (err error) { s.tls, s.roots, err = certificate(); return err }
}

// WithImplicitTLS encrypts from the first byte.
func WithImplicitTLS() Option {
	return func(s *Server) error {
		s.implicit = true
		return WithTLS()(s)
	}
}

// TB is the part of testing.TB that Start needs.
type TB interface {
	Helper()
	Fatal(...any)
	Cleanup(func())
}

// Start runs a server on a free port until the test ends.
func Start(t TB, options ...Option) *Server {
	t.Helper()
	s, err := Listen("127.0.0.1:0", options...)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Close)
	return s
}

// Listen runs a server on the loopback address until Close.
func Listen(addr string, options ...Option) (*Server, error) {
	s := &Server{arrived: make(chan struct{}), lines: map[net.Conn]bool{}}
	for _, o := range options {
		if err := o(s); err != nil {
			return nil, fmt.Errorf("start a mail server for tests: %w", err)
		}
	}
	var err error
	if s.listener, err = net.Listen("tcp", addr); err != nil {
		return nil, fmt.Errorf("start a mail server for tests: %w", err)
	}
	if s.implicit {
		s.listener = tls.NewListener(s.listener, s.tls)
	}
	if !s.listener.Addr().(*net.TCPAddr).IP.IsLoopback() {
		return nil, errors.Join(errors.New("a mail server for tests listens on this machine only"), s.listener.Close())
	}
	s.done.Go(s.accept)
	return s, nil
}

// Host is where the server listens.
func (s *Server) Host() string { return "127.0.0.1" }

// Port is where the server listens.
func (s *Server) Port() int { return s.listener.Addr().(*net.TCPAddr).Port }

// Roots vouches for the certificate of WithTLS.
func (s *Server) Roots() *x509.CertPool { return s.roots }

// Answer changes what happens to the messages that follow.
func (s *Server) Answer(a Answer) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.answer = a
}

// Messages are those that arrived, oldest first.
func (s *Server) Messages() []Received {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]Received(nil), s.messages...)
}

// Next waits until more than the first n messages have arrived and gives the
// message at n.
func (s *Server) Next(ctx context.Context, n int) (Received, error) {
	for {
		s.mu.Lock()
		arrived, have := s.arrived, len(s.messages)
		if have > n {
			defer s.mu.Unlock()
			return s.messages[n], nil
		}
		s.mu.Unlock()
		select {
		case <-arrived:
		case <-ctx.Done():
			return Received{}, fmt.Errorf("wait for mail %d, %d have arrived: %w", n+1, have, ctx.Err())
		}
	}
}

// Close hangs up on everybody and waits for it.
func (s *Server) Close() {
	s.mu.Lock()
	s.closed = true
	_ = s.listener.Close()
	for line := range s.lines {
		_ = line.Close()
	}
	s.mu.Unlock()
	s.done.Wait()
}

func (s *Server) accept() {
	for {
		line, err := s.listener.Accept()
		if err != nil || !s.add(line) {
			return
		}
		s.done.Go(func() {
			defer s.forget(line)
			talk(s, line)
		})
	}
}

func (s *Server) add(line net.Conn) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		_ = line.Close()
		return false
	}
	s.lines[line] = true
	return true
}

func (s *Server) forget(line net.Conn) {
	_ = line.Close()
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.lines, line)
}

func (s *Server) answering() Answer {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.answer
}

func (s *Server) keep(r Received) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.messages = append(s.messages, r)
	close(s.arrived)
	s.arrived = make(chan struct{})
}
