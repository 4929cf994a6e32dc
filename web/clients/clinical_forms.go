package clients

import (
	"net/http"
	"strings"

	"charthouse/internal/clients"
	"charthouse/internal/fault"
	"charthouse/internal/id"
	"charthouse/web/href"
	"charthouse/web/page"
)

// addAllergy answers POST /clients/{client}/allergies.
func (h *Handler) addAllergy() page.Handler {
	return adding(h, h.Clients.AddAllergy, href.Clinical, "Allergy added",
		func(w http.ResponseWriter, r *http.Request, c id.Client, in clients.AllergyForm, err error) error {
			return h.allergyAgain(w, r, c, 0, in, err)
		})
}

// editAllergy answers POST /clients/{client}/allergies/{allergy}.
func (h *Handler) editAllergy() page.Handler {
	return changing(h, "allergy", h.Clients.EditAllergy, href.Clinical, "Allergy saved", h.allergyAgain)
}

func (h *Handler) allergyAgain(w http.ResponseWriter, r *http.Request, c id.Client, row id.Allergy, in clients.AllergyForm, err error) error {
	return h.clinicalAgain(w, r, c, err, func(t *triedClinical, f *fault.Fault) {
		t.allergy = tried[clients.AllergyForm]{int64(row), in, f}
	})
}

// addProblem answers POST /clients/{client}/problems.
func (h *Handler) addProblem() page.Handler {
	return adding(h, h.Clients.AddProblem, href.Clinical, "Problem added",
		func(w http.ResponseWriter, r *http.Request, c id.Client, in clients.ProblemForm, err error) error {
			return h.problemAgain(w, r, c, 0, in, err)
		})
}

// editProblem answers POST /clients/{client}/problems/{problem}.
func (h *Handler) editProblem() page.Handler {
	return changing(h, "problem", h.Clients.EditProblem, href.Clinical, "Problem saved", h.problemAgain)
}

func (h *Handler) problemAgain(w http.ResponseWriter, r *http.Request, c id.Client, row id.Problem, in clients.ProblemForm, err error) error {
	return h.clinicalAgain(w, r, c, err, func(t *triedClinical, f *fault.Fault) {
		t.problem = tried[clients.ProblemForm]{int64(row), in, f}
	})
}

// addMedication answers POST /clients/{client}/medications.
func (h *Handler) addMedication() page.Handler {
	return adding(h, h.Clients.AddMedication, href.Clinical, "Medicine added",
		func(w http.ResponseWriter, r *http.Request, c id.Client, in clients.MedicationForm, err error) error {
			return h.medicationAgain(w, r, c, 0, in, err)
		})
}

// editMedication answers POST /clients/{client}/medications/{medication}.
func (h *Handler) editMedication() page.Handler {
	return changing(h, "medication", h.Clients.EditMedication, href.Clinical, "Medicine saved", h.medicationAgain)
}

func (h *Handler) medicationAgain(w http.ResponseWriter, r *http.Request, c id.Client, row id.Medication, in clients.MedicationForm, err error) error {
	return h.clinicalAgain(w, r, c, err, func(t *triedClinical, f *fault.Fault) {
		t.medicine = tried[clients.MedicationForm]{int64(row), in, f}
	})
}

// numbers writes rows as a hidden field carries them.
func numbers(rows []id.Reading) string {
	out := make([]string, len(rows))
	for i, n := range rows {
		out[i] = n.String()
	}
	return strings.Join(out, " ")
}

func parseNumbers(s string) ([]id.Reading, error) {
	var out []id.Reading
	for _, word := range strings.Fields(s) {
		n, err := id.Parse[id.Reading](word)
		if err != nil {
			return nil, fault.New(fault.NotFound, "There is no such record.")
		}
		out = append(out, n)
	}
	return out, nil
}
