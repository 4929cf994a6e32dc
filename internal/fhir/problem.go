package fhir

import (
	"fmt"
	"strings"
)

// Problem is one thing that is wrong with a file, in plain words.
type Problem struct {
	File   string
	Line   int    // of the document in an NDJSON file, or of the broken JSON; 0 where it is not known
	Entry  int    // of the bundle, counted from 1; 0 for the bundle itself or a single resource
	Path   string // of the element as FHIR writes it, such as Patient.name[0].family; "" for the whole
	Reason string // such as "'1985-02-31' is not a date"
}

// String says where and what: "maria.json, entry 12, Patient.birthDate: '1985-02-31' is not a date".
func (p Problem) String() string {
	where := []string{p.File}
	if p.Line > 0 {
		where = append(where, fmt.Sprintf("line %d", p.Line))
	}
	if p.Entry > 0 {
		where = append(where, fmt.Sprintf("entry %d", p.Entry))
	}
	if p.Path != "" {
		where = append(where, p.Path)
	}
	return strings.Join(where, ", ") + ": " + p.Reason
}

// mostProblems bounds what one refusal lists: a hostile file has no end of them.
const mostProblems = 1000

// Refusal is why a bundle or a single resource was not read, with all its problems. It may quote a value of the file: show it to who
// imports, keep it out of logs.
type Refusal struct {
	File     string
	Line     int // of the document in an NDJSON file; 0 in others
	Problems []Problem
	More     int // problems beyond the first thousand
}

// Error is the first problem, and how many there are.
func (r *Refusal) Error() string {
	switch n := len(r.Problems) + r.More; n {
	case 0:
		return r.File + ": refused"
	case 1:
		return r.Problems[0].String()
	default:
		return fmt.Sprintf("%s (and %d more)", r.Problems[0], n-1)
	}
}

func (r *Refusal) add(p Problem) {
	if len(r.Problems) == mostProblems {
		r.More++
		return
	}
	r.Problems = append(r.Problems, p)
}

// Skip is something that was met and not read, so that a report can count it; it is no error.
type Skip struct {
	File   string
	Entry  int    // of the bundle, counted from 1; 0 outside of bundles
	Type   string // of the resource, or "file"
	Reason string
}

// record collects what is wrong with one resource while it is read.
type record struct {
	flaws []flaw // no more than a refusal lists
	more  int    // beyond them
	skip  string // why the resource must be left out although it is valid
	links []localLink
}

// localLink is a reference that only this file can resolve: by "#id" or by urn:uuid.
type localLink struct {
	at      *place
	literal string
}

type flaw struct{ path, reason string }

// place is where an element stands; its path is only written out when a message needs it.
type place struct {
	up    *place
	name  string
	index int // in a list, or -1
}

func (p *place) String() string {
	if p == nil {
		return ""
	}
	path := p.name
	if p.index >= 0 {
		path = fmt.Sprintf("%s[%d]", p.name, p.index)
	}
	if p.up == nil {
		return path
	}
	return p.up.String() + "." + path
}
