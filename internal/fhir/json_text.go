package fhir

import (
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// text reads a string literal; without escapes it is a slice of the source.
func (p *parser) text() string {
	p.at++
	start := p.at
	for p.at < len(p.src) {
		switch c := p.src[p.at]; {
		case c == '"':
			p.at++
			return p.src[start : p.at-1]
		case c == '\\':
			return p.escaped(start)
		case c < 0x20:
			p.fail("a line break, tab or control character stands unescaped in a text")
			return ""
		}
		p.at++
	}
	p.fail("the closing quote is missing")
	return ""
}

// escaped reads on from the first backslash of a literal that began at start.
func (p *parser) escaped(start int) string {
	var b strings.Builder
	b.WriteString(p.src[start:p.at])
	for p.at < len(p.src) && p.fault == nil {
		switch c := p.src[p.at]; {
		case c == '"':
			p.at++
			return b.String()
		case c == '\\':
			b.WriteRune(p.escape())
		case c < 0x20:
			p.fail("a line break, tab or control character stands unescaped in a text")
		default:
			b.WriteByte(c)
			p.at++
		}
	}
	p.fail("the closing quote is missing")
	return ""
}

func (p *parser) escape() rune {
	const letters, meanings = `"\/bfnrt`, "\"\\/\b\f\n\r\t"
	p.at++
	c := p.peek()
	if i := strings.IndexByte(letters, c); c != 0 && i >= 0 {
		p.at++
		return rune(meanings[i])
	}
	if c != 'u' {
		p.fail("a backslash is followed by something that is no escape")
		return utf8.RuneError
	}
	p.at++
	return p.codePoint()
}

// codePoint reads four hex digits, and the second half of a surrogate pair where the first asks for it.
func (p *parser) codePoint() rune {
	r := p.hex()
	if utf16.IsSurrogate(r) {
		if !strings.HasPrefix(p.src[p.at:], `\u`) {
			p.fail("half of a surrogate pair stands alone")
			return utf8.RuneError
		}
		p.at += 2
		if r = utf16.DecodeRune(r, p.hex()); r == utf8.RuneError {
			p.fail("half of a surrogate pair stands alone")
		}
	}
	p.nul = p.nul || r == 0
	return r
}

func (p *parser) hex() rune {
	n, err := strconv.ParseUint(p.src[p.at:min(p.at+4, len(p.src))], 16, 16)
	if err != nil || p.at+4 > len(p.src) {
		p.fail(`\u is not followed by four hexadecimal digits`)
		return utf8.RuneError
	}
	p.at += 4
	return rune(n)
}

// clip shortens what a message quotes.
func clip(s string) string {
	const most = 60
	if utf8.RuneCountInString(s) <= most {
		return strings.Map(printable, s)
	}
	return strings.Map(printable, string([]rune(s)[:most])) + "…"
}

func printable(r rune) rune {
	if strconv.IsPrint(r) {
		return r
	}
	return '�'
}
