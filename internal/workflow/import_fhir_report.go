package workflow

import (
	"cmp"
	"fmt"
	"slices"

	"charthouse/internal/fhir"
)

// ImportReport is what became of an import. Read counts the records of bundles
// that were taken, medicines and contents of documents among them, which have
// no rows of their own. A report may quote a value of a file: show it to who
// imports, and never log it.
type ImportReport struct {
	Read      int             `json:"read"`
	Created   int             `json:"created"`
	Updated   int             `json:"updated"`
	Unchanged int             `json:"unchanged"`
	Skipped   []ImportSkip    `json:"skipped"`
	Refused   []ImportRefusal `json:"refused"`
}

// ImportSkip counts what was valid and left out.
type ImportSkip struct {
	Type   string `json:"type"`
	Reason string `json:"reason"`
	Count  int    `json:"count"`
}

// ImportRefusal is one thing that kept a bundle out. Entry counts from 1, and is
// 0 for the bundle as a whole or a single resource.
type ImportRefusal struct {
	File   string `json:"file"`
	Entry  int    `json:"entry"`
	Reason string `json:"reason"`
}

type importReport struct {
	ImportReport
	skips map[ImportSkip]int
}

func newImportReport() *importReport {
	return &importReport{
		ImportReport: ImportReport{Skipped: []ImportSkip{}, Refused: []ImportRefusal{}},
		skips:        map[ImportSkip]int{},
	}
}

func (r *importReport) skip(list ...fhir.Skip) {
	for _, s := range list {
		r.skips[ImportSkip{Type: s.Type, Reason: s.Reason}]++
	}
}

func (r *importReport) refuse(refusal *fhir.Refusal) {
	for _, p := range refusal.Problems {
		reason := p.Reason
		if p.Path != "" {
			reason = p.Path + ": " + reason
		}
		if p.Line > 0 {
			reason = fmt.Sprintf("line %d: %s", p.Line, reason)
		}
		r.Refused = append(r.Refused, ImportRefusal{p.File, p.Entry, reason})
	}
	if refusal.More > 0 {
		r.Refused = append(r.Refused, ImportRefusal{File: refusal.File, Reason: fmt.Sprintf("and %d more problems", refusal.More)})
	}
}

// took adds what a bundle came to, once it is stored.
func (r *importReport) took(b *fhir.Bundle, t tally) {
	r.Read += len(b.Entries)
	r.Created += t.created
	r.Updated += t.updated
	r.Unchanged += t.unchanged
	r.skip(b.Skipped...)
	r.skip(t.skipped...)
}

func (r *importReport) done() ImportReport {
	for s, n := range r.skips {
		s.Count = n
		r.Skipped = append(r.Skipped, s)
	}
	slices.SortFunc(r.Skipped, func(a, b ImportSkip) int {
		return cmp.Or(cmp.Compare(a.Type, b.Type), cmp.Compare(a.Reason, b.Reason))
	})
	return r.ImportReport
}

// tally is what became of the records of one bundle.
type tally struct {
	created, updated, unchanged int
	skipped                     []fhir.Skip
}

func (t *tally) skip(e *fhir.Entry, reason string) {
	t.skipped = append(t.skipped, fhir.Skip{Entry: e.Number, Type: e.Type, Reason: reason})
}
