package files

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"time"

	"gocloud.dev/blob"
	"gocloud.dev/blob/fileblob"
	"gocloud.dev/gcerrors"
)

// MaxSize is the largest document that a practice files, in bytes: 25 MB.
const MaxSize = 25 << 20

// ErrNotFound means that no content has this hash.
var ErrNotFound = errors.New("no document with this hash")

// Store keeps documents in a folder or a bucket.
type Store struct {
	bucket *blob.Bucket
	folder string // empty for a bucket elsewhere
}

// Stored is what became of an upload.
type Stored struct {
	SHA256    string
	Size      int64 // bytes
	MediaType string
}

// Document is content being read. Close it.
type Document struct {
	io.ReadSeekCloser
	Size    int64 // bytes
	ModTime time.Time
}

// Open opens the store at a folder's path, which is made if need be, or at a
// bucket's URL whose driver is linked in.
func Open(ctx context.Context, place string) (*Store, error) {
	if u, err := url.Parse(place); err == nil && u.Scheme == fileblob.Scheme {
		place = filepath.FromSlash(u.Path)
	}
	if strings.Contains(place, "://") {
		bucket, err := blob.OpenBucket(ctx, place)
		if err != nil {
			return nil, fmt.Errorf("open documents: %w", err)
		}
		return &Store{bucket: bucket}, nil
	}
	return openFolder(place)
}

// openFolder leaves nothing to fileblob's defaults: they are readable by everybody
// and write to the system's temporary folder first.
func openFolder(folder string) (*Store, error) {
	folder, err := filepath.Abs(folder)
	if err != nil {
		return nil, fmt.Errorf("open documents: %w", err)
	}
	bucket, err := fileblob.OpenBucket(folder, &fileblob.Options{
		CreateDir: true, DirFileMode: 0o700, NoTempDir: true, Metadata: fileblob.MetadataDontWrite,
	})
	if err != nil {
		return nil, fmt.Errorf("open documents: %w", err)
	}
	return &Store{bucket: bucket, folder: folder}, nil
}

// Close lets go of the bucket.
func (s *Store) Close() error { return s.bucket.Close() }

// Put stores what r holds, at most limit bytes of it. The error is a *Refusal
// where the file itself is at fault; then nothing was stored.
func (s *Store) Put(ctx context.Context, r io.Reader, limit int64) (Stored, error) {
	spool, err := s.spool()
	if err != nil {
		return Stored{}, err
	}
	defer func() { _ = spool.Close() }()
	hash := sha256.New()
	size, err := io.Copy(io.MultiWriter(spool, hash), io.LimitReader(&cancellable{ctx, r}, limit+1))
	switch {
	case err != nil:
		return Stored{}, fmt.Errorf("receive document: %w", err)
	case size > limit:
		return Stored{}, tooLarge(limit)
	case size == 0:
		return Stored{}, ErrEmpty
	}
	media, err := sniff(spool, size)
	if err != nil {
		return Stored{}, err
	}
	stored := Stored{SHA256: hex.EncodeToString(hash.Sum(nil)), Size: size, MediaType: media}
	return stored, s.place(ctx, stored, spool)
}

// spool is a file without a name, on the documents' own disk where there is one.
func (s *Store) spool() (*os.File, error) {
	f, err := os.CreateTemp(s.folder, "upload-*.tmp")
	if err != nil {
		return nil, fmt.Errorf("receive document: %w", err)
	}
	if err := os.Remove(f.Name()); err != nil {
		return nil, errors.Join(fmt.Errorf("receive document: %w", err), f.Close())
	}
	return f, nil
}

// place writes the content under its hash. A folder that has it already gets a new
// date only; a bucket can renew a date in no other way than by writing.
func (s *Store) place(ctx context.Context, stored Stored, content io.ReadSeeker) error {
	key := keyOf(stored.SHA256)
	attrs, err := s.bucket.Attributes(ctx, key)
	if err == nil && attrs.Size == stored.Size && s.folder != "" {
		now := time.Now()
		if os.Chtimes(s.path(key), now, now) == nil {
			return nil
		}
	}
	if err != nil && gcerrors.Code(err) != gcerrors.NotFound {
		return fmt.Errorf("store document %s: %w", stored.SHA256, err)
	}
	if _, err := content.Seek(0, io.SeekStart); err != nil {
		return fmt.Errorf("store document %s: %w", stored.SHA256, err)
	}
	if err := s.write(ctx, key, stored.MediaType, content); err != nil {
		return fmt.Errorf("store document %s: %w", stored.SHA256, err)
	}
	return nil
}

// Open gives the content with this hash, or ErrNotFound.
func (s *Store) Open(ctx context.Context, sha string) (*Document, error) {
	if !isSHA(sha) {
		return nil, ErrNotFound
	}
	r, err := s.bucket.NewReader(ctx, keyOf(sha), nil)
	if gcerrors.Code(err) == gcerrors.NotFound {
		return nil, ErrNotFound
	}
	if err != nil {
		return nil, fmt.Errorf("open document %s: %w", sha, err)
	}
	return &Document{ReadSeekCloser: r, Size: r.Size(), ModTime: r.ModTime()}, nil
}

// Has tells whether the content with this hash is there.
func (s *Store) Has(ctx context.Context, sha string) (bool, error) {
	if !isSHA(sha) {
		return false, nil
	}
	there, err := s.bucket.Exists(ctx, keyOf(sha))
	if err != nil {
		return false, fmt.Errorf("look for document %s: %w", sha, err)
	}
	return there, nil
}

// Delete removes the content with this hash, or says ErrNotFound.
func (s *Store) Delete(ctx context.Context, sha string) error {
	if !isSHA(sha) {
		return ErrNotFound
	}
	err := s.bucket.Delete(ctx, keyOf(sha))
	if gcerrors.Code(err) == gcerrors.NotFound {
		return ErrNotFound
	}
	if err != nil {
		return fmt.Errorf("delete document %s: %w", sha, err)
	}
	return nil
}

var shaForm = regexp.MustCompile(`^[0-9a-f]{64}$`)

func isSHA(s string) bool { return shaForm.MatchString(s) }

// keyOf spreads documents over 65,536 folders, so that none grows unwieldy.
func keyOf(sha string) string { return sha[:2] + "/" + sha[2:4] + "/" + sha }

func (s *Store) path(key string) string { return filepath.Join(s.folder, filepath.FromSlash(key)) }

// cancellable stops reading an upload whose request has ended.
type cancellable struct {
	ctx context.Context
	r   io.Reader
}

func (c *cancellable) Read(p []byte) (int, error) {
	if err := c.ctx.Err(); err != nil {
		return 0, err
	}
	return c.r.Read(p)
}
