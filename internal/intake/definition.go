package intake

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"charthouse/internal/fault"
)

// Definition is what a version asks.
type Definition struct {
	Sections []Section `json:"sections" form:"sections"`
}

// Section is a group of questions, one screen of a phone.
type Section struct {
	Title  string  `json:"title" form:"title"`
	Fields []Field `json:"fields" form:"fields"`
}

// Field is one question.
type Field struct {
	Key      string   `json:"key" form:"key"`
	Label    string   `json:"label" form:"label"`
	Help     string   `json:"help,omitempty" form:"help"`
	Kind     Kind     `json:"kind" form:"kind"`
	Required bool     `json:"required,omitempty" form:"required"`
	Options  []string `json:"options,omitempty" form:"-"`
	Fills    string   `json:"fills,omitempty" form:"fills"`
}

// Kind is how a question is answered.
type Kind string

// The kinds. Allergies and Medicines are lists: what is known is shown, each
// can be confirmed, ended or added to.
const (
	Text      Kind = "text"
	Long      Kind = "long"
	Date      Kind = "date"
	YesNo     Kind = "yes_no"
	Choice    Kind = "choice"
	Phone     Kind = "phone"
	Email     Kind = "email"
	Allergies Kind = "allergies"
	Medicines Kind = "medicines"
)

// KindOf is a kind and its words on screen.
type KindOf struct {
	Kind  Kind
	Words string
}

// Kinds lists every kind in the order of the editor.
var Kinds = []KindOf{
	{Text, "One line"},
	{Long, "Several lines"},
	{Choice, "One of several"},
	{YesNo, "Yes or no"},
	{Date, "Date"},
	{Phone, "Phone number"},
	{Email, "Mail address"},
	{Allergies, "Allergies, as a list"},
	{Medicines, "Medicines, as a list"},
}

// Part is whose turn a proposal is: the desk accepts demographics, contacts and
// coverage, a clinician what is clinical.
type Part string

// The parts, as the table proposals writes them.
const (
	Demographics Part = "demographics"
	Contact      Part = "contact"
	Coverage     Part = "coverage"
	Clinical     Part = "clinical"
)

// Fill is a value of the file that an answer may change.
type Fill struct {
	Name  string // a column of clients, or contact.column, coverage.column, allergies, medications
	Label string
	Part  Part
	Kinds []Kind // that may fill it
}

var oneLine = []Kind{Text, Choice}

// Fills lists every value that a form can fill, in the order of the editor.
var Fills = []Fill{
	{"given", "Given name", Demographics, oneLine},
	{"family", "Family name", Demographics, oneLine},
	{"preferred", "Preferred name", Demographics, oneLine},
	{"birth_date", "Date of birth", Demographics, []Kind{Date}},
	{"sex", "Sex", Demographics, []Kind{Choice}},
	{"pronouns", "Pronouns", Demographics, oneLine},
	{"language", "Language", Demographics, oneLine},
	{"phone", "Phone", Demographics, []Kind{Phone}},
	{"email", "Mail address", Demographics, []Kind{Email}},
	{"line1", "Address, first line", Demographics, oneLine},
	{"line2", "Address, second line", Demographics, oneLine},
	{"city", "City", Demographics, oneLine},
	{"region", "State or region", Demographics, oneLine},
	{"postcode", "Postcode", Demographics, oneLine},
	{"country", "Country", Demographics, oneLine},
	{"marital", "Marital status", Demographics, oneLine},
	{"contact.name", "Emergency contact: name", Contact, oneLine},
	{"contact.relation", "Emergency contact: relation", Contact, oneLine},
	{"contact.phone", "Emergency contact: phone", Contact, []Kind{Phone}},
	{"coverage.plan", "Insurance: plan", Coverage, oneLine},
	{"coverage.member_number", "Insurance: member number", Coverage, oneLine},
	{"coverage.group_number", "Insurance: group number", Coverage, oneLine},
	{"coverage.subscriber", "Insurance: subscriber", Coverage, oneLine},
	{"coverage.subscriber_birth", "Insurance: subscriber's date of birth", Coverage, []Kind{Date}},
	{"allergies", "Allergies", Clinical, []Kind{Allergies}},
	{"medications", "Medicines", Clinical, []Kind{Medicines}},
}

