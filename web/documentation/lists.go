package docs

import (
	"context"
	"net/http"
	"strings"

	"github.com/a-h/templ"

	"charthouse/internal/access"
	"charthouse/internal/clients"
	"charthouse/internal/fault"
	"charthouse/internal/id"
	"charthouse/web/href"
	"charthouse/web/page"
	"charthouse/web/ui"
)

// vitals answers POST /clients/{client}/visits/{visit}/note/vitals.
func (h *Handler) vitals(w http.ResponseWriter, r *http.Request) error {
	c, visit, err := page.InFile[id.Visit](r, "visit")
	if err != nil {
		return err
	}
	in, err := page.Decode[clients.VitalsForm](r)
	if err != nil {
		return err
	}
	made, err := h.flow.RecordVitals(r.Context(), page.Actor(r), c, visit, in)
	if err != nil {
		return h.again(w, r, c, visit, err, func(v *noteView, f *fault.Fault) { v.Vitals.mark(in, f) })
	}
	var rows []string
	for _, n := range made {
		rows = append(rows, n.String())
	}
	if len(rows) > 0 {
		h.site.Say(r, ui.Toast{Text: "Vital signs recorded", Undo: href.NotePart(c, visit, "vitals/strike"), With: map[string]string{"rows": strings.Join(rows, " ")}})
	}
	return page.See(w, r, href.Note(c, visit)+"#vitals-head")
}

// strike answers POST /clients/{client}/visits/{visit}/note/vitals/strike: the
// readings were entered by mistake.
func (h *Handler) strike(w http.ResponseWriter, r *http.Request) error {
	c, visit, err := page.InFile[id.Visit](r, "visit")
	if err != nil {
		return err
	}
	in, err := page.Decode[struct {
		Rows string `form:"rows"`
	}](r)
	if err != nil {
		return err
	}
	var rows []id.Reading
	for word := range strings.FieldsSeq(in.Rows) {
		if n, err := id.Parse[id.Reading](word); err == nil {
			rows = append(rows, n)
		}
	}
	if err := h.clients.StrikeReadings(r.Context(), page.Actor(r), c, rows); err != nil {
		return err
	}
	return page.See(w, r, href.Note(c, visit)+"#vitals-head")
}

// addAllergy answers POST /clients/{client}/visits/{visit}/note/allergies.
func (h *Handler) addAllergy(w http.ResponseWriter, r *http.Request) error {
	c, visit, err := page.InFile[id.Visit](r, "visit")
	if err != nil {
		return err
	}
	in, err := page.Decode[clients.AllergyForm](r)
	if err != nil {
		return err
	}
	if _, err := h.clients.AddAllergy(r.Context(), page.Actor(r), c, in); err != nil {
		return h.again(w, r, c, visit, err, func(v *noteView, f *fault.Fault) { v.Known.Allergies.mark(allergyFields(in), f) })
	}
	return page.See(w, r, href.Note(c, visit)+"#allergies")
}

// addMedicine answers POST /clients/{client}/visits/{visit}/note/medicines.
func (h *Handler) addMedicine(w http.ResponseWriter, r *http.Request) error {
	c, visit, err := page.InFile[id.Visit](r, "visit")
	if err != nil {
		return err
	}
	in, err := page.Decode[clients.MedicationForm](r)
	if err != nil {
		return err
	}
	if _, err := h.clients.AddMedication(r.Context(), page.Actor(r), c, in); err != nil {
		return h.again(w, r, c, visit, err, func(v *noteView, f *fault.Fault) { v.Known.Medicines.mark(medicineFields(in), f) })
	}
	return page.See(w, r, href.Note(c, visit)+"#medicines")
}

// editAllergy answers POST /clients/{client}/visits/{visit}/note/allergies/{row}/edit.
func (h *Handler) editAllergy(w http.ResponseWriter, r *http.Request) error {
	return edited(h, w, r, "allergies", h.clients.EditAllergy, func(v *noteView, of string, in clients.AllergyForm, f *fault.Fault) {
		v.Known.Allergies.markRow(of, allergyFields(in), f)
	})
}

// editMedicine answers POST /clients/{client}/visits/{visit}/note/medicines/{row}/edit.
func (h *Handler) editMedicine(w http.ResponseWriter, r *http.Request) error {
	return edited(h, w, r, "medicines", h.clients.EditMedication, func(v *noteView, of string, in clients.MedicationForm, f *fault.Fault) {
		v.Known.Medicines.markRow(of, medicineFields(in), f)
	})
}

// edited changes a row of the file from the note.
func edited[T ~int64, F any](h *Handler, w http.ResponseWriter, r *http.Request, list string,
	edit func(context.Context, access.Actor, id.Client, T, F) error, mark func(*noteView, string, F, *fault.Fault),
) error {
	c, visit, err := page.InFile[id.Visit](r, "visit")
	if err != nil {
		return err
	}
	row, err := page.ID[T](r, "row")
	if err != nil {
		return err
	}
	in, err := page.Decode[F](r)
	if err != nil {
		return err
	}
	if err := edit(r.Context(), page.Actor(r), c, row, in); err != nil {
		return h.again(w, r, c, visit, err, func(v *noteView, f *fault.Fault) { mark(v, page.Param(r, "row"), in, f) })
	}
	return page.See(w, r, href.Note(c, visit)+"#"+list)
}

// again draws the page with what is wrong in one of its small forms.
func (h *Handler) again(w http.ResponseWriter, r *http.Request, c id.Client, visit id.Visit, err error, mark func(*noteView, *fault.Fault)) error {
	p, failed := h.flow.OpenNote(r.Context(), page.Actor(r), c, visit, "")
	if failed != nil {
		return failed
	}
	return page.Retry(w, r, err, func(f *fault.Fault) templ.Component {
		v := h.noteOf(r, p)
		mark(&v, f)
		return notePage(v)
	})
}

func (l *listOf) mark(fields []ui.Field, f *fault.Fault) {
	page.Mark(fields, f)
	l.Fields, l.Open, l.Fault = fields, true, f.Message
}

// markRow opens the form of a row with what was typed and what is wrong with it.
// What stands in the file now is the row itself, and the next try is on that.
func (l *listOf) markRow(of string, fields []ui.Field, f *fault.Fault) {
	for i := range l.Rows {
		r := &l.Rows[i]
		if r.ID != l.ID+"-"+of {
			continue
		}
		fields[0] = r.Fields[0] // the version
		page.Mark(fields, f)
		r.Fields, r.Open, r.Fault = r.within(fields), true, f.Message
	}
}

func (v *vitalsView) mark(in clients.VitalsForm, f *fault.Fault) {
	typed := []string{in.Pressure, in.Pulse, in.Temperature, in.Weight, in.Height, in.Oxygen, in.Glucose}
	for i := range v.Fields {
		v.Fields[i].Value, v.Fields[i].Error = typed[i], f.Fields[v.Fields[i].Name]
	}
	v.Odd, v.Fault = true, f.Message
}
