package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"
)

// A binary is the tests of one package, with all holes closed.
type binary struct{ path, folder string }

func build(ctx context.Context, root, dir, overlay, folder string) (binary, error) {
	b := binary{filepath.Join(dir, strings.ReplaceAll(folder, "/", "_")+".test"), filepath.Join(root, folder)}
	c := exec.CommandContext(ctx, "go", "test", "-c", "-tags", "holes", "-overlay", overlay, "-o", b.path, "./"+folder)
	c.Dir = root
	if out, err := c.CombinedOutput(); err != nil {
		return b, fmt.Errorf("build the tests of %s: %w\n%s", folder, err, out)
	}
	return b, nil
}

// said is one line that go's tests say of a test as a whole.
var said = regexp.MustCompile(`(?m)^--- (PASS|FAIL|SKIP): (\S+)`)

// run lets the tests run, and answers those of each outcome.
func (b binary) run(ctx context.Context, tests string, env ...string) (outcome map[string][]string, text string, err error) {
	c := exec.CommandContext(ctx, b.path, "-test.run", tests, "-test.v", "-test.timeout", "2m")
	c.Dir, c.Env = b.folder, append(os.Environ(), env...)
	out, err := c.CombinedOutput()
	outcome = map[string][]string{}
	for _, m := range said.FindAllStringSubmatch(string(out), -1) {
		outcome[m[1]] = append(outcome[m[1]], m[2])
	}
	return outcome, string(out), err
}

// sound checks that the tests pass while all holes are closed: each of them,
// since one that is skipped finds nothing.
func (b binary) sound(ctx context.Context, which []hole) error {
	var names []string
	for _, h := range which {
		names = append(names, strings.Fields(h.by)...)
	}
	slices.Sort(names)
	names = slices.Compact(names)
	outcome, text, err := b.run(ctx, hole{by: strings.Join(names, " ")}.tests(), "HOLE=", "HOLE_SQL=")
	if err != nil {
		return fmt.Errorf("%s fails without a hole: %w\n%s", b.folder, err, text)
	}
	for _, name := range names {
		if !slices.Contains(outcome["PASS"], name) {
			return fmt.Errorf("%s has no %s that runs", b.folder, name)
		}
	}
	return nil
}

// open runs the hole's tests while it is open, and answers which failed.
func (b binary) open(ctx context.Context, h hole) (by string, took time.Duration, err error) {
	began := time.Now()
	outcome, text, err := b.run(ctx, h.tests(), "HOLE="+h.name, "HOLE_SQL="+h.statements())
	took = time.Since(began)
	failed := outcome["FAIL"]
	switch {
	case strings.Contains(text, "the hole lost its place"):
		return "", took, errors.New(strings.TrimSpace(text))
	case err == nil:
		return "NOT FOUND", took, fmt.Errorf("no test found it of %s", h.by)
	case len(failed) == 0:
		return "", took, fmt.Errorf("no test failed, but: %w\n%s", err, text)
	}
	return strings.Join(failed, " "), took, nil
}
