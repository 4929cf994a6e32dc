package pdf

// column is one column of a table: its heading, its width (0 takes what is left),
// and whether it holds figures, which end at its right edge.
type column struct {
	head    string
	width   float64
	figures bool
}

// cell is text with a quieter second line.
type cell struct{ text, detail string }

type table struct {
	columns []column
	rows    [][]cell
}

const padding = 5.5 // above and below a row's text

// draw draws the table over as many pages as it takes, with its heads on each.
func (t table) draw(s *sheet) {
	t.heads(s)
	for _, row := range t.rows {
		height := t.height(s, row)
		if s.room(height) {
			t.heads(s)
		}
		t.row(s, row)
		s.y += height
		s.line(s.left(), s.right(), s.y, hair, 0.5)
	}
}

func (t table) heads(s *sheet) {
	t.each(s, func(i int, x, w float64) {
		if t.columns[i].figures {
			s.textEnd(x+w, s.y, small, t.columns[i].head)
			return
		}
		s.text(x, s.y, small, t.columns[i].head)
	})
	s.y += small.leading() + 5
	s.line(s.left(), s.right(), s.y, hair2, 0.75)
}

// each walks the columns with their left edge and width, without the gutter.
func (t table) each(s *sheet, visit func(i int, x, w float64)) {
	free := s.right() - s.left()
	for _, c := range t.columns {
		free -= c.width
	}
	x := s.left()
	for i, c := range t.columns {
		w := c.width
		if w == 0 {
			w = free
		}
		visible := w - gutter
		if i == len(t.columns)-1 {
			visible = w
		}
		visit(i, x, visible)
		x += w
	}
}

func (t table) height(s *sheet, row []cell) float64 {
	height := value.leading()
	t.each(s, func(i int, _, w float64) {
		h := float64(len(s.wrap(value, row[i].text, w))) * value.leading()
		if row[i].detail != "" {
			h += float64(len(s.wrap(small, row[i].detail, w))) * small.leading()
		}
		height = max(height, h)
	})
	return height + 2*padding
}

func (t table) row(s *sheet, row []cell) {
	t.each(s, func(i int, x, w float64) {
		if t.columns[i].figures {
			s.figures(x+w, s.y+padding, value, row[i].text)
			return
		}
		y := s.block(x, s.y+padding, w, value, row[i].text)
		s.block(x, y, w, small, row[i].detail)
	})
}

// sum is one line below a table.
type sum struct {
	label  string
	amount string
	strong bool
}

// sums draws totals under the table's right half; they stay on one page together.
func (s *sheet) sums(sums []sum) {
	from := s.left() + (s.right()-s.left())*0.5
	w := s.right() - from - 90
	height := 0.0
	for _, l := range sums {
		height += float64(len(s.wrap(plain, l.label, w)))*plain.leading() + 10
	}
	s.room(height)
	s.y += 8
	for i, l := range sums {
		face := plain
		if l.strong {
			face = strong
		}
		if l.strong && i > 0 { // the first follows the table's own line
			s.line(from, s.right(), s.y, hair2, 0.75)
			s.y += 4
		}
		s.figures(s.right(), s.y+1, face, l.amount)
		s.y = s.block(from, s.y+1, w, face, l.label) + 5
	}
	s.y += 20
}
