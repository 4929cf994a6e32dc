package docs

import (
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"charthouse/internal/fault"
	"charthouse/internal/id"
)

// Note is what was written about a visit.
type Note struct {
	ID        id.Note
	ClientID  id.Client
	VisitID   id.Visit
	AuthorID  id.Staff
	Template  []Section
	Sections  map[string]string // text by the section's key
	Version   int
	SavedAt   time.Time
	SignedAt  *time.Time
	Diagnoses []Diagnosis
	Services  []Done
}

// Section is a titled part of a note, as the template had it when the note began.
type Section struct {
	Key   string `json:"key"`
	Title string `json:"title"`
	Hint  string `json:"hint,omitempty"`
}

// Diagnosis is a coded reason for the visit; the first weighs most.
type Diagnosis struct {
	Code  string `json:"code"`
	Label string `json:"label"`
}

// Done is a service of the fee schedule that was done, charged on signing.
type Done struct {
	ServiceID id.Service `json:"service"`
	Code      string     `json:"code"`
	Label     string     `json:"label"`
	Units     int        `json:"units"`
	Modifiers string     `json:"modifiers,omitempty"`
	Cents     int64      `json:"cents"` // of one unit, from the fee schedule
}

// Blank is where a phrase waits for words. A note with one cannot be signed.
const Blank = "***"

// ErrSigned refuses any change of a signed note.
var ErrSigned = fault.New(fault.Conflict, "This note is signed. Add an addendum instead.")

// errNotAuthor keeps a signature with the person who wrote.
var errNotAuthor = fault.New(fault.Forbidden, "Only the author signs a note. Ask them, or take the visit over first.")

// Gap is something missing in a note. One that Stops keeps it from being
// signed; the others are worth a look.
type Gap struct {
	Section string // key of the section, or "diagnoses" or "services"
	Text    string
	Stops   bool
}

// Gaps says what is missing, worst first.
func (n Note) Gaps() []Gap {
	var gaps []Gap
	written := false
	for _, s := range n.Template {
		text := n.Sections[s.Key]
		written = written || strings.TrimSpace(text) != ""
		if k := strings.Count(text, Blank); k > 0 {
			gaps = append(gaps, Gap{s.Key, fmt.Sprintf("Fill %d blank in %s", k, s.Title), true})
		}
	}
	if !written {
		gaps = append(gaps, Gap{"", "Write the note", true})
	}
	if len(n.Services) == 0 {
		gaps = append(gaps, Gap{"services", "Choose what was done, or the visit is not charged", false})
	}
	if len(n.Diagnoses) == 0 {
		gaps = append(gaps, Gap{"diagnoses", "Add a diagnosis", len(n.Services) > 0})
	}
	slices.SortStableFunc(gaps, func(a, b Gap) int { return weight(a) - weight(b) })
	return gaps
}

func weight(g Gap) int {
	if g.Stops {
		return 0
	}
	return 1
}

// sign refuses what cannot be signed and answers the content with its hash.
func (n Note) sign(by id.Staff) (content []byte, hash [32]byte, err error) {
	switch {
	case n.SignedAt != nil:
		return nil, hash, ErrSigned
	case n.AuthorID != by:
		return nil, hash, errNotAuthor
	}
	for _, g := range n.Gaps() {
		if g.Stops {
			return nil, hash, &fault.Fault{Kind: fault.Invalid, Message: g.Text + " before you sign.", Fields: map[string]string{g.Section: g.Text + "."}}
		}
	}
	content, err = n.content()
	return content, sha256.Sum256(content), err
}

// content is the signed text in one canonical order: keys sorted by
// encoding/json, sections as the template orders them, without the client's
// number, so that files can be merged.
func (n Note) content() ([]byte, error) {
	type part struct {
		Title string `json:"title"`
		Text  string `json:"text"`
	}
	var parts []part
	for _, s := range n.Template {
		parts = append(parts, part{s.Title, n.Sections[s.Key]})
	}
	b, err := json.Marshal(struct {
		Sections  []part      `json:"sections"`
		Diagnoses []Diagnosis `json:"diagnoses"`
		Services  []Done      `json:"services"`
	}{parts, n.Diagnoses, n.Services})
	if err != nil {
		return nil, fmt.Errorf("content of note %s: %w", n.ID, err)
	}
	return b, nil
}
