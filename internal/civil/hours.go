package civil

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// Hours is a span of a day as clocks on the wall show it, in minutes from midnight.
type Hours struct{ From, To int }

// sentence is an error that a person reads under the field.
type sentence string

func (s sentence) Error() string { return string(s) }

const errHours = sentence("Write hours as 08:00-12:00, 13:00-17:00; leave it empty for none.")

// ParseHours reads the spans of a day as people type them: 8-12, 13:00-17:30.
// They come back in order. Empty is none. The error is a sentence for people.
func ParseHours(s string) ([]Hours, error) {
	var out []Hours
	s = strings.NewReplacer("–", "-", "—", "-", " to ", "-", ";", ",").Replace(s)
	for part := range strings.SplitSeq(s, ",") {
		if strings.TrimSpace(part) == "" {
			continue
		}
		from, to, ok := strings.Cut(part, "-")
		h := Hours{minutes(from), minutes(to)}
		if !ok || h.From < 0 || h.To < 0 {
			return nil, errHours
		}
		if h.From%5 != 0 || h.To%5 != 0 {
			return nil, sentence(strings.TrimSpace(part) + " is not on five minutes. Visits are booked on a grid of five: write 09:00 or 09:05.")
		}
		if h.To <= h.From {
			return nil, sentence(strings.TrimSpace(part) + " ends before it begins. Write the earlier time first.")
		}
		out = append(out, h)
	}
	slices.SortFunc(out, func(a, b Hours) int { return a.From - b.From })
	for i := 1; i < len(out); i++ {
		if out[i].From < out[i-1].To {
			return nil, sentence(fmt.Sprintf("%s and %s overlap. Write them as one.", out[i-1], out[i]))
		}
	}
	return out, nil
}

// minutes reads 8, 8:30 or 08.30, or answers -1.
func minutes(s string) int {
	h, m, ok := strings.Cut(strings.ReplaceAll(strings.TrimSpace(s), ".", ":"), ":")
	hour, err := strconv.Atoi(h)
	if err != nil || hour < 0 {
		return -1
	}
	minute := 0
	if ok {
		if minute, err = strconv.Atoi(m); err != nil || len(m) != 2 || minute < 0 || minute > 59 {
			return -1
		}
	}
	if n := hour*60 + minute; n <= 24*60 {
		return n
	}
	return -1
}

// String is 08:00-12:00.
func (h Hours) String() string { return clock(h.From) + "-" + clock(h.To) }

func clock(minutes int) string { return fmt.Sprintf("%02d:%02d", minutes/60, minutes%60) }

// Opens and Closes are the ends as SQL reads a time.
func (h Hours) Opens() string { return clock(h.From) }

// Closes is the later end.
func (h Hours) Closes() string { return clock(h.To) }

// FormatHours is how ParseHours likes to read it.
func FormatHours(all []Hours) string {
	parts := make([]string, len(all))
	for i, h := range all {
		parts[i] = h.String()
	}
	return strings.Join(parts, ", ")
}
