package clients

import (
	"errors"
	"net/http"

	"github.com/a-h/templ"

	"charthouse/internal/clients"
	"charthouse/internal/fault"
	"charthouse/internal/id"
	"charthouse/web/href"
	"charthouse/web/page"
	"charthouse/web/show"
	"charthouse/web/ui"
)

// editView is the form of demographics, with where each value came from.
type editView struct {
	Shell  ui.Shell
	Title  string
	Form   ui.FormOf
	Fields detailFields
	Both   []ui.Twice
	Cancel string
}

// edit answers GET /clients/{client}/edit.
func (h *Handler) edit(w http.ResponseWriter, r *http.Request) error {
	c, err := page.Client(r)
	if err != nil {
		return err
	}
	client, facts, err := h.Clients.Provenance(r.Context(), page.Actor(r), c)
	if err != nil {
		return err
	}
	return page.Render(w, r, editPage(h.editOf(r, client, facts, client.Details(), nil)))
}

// saveEdit answers POST /clients/{client}/edit.
func (h *Handler) saveEdit(w http.ResponseWriter, r *http.Request) error {
	c, err := page.Client(r)
	if err != nil {
		return err
	}
	in, err := page.Decode[clients.Details](r)
	if err != nil {
		return err
	}
	if err := h.Clients.Edit(r.Context(), page.Actor(r), c, in); err != nil {
		return h.editAgain(w, r, c, in, err)
	}
	return h.said(w, r, href.Client(c), "Details saved", "")
}

// editAgain draws the form with what was typed; after a change by somebody else
// both versions stand above it, and saving once more means the one below.
func (h *Handler) editAgain(w http.ResponseWriter, r *http.Request, c id.Client, in clients.Details, cause error) error {
	f := faultOf(cause)
	if f == nil {
		return cause
	}
	client, facts, err := h.Clients.Provenance(r.Context(), page.Actor(r), c)
	if err != nil {
		return err
	}
	v := h.editOf(r, client, facts, in, f)
	if errors.Is(cause, clients.ErrStale) {
		v.Both = bothOf(h.sight(r), client.Details(), in, facts)
		v.Fields.Version = version(client.Version)
	}
	return page.Retry(w, r, cause, func(*fault.Fault) templ.Component { return editPage(v) })
}

func (h *Handler) editOf(r *http.Request, client clients.Client, facts map[string]clients.Fact, in clients.Details, f *fault.Fault) editView {
	fields := fieldsOf(in, f)
	fields.Version = version(in.Version)
	s := h.sight(r)
	for _, group := range [][]ui.Field{fields.Name, fields.Reach, fields.Home} {
		for i := range group {
			if fact, ok := facts[group[i].Name]; ok {
				group[i].Source = verifiedBy(s, fact)
			}
		}
	}
	return editView{
		Shell: h.shell(r, client, "Details"), Title: "Details of " + client.Name(), Fields: fields, Cancel: href.Client(client.ID),
		Form: ui.FormOf{Action: href.EditClient(client.ID), Fault: message(f), Errors: fields.errors()},
	}
}

// verifiedBy is: verified 4 Jun by Tomasz Wieczorek.
func verifiedBy(s sight, f clients.Fact) string {
	return "Verified " + show.When(f.VerifiedAt, s.now, s.zone) + " by " + f.VerifiedBy + "."
}

// bothOf are the fields in which the file and the form differ, side by side.
func bothOf(s sight, theirs, yours clients.Details, facts map[string]clients.Fact) []ui.Twice {
	var out []ui.Twice
	ours, typed := fieldsOf(theirs, nil).all(), fieldsOf(yours, nil).all()
	for i, f := range ours {
		if f.Value == typed[i].Value {
			continue
		}
		t := ui.Twice{Label: f.Label, Theirs: f.Spoken(), Yours: typed[i].Spoken()}
		if fact, ok := facts[f.Name]; ok {
			t.Who = verifiedBy(s, fact)
		}
		out = append(out, t)
	}
	return out
}
