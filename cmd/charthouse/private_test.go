package main

import (
	"bufio"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
)

func atoi(s string) int { n, _ := strconv.Atoi(strings.TrimSpace(s)); return n }

func TestThePrivateDatabaseIsNobodyElsesBusiness(t *testing.T) {
	t.Parallel()
	p := served(t, dataFolder(t))
	p.mustAnswer(t)
	pid := p.postmaster(t)
	st, err := os.Stat(fmt.Sprintf("/proc/%d", pid))
	if err != nil {
		t.Skip("this system has no /proc")
	}
	if st.Sys().(*syscall.Stat_t).Uid == 0 {
		t.Error("the database runs as root")
	}
	listening := listeningSockets(t)
	if len(listening) == 0 {
		t.Fatal("no listening socket was found at all: the test looks at nothing")
	}
	for _, port := range portsOf(t, pid, listening) {
		t.Errorf("the database listens on a port: %s", port)
	}
	if len(portsOf(t, p.Process.Pid, listening)) != 1 {
		t.Error("the practice does not listen on exactly one port")
	}
}

// listeningSockets are the machine's open TCP ports by the inode of the socket.
func listeningSockets(t *testing.T) map[string]string {
	t.Helper()
	all := map[string]string{}
	for _, table := range []string{"/proc/net/tcp", "/proc/net/tcp6"} {
		f, err := os.Open(table)
		if err != nil {
			continue
		}
		for s := bufio.NewScanner(f); s.Scan(); {
			if column := strings.Fields(s.Text()); len(column) > 9 && column[3] == "0A" {
				all["socket:["+column[9]+"]"] = column[1]
			}
		}
		_ = f.Close()
	}
	return all
}

// portsOf are those of the sockets that the process holds.
func portsOf(t *testing.T, pid int, listening map[string]string) (ports []string) {
	t.Helper()
	held, err := filepath.Glob(fmt.Sprintf("/proc/%d/fd/*", pid))
	if err != nil || len(held) == 0 {
		t.Fatalf("what process %d holds cannot be read: %v", pid, err)
	}
	for _, fd := range held {
		if name, err := os.Readlink(fd); err == nil && listening[name] != "" {
			ports = append(ports, listening[name])
		}
	}
	return ports
}
