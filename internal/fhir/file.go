package fhir

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"os"
	"strings"
)

// maxDocument bounds one bundle in memory, unpacked. Documents may be 25 MB each, and a bundle may hold several.
const maxDocument = 256 << 20

// Read returns the bundles of the file one after another, holding one in memory at a time. The error is always a *Refusal; in an
// NDJSON file the next line is read all the same.
func (f File) Read() iter.Seq2[*Bundle, error] {
	return func(yield func(*Bundle, error) bool) {
		in, err := os.Open(f.Path)
		if err != nil {
			yield(nil, refused(f.Path, 0, "cannot be opened: "+plain(err)))
			return
		}
		defer in.Close()
		Read(f.Path, in)(yield)
	}
}

// Read is File.Read for a reader; name is the file's in messages, and tells NDJSON (.ndjson, .jsonl) from JSON. Gzip is recognised.
func Read(name string, r io.Reader) iter.Seq2[*Bundle, error] {
	return func(yield func(*Bundle, error) bool) {
		counted := &counter{in: r}
		in, err := unpack(name, bufio.NewReaderSize(counted, 1<<16))
		if err != nil {
			yield(nil, err)
			return
		}
		count := func(b *Bundle, err error) bool {
			if b != nil {
				b.Consumed = counted.n
			}
			return yield(b, err)
		}
		if isLines(name) {
			readLines(name, in, count)
			return
		}
		count(readWhole(name, in))
	}
}

func isLines(name string) bool {
	name = strings.TrimSuffix(strings.ToLower(name), ".gz")
	return strings.HasSuffix(name, ".ndjson") || strings.HasSuffix(name, ".jsonl")
}

func readWhole(name string, in io.Reader) (*Bundle, error) {
	var src strings.Builder
	n, err := io.Copy(&src, io.LimitReader(in, maxDocument+1))
	if err != nil {
		return nil, refused(name, 0, broken(err))
	}
	if n > maxDocument {
		return nil, refused(name, 0, tooLarge)
	}
	return readDocument(name, 0, src.String())
}

const tooLarge = "is larger than 256 MB: export it in several bundles"

func readLines(name string, in io.Reader, yield func(*Bundle, error) bool) {
	lines, read := bufio.NewReaderSize(in, 1<<16), false
	for number := 1; ; number++ {
		src, whole, err := nextLine(lines)
		if err != nil && !errors.Is(err, io.EOF) {
			yield(nil, refused(name, number, broken(err)))
			return
		}
		switch blank := strings.Trim(src, " \t\r\n\ufeff") == ""; {
		case !whole:
			read = true
			if !yield(nil, refused(name, number, tooLarge)) {
				return
			}
		case !blank:
			read = true
			if !yield(readDocument(name, number, strings.TrimRight(src, "\r\n"))) {
				return
			}
		}
		if err != nil {
			break
		}
	}
	if !read {
		yield(nil, refused(name, 0, "is empty"))
	}
}

// nextLine reads a line; whole is false where it was longer than may be held, and has been passed over.
func nextLine(in *bufio.Reader) (src string, whole bool, err error) {
	var b bytes.Buffer
	whole = true
	for {
		part, err := in.ReadSlice('\n')
		if whole = whole && b.Len()+len(part) <= maxDocument; whole {
			b.Write(part)
		}
		if !errors.Is(err, bufio.ErrBufferFull) {
			return b.String(), whole, err
		}
	}
}

// unpack looks through gzip, by content and not by name.
func unpack(name string, in *bufio.Reader) (io.Reader, error) {
	start, err := in.Peek(2)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, refused(name, 0, broken(err))
	}
	zipped := string(start) == "\x1f\x8b"
	if strings.HasSuffix(strings.ToLower(name), ".gz") && !zipped {
		return nil, refused(name, 0, "ends in .gz but is not gzip")
	}
	if !zipped {
		return in, nil
	}
	out, err := gzip.NewReader(in)
	if err != nil {
		return nil, refused(name, 0, broken(err))
	}
	return out, nil
}

func refused(name string, line int, reason string) *Refusal {
	return &Refusal{File: name, Line: line, Problems: []Problem{{File: name, Line: line, Reason: reason}}}
}

// broken says what a failed reading means.
func broken(err error) string {
	switch {
	case errors.Is(err, io.ErrUnexpectedEOF):
		return "ends too early: the gzip file is cut off"
	case errors.Is(err, gzip.ErrHeader), errors.Is(err, gzip.ErrChecksum), strings.HasPrefix(err.Error(), "flate:"):
		return "is damaged: its gzip content does not unpack"
	default:
		return "cannot be read: " + plain(err)
	}
}

// plain leaves the path out of a file error: the message names it already.
func plain(err error) string {
	if path, ok := errors.AsType[*fs.PathError](err); ok {
		return path.Err.Error()
	}
	return fmt.Sprint(err)
}

type counter struct {
	in io.Reader
	n  int64
}

func (c *counter) Read(p []byte) (int, error) {
	n, err := c.in.Read(p)
	c.n += int64(n)
	return n, err
}
