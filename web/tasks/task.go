package tasks

import (
	"context"
	"net/http"
	"strings"

	"github.com/a-h/templ"

	"charthouse/internal/access"
	"charthouse/internal/fault"
	"charthouse/internal/id"
	"charthouse/internal/worklist"
	"charthouse/web/href"
	"charthouse/web/page"
	"charthouse/web/show"
	"charthouse/web/ui"
)

// taskView is one task with what can be done about it.
type taskView struct {
	Shell  ui.Shell
	Title  string
	Tag    *ui.Tag
	Facts  []ui.Fact
	Words  string
	Items  []item
	Closes string   // what will close it by itself
	Closed string   // how it was closed
	Proof  *ui.Link // the record that did
	Claim  string
	Hand   *inForm
	Close  *inForm
	Reopen string
}

// item is a line of the checklist, with the button that ticks it or takes the
// tick back.
type item struct {
	Words, By  string
	Done       bool
	Post       string // empty where it cannot be ticked
	Nth, Value string
}

// inForm is a form that opens in its place.
type inForm struct {
	Label, Save string
	Of          ui.FormOf
	Fields      []ui.Field
	Open        bool
	Both        []ui.Twice // what is stored by now, where it came too late
}

// task answers GET /clients/{client}/tasks/{task}.
func (h *Handler) task(w http.ResponseWriter, r *http.Request) error {
	v, err := h.taskOf(r, typed{})
	if err != nil {
		return err
	}
	return page.Render(w, r, taskPage(v))
}

// typed is a form of the page that came back, or the zero one.
type typed struct {
	hand  *worklist.Handing
	close *worklist.Closing
	bad   *fault.Fault
}

func (h *Handler) taskOf(r *http.Request, in typed) (taskView, error) {
	v, err := h.readTask(r, in)
	v.returning(page.Opener(r))
	return v, err
}

// returning has every act of the page return to the list, or keep the way to it.
func (v *taskView) returning(list string) {
	for _, to := range []*string{&v.Claim, &v.Reopen} {
		if *to != "" {
			*to = href.Returning(*to, list)
		}
	}
	for _, f := range []*inForm{v.Hand, v.Close} {
		if f != nil {
			f.Of.Action = href.Returning(f.Of.Action, list)
		}
	}
	for i := range v.Items {
		if to := &v.Items[i].Post; *to != "" {
			*to = href.Returning(*to, list)
		}
	}
}

func (h *Handler) readTask(r *http.Request, in typed) (taskView, error) {
	c, n, err := page.InFile[id.Task](r, "task")
	if err != nil {
		return taskView{}, err
	}
	k, people, err := h.Worklist.Task(r.Context(), page.Actor(r), c, n)
	if err != nil {
		return taskView{}, err
	}
	s := h.reader(r)
	v := taskView{Shell: h.shell(r, c, k.Client, k.Title), Title: k.Title, Words: k.Words, Facts: factsOf(s, k)}
	v.Shell.Back = page.Up(r, ui.Link{Href: href.FileTasks(c), Label: "Tasks for " + k.Client})
	may := s.who.May(access.DoTask)
	for _, i := range k.Items {
		v.Items = append(v.Items, itemOf(s, k, i, may))
	}
	if k.ClosedAt != nil {
		v.Closed, v.Proof = closedWords(s, k), proofLink(k, s)
		v.Tag = &ui.Tag{Text: "done", Tone: ui.Teal, Icon: "check"}
		if may {
			v.Reopen = href.DoTask(c, n, "reopen")
		}
		return v, nil
	}
	if k.Evidence != "" {
		v.Closes = upper(bySelf(k)) + "."
	}
	if k.Late {
		v.Tag = &ui.Tag{Text: "late", Tone: ui.Rust, Icon: "clock"}
	}
	if may {
		v.acts(k, people, in)
		if k.OwnerID == 0 {
			v.Claim = href.DoTask(c, n, "claim")
		}
	}
	return v, nil
}

