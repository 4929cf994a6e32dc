package worklist

import (
	"errors"
	"net/http"
	"slices"
	"strings"

	"charthouse/internal/access"
	"charthouse/internal/fault"
	"charthouse/internal/id"
	"charthouse/internal/workflow"
	"charthouse/internal/worklist"
	"charthouse/web/href"
	"charthouse/web/page"
	"charthouse/web/stuck"
	"charthouse/web/ui"
)

// take is the form by which a manager gives all of one person's rows to another.
type take struct {
	Title  string
	Fields []ui.Field
}

func takeOf(list workflow.Worklist, w href.Work, r stuck.Reader) *take {
	if w.Owner == 0 || len(list.Rows) == 0 || !r.Who.Roles().Has(access.Manager|access.Owner) {
		return nil
	}
	name := nameOf(list.Choices.People, w.Owner, list.Mates)
	to := []ui.Option{{Label: "Choose"}}
	for _, m := range list.Mates {
		if m.ID != w.Owner && !m.Away {
			to = append(to, ui.Option{Value: m.ID.String(), Label: m.Name})
		}
	}
	return &take{"Take over from " + name, []ui.Field{
		{Label: "All that waits for " + name + " goes to", Name: "to", ID: "take-to", Kind: ui.Select, Required: true, Options: to},
		{Name: "from", ID: "take-from", Kind: ui.Hidden, Value: w.Owner.String()},
		{Name: "back", ID: "take-back", Kind: ui.Hidden, Value: r.Back},
	}}
}

type taking struct {
	From string `form:"from"`
	worklist.Assignment
}

var errNoTaker = fault.New(fault.Invalid, "Choose who takes the lines over.")

// takeOver answers POST /worklist/take-over.
func (h *Handler) takeOver(w http.ResponseWriter, r *http.Request) error {
	in, err := page.Decode[taking](r)
	if err != nil {
		return err
	}
	from, err := id.Parse[id.Staff](in.From)
	if err != nil || in.To == "" {
		return h.refusedAll(w, r, errNoTaker)
	}
	n, refused, err := h.Worklist.TakeOver(r.Context(), page.Actor(r), from, in.Assignment)
	if err != nil {
		return h.refusedAll(w, r, err)
	}
	return h.report(w, r, n, refused, "taken over")
}

// sentence is a fault in one line: its message, and what is wrong with fields.
func sentence(err error) string {
	f, ok := errors.AsType[*fault.Fault](err)
	if !ok {
		return ""
	}
	if len(f.Fields) == 0 {
		return f.Message
	}
	var out []string
	for _, s := range f.Fields {
		out = append(out, s)
	}
	slices.Sort(out)
	return strings.Join(out, " ")
}
