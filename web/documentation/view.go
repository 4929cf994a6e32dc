package docs

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/a-h/templ"

	"charthouse/internal/access"
	"charthouse/internal/civil"
	"charthouse/internal/clients"
	docs "charthouse/internal/documentation"
	"charthouse/internal/workflow"
	"charthouse/web/href"
	"charthouse/web/show"
	"charthouse/web/ui"
	"charthouse/web/visitline"
)

// noteView is the page of a visit's note.
type noteView struct {
	Shell    ui.Shell
	Head     head
	Line     ui.Line
	URL      string // of the page; saves are posted to it
	Version  string
	Writes   bool // the person may write here
	Notice   *ui.Notice
	Start    string // where a colleague begins the note as theirs
	Sections []section
	Vitals   vitalsView
	Known    knownView
	Codes    codesView
	Checks   []ui.Scrub
	Ticked   string // "4 of 6, ticks itself"
	Bar      bar
	Signed   *signedView
	Conflict *conflictView
	Fault    string
	Errors   map[string]string
}

// head is who it is about, in the top bar.
type head struct {
	Name, Href, Age string
	Paper           string // what tells people of one name apart, on paper only
	Tags            []ui.Tag
	Meta            string
	Saved           string
}

// section is one titled part of the note.
type section struct {
	ID, Name, Title, Hint, Text string
	Rows                        int
	Blanks                      string
	Private                     bool // for its author alone
	Vitals                      bool // the vital signs stand in it
}

// authorAlone stands where somebody else's psychotherapy notes are, or none are.
const authorAlone = "Kept for its author alone."

// bar is what is left and what signing will do.
type bar struct {
	Left     string // what stops it
	LeftAt   string // id of the field that has it
	Says     string
	Sign     string
	Stop     bool
	Editable bool
}

// signedView is a signed note: its words as they were signed.
type signedView struct {
	Parts             []docs.Part
	By, At, Hash      string
	Intact            bool
	Addenda           []addendum
	Post, Text, Error string
}

type addendum struct{ By, At, Text string }

type drawing struct {
	p        workflow.NotePage
	who      access.Actor
	now      time.Time
	zone     *time.Location
	currency string
}

func (d drawing) view() noteView {
	n := d.p.Note
	v := noteView{
		Head: d.head(), Line: visitline.Of(d.p.Line, d.now, d.zone), URL: href.Note(n.ClientID, n.VisitID),
		Version: strconv.Itoa(n.Version), Writes: d.writes(), Vitals: d.vitals(), Known: d.known(), Codes: d.codes(),
	}
	v.Sections = d.sections()
	v.Checks, v.Ticked = d.checks()
	v.Bar = d.bar()
	d.access(&v)
	if n.SignedAt != nil {
		v.Signed = d.signed()
	}
	return v
}

// writes is true where the person may write: their own note, or their own visit.
func (d drawing) writes() bool {
	n, me := d.p.Note, d.who.Staff()
	return n.SignedAt == nil && (n.Begun() && n.AuthorID == me || !n.Begun() && n.NoteNeeded && n.Attending == me)
}

// access says why the person cannot write, and how they could.
func (d drawing) access(v *noteView) {
	n := d.p.Note
	switch {
	case v.Writes || n.SignedAt != nil:
	case n.Begun():
		v.Notice = &ui.Notice{Title: n.Author + " is writing this note.", Text: "You can read it. Only its author writes and signs."}
	case !n.NoteNeeded:
		v.Notice = &ui.Notice{Title: "There is nothing to write.", Text: "This visit did not take place here: it was missed, cancelled or imported."}
	default:
		v.Start = href.StartNote(n.ClientID, n.VisitID)
		v.Notice = &ui.Notice{Title: "This is a visit of " + n.Clinician + ".", Text: "If you saw the patient instead, start the note as yours. It is then yours to sign."}
	}
}

