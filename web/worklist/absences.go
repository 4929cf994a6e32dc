package worklist

import (
	"net/http"

	"github.com/a-h/templ"

	"charthouse/internal/access"
	"charthouse/internal/fault"
	"charthouse/internal/id"
	"charthouse/internal/practice"
	"charthouse/web/href"
	"charthouse/web/page"
	"charthouse/web/show"
	"charthouse/web/ui"
)

// absencesView is who is away from today on, and the form of one more time.
type absencesView struct {
	Shell ui.Shell
	Rows  []absence
	Form  ui.FormOf
	Field []ui.Field
}

type absence struct {
	Name, Days, StandIn string
	Now                 bool
	Remove              string // empty for those who may not
}

// absences answers GET /absences.
func (h *Handler) absences(w http.ResponseWriter, r *http.Request) error {
	v, err := h.absencesView(r, practice.AbsenceForm{Staff: page.Actor(r).Staff().String()})
	if err != nil {
		return err
	}
	return page.Render(w, r, absencesPage(v))
}

func (h *Handler) absencesView(r *http.Request, f practice.AbsenceForm) (v absencesView, err error) {
	who := page.Actor(r)
	list, err := h.Practice.ListAbsences(r.Context(), page.Reader(r))
	if err != nil {
		return v, err
	}
	mates, err := h.Practice.Colleagues(r.Context(), page.Reader(r))
	v.Shell, v.Form = h.Site.Shell(r, "Who is away", "w"), ui.FormOf{Action: href.Absences, Class: "stack"}
	v.Shell.Back = &ui.Link{Href: href.Worklist("", false), Label: "Worklist"}
	for _, a := range list {
		row := absence{Name: a.Staff, Days: show.Date(a.From) + " to " + show.Date(a.Until), StandIn: a.StandIn, Now: a.Now}
		if manages(who) || a.StaffID == who.Staff() {
			row.Remove = href.RemoveAbsence(a.ID)
		}
		v.Rows = append(v.Rows, row)
	}
	v.Field = absenceFields(f, who, mates)
	return v, err
}

func manages(who access.Actor) bool { return who.Roles().Has(access.Manager | access.Owner) }

// absenceFields ask about oneself; managers and owners choose who is away.
func absenceFields(f practice.AbsenceForm, who access.Actor, mates []practice.Colleague) []ui.Field {
	var everyone []ui.Option
	nobody := []ui.Option{{Label: "Nobody"}}
	for _, m := range mates {
		one := ui.Option{Value: m.ID.String(), Label: m.Name}
		if manages(who) || m.ID == who.Staff() {
			everyone = append(everyone, one)
		}
		nobody = append(nobody, one)
	}
	return []ui.Field{
		{Label: "Who is away", Name: "staff", Kind: ui.Select, Value: f.Staff, Options: everyone, Required: true},
		{Label: "First day", Name: "from", Kind: ui.Date, Value: f.From, Required: true},
		{Label: "Last day", Name: "until", Kind: ui.Date, Value: f.Until, Required: true},
		{Label: "Who stands in", Name: "stand_in", Kind: ui.Select, Value: f.StandIn, Options: nobody, Help: "Their list has the lines meanwhile. They go back by themselves."},
	}
}

// addAbsence answers POST /absences.
func (h *Handler) addAbsence(w http.ResponseWriter, r *http.Request) error {
	f, err := page.Decode[practice.AbsenceForm](r)
	if err != nil {
		return err
	}
	if _, err := h.Practice.AddAbsence(r.Context(), page.Actor(r), f); err != nil {
		v, e := h.absencesView(r, f)
		if e != nil {
			return e
		}
		return page.Retry(w, r, err, func(f *fault.Fault) templ.Component {
			page.Mark(v.Field, f)
			v.Form.Fault, v.Form.Errors = f.Message, page.Errors(v.Field)
			return absencesPage(v)
		})
	}
	h.Site.Say(r, ui.Toast{Text: "Kept. The lines change hands on the first day, and back after the last."})
	return page.See(w, r, href.Absences)
}

// removeAbsence answers POST /absences/{absence}/removal.
func (h *Handler) removeAbsence(w http.ResponseWriter, r *http.Request) error {
	n, err := page.ID[id.Absence](r, "absence")
	if err != nil {
		return err
	}
	if err := h.Practice.RemoveAbsence(r.Context(), page.Actor(r), n); err != nil {
		return err
	}
	h.Site.Say(r, ui.Toast{Text: "Removed. Lines that wait for them are theirs again."})
	return page.See(w, r, href.Absences)
}
