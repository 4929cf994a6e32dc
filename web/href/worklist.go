package href

import (
	"net/url"

	"charthouse/internal/id"
)

// Work is the worklist as it is narrowed: all of it may be empty. Who is mine,
// roles, later or a role's name.
type Work struct {
	Who      string
	Owner    id.Staff
	Kind     string
	Part     string
	Station  string
	Of       id.Staff // whose work it is, whoever's turn it is
	Location id.Location
	Days     string // older than
	Oldest   bool
	After    string // the page's first row comes after this key
}

// String is the list's URL.
func (w Work) String() string {
	q := url.Values{}
	for name, value := range map[string]string{"who": w.Who, "kind": w.Kind, "part": w.Part, "station": w.Station, "days": w.Days, "after": w.After} {
		if value != "" {
			q.Set(name, value)
		}
	}
	if w.Owner != 0 {
		q.Set("owner", w.Owner.String())
	}
	if w.Of != 0 {
		q.Set("of", w.Of.String())
	}
	if w.Location != 0 {
		q.Set("location", w.Location.String())
	}
	if w.Oldest {
		q.Set("sort", "oldest")
	}
	return with("/worklist", q)
}

// Worklist is what is stuck: who is a role, mine or empty for everyone.
func Worklist(who string, oldest bool) string { return Work{Who: who, Oldest: oldest}.String() }

// Line is the page of one row: do is give, off or answer, and back where its
// forms return to.
func Line(c id.Client, b id.Blocker, do, back string) string {
	q := url.Values{}
	if do != "" {
		q.Set("do", do)
	}
	if back != "" {
		q.Set("back", back)
	}
	return with(blocker(c, b, ""), q)
}

func blocker(c id.Client, b id.Blocker, act string) string {
	return in(c, "/blockers/"+b.String()+act)
}

// PendBlocker puts a row of the worklist off.
func PendBlocker(c id.Client, b id.Blocker) string { return blocker(c, b, "/pend") }

// FixBlocker takes what is missing on a row.
func FixBlocker(c id.Client, b id.Blocker) string { return blocker(c, b, "/fix") }

// AssignBlocker gives a row to somebody.
func AssignBlocker(c id.Client, b id.Blocker) string { return blocker(c, b, "/assign") }

// AskBlocker asks about a row.
func AskBlocker(c id.Client, b id.Blocker) string { return blocker(c, b, "/question") }

// Question is where a question is answered, seen or withdrawn: act is answer, seen
// or withdrawal.
func Question(c id.Client, q id.Question, act string) string {
	return in(c, "/questions/"+q.String()+"/"+act)
}

// Acts on many rows, and on all of one person.
const (
	WorkActs = "/worklist/acts"
	TakeOver = "/worklist/take-over"
)

// Absences is who is away, and who stands in.
const Absences = "/absences"

// RemoveAbsence forgets a time away.
func RemoveAbsence(n id.Absence) string { return Absences + "/" + n.String() + "/removal" }

// PendOfPractice puts off what holds up the practice itself.
func PendOfPractice(n id.OfPractice) string { return OfPractice(n, "") + "/pend" }

// OfPractice is one line of what holds up the practice itself, and where its form
// returns to.
func OfPractice(n id.OfPractice, back string) string {
	q := url.Values{}
	if back != "" {
		q.Set("back", back)
	}
	return with("/worklist/practice/"+n.String(), q)
}
