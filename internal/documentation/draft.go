package docs

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"charthouse/internal/fault"
	"charthouse/internal/id"
)

// Draft is a note as its page holds it: everything that is written and chosen,
// so that a save is the whole truth and not a difference.
//
// Form and Edit tell a page's own late answer from somebody else's change: the
// page that saved last may save again although it never heard of its version.
type Draft struct {
	Version   int               `form:"version"`
	Over      int               `form:"over"` // the version that was shown beside this text, and that it is to replace
	Form      string            `form:"_once"`
	Edit      int               `form:"_edit"` // how often something was typed on the page
	Sections  map[string]string `form:"sections"`
	Diagnoses []string          `form:"diagnoses"` // codes, in order
	Diagnosis string            `form:"diagnosis"` // one more code
	Services  []string          `form:"services"`  // numbers of services, in order
	Service   string            `form:"service"`   // one more
	Units     map[string]string `form:"units"`     // by service
	Modifiers map[string]string `form:"modifiers"` // by service
	Checked   bool              `form:"medicines"` // the medicines were checked
	Do        string            `form:"do"`        // what a button asks: "drop CODE", "rise CODE", "undo SERVICE"
}

// Stale is a save that would have overwritten somebody else's words. Mine is
// what was to be saved, Theirs what stands.
type Stale struct {
	Mine, Theirs Note
	fault        *fault.Fault
}

func (s *Stale) Error() string { return s.fault.Message }
func (s *Stale) Unwrap() error { return s.fault }

// list is what a draft may choose from.
type list struct {
	codes map[string]Diagnosis
	fees  map[id.Service]Done
	open  bool // no code list is imported: codes are written by hand
}

// most is how many diagnoses a claim can carry (837P, HI segment).
const most = 12

// limit is how long a section may be, in bytes.
const limit = 100_000

// apply is the note with the draft's words and choices.
func (n Note) apply(d Draft, l list, now time.Time) (Note, error) {
	var c fault.Check
	out := n
	out.Sections = n.words(d, &c)
	out.Diagnoses = n.diagnosed(d, l, &c)
	out.Services = n.done(d, l, &c)
	switch {
	case !d.Checked:
		out.CheckedAt = nil
	case n.CheckedAt == nil:
		out.CheckedAt = &now
	}
	return out, c.Fault()
}

func (n Note) words(d Draft, c *fault.Check) map[string]string {
	out := maps.Clone(n.Sections)
	if out == nil {
		out = map[string]string{}
	}
	for key, text := range d.Sections {
		text = strings.TrimSpace(strings.ReplaceAll(text, "\r\n", "\n"))
		known := slices.ContainsFunc(n.Template, func(s Section) bool { return s.Key == key })
		c.Unless(known || text == "", "sections["+key+"]", "The sections of this visit type were changed meanwhile. Copy your text, open the note again and paste it.")
		c.Unless(len(text) <= limit, "sections["+key+"]", "This section is longer than a note can hold. Put what is reference into a document.")
		delete(out, key)
		if known && text != "" {
			out[key] = text
		}
	}
	return out
}

func (n Note) diagnosed(d Draft, l list, c *fault.Check) (out []Diagnosis) {
	codes := slices.Clone(d.Diagnoses)
	if d.Diagnosis != "" {
		codes = append(codes, d.Diagnosis)
	}
	for _, code := range ordered(codes, d.Do) {
		at := slices.IndexFunc(n.Diagnoses, func(k Diagnosis) bool { return k.Code == code })
		known, ok := l.codes[code]
		switch {
		case at >= 0:
			out = append(out, n.Diagnoses[at])
		case ok:
			out = append(out, known)
		case l.open:
			out = append(out, byHand(code))
		default:
			c.Unless(false, "diagnosis", fmt.Sprintf("%q is not a code that a claim may carry. Choose one from the list.", code))
		}
	}
	c.Unless(len(out) <= most, "diagnosis", fmt.Sprintf("A note holds up to %d diagnoses. Take one out first.", most))
	return out
}

// byHand reads a code with its words, "M25.56 Pain in the knee".
func byHand(words string) Diagnosis {
	code, label, _ := strings.Cut(words, " ")
	return Diagnosis{Code: code, Label: strings.TrimSpace(label)}
}

// ordered does what a button of the list asked: "drop X" takes X out, "rise X"
// moves it up by one. What is chosen twice counts once.
func ordered(all []string, do string) (out []string) {
	for _, one := range all {
		if one != "" && !slices.Contains(out, one) {
			out = append(out, one)
		}
	}
	verb, what, _ := strings.Cut(do, " ")
	at := slices.Index(out, what)
	switch {
	case at < 0:
	case verb == "drop":
		out = slices.Delete(out, at, at+1)
	case verb == "rise" && at > 0:
		out[at-1], out[at] = out[at], out[at-1]
	}
	return out
}

func (n Note) done(d Draft, l list, c *fault.Check) (out []Done) {
	all := slices.Clone(d.Services)
	if d.Service != "" {
		all = append(all, d.Service)
	}
	undo, is := strings.CutPrefix(d.Do, "undo ")
	if !is {
		undo = ""
	}
	for _, number := range ordered(all, "drop "+undo) {
		service, err := id.Parse[id.Service](number)
		fee, ok := l.fees[service]
		c.Unless(err == nil && ok, "service", "This service is not in the fee schedule. Choose one from the list.")
		fee.Units = units(d.Units[number])
		fee.Modifiers = strings.ToUpper(strings.Join(strings.Fields(d.Modifiers[number]), " "))
		c.Unless(fee.Units >= 1 && fee.Units <= 99, "units["+number+"]", "Units are a number from 1 to 99.")
		c.Unless(modified(fee.Modifiers), "modifiers["+number+"]", "A modifier has two letters or digits, such as 25; a service takes up to four.")
		out = append(out, fee)
	}
	return out
}

func units(typed string) int {
	if typed == "" {
		return 1
	}
	n, _ := strconv.Atoi(typed)
	return n
}

func modified(words string) bool {
	parts := strings.Fields(words)
	return len(parts) <= 4 && !slices.ContainsFunc(parts, func(p string) bool { return len(p) != 2 })
}

// fresh says whether the draft may replace the note, or has been overtaken by a
// later save of its own page.
func (n Note) fresh(d Draft) (may, overtaken bool) {
	own := d.Form != "" && d.Form == n.SavedForm
	switch {
	case own && d.Edit < n.SavedEdit:
		return false, true
	case own, d.Version == n.Version, d.Over == n.Version:
		return true, false
	}
	return false, false
}
