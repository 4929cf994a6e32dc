package clients

import (
	"net/http"

	"charthouse/internal/clients"
	"charthouse/internal/fault"
	"charthouse/internal/id"
	"charthouse/web/href"
	"charthouse/web/page"
	"charthouse/web/show"
	"charthouse/web/ui"
)

// triedClinical is what was tried on the clinical page; at most one part was.
type triedClinical struct {
	allergy  tried[clients.AllergyForm]
	problem  tried[clients.ProblemForm]
	medicine tried[clients.MedicationForm]
	vitals   tried[clients.VitalsForm]
}

// clinical answers GET /clients/{client}/clinical.
func (h *Handler) clinical(w http.ResponseWriter, r *http.Request) error {
	c, err := page.Client(r)
	if err != nil {
		return err
	}
	v, err := h.clinicalView(r, c, triedClinical{})
	if err != nil {
		return err
	}
	return page.Render(w, r, recordsPage(v))
}

func (h *Handler) clinicalAgain(w http.ResponseWriter, r *http.Request, c id.Client, err error, fill func(*triedClinical, *fault.Fault)) error {
	return again(w, r, err, func(f *fault.Fault) (recordsView, error) {
		var t triedClinical
		fill(&t, f)
		return h.clinicalView(r, c, t)
	})
}

func (h *Handler) clinicalView(r *http.Request, c id.Client, t triedClinical) (recordsView, error) {
	client, all, err := h.Clients.Clinical(r.Context(), page.Actor(r), c)
	if err != nil {
		return recordsView{}, err
	}
	s := h.sight(r)
	return recordsView{
		Shell: h.shell(r, client, "Clinical lists"), Title: "Clinical lists of " + client.Name(),
		Blocks: []block{
			allergyBlock(c, all.Allergies, t.allergy), problemBlock(c, all.Problems, t.problem),
			medicineBlock(s, c, all.Medications, t.medicine), vitalsBlock(s, c, all.Results, t.vitals),
		},
	}, nil
}

var severities = []ui.Option{{Value: "", Label: "Not known"}, {Value: "mild", Label: "Mild"}, {Value: "moderate", Label: "Moderate"}, {Value: "severe", Label: "Severe"}}

func allergyBlock(c id.Client, list []clients.Allergy, t tried[clients.AllergyForm]) block {
	b := block{ID: "allergies", Title: "Allergies", Empty: "None recorded."}
	for _, a := range list {
		path := href.Allergy(c, a.ID)
		is := clients.AllergyForm{Substance: a.Substance, Reaction: a.Reaction, Severity: a.Severity, Since: a.Since, Version: a.Version}
		in, f := t.of(int64(a.ID), is)
		in.Version = a.Version
		row := record{ID: "allergy-" + a.ID.String(), Title: a.Substance, Rest: a.Reaction, Detail: join(" · ", prefix("Since ", a.Since), origin(a.Source)), Open: f != nil}
		if a.Severity != "" {
			row.Tags = []ui.Tag{{Text: a.Severity, Tone: severityTones[a.Severity]}}
		}
		row.Both = compare(f, allergyFields(is), allergyFields(in))
		row.Form = formFor(row.ID+"-", path, "Save allergy", allergyFields(in), f)
		row.End = &ui.Fix{Act: ui.Act{Label: "Take off the list", Kind: "quiet"}, Post: href.End(path)}
		b.Rows = append(b.Rows, row)
	}
	in, f := t.of(0, clients.AllergyForm{})
	b.Add = &record{Title: "Add an allergy", Form: formFor("new-allergy-", href.Allergies(c), "Add allergy", allergyFields(in), f), Open: f != nil}
	return b
}

var severityTones = map[string]ui.Tone{"severe": ui.Rust, "moderate": ui.Ochre}

// origin says where a row came from, if it was not written here.
func origin(source string) string {
	if source == "" {
		return ""
	}
	return "From " + source
}

