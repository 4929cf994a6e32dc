package tasks

import (
	"net/http"
	"strings"

	"charthouse/internal/access"
	"charthouse/internal/fault"
	"charthouse/internal/worklist"
	"charthouse/web/href"
	"charthouse/web/page"
	"charthouse/web/show"
	"charthouse/web/stuck"
	"charthouse/web/ui"
)

// listView is a list of tasks over many files.
type listView struct {
	Shell ui.Shell
	Lead  string
	Chips []ui.Switch
	Rows  []row
	Next  *ui.Link
	Empty ui.EmptyOf
}

// row is one task of a list.
type row struct {
	ID          string
	Title, Href string
	Name, File  string // whose file, and where it is
	Detail      string // whose turn, by when, how far
	Tag         *ui.Tag
	Claim       string // where it is taken from the pool; empty where it is not
	Done        bool
}

// query is the filter in the URL.
type query struct {
	Who   string `form:"who"` // mine, pool, done or empty
	After string `form:"after"`
}

// list answers GET /tasks?who=&after=.
func (h *Handler) list(w http.ResponseWriter, r *http.Request) error {
	q, err := page.Query[query](r)
	if err != nil {
		return err
	}
	if !strings.Contains("|mine|pool|done|", "|"+q.Who+"|") && q.Who != "" {
		return fault.New(fault.NotFound, "There is no such list.")
	}
	after, err := worklist.ParseTaskMark(q.After)
	if err != nil {
		return err
	}
	t, err := h.Worklist.Tasks(r.Context(), page.Actor(r), worklist.TaskFilter{Who: q.Who, After: after})
	if err != nil {
		return err
	}
	v := listOf(h.reader(r), t, q)
	v.Shell = h.Site.Shell(r, "Tasks", "k")
	return page.Render(w, r, listPage(v))
}

func listOf(s reader, t worklist.Tasks, q query) listView {
	v := listView{Lead: show.Count(t.Counts.All, "task is", "tasks are") + " open"}
	if t.Counts.Late > 0 {
		v.Lead += ", " + show.Number(t.Counts.Late) + " of them late"
	}
	v.Lead += "."
	for _, c := range []struct {
		who, label string
		n          int
	}{{"", "Everyone's", t.Counts.All}, {"mine", "Mine", t.Counts.Mine}, {"pool", "To be claimed", t.Counts.Pool}} {
		v.Chips = append(v.Chips, ui.Switch{Href: href.Tasks(c.who), Label: c.label, Count: show.Number(c.n), On: q.Who == c.who})
	}
	v.Chips = append(v.Chips, ui.Switch{Href: href.Tasks("done"), Label: "Done", On: q.Who == "done"})
	for _, k := range t.List {
		v.Rows = append(v.Rows, rowOf(s, k, true))
	}
	if next := t.Next.String(); next != "" {
		v.Next = &ui.Link{Href: href.TasksAfter(q.Who, next), Label: "More tasks"}
	}
	v.Empty = emptyOf(t, q)
	return v
}

func emptyOf(t worklist.Tasks, q query) ui.EmptyOf {
	switch {
	case q.Who == "done":
		return ui.EmptyOf{Level: 2, Title: "Nothing is done yet", Text: "A task that is closed stays here, with what proved it or who said so."}
	case t.Counts.All > 0:
		return ui.EmptyOf{Level: 2, Title: "Nothing in this list", Text: "Tasks of others are not shown by this filter.", Link: &ui.Link{Href: href.Tasks(""), Label: "Show everyone's"}}
	}
	return ui.EmptyOf{Level: 2, Title: "No task is open", Text: "A task is made in a patient's file, for what the records alone cannot know: a call to make, a paper to ask for."}
}

// rowOf is a task as a list shows it; named adds whose file it is.
func rowOf(s reader, k worklist.Task, named bool) row {
	out := row{ID: "t" + k.ID.String(), Title: k.Title, Href: href.Task(k.ClientID, k.ID), Done: k.ClosedAt != nil}
	if named {
		out.Name, out.File = k.Client, href.Client(k.ClientID)
	}
	if k.Hidden {
		out.Title = "A task"
	}
	out.Detail = strings.Join(words(whose(k), dueWords(s, k), progress(k), bySelf(k)), " · ")
	switch {
	case out.Done:
		out.Detail = closedWords(s, k)
	case k.Late:
		out.Tag = &ui.Tag{Text: "late", Tone: ui.Rust, Icon: "clock"}
	}
	if !out.Done && !k.Hidden && k.OwnerID == 0 && s.who.May(access.DoTask) {
		out.Claim = href.DoTask(k.ClientID, k.ID, "claim")
	}
	return out
}

func whose(k worklist.Task) string {
	if k.Owner != "" {
		return k.Owner
	}
	return upper(strings.TrimPrefix(stuck.Crew(k.Role), "the "))
}

func dueWords(s reader, k worklist.Task) string {
	switch k.DueOn.Days(s.today()) {
	case 0:
		return "due today"
	case 1:
		return "due tomorrow"
	case -1:
		return "was due yesterday"
	}
	if k.DueOn.Before(s.today()) {
		return "was due " + show.Day(k.DueOn.In(s.zone), s.now, s.zone)
	}
	return "due " + show.Day(k.DueOn.In(s.zone), s.now, s.zone)
}

func progress(k worklist.Task) string {
	if len(k.Items) == 0 {
		return ""
	}
	return show.Number(k.Ticked()) + " of " + show.Number(len(k.Items)) + " ticked"
}

// bySelf says what closes the task without anybody closing it.
func bySelf(k worklist.Task) string {
	if k.Evidence == "" {
		return ""
	}
	return "closes by itself once " + proofWords(k.Evidence, k.EvidenceOf)
}

// closedWords is: Closed by itself, document filed by Tomasz Wieczorek, 09:30.
func closedWords(s reader, k worklist.Task) string {
	when := show.When(*k.ClosedAt, s.now, s.zone)
	if k.ClosedWhy != "" {
		return "Closed by " + k.ClosedBy + ", " + when + ": " + k.ClosedWhy
	}
	out := "Closed by itself, " + when + ": " + strings.Replace(proofWords(k.Evidence, k.EvidenceOf), " is ", " was ", 1)
	if k.ClosedBy != "" {
		out += " by " + k.ClosedBy
	}
	return out
}

func proofWords(e worklist.Evidence, of string) string {
	switch e {
	case worklist.FiledDocument:
		if of == "" || of == "other" {
			return "a document is filed"
		}
		return "a " + of + " is filed"
	case worklist.BookedVisit:
		return "a visit is booked"
	case worklist.FinishedForm:
		return "a form is finished"
	case worklist.SignedNote:
		return "a note is signed"
	case worklist.TakenPayment:
		return "a payment is taken"
	}
	return "a message is sent"
}

func words(parts ...string) []string {
	var out []string
	for _, p := range parts {
		if p != "" {
			out = append(out, p)
		}
	}
	return out
}

func upper(s string) string { return strings.ToUpper(s[:1]) + s[1:] }
