package files

import (
	"archive/zip"
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/gabriel-vasile/mimetype"
)

// The types that are filed. No other value is ever stored.
const (
	PDF  = "application/pdf"
	PNG  = "image/png"
	JPEG = "image/jpeg"
	HEIC = "image/heic"
	Text = "text/plain"
	DOC  = "application/msword"
	DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
)

// spooled is an upload that can be read from anywhere.
type spooled interface {
	io.ReadSeeker
	io.ReaderAt
}

// sniff decides the type from the content, or refuses it.
func sniff(f spooled, size int64) (string, error) {
	head := make([]byte, min(size, 3072))
	if _, err := f.ReadAt(head, 0); err != nil && !errors.Is(err, io.EOF) {
		return "", fmt.Errorf("read document: %w", err)
	}
	found, _, _ := strings.Cut(mimetype.Detect(head).String(), ";")
	switch {
	case slices.Contains([]string{PDF, PNG, JPEG, DOC}, found):
		return found, nil
	case found == "image/heif" || found == HEIC:
		return HEIC, nil
	case bytes.HasPrefix(head, []byte("PK\x03\x04")):
		return sniffZip(f, size, found)
	case found == Text || found == "text/csv" || found == "text/tab-separated-values":
		return Text, checkText(f)
	}
	return "", unwanted(found)
}

// sniffZip tells Word from the many other things that are zip archives inside.
func sniffZip(f spooled, size int64, found string) (string, error) {
	archive, err := zip.NewReader(f, size)
	if err != nil {
		if found == DOCX {
			return "", ErrBroken
		}
		return "", unwanted(found)
	}
	has := map[string]*zip.File{}
	for _, part := range archive.File {
		if strings.HasSuffix(part.Name, "/vbaProject.bin") {
			return "", ErrMacros
		}
		has[part.Name] = part
	}
	if has["word/document.xml"] == nil || has["[Content_Types].xml"] == nil {
		if found == DOCX {
			found = "application/zip"
		}
		return "", unwanted(found)
	}
	return DOCX, checkWord(has["word/document.xml"])
}

// checkWord reads the beginning of the text, which is never unpacked as a whole.
func checkWord(part *zip.File) error {
	r, err := part.Open()
	if err != nil {
		return ErrBroken
	}
	defer func() { _ = r.Close() }()
	head, err := io.ReadAll(io.LimitReader(r, 4096))
	if err != nil || !bytes.Contains(head, []byte(":document")) {
		return ErrBroken
	}
	return nil
}

// checkText reads all of a text: it must be UTF-8 without control characters that
// no text has, and no markup or script that calls itself text.
func checkText(f io.ReadSeeker) error {
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return fmt.Errorf("read document: %w", err)
	}
	var opening []byte
	lines := bufio.NewReader(f)
	for {
		line, err := lines.ReadBytes('\n')
		if err != nil && !errors.Is(err, io.EOF) {
			return fmt.Errorf("read document: %w", err)
		}
		if refusal := checkLine(line); refusal != nil {
			return refusal
		}
		if len(opening) < 4096 {
			opening = append(opening, line...)
		}
		if err != nil {
			return checkOpening(opening)
		}
	}
}

var markup = regexp.MustCompile(`(?i)<(?:script|html|svg|iframe|object|embed|!doctype)\b`)

func checkLine(line []byte) error {
	if !utf8.Valid(line) {
		return ErrEncoding
	}
	if bytes.ContainsFunc(line, func(r rune) bool { return r < ' ' && !strings.ContainsRune("\t\n\v\f\r\x1b", r) }) {
		return unwanted("application/octet-stream")
	}
	if markup.Match(line) {
		return unwanted("text/html")
	}
	return nil
}

// script is how programs for browsers and shells begin, after their comments.
var script = regexp.MustCompile(`^(?:\s|//[^\n]*\n|/\*(?s:.*?)\*/)*(?:#!|['"]use strict['"]|[(!;]*\s*(?:async\s+)?function\b[^\n]*[({]|` +
	`(?:const|let|var)\s+[\w$]+\s*=|(?:const|let|var)\s*[{[]|import\s[^\n]*\bfrom\s*['"]|export\s+(?:default|const|function|class)\b|` +
	`(?:window|document|eval)\s*[.(]|\(\s*\(\s*\)\s*=>|<\?php)`)

func checkOpening(opening []byte) error {
	if script.Match(bytes.TrimPrefix(opening, []byte("\ufeff"))) {
		return unwanted("text/javascript")
	}
	return nil
}
