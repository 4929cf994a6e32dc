package kill

import (
	"bufio"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"

	"github.com/jackc/pgx/v5"

	"charthouse/cmd/charthouse/visitor"
	"charthouse/internal/db/local"
)

// victim is who is killed in a round.
type victim int

const (
	program    victim = iota // charthouse itself
	postmaster               // its database server
	backend                  // one connection's process, over which the server restarts all
	victims
)

func (v victim) String() string { return [...]string{"program", "postmaster", "backend"}[v] }

// patience is how long anything may take to come up again.
const patience = 30 * time.Second

// server is the program on its folder, at an address that stays.
type server struct {
	binary, dir, addr string
	cmd               *exec.Cmd
	owner             string // how to connect as the database's owner, whoever runs it
	app               string
	falls             int // of the database server in this life of the program
}

func start(ctx context.Context, binary, dir string) (*server, error) {
	free, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	s := &server{binary: binary, dir: dir, addr: free.Addr().String()}
	if err := errors.Join(free.Close(), s.launch()); err != nil {
		return nil, err
	}
	cluster, err := local.Attach(ctx, dir)
	if err != nil {
		s.end()
		return nil, err
	}
	s.owner, s.app = cluster.OwnerURL(), cluster.AppURL()
	return s, nil
}

func (s *server) url() string { return "http://" + s.addr }

// launch starts the program and waits for its line.
func (s *server) launch() error {
	s.cmd, s.falls = exec.Command(s.binary, "serve", "--empty", "--data", s.dir, "--addr", s.addr), 0
	s.cmd.Env = append(os.Environ(), "DATABASE_URL=")
	out, err := s.cmd.StdoutPipe()
	if err != nil {
		return err
	}
	log, err := os.OpenFile(filepath.Join(s.dir, "said.log"), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	defer func() { _ = log.Close() }()
	s.cmd.Stderr = log
	if err := s.cmd.Start(); err != nil {
		return err
	}
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil || !strings.HasPrefix(line, "ready ") {
		s.end()
		return fmt.Errorf("the program did not get ready, see %s: %q", log.Name(), line)
	}
	return nil
}

func (s *server) end() {
	_ = s.cmd.Process.Signal(syscall.SIGTERM)
	_ = s.cmd.Wait()
}

// often is how many falls of its database a program lives with in a minute, less a
// margin: then it gives up, rightly.
const often = 3

// spared is the victim, or the program where its database fell often enough.
func (s *server) spared(v victim) victim {
	if v == postmaster && s.falls >= often {
		return program
	}
	return v
}

// kill ends the victim without warning and waits until the practice is served again.
func (s *server) kill(ctx context.Context, v victim, chance *rand.Rand) error {
	switch v {
	case program:
		_ = s.cmd.Process.Kill()
		_ = s.cmd.Wait()
		if err := errors.Join(s.leave(), s.age()); err != nil {
			return err
		}
		return s.launch()
	case postmaster:
		s.falls++
		pid := s.postmaster()
		if err := syscall.Kill(pid, syscall.SIGKILL); err != nil {
			return fmt.Errorf("kill the postmaster %d: %w", pid, err)
		}
		return s.await(ctx, func() bool { return s.postmaster() != pid })
	}
	return s.killBackend(ctx, chance.IntN(1<<20))
}

// killBackend kills the nth of the program's connections. The server then ends all
// the others, this one too, and looks its records through before it takes new ones.
func (s *server) killBackend(ctx context.Context, n int) error {
	witness, err := pgx.Connect(ctx, s.owner)
	if err != nil {
		return err
	}
	defer func() { _ = witness.Close(ctx) }()
	pid, err := oneBackend(ctx, witness, n)
	if err != nil {
		return err
	}
	if err := syscall.Kill(pid, syscall.SIGKILL); err != nil {
		return fmt.Errorf("kill the backend %d: %w", pid, err)
	}
	for began := time.Now(); witness.Ping(ctx) == nil; pause(ctx, time.Millisecond) {
		if time.Since(began) > patience {
			return errors.New("nobody noticed that a backend was killed")
		}
	}
	return s.await(ctx, func() bool { return true })
}

// await waits until the database takes connections and up says that it is the new one.
func (s *server) await(ctx context.Context, up func() bool) error {
	for began := time.Now(); time.Since(began) < patience; pause(ctx, 2*time.Millisecond) {
		conn, err := pgx.Connect(ctx, s.owner)
		if err != nil {
			continue
		}
		if _ = conn.Close(ctx); up() {
			return nil
		}
	}
	return errors.New("the database did not come up again")
}

// postmaster is the pid in the cluster's own file, 0 where none stands there.
func (s *server) postmaster() int {
	text, _ := os.ReadFile(filepath.Join(s.dir, "pgdata", "postmaster.pid"))
	first, _, _ := strings.Cut(string(text), "\n")
	pid, _ := strconv.Atoi(first)
	return pid
}

// leave is what an upload leaves whose program was killed between the content and
// its row: beside those that happen, one of which the next start must find.
func (s *server) leave() error {
	content := visitor.Key()
	sha := fmt.Sprintf("%x", sha256.Sum256([]byte(content)))
	folder := filepath.Join(s.dir, "documents", sha[:2], sha[2:4])
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(folder, sha), []byte(content), 0o600)
}

// age makes the documents two hours older: a start leaves alone what an upload
// beside it may be about to file, for an hour.
func (s *server) age() error {
	then := time.Now().Add(-2 * time.Hour)
	return s.documents(func(path string) error { return os.Chtimes(path, then, then) })
}

// documents does something with each file of the store.
func (s *server) documents(do func(path string) error) error {
	root := filepath.Join(s.dir, "documents")
	return filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		return do(path)
	})
}
