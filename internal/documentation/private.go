package docs

import (
	"maps"
	"slices"

	"charthouse/internal/id"
)

// Psychotherapy notes are the author's alone: what is read for anybody else has
// the words of private sections taken out here, before they leave the domain.

// readBy is the note as that person may read it.
func (n Note) readBy(reader id.Staff) Note {
	if n.AuthorID == reader {
		return n
	}
	n.Sections = maps.Clone(n.Sections)
	for _, s := range n.Template {
		if s.Private {
			delete(n.Sections, s.Key)
		}
	}
	return n
}

// readBy is the signature as that person may read it, with the answer whether
// all of it is what was signed.
func (s Signature) readBy(reader id.Staff) Signature {
	s.Intact = s.sealed()
	if s.StaffID == reader {
		return s
	}
	s.Content.Sections = slices.Clone(s.Content.Sections)
	for i, p := range s.Content.Sections {
		if p.Private {
			s.Content.Sections[i].Text = ""
		}
	}
	return s
}
