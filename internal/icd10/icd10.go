package icd10

import (
	"bufio"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"iter"
	"strings"
	"unicode/utf8"
)

// Code is one line of the list. Code carries its dot (E11.65).
type Code struct {
	Code     string
	Billable bool // false for a header, which a claim may not carry
	Short    string
	Long     string
}

// The columns of the order file, counted from 0, as its own description gives them: order number 0-4, code 6-12, billable 14, short
// title 16-75, long title from 77.
const (
	codeAt, codeEnd   = 6, 13
	billableAt        = 14
	shortAt, shortEnd = 16, 76
	longAt            = 77
)

// maxLine is far above the longest line of the list, which has about 300 characters.
const maxLine = 4096

// Read returns the codes of an order file in their order; r may be gzip. An error ends the list, names the line, and means that the
// file is not to be taken: order numbers must count up from 1, and no code may come twice.
func Read(r io.Reader) iter.Seq2[Code, error] {
	return func(yield func(Code, error) bool) {
		in, err := unpack(bufio.NewReader(r))
		if err != nil {
			yield(Code{}, err)
			return
		}
		lines := bufio.NewScanner(in)
		lines.Buffer(nil, maxLine)
		number, seen := 0, map[string]bool{}
		for lines.Scan() && lines.Err() == nil { // a last line that was cut off comes up together with its error
			number++
			code, err := parse(strings.TrimSuffix(lines.Text(), "\r"), number)
			if err == nil && seen[code.Code] {
				err = fmt.Errorf("the code %s comes a second time", code.Code)
			}
			if err != nil {
				yield(Code{}, fmt.Errorf("line %d: %w", number, err))
				return
			}
			seen[code.Code] = true
			if !yield(code, nil) {
				return
			}
		}
		if err := ended(lines.Err(), number); err != nil {
			yield(Code{}, err)
		}
	}
}

func unpack(in *bufio.Reader) (io.Reader, error) {
	if start, _ := in.Peek(2); string(start) != "\x1f\x8b" {
		return in, nil // a reading error comes up with the first line
	}
	out, err := gzip.NewReader(in)
	if err != nil {
		return nil, errors.New("the gzip file is damaged")
	}
	return out, nil
}

func ended(err error, lines int) error {
	switch {
	case errors.Is(err, bufio.ErrTooLong):
		return fmt.Errorf("line %d: is longer than any line of the order file: this is another file", lines+1)
	case errors.Is(err, io.ErrUnexpectedEOF):
		return fmt.Errorf("line %d: the gzip file is cut off here", lines+1)
	case err != nil:
		return fmt.Errorf("line %d: the file cannot be read on: %w", lines+1, err)
	case lines == 0:
		return errors.New("the file is empty")
	}
	return nil
}

// parse reads one line.
func parse(line string, number int) (Code, error) {
	switch {
	case !utf8.ValidString(line) || strings.ContainsRune(line, 0):
		return Code{}, errors.New("is not text in UTF-8")
	case len(line) <= longAt:
		return Code{}, fmt.Errorf("has %d characters, where a line of the order file has more than %d", len(line), longAt)
	case line[:5] != fmt.Sprintf("%05d", number):
		return Code{}, fmt.Errorf("begins with '%s' instead of the order number %05d", line[:5], number)
	case line[5] != ' ' || line[13] != ' ' || line[15] != ' ' || line[76] != ' ':
		return Code{}, errors.New("does not keep to the columns of the order file")
	}
	bare := strings.TrimRight(line[codeAt:codeEnd], " ")
	if !isCode(bare) {
		return Code{}, fmt.Errorf("'%s' is not an ICD-10-CM code", bare)
	}
	return titles(line, bare)
}

func titles(line, bare string) (Code, error) {
	c := Code{
		Code: dotted(bare), Billable: line[billableAt] == '1',
		Short: strings.TrimSpace(line[shortAt:shortEnd]), Long: strings.TrimSpace(line[longAt:]),
	}
	if line[billableAt] != '0' && line[billableAt] != '1' {
		return Code{}, fmt.Errorf("column 15 holds '%c', where 1 is billable and 0 a header", line[billableAt])
	}
	if c.Short == "" || c.Long == "" {
		return Code{}, fmt.Errorf("the code %s has no title", c.Code)
	}
	return c, nil
}

// isCode says whether s has the form of a code without its dot: a letter, then two to six digits or letters (since the list of 2026
// the second place may be a letter, too: QA0).
func isCode(s string) bool {
	if len(s) < 3 || s[0] < 'A' || s[0] > 'Z' {
		return false
	}
	for _, c := range []byte(s[1:]) {
		if (c < '0' || c > '9') && (c < 'A' || c > 'Z') {
			return false
		}
	}
	return true
}

func dotted(s string) string {
	if len(s) <= 3 {
		return s
	}
	return s[:3] + "." + s[3:]
}
