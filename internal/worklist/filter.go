package worklist

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"charthouse/internal/access"
	"charthouse/internal/db"
	"charthouse/internal/fault"
	"charthouse/internal/id"
)

// Filter chooses rows. The zero Filter is everything the actor may see.
type Filter struct {
	Roles    []string // names of the roles that can mend the row
	Turn     id.Staff // whose turn it is: rows of those who are away count for who stands in
	Of       id.Staff // whose work it is by the record, whoever's turn it is today
	Client   id.Client
	Kind     string
	Part     string // a heading's name: see Parts
	Station  string // at which a visit is held: see Stations
	Location id.Location
	Days     int  // only what is stuck for longer
	Pended   bool // only those looked at again later
	Oldest   bool // order by age instead of worth
	After    Key  // the last row of the page before
	Most     int  // rows at most; 0 is as many as a page lists

	Row id.Blocker // this one, put off or not

	named []id.Blocker // these, put off or not
	rows  []id.Blocker // these, whoever may see them: what questions are about
}

// Narrow is true when the filter leaves out rows of the list as everybody has it.
func (f Filter) Narrow() bool {
	return len(f.Roles) > 0 || f.Turn != 0 || f.Of != 0 || f.Client != 0 || f.Kind != "" || f.Part != "" || f.Station != "" || f.Location != 0 || f.Days > 0
}

// most is how many rows a page lists; the counts above it count all.
const most = 100

// Key is where a page of rows ends. The zero Key is before the first row.
type Key struct {
	Cents int64
	Since time.Time
	ID    id.Blocker
}

// String writes the key as URLs carry it; the zero Key is empty.
func (k Key) String() string {
	if k.ID == 0 {
		return ""
	}
	return fmt.Sprintf("%d.%d.%d", k.Cents, k.Since.UnixMicro(), k.ID)
}

// ParseKey reads what String wrote.
func ParseKey(s string) (Key, error) {
	if s == "" {
		return Key{}, nil
	}
	var n [3]int64
	parts := strings.Split(s, ".")
	for i, p := range parts {
		v, err := strconv.ParseInt(p, 10, 64)
		if err != nil || i > 2 {
			return Key{}, fault.New(fault.NotFound, "There is no such page of the list.")
		}
		n[i] = v
	}
	if len(parts) != 3 || n[2] <= 0 || n[1] < 0 || n[1] > 1<<52 { // the database holds no such time
		return Key{}, fault.New(fault.NotFound, "There is no such page of the list.")
	}
	return Key{n[0], time.UnixMicro(n[1]).UTC(), id.Blocker(n[2])}, nil
}

// Parts are the headings of the list in their order: what a row holds up. The
// function worklist_part says which a row stands under.
func Parts() []string {
	return []string{"questions", "tasks", "visits", "money", "waiting", "running_out", "papers"}
}

// Stations are those of a visit's line at which it can be held.
func Stations() []string {
	return []string{"intake", "arrived", "seen", "signed", "charged", "billed", "paid"}
}

// PageTx reads one page of what is stuck, worth and age first, and where the next
// one begins; the zero Key where there is none. The files shown enter the trail.
func PageTx(ctx context.Context, v *db.View, f Filter) ([]Blocker, Key, error) {
	f.Most = most + 1
	list, err := listBlockers(ctx, v, f)
	var next Key
	if len(list) > most {
		list = list[:most]
		last := list[most-1]
		next = Key{last.Cents, last.Since, last.ID}
	}
	if err != nil {
		return nil, next, err
	}
	return list, next, shown(ctx, v, list)
}

// ListTx reads what is stuck, worth and age first. The files shown enter the trail.
func ListTx(ctx context.Context, v *db.View, f Filter) ([]Blocker, error) {
	list, err := listBlockers(ctx, v, f)
	if err != nil {
		return nil, err
	}
	return list, shown(ctx, v, list)
}

func shown(ctx context.Context, v *db.View, list []Blocker) error {
	for _, b := range list {
		v.Shown(b.ClientID)
	}
	return withLadders(ctx, v, list)
}

// NamedTx reads rows that somebody chose in the list. Those that left it, that are
// in another file than was said, or that are not for the actor are not among them.
func NamedTx(ctx context.Context, v *db.View, rows []Row) ([]Blocker, error) {
	f, file := Filter{Most: len(rows)}, map[id.Blocker]id.Client{}
	for _, r := range rows {
		f.named, file[r.Blocker] = append(f.named, r.Blocker), r.Client
	}
	list, err := ListTx(ctx, v, f)
	return slices.DeleteFunc(list, func(b Blocker) bool { return file[b.ID] != b.ClientID || b.Hidden }), err
}

// AboutTx reads the rows that the questions among these are about, each under
// the number of the question.
func AboutTx(ctx context.Context, v *db.View, list []Blocker) (map[id.Question]Blocker, error) {
	of := map[id.Blocker]id.Question{}
	for _, b := range list {
		if b.Kind == QuestionWaiting {
			of[b.Detail.Row] = id.Question(b.Subject)
		}
	}
	if len(of) == 0 {
		return map[id.Question]Blocker{}, nil
	}
	rows := make([]id.Blocker, 0, len(of))
	for b := range of {
		rows = append(rows, b)
	}
	about, err := listBlockers(ctx, v, Filter{rows: rows, Most: len(rows)})
	out := make(map[id.Question]Blocker, len(about))
	for _, b := range about {
		out[of[b.ID]] = b
	}
	return out, err
}

// MayMend is true when somebody of the roles can mend what the fixer's role
// mends and may see the row. A manager does the desk's and the biller's work.
func MayMend(roles access.Role, fixer string, sees access.Verb) bool {
	r, err := access.ParseRole(fixer)
	if err != nil || !roles.May(sees) {
		return false
	}
	return roles.Has(r) || roles.Has(access.Manager) && (r == access.FrontDesk || r == access.Biller)
}
