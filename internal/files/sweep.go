package files

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"
	"time"

	"gocloud.dev/blob"
	"gocloud.dev/gcerrors"
)

// Sweep removes content older than a moment that keep does not want, and what
// interrupted writes left. Nothing else in the folder is touched. It returns how
// many documents it removed; an error of keep ends it.
func (s *Store) Sweep(ctx context.Context, olderThan time.Time, keep func(sha string) (bool, error)) (int, error) {
	removed := 0
	all := s.bucket.List(nil)
	for {
		object, err := all.Next(ctx)
		if errors.Is(err, io.EOF) {
			return removed, nil
		}
		if err != nil {
			return removed, fmt.Errorf("sweep documents: %w", err)
		}
		gone, err := s.sweepOne(ctx, object, olderThan, keep)
		if err != nil {
			return removed, fmt.Errorf("sweep documents: %w", err)
		}
		if gone {
			removed++
		}
	}
}

func (s *Store) sweepOne(ctx context.Context, object *blob.ListObject, olderThan time.Time, keep func(string) (bool, error)) (bool, error) {
	sha, rest, _ := strings.Cut(path.Base(object.Key), ".")
	half := rest != "" && strings.HasSuffix(rest, ".tmp")
	if !isSHA(sha) || keyOf(sha) != path.Join(path.Dir(object.Key), sha) || (rest != "" && !half) {
		return false, nil
	}
	if !object.ModTime.Before(olderThan) {
		return false, nil
	}
	if half {
		return false, s.remove(ctx, object.Key)
	}
	wanted, err := keep(sha)
	if err != nil || wanted {
		return false, err
	}
	return s.removeIfStill(ctx, object.Key, olderThan)
}

// removeIfStill looks at the date again: somebody may have put the same content
// while its record was being looked for.
func (s *Store) removeIfStill(ctx context.Context, key string, olderThan time.Time) (bool, error) {
	attrs, err := s.bucket.Attributes(ctx, key)
	if gcerrors.Code(err) == gcerrors.NotFound {
		return false, nil
	}
	if err != nil || !attrs.ModTime.Before(olderThan) {
		return false, err
	}
	return true, s.remove(ctx, key)
}

func (s *Store) remove(ctx context.Context, key string) error {
	if err := s.bucket.Delete(ctx, key); err != nil && gcerrors.Code(err) != gcerrors.NotFound {
		return err
	}
	return nil
}
