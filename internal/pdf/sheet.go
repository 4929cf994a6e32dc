package pdf

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"strings"
	"time"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"codeberg.org/go-pdf/fpdf"
)

// Paper is the size of a sheet.
type Paper string

const (
	A4     Paper = "A4"
	Letter Paper = "Letter"
)

// Measures of the page, in points.
const (
	margin  = 56.0
	gutter  = 16.0
	footing = 64.0 // from the lower edge to the last line of text
)

type colour struct{ r, g, b int }

// The colours of ui/tokens.css, in their light form.
var (
	ink   = colour{0x21, 0x1e, 0x19}
	ink2  = colour{0x54, 0x4e, 0x43}
	ink3  = colour{0x6a, 0x63, 0x56}
	teal  = colour{0x0f, 0x5d, 0x58}
	hair  = colour{0xe6, 0xe1, 0xd6}
	hair2 = colour{0xd3, 0xcc, 0xbe}
)

// face is a way of setting text.
type face struct {
	size   float64
	bold   bool
	colour colour
}

var (
	small  = face{8, false, ink3}
	plain  = face{9.5, false, ink2}
	value  = face{9.5, false, ink}
	strong = face{9.5, true, ink}
	head   = face{11, true, ink}
	name   = face{14, true, ink}
	title  = face{20, true, ink}
	large  = face{17, true, teal}
)

// sheet is a document being drawn from top to bottom; y is the next line's top.
type sheet struct {
	f             *fpdf.Fpdf
	regular, bold letters
	width, height float64
	y             float64
	foot          string // what the foot of every page says
	pages         int    // how many there are, known from the first drawing
}

// draw makes a document by drawing it twice: the first time counts the pages, so
// that the second can write "Page 1 of 3" as plain, exactly placed text.
func draw(fonts Fonts, paper Paper, about about, content func(*sheet)) ([]byte, error) {
	pages := 0
	for {
		s, err := newSheet(fonts, paper, about)
		if err != nil {
			return nil, fmt.Errorf("draw %s: %w", about.title, err)
		}
		s.pages = pages
		s.page()
		content(s)
		if drawn := s.f.PageNo(); drawn != pages {
			pages = drawn
			continue
		}
		var b bytes.Buffer
		if err := s.f.Output(&b); err != nil {
			return nil, fmt.Errorf("draw %s: %w", about.title, err)
		}
		return b.Bytes(), nil
	}
}

// about is what the file says of itself, and its foot.
type about struct {
	title, author, foot string
	made                time.Time
}

func newSheet(fonts Fonts, paper Paper, about about) (*sheet, error) {
	if paper != Letter {
		paper = A4
	}
	s := &sheet{f: fpdf.New("P", "pt", string(paper), ""), foot: about.foot}
	var err error
	if s.regular, s.bold, err = fonts.covered(); err != nil {
		return nil, err
	}
	s.f.SetCatalogSort(true)
	s.f.SetCreationDate(about.made.UTC())
	s.f.SetModificationDate(about.made.UTC())
	s.f.SetProducer("Charthouse", true)
	s.f.SetTitle(about.title, true)
	s.f.SetAuthor(about.author, true)
	s.f.SetMargins(0, 0, 0)
	s.f.SetAutoPageBreak(false, 0)
	s.f.AddUTF8FontFromBytes("text", "", fonts.Regular)
	s.f.AddUTF8FontFromBytes("text", "B", fonts.Bold)
	s.f.AddUTF8FontFromBytes("other", "", fonts.Fallback)
	s.width, s.height = s.f.GetPageSize()
	return s, s.f.Error()
}

func (s *sheet) left() float64  { return margin }
func (s *sheet) right() float64 { return s.width - margin }

// page begins a page with its foot.
func (s *sheet) page() {
	s.f.AddPage()
	y := s.height - footing + 24
	s.line(s.left(), s.right(), y, hair2, 0.5)
	s.text(s.left(), y+8, small, s.foot)
	s.textEnd(s.right(), y+8, small, fmt.Sprintf("Page %d of %d", s.f.PageNo(), s.pages))
	s.y = margin
}

// room begins a new page where less than h is left, and says whether it did.
func (s *sheet) room(h float64) bool {
	if s.y+h <= s.height-footing {
		return false
	}
	s.page()
	return true
}

func (s *sheet) line(from, to, y float64, c colour, thick float64) {
	s.f.SetDrawColor(c.r, c.g, c.b)
	s.f.SetLineWidth(thick)
	s.f.Line(from, y, to, y)
}

