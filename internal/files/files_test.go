package files

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"github.com/google/go-cmp/cmp"
	_ "gocloud.dev/blob/memblob"
)

func folder(t *testing.T) (*Store, string) {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "documents")
	return open(t, dir), dir
}

func open(t *testing.T, place string) *Store {
	t.Helper()
	s, err := Open(t.Context(), place)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s
}

func put(t *testing.T, s *Store, content []byte) Stored {
	t.Helper()
	stored, err := s.Put(t.Context(), bytes.NewReader(content), MaxSize)
	if err != nil {
		t.Fatal(err)
	}
	return stored
}

func hashOf(content []byte) string {
	sum := sha256.Sum256(content)
	return hex.EncodeToString(sum[:])
}

// kept lists every file below dir, by path.
func kept(t *testing.T, dir string) []string {
	t.Helper()
	var paths []string
	err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			rel, _ := filepath.Rel(dir, path)
			paths = append(paths, rel)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return paths
}

func TestADocumentComesBackByteForByte(t *testing.T) {
	dir, _ := folder(t)
	for name, s := range map[string]*Store{"folder": dir, "bucket": open(t, "mem://"), "file URL": open(t, "file://"+t.TempDir())} {
		content := pdf()
		stored := put(t, s, content)
		want := Stored{SHA256: hashOf(content), Size: int64(len(content)), MediaType: PDF}
		if diff := cmp.Diff(want, stored); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
		d, err := s.Open(t.Context(), stored.SHA256)
		if err != nil {
			t.Fatal(err)
		}
		got, err := io.ReadAll(d)
		if err != nil || !bytes.Equal(got, content) || d.Size != stored.Size || d.ModTime.IsZero() {
			t.Errorf("%s: %d bytes of %d, dated %v, %v", name, len(got), d.Size, d.ModTime, err)
		}
		if at, err := d.Seek(0, io.SeekStart); err != nil || at != 0 {
			t.Errorf("%s: cannot be read from the start again: %v", name, err)
		}
		if err := d.Close(); err != nil {
			t.Error(err)
		}
	}
}

func TestOnlyTheOwnerOfTheProcessReadsTheFolder(t *testing.T) {
	s, dir := folder(t)
	stored := put(t, s, pdf())
	for path, want := range map[string]os.FileMode{dir: 0o700, filepath.Join(dir, stored.SHA256[:2]): 0o700, s.path(keyOf(stored.SHA256)): 0o600} {
		info, err := os.Stat(path)
		if err != nil {
			t.Fatal(err)
		}
		if got := info.Mode().Perm(); got != want {
			t.Errorf("%s has mode %o, want %o", path, got, want)
		}
	}
}

func TestTheSameContentIsKeptOnce(t *testing.T) {
	s, dir := folder(t)
	stored := put(t, s, pdf())
	path := s.path(keyOf(stored.SHA256))
	before, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	old := time.Now().Add(-48 * time.Hour)
	if err := os.Chtimes(path, old, old); err != nil {
		t.Fatal(err)
	}
	put(t, s, pdf())
	after, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	if !os.SameFile(before, after) {
		t.Error("the content was written a second time")
	}
	if time.Since(after.ModTime()) > time.Hour {
		t.Error("its date was not renewed, so a sweep could take it")
	}
	want := []string{filepath.FromSlash(keyOf(stored.SHA256))}
	if diff := cmp.Diff(want, kept(t, dir)); diff != "" {
		t.Errorf("files (-want +got):\n%s", diff)
	}
}

func TestTheLimitIsExact(t *testing.T) {
	s, dir := folder(t)
	content := bytes.Repeat([]byte("0123456789abcde\n"), MaxSize/16)
	if stored := put(t, s, content); stored.Size != MaxSize {
		t.Errorf("%d bytes stored of %d", stored.Size, MaxSize)
	}
	before := kept(t, dir)
	_, err := s.Put(t.Context(), bytes.NewReader(append(content, 'x')), MaxSize)
	large, ok := errors.AsType[*TooLarge](err)
	if !ok || large.Limit != MaxSize || !strings.Contains(err.Error(), "25 MB") {
		t.Errorf("one byte more: %v", err)
	}
	if _, ok := errors.AsType[*Refusal](err); !ok {
		t.Error("it is not a refusal that a person reads")
	}
	if diff := cmp.Diff(before, kept(t, dir)); diff != "" {
		t.Errorf("it left something behind:\n%s", diff)
	}
}

