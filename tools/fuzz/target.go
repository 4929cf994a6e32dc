package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"syscall"
	"time"
)

// target is one function FuzzName of a package's tests.
type target struct {
	path, dir string // of the package
	folder    string // as the table names it
	name      string
	program   string // the package's tests, built
	cache     string // where go keeps the inputs that reached something new
}

// list finds the targets of the packages, in their order.
func list(packages []string) ([]*target, error) {
	out, err := exec.Command("go", append([]string{"list", "-json=ImportPath,Dir,TestGoFiles,XTestGoFiles,Module"}, packages...)...).Output()
	if err != nil {
		return nil, fmt.Errorf("list the packages: %w", err)
	}
	kept, err := exec.Command("go", "env", "GOCACHE").Output()
	if err != nil {
		return nil, fmt.Errorf("find go's cache: %w", err)
	}
	var all []*target
	for dec := json.NewDecoder(bytes.NewReader(out)); ; {
		var p struct {
			ImportPath, Dir           string
			TestGoFiles, XTestGoFiles []string
			Module                    struct{ Path string }
		}
		if err := dec.Decode(&p); errors.Is(err, io.EOF) {
			return all, nil
		} else if err != nil {
			return nil, fmt.Errorf("read the packages: %w", err)
		}
		for _, file := range slices.Concat(p.TestGoFiles, p.XTestGoFiles) {
			names, err := targetsOf(filepath.Join(p.Dir, file))
			if err != nil {
				return nil, err
			}
			for _, name := range names {
				all = append(all, &target{
					path: p.ImportPath, dir: p.Dir, folder: strings.TrimPrefix(p.ImportPath, p.Module.Path+"/"), name: name,
					cache: filepath.Join(strings.TrimSpace(string(kept)), "fuzz", filepath.FromSlash(p.ImportPath)),
				})
			}
		}
	}
}

func targetsOf(file string) (names []string, err error) {
	f, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.SkipObjectResolution)
	if err != nil {
		return nil, err
	}
	for _, d := range f.Decls {
		if fn, ok := d.(*ast.FuncDecl); ok && fn.Recv == nil && strings.HasPrefix(fn.Name.Name, "Fuzz") {
			names = append(names, fn.Name.Name)
		}
	}
	return names, nil
}

// result is what became of one target's time. Found is what to read where it failed.
type result struct {
	took          time.Duration
	inputs, fresh string
	found         string
}

// hangs is how much longer than its share a target may take, for its seeds and for
// making an input that fails smaller, until it counts as hanging.
const hangs = 90 * time.Second

// look runs the target for its share of the time.
func (t *target) look(share time.Duration, workers int) result {
	began := time.Now()
	var said bytes.Buffer
	cmd := exec.Command(t.program, "-test.run=^$", "-test.fuzz=^"+t.name+"$", "-test.fuzztime="+share.String(), "-test.fuzzminimizetime=1s", "-test.fuzzcachedir="+t.cache, fmt.Sprintf("-test.parallel=%d", workers))
	cmd.Dir, cmd.Stdout, cmd.Stderr = t.dir, &said, &said
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} // its workers end with it
	err := cmd.Start()
	if err == nil {
		late := time.AfterFunc(share+hangs, func() { _ = syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) })
		err = cmd.Wait()
		if !late.Stop() {
			err = fmt.Errorf("it hangs: it was ended after %s", time.Since(began).Round(time.Second))
		}
	}
	r := told(said.String())
	r.took = time.Since(began)
	// The end of the time sometimes reaches go's own worker as an error of the target.
	if over := bytes.Contains(said.Bytes(), []byte("context deadline exceeded")); err != nil && (!over || written.Match(said.Bytes())) {
		r.found = fmt.Sprintf("%s in %s: %v\n%s", t.name, t.folder, err, t.shown(said.String()))
	}
	return r
}

var (
	progress = regexp.MustCompile(`execs: (\d+) .*new interesting: (\d+)`)
	written  = regexp.MustCompile(`(?m)Failing input written to (\S+)`)
)

// told reads the last line of progress.
func told(said string) (r result) {
	r.inputs, r.fresh = "0", "0"
	for _, m := range progress.FindAllStringSubmatch(said, -1) {
		r.inputs, r.fresh = m[1], m[2]
	}
	return r
}

// shown is what the target said without its progress, and the file to commit.
func (t *target) shown(said string) string {
	var b strings.Builder
	for line := range strings.Lines(said) {
		if !strings.HasPrefix(line, "fuzz: elapsed:") {
			b.WriteString(line)
		}
	}
	if m := written.FindStringSubmatch(said); m != nil {
		file := filepath.Join(t.folder, filepath.FromSlash(m[1]))
		if content, err := os.ReadFile(filepath.Join(t.dir, m[1])); err == nil {
			fmt.Fprintf(&b, "Commit %s with the mend:\n%s", file, content)
		}
	}
	return strings.TrimSpace(b.String())
}