// FillOf answers the value that a field fills.
func FillOf(name string) (Fill, bool) {
	i := slices.IndexFunc(Fills, func(f Fill) bool { return f.Name == name })
	if i < 0 {
		return Fill{}, false
	}
	return Fills[i], true
}

// Each calls do for every field with its place in the form.
func (d Definition) Each(do func(section, field int, f Field)) {
	for s, sec := range d.Sections {
		for i, f := range sec.Fields {
			do(s, i, f)
		}
	}
}

// Tidied is the definition as it is published: lists know what they fill, and
// every question has a key, made from its words once and kept from then on.
func (d Definition) Tidied() Definition {
	taken := map[string]bool{}
	d.Each(func(_, _ int, f Field) { taken[f.Key] = true })
	out := Definition{Sections: make([]Section, len(d.Sections))}
	for s, sec := range d.Sections {
		out.Sections[s].Title = sec.Title
		for _, f := range sec.Fields {
			out.Sections[s].Fields = append(out.Sections[s].Fields, f.tidied(taken))
		}
	}
	return out
}

// FillsWhat is what an answer fills: a list always fills its own.
func (f Field) FillsWhat() string {
	switch f.Kind {
	case Allergies:
		return "allergies"
	case Medicines:
		return "medications"
	}
	return f.Fills
}

func (f Field) tidied(taken map[string]bool) Field {
	f.Fills = f.FillsWhat()
	if f.Kind != Choice {
		f.Options = nil
	}
	if f.Key == "" {
		f.Key = keyOf(f, taken)
		taken[f.Key] = true
	}
	return f
}

func keyOf(f Field, taken map[string]bool) string {
	base := slug(f.Fills)
	if base == "" {
		base = slug(f.Label)
	}
	if base == "" {
		base = "question"
	}
	key := base
	for n := 2; taken[key]; n++ {
		key = fmt.Sprintf("%s_%d", base, n)
	}
	return key
}

// slug is letters and digits of the words, joined by _, at most 40 of them.
func slug(words string) string {
	parts := strings.FieldsFunc(strings.ToLower(words), func(r rune) bool {
		return r > unicode.MaxASCII || !unicode.IsLetter(r) && !unicode.IsDigit(r)
	})
	s := strings.Join(parts, "_")
	return strings.TrimRight(s[:min(len(s), 40)], "_")
}

// check says what is wrong, at the names that the editor gives its fields.
func (d Definition) check(c *fault.Check) {
	fields, keys, fills := 0, map[string]bool{}, map[string]bool{}
	for s, sec := range d.Sections {
		c.Unless(sec.Title != "", fmt.Sprintf("sections[%d].title", s), "Give the section a title: patients see it above its questions.")
		c.Unless(len(sec.Fields) > 0, fmt.Sprintf("sections[%d].title", s), "This section asks nothing. Add a question, or remove the section.")
		fields += len(sec.Fields)
	}
	c.Unless(fields > 0, "name", "A form asks at least one question. Add one.")
	c.Unless(fields <= 200, "name", "A form asks at most 200 questions. Split it.")
	d.Each(func(s, i int, f Field) {
		at := func(part string) string { return fmt.Sprintf("sections[%d].fields[%d].%s", s, i, part) }
		f.check(c, at)
		c.Unless(!keys[f.Key], at("label"), "Another question has the same key. Remove one of the two and add it again.")
		c.Unless(f.Fills == "" || !fills[f.Fills], at("fills"), "Another question fills this already. Ask once.")
		keys[f.Key], fills[f.Fills] = true, true
	})
}

func (f Field) check(c *fault.Check, at func(string) string) {
	known := slices.ContainsFunc(Kinds, func(k KindOf) bool { return k.Kind == f.Kind })
	c.Unless(f.Label != "", at("label"), "Write the question as the patient should read it.")
	c.Unless(len(f.Label) <= 300, at("label"), "Use at most 300 characters; put the rest into the help.")
	c.Unless(known, at("kind"), "Choose how it is answered.")
	c.Unless(f.Kind != Choice || len(f.Options) >= 2, at("options"), "Write at least two answers, one on each line.")
	fill, ok := FillOf(f.Fills)
	c.Unless(f.Fills == "" || ok, at("fills"), "The file has no such value. Choose one of the list.")
	c.Unless(!ok || !known || slices.Contains(fill.Kinds, f.Kind), at("fills"), "An answer of this kind cannot fill "+strings.ToLower(fill.Label)+". Change how it is answered, or choose another value.")
}
