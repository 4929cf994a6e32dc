package fhir

import (
	"errors"
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
// Other files of a folder are skipped with a reason; a path that does not exist or cannot be read is refused, and the others are listed.
func Files(paths ...string) ([]File, []Skip, []*Refusal) {
	w := walk{seen: map[string]bool{}}
	for _, path := range paths {
		w.add(path)
	}
	return w.files, w.skipped, w.refused
}

type walk struct {
	files   []File
	skipped []Skip
	refused []*Refusal
	seen    map[string]bool
}

func (w *walk) add(path string) {
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		w.refuse(path, "does not exist")
	case err != nil:
		w.refuse(path, "cannot be read: "+plain(err))
	case info.IsDir():
		w.folder(path)
	default:
		w.file(path, info)
	}
}

func (w *walk) refuse(path, reason string) {
	w.refused = append(w.refused, refused(path, 0, reason))
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

func (w *walk) folder(root string) {
	found, err := os.ReadDir(root)
	if err != nil {
		w.refuse(root, "cannot be read: "+plain(err))
		return
	}
	slices.SortStableFunc(found, byTurn)
	for _, d := range found {
		w.inFolder(filepath.Join(root, d.Name()), d)
	}
}

func (w *walk) inFolder(path string, d fs.DirEntry) {
	if d.IsDir() {
		w.folder(path)
		return
	}
	if !hasName(d.Name()) {
		w.skip(path, "its name does not end in .json or .ndjson, nor these with .gz")
		return
	}
	info, err := os.Stat(path) // through a link
	if err != nil || !info.Mode().IsRegular() {
		w.skip(path, "it is not an ordinary file")
		return
	}
	w.file(path, info)
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
