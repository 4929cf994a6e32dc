package fhir

import (
	"slices"
	"strings"
)

// lint notes what no resource may hold wherever it stands: empty texts, lists and objects, nulls outside of the lists that FHIR
// allows them in, and extensions that cannot be told (https://hl7.org/fhir/R4/json.html).
func (o object) lint() {
	if len(o.val.kids) == 0 {
		o.problem("", "is an empty object")
	}
	for i := range o.val.kids {
		m := &o.val.kids[i]
		if m.name == "contained" {
			continue // each is read on its own
		}
		o.lintValue(&m.value, m.name)
	}
}

func (o object) lintValue(v *value, name string) {
	switch v.kind {
	case isNull:
		o.problem(name, "is null: an absent element is left out")
	case isText:
		if strings.TrimSpace(v.text) == "" {
			o.problem(name, "is an empty text: an absent element is left out")
		}
		if name == "reference" && (v.text[:min(1, len(v.text))] == "#" || strings.HasPrefix(v.text, "urn:uuid:")) {
			o.rec.links = append(o.rec.links, localLink{o.place(name), v.text})
		}
	case isObject:
		o.lintObject(v, o.place(name), name)
	case isArray:
		o.lintArray(v, name)
	}
}

// lintFrame is lint for a bundle or an entry, but for what that member holds.
func (o object) lintFrame(but string) {
	for i := range o.val.kids {
		if m := &o.val.kids[i]; m.name != but || m.value.kind == isNull || len(m.value.kids) == 0 {
			o.lintValue(&m.value, m.name)
		}
	}
}

// checkLocals notes references to contained resources that are not there, and leaves those that need the whole bundle.
func (o object) checkLocals(locals map[string]*Entry) {
	o.rec.links = slices.DeleteFunc(o.rec.links, func(l localLink) bool {
		if l.literal[0] == '#' && l.literal != "#" && locals[l.literal] == nil {
			o.wrong(l.at, "'%s' is not among the contained resources", clip(l.literal))
		}
		return l.literal[0] == '#'
	})
}

func (o object) lintObject(v *value, at *place, name string) {
	inner := object{v, at, o.rec}
	if name == "extension" || name == "modifierExtension" {
		if v.word("url") == "" {
			inner.problem("url", "is required and missing")
		}
	}
	inner.lint()
}

func (o object) lintArray(v *value, name string) {
	if len(v.kids) == 0 {
		o.problem(name, "is an empty list: an absent element is left out")
	}
	twin := o.val.get(twinOf(name))
	for i := range v.kids {
		item, at := &v.kids[i].value, &place{o.at, name, i}
		switch {
		case item.kind == isObject:
			o.lintObject(item, at, name)
		case item.kind == isArray:
			o.wrong(at, "is a list within a list")
		case item.kind == isNull && twin == nil:
			o.wrong(at, "is null")
		case item.kind == isText && strings.TrimSpace(item.text) == "":
			o.wrong(at, "is an empty text")
		}
	}
}

// twinOf names the list that may stand beside a list of primitives with their extensions.
func twinOf(name string) string {
	if bare, ok := strings.CutPrefix(name, "_"); ok {
		return bare
	}
	return "_" + name
}

// findNUL notes every text that holds the NUL character.
func (o object) findNUL() {
	for i := range o.val.kids {
		m := &o.val.kids[i]
		at := &place{o.at, m.name, -1}
		if o.val.kind == isArray {
			at = &place{o.at.up, o.at.name, i}
		}
		if strings.ContainsRune(m.value.text, 0) || strings.ContainsRune(m.name, 0) {
			o.wrong(at, "holds the NUL character, which no text may")
		}
		object{&m.value, at, o.rec}.findNUL()
	}
}
