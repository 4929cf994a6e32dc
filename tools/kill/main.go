// Command kill shows that a served practice keeps what it said it kept, while it is
// killed over and over: see cmd/charthouse/kill.
//
//	go run ./tools/kill --rounds 1000 --seed 7
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"

	"charthouse/cmd/charthouse/kill"
)

func main() {
	rounds := flag.Int("rounds", 100, "how often something is killed")
	seed := flag.Uint64("seed", 1, "decides who does what, and who is killed")
	binary := flag.String("binary", "bin/charthouse", "the program to kill")
	keep := flag.String("keep", "", "an empty folder for the practice, which is kept; otherwise one is made and removed")
	flag.Parse()
	ctx, end := signal.NotifyContext(context.Background(), os.Interrupt)
	defer end()
	kept, err := run(ctx, kill.Asked{Binary: *binary, Dir: *keep, Rounds: *rounds, Seed: *seed, Said: os.Stderr})
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
	}
	if !kept {
		os.Exit(1)
	}
}

// run answers whether every promise was kept.
func run(ctx context.Context, a kill.Asked) (kept bool, err error) {
	if a.Dir == "" {
		if a.Dir, err = os.MkdirTemp("/tmp", "charthouse-kill-"); err != nil {
			return false, err
		}
		defer func() { _ = os.RemoveAll(a.Dir) }()
		if err := os.Chmod(a.Dir, 0o755); err != nil { // the database's user must reach it
			return false, err
		}
	}
	r, err := kill.Run(ctx, a)
	if err != nil {
		_ = r.Table(os.Stdout)
		return false, err
	}
	return !r.Broken(), r.Table(os.Stdout)
}
