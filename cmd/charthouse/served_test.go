package main

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"charthouse/web/static"
)

// built is the folder of the program, once a test has needed it.
var built string

// binary builds the program once for all tests that run the real one.
var binary = sync.OnceValues(func() (string, error) {
	dir, err := os.MkdirTemp("", "charthouse-binary-")
	if err != nil {
		return "", err
	}
	built = dir
	path := filepath.Join(dir, "charthouse")
	if out, err := exec.Command("go", "build", "-trimpath", "-o", path, ".").CombinedOutput(); err != nil {
		return "", fmt.Errorf("build: %w: %s", err, out)
	}
	return path, nil
})

func TestMain(m *testing.M) {
	status := m.Run()
	if built != "" {
		os.RemoveAll(built)
	}
	os.Exit(status)
}

// A process is a running charthouse.
type process struct {
	*exec.Cmd
	dir   string
	took  time.Duration // from the start until it was ready
	addr  string
	out   []string // lines of standard output
	said  saying
	lines chan string
	ended chan error
}

// saying is standard error, which may be read while it is written.
type saying struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (s *saying) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.Write(p)
}

func (s *saying) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.String()
}

// launched starts the program on the folder and does not wait for it.
func launched(t *testing.T, dir string, args ...string) *process {
	t.Helper()
	return fed(t, dir, nil, args...)
}

// fed is launched with something on standard input.
func fed(t *testing.T, dir string, in io.Reader, args ...string) *process {
	t.Helper()
	if err := static.Built(); err != nil {
		t.Skip("the styles and scripts are not built: run make assets first")
	}
	path, err := binary()
	if err != nil {
		t.Fatal(err)
	}
	p := &process{Cmd: exec.Command(path, args...), dir: dir, lines: make(chan string, 100), ended: make(chan error, 1)}
	p.Env = append(os.Environ(), "CHARTHOUSE_DATA="+dir, "CHARTHOUSE_ADDR=127.0.0.1:0", "DATABASE_URL=")
	p.Stdin, p.Stderr = in, &p.said
	out, err := p.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := p.Start(); err != nil {
		t.Fatal(err)
	}
	go func() {
		for s := bufio.NewScanner(out); s.Scan(); {
			p.lines <- s.Text()
		}
		close(p.lines)
		p.ended <- p.Wait()
	}()
	t.Cleanup(func() { _ = p.Process.Signal(syscall.SIGINT); p.awaitEnd(t) })
	return p
}

// served starts serve and waits until it says that it is ready.
func served(t *testing.T, dir string) *process {
	t.Helper()
	_, _ = binary() // built before the clock runs
	began := time.Now()
	p := launched(t, dir, "serve", "--empty")
	select {
	case line := <-p.lines:
		p.took, p.out = time.Since(began), append(p.out, line)
		p.addr = strings.TrimPrefix(line, "ready ")
	case <-time.After(time.Minute):
		t.Fatal("it is not ready after a minute")
	}
	if p.addr == "" {
		p.awaitEnd(t)
		t.Fatalf("it ended: %s", &p.said)
	}
	return p
}

// awaitEnd waits for the process and answers its exit status, -1 for a signal.
func (p *process) awaitEnd(t *testing.T) int {
	t.Helper()
	select {
	case err := <-p.ended:
		p.ended <- err
	case <-time.After(40 * time.Second):
		_ = p.Process.Kill()
		t.Fatalf("it does not end: %s", &p.said)
	}
	for line := range p.lines {
		p.out = append(p.out, line)
	}
	return p.ProcessState.ExitCode()
}

func (p *process) stop(t *testing.T) {
	t.Helper()
	_ = p.Process.Signal(syscall.SIGTERM)
	if status := p.awaitEnd(t); status != 0 {
		t.Errorf("it ended with status %d: %s", status, &p.said)
	}
}

func (p *process) kill(t *testing.T) {
	t.Helper()
	_ = p.Process.Kill()
	p.awaitEnd(t)
}

// postmaster is the pid in the cluster's own file.
func (p *process) postmaster(t *testing.T) int {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(p.dir, "pgdata", "postmaster.pid"))
	if err != nil {
		t.Fatal(err)
	}
	first, _, _ := strings.Cut(string(b), "\n")
	pid, err := strconv.Atoi(first)
	if err != nil {
		t.Fatal(err)
	}
	return pid
}

// status asks for a page that reads the database; 0 where nothing answers.
func (p *process) status() int {
	r, err := http.Get(p.addr + "/sign-in")
	if err != nil {
		return 0
	}
	defer func() { _ = r.Body.Close() }()
	_, _ = io.Copy(io.Discard, r.Body)
	return r.StatusCode
}

func (p *process) mustAnswer(t *testing.T) {
	t.Helper()
	last := 0
	for deadline := time.Now().Add(20 * time.Second); time.Now().Before(deadline); time.Sleep(20 * time.Millisecond) {
		if last = p.status(); last == http.StatusOK {
			return
		}
	}
	t.Fatalf("pages do not answer: status %d; it said: %s", last, &p.said)
}

// dataFolder is one that the database's user can reach, also when we are root.
func dataFolder(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("/tmp", "charthouse-serve-")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	if err := os.Chmod(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	return dir
}

// oneSentence checks what a command that could not go on left to read.
func oneSentence(t *testing.T, said string, words ...string) {
	t.Helper()
	if strings.Count(strings.TrimSpace(said), "\n") > 0 {
		t.Errorf("more than one line: %s", said)
	}
	for _, w := range words {
		if !strings.Contains(said, w) {
			t.Errorf("%q is not in: %s", w, said)
		}
	}
}
