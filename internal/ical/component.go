package ical

import (
	"strings"

	"charthouse/internal/fault"
)

// component is what stands between BEGIN and END.
type component struct {
	kind  string
	begin line
	lines []line
	inner []*component
}

// componentsOf builds what stands in a file: calendars, or events alone, as some
// programs hand them out.
func componentsOf(lines []line) ([]*component, error) {
	root := &component{}
	open := []*component{root}
	for _, l := range lines {
		in := open[len(open)-1]
		kind := strings.ToUpper(strings.TrimSpace(l.value))
		switch {
		case l.name == "BEGIN" && len(open) > mostDepth:
			return nil, l.refuse("it stands deeper within others than any calendar has it")
		case l.name == "BEGIN":
			c := &component{kind: kind, begin: l}
			in.inner = append(in.inner, c)
			open = append(open, c)
		case l.name == "END" && (len(open) == 1 || kind != in.kind):
			return nil, l.refuse("it ends what has not begun")
		case l.name == "END":
			open = open[:len(open)-1]
		default:
			in.lines = append(in.lines, l)
		}
	}
	if len(open) > 1 {
		return nil, fault.New(fault.Invalid, "The calendar breaks off before its end. It may not have been received whole.")
	}
	return root.inner, nil
}

// every lists the components of a kind, however deep among the others.
func every(kind string, in []*component) (out []*component) {
	for _, c := range in {
		if c.kind == kind {
			out = append(out, c)
			continue
		}
		out = append(out, every(kind, c.inner)...)
	}
	return out
}

// first is the first line of the name.
func (c *component) first(name string) (line, bool) {
	for _, l := range c.lines {
		if l.name == name {
			return l, true
		}
	}
	return line{}, false
}

// text is the value of the first line of the name, without its escapes.
func (c *component) text(name string) string {
	l, _ := c.first(name)
	return unescape.Replace(l.value)
}

var unescape = strings.NewReplacer(`\\`, `\`, `\n`, "\n", `\N`, "\n", `\,`, ",", `\;`, ";")
