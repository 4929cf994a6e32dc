package worklist

import (
	"net/http"
	"net/url"
	"slices"

	"github.com/a-h/templ"

	"charthouse/internal/access"
	"charthouse/internal/civil"
	"charthouse/internal/fault"
	"charthouse/internal/files"
	"charthouse/internal/id"
	"charthouse/internal/workflow"
	"charthouse/internal/worklist"
	"charthouse/web/href"
	"charthouse/web/page"
	"charthouse/web/stuck"
	"charthouse/web/ui"
)

// drawer has a link open its page beside the list where scripts run.
var drawer = templ.Attributes{"data-drawer": true}

// lineView is one row with all that can be done with it: a page, or a drawer
// over the list.
type lineView struct {
	Shell ui.Shell
	Row   ui.Stuck
	Forms []lineForm
}

// lineForm is one of its acts.
type lineForm struct {
	ID, Title, Text string
	Of              ui.FormOf
	Fields          []ui.Field
	Save            ui.Act
	Paper           *paper // what is read before it is sent
}

// paper is a document as the row's page shows it: a picture in place, all else
// behind a link.
type paper struct {
	Title, Picture string
	Open           ui.Act
}

// line answers GET /clients/{client}/blockers/{blocker}.
func (h *Handler) line(w http.ResponseWriter, r *http.Request) error {
	c, b, err := page.InFile[id.Blocker](r, "blocker")
	if err != nil {
		return err
	}
	l, err := h.Workflow.OpenLine(r.Context(), page.Actor(r), c, b)
	if err != nil {
		return err
	}
	q := r.URL.Query()
	v := h.lineView(r, l, typed{Do: q.Get("do")}, q.Get("back"))
	if err := h.showPaper(r, l, v.Forms); err != nil {
		return err
	}
	return page.Render(w, r, linePage(v))
}

// showPaper lays the document that is not read beside the button that says it is.
func (h *Handler) showPaper(r *http.Request, l workflow.OneLine, forms []lineForm) error {
	at := slices.IndexFunc(forms, func(f lineForm) bool { return f.ID == "fix" })
	if l.Kind != "document_unread" || at < 0 {
		return nil
	}
	d, err := h.Clients.Document(r.Context(), page.Actor(r), l.ClientID, id.Document(l.Subject))
	if err != nil {
		return err
	}
	p := paper{Title: d.Title, Open: ui.Act{Label: "Open it", Href: href.Content(l.ClientID, d.ID), Icon: "file-text"}}
	switch d.MediaType {
	case files.PNG, files.JPEG:
		p.Picture = p.Open.Href
	case files.PDF, files.Text:
	default:
		p.Open = ui.Act{Label: "Download it", Href: href.Download(l.ClientID, d.ID), Icon: "download"}
	}
	forms[at].Paper = &p
	return nil
}

// typed is what somebody sent with one of the row's forms, and why it was refused.
type typed struct {
	Do     string // the form, which stands first
	Values url.Values
	Fault  *fault.Fault
}

func (h *Handler) lineView(r *http.Request, l workflow.OneLine, t typed, back string) (v lineView) {
	back = page.Inside(back, href.Worklist("", false))
	v.Shell = h.Site.Shell(r, "A line of the worklist", "w")
	v.Shell.Back = &ui.Link{Href: back, Label: "Worklist"}
	v.Row, v.Forms = lineOf(l, h.reader(r, back), t)
	return v
}

