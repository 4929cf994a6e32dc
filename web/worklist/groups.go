package worklist

import (
	"charthouse/internal/access"
	"charthouse/internal/workflow"
	"charthouse/internal/worklist"
	"charthouse/web/href"
	"charthouse/web/show"
	"charthouse/web/stuck"
	"charthouse/web/ui"
)

// group is a heading with its rows on this page, and where its others are.
type group struct {
	Head ui.Group
	Rows []ui.Stuck
	More *ui.Link
}

// titles are the headings, by the name of the part.
var titles = map[string]string{
	"questions": "Questions", "tasks": "Tasks past their day", "visits": "Visits", "money": "Money",
	"waiting": "Waiting on others", "running_out": "Running out", "papers": "Papers and files",
}

// groups put the rows of this page under their headings. A heading counts what
// stands under it on all pages.
func groups(list workflow.Worklist, w href.Work, r stuck.Reader) []group {
	parts := map[string]worklist.Part{}
	for _, p := range list.Parts {
		parts[p.Name] = p
	}
	var out []group
	for _, name := range worklist.Parts() {
		p := parts[name]
		g := group{Head: ui.Group{ID: name, Title: titles[name], Count: show.Number(p.Lines)}}
		if p.Cents > 0 {
			g.Head.Sum = show.Money(p.Cents, r.Currency)
		}
		for _, s := range list.Rows {
			if s.Part == name {
				g.Rows = append(g.Rows, rowOf(s, r))
			}
		}
		if rest := p.Lines - len(g.Rows); rest > 0 && w.Part == "" && len(g.Rows) > 0 {
			only := w
			only.Part = name
			g.More = &ui.Link{Href: only.String(), Label: show.Number(rest) + " more under " + titles[name]}
		}
		if len(g.Rows) > 0 {
			out = append(out, g)
		}
	}
	return out
}

func rowOf(s workflow.Stuck, r stuck.Reader) ui.Stuck {
	row := stuck.Row(s, r)
	if !s.PendedUntil.IsZero() {
		row.Detail = "Put off until " + show.Date(s.PendedUntil) + ": " + s.PendedWhy
	}
	if s.Hidden {
		return row
	}
	if s.Kind == worklist.QuestionWaiting && row.Ask == nil && mayAnswer(s, r.Who) {
		row.Ask = answering(s, r)
	}
	if s.Kind == worklist.QuestionWaiting && row.Ask != nil && row.Ask.Post != answerTo(s) && mayAnswer(s, r.Who) {
		row.Fixes = []ui.Fix{{Act: ui.Act{Label: "Answer in words", Href: href.Line(s.ClientID, s.ID, "answer", r.Back), Attrs: drawer}}}
	}
	if r.Who.May(access.AskQuestion) {
		row.Give = href.Line(s.ClientID, s.ID, "give", r.Back)
	}
	if r.Who.May(access.PendBlocker) {
		row.Later = href.Line(s.ClientID, s.ID, "off", r.Back)
	}
	row.Tick = &ui.Tick{Form: manyForm, Value: ticket(s)}
	return row
}

// mayAnswer is true for the one who was asked, whoever stands in for them, and
// those of the role that was asked.
func mayAnswer(s workflow.Stuck, who access.Actor) bool {
	if s.OwnerID != 0 {
		return who.Staff() == s.OwnerID || who.Staff() == s.StandInID
	}
	role, err := access.ParseRole(s.Fixer)
	return err == nil && who.Roles().Has(role)
}

// answering puts the answer in words into the row.
func answering(s workflow.Stuck, r stuck.Reader) *ui.Ask {
	return &ui.Ask{
		Post: answerTo(s), Save: "Answer", Says: s.Detail.Value + " sees it on their list.",
		Fields: []ui.Field{
			{Label: "Your answer", Name: "answer", ID: "answer-" + s.ID.String(), Required: true, Autocomplete: "off"},
			{Name: "back", Value: r.Back, Kind: ui.Hidden, ID: "answer-back-" + s.ID.String()},
		},
	}
}

// answers are the questions that came back to who asked them.
func answers(back []worklist.Back, r stuck.Reader) []ui.Stuck {
	out := make([]ui.Stuck, len(back))
	for i, b := range back {
		row := ui.Stuck{
			ID: "q" + b.ID.String(), Icon: "circle-check", Tone: ui.Teal, Name: b.Client, Href: href.Client(b.ClientID), Rest: ".",
			What: "Mended since you asked.", Detail: stuck.What(b.Kind, b.Field), Owner: b.By, Age: show.When(b.At, r.Now, r.Zone),
			Fixes: []ui.Fix{{Act: ui.Act{Label: "Seen"}, Post: href.Question(b.ClientID, b.ID, "seen"), With: map[string]string{"back": r.Back}}},
		}
		if b.Answer != "" {
			row.What = "Answer: “" + b.Answer + "”"
		}
		if b.Words != "" {
			row.Detail += " You asked: “" + b.Words + "”"
		}
		if b.Stands {
			row.Asked = "The line still stands below."
		}
		out[i] = row
	}
	return out
}
