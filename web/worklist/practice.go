package worklist

import (
	"net/http"

	"github.com/a-h/templ"

	"charthouse/internal/access"
	"charthouse/internal/fault"
	"charthouse/internal/id"
	"charthouse/internal/workflow"
	"charthouse/internal/worklist"
	"charthouse/web/href"
	"charthouse/web/page"
	"charthouse/web/show"
	"charthouse/web/stuck"
	"charthouse/web/ui"
)

// practiceView is what holds up the practice itself, in a group of its own under
// the rows of files, and what of it left by itself.
type practiceView struct {
	Group   group
	Cleared []ui.Clearing
}

func practiceOf(list workflow.Worklist, r stuck.Reader) practiceView {
	v := practiceView{Group: group{Head: ui.Group{ID: "practice", Title: "The practice", Count: show.Number(len(list.Practice))}}}
	for _, b := range list.Practice {
		v.Group.Rows = append(v.Group.Rows, practiceRow(b, r))
	}
	for _, c := range list.PracticeCleared {
		v.Cleared = append(v.Cleared, stuck.PracticeCleared(c, r))
	}
	return v
}

func practiceRow(b worklist.OfPractice, r stuck.Reader) ui.Stuck {
	row := stuck.OfPractice(b, r)
	if !b.PendedUntil.IsZero() {
		row.Detail = "Put off until " + show.Date(b.PendedUntil) + ": " + b.PendedWhy
	}
	if r.Who.May(access.EditSettings) {
		row.Later = href.OfPractice(b.ID, r.Back)
	}
	return row
}

// ofPractice answers GET /worklist/practice/{row}: the row, and putting it off.
func (h *Handler) ofPractice(w http.ResponseWriter, r *http.Request) error {
	v, err := h.practiceLine(r)
	if err != nil {
		return err
	}
	return page.Render(w, r, linePage(v))
}

func (h *Handler) practiceLine(r *http.Request) (v lineView, err error) {
	n, err := page.ID[id.OfPractice](r, "row")
	if err != nil {
		return v, err
	}
	b, err := h.Worklist.OfPractice(r.Context(), page.Actor(r), n)
	if err != nil {
		return v, err
	}
	back := page.Inside(r.FormValue("back"), href.Worklist("", false))
	rd := h.reader(r, back)
	v.Shell = h.Site.Shell(r, "A line of the worklist", "w")
	v.Shell.Back = &ui.Link{Href: back, Label: "Worklist"}
	v.Row = practiceRow(b, rd)
	v.Row.Later = ""
	form := offForm(b.PendedUntil, b.PendedWhy, rd)
	form.ID, form.Of.Action = "off", href.PendOfPractice(n)
	form.Fields = append(form.Fields, ui.Field{Name: "back", Kind: ui.Hidden, Value: back, ID: "back-off"})
	v.Forms = []lineForm{form}
	return v, nil
}

// pendOfPractice answers POST /worklist/practice/{row}/pend.
func (h *Handler) pendOfPractice(w http.ResponseWriter, r *http.Request) error {
	n, err := page.ID[id.OfPractice](r, "row")
	if err != nil {
		return err
	}
	in, err := page.Decode[worklist.Pending](r)
	if err != nil {
		return err
	}
	if err := h.Worklist.PendOfPractice(r.Context(), page.Actor(r), n, in); err != nil {
		return h.practiceAgain(w, r, err)
	}
	t := ui.Toast{Text: "Back on the list"}
	if in.Until != "" {
		t = ui.Toast{Text: "Put off until " + in.Until, Undo: href.PendOfPractice(n), With: map[string]string{"until": "", "back": r.PostFormValue("back")}}
	}
	return h.done(w, r, t)
}

// practiceAgain draws the row's page once more with what was wrong.
func (h *Handler) practiceAgain(w http.ResponseWriter, r *http.Request, err error) error {
	v, e := h.practiceLine(r)
	if e != nil {
		return e
	}
	return page.Retry(w, r, err, func(f *fault.Fault) templ.Component {
		form := &v.Forms[0]
		for i := range form.Fields {
			form.Fields[i].Value = r.PostFormValue(form.Fields[i].Name)
		}
		page.Mark(form.Fields, f)
		form.Of.Fault, form.Of.Errors = f.Message, page.Errors(form.Fields)
		return linePage(v)
	})
}
