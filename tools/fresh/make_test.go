// Package fresh proves what the Makefile does on machines that lack something; the
// scripts beside it make a whole one.
package fresh

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// machine is a PATH with nothing on it but what is put there.
type machine struct{ bin, conf, log string }

func bare(t *testing.T, user string) machine {
	t.Helper()
	if _, err := exec.LookPath("make"); err != nil {
		t.Skip("make is not installed")
	}
	if _, err := os.Stat("../../Makefile"); err != nil { // also so that go test looks again when it changes
		t.Fatal(err)
	}
	dir := t.TempDir()
	m := machine{dir, filepath.Join(dir, "createcluster.conf"), filepath.Join(dir, "log")}
	m.has(t, "id", "echo "+user)
	for _, name := range []string{"sed", "grep", "cat", "find"} {
		path, err := exec.LookPath(name)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.Symlink(path, filepath.Join(dir, name)); err != nil {
			t.Fatal(err)
		}
	}
	m.write(t, "createcluster.conf", "# Default values\n#create_main_cluster = true\n", 0o600)
	return m
}

func (m machine) write(t *testing.T, name, text string, mode os.FileMode) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(m.bin, name), []byte(text), mode); err != nil {
		t.Fatal(err)
	}
}

// has puts a program there.
func (m machine) has(t *testing.T, name, does string) {
	t.Helper()
	m.write(t, name, "#!/bin/sh\n"+does+"\n", 0o755)
}

// hasApt notes what is installed, and what the system's clusters are told then.
func (m machine) hasApt(t *testing.T) {
	t.Helper()
	m.has(t, "apt-get", `echo "$@" >>`+m.log+`; grep -q '^create_main_cluster = false' `+m.conf+` && echo "no cluster" >>`+m.log+`; exit 0`)
}

// make answers what was said, what was installed, and whether all went well.
func (m machine) make(t *testing.T, target string, env ...string) (said, installed string, ok bool) {
	t.Helper()
	path, _ := exec.LookPath("make")
	cmd := exec.Command(path, "-s", "-C", "../..", target, "pgbins=/nowhere/bin", "createcluster="+m.conf)
	cmd.Env = append([]string{"PATH=" + m.bin}, env...)
	out, err := cmd.CombinedOutput()
	log, _ := os.ReadFile(m.log)
	return string(out), string(log), err == nil
}

func TestAnyOfTheBrowsersWillDo(t *testing.T) {
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		m := bare(t, "1000")
		m.has(t, name, "exit 0")
		if said, _, ok := m.make(t, "chromium"); !ok {
			t.Errorf("%s is refused: %s", name, said)
		}
	}
	if said, _, ok := bare(t, "1000").make(t, "chromium", "CHROMIUM=/opt/browser/chromium"); !ok {
		t.Errorf("CHROMIUM is refused: %s", said)
	}
}

func TestWithoutABrowserOneSentenceSaysHowToGetIt(t *testing.T) {
	if said, _, ok := bare(t, "1000").make(t, "chromium"); ok || !strings.Contains(said, "sudo apt-get install -y chromium") {
		t.Errorf("went well %v: %s", ok, said)
	}
	m := bare(t, "0")
	m.hasApt(t)
	if _, installed, ok := m.make(t, "chromium"); !ok || !strings.Contains(installed, "install -y chromium") {
		t.Errorf("went well %v, installed %s", ok, installed)
	}
}

func TestRootGetsTheProgramsForBackupsAndNoClusterOfTheSystem(t *testing.T) {
	m := bare(t, "0")
	m.hasApt(t)
	said, installed, ok := m.make(t, "pgdump")
	if want := "update\ninstall -y postgresql-common\ninstall -y postgresql\nno cluster\n"; !ok || installed != want {
		t.Errorf("went well %v, installed %q: %s", ok, installed, said)
	}
}

func TestTheProgramsForBackupsAreInstalledOnlyWhereThereAreNone(t *testing.T) {
	m := bare(t, "0")
	m.hasApt(t)
	m.has(t, "pg_dump", "exit 0")
	if said, installed, ok := m.make(t, "pgdump"); !ok || installed != "" {
		t.Errorf("went well %v, installed %q: %s", ok, installed, said)
	}
	if said, _, ok := bare(t, "1000").make(t, "pgdump"); !ok || !strings.Contains(said, "sudo apt-get install -y postgresql") {
		t.Errorf("went well %v: %s", ok, said)
	}
}
