package clients

import (
	"context"
	"errors"
	"net/http"

	"github.com/a-h/templ"

	"charthouse/internal/access"
	"charthouse/internal/fault"
	"charthouse/internal/id"
	"charthouse/web/href"
	"charthouse/web/page"
	"charthouse/web/ui"
)

// recordsView is a page of lists whose rows open to be changed in place.
type recordsView struct {
	Shell       ui.Shell
	Title, Lede string
	Blocks      []block
}

// block is one list.
type block struct {
	ID, Title, Empty string
	Rows             []record
	Add              *record
	Confirm          *ui.Fix // one act on the whole list
}

// record is one row. Without a form it cannot be changed by this person.
type record struct {
	ID, Title, Rest, Detail, Href string
	Tags                          []ui.Tag
	Form                          *recordForm
	End                           *ui.Fix
	Open                          bool
	Both                          []ui.Twice
}

type recordForm struct {
	Of     ui.FormOf
	Fields []ui.Field
	Save   string
}

// tried is a form that came back: which row's, what was typed and what is wrong.
// The zero tried is a page that nobody sent anything to.
type tried[T any] struct {
	row   int64 // 0 is a new one
	in    T
	fault *fault.Fault
}

// of is what the row's form shows: what was typed if it is the one that came
// back, else what the file says.
func (t tried[T]) of(row int64, is T) (in T, f *fault.Fault) {
	if t.fault == nil || t.row != row {
		return is, nil
	}
	return t.in, t.fault
}

// formFor draws the form of one row. Fields carry the row in their ids, since
// all rows stand on one page.
func formFor(prefix, action, save string, fields []ui.Field, f *fault.Fault) *recordForm {
	page.Mark(fields, f)
	out := recordForm{Of: ui.FormOf{Action: action, Fault: message(f)}, Save: save}
	for _, e := range page.Errors(fields) {
		e.Name = prefix + e.Name
		out.Of.Errors = append(out.Of.Errors, e)
	}
	for _, field := range fields {
		field.ID = "f-" + prefix + field.Name
		out.Fields = append(out.Fields, field)
	}
	return &out
}

// compare lists the fields in which a form that came too late differs from the
// file.
func compare(f *fault.Fault, theirs, yours []ui.Field) []ui.Twice {
	if f == nil || f.Kind != fault.Conflict {
		return nil
	}
	return ui.Compare(theirs, yours)
}

func version(n int) ui.Field {
	return ui.Field{Name: "version", Kind: ui.Hidden, Value: id.ID[struct{}](n).String()}
}

// said leaves a toast and sends the browser on.
func (h *Handler) said(w http.ResponseWriter, r *http.Request, to, text, undo string) error {
	h.Site.Say(r, ui.Toast{Text: text, Undo: undo})
	return page.See(w, r, to)
}

// faultOf is the fault of a form that can be mended, or nil.
func faultOf(err error) *fault.Fault {
	f, ok := errors.AsType[*fault.Fault](err)
	if !ok || (f.Kind != fault.Invalid && f.Kind != fault.Conflict) {
		return nil
	}
	return f
}

// door is an act on one row of a file.
type door[T ~int64] func(context.Context, access.Actor, id.Client, T) error

// ending ends a row, or brings it back, and offers the way back.
func ending[T ~int64](h *Handler, name string, do door[T], list func(id.Client) string, said string, undo func(id.Client, T) string) page.Handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		c, row, err := page.InFile[T](r, name)
		if err != nil {
			return err
		}
		if err := do(r.Context(), page.Actor(r), c, row); err != nil {
			return err
		}
		to := ""
		if undo != nil {
			to = undo(c, row)
		}
		return h.said(w, r, page.Back(r, list(c)), said, to)
	}
}

// restoring is where the undo of an end posts.
func restoring[T ~int64](row func(id.Client, T) string) func(id.Client, T) string {
	return func(c id.Client, n T) string { return href.Restore(row(c, n)) }
}

// adding stores a new row's form; again draws the list with what is wrong.
func adding[T any, R ~int64](h *Handler, do func(context.Context, access.Actor, id.Client, T) (R, error), list func(id.Client) string, said string,
	again func(http.ResponseWriter, *http.Request, id.Client, T, error) error,
) page.Handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		c, err := page.Client(r)
		if err != nil {
			return err
		}
		in, err := page.Decode[T](r)
		if err != nil {
			return err
		}
		if _, err = do(r.Context(), page.Actor(r), c, in); err != nil {
			return again(w, r, c, in, err)
		}
		return h.said(w, r, list(c), said, "")
	}
}

// changing stores one row's form.
func changing[T any, R ~int64](h *Handler, name string, do func(context.Context, access.Actor, id.Client, R, T) error, list func(id.Client) string, said string,
	again func(http.ResponseWriter, *http.Request, id.Client, R, T, error) error,
) page.Handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		c, row, err := page.InFile[R](r, name)
		if err != nil {
			return err
		}
		in, err := page.Decode[T](r)
		if err != nil {
			return err
		}
		if err := do(r.Context(), page.Actor(r), c, row, in); err != nil {
			return again(w, r, c, row, in, err)
		}
		return h.said(w, r, list(c), said, "")
	}
}

// again draws a page once more with the status that its fault deserves; a fault
// that no form can mend is returned.
func again(w http.ResponseWriter, r *http.Request, err error, draw func(*fault.Fault) (recordsView, error)) error {
	f := faultOf(err)
	if f == nil {
		return err
	}
	v, drawn := draw(f)
	if drawn != nil {
		return drawn
	}
	return page.Retry(w, r, err, func(*fault.Fault) templ.Component { return recordsPage(v) })
}
