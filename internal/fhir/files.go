package fhir

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// File is one file to read. Size is in bytes as stored.
type File struct {
	Path string
	Size int64
}

// Files lists what an import will read: files as named, and folders walked in the order of their names. A file is listed once.
// Other files of a folder are skipped with a reason; a path that does not exist is an error.
func Files(paths ...string) ([]File, []Skip, error) {
	w := walk{seen: map[string]bool{}}
	for _, path := range paths {
		if err := w.add(path); err != nil {
			return nil, nil, err
		}
	}
	return w.files, w.skipped, nil
}

type walk struct {
	files   []File
	skipped []Skip
	seen    map[string]bool
}

func (w *walk) add(path string) error {
	info, err := os.Stat(path)
	if errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("%s does not exist", path)
	}
	if err != nil {
		return fmt.Errorf("%s cannot be read: %s", path, plain(err))
	}
	if !info.IsDir() {
		w.file(path, info)
		return nil
	}
	return w.folder(path)
}

func (w *walk) file(path string, info fs.FileInfo) {
	key := path
	if full, err := filepath.Abs(path); err == nil {
		key = full
	}
	if !w.seen[key] {
		w.seen[key] = true
		w.files = append(w.files, File{path, info.Size()})
	}
}

func (w *walk) folder(root string) error {
	found, err := os.ReadDir(root)
	if err != nil {
		return fmt.Errorf("the folder %s cannot be read: %s", root, plain(err))
	}
	slices.SortStableFunc(found, byTurn)
	for _, d := range found {
		if err := w.inFolder(filepath.Join(root, d.Name()), d); err != nil {
			return err
		}
	}
	return nil
}

func (w *walk) inFolder(path string, d fs.DirEntry) error {
	if d.IsDir() {
		return w.folder(path)
	}
	if !hasName(d.Name()) {
		w.skip(path, "its name does not end in .json or .ndjson, nor these with .gz")
		return nil
	}
	info, err := os.Stat(path) // through a link
	if err != nil || !info.Mode().IsRegular() {
		w.skip(path, "it is not an ordinary file")
		return nil
	}
	w.file(path, info)
	return nil
}

func (w *walk) skip(path, reason string) {
	w.skipped = append(w.skipped, Skip{File: path, Type: "file", Reason: reason})
}

// byTurn puts first what Synthea's patients refer to (https://github.com/synthetichealth/synthea/wiki/HL7-FHIR); the others keep the
// order of their names.
func byTurn(a, b fs.DirEntry) int { return turn(a.Name()) - turn(b.Name()) }

func turn(name string) int {
	switch {
	case strings.HasPrefix(name, "hospitalInformation"):
		return -2
	case strings.HasPrefix(name, "practitionerInformation"):
		return -1
	default:
		return 0
	}
}

func hasName(name string) bool {
	name = strings.TrimSuffix(strings.ToLower(name), ".gz")
	return strings.HasSuffix(name, ".json") || isLines(name)
}
