package clients

import (
	"context"
	"errors"
	"time"

	"charthouse/internal/access"
	"charthouse/internal/civil"
	"charthouse/internal/db"
	"charthouse/internal/fault"
	"charthouse/internal/id"
)

// Clinical is what a clinician wants to know before anything else.
type Clinical struct {
	Allergies   []Allergy
	Problems    []Problem
	Medications []Medication
	Results     []Result // the newest of each kind first, with what came before
}

// Allergy is a substance that the client must not be given, or not without care.
type Allergy struct {
	ID         id.Allergy
	Substance  string
	Reaction   string
	Severity   string
	Since      string // as precise as it was said: 2011, 2011-06
	RecordedAt time.Time
	Source     string
	Version    int
}

// Problem is a condition that stands.
type Problem struct {
	ID         id.Problem
	Label      string
	Code       string
	Onset      string // as precise as it was said
	RecordedAt time.Time
	Source     string
	Version    int
}

// Medication is a medicine that is taken.
type Medication struct {
	ID          id.Medication
	Name        string
	Directions  string
	Started     string // as precise as it was said
	RecordedAt  time.Time
	Source      string
	ConfirmedAt *time.Time
	Version     int
}

// AllergyForm is what a form says of an allergy, as typed.
type AllergyForm struct {
	Substance string `form:"substance"`
	Reaction  string `form:"reaction"`
	Severity  string `form:"severity"`
	Since     string `form:"since"`
	Version   int    `form:"version"`
}

// ProblemForm is what a form says of a problem, as typed.
type ProblemForm struct {
	Label   string `form:"label"`
	Code    string `form:"code"`
	Onset   string `form:"onset"`
	Version int    `form:"version"`
}

// MedicationForm is what a form says of a medicine, as typed.
type MedicationForm struct {
	Name       string `form:"name"`
	Directions string `form:"directions"`
	Started    string `form:"started"`
	Version    int    `form:"version"`
}

// Clinical opens allergies, problems, medicines and the latest results.
func (s *Service) Clinical(ctx context.Context, who access.Actor, c id.Client) (Client, Clinical, error) {
	return open(ctx, s, who, access.OpenClinical.On(c), ClinicalTx)
}

// ClinicalTx reads the clinical summary of the act's client. Ask first whether
// the actor may open what is clinical.
func ClinicalTx(ctx context.Context, v *db.View) (all Clinical, err error) {
	if all.Allergies, err = listAllergies(ctx, v); err != nil {
		return all, err
	}
	if all.Problems, err = listProblems(ctx, v); err != nil {
		return all, err
	}
	if all.Medications, err = listMedications(ctx, v); err != nil {
		return all, err
	}
	all.Results, err = ResultsTx(ctx, v)
	return all, err
}

// AddAllergy records an allergy.
func (s *Service) AddAllergy(ctx context.Context, who access.Actor, c id.Client, in AllergyForm) (id.Allergy, error) {
	return db.Make(ctx, s.db, who, access.EditClinical.On(c), func(tx *db.Tx) (id.Allergy, error) {
		return AddAllergyTx(ctx, tx, in, "")
	})
}

// AddAllergyTx records an allergy within an act; source says where it was heard.
func AddAllergyTx(ctx context.Context, tx *db.Tx, in AllergyForm, source string) (id.Allergy, error) {
	if err := in.check(); err != nil {
		return 0, err
	}
	if err := onlyOnce(ctx, tx, "allergies", "substance", in.Substance); err != nil {
		return 0, err
	}
	return insertAllergy(ctx, tx, in, source)
}

// EditAllergy changes an allergy; a form opened before another change is ErrStale.
func (s *Service) EditAllergy(ctx context.Context, who access.Actor, c id.Client, a id.Allergy, in AllergyForm) error {
	return s.db.Write(ctx, who, access.EditClinical.On(c), func(tx *db.Tx) error {
		if err := in.check(); err != nil {
			return err
		}
		return updateAllergy(ctx, tx, a, in)
	})
}

// EndAllergy takes an allergy off the file; RestoreAllergy undoes it.
func (s *Service) EndAllergy(ctx context.Context, who access.Actor, c id.Client, a id.Allergy) error {
	return s.end(ctx, who, access.EditClinical.On(c), endAllergy, int64(a), true)
}

// RestoreAllergy undoes EndAllergy.
func (s *Service) RestoreAllergy(ctx context.Context, who access.Actor, c id.Client, a id.Allergy) error {
	return s.end(ctx, who, access.EditClinical.On(c), endAllergy, int64(a), false)
}

// AddProblem records a problem.
func (s *Service) AddProblem(ctx context.Context, who access.Actor, c id.Client, in ProblemForm) (id.Problem, error) {
	return db.Make(ctx, s.db, who, access.EditClinical.On(c), func(tx *db.Tx) (id.Problem, error) {
		return AddProblemTx(ctx, tx, in, "")
	})
}

// AddProblemTx records a problem within an act; source says where it was heard.
func AddProblemTx(ctx context.Context, tx *db.Tx, in ProblemForm, source string) (id.Problem, error) {
	if err := checkTx(ctx, tx, in.check); err != nil {
		return 0, err
	}
	if err := onlyOnce(ctx, tx, "problems", "label", in.Label); err != nil {
		return 0, err
	}
	return insertProblem(ctx, tx, in, source)
}

// EditProblem changes a problem; a form opened before another change is ErrStale.
func (s *Service) EditProblem(ctx context.Context, who access.Actor, c id.Client, p id.Problem, in ProblemForm) error {
	return s.db.Write(ctx, who, access.EditClinical.On(c), func(tx *db.Tx) error {
		if err := checkTx(ctx, tx, in.check); err != nil {
			return err
		}
		return updateProblem(ctx, tx, p, in)
	})
}

