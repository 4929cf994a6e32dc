package fhir

import (
	"strings"
	"unicode/utf8"
)

// maxDepth is how deep objects and arrays may nest; the deepest of R4's own examples stay under 20.
const maxDepth = 100

// kind is what a JSON value is, in the words of the messages.
type kind string

const (
	isNull   kind = "null"
	isBool   kind = "true or false"
	isNumber kind = "a number"
	isText   kind = "text"
	isArray  kind = "a list"
	isObject kind = "an object"
)

// value is one JSON value. Texts and names are slices of the source, so that a tree costs little more than its source.
type value struct {
	kind kind
	text string   // the text, or the literal of a number or boolean as written
	kids []member // of a list (without names) or of an object, in their order
}

type member struct {
	name  string
	value value
}

// get returns the member of that name, or nil.
func (v *value) get(name string) *value {
	if v == nil || v.kind != isObject {
		return nil
	}
	for i := range v.kids {
		if v.kids[i].name == name {
			return &v.kids[i].value
		}
	}
	return nil
}

// word returns the text of that member, or "" where there is none.
func (v *value) word(name string) string {
	if m := v.get(name); m != nil && m.kind == isText {
		return m.text
	}
	return ""
}

// parser reads JSON more strictly than encoding/json: names are unique in an object, as FHIR demands, and half a surrogate
// pair is refused instead of replaced. A tree of our own keeps the place of every value for the messages, and numbers as written.
type parser struct {
	src   string
	at    int
	depth int
	stack []member // members of the open lists and objects, copied out when one closes
	nul   bool     // a text holds the NUL character, which Postgres cannot store
	fault *syntaxFault
}

type syntaxFault struct {
	offset int
	reason string
}

// parse reads one JSON document; the second result is nil if it is whole. hasNUL says that a text holds NUL.
func parse(src string) (root value, hasNUL bool, fault *syntaxFault) {
	p := &parser{src: src, stack: make([]member, 0, 64)}
	root = p.value()
	p.space()
	if p.fault == nil && p.at < len(src) {
		p.fail("there is more after the end of the document (one document a line is NDJSON: name such a file .ndjson)")
	}
	return root, p.nul, p.fault
}

func (p *parser) fail(reason string) {
	if p.at >= len(p.src) {
		reason = "it ends too early"
	}
	p.note(reason)
}

// note keeps the first fault.
func (p *parser) note(reason string) {
	if p.fault == nil {
		p.fault = &syntaxFault{p.at, reason}
	}
}

func (p *parser) space() {
	for p.at < len(p.src) {
		switch p.src[p.at] {
		case ' ', '\n', '\t', '\r':
			p.at++
		default:
			return
		}
	}
}

// next returns the next byte that is not white space, or 0 at the end or after a fault.
func (p *parser) next() byte {
	p.space()
	if p.fault != nil || p.at >= len(p.src) {
		return 0
	}
	return p.src[p.at]
}

func (p *parser) value() value {
	switch c := p.next(); {
	case c == '{':
		return p.object()
	case c == '[':
		return p.array()
	case c == '"':
		return value{kind: isText, text: p.text()}
	case c == '-' || c >= '0' && c <= '9':
		return p.number()
	default:
		return p.literal()
	}
}

func (p *parser) literal() value {
	for _, word := range [...]string{"true", "false", "null"} {
		if strings.HasPrefix(p.src[p.at:], word) {
			p.at += len(word)
			if word == "null" {
				return value{kind: isNull}
			}
			return value{kind: isBool, text: word}
		}
	}
	p.fail("a value is expected here")
	return value{}
}

func (p *parser) object() value {
	return p.container(isObject, '}', func() (m member) {
		if p.next() != '"' {
			p.fail("a name in double quotes is expected here")
			return m
		}
		m.name = p.text()
		if p.next() != ':' {
			p.fail("a colon is expected here")
			return m
		}
		p.at++
		m.value = p.value()
		return m
	})
}

func (p *parser) array() value {
	return p.container(isArray, ']', func() member { return member{value: p.value()} })
}

// container reads members up to the closing byte. It stands on the opening one.
func (p *parser) container(k kind, closing byte, read func() member) value {
	p.at++
	if p.depth++; p.depth > maxDepth {
		p.fail("values nest too deeply")
	}
	defer func() { p.depth-- }()
	first := len(p.stack)
	if p.next() == closing {
		p.at++
		return value{kind: k}
	}
	for p.fault == nil {
		p.stack = append(p.stack, read())
		switch p.next() {
		case ',':
			p.at++
		case closing:
			p.at++
			return value{kind: k, kids: p.close(k, first)}
		default:
			p.fail("a comma or " + string(rune(closing)) + " is expected here")
		}
	}
	return value{}
}

// close moves the members of a finished list or object off the stack.
func (p *parser) close(k kind, first int) []member {
	kids := make([]member, len(p.stack)-first)
	copy(kids, p.stack[first:])
	p.stack = p.stack[:first]
	if k == isObject {
		if name, twice := repeated(kids); twice {
			p.note("the name '" + clip(name) + "' occurs twice in the object that ends here")
		}
	}
	return kids
}

func repeated(kids []member) (string, bool) {
	if len(kids) > 24 {
		seen := make(map[string]bool, len(kids))
		for _, m := range kids {
			if seen[m.name] {
				return m.name, true
			}
			seen[m.name] = true
		}
		return "", false
	}
	for i := range kids {
		for j := range i {
			if kids[i].name == kids[j].name {
				return kids[i].name, true
			}
		}
	}
	return "", false
}

// number reads a literal by the grammar of RFC 8259 and keeps it as written: FHIR's decimals carry their precision.
func (p *parser) number() value {
	start := p.at
	if p.peek() == '-' {
		p.at++
	}
	if p.peek() == '0' {
		p.at++
	} else if p.digits() == 0 {
		p.fail("this is not a number")
	}
	if p.peek() == '.' {
		p.at++
		if p.digits() == 0 {
			p.fail("a digit is expected after the decimal point")
		}
	}
	if c := p.peek(); c == 'e' || c == 'E' {
		p.at++
		if c := p.peek(); c == '+' || c == '-' {
			p.at++
		}
		if p.digits() == 0 {
			p.fail("a digit is expected in the exponent")
		}
	}
	return value{kind: isNumber, text: p.src[start:p.at]}
}

func (p *parser) peek() byte {
	if p.at >= len(p.src) {
		return 0
	}
	return p.src[p.at]
}

func (p *parser) digits() (n int) {
	for c := p.peek(); c >= '0' && c <= '9'; c = p.peek() {
		p.at++
		n++
	}
	return n
}

// line returns where an offset is, counted from 1: its line, and its column in characters.
func line(src string, offset int) (line, column int) {
	before := src[:min(offset, len(src))]
	start := strings.LastIndexByte(before, '\n') + 1
	return strings.Count(before, "\n") + 1, utf8.RuneCountInString(before[start:]) + 1
}
