package fhir

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

// parse reads the JSON, and refuses what no text of ours could hold.
func (a *assembly) parse(src string) (root value, ok bool) {
	src = strings.TrimPrefix(src, "\ufeff")
	if reason := unreadable(src); reason != "" {
		a.refuse(0, "", reason)
		return root, false
	}
	root, hasNUL, fault := parse(src)
	if fault != nil {
		l, column := line(src, fault.offset)
		where := fmt.Sprintf("line %d, column %d", l, column)
		if a.refusal.Line > 0 { // the line of the file is known already
			where = fmt.Sprintf("column %d", column)
		}
		a.refuse(0, "", "is not valid JSON: at "+where+" "+fault.reason)
		return root, false
	}
	if hasNUL {
		rec := &record{}
		object{&root, &place{nil, root.word("resourceType"), -1}, rec}.findNUL()
		a.take(0, rec)
	}
	return root, true
}

// unreadable says in plain words what a file is that is no JSON in UTF-8.
func unreadable(src string) string {
	start := strings.TrimLeft(src, " \t\r\n")
	switch {
	case strings.HasPrefix(src, "\xff\xfe") || strings.HasPrefix(src, "\xfe\xff"):
		return "is in UTF-16: save it as UTF-8"
	case start == "":
		return "is empty"
	case start[0] == '<':
		return "is XML: export it as FHIR JSON"
	case !utf8.ValidString(src):
		at := 0
		for r, size := rune(0), 0; at < len(src); at += size {
			if r, size = utf8.DecodeRuneInString(src[at:]); r == utf8.RuneError && size == 1 {
				break
			}
		}
		l, column := line(src, at)
		return fmt.Sprintf("is not in UTF-8: at line %d, column %d", l, column)
	}
	return ""
}

// resource reads one resource into its entry, with those that it contains.
func (a *assembly) resource(e *Entry, v *value) {
	kind, rec := v.word("resourceType"), &record{}
	o := object{v, &place{nil, kind, -1}, rec}
	if !isType(kind) {
		o.at.name = "resource"
		o.problem("resourceType", "'%s' is not a type of FHIR R4", clip(kind))
		a.take(e.Number, rec)
		return
	}
	asked := *e
	e.Type, e.ID = kind, v.word("id")
	a.contained(o, e)
	if r, ok := readers[kind]; ok {
		e.Resource = r.readResource(o)
		e.Hash = a.hasher.sum(v, false)
	}
	a.name(o, e, asked)
	o.checkLocals(e.locals)
	a.register(o, e)
	a.take(e.Number, rec)
	a.admit(e, rec.skip)
}

// name gives the entry its id: the resource's own, the one asked for in PUT, the one in fullUrl, or its hash.
func (a *assembly) name(o object, e *Entry, asked Entry) {
	if e.Method == "PUT" && asked.ID != "" && e.ID != "" && (asked.ID != e.ID || asked.Type != e.Type) {
		o.problem("id", "differs from the request's URL")
	}
	if e.ID == "" && e.Method == "PUT" {
		e.ID = asked.ID
	}
	if e.ID == "" {
		_, e.ID = split(e.FullURL)
	}
	if e.ID == "" {
		e.ID = e.Hash.String()
	}
	if e.Resource != nil {
		h := e.Resource.head()
		h.ID, h.Hash = e.ID, e.Hash
	}
	for _, c := range e.Contained {
		c.Within = e.Type + "/" + e.ID
		c.ID = e.ID + c.ID
		if c.Resource != nil {
			c.Resource.head().ID = c.ID
		}
	}
}

// contained reads the resources within one; they are known as "#id" only there.
func (a *assembly) contained(o object, e *Entry) {
	for v, at := range o.each("contained", isObject) {
		inner, kind := object{v, at, o.rec}, v.word("resourceType")
		inner.need("id")
		if !isType(kind) {
			inner.problem("resourceType", "'%s' is not a type of FHIR R4", clip(kind))
			continue
		}
		c := &Entry{Number: e.Number, Type: kind, ID: "#" + v.word("id"), Hash: a.hasher.sum(v, true)}
		if r, ok := readers[kind]; ok {
			c.Resource = r.readResource(inner)
			c.Resource.head().Hash = c.Hash
		}
		if e.locals == nil {
			e.locals = map[string]*Entry{}
		}
		if e.locals[c.ID] != nil {
			inner.problem("id", "'%s' stands twice among the contained resources", clip(c.ID))
		}
		e.locals[c.ID], c.locals = c, e.locals
		e.Contained = append(e.Contained, c)
	}
}

// register makes the entry known to references, and refuses a second one of the same name.
func (a *assembly) register(o object, e *Entry) {
	if first := a.bundle.index.byURL[e.FullURL]; first != nil {
		o.problem("", "its fullUrl stands in entry %d already", first.Number)
	} else if e.FullURL != "" {
		a.bundle.index.byURL[e.FullURL] = e
	}
	if e.Resource == nil && o.val.get("id") == nil {
		return // skipped, and nothing can refer to it by id
	}
	key := e.Type + "/" + e.ID
	first := a.bundle.index.byID[key]
	switch {
	case first == nil:
		a.bundle.index.add(key, e)
	case o.val.get("id") == nil && first.Hash == e.Hash:
		o.rec.skip = "it repeats another entry of its bundle, and neither has an id"
	default:
		o.problem("id", "%s/%s stands in entry %d already", e.Type, clip(e.ID), first.Number)
	}
}

// admit lists the entry, or says why it is skipped. A contained Coverage is listed in its own right: Synthea keeps all of them so.
func (a *assembly) admit(e *Entry, skip string) {
	switch {
	case e.Method == "PATCH" || e.Method == "DELETE":
		a.skip(e, e.Type, "a "+e.Method+" with a resource is not understood")
	case skip != "":
		a.skip(e, e.Type, skip)
	case e.Resource == nil:
		a.skip(e, e.Type, notRead)
	default:
		a.bundle.Entries = append(a.bundle.Entries, e)
	}
	for _, c := range e.Contained {
		if coverage, ok := c.Resource.(*Coverage); ok {
			a.admitCoverage(c, coverage)
		}
	}
}

func (a *assembly) admitCoverage(e *Entry, c *Coverage) {
	if a.coverages[e.Hash] != nil && !c.local() {
		a.skip(e, "Coverage", "it repeats another of its bundle")
		return
	}
	a.coverages[e.Hash] = e
	a.bundle.Entries = append(a.bundle.Entries, e)
}

// local says that a contained coverage speaks of others in the same container: the same words may then mean other people.
func (c *Coverage) local() bool {
	return slices.ContainsFunc(append(c.Payors, c.Beneficiary, c.Subscriber, c.PolicyHolder), func(r Reference) bool {
		return strings.HasPrefix(r.Literal, "#")
	})
}
