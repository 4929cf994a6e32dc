//go:build unix

package local

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// programs is a folder with a pg_dump of the major.
func programs(t *testing.T, major int) string {
	t.Helper()
	dir := t.TempDir()
	script := fmt.Sprintf("#!/bin/sh\necho 'pg_dump (PostgreSQL) %d.1'\n", major)
	if err := os.WriteFile(filepath.Join(dir, "pg_dump"), []byte(script), 0o755); err != nil {
		t.Fatal(err)
	}
	return dir
}

// The majors are beyond any that this machine may have.
func TestAProgramIsOfTheServersMajorOrTheNextNewer(t *testing.T) {
	newer, older := programs(t, 97), programs(t, 95)
	t.Setenv("PG_BIN", newer)
	t.Setenv("PATH", older+":"+os.Getenv("PATH"))
	for major, want := range map[int]string{95: older, 96: newer, 97: newer} {
		got, err := Tool(t.Context(), nil, "pg_dump", major)
		if err != nil || filepath.Dir(got) != want {
			t.Errorf("for %d: %s, %v", major, got, err)
		}
	}
	_, err := Tool(t.Context(), nil, "pg_dump", 98)
	if err == nil || !strings.Contains(err.Error(), "is PostgreSQL 98 and the newest pg_dump here is of 97") {
		t.Errorf("for 98: %v", err)
	}
}
