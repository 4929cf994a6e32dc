package files

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"gocloud.dev/blob"
)

// write stores content under key so that it survives a loss of power once write
// has returned: the file is synced before its rename, and its folders after.
func (s *Store) write(ctx context.Context, key, media string, content io.Reader) error {
	ctx, abandon := context.WithCancel(ctx)
	defer abandon()
	var file *os.File
	w, err := s.bucket.NewWriter(ctx, key, &blob.WriterOptions{
		ContentType:                 media,
		DisableContentTypeDetection: true,
		BeforeWrite: func(as func(any) bool) error {
			if as(&file) {
				return file.Chmod(0o600)
			}
			return nil
		},
	})
	if err != nil {
		return err
	}
	if _, err = io.Copy(w, content); err == nil && file != nil {
		err = file.Sync()
	}
	if err != nil {
		abandon() // closing a cancelled writer discards what it wrote
		return errors.Join(err, w.Close())
	}
	if err := w.Close(); err != nil {
		return err
	}
	return s.syncFolders(key)
}

func (s *Store) syncFolders(key string) error {
	if s.folder == "" {
		return nil
	}
	for folder := filepath.Dir(s.path(key)); ; folder = filepath.Dir(folder) {
		if err := syncFolder(folder); err != nil {
			return err
		}
		if folder == s.folder {
			return nil
		}
	}
}

func syncFolder(folder string) error {
	f, err := os.Open(folder)
	if err != nil {
		return fmt.Errorf("sync folder: %w", err)
	}
	return errors.Join(f.Sync(), f.Close())
}