// lineOf draws the row without its boxes, and the forms that this reader may
// send. The one that was asked for is the first.
func lineOf(l workflow.OneLine, r stuck.Reader, t typed) (ui.Stuck, []lineForm) {
	row := rowOf(l.Stuck, r)
	ask := row.Ask
	row.ID, row.Tick, row.Give, row.Later, row.Ask = "line-"+row.ID, nil, "", "", nil
	forms := map[string]lineForm{}
	add := func(name string, may bool, of func() lineForm) {
		if may {
			form := of()
			form.ID = name
			form.Fields = append(form.Fields, ui.Field{Name: "back", Kind: ui.Hidden, Value: r.Back, ID: "back-" + name})
			forms[name] = form
		}
	}
	who := r.Who
	asked := l.Kind == worklist.QuestionWaiting
	waits := l.Question != nil && l.Question.Answered == nil
	add("fix", ask != nil && ask.Post != answerTo(l.Stuck), func() lineForm { return askedForm(*ask) })
	if m, ok := mendOf(l, r); ok && ask == nil {
		add("fix", who.May(m.Verb), func() lineForm { return fixForm(l, m) })
		row.Fixes = slices.DeleteFunc(row.Fixes, func(f ui.Fix) bool { return f.Act.Label == m.Title })
	}
	add("answer", asked && mayAnswer(l.Stuck, who), func() lineForm { return answerForm(l) })
	add("give", who.May(access.AssignBlocker), func() lineForm { return giveForm(l) })
	add("ask", !asked && !waits && who.May(access.AskQuestion), func() lineForm { return askForm(l, who) })
	add("withdraw", waits && l.Question.Asker == who.Staff(), func() lineForm { return withdrawForm(l) })
	add("off", who.May(access.PendBlocker), func() lineForm {
		off := offForm(l.PendedUntil, l.PendedWhy, r)
		off.Of.Action = href.PendBlocker(l.ClientID, l.ID)
		return off
	})
	var out []lineForm
	for _, name := range []string{t.Do, "fix", "answer", "give", "ask", "withdraw", "off"} {
		form, ok := forms[name]
		delete(forms, name)
		if !ok {
			continue
		}
		if len(out) == 0 && form.Fields[0].Kind != ui.Hidden {
			form.Fields[0].Autofocus = true
		}
		if t.Fault != nil && name == t.Do {
			form.again(t)
		}
		out = append(out, form)
	}
	return row, out
}

// mendOf is what mends the row, or what its question is about.
func mendOf(l workflow.OneLine, r stuck.Reader) (stuck.Mend, bool) {
	if l.About != nil {
		return stuck.MendOf(*l.About, r)
	}
	return stuck.MendOf(l.Stuck, r)
}

// fixForm asks for what is missing.
func fixForm(l workflow.OneLine, m stuck.Mend) lineForm {
	form := lineForm{Title: m.Title, Text: m.Says, Of: ui.FormOf{Action: href.FixBlocker(l.ClientID, l.ID), Class: "stack"}, Save: ui.Act{Label: m.Save, Kind: "primary"}}
	for _, f := range m.Fields {
		f.ID = "fix-" + f.Name
		form.Fields = append(form.Fields, f)
	}
	return form
}

// askedForm is the field of the row itself, on the row's page.
func askedForm(a ui.Ask) lineForm {
	form := lineForm{Title: "Fix it here", Text: a.Says, Of: ui.FormOf{Action: a.Post, Class: "stack"}, Save: ui.Act{Label: a.Save, Kind: "primary"}}
	for _, f := range a.Fields {
		if f.Name != "back" {
			f.ID = "line-" + f.ID
			form.Fields = append(form.Fields, f)
		}
	}
	return form
}

// again keeps what was typed, and says what is wrong with it.
func (f *lineForm) again(t typed) {
	for i := range f.Fields {
		if sent, ok := t.Values[f.Fields[i].Name]; ok && f.Fields[i].Kind != ui.Hidden {
			f.Fields[i].Value = sent[0]
		}
	}
	page.Mark(f.Fields, t.Fault)
	f.Of.Fault, f.Of.Errors = t.Fault.Message, page.Errors(f.Fields)
}