func allergyFields(in clients.AllergyForm) []ui.Field {
	return []ui.Field{
		version(in.Version),
		{Label: "Substance", Name: "substance", Value: in.Substance, Autocomplete: "off"},
		{Label: "Reaction", Name: "reaction", Value: in.Reaction, Autocomplete: "off"},
		{Label: "Severity", Name: "severity", Value: in.Severity, Kind: ui.Select, Options: severities},
		{Label: "Since", Name: "since", Value: in.Since, Placeholder: "2011"},
	}
}

func problemBlock(c id.Client, list []clients.Problem, t tried[clients.ProblemForm]) block {
	b := block{ID: "problems", Title: "Problems", Empty: "None recorded."}
	for _, p := range list {
		path := href.Problem(c, p.ID)
		is := clients.ProblemForm{Label: p.Label, Code: p.Code, Onset: p.Onset, Version: p.Version}
		in, f := t.of(int64(p.ID), is)
		in.Version = p.Version
		row := record{ID: "problem-" + p.ID.String(), Title: p.Label, Rest: p.Code, Detail: join(" · ", prefix("Since ", p.Onset), origin(p.Source)), Open: f != nil}
		row.Both = compare(f, problemFields(is), problemFields(in))
		row.Form = formFor(row.ID+"-", path, "Save problem", problemFields(in), f)
		row.End = &ui.Fix{Act: ui.Act{Label: "It is over", Kind: "quiet"}, Post: href.End(path)}
		b.Rows = append(b.Rows, row)
	}
	in, f := t.of(0, clients.ProblemForm{})
	b.Add = &record{Title: "Add a problem", Form: formFor("new-problem-", href.Problems(c), "Add problem", problemFields(in), f), Open: f != nil}
	return b
}

func problemFields(in clients.ProblemForm) []ui.Field {
	return []ui.Field{
		version(in.Version),
		{Label: "Problem", Name: "label", Value: in.Label, Autocomplete: "off"},
		{Label: "ICD-10-CM code", Name: "code", Value: in.Code, Autocomplete: "off"},
		{Label: "Since", Name: "onset", Value: in.Onset, Placeholder: "2016-05", Help: "As precise as it is known."},
	}
}

func medicineBlock(s sight, c id.Client, list []clients.Medication, t tried[clients.MedicationForm]) block {
	b := block{ID: "medicines", Title: "Medicines", Empty: "None recorded."}
	for _, m := range list {
		path := href.Medication(c, m.ID)
		is := clients.MedicationForm{Name: m.Name, Directions: m.Directions, Started: m.Started, Version: m.Version}
		in, f := t.of(int64(m.ID), is)
		in.Version = m.Version
		row := record{ID: "medicine-" + m.ID.String(), Title: m.Name, Rest: m.Directions, Detail: join(" · ", prefix("Since ", m.Started), checked(s, m), origin(m.Source)), Open: f != nil}
		row.Both = compare(f, medicineFields(is), medicineFields(in))
		row.Form = formFor(row.ID+"-", path, "Save medicine", medicineFields(in), f)
		row.End = &ui.Fix{Act: ui.Act{Label: "Not taken any more", Kind: "quiet"}, Post: href.End(path)}
		b.Rows = append(b.Rows, row)
	}
	if len(list) > 0 {
		b.Confirm = &ui.Fix{Act: ui.Act{Label: "None changed", Small: true, Icon: "check"}, Post: href.ConfirmMedications(c)}
	}
	in, f := t.of(0, clients.MedicationForm{})
	b.Add = &record{Title: "Add a medicine", Form: formFor("new-medicine-", href.Medications(c), "Add medicine", medicineFields(in), f), Open: f != nil}
	return b
}

func checked(s sight, m clients.Medication) string {
	if m.ConfirmedAt == nil {
		return "Not confirmed yet"
	}
	return "Confirmed " + show.When(*m.ConfirmedAt, s.now, s.zone)
}

func medicineFields(in clients.MedicationForm) []ui.Field {
	return []ui.Field{
		version(in.Version),
		{Label: "Medicine and strength", Name: "name", Value: in.Name, Autocomplete: "off"},
		{Label: "Directions", Name: "directions", Value: in.Directions, Placeholder: "twice a day", Autocomplete: "off"},
		{Label: "Since", Name: "started", Value: in.Started, Placeholder: "2024-02"},
	}
}

