package fhir

import (
	"fmt"
	"net/url"
	"strings"
)

// Target is what a reference means. Entry is nil where it lies outside of the bundle: then Type and ID name it (on the server Base, ""
// for the one the bundle came from), or Type and Identifier do.
type Target struct {
	Type, ID   string
	Base       string
	Identifier *Identifier
	Entry      *Entry
}

// index finds entries by what references call them.
type index struct {
	byURL        map[string]*Entry    // fullUrl
	byID         map[string]*Entry    // Type/id
	byIdentifier map[[3]string]*Entry // type, system, value
}

func newIndex() index {
	return index{map[string]*Entry{}, map[string]*Entry{}, map[[3]string]*Entry{}}
}

func (x index) add(key string, e *Entry) {
	x.byID[key] = e
	for _, id := range identifiersOf(e.Resource) {
		x.byIdentifier[[3]string{e.Type, id.System, id.Value}] = e
	}
}

// identifiersOf lists the identifiers of those types that others refer to by identifier.
func identifiersOf(r Resource) []Identifier {
	switch r := r.(type) {
	case *Patient:
		return r.Identifiers
	case *Practitioner:
		return r.Identifiers
	case *Organization:
		return r.Identifiers
	case *Location:
		return r.Identifiers
	case *RelatedPerson:
		return r.Identifiers
	default:
		return nil
	}
}

// Resolve says what a reference in that entry means, or why that cannot be told.
func (b *Bundle) Resolve(from *Entry, ref Reference) (Target, error) {
	literal := ref.Literal
	switch {
	case literal == "" && ref.Identifier != nil:
		return b.byIdentifier(ref.Type, ref.Identifier)
	case literal == "":
		return Target{}, fmt.Errorf("the reference names nothing that could be looked up")
	case literal == "#":
		return Target{Type: from.Type, ID: from.ID, Entry: from}, nil
	case literal[0] == '#':
		return found(from.locals[literal], literal)
	case strings.Contains(literal, "?"):
		return b.bySearch(literal)
	case strings.HasPrefix(literal, "urn:"):
		return found(b.index.byURL[literal], literal)
	default:
		return b.byAddress(from, literal)
	}
}

func found(e *Entry, literal string) (Target, error) {
	if e == nil {
		return Target{}, fmt.Errorf("%s is not in this bundle", clip(literal))
	}
	return Target{Type: e.Type, ID: e.ID, Entry: e}, nil
}

// byAddress resolves Type/id and absolute addresses. Another server's Patient/1 is another patient: addresses are compared whole, and
// a relative one is only this bundle's own.
func (b *Bundle) byAddress(from *Entry, literal string) (Target, error) {
	address, _, _ := strings.Cut(literal, "/_history/")
	if e := b.index.byURL[address]; e != nil {
		return found(e, literal)
	}
	kind, id := split(address)
	if !isType(kind) || !isID(id) {
		return Target{}, fmt.Errorf("'%s' does not name a resource", clip(literal))
	}
	base := strings.TrimSuffix(strings.TrimSuffix(address, kind+"/"+id), "/")
	if base != "" {
		return Target{Type: kind, ID: id, Base: base}, nil
	}
	if own, ok := strings.CutSuffix(from.FullURL, from.Type+"/"+from.ID); ok {
		if e := b.index.byURL[own+address]; e != nil {
			return found(e, literal)
		}
	}
	return Target{Type: kind, ID: id, Entry: b.index.byID[address]}, nil
}

// bySearch resolves a conditional reference such as Practitioner?identifier=http://hl7.org/fhir/sid/us-npi|123, as newer Synthea writes.
func (b *Bundle) bySearch(literal string) (Target, error) {
	kind, query, _ := strings.Cut(literal, "?")
	values, err := url.ParseQuery(query)
	if err != nil || len(values) != 1 || values.Get("identifier") == "" || !isType(kind) {
		return Target{}, fmt.Errorf("'%s' is a search other than by identifier", clip(literal))
	}
	system, value, parted := strings.Cut(values.Get("identifier"), "|")
	if !parted {
		system, value = "", system
	}
	return b.byIdentifier(kind, &Identifier{System: system, Value: value})
}

func (b *Bundle) byIdentifier(kind string, id *Identifier) (Target, error) {
	if kind == "" || id.Value == "" {
		return Target{}, fmt.Errorf("the reference gives an identifier without its type or value")
	}
	e := b.index.byIdentifier[[3]string{kind, id.System, id.Value}]
	if e == nil {
		return Target{Type: kind, Identifier: id}, nil
	}
	return Target{Type: kind, ID: e.ID, Identifier: id, Entry: e}, nil
}

// split takes type and id from the end of an address, or the id alone from urn:uuid:id.
func split(address string) (kind, id string) {
	if uuid, ok := strings.CutPrefix(address, "urn:uuid:"); ok {
		return "", uuid
	}
	parts := strings.Split(address, "/")
	if len(parts) < 2 {
		return address, ""
	}
	kind, id = parts[len(parts)-2], parts[len(parts)-1]
	if !isType(kind) || !isID(id) {
		return "", ""
	}
	return kind, id
}
