package fhir

import (
	"fmt"
	"slices"
	"strings"
)

// object is a JSON object being read, with its place for the messages. Its methods return zero values for what is absent, and note a
// problem for what is wrong; nothing stops at the first.
type object struct {
	val *value
	at  *place
	rec *record
}

// elements lists the names that R4 defines for an object.
func elements(names string) []string { return strings.Fields(names) }

func (o object) problem(name, reason string, args ...any) {
	o.wrong(o.place(name), reason, args...)
}

func (o object) wrong(at *place, reason string, args ...any) {
	if len(o.rec.flaws) == mostProblems {
		o.rec.more++
		return
	}
	o.rec.flaws = append(o.rec.flaws, flaw{at.String(), fmt.Sprintf(reason, args...)})
}

func (o object) place(name string) *place {
	if name == "" {
		return o.at
	}
	return &place{o.at, name, -1}
}

// known notes what R4 does not define here: a misspelt element would otherwise be lost in silence. An extension that may change the
// meaning of all around it (modifierExtension) leaves the resource out, as https://hl7.org/fhir/R4/extensibility.html demands.
func (o object) known(names []string) {
	for i := range o.val.kids {
		name := o.val.kids[i].name
		switch strings.TrimPrefix(name, "_") {
		case "id", "extension":
		case "modifierExtension":
			o.rec.skip = "it carries a modifierExtension, which may change its meaning, at " + o.place(name).String()
		default:
			if !slices.Contains(names, strings.TrimPrefix(name, "_")) {
				o.problem(clip(name), "is not an element of FHIR R4")
			}
		}
	}
}

// need notes elements that R4 requires. One that only carries an extension (such as a reason for its absence) is there.
func (o object) need(names ...string) {
	for _, name := range names {
		if o.val.get(name) == nil && o.val.get("_"+name) == nil {
			o.problem(name, "is required and missing")
		}
	}
}

// needOne is need for a choice of types, such as value[x].
func (o object) needOne(name string, types ...string) {
	for _, t := range types {
		if o.val.get(name+t) != nil || o.val.get("_"+name+t) != nil {
			return
		}
	}
	o.problem(name+"[x]", "is required and missing")
}

// choice returns the type in which a choice such as onset[x] was stated, or "".
func (o object) choice(name string, types ...string) string {
	found := ""
	for _, t := range types {
		if o.val.get(name+t) == nil {
			continue
		}
		if found != "" {
			o.problem(name+"[x]", "is stated twice, as %s and as %s", name+found, name+t)
		}
		found = t
	}
	return found
}

// typed returns the member if it is of that kind.
func (o object) typed(name string, want kind) *value {
	v := o.val.get(name)
	if v == nil {
		return nil
	}
	return o.check(v, o.place(name), want)
}

// check notes what is of another kind; a null has been noted by lint.
func (o object) check(v *value, at *place, want kind) *value {
	if v.kind == want {
		return v
	}
	if v.kind != isNull {
		o.wrong(at, "is %s where %s belongs", v.kind, want)
	}
	return nil
}

// open returns the object under that name.
func (o object) open(name string) (object, bool) {
	v := o.typed(name, isObject)
	return object{v, o.place(name), o.rec}, v != nil
}

// each returns the values of a list, each with its place.
func (o object) each(name string, want kind) func(yield func(*value, *place) bool) {
	return func(yield func(*value, *place) bool) {
		list := o.typed(name, isArray)
		if list == nil {
			return
		}
		for i := range list.kids {
			at := &place{o.at, name, i}
			v := &list.kids[i].value
			if v.kind == isNull && o.val.get("_"+name) != nil {
				continue // its extension stands in the list beside it
			}
			if o.check(v, at, want) != nil && !yield(v, at) {
				return
			}
		}
	}
}

// one reads the object under that name; the zero value where it is absent.
func one[T any](o object, name string, read func(object) T) (t T) {
	if inner, ok := o.open(name); ok {
		t = read(inner)
	}
	return t
}

// maybe is one for what may be absent and whose zero value means something.
func maybe[T any](o object, name string, read func(object) T) *T {
	inner, ok := o.open(name)
	if !ok {
		return nil
	}
	t := read(inner)
	return &t
}

// many reads a list of objects.
func many[T any](o object, name string, read func(object) T) (list []T) {
	for v, at := range o.each(name, isObject) {
		list = append(list, read(object{v, at, o.rec}))
	}
	return list
}
