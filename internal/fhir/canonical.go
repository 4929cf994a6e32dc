package fhir

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"slices"
)

// Hash is the SHA-256 of a resource's canonical JSON: names sorted, no white space, numbers as written. The stamps that a server
// renews with every export (meta.versionId, meta.lastUpdated) are left out, so that an unchanged record keeps its hash.
type Hash [sha256.Size]byte

// String returns the hash in hexadecimal.
func (h Hash) String() string { return hex.EncodeToString(h[:]) }

// hasher keeps its buffers between the resources of one bundle.
type hasher struct {
	out   []byte
	order []int
}

// sum hashes a resource. For a contained one its id is left out: "#coverage" names it only within its container.
func (h *hasher) sum(resource *value, contained bool) Hash {
	h.out = h.out[:0]
	h.object(resource, func(m *member) bool { return contained && m.name == "id" })
	return sha256.Sum256(h.out)
}

func (h *hasher) value(name string, v *value) {
	switch v.kind {
	case isObject:
		h.object(v, func(m *member) bool { return name == "meta" && (m.name == "versionId" || m.name == "lastUpdated") })
	case isArray:
		h.out = append(h.out, '[')
		for i := range v.kids {
			h.value("", &v.kids[i].value)
			h.out = append(h.out, ',')
		}
		h.out = append(h.out, ']')
	case isText:
		h.text(v.text)
	case isNull:
		h.out = append(h.out, "null"...)
	default:
		h.out = append(h.out, v.text...)
	}
}

func (h *hasher) object(v *value, without func(*member) bool) {
	base := len(h.order)
	for i := range v.kids {
		h.order = append(h.order, i)
	}
	slices.SortFunc(h.order[base:], func(a, b int) int { return cmp.Compare(v.kids[a].name, v.kids[b].name) })
	h.out = append(h.out, '{')
	for i := base; i < base+len(v.kids); i++ {
		m := &v.kids[h.order[i]]
		if without(m) {
			continue
		}
		h.text(m.name)
		h.out = append(h.out, ':')
		h.value(m.name, &m.value)
		h.out = append(h.out, ',')
	}
	h.order = h.order[:base]
	h.out = append(h.out, '}')
}

// text writes with the two escapes without which two different texts could look the same.
func (h *hasher) text(s string) {
	h.out = append(h.out, '"')
	start := 0
	for i := range len(s) {
		if s[i] == '"' || s[i] == '\\' {
			h.out = append(append(h.out, s[start:i]...), '\\')
			start = i
		}
	}
	h.out = append(append(h.out, s[start:]...), '"')
}