// EndProblem says that a problem is over; RestoreProblem undoes it.
func (s *Service) EndProblem(ctx context.Context, who access.Actor, c id.Client, p id.Problem) error {
	return s.end(ctx, who, access.EditClinical.On(c), endProblem, int64(p), true)
}

// RestoreProblem undoes EndProblem.
func (s *Service) RestoreProblem(ctx context.Context, who access.Actor, c id.Client, p id.Problem) error {
	return s.end(ctx, who, access.EditClinical.On(c), endProblem, int64(p), false)
}

// AddMedication records a medicine.
func (s *Service) AddMedication(ctx context.Context, who access.Actor, c id.Client, in MedicationForm) (id.Medication, error) {
	return db.Make(ctx, s.db, who, access.EditClinical.On(c), func(tx *db.Tx) (id.Medication, error) {
		return AddMedicationTx(ctx, tx, in, "")
	})
}

// AddMedicationTx records a medicine within an act; source says where it was heard.
func AddMedicationTx(ctx context.Context, tx *db.Tx, in MedicationForm, source string) (id.Medication, error) {
	if err := checkTx(ctx, tx, in.check); err != nil {
		return 0, err
	}
	if err := onlyOnce(ctx, tx, "medications", "name", in.Name); err != nil {
		return 0, err
	}
	return insertMedication(ctx, tx, in, source)
}

// EditMedication changes a medicine; a form opened before another change is ErrStale.
func (s *Service) EditMedication(ctx context.Context, who access.Actor, c id.Client, m id.Medication, in MedicationForm) error {
	return s.db.Write(ctx, who, access.EditClinical.On(c), func(tx *db.Tx) error {
		if err := checkTx(ctx, tx, in.check); err != nil {
			return err
		}
		return updateMedication(ctx, tx, m, in)
	})
}

// EndMedication says that a medicine is not taken any more; RestoreMedication undoes it.
func (s *Service) EndMedication(ctx context.Context, who access.Actor, c id.Client, m id.Medication) error {
	return s.end(ctx, who, access.EditClinical.On(c), endMedication, int64(m), true)
}

// RestoreMedication undoes EndMedication.
func (s *Service) RestoreMedication(ctx context.Context, who access.Actor, c id.Client, m id.Medication) error {
	return s.end(ctx, who, access.EditClinical.On(c), endMedication, int64(m), false)
}

// ConfirmMedications says that all medicines on the list are taken as they stand.
func (s *Service) ConfirmMedications(ctx context.Context, who access.Actor, c id.Client) error {
	return s.db.Write(ctx, who, access.EditClinical.On(c), func(tx *db.Tx) error {
		return ConfirmMedicationsTx(ctx, tx)
	})
}

// ConfirmMedicationsTx is ConfirmMedications within an act.
func ConfirmMedicationsTx(ctx context.Context, tx *db.Tx) error { return confirmMedications(ctx, tx) }

// checkTx asks a form by the practice's day.
func checkTx(ctx context.Context, tx *db.Tx, check func(today civil.Date) error) error {
	day, err := today(ctx, &tx.View)
	if err != nil {
		return err
	}
	return check(day)
}

// onlyOnce refuses what stands in the file by that name already: two rows of one
// medicine read as twice the dose.
func onlyOnce(ctx context.Context, tx *db.Tx, table, column, name string) error {
	was, err := findNamed(ctx, &tx.View, table, column, name)
	if errors.Is(err, db.ErrNone) {
		return nil
	}
	if err != nil {
		return err
	}
	return &fault.Fault{
		Kind: fault.Invalid, Message: "“" + was.Name + "” is in the file already, so it was not added again.",
		Fields: map[string]string{column: "This is in the file already. Change it there, or take it off first."},
	}
}

func (in AllergyForm) check() error {
	var c fault.Check
	c.Unless(in.Substance != "", "substance", "Write what they are allergic to.")
	c.Unless(len(in.Substance) <= 300, "substance", "Write only the substance; what it does belongs under reaction.")
	c.Unless(oneOf(in.Severity, "", "mild", "moderate", "severe"), "severity", "Choose mild, moderate or severe.")
	return c.Fault()
}

func (in ProblemForm) check(today civil.Date) error {
	var c fault.Check
	c.Unless(in.Label != "", "label", "Write what the problem is.")
	c.Unless(len(in.Label) <= 300, "label", "Write only the name of the problem; the rest belongs into the note.")
	c.Unless(partial(in.Onset, today), "onset", "Write a year, a month or a day that has come: 2016, 2016-05 or 2016-05-12.")
	return c.Fault()
}

func (in MedicationForm) check(today civil.Date) error {
	var c fault.Check
	c.Unless(in.Name != "", "name", "Write which medicine, with its strength.")
	c.Unless(len(in.Name) <= 300, "name", "Write only medicine and strength; how it is taken belongs under directions.")
	c.Unless(partial(in.Started, today), "started", "Write a year, a month or a day that has come: 2016, 2016-05 or 2016-05-12.")
	return c.Fault()
}

// partial is true for a day as precise as people know it, and for none.
func partial(s string, today civil.Date) bool {
	if s == "" {
		return true
	}
	for _, layout := range []string{"2006-01-02", "2006-01", "2006"} {
		if t, err := time.Parse(layout, s); err == nil {
			return t.Year() >= 1850 && s <= today.Format(layout)
		}
	}
	return false
}
