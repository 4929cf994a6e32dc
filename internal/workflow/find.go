package workflow

import (
	"context"
	"slices"
	"strings"
	"time"

	"charthouse/internal/access"
	"charthouse/internal/civil"
	"charthouse/internal/clients"
	"charthouse/internal/db"
	"charthouse/internal/id"
)

// FindGroup is a kind of record that is found, as the URL names it.
type FindGroup string

// The groups, in the order in which they are answered.
const (
	FindPatients FindGroup = "patients"
	FindVisits   FindGroup = "visits"
	FindInvoices FindGroup = "invoices"
	FindClaims   FindGroup = "claims"
	FindReceipts FindGroup = "receipts"
	FindPapers   FindGroup = "papers"
	FindMessages FindGroup = "messages"
	FindNotes    FindGroup = "notes"
	FindTasks    FindGroup = "tasks"
)

// Search is what somebody looks for.
type Search struct {
	Words string
	Today civil.Date
	Only  FindGroup // one group; empty is all that the person may see
	After int64     // the last number of the page before; 0 is the first page
	Most  int       // rows of each group
}

// Hit is one record that was found. What its columns hold depends on its group.
type Hit struct {
	ID       int64
	ClientID id.Client
	Client   string
	Title    string
	Text     string    // where the words stand
	With     string    // clinician, payer, sender or owner
	State    string    // how it stands, as its table writes it
	At       time.Time // wall time of visits and days, else the instant
	Cents    int64
	Within   int64 // the visit of a note, the conversation of a message
}

// Hits are the found records of a group, the latest first; visits the nearest first.
type Hits struct {
	Group FindGroup
	List  []Hit
	More  bool
}

// Finds is what was found, and in which groups the person may look.
type Finds struct {
	People  []clients.Found
	Alike   bool // the names are not those that were written, but like them
	Recent  bool // nothing was asked: People are the files that the person opened last
	Groups  []Hits
	Looked  []FindGroup
	Day     civil.Date // the one day that the words name, or none
	MayMore bool       // of People there are more than are shown
}

// finder is a group beside the patients, with the verb that opens its records:
// what somebody may not open is not found either.
type finder struct {
	group FindGroup
	verb  access.Verb
	kinds []string // words that mean the group itself
	list  func(context.Context, *db.View, sought) ([]Hit, error)
}

var finders = []finder{
	{FindVisits, access.OpenVisit, []string{"visits", "appointments", "bookings"}, listVisitHits},
	{FindInvoices, access.OpenAccount, []string{"invoices", "bills"}, listInvoiceHits},
	{FindClaims, access.OpenClaim, []string{"claims"}, listClaimHits},
	{FindReceipts, access.OpenAccount, []string{"receipts", "payments"}, listReceiptHits},
	{FindPapers, access.OpenDocument, []string{"documents", "papers"}, papers.list},
	{FindMessages, access.OpenMessages, []string{"messages", "mails"}, messages.list},
	{FindNotes, access.OpenNote, []string{"notes"}, notes.list},
	{FindTasks, access.OpenTask, []string{"tasks"}, tasks.list},
}

// Find looks for the words in every kind of record that the person may open. A
// restricted file is found by its number alone, and without its name, by those
// to whom it is shut; nothing in it is found. The files shown enter the trail.
func (w *Workflow) Find(ctx context.Context, who access.Actor, s Search) (f Finds, err error) {
	err = w.db.Read(ctx, who, access.FindClients.Across(), func(v *db.View) error {
		f, err = find(ctx, v, s)
		return err
	})
	return f, err
}

func find(ctx context.Context, v *db.View, s Search) (f Finds, err error) {
	a := takeApart(s.Words, s.Today)
	if a.empty() {
		f.Recent = true
		f.People, err = listOpened(ctx, v, 8)
		f.show(v)
		return f, err
	}
	f.Looked, f.Day = []FindGroup{FindPatients}, a.day()
	if f.People, err = clients.FindTx(ctx, v, a.wordings()...); err != nil {
		return f, err
	}
	exact := len(f.People) > 0
	near, err := nearOf(ctx, v, a, f.People)
	if err != nil {
		return f, err
	}
	if err := f.look(ctx, v, s, a, near, exact); err != nil {
		return f, err
	}
	// More than two words that were found elsewhere are hardly a name.
	if rest := a.rest(); !exact && len(rest) > 0 && (len(rest) < 3 || len(f.Groups) == 0) {
		if f.People, err = clients.AlikeTx(ctx, v, strings.Join(rest, " ")); err != nil {
			return f, err
		}
		f.Alike = len(f.People) > 0
	}
	if s.Only != "" && s.Only != FindPatients {
		f.People = nil
	}
	if f.MayMore = len(f.People) > s.Most; f.MayMore {
		f.People = f.People[:s.Most]
	}
	f.show(v)
	return f, nil
}

// nearOf are the patients whose records may be meant: those who were found, or,
// where no name has all the words, those whose names have some of them.
func nearOf(ctx context.Context, v *db.View, a asked, found []clients.Found) ([]id.Client, error) {
	if rest := a.rest(); len(found) == 0 && len(rest) > 1 {
		return listNamed(ctx, v, rest)
	}
	list := make([]id.Client, len(found))
	for i, c := range found {
		list[i] = c.ID
	}
	return list, nil
}

// look goes through the groups that the person may open.
func (f *Finds) look(ctx context.Context, v *db.View, s Search, a asked, near []id.Client, exact bool) error {
	for _, g := range finders {
		if !v.Who().May(g.verb) {
			continue
		}
		f.Looked = append(f.Looked, g.group)
		if s.Only != "" && s.Only != g.group {
			continue
		}
		q := a.about(g.kinds)
		q.near, q.exact, q.most, q.after, q.today = near, exact, s.Most+1, s.After, s.Today
		list, err := g.list(ctx, v, q)
		if err != nil {
			return err
		}
		if len(list) > 0 {
			f.Groups = append(f.Groups, Hits{g.group, list[:min(len(list), s.Most)], len(list) > s.Most})
		}
	}
	return nil
}

func (f *Finds) show(v *db.View) {
	var shown []id.Client
	for _, c := range f.People {
		shown = append(shown, c.ID)
	}
	for _, g := range f.Groups {
		for _, h := range g.List {
			shown = append(shown, h.ClientID)
		}
	}
	slices.Sort(shown)
	v.Shown(slices.Compact(shown)...)
}