func vitalsBlock(s sight, c id.Client, list []clients.Result, t tried[clients.VitalsForm]) block {
	b := block{ID: "vitals", Title: "Vitals and results", Empty: "Nothing measured yet."}
	for _, r := range list {
		b.Rows = append(b.Rows, record{ID: "result-" + r.Code, Title: r.Label, Rest: value(r), Detail: show.When(r.Last().TakenAt, s.now, s.zone)})
	}
	in, f := t.of(0, clients.VitalsForm{})
	b.Add = &record{Title: "Record vitals", Form: formFor("new-", href.Vitals(c), "Record vitals", vitalFields(in, f), f), Open: f != nil}
	return b
}

// vitalFields ask for what was measured; whether a hardly possible value is right
// is asked only where there is one.
func vitalFields(in clients.VitalsForm, f *fault.Fault) []ui.Field {
	out := []ui.Field{
		{Label: "Blood pressure", Name: "pressure", Value: in.Pressure, Unit: "mmHg", Placeholder: "132/84"},
		{Label: "Pulse", Name: "pulse", Value: in.Pulse, Unit: "a minute"},
		{Label: "Temperature", Name: "temperature", Value: in.Temperature, Unit: "°C, or write F"},
		{Label: "Weight", Name: "weight", Value: in.Weight, Unit: "kg, or write lb"},
		{Label: "Height", Name: "height", Value: in.Height, Unit: `cm, or write 5'8"`},
		{Label: "Oxygen", Name: "oxygen", Value: in.Oxygen, Unit: "%"},
		{Label: "Glucose", Name: "glucose", Value: in.Glucose, Unit: "mg/dL, or write mmol/L"},
	}
	for i := range out {
		out[i].Autocomplete = "off"
	}
	if f != nil {
		out = append(out, ui.Field{Label: "I looked again: it is right", Name: "anyway", Kind: ui.Check, Value: ticked(in.Anyway)})
	}
	return out
}

// recordVitals answers POST /clients/{client}/vitals.
func (h *Handler) recordVitals(w http.ResponseWriter, r *http.Request) error {
	c, err := page.Client(r)
	if err != nil {
		return err
	}
	in, err := page.Decode[clients.VitalsForm](r)
	if err != nil {
		return err
	}
	made, err := h.Clients.RecordVitals(r.Context(), page.Actor(r), c, in)
	if err != nil {
		return h.clinicalAgain(w, r, c, err, func(t *triedClinical, f *fault.Fault) { t.vitals = tried[clients.VitalsForm]{0, in, f} })
	}
	toast := ui.Toast{Text: show.Count(len(made), "value", "values") + " recorded"}
	if len(made) > 0 {
		toast.Undo, toast.With = href.StrikeVitals(c), map[string]string{"readings": numbers(made)}
	}
	h.Site.Say(r, toast)
	return page.See(w, r, href.Clinical(c)+"#vitals")
}

// strikeVitals answers POST /clients/{client}/vitals/strike.
func (h *Handler) strikeVitals(w http.ResponseWriter, r *http.Request) error {
	c, err := page.Client(r)
	if err != nil {
		return err
	}
	readings, err := parseNumbers(r.PostFormValue("readings"))
	if err != nil {
		return err
	}
	if err := h.Clients.StrikeReadings(r.Context(), page.Actor(r), c, readings); err != nil {
		return err
	}
	return h.said(w, r, href.Clinical(c)+"#vitals", "Taken back", "")
}

// confirmMedications answers POST /clients/{client}/medications/confirm.
func (h *Handler) confirmMedications(w http.ResponseWriter, r *http.Request) error {
	c, err := page.Client(r)
	if err != nil {
		return err
	}
	if err := h.Clients.ConfirmMedications(r.Context(), page.Actor(r), c); err != nil {
		return err
	}
	return h.said(w, r, href.Clinical(c)+"#medicines", "Medicines confirmed", "")
}
