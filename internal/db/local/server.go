//go:build unix

package local

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"sync"
)

// Options say where a cluster lives and how it runs.
type Options struct {
	Dir      string            // the data folder; made when missing
	Log      io.Writer         // what the server says; nil drops it
	Settings map[string]string // over the durable ones of this package
}

// A Server is a running cluster.
type Server struct {
	FirstRun bool   // this start made the cluster
	Note     string // a sentence for people when the server's files are outside the data folder

	dir       folder
	account   account
	bin       binaries
	settings  map[string]string
	log       io.Writer
	sockets   string
	port      string
	passwords map[string]string // by role
	lock      *os.File          // nil when another process owns the cluster

	mu       sync.Mutex
	child    *postmaster
	stopping context.CancelFunc
	done     chan struct{}
	err      error
}

// Start makes the cluster of the folder when it is missing, runs it, and owns it until
// Stop or the end of this process; ctx bounds the starting only. A folder that another
// process owns is ErrInUse; a machine without PostgreSQL is ErrNoPostgres.
func Start(ctx context.Context, opts Options) (*Server, error) {
	s, err := newServer(opts)
	if err != nil {
		return nil, err
	}
	if err := os.MkdirAll(string(s.dir), s.account.folderMode()); err != nil {
		return nil, s.dir.unmade(err)
	}
	if s.lock, err = s.dir.lock(ctx); err != nil {
		return nil, err
	}
	if err := s.open(ctx, opts.Settings); err != nil {
		s.lock.Close()
		return nil, err
	}
	return s, nil
}

func newServer(opts Options) (*Server, error) {
	dir, err := openFolder(opts.Dir)
	if err != nil {
		return nil, err
	}
	a, err := accountFor(dir.cluster())
	if err != nil {
		return nil, err
	}
	if opts.Log == nil {
		opts.Log = io.Discard
	}
	return &Server{dir: dir, account: a, log: opts.Log, done: make(chan struct{})}, nil
}

// open brings the locked folder's cluster up, step by step.
func (s *Server) open(ctx context.Context, more map[string]string) (err error) {
	if s.Note, err = s.account.enter(s.dir); err != nil {
		return err
	}
	s.sockets, s.port = s.dir.sockets(s.account), "5432"
	s.settings = settings(s.sockets, more)
	want, err := s.dir.major()
	if err != nil {
		return err
	}
	if s.bin, err = findBinaries(ctx, s.account, want); err != nil {
		return err
	}
	if err := s.dir.endOrphan(ctx); err != nil {
		return err
	}
	if err := s.account.private(s.sockets); err != nil {
		return err
	}
	if s.FirstRun = want == 0; s.FirstRun {
		if err := s.initdb(ctx); err != nil {
			return err
		}
	}
	return s.run(ctx)
}

func (s *Server) run(ctx context.Context) (err error) {
	if err := s.readPasswords(); err != nil {
		return err
	}
	if s.child, err = s.launch(ctx); err != nil {
		return err
	}
	if err := s.ensureRoles(ctx); err != nil {
		return errors.Join(err, s.child.stop())
	}
	life, cancel := context.WithCancel(context.Background())
	s.stopping = cancel
	go s.supervise(life)
	return nil
}

// major is the version that made the folder's cluster, 0 when there is none yet.
func (f folder) major() (int, error) {
	b, err := os.ReadFile(filepath.Join(f.cluster(), "PG_VERSION"))
	if errors.Is(err, fs.ErrNotExist) {
		return 0, nil
	}
	if err != nil {
		return 0, f.explain("version of the cluster", err)
	}
	return digits(string(b)), nil
}

// URL is how to connect as the role to the database, on this machine only.
func (s *Server) URL(role, database string) string {
	u := url.URL{Scheme: "postgres", User: url.UserPassword(role, s.passwords[role]), Path: "/" + database}
	u.RawQuery = url.Values{"host": {s.sockets}, "port": {s.port}}.Encode()
	return u.String()
}

// OwnerURL connects to the practice's database as its owner.
func (s *Server) OwnerURL() string { return s.URL(Owner, Database) }

// AppURL connects to the practice's database as the application.
func (s *Server) AppURL() string { return s.URL(App, Database) }

// Done is closed when the server is stopped, or has been given up: then Err tells why.
func (s *Server) Done() <-chan struct{} { return s.done }

// Err is why the server was given up; nil while it runs and after Stop.
func (s *Server) Err() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.err
}

// Stop ends the server in order and frees the folder. It leaves a server that another
// process owns alone, and may be called twice.
func (s *Server) Stop() error {
	if s.lock == nil {
		return nil
	}
	s.stopping()
	<-s.done
	defer s.lock.Close()
	return s.child.stop()
}
