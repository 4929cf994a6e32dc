package messaging

import (
	"cmp"
	"net/http"
	"slices"
	"strings"

	docs "charthouse/internal/documentation"
	"charthouse/internal/fault"
	"charthouse/internal/id"
	"charthouse/internal/messaging"
	"charthouse/internal/workflow"
	"charthouse/internal/worklist"
	"charthouse/web/href"
	"charthouse/web/page"
	"charthouse/web/show"
	"charthouse/web/ui"
)

// noting is what of a message goes into the record of a visit.
type noting struct {
	Visit id.Visit `form:"visit"`
	docs.Addition
	seeing
}

// seeing is the newest message that the page showed which a form stood on.
type seeing struct {
	Seen id.Message `form:"seen"`
}

// seenOf carries it through an act that closes the conversation.
func seenOf(t workflow.TalkOf, act string) ui.Field {
	return ui.Field{ID: act + "-seen", Name: "seen", Kind: ui.Hidden, Value: t.Newest.String()}
}

// tasking is a task that a message asks for.
type tasking struct {
	worklist.TaskForm
	seeing
}

// taskOf asks what of a task its kind does not say.
func taskOf(form ui.FormOf, t workflow.TalkOf, in attempt) actView {
	var kinds []ui.Option
	for _, k := range t.Types {
		kinds = append(kinds, ui.Option{Value: k.ID.String(), Label: k.Name})
	}
	title := in.task.Title
	if in.act != "task" {
		title = t.Subject
	}
	a := actView{Act: ui.Act{Label: "Make task", Small: true, Icon: "list-checks"}, Form: form, Do: "Make the task", Fields: []ui.Field{
		{ID: "task-type", Label: "Kind of task", Name: "type", Kind: ui.Select, Value: cmp.Or(in.task.Type, kinds[0].Value), Options: kinds},
		{ID: "task-title", Label: "What is to be done", Name: "title", Value: title, Autocomplete: "off"},
		{ID: "task-words", Label: "What one must know for it", Name: "words", Kind: ui.Area, Rows: 2, Value: in.task.Words},
		{ID: "task-who", Label: "Whose turn it is", Name: "who", Kind: ui.Select, Value: in.task.Who, Options: append([]ui.Option{{Value: "", Label: "As its kind says"}}, staffOptions(t)...)},
		{ID: "task-due", Label: "Due on", Name: "due", Kind: ui.Date, Value: in.task.Due, Help: "Left empty it is as its kind says."},
		seenOf(t, "task"),
	}, Note: "The conversation closes with it, and leads to it."}
	if t.Kind == messaging.Clinical {
		a.Note = "Clinical, so clinicians alone see it. " + a.Note
	}
	return a.marked("task", in)
}

// noteOf takes what was written into the record of one of the visits.
func noteOf(form ui.FormOf, t workflow.TalkOf, now calendar, in attempt) actView {
	var visits []ui.Option
	for _, o := range t.Records {
		how := "into your note"
		if o.Signed {
			how = "as an addendum"
		}
		visits = append(visits, ui.Option{Value: o.VisitID.String(), Label: show.Day(o.StartsAt, now.at, now.zone) + ", " + o.Type + ", " + how})
	}
	text, visit := in.note.Text, in.note.Visit.String()
	if in.act != "note" {
		text, visit = quote(t, now), visits[0].Value
	}
	a := actView{Act: ui.Act{Label: "Into the record", Small: true, Icon: "file-text"}, Form: form, Do: "Take it into the record", Fields: []ui.Field{
		{ID: "note-visit", Label: "Visit", Name: "visit", Kind: ui.Select, Value: visit, Options: visits},
		{ID: "note-text", Label: "What the record should say", Name: "text", Kind: ui.Area, Rows: 6, Value: text},
		seenOf(t, "note"),
	}, Note: "The conversation closes with it, and leads to the note."}
	return a.marked("note", in)
}

// quote is what they wrote last, as a record would say it.
func quote(t workflow.TalkOf, now calendar) string {
	var said []string
	for _, m := range slices.Backward(t.Messages) {
		if m.Direction == messaging.Out && len(said) > 0 {
			break
		}
		if m.Direction == messaging.In && m.Body != "" {
			said = append(said, m.Sender+" wrote on "+m.WrittenAt.In(now.zone).Format("2 January 2006, 15:04")+": “"+m.Body+"”")
		}
	}
	slices.Reverse(said)
	return strings.Join(said, "\n\n")
}

// POST /clients/{client}/conversations/{conversation}/task
func (h *Handler) task(w http.ResponseWriter, r *http.Request) error {
	c, n, in, err := of[tasking](r)
	if err != nil {
		return err
	}
	if _, err := h.flow.TaskFromTalk(r.Context(), page.Actor(r), c, messaging.Open{Talk: n, Seen: in.Seen}, in.TaskForm); err != nil {
		return h.back(w, r, err, func(f *fault.Fault) attempt { return attempt{act: "task", fault: f, task: in.TaskForm} })
	}
	return h.became(w, r, "The task is made", c, n)
}

// POST /clients/{client}/conversations/{conversation}/note
func (h *Handler) note(w http.ResponseWriter, r *http.Request) error {
	c, n, in, err := of[noting](r)
	if err != nil {
		return err
	}
	if err := h.flow.NoteFromTalk(r.Context(), page.Actor(r), c, messaging.Open{Talk: n, Seen: in.Seen}, in.Visit, in.Addition); err != nil {
		return h.back(w, r, err, func(f *fault.Fault) attempt { return attempt{act: "note", fault: f, note: in} })
	}
	return h.became(w, r, "It is in the record", c, n)
}

// became says what was done, and whether the conversation is closed with it.
func (h *Handler) became(w http.ResponseWriter, r *http.Request, done string, c id.Client, n id.Conversation) error {
	open, err := h.messages.IsOpen(r.Context(), page.Reader(r), c, n)
	if err != nil {
		return err
	}
	if open {
		return h.after(w, r, done+". "+ui.StaysOpen, href.Conversation(c, n))
	}
	return h.after(w, r, done+", and the conversation is closed with it.", page.Back(r, href.Conversation(c, n)))
}
