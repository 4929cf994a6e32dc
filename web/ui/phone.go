package ui

import "fmt"

func (s Steps) words() string { return fmt.Sprintf("Part %d of %d", s.Part, s.Of) }

func (s Steps) sentence() string { return fmt.Sprintf("%s, %d parts done", s.words(), s.Part-1) }

func (s Steps) mark(part int) string {
	switch {
	case part < s.Part:
		return "d"
	case part == s.Part:
		return "c"
	}
	return ""
}
