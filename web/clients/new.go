package clients

import (
	"errors"
	"net/http"
	"strings"

	"github.com/a-h/templ"

	"charthouse/internal/civil"
	"charthouse/internal/clients"
	"charthouse/internal/fault"
	"charthouse/web/href"
	"charthouse/web/page"
	"charthouse/web/ui"
)

// newView is the form of a new file, and the files that may be the same person.
type newView struct {
	Shell   ui.Shell
	Form    ui.FormOf
	Fields  detailFields
	Matches []person
}

// blank answers GET /clients/new?name=.
func (h *Handler) blank(w http.ResponseWriter, r *http.Request) error {
	given, family, _ := strings.Cut(r.URL.Query().Get("name"), " ")
	return page.Render(w, r, newPage(newOf(h.shellOfNew(r), clients.Details{Given: given, Family: family}, nil, nil)))
}

// create answers POST /clients.
func (h *Handler) create(w http.ResponseWriter, r *http.Request) error {
	in, err := page.Decode[clients.Details](r)
	if err != nil {
		return err
	}
	c, err := h.Clients.Create(r.Context(), page.Actor(r), in)
	if err != nil {
		return page.Retry(w, r, err, func(f *fault.Fault) templ.Component {
			return newPage(newOf(h.shellOfNew(r), in, f, matches(err, h.Site.Today(r))))
		})
	}
	return page.See(w, r, href.Client(c))
}

func (h *Handler) shellOfNew(r *http.Request) ui.Shell {
	s := h.Site.Shell(r, "New patient", "p")
	s.Back = &ui.Link{Href: href.Clients(""), Label: "Patients"}
	return s
}

func newOf(shell ui.Shell, in clients.Details, f *fault.Fault, same []person) newView {
	fields := fieldsOf(in, f)
	return newView{shell, ui.FormOf{Action: href.Clients(""), Fault: message(f), Errors: fields.errors()}, fields, same}
}

func matches(err error, today civil.Date) []person {
	if double, ok := errors.AsType[*clients.Double](err); ok {
		return people(double.Matches, today)
	}
	return nil
}

func message(f *fault.Fault) string {
	if f == nil {
		return ""
	}
	return f.Message
}
