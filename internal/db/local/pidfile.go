//go:build unix

package local

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
)

// A pidfile is what the server says of itself in postmaster.pid.
type pidfile struct {
	pid           int
	port, sockets string
	ready         bool
}

// readPid reads the cluster's postmaster.pid. Its lines are the pid, data folder, start
// time, port, socket folder, address, shared memory and status; the last ones come late.
func readPid(cluster string) (p pidfile, ok bool) {
	b, err := os.ReadFile(filepath.Join(cluster, "postmaster.pid"))
	if err != nil {
		return p, false
	}
	line := append(strings.Split(string(b), "\n"), make([]string, 8)...)
	p.pid, err = strconv.Atoi(strings.TrimSpace(line[0]))
	p.port, p.sockets = line[3], line[4]
	p.ready = strings.TrimSpace(line[7]) == "ready"
	return p, err == nil
}

// running is the pid of the server that runs on the cluster, or 0. A pid that now belongs
// to another program does not count.
func running(cluster string) int {
	p, ok := readPid(cluster)
	if !ok || p.pid <= 0 || !alive(p.pid) || !slices.Contains(arguments(p.pid), cluster) {
		return 0
	}
	return p.pid
}

func alive(pid int) bool { return syscall.Kill(pid, 0) != syscall.ESRCH }

func arguments(pid int) []string {
	if b, err := os.ReadFile(fmt.Sprintf("/proc/%d/cmdline", pid)); err == nil {
		return strings.Split(string(b), "\x00")
	}
	out, _ := exec.Command("ps", "-o", "args=", "-p", strconv.Itoa(pid)).Output()
	return strings.Fields(string(out))
}

// noPid is above every pid a kernel gives out.
const noPid = "99999999"

// disownPid frees a stale postmaster.pid whose pid has meanwhile gone to another program,
// for which Postgres would wait for ever. The rest of the file stays: by the shared memory
// named in it Postgres sees whether orphans of the old server still write.
func disownPid(cluster string) error {
	p, ok := readPid(cluster)
	if !ok || !alive(p.pid) || running(cluster) != 0 {
		return nil
	}
	file := filepath.Join(cluster, "postmaster.pid")
	b, err := os.ReadFile(file)
	if err != nil {
		return fmt.Errorf("stale pid file: %w", err)
	}
	_, rest, _ := strings.Cut(string(b), "\n")
	return os.WriteFile(file, []byte(noPid+"\n"+rest), 0o600)
}