// leading is the height of a line of text.
func (t face) leading() float64 { return t.size * 1.42 }

// use chooses the font for a run and gives its colour to the pen.
func (s *sheet) use(t face, other bool) {
	family, style := "text", ""
	if t.bold {
		style = "B"
	}
	if other {
		family, style = "other", ""
	}
	s.f.SetFont(family, style, t.size)
	s.f.SetTextColor(t.colour.r, t.colour.g, t.colour.b)
}

// run is a piece of text in one font.
type run struct {
	text  string
	other bool
}

// widest is the last letter that the library can place: one beyond it, such as an
// emoji in a name, would end the drawing.
const widest = 0xffff

func (s *sheet) runs(t face, text string) []run {
	has := s.regular
	if t.bold {
		has = s.bold
	}
	var runs []run
	for _, r := range text {
		if r > widest {
			r = unicode.ReplacementChar
		}
		other := !has[r] && !unicode.IsSpace(r)
		if n := len(runs); n > 0 && runs[n-1].other == other {
			runs[n-1].text += string(r)
			continue
		}
		runs = append(runs, run{string(r), other})
	}
	return runs
}

func (s *sheet) widthOf(t face, text string) float64 {
	total := 0.0
	for _, r := range s.runs(t, text) {
		s.use(t, r.other)
		total += s.f.GetStringWidth(r.text)
	}
	return total
}

// text draws a line whose top is y.
func (s *sheet) text(x, y float64, t face, text string) {
	baseline := y + t.leading()/2 + t.size*0.36
	for _, r := range s.runs(t, text) {
		s.use(t, r.other)
		s.f.Text(x, baseline, r.text)
		x += s.f.GetStringWidth(r.text)
	}
}

// textEnd draws a line that ends at x.
func (s *sheet) textEnd(x, y float64, t face, text string) {
	s.text(x-s.widthOf(t, text), y, t, text)
}

// figures draws a number that ends at x with all its digits equally wide, so that
// amounts in a column stand digit under digit. The gaps beside a narrow digit would
// be read as spaces, so the file says what the number is (ISO 32000-1, 14.9.4).
func (s *sheet) figures(x, y float64, t face, number string) {
	s.f.RawWriteStr(fmt.Sprintf("/Span <</ActualText <FEFF%X>>> BDC", bigEndian(number)))
	defer s.f.RawWriteStr("EMC")
	digit := s.widthOf(t, "0")
	letters := []rune(number)
	for i := len(letters) - 1; i >= 0; i-- {
		own, c := s.widthOf(t, string(letters[i])), string(letters[i])
		if unicode.IsDigit(letters[i]) {
			x -= digit
			s.text(x+(digit-own)/2, y, t, c)
			continue
		}
		x -= own
		s.text(x, y, t, c)
	}
}

// bigEndian is text as UTF-16, as PDF has it.
func bigEndian(text string) []byte {
	var b []byte
	for _, unit := range utf16.Encode([]rune(text)) {
		b = binary.BigEndian.AppendUint16(b, unit)
	}
	return b
}

// wrap breaks text into lines no wider than w, at spaces where there are any.
func (s *sheet) wrap(t face, text string, w float64) []string {
	var lines []string
	for _, paragraph := range strings.Split(strings.ReplaceAll(text, "\r\n", "\n"), "\n") {
		line := ""
		for _, word := range strings.Fields(paragraph) {
			if joined := strings.TrimSpace(line + " " + word); s.widthOf(t, joined) <= w {
				line = joined
				continue
			}
			if line != "" {
				lines = append(lines, line)
			}
			for line = word; s.widthOf(t, line) > w; {
				fits := s.cut(t, line, w)
				lines, line = append(lines, line[:fits]), line[fits:]
			}
		}
		lines = append(lines, line)
	}
	return lines
}

// cut gives how many bytes of a word fit into w: at least one letter.
func (s *sheet) cut(t face, word string, w float64) int {
	fits := 0
	for fits < len(word) {
		_, letter := utf8.DecodeRuneInString(word[fits:])
		if fits > 0 && s.widthOf(t, word[:fits+letter]) > w {
			return fits
		}
		fits += letter
	}
	return fits
}

// block draws lines below one another, wrapped into w, and returns their lower edge.
func (s *sheet) block(x, y, w float64, t face, texts ...string) float64 {
	for _, text := range texts {
		if text == "" {
			continue
		}
		for _, line := range s.wrap(t, text, w) {
			s.text(x, y, t, line)
			y += t.leading()
		}
	}
	return y
}
