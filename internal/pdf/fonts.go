package pdf

import (
	"encoding/binary"
	"errors"
	"fmt"
)

// Fonts are the bytes of three TrueType files: Regular and Bold for all text, and
// Fallback for letters that they lack.
type Fonts struct{ Regular, Bold, Fallback []byte }

// ErrFont says that a font's bytes are not a TrueType file with a Unicode map.
var ErrFont = errors.New("not a TrueType font with Unicode letters")

// letters is the set of characters that a font can draw.
type letters map[rune]bool

// lettersOf reads the font's cmap table (OpenType 1.9, cmap, formats 4 and 12).
func lettersOf(font []byte) (found letters, err error) {
	defer func() {
		if recover() != nil { // an offset that leads out of the file
			found, err = nil, ErrFont
		}
	}()
	for i := range int(binary.BigEndian.Uint16(font[4:])) {
		if entry := font[12+16*i:]; string(entry[:4]) == "cmap" {
			return cmap(font[binary.BigEndian.Uint32(entry[8:]):])
		}
	}
	return nil, ErrFont
}

func cmap(table []byte) (letters, error) {
	found := letters{}
	for i := range int(binary.BigEndian.Uint16(table[2:])) {
		part := table[binary.BigEndian.Uint32(table[4+8*i+4:]):]
		switch binary.BigEndian.Uint16(part) {
		case 4:
			found.addSegments(part)
		case 12:
			found.addGroups(part)
		}
	}
	if len(found) == 0 {
		return nil, ErrFont
	}
	return found, nil
}

func (l letters) addSegments(part []byte) {
	n := int(binary.BigEndian.Uint16(part[6:])) // twice the number of segments
	for i := 0; i < n; i += 2 {
		last := rune(binary.BigEndian.Uint16(part[14+i:]))
		for r := rune(binary.BigEndian.Uint16(part[16+n+i:])); r <= last && r < 0xffff; r++ {
			l[r] = true
		}
	}
}

func (l letters) addGroups(part []byte) {
	for i := range int(binary.BigEndian.Uint32(part[12:])) {
		group := part[16+12*i:]
		last := rune(binary.BigEndian.Uint32(group[4:]))
		for r := rune(binary.BigEndian.Uint32(group)); r <= last; r++ {
			l[r] = true
		}
	}
}

// covered reads what each of the two text fonts can draw.
func (f Fonts) covered() (regular, bold letters, err error) {
	if regular, err = lettersOf(f.Regular); err != nil {
		return nil, nil, fmt.Errorf("regular: %w", err)
	}
	if bold, err = lettersOf(f.Bold); err != nil {
		return nil, nil, fmt.Errorf("bold: %w", err)
	}
	if _, err = lettersOf(f.Fallback); err != nil {
		return nil, nil, fmt.Errorf("fallback: %w", err)
	}
	return regular, bold, nil
}
