//go:build unix

package testcluster

import (
	"crypto/sha256"
	"fmt"
	"os"
	"path/filepath"
)

// folder is this user's, and one for each PostgreSQL that PG_BIN names.
func folder() string {
	name := fmt.Sprintf("charthouse-test-%d", os.Geteuid())
	if bin := os.Getenv("PG_BIN"); bin != "" {
		name += fmt.Sprintf("-%x", sha256.Sum256([]byte(bin)))[:9]
	}
	if inMemory := "/dev/shm"; roomy(inMemory) {
		return filepath.Join(inMemory, name)
	}
	return filepath.Join("/tmp", name) // TMPDIR may be a place that the server's user cannot reach
}