func giveForm(l workflow.OneLine) lineForm {
	to := []ui.Option{{Value: "", Label: "Its owner"}}
	for _, m := range l.Mates {
		if !m.Away && worklist.MayMend(m.Roles(), l.Fixer, access.Verb(l.Verb)) {
			to = append(to, ui.Option{Value: m.ID.String(), Label: m.Name})
		}
	}
	is := ""
	if l.Assigned {
		is = l.OwnerID.String()
	}
	return lineForm{
		Title: "Give to", Of: ui.FormOf{Action: href.AssignBlocker(l.ClientID, l.ID), Class: "stack"},
		Fields: []ui.Field{{Label: "Whose turn it is", Name: "to", ID: "give-to", Kind: ui.Select, Value: is, Options: to, Help: "Those who may mend it and are here."}},
		Save:   ui.Act{Label: "Give the line"},
	}
}

func askForm(l workflow.OneLine, who access.Actor) lineForm {
	to := []ui.Option{{Value: l.Fixer, Label: "Anybody: " + roleWords(l.Fixer)}}
	for _, m := range l.Mates {
		if m.ID != who.Staff() {
			to = append(to, ui.Option{Value: m.ID.String(), Label: m.Name + ", " + m.Roles().Words()})
		}
	}
	is := l.Fixer
	if l.OwnerID != 0 && l.OwnerID != who.Staff() {
		is = l.OwnerID.String()
	}
	words := ui.Field{Label: "Your question", Name: "words", ID: "ask-words", Kind: ui.Area, Rows: 2, Help: "One question. It stands on their list until it is answered or the line leaves."}
	if !worklist.AsksValue(l.Kind, l.Field) {
		words.Required = true
	} else {
		words.Label, words.Help = "Your question, if the missing value does not say it", "They get the field itself, and the line leaves once it is filled."
	}
	return lineForm{
		Title: "Ask somebody", Of: ui.FormOf{Action: href.AskBlocker(l.ClientID, l.ID), Class: "stack"},
		Fields: []ui.Field{{Label: "Whom", Name: "to", ID: "ask-to", Kind: ui.Select, Value: is, Options: to}, words},
		Save:   ui.Act{Label: "Ask"},
	}
}

func answerForm(l workflow.OneLine) lineForm {
	return lineForm{
		Title: "Answer in words", Of: ui.FormOf{Action: answerTo(l.Stuck), Class: "stack"},
		Fields: []ui.Field{{Label: "Your answer", Name: "answer", ID: "line-answer", Kind: ui.Area, Rows: 2, Required: true, Help: l.Detail.Value + " sees it on their list."}},
		Save:   ui.Act{Label: "Answer"},
	}
}

func withdrawForm(l workflow.OneLine) lineForm {
	return lineForm{
		Title: "Take the question back", Text: "It leaves the other list at once.",
		Of: ui.FormOf{Action: href.Question(l.ClientID, l.Question.ID, "withdrawal"), Class: "stack"}, Save: ui.Act{Label: "Take it back"},
	}
}

func offForm(until civil.Date, why string, r stuck.Reader) lineForm {
	form := lineForm{
		Title: "Put off", Of: ui.FormOf{Class: "stack"},
		Fields: []ui.Field{
			{Label: "Until", Name: "until", ID: "off-until", Kind: ui.Date, Required: true, Min: civil.Of(r.Now, r.Zone).Add(1).String()},
			{Label: "Why", Name: "why", ID: "off-why", Required: true, Autocomplete: "off", Help: "The next reader sees it."},
		},
		Save: ui.Act{Label: "Put off"},
	}
	if !until.IsZero() {
		form.Title, form.Text = "Put off until "+until.String(), why
		form.Fields = []ui.Field{{Name: "until", Kind: ui.Hidden, ID: "off-until"}}
		form.Save.Label = "Back on the list"
	}
	return form
}

// answerTo is where the answer to the row's question posts.
func answerTo(s workflow.Stuck) string {
	return href.Question(s.ClientID, id.Question(s.Subject), "answer")
}
