// Command fuzz lets every fuzz target of the house look for inputs that break it,
// one after another, for a time in all.
//
//	go run ./tools/fuzz -budget 3m [./internal/mail...]
//
// What a target finds it writes below its testdata, from where every later test
// runs it: mend the cause and commit the file. Building is not counted.
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"log"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"text/tabwriter"
	"time"
)

func main() {
	log.SetFlags(0)
	log.SetPrefix("fuzz: ")
	budget := flag.Duration("budget", 3*time.Minute, "how long all targets together may look")
	workers := flag.Int("workers", 2, "how many inputs are tried at once")
	flag.Parse()
	packages := flag.Args()
	if len(packages) == 0 {
		packages = []string{"./..."}
	}
	if err := run(os.Stdout, packages, *budget, *workers); err != nil {
		log.Fatal(err)
	}
}

var errFound = errors.New("mend what was found, and commit the files that show it")

func run(out io.Writer, packages []string, budget time.Duration, workers int) error {
	targets, err := list(packages)
	if err != nil {
		return err
	}
	if len(targets) == 0 {
		return errors.New("there is no target")
	}
	dir, err := os.MkdirTemp("", "charthouse-fuzz-")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(dir) }()
	began := time.Now()
	if err := build(dir, targets); err != nil {
		return err
	}
	built := time.Since(began)
	found, began := 0, time.Now()
	table := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, "package\ttarget\tseconds\tinputs\tnew\tfound")
	var said []string
	for i, t := range targets {
		share := max(time.Second, (budget-time.Since(began))*t.weight()/weightOf(targets[i:]))
		r := t.look(share, workers)
		if r.found != "" {
			found++
			said = append(said, r.found)
		}
		fmt.Fprintf(table, "%s\t%s\t%.1f\t%s\t%s\t%s\n", t.folder, t.name, r.took.Seconds(), r.inputs, r.fresh, map[bool]string{true: "yes"}[r.found != ""])
	}
	if err := table.Flush(); err != nil {
		return err
	}
	for _, s := range said {
		fmt.Fprintf(out, "\n%s\n", s)
	}
	fmt.Fprintf(out, "%d targets looked for %.0f s, after %.0f s of building; %d found something.\n", len(targets), time.Since(began).Seconds(), built.Seconds(), found)
	if found > 0 {
		return errFound
	}
	return nil
}

// weight is how many shares of the time a target gets: pages ask a database for each
// input, and try a hundred where a reader tries ten thousand.
func (t *target) weight() time.Duration {
	if strings.HasPrefix(t.folder, "web/p") || strings.HasPrefix(t.folder, "cmd/") {
		return 3
	}
	return 1
}

func weightOf(targets []*target) (all time.Duration) {
	for _, t := range targets {
		all += t.weight()
	}
	return all
}

// build makes each package's tests a program that watches which lines an input reaches.
func build(dir string, targets []*target) error {
	made := map[string]string{}
	for _, t := range targets {
		if made[t.path] == "" {
			made[t.path] = filepath.Join(dir, fmt.Sprintf("%d.test", len(made)))
			if out, err := exec.Command("go", "test", "-c", "-fuzz=Fuzz", "-o", made[t.path], t.path).CombinedOutput(); err != nil {
				return fmt.Errorf("build %s: %w: %s", t.path, err, out)
			}
		}
		t.program = made[t.path]
	}
	return nil
}