func TestABrokenUploadLeavesNothing(t *testing.T) {
	s, dir := folder(t)
	if _, err := s.Put(t.Context(), iotest.TimeoutReader(iotest.OneByteReader(bytes.NewReader(pdf()))), MaxSize); !errors.Is(err, iotest.ErrTimeout) {
		t.Errorf("a broken line: %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := s.Put(ctx, bytes.NewReader(pdf()), MaxSize); !errors.Is(err, context.Canceled) {
		t.Errorf("a request that ended: %v", err)
	}
	if _, err := s.Put(t.Context(), strings.NewReader(""), MaxSize); !errors.Is(err, ErrEmpty) {
		t.Errorf("an empty file: %v", err)
	}
	if left := kept(t, dir); len(left) > 0 {
		t.Errorf("left behind: %q", left)
	}
}

func TestWhatIsNotThereIsNotFound(t *testing.T) {
	s, dir := folder(t)
	if err := os.WriteFile(filepath.Join(dir, "..", "neighbour"), []byte("kept elsewhere"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, sha := range []string{"", "../neighbour", "../../../../etc/passwd", strings.Repeat("A", 64), hashOf([]byte("unknown"))} {
		if _, err := s.Open(t.Context(), sha); !errors.Is(err, ErrNotFound) {
			t.Errorf("open %q: %v", sha, err)
		}
		if err := s.Delete(t.Context(), sha); !errors.Is(err, ErrNotFound) {
			t.Errorf("delete %q: %v", sha, err)
		}
	}
	stored := put(t, s, pdf())
	if err := s.Delete(t.Context(), stored.SHA256); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Open(t.Context(), stored.SHA256); !errors.Is(err, ErrNotFound) {
		t.Errorf("after deleting: %v", err)
	}
}

func TestAnUnknownBucketIsRefused(t *testing.T) {
	if s, err := Open(t.Context(), "nowhere://bucket"); err == nil {
		_ = s.Close()
		t.Error("it opened")
	}
}

func TestASweepTakesOldOrphansOnly(t *testing.T) {
	s, dir := folder(t)
	wanted, orphan, fresh := put(t, s, []byte("wanted")), put(t, s, []byte("orphan")), put(t, s, []byte("fresh"))
	renewed := put(t, s, []byte("renewed"))
	half := s.path(keyOf(orphan.SHA256)) + ".17f2.tmp"
	strange := filepath.Join(dir, "README.txt")
	for _, path := range []string{half, strange} {
		if err := os.WriteFile(path, []byte("x"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	old := time.Now().Add(-48 * time.Hour)
	for _, path := range []string{half, strange, s.path(keyOf(wanted.SHA256)), s.path(keyOf(orphan.SHA256)), s.path(keyOf(renewed.SHA256))} {
		if err := os.Chtimes(path, old, old); err != nil {
			t.Fatal(err)
		}
	}
	var asked []string
	keep := func(sha string) (bool, error) {
		asked = append(asked, sha)
		if sha == renewed.SHA256 {
			put(t, s, []byte("renewed")) // somebody files it while its record is looked for
		}
		return sha == wanted.SHA256, nil
	}
	removed, err := s.Sweep(t.Context(), time.Now().Add(-24*time.Hour), keep)
	if err != nil || removed != 1 || len(asked) != 3 {
		t.Errorf("%d removed, %d asked for, %v", removed, len(asked), err)
	}
	left := strings.Join(kept(t, dir), "\n")
	for sha, want := range map[string]bool{
		wanted.SHA256: true, fresh.SHA256: true, renewed.SHA256: true, "README.txt": true, orphan.SHA256: false, ".tmp": false,
	} {
		if strings.Contains(left, sha) != want {
			t.Errorf("%s is there: %v, want %v", sha, !want, want)
		}
	}
}

func TestASweepThatCannotAskRemovesNothing(t *testing.T) {
	s, dir := folder(t)
	put(t, s, []byte("orphan"))
	broken := errors.New("the database is away")
	removed, err := s.Sweep(t.Context(), time.Now().Add(time.Hour), func(string) (bool, error) { return false, broken })
	if !errors.Is(err, broken) || removed != 0 || len(kept(t, dir)) != 1 {
		t.Errorf("%d removed, %v", removed, err)
	}
}
