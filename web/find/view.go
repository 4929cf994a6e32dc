package find

import (
	"strconv"
	"strings"
	"time"
	"unicode"

	"charthouse/internal/civil"
	"charthouse/internal/clients"
	"charthouse/internal/workflow"
	"charthouse/web/href"
	"charthouse/web/show"
	"charthouse/web/ui"
)

// foundView is what was found, group by group.
type foundView struct {
	Words  string
	Groups []group
	All    string   // where all of it stands
	Looked string   // among what, where nothing was found
	New    *ui.Link // opens a file for whom nobody was found
	One    string   // the way back to all groups, where one is shown
}

// group is rows of one kind under their title. More leads to the others.
type group struct {
	Key, Title string
	Rows       []row
	More       *ui.Link
	Rest       string // why there is no more to open
}

// row is one record: what it is, whose, and when.
type row struct {
	ID, Href, Icon    string
	Title, Text, Side string
	Lines             string // where the words stand in what was written
	Tag               *ui.Tag
}

// reader is for whom it is written down.
type reader struct {
	now      time.Time
	today    civil.Date
	zone     *time.Location
	currency string
}

func (v *foundView) add(g group) {
	if len(g.Rows) > 0 {
		v.Groups = append(v.Groups, g)
	}
}

func (v *foundView) empty() bool { return len(v.Groups) == 0 }

func foundOf(s reader, q query, f workflow.Finds) foundView {
	v := foundView{Words: q.Words, Looked: looked(f.Looked)}
	if q.Words != "" {
		v.All = href.Find(q.Words)
	}
	if q.In != "" {
		v.One = v.All
	}
	v.add(peopleOf(s, q, f))
	for _, g := range f.Groups {
		v.add(hitsOf(s, q, g))
	}
	return v
}

func peopleOf(s reader, q query, f workflow.Finds) group {
	g := group{Key: "patients", Title: "Patients"}
	switch {
	case f.Recent:
		g.Title = "Opened last"
	case f.Alike:
		g.Title = "Patients with a name like it"
	}
	for _, c := range f.People {
		g.Rows = append(g.Rows, personRow(s, c))
	}
	if f.MayMore {
		g.More = &ui.Link{Href: href.Clients(q.Words), Label: "More patients"}
	}
	return g
}

func personRow(s reader, c clients.Found) row {
	r := row{ID: "patient-" + c.ID.String(), Href: href.Client(c.ID), Icon: "user", Title: c.Name(), Side: "No. " + c.ID.String()}
	if !c.BirthDate.IsZero() {
		r.Text = show.Date(c.BirthDate) + ", " + show.Age(c.BirthDate, s.today)
	}
	if c.Phone != "" {
		r.Text = strings.TrimPrefix(r.Text+" · "+c.Phone, " · ")
	}
	return r
}

// titles are the headings of the groups, and what they are called where nothing was found in them.
var titles = map[workflow.FindGroup]struct{ title, among string }{
	workflow.FindPatients: {"Patients", "patients"},
	workflow.FindVisits:   {"Visits", "visits"},
	workflow.FindInvoices: {"Invoices", "invoices"},
	workflow.FindClaims:   {"Claims", "claims"},
	workflow.FindReceipts: {"Receipts", "receipts"},
	workflow.FindPapers:   {"Letters and papers", "letters and papers"},
	workflow.FindMessages: {"Messages", "messages"},
	workflow.FindNotes:    {"Signed notes", "signed notes"},
	workflow.FindTasks:    {"Tasks", "tasks"},
}

func looked(groups []workflow.FindGroup) string {
	var among []string
	for _, g := range groups {
		among = append(among, titles[g].among)
	}
	if len(among) < 2 {
		return strings.Join(among, "")
	}
	return strings.Join(among[:len(among)-1], ", ") + " and " + among[len(among)-1]
}

func hitsOf(s reader, q query, found workflow.Hits) group {
	t := titles[found.Group]
	g := group{Key: string(found.Group), Title: t.title}
	for _, h := range found.List {
		r := rowOf(s, found.Group, h, q.Words)
		r.ID = strings.TrimSuffix(g.Key, "s") + "-" + strconv.FormatInt(h.ID, 10)
		g.Rows = append(g.Rows, r)
	}
	if !found.More {
		return g
	}
	g.More = &ui.Link{Href: href.FindIn(q.Words, g.Key, 0), Label: "More " + t.among}
	switch {
	case q.In != "" && found.Group == workflow.FindVisits:
		g.More, g.Rest = nil, "These are the nearest to today. Write a day beside the name for others."
	case q.In != "":
		g.More.Href = href.FindIn(q.Words, g.Key, found.List[len(found.List)-1].ID)
	}
	return g
}

// named is true for words that could be somebody's name.
func named(words string) bool {
	return words != "" && !strings.ContainsFunc(words, func(r rune) bool { return unicode.IsDigit(r) })
}
