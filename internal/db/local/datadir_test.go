//go:build unix

package local

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestTheDataFolderIsTheOneThatIsNamed(t *testing.T) {
	t.Parallel()
	dir, note, err := DataDir("/srv/practice", "/srv")
	if dir != "/srv/practice" || note != "" || err != nil {
		t.Errorf("got %q, %q, %v", dir, note, err)
	}
}

func TestTheDataFolderIsInTheWorkingFolder(t *testing.T) {
	t.Parallel()
	wd := dataFolder(t)
	if err := os.Chmod(wd, 0o755); err != nil {
		t.Fatal(err)
	}
	dir, note, err := DataDir("", wd)
	if dir != filepath.Join(resolved(wd), ".charthouse") || note != "" || err != nil {
		t.Errorf("got %q, %q, %v", dir, note, err)
	}
}

func TestTheDataFolderOfAClosedHomeIsElsewhereAndSaysSo(t *testing.T) {
	t.Parallel()
	if os.Geteuid() != 0 {
		t.Skip("only root hands the cluster to another user")
	}
	home := dataFolder(t) // mode 0700, root's
	dir, note, err := DataDir("", home)
	if dir != "/var/lib/charthouse" || !strings.Contains(note, home) || err != nil {
		t.Errorf("got %q, %q, %v", dir, note, err)
	}
}
