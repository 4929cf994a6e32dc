package today

import (
	"errors"
	"net/http"
	"strings"

	"charthouse/internal/access"
	"charthouse/internal/scheduling"
	"charthouse/web/href"
	"charthouse/web/page"
	"charthouse/web/ui"
)

// nowhereView is the day of a practice that has no location yet.
type nowhereView struct {
	Shell ui.Shell
	Empty ui.EmptyOf
}

// nowhere answers a day or a booking without a location with who can add one.
// Any other error stays what it is.
func (h *Handler) nowhere(w http.ResponseWriter, r *http.Request, err error) error {
	if !errors.Is(err, scheduling.ErrNowhere) {
		return err
	}
	names, err := h.Practice.WhoMay(r.Context(), page.Reader(r), access.EditSettings)
	if err != nil {
		return err
	}
	v := nowhereView{Shell: h.Site.Shell(r, "Today", "t"), Empty: nowhereOf(names, page.Person(r).Actor)}
	return page.Render(w, r, nowherePage(v))
}

func nowhereOf(names []string, who access.Actor) ui.EmptyOf {
	e := ui.EmptyOf{Title: "There is no day to show yet", Text: "The practice has no location, so nobody can be booked.", Level: 2}
	switch {
	case who.May(access.EditSettings):
		e.Link = &ui.Link{Href: href.Locations, Label: "Add the first location"}
	case len(names) > 0:
		e.Text += " " + strings.Join(names, " or ") + " can add the first one in the settings."
	default:
		e.Text += " Nobody has a role that can add one: run charthouse user add with the role owner."
	}
	return e
}
