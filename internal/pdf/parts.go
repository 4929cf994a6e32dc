package pdf

// Letterhead is the practice on its paper.
type Letterhead struct {
	Name    string
	Address []string
	Contact []string // telephone, mail, site, registration
}

// Party is somebody with an address.
type Party struct {
	Name    string
	Address []string
}

// Fact is a labelled value, such as the patient's number.
type Fact struct{ Label, Value string }

// letterhead draws the practice's name under one short stroke of teal.
func (s *sheet) letterhead(l Letterhead) {
	s.f.SetFillColor(teal.r, teal.g, teal.b)
	s.f.Rect(s.left(), s.y, 28, 2.5, "F")
	top, half := s.y+10, (s.right()-s.left())/2
	y := s.block(s.left(), top, half, name, l.Name)
	y = s.block(s.left(), y+2, half, small, l.Address...)
	side := top + (name.leading()-small.leading())/2 + 1
	for _, line := range l.Contact {
		s.textEnd(s.right(), side, small, line)
		side += small.leading()
	}
	s.y = max(y, side) + 34
}

// heading draws the document's title with its number beside it.
func (s *sheet) heading(what, number string) {
	s.text(s.left(), s.y, title, what)
	x := s.left() + s.widthOf(title, what) + 10
	s.text(x, s.y+(title.size-head.size)*0.72, face{head.size, false, ink3}, number)
	s.y += title.leading() + 8
}

// strip draws up to four facts side by side between two lines; the last is the one
// that counts and stands at the right, large.
func (s *sheet) strip(facts []Fact, last Fact) {
	s.line(s.left(), s.right(), s.y, hair2, 0.75)
	top, x := s.y+9, s.left()
	bottom := top + 40
	column := (s.right() - s.left()) / 4.6
	for _, f := range facts {
		s.text(x, top, small, f.Label)
		bottom = max(bottom, s.block(x, top+small.leading()+3, column-gutter/2, value, f.Value)+8)
		x += column
	}
	s.textEnd(s.right(), top, small, last.Label)
	s.textEnd(s.right(), top+small.leading(), large, last.Value)
	s.line(s.left(), s.right(), bottom, hair2, 0.75)
	s.y = bottom + 20
}

// parties draws whom it is for on the left and what it is about on the right.
func (s *sheet) parties(label string, p Party, facts []Fact) {
	half := (s.right() - s.left()) / 2
	s.text(s.left(), s.y, small, label)
	y := s.block(s.left(), s.y+small.leading()+2, half-gutter, strong, p.Name)
	y = s.block(s.left(), y, half-gutter, plain, p.Address...)
	x, side := s.left()+half, s.y
	for _, f := range facts {
		s.text(x, side+(value.leading()-small.leading())/2, small, f.Label)
		side = s.block(x+72, side, half-72, value, f.Value) + 2
	}
	s.y = max(y, side) + 26
}

// section draws a heading, then paragraphs, kept together where a page allows it.
func (s *sheet) section(heading string, paragraphs []string) {
	if len(paragraphs) == 0 {
		return
	}
	w := (s.right() - s.left()) * 0.72
	s.room(head.leading() + 2*plain.leading() + 8)
	s.text(s.left(), s.y, strong, heading)
	s.y += strong.leading() + 3
	for _, p := range paragraphs {
		for _, line := range s.wrap(plain, p, w) {
			s.room(plain.leading())
			s.text(s.left(), s.y, plain, line)
			s.y += plain.leading()
		}
		s.y += 4
	}
	s.y += 10
}