func factsOf(s reader, k worklist.Task) []ui.Fact {
	out := []ui.Fact{{Name: "Whose turn", Value: whose(k)}, {Name: "Due", Value: show.Day(k.DueOn.In(s.zone), s.now, s.zone)}}
	made := show.When(k.MadeAt, s.now, s.zone)
	if k.MadeBy != "" {
		made = k.MadeBy + ", " + made
	}
	out = append(out, ui.Fact{Name: "Asked by", Value: made})
	if k.Talk != 0 && s.who.May(access.OpenMessages) {
		out = append(out, ui.Fact{Name: "Came of", Value: "A message", Href: href.Conversation(k.ClientID, k.Talk)})
	}
	if k.VisitID != 0 && s.who.May(access.OpenVisit) {
		out = append(out, ui.Fact{Name: "From", Value: "A visit", Href: href.Visit(k.ClientID, k.VisitID)})
	}
	return out
}

func itemOf(s reader, k worklist.Task, i worklist.Item, may bool) item {
	out := item{Words: i.Words, Done: i.At != nil, Nth: show.Number(i.Nth), Value: "yes"}
	if i.At != nil {
		out.Value, out.By = "no", strings.TrimSpace(i.By+" "+show.When(*i.At, s.now, s.zone))
	}
	if may && k.ClosedAt == nil {
		out.Post = href.DoTask(k.ClientID, k.ID, "tick")
	}
	return out
}

// acts are handing over and closing by hand.
func (v *taskView) acts(k worklist.Task, people []worklist.Colleague, in typed) {
	v.hand(k, people, in)
	var why string
	if in.close != nil {
		why = in.close.Why
	}
	v.Close = openForm("Close it by hand", "Close task", href.DoTask(k.ClientID, k.ID, "close"), in.close != nil, in.bad, []ui.Field{
		{Label: "How it was done, or why it is not needed any more", Name: "why", Value: why, Kind: ui.Area, Rows: 2, Required: true},
	})
}

// hand is the form that hands the task over. Where it was handed on after the form
// was opened, both stand side by side, and handing it over once more means this one.
func (v *taskView) hand(k worklist.Task, people []worklist.Colleague, in typed) {
	now := worklist.Handing{Who: k.Role, Due: k.DueOn.String(), Version: k.Turn()}
	if k.OwnerID != 0 {
		now.Who = k.OwnerID.String()
	}
	hand := now
	if in.hand != nil {
		hand = *in.hand
	}
	late := in.bad == worklist.ErrHanded
	if late {
		hand.Version = now.Version
	}
	fields := handFields(k, people, hand)
	v.Hand = openForm("Hand it over", "Hand over", href.DoTask(k.ClientID, k.ID, "hand"), in.hand != nil, in.bad, fields)
	if late {
		v.Hand.Both = ui.Compare(handFields(k, people, now), fields)
	}
}

func handFields(k worklist.Task, people []worklist.Colleague, h worklist.Handing) []ui.Field {
	return []ui.Field{
		{Label: "Whose turn it is", Name: "who", Value: h.Who, Kind: ui.Select, Options: turns(people, k.Clinical, h.Who)},
		{Label: "Due on", Name: "due", Value: h.Due, Kind: ui.Date},
		{Name: "version", Value: h.Version, Kind: ui.Hidden},
	}
}

func openForm(label, save, action string, open bool, bad *fault.Fault, fields []ui.Field) *inForm {
	f := &inForm{Label: label, Save: save, Fields: fields, Open: open, Of: ui.FormOf{Action: action, Class: "stack"}}
	if open && bad != nil {
		page.Mark(fields, bad)
		f.Of.Fault, f.Of.Errors = bad.Message, page.Errors(fields)
	}
	return f
}

