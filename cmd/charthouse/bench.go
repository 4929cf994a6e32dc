package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"

	"charthouse/cmd/charthouse/bench"
	"charthouse/internal/config"
	"charthouse/internal/db/local"
	"charthouse/internal/sample"
)

// Clients and visits of size 1.
const (
	wholeClients = 50_000
	wholeVisits  = 1_000_000
)

// measure is the command charthouse bench: a practice of each size, the real
// server on it, and the acts of a working day over HTTP.
func measure(ctx context.Context, cmd config.Bench, c config.Config, out, say io.Writer) error {
	if len(cmd.Compare) > 0 {
		return compare(cmd, out)
	}
	dir := cmd.Keep
	if dir == "" {
		made, err := os.MkdirTemp("", "charthouse-bench")
		if err != nil {
			return fmt.Errorf("make a folder for the bench: %w", err)
		}
		defer func() { _ = os.RemoveAll(made) }()
		dir = made
		if err := os.Chmod(dir, 0o755); err != nil { // the server's user must reach it
			return err
		}
	}
	var result bench.Result
	for _, size := range cmd.Sizes {
		figures, process, err := measureSize(ctx, cmd, filepath.Join(dir, "size-"+strconv.FormatFloat(size, 'g', -1, 64)), size, say)
		if err != nil {
			return fmt.Errorf("size %g: %w", size, err)
		}
		result.Acts, result.Process = append(result.Acts, figures...), append(result.Process, process)
	}
	if cmd.JSON {
		pretty := json.NewEncoder(out)
		pretty.SetIndent("", "  ")
		return pretty.Encode(result)
	}
	return result.Table(out)
}

// measureSize makes the practice where it is not there yet, and measures it.
func measureSize(ctx context.Context, cmd config.Bench, dir string, size float64, say io.Writer) ([]bench.Figure, bench.Process, error) {
	p := bench.Process{Size: size}
	if err := makeBig(ctx, dir, size, say); err != nil {
		return nil, p, err
	}
	server, err := serveBig(ctx, dir)
	if err != nil {
		return nil, p, err
	}
	defer server.end()
	p.Ready = server.ready.Seconds()
	s, err := local.Attach(ctx, dir)
	if err != nil {
		return nil, p, err
	}
	pool, err := pgxpool.New(ctx, s.OwnerURL())
	if err != nil {
		return nil, p, err
	}
	defer pool.Close()
	if p.Clients, p.Visits, err = countBig(ctx, pool); err != nil {
		return nil, p, err
	}
	var figures []bench.Figure
	figures, p.Day, err = bench.Run(ctx, bench.Asked{
		Size: size, URL: server.url, Owner: pool, Password: sample.Password, Times: cmd.Times, Mix: cmd.Mix, Hands: 8, Said: meter(say, "Measuring"),
		Desk: "tomasz@kestrellane.example", Biller: "kwame@kestrellane.example", Manager: "ingrid@kestrellane.example",
	})
	if err != nil {
		return nil, p, err
	}
	p.RSS = server.resident()
	return figures, p, nil
}

// makeBig fills a private database of its own, once: a folder that is whole is
// used as it is.
func makeBig(ctx context.Context, dir string, size float64, say io.Writer) error {
	whole := filepath.Join(dir, "whole")
	if _, err := os.Stat(whole); err == nil {
		return nil
	}
	h, err := open(ctx, config.Config{DataDir: dir, DataDirGiven: true}, say, local.Start)
	if err != nil {
		return err
	}
	defer h.close()
	pool, err := pgxpool.New(ctx, h.owner)
	if err != nil {
		return err
	}
	defer pool.Close()
	big := sample.Size{Clients: int(wholeClients * size), Visits: int(wholeVisits * size)}
	if err := sample.LoadBig(ctx, pool, time.Now(), big, meter(say, "Making the practice")); err != nil {
		return err
	}
	return os.WriteFile(whole, nil, 0o600)
}

// bigServer is a charthouse that serves the practice in a process of its own.
type bigServer struct {
	cmd   *exec.Cmd
	url   string
	ready time.Duration // from its start to its line
}

// serveBig starts this very binary twice: once to warm the database up, and once
// to see how soon it is ready.
func serveBig(ctx context.Context, dir string) (*bigServer, error) {
	first, err := startBig(ctx, dir)
	if err != nil {
		return nil, err
	}
	first.end()
	return startBig(ctx, dir)
}

func startBig(ctx context.Context, dir string) (*bigServer, error) {
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	s := &bigServer{cmd: exec.CommandContext(ctx, self, "serve", "--empty", "--meter", "--data", dir, "--addr", "127.0.0.1:0")}
	said, err := s.cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	began := time.Now()
	if err := s.cmd.Start(); err != nil {
		return nil, err
	}
	line, err := bufio.NewReader(said).ReadString('\n')
	s.ready = time.Since(began)
	url, ok := strings.CutPrefix(strings.TrimSpace(line), "ready ")
	if err != nil || !ok {
		s.end()
		return nil, fmt.Errorf("the server did not get ready: %q", line)
	}
	s.url = url
	return s, nil
}

func (s *bigServer) end() {
	_ = s.cmd.Process.Signal(syscall.SIGTERM)
	_ = s.cmd.Wait()
}

// resident is what the process holds of the memory, in MB; zero where the system
// does not say.
func (s *bigServer) resident() float64 {
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", s.cmd.Process.Pid))
	if err != nil {
		return 0
	}
	for line := range strings.Lines(string(status)) {
		words := strings.Fields(line)
		if len(words) > 1 && words[0] == "VmRSS:" {
			kb, _ := strconv.ParseFloat(words[1], 64)
			return kb / 1024
		}
	}
	return 0
}

func compare(cmd config.Bench, out io.Writer) error {
	var both [2]bench.Result
	for i, path := range cmd.Compare {
		text, err := os.ReadFile(path)
		if err != nil {
			return fmt.Errorf("read a result: %w", err)
		}
		if err := json.Unmarshal(text, &both[i]); err != nil {
			return fmt.Errorf("%s is no result of charthouse bench --json: %w", path, err)
		}
	}
	return bench.Compare(out, both[0], both[1])
}
