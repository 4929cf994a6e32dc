package main

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// A module with a target that holds and one that does not.
var module = map[string]string{
	"go.mod": "module kestrel.example/m\n\ngo 1.24\n",
	"m.go":   "package m\n",
	"m_test.go": `package m

import "testing"

func FuzzHolds(f *testing.F) {
	f.Add("a")
	f.Fuzz(func(t *testing.T, s string) {})
}

func FuzzBreaks(f *testing.F) {
	f.Add("a")
	f.Fuzz(func(t *testing.T, s string) {
		if len(s) > 1 {
			t.Fatal("too long")
		}
	})
}
`,
}

func TestWhatATargetFindsFailsAndIsShownWithItsFile(t *testing.T) {
	dir := t.TempDir()
	for name, content := range module {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	t.Chdir(dir)
	t.Setenv("GOFLAGS", "-mod=mod")
	var out bytes.Buffer
	err := run(&out, []string{"./..."}, 10*time.Second, 2)
	if !errors.Is(err, errFound) {
		t.Fatalf("%v: %s", err, &out)
	}
	files, err := filepath.Glob(filepath.Join(dir, "testdata", "fuzz", "FuzzBreaks", "*"))
	if err != nil || len(files) != 1 {
		t.Fatalf("it wrote %q, %v", files, err)
	}
	for _, want := range []string{"too long", "Commit ", filepath.Base(files[0]), "go test fuzz v1", "2 targets", "1 found something"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("%q is not in: %s", want, &out)
		}
	}
	if strings.Contains(out.String(), "FuzzHolds in") {
		t.Errorf("the target that holds is said to fail: %s", &out)
	}
}