// proofLink leads to the record that closed the task, for those who may open it.
func proofLink(k worklist.Task, s reader) *ui.Link {
	c := k.ClientID
	for _, p := range []struct {
		of    worklist.Evidence
		verb  access.Verb
		label string
		href  string
	}{
		{worklist.FiledDocument, access.OpenDocument, "Open the document", href.Document(c, id.Document(k.Proof))},
		{worklist.BookedVisit, access.OpenVisit, "Open the visit", href.Visit(c, id.Visit(k.Proof))},
		{worklist.FinishedForm, access.OpenVisit, "Open the form", href.Packet(c, id.Packet(k.Proof))},
		{worklist.SignedNote, access.OpenNote, "Open the note", href.Note(c, id.Visit(k.Proof))},
		{worklist.TakenPayment, access.OpenAccount, "Open the receipt", href.Payment(c, id.Payment(k.Proof))},
		{worklist.SentMessage, access.OpenMessages, "Open the messages", href.Messages(c)},
	} {
		if k.Proof != 0 && p.of == k.Evidence && s.who.May(p.verb) {
			return &ui.Link{Href: p.href, Label: p.label}
		}
	}
	return nil
}

// hand answers POST /clients/{client}/tasks/{task}/hand.
func (h *Handler) hand(w http.ResponseWriter, r *http.Request) error {
	in, err := page.Decode[worklist.Handing](r)
	if err != nil {
		return err
	}
	return h.done(w, r, ui.Toast{Text: "Handed over."}, typed{hand: &in}, func(ctx context.Context, who access.Actor, c id.Client, n id.Task) error {
		return h.Worklist.HandTask(ctx, who, c, n, in)
	})
}

// close answers POST /clients/{client}/tasks/{task}/close.
func (h *Handler) close(w http.ResponseWriter, r *http.Request) error {
	in, err := page.Decode[worklist.Closing](r)
	if err != nil {
		return err
	}
	c, n, err := page.InFile[id.Task](r, "task")
	if err != nil {
		return err
	}
	said := ui.Toast{Text: "Task closed.", Undo: href.DoTask(c, n, "reopen")}
	return h.done(w, r, said, typed{close: &in}, func(ctx context.Context, who access.Actor, c id.Client, n id.Task) error {
		return h.Worklist.CloseTask(ctx, who, c, n, in)
	})
}

// tick answers POST /clients/{client}/tasks/{task}/tick.
func (h *Handler) tick(w http.ResponseWriter, r *http.Request) error {
	in, err := page.Decode[worklist.Ticking](r)
	if err != nil {
		return err
	}
	return h.done(w, r, ui.Toast{}, typed{}, func(ctx context.Context, who access.Actor, c id.Client, n id.Task) error {
		return h.Worklist.TickTask(ctx, who, c, n, in)
	})
}

// claim answers POST /clients/{client}/tasks/{task}/claim.
func (h *Handler) claim(w http.ResponseWriter, r *http.Request) error {
	return h.done(w, r, ui.Toast{Text: "It is yours."}, typed{}, h.Worklist.ClaimTask)
}

// reopen answers POST /clients/{client}/tasks/{task}/reopen.
func (h *Handler) reopen(w http.ResponseWriter, r *http.Request) error {
	return h.done(w, r, ui.Toast{Text: "Open again."}, typed{}, h.Worklist.ReopenTask)
}

// done does an act on the task of the path and shows its page, which keeps what
// was typed where the act is refused. Who handed it over or closed it is through
// with it, and comes back to the list.
func (h *Handler) done(w http.ResponseWriter, r *http.Request, said ui.Toast, in typed, do func(context.Context, access.Actor, id.Client, id.Task) error) error {
	c, n, err := page.InFile[id.Task](r, "task")
	if err != nil {
		return err
	}
	if wrong := do(r.Context(), page.Actor(r), c, n); wrong != nil {
		if in.hand == nil && in.close == nil {
			return wrong
		}
		return h.again(w, r, wrong, func(bad *fault.Fault) (templ.Component, error) {
			in.bad = bad
			v, err := h.taskOf(r, in)
			return taskPage(v), err
		})
	}
	if said.Text != "" {
		h.Site.Say(r, said)
	}
	if in.hand != nil || in.close != nil {
		return page.See(w, r, page.Back(r, href.Task(c, n)))
	}
	return page.See(w, r, href.Returning(href.Task(c, n), page.Opener(r)))
}