func (d drawing) head() head {
	c, l := d.p.Client, d.p.Line
	h := head{Name: c.Name(), Href: href.Client(d.p.Note.ClientID), Tags: allergyTags(d.p.Clinical.Allergies)}
	var about []string
	if !c.BirthDate.IsZero() {
		about = append(about, show.Age(c.BirthDate, civil.Of(d.now, d.zone)))
	}
	if c.Pronouns != "" {
		about = append(about, c.Pronouns)
	}
	h.Age = strings.Join(about, ", ")
	h.Paper = "No. " + d.p.Note.ClientID.String()
	if !c.BirthDate.IsZero() {
		h.Paper = "Born " + show.Date(c.BirthDate) + ", " + h.Paper
	}
	h.Meta = strings.Join(filled(l.VisitType, d.day(l.StartsAt), l.Place), ", ")
	if n := d.p.Note; n.SignedAt != nil {
		h.Saved = "Signed " + show.When(*n.SignedAt, d.now, d.zone)
	} else if n.Begun() {
		h.Saved = "Saved " + show.When(n.SavedAt, d.now, d.zone)
	}
	return h
}

// dated is an instant as a record gives it, always with its year.
func (d drawing) dated(at time.Time) string { return at.In(d.zone).Format("2 Jan 2006, 15:04 MST") }

// day is today 10:30, or Mon 4 May, 10:30.
func (d drawing) day(at time.Time) string {
	if civil.Of(at, d.zone) == civil.Of(d.now, d.zone) {
		return "today " + show.Time(at, d.zone)
	}
	return show.DayTime(at, d.now, d.zone)
}

func allergyTags(all []clients.Allergy) (tags []ui.Tag) {
	for i, a := range all {
		if i == 2 {
			return append(tags, ui.Tag{Text: "+" + strconv.Itoa(len(all)-2), Tone: ui.Rust})
		}
		tags = append(tags, ui.Tag{Text: allergyWords(a), Icon: "triangle-alert", Tone: ui.Rust})
	}
	if len(all) == 0 {
		tags = append(tags, ui.Tag{Text: "No allergies recorded"})
	}
	return tags
}

func allergyWords(a clients.Allergy) string {
	return strings.Join(filled(a.Substance, a.Reaction), ": ")
}

func filled(words ...string) (out []string) {
	for _, w := range words {
		if strings.TrimSpace(w) != "" {
			out = append(out, w)
		}
	}
	return out
}

// sections are the template's; the vital signs stand where findings are written.
func (d drawing) sections() (out []section) {
	for _, s := range d.p.Note.Template {
		text := d.p.Note.Sections[s.Key]
		one := section{Private: s.Private, ID: "s-" + s.Key, Name: "sections[" + s.Key + "]", Title: s.Title, Hint: s.Hint, Text: text, Rows: rows(text)}
		if k := strings.Count(text, docs.Blank); k > 0 {
			one.Blanks = show.Count(k, "blank", "blanks")
		}
		title := strings.ToLower(s.Title)
		one.Vitals = strings.HasPrefix(title, "objective") || strings.HasPrefix(title, "exam")
		out = append(out, one)
	}
	return out
}

// rows is how tall a text stands where the browser cannot tell by itself.
func rows(text string) int {
	n := 1
	for line := range strings.Lines(text) {
		n += 1 + len(line)/90
	}
	return max(n, 2)
}

func (d drawing) signed() *signedView {
	s := d.p.Signature
	v := &signedView{
		Parts: s.Content.Sections, By: s.By, At: d.dated(s.At), Hash: hash(s.Hash), Intact: s.Intact,
		Post: href.Addenda(d.p.Note.ClientID, d.p.Note.VisitID),
	}
	for _, a := range d.p.Addenda {
		v.Addenda = append(v.Addenda, addendum{a.By, d.dated(a.At), a.Text})
	}
	return v
}

func (s section) rowCount() string { return strconv.Itoa(s.Rows) }

func (v noteView) invalid(s section) templ.Attributes {
	if v.Errors[s.Name] == "" && v.Errors[strings.TrimPrefix(s.ID, "s-")] == "" {
		return nil
	}
	return templ.Attributes{"aria-invalid": "true"}
}

func (v noteView) hasVitals() bool {
	return slices.ContainsFunc(v.Sections, func(s section) bool { return s.Vitals })
}

func (v noteView) measured() bool {
	return slices.ContainsFunc(v.Vitals.Fields, func(f vitalField) bool { return f.Now != "" })
}
