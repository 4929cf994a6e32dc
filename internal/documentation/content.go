package docs

import (
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"time"

	"charthouse/internal/fault"
	"charthouse/internal/id"
)

// Content is what a signature locks. Its canonical text is its JSON: keys in the
// order of the fields, sections as the template orders them, without the
// client's number, so that files can be merged.
type Content struct {
	Sections  []Part      `json:"sections"`
	Diagnoses []Diagnosis `json:"diagnoses"`
	Services  []Done      `json:"services"`
}

// Part is a section as it was signed.
type Part struct {
	Title   string `json:"title"`
	Text    string `json:"text"`
	Private bool   `json:"private,omitempty"` // for who signed it alone, as in Section
}

// Signature is a signed note's content with the hash that was taken of it.
type Signature struct {
	NoteID  id.Note
	StaffID id.Staff
	By      string
	At      time.Time
	Content Content
	Hash    []byte
	Intact  bool `db:"-"` // the content is the one whose hash was taken
}

// sealed is true while the content is the one whose hash was taken.
func (s Signature) sealed() bool {
	_, hash, err := s.Content.seal()
	return err == nil && string(hash[:]) == string(s.Hash)
}

func (c Content) seal() (text []byte, hash [32]byte, err error) {
	if text, err = json.Marshal(c); err != nil {
		return nil, hash, fmt.Errorf("content of a note: %w", err)
	}
	return text, sha256.Sum256(text), nil
}

func (n Note) content() Content {
	c := Content{Diagnoses: n.Diagnoses, Services: n.Services}
	for _, s := range n.Template {
		c.Sections = append(c.Sections, Part{s.Title, n.Sections[s.Key], s.Private})
	}
	return c
}

// sign refuses what cannot be signed and answers the content with its hash.
func (n Note) sign(by id.Staff) (text []byte, hash [32]byte, err error) {
	switch {
	case !n.Begun():
		return nil, hash, errNotWritten
	case n.SignedAt != nil:
		return nil, hash, ErrSigned
	case n.AuthorID != by:
		return nil, hash, errNotAuthor
	case !n.NoteNeeded:
		return nil, hash, errNotTaken
	case !n.HasBegun:
		return nil, hash, errTooEarly
	}
	if gaps := n.Gaps(); len(gaps) > 0 {
		return nil, hash, unfinished(gaps)
	}
	return n.content().seal()
}

func unfinished(gaps []Check) error {
	f := &fault.Fault{Kind: fault.Invalid, Message: gaps[0].Text + " before you sign.", Fields: map[string]string{}}
	for _, g := range gaps {
		f.Fields[g.Section] = g.Text + "."
	}
	return f
}
