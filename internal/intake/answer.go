package intake

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/mail"
	"slices"
	"strings"

	"charthouse/internal/civil"
	"charthouse/internal/fault"
)

// Answers are what was answered so far, by the keys of the questions.
type Answers struct {
	Texts map[string]string `form:"answers"`
	Lists map[string]List   `form:"lists"`
}

// List answers a question about allergies or medicines.
type List struct {
	Rows map[string]Row `form:"rows" json:"rows,omitempty"` // by the number of what is known
	New  []NewRow       `form:"new" json:"new,omitempty"`
	None bool           `form:"none" json:"none,omitempty"` // there is nothing to name
}

// Row says what became of something known.
type Row struct {
	State RowState `form:"state" json:"state"`
	Now   string   `form:"now" json:"now,omitempty"` // what it is now, where it changed
}

// RowState is one of three answers about something known.
type RowState string

// The three answers.
const (
	Still   RowState = "still"
	Stopped RowState = "stopped"
	Changed RowState = "changed"
)

// NewRow is something that the file does not know yet.
type NewRow struct {
	Name string `form:"name" json:"name"`
	How  string `form:"how" json:"how,omitempty"` // how it is taken, or what it does
}

func (r NewRow) empty() bool { return r.Name == "" && r.How == "" }

// limit is the longest answer in bytes; a free text may have ten times as many.
const limit = 1000

// kept is what an autosave may keep of a section: answers to its questions, of a
// length that fits. Whether they are good is asked at the end of the section.
func (s Section) kept(in Answers) (Answers, error) {
	out := Answers{map[string]string{}, map[string]List{}}
	for _, f := range s.Fields {
		if f.list() {
			l := in.Lists[f.Key].tidied()
			if !l.fits() {
				return out, tooLong(f)
			}
			out.Lists[f.Key] = l
			continue
		}
		text, given := in.Texts[f.Key]
		if len(text) > f.limit() {
			return out, tooLong(f)
		}
		if given {
			out.Texts[f.Key] = text
		}
	}
	return out, nil
}

func tooLong(f Field) error {
	return &fault.Fault{Kind: fault.Invalid, Message: "This answer is too long: " + f.Label, Fields: map[string]string{f.Name(): "This answer is too long. Please shorten it."}}
}

func (f Field) list() bool { return f.Kind == Allergies || f.Kind == Medicines }

func (f Field) limit() int {
	if f.Kind == Long {
		return 10 * limit
	}
	return limit
}

// Name is what the form's field is called.
func (f Field) Name() string {
	if f.list() {
		return "lists[" + f.Key + "]"
	}
	return "answers[" + f.Key + "]"
}

func (l List) tidied() List {
	l.New = slices.DeleteFunc(slices.Clone(l.New), NewRow.empty)
	return l
}

// same compares two lists as they are stored.
func (l List) same(m List) bool {
	a, errA := json.Marshal(l)
	b, errB := json.Marshal(m)
	return errA == nil && errB == nil && bytes.Equal(a, b)
}

func (l List) fits() bool {
	if len(l.Rows) > 200 || len(l.New) > 50 {
		return false
	}
	for n, r := range l.Rows {
		if len(n) > 19 || len(r.Now) > limit || !slices.Contains([]RowState{"", Still, Stopped, Changed}, r.State) {
			return false
		}
	}
	for _, r := range l.New {
		if len(r.Name) > 300 || len(r.How) > limit {
			return false
		}
	}
	return true
}

// check says what is wrong with a section's answers, at the field where it is.
func (s Section) check(c *fault.Check, a Answers, known Known, today civil.Date) {
	for _, f := range s.Fields {
		if f.list() {
			f.checkList(c, a.Lists[f.Key], known)
		} else {
			f.checkText(c, a.Texts[f.Key], today)
		}
	}
}

func (f Field) checkText(c *fault.Check, text string, today civil.Date) {
	c.Unless(text != "" || !f.Required, f.Name(), "Please answer this.")
	if text == "" {
		return
	}
	switch f.Kind {
	case Date:
		day, err := civil.Parse(text)
		c.Unless(err == nil && day.After(civil.New(1850, 1, 1)), f.Name(), "This day does not exist. Write day, month and year.")
		born := f.Fills == "birth_date" || f.Fills == "coverage.subscriber_birth"
		c.Unless(err != nil || !born || !day.After(today), f.Name(), "This day has not come yet.")
	case Phone:
		c.Unless(digits(text) >= 5, f.Name(), "A phone number has at least five digits.")
	case Email:
		c.Unless(isMail(text), f.Name(), "This is not a mail address, such as name@example.org.")
	case Choice:
		c.Unless(slices.Contains(f.Options, text), f.Name(), "Please choose one of the answers.")
	case YesNo:
		c.Unless(text == "yes" || text == "no", f.Name(), "Please choose yes or no.")
	}
}

func (f Field) checkList(c *fault.Check, l List, known Known) {
	rows := known.list(f.Kind)
	for _, k := range rows {
		r := l.Rows[k.ID]
		at := f.Name() + ".rows[" + k.ID + "]"
		c.Unless(r.State != "", at+".state", "Please say what became of it.")
		c.Unless(r.State != Changed || r.Now != "", at+".now", "Tell us what it is now.")
	}
	for i, r := range l.New {
		at := fmt.Sprintf("%s.new[%d]", f.Name(), i)
		c.Unless(r.Name != "", at+".name", "Write its name.")
		c.Unless(f.Kind != Medicines || r.How != "", at+".how", "Tell us how often, for example “one each morning”.")
	}
	named := l.None || len(l.New) > 0 || len(rows) > 0
	c.Unless(named || !f.Required, f.Name()+".none", "Write at least one, or tick that there are none.")
	c.Unless(!l.None || len(l.New) == 0, f.Name()+".none", "You wrote something below. Remove it, or take this tick away.")
}

func isMail(s string) bool {
	a, err := mail.ParseAddress(s)
	return err == nil && a.Address == s && strings.Contains(s[strings.LastIndex(s, "@"):], ".")
}

func digits(s string) (n int) {
	for _, r := range s {
		if r >= '0' && r <= '9' {
			n++
		}
	}
	return n
}
