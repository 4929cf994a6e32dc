package clients_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"charthouse/internal/access"
	"charthouse/internal/clients"
	"charthouse/internal/db"
	"charthouse/internal/db/dbtest"
	"charthouse/internal/fault"
	"charthouse/internal/id"
	"charthouse/internal/workflow"
)

var (
	okafor = access.StaffMember(2, "Dr Amara Okafor", access.Clinician)
	biller = access.StaffMember(3, "Rosa Delgado", access.Biller)
)

// house is a practice with three people and one payer, and one file in it.
func house(t *testing.T) (*dbtest.Database, *clients.Service, id.Client) {
	t.Helper()
	d := dbtest.New(t)
	arrange(t, d, access.EditSettings.Practice(),
		`insert into staff (name, email) values ('Tomasz Wieczorek', 't@example.org'), ('Dr Amara Okafor', 'o@example.org'), ('Rosa Delgado', 'r@example.org')`,
		`insert into staff_roles values (1, 'front_desk'), (2, 'clinician'), (3, 'biller')`,
		`insert into payers (name) values ('Larkfield Mutual'), ('Aetna')`)
	s := clients.New(d.DB)
	return d, s, open(t, s, clients.Details{Given: "Nadia", Family: "Haddad", Phone: "555 0132"})
}

func arrange(t *testing.T, d *dbtest.Database, act access.Act, statements ...string) {
	t.Helper()
	err := d.Write(t.Context(), access.StaffMember(9, "Arranger", access.Staff), act, func(tx *db.Tx) error {
		for _, sql := range statements {
			if _, err := tx.Exec(t.Context(), sql); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func field(t *testing.T, err error, name string) string {
	t.Helper()
	f, ok := errors.AsType[*fault.Fault](err)
	if !ok {
		t.Fatalf("no fault: %v", err)
	}
	return f.Fields[name]
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func TestEachValueKnowsItsSource(t *testing.T) {
	d, s, c := house(t)
	d.Clock.Move(time.Hour)
	must(t, s.Edit(t.Context(), biller, c, clients.Details{Given: "Nadia", Family: "Haddad", Phone: "555 0199", Version: 1}))
	_, facts, err := s.Provenance(t.Context(), desk, c)
	must(t, err)
	if f := facts["phone"]; f.VerifiedBy != "Rosa Delgado" || !f.VerifiedAt.Equal(dbtest.Noon.Add(time.Hour)) {
		t.Errorf("phone: %+v", f)
	}
	if f := facts["family"]; f.VerifiedBy != "Tomasz Wieczorek" || f.Source != "said at the desk" {
		t.Errorf("family: %+v", f)
	}
	if _, ok := facts["city"]; ok {
		t.Error("a value that nobody gave has a source")
	}
}

func TestAStaleEditShowsTheFileAsItIs(t *testing.T) {
	_, s, c := house(t)
	must(t, s.Edit(t.Context(), desk, c, clients.Details{Given: "Nadia", Family: "Haddad", City: "Ely", Version: 1}))
	err := s.Edit(t.Context(), desk, c, clients.Details{Given: "Nadia", Family: "Hadad", Version: 1})
	stale, ok := errors.AsType[*clients.Stale](err)
	if !ok || stale.Now.City != "Ely" || stale.Now.Version != 2 || fault.KindOf(err) != fault.Conflict {
		t.Errorf("%v", err)
	}
}

func TestOnlyOneContactPaysTheBills(t *testing.T) {
	_, s, c := house(t)
	samir, err := s.AddContact(t.Context(), desk, c, clients.ContactForm{Name: "Samir Haddad", BillPayer: true})
	must(t, err)
	_, err = s.AddContact(t.Context(), desk, c, clients.ContactForm{Name: "Layla Haddad", BillPayer: true})
	if field(t, err, "bill_payer") == "" {
		t.Error(err)
	}
	must(t, s.EndContact(t.Context(), desk, c, samir))
	_, err = s.AddContact(t.Context(), desk, c, clients.ContactForm{Name: "Layla Haddad", BillPayer: true})
	must(t, err)
	if err := s.RestoreContact(t.Context(), desk, c, samir); field(t, err, "bill_payer") == "" {
		t.Error(err)
	}
}

func TestAContactToCallInAnEmergencyNeedsAPhone(t *testing.T) {
	_, s, c := house(t)
	_, err := s.AddContact(t.Context(), desk, c, clients.ContactForm{Name: "Samir", Emergency: true})
	if field(t, err, "phone") == "" {
		t.Error(err)
	}
}

func TestTwoCoveragesNeverPayInTheSamePlace(t *testing.T) {
	d, s, c := house(t)
	flow := workflow.New(d.DB)
	first, err := flow.AddCoverage(t.Context(), desk, c, clients.CoverageForm{Payer: "1", MemberNumber: "A1", Copay: "25"})
	must(t, err)
	_, err = flow.AddCoverage(t.Context(), desk, c, clients.CoverageForm{Payer: "2"})
	if !strings.Contains(field(t, err, "rank"), "place") {
		t.Error(err)
	}
	_, err = flow.AddCoverage(t.Context(), desk, c, clients.CoverageForm{Payer: "2", Rank: "2"})
	must(t, err)
	must(t, flow.EndCoverage(t.Context(), desk, c, first))
	_, paying, err := s.Coverages(t.Context(), desk, c)
	must(t, err)
	if len(paying.Coverages) != 1 || paying.Coverages[0].Payer != "Aetna" || len(paying.Payers) != 2 {
		t.Errorf("%+v", paying)
	}
}

func TestWhatIsWrongWithACoverageIsSaidFieldByField(t *testing.T) {
	d, _, c := house(t)
	flow := workflow.New(d.DB)
	_, err := flow.AddCoverage(t.Context(), desk, c, clients.CoverageForm{Copay: "ten", Rank: "4", StartsOn: "2026-02-30", EndsOn: "x", Relation: "aunt"})
	for _, name := range []string{"payer", "copay", "rank", "starts_on", "ends_on", "relation"} {
		if field(t, err, name) == "" {
			t.Errorf("%s was not named", name)
		}
	}
	_, err = flow.AddCoverage(t.Context(), desk, c, clients.CoverageForm{Payer: "77"})
	if field(t, err, "payer") == "" {
		t.Errorf("a payer that is not there: %v", err)
	}
	_, err = flow.AddCoverage(t.Context(), desk, c, clients.CoverageForm{Payer: "1", StartsOn: "2026-02-02", EndsOn: "2026-01-01"})
	if field(t, err, "ends_on") == "" {
		t.Errorf("ends before it begins: %v", err)
	}
}

func TestFixingOneDetailOfACoverageKeepsTheOthers(t *testing.T) {
	d, s, c := house(t)
	flow := workflow.New(d.DB)
	v, err := flow.AddCoverage(t.Context(), desk, c, clients.CoverageForm{Payer: "1", Plan: "PPO", Copay: "25.50", Relation: "spouse"})
	must(t, err)
	must(t, s.FixCoverage(t.Context(), biller, c, v, "member_number", "LM-2281"))
	must(t, s.FixCoverage(t.Context(), biller, c, v, "subscriber_birth", "1980-02-01"))
	_, paying, err := s.Coverages(t.Context(), desk, c)
	must(t, err)
	got := paying.Coverages[0]
	if got.MemberNumber != "LM-2281" || got.SubscriberBirth.String() != "1980-02-01" || got.CopayCents != 2550 || got.Plan != "PPO" || got.VerifiedBy != "Rosa Delgado" || got.Version != 3 {
		t.Errorf("%+v", got)
	}
	if err := s.FixCoverage(t.Context(), biller, c, v, "rank", "2"); fault.KindOf(err) != fault.Invalid {
		t.Errorf("a field that is not fixed in a row: %v", err)
	}
	if err := s.FixCoverage(t.Context(), biller, c, v, "subscriber_birth", ""); field(t, err, "subscriber_birth") == "" {
		t.Errorf("nothing: %v", err)
	}
	must(t, s.FixBirthDate(t.Context(), biller, c, "1985-03-14"))
	got2, err := s.Client(t.Context(), desk, c)
	if err != nil || got2.BirthDate.String() != "1985-03-14" || got2.Phone != "555 0132" {
		t.Errorf("%+v, %v", got2, err)
	}
}

func TestAnEditThatWasOpenedBeforeAnotherIsRefusedInEveryList(t *testing.T) {
	d, s, c := house(t)
	flow := workflow.New(d.DB)
	contact, err := s.AddContact(t.Context(), desk, c, clients.ContactForm{Name: "Samir"})
	must(t, err)
	coverage, err := flow.AddCoverage(t.Context(), desk, c, clients.CoverageForm{Payer: "1"})
	must(t, err)
	allergy, err := s.AddAllergy(t.Context(), okafor, c, clients.AllergyForm{Substance: "Penicillin"})
	must(t, err)
	problem, err := s.AddProblem(t.Context(), okafor, c, clients.ProblemForm{Label: "Asthma"})
	must(t, err)
	medicine, err := s.AddMedication(t.Context(), okafor, c, clients.MedicationForm{Name: "Metformin"})
	must(t, err)
	for name, edit := range map[string]func() error{
		"contact": func() error {
			return s.EditContact(t.Context(), desk, c, contact, clients.ContactForm{Name: "Sam", Version: 1})
		},
		"coverage": func() error {
			return flow.EditCoverage(t.Context(), desk, c, coverage, clients.CoverageForm{Payer: "2", Version: 1})
		},
		"allergy": func() error {
			return s.EditAllergy(t.Context(), okafor, c, allergy, clients.AllergyForm{Substance: "Amoxicillin", Version: 1})
		},
		"problem": func() error {
			return s.EditProblem(t.Context(), okafor, c, problem, clients.ProblemForm{Label: "COPD", Version: 1})
		},
		"medicine": func() error {
			return s.EditMedication(t.Context(), okafor, c, medicine, clients.MedicationForm{Name: "Metformin 1 g", Version: 1})
		},
	} {
		if err := edit(); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if err := edit(); !errors.Is(err, clients.ErrStale) {
			t.Errorf("%s twice: %v", name, err)
		}
	}
}

func TestClinicalListsAreWhatStands(t *testing.T) {
	d, s, c := house(t)
	_, err := s.AddAllergy(t.Context(), okafor, c, clients.AllergyForm{Substance: "Latex", Severity: "mild"})
	must(t, err)
	_, err = s.AddAllergy(t.Context(), okafor, c, clients.AllergyForm{Substance: "Penicillin", Severity: "severe", Since: "2011"})
	must(t, err)
	knee, err := s.AddProblem(t.Context(), okafor, c, clients.ProblemForm{Label: "Sprained knee", Onset: "2026-04"})
	must(t, err)
	_, err = s.AddMedication(t.Context(), okafor, c, clients.MedicationForm{Name: "Metformin 1 g", Directions: "twice a day"})
	must(t, err)
	must(t, s.EndProblem(t.Context(), okafor, c, knee))
	d.Clock.Move(time.Hour)
	must(t, s.ConfirmMedications(t.Context(), okafor, c))
	_, all, err := s.Clinical(t.Context(), okafor, c)
	must(t, err)
	var got []string
	for _, a := range all.Allergies {
		got = append(got, a.Substance)
	}
	if diff := cmp.Diff([]string{"Penicillin", "Latex"}, got); diff != "" || len(all.Problems) != 0 || !all.Medications[0].ConfirmedAt.Equal(d.Clock.Now()) {
		t.Errorf("%+v %s", all, diff)
	}
	must(t, s.RestoreProblem(t.Context(), okafor, c, knee))
	if _, all, _ = s.Clinical(t.Context(), okafor, c); len(all.Problems) != 1 {
		t.Errorf("undone: %+v", all.Problems)
	}
	_, err = s.AddProblem(t.Context(), okafor, c, clients.ProblemForm{Label: "Tomorrow", Onset: "2027"})
	if field(t, err, "onset") == "" {
		t.Errorf("an onset in the future: %v", err)
	}
}

func TestVitalsAreReadAsPeopleWriteThem(t *testing.T) {
	_, s, c := house(t)
	_, err := s.RecordVitals(t.Context(), okafor, c, clients.VitalsForm{
		Pressure: "132/84", Pulse: "72 bpm", Temperature: "98.6 F", Weight: "154 lb", Height: `5'8"`, Oxygen: "98 %", Glucose: "6.1 mmol/L",
	})
	must(t, err)
	_, all, err := s.Clinical(t.Context(), okafor, c)
	must(t, err)
	got := map[string]float64{}
	for _, r := range all.Results {
		got[r.Label] = r.Last().Value
	}
	want := map[string]float64{
		"Blood pressure": 132, "Pulse": 72, "Temperature": 37, "Weight": 69.9, "Height": 172.7, "Oxygen saturation": 98, "Glucose": 109.9,
	}
	if diff := cmp.Diff(want, got); diff != "" || *all.Results[0].Last().Value2 != 84 {
		t.Error(diff)
	}
}

func TestAHardlyPossibleVitalIsAskedAndAnImpossibleOneRefused(t *testing.T) {
	_, s, c := house(t)
	_, err := s.RecordVitals(t.Context(), okafor, c, clients.VitalsForm{Pulse: "15"})
	if field(t, err, "pulse") == "" {
		t.Errorf("pulse 15: %v", err)
	}
	made, err := s.RecordVitals(t.Context(), okafor, c, clients.VitalsForm{Pulse: "15", Anyway: true})
	must(t, err)
	for _, in := range []clients.VitalsForm{{Pressure: "84/132"}, {Pressure: "132"}, {Oxygen: "101"}, {Weight: "-3"}, {Temperature: "warm"}, {Temperature: "980"}, {Weight: "70 stone"}, {}} {
		in.Anyway = true
		if _, err := s.RecordVitals(t.Context(), okafor, c, in); fault.KindOf(err) != fault.Invalid {
			t.Errorf("%+v: %v", in, err)
		}
	}
	must(t, s.StrikeReadings(t.Context(), okafor, c, made))
	if _, all, _ := s.Clinical(t.Context(), okafor, c); len(all.Results) != 0 {
		t.Errorf("struck: %+v", all.Results)
	}
}

func TestRolesReachOnlyTheirPartOfTheFile(t *testing.T) {
	d, s, c := house(t)
	flow := workflow.New(d.DB)
	if _, _, err := s.Clinical(t.Context(), desk, c); fault.KindOf(err) != fault.Forbidden {
		t.Errorf("the desk opened clinical lists: %v", err)
	}
	if _, err := s.AddAllergy(t.Context(), biller, c, clients.AllergyForm{Substance: "Latex"}); fault.KindOf(err) != fault.Forbidden {
		t.Errorf("a biller wrote an allergy: %v", err)
	}
	if _, err := flow.AddCoverage(t.Context(), okafor, c, clients.CoverageForm{Payer: "1"}); fault.KindOf(err) != fault.Forbidden {
		t.Errorf("a clinician wrote a coverage: %v", err)
	}
	if _, err := s.RaiseAlert(t.Context(), biller, c, clients.AlertForm{Text: "Falls"}); fault.KindOf(err) != fault.Forbidden {
		t.Errorf("a biller raised an alert: %v", err)
	}
}

func TestAnotherClientsRowIsNotFoundFromThisFile(t *testing.T) {
	d, s, c := house(t)
	flow := workflow.New(d.DB)
	other := open(t, s, clients.Details{Given: "Omar", Family: "Farouk"})
	contact, err := s.AddContact(t.Context(), desk, c, clients.ContactForm{Name: "Samir"})
	must(t, err)
	coverage, err := flow.AddCoverage(t.Context(), desk, c, clients.CoverageForm{Payer: "1"})
	must(t, err)
	alert, err := s.RaiseAlert(t.Context(), desk, c, clients.AlertForm{Text: "Falls"})
	must(t, err)
	allergy, err := s.AddAllergy(t.Context(), okafor, c, clients.AllergyForm{Substance: "Latex"})
	must(t, err)
	readings, err := s.RecordVitals(t.Context(), okafor, c, clients.VitalsForm{Pulse: "72"})
	must(t, err)
	paper, err := s.AddDocument(t.Context(), desk, c, clients.DocumentForm{Title: "Card", Kind: "card"}, content("aa"))
	must(t, err)
	nobody := other + 99
	for name, err := range map[string]error{
		"edit contact":    s.EditContact(t.Context(), desk, other, contact, clients.ContactForm{Name: "S", Version: 1}),
		"end contact":     s.EndContact(t.Context(), desk, other, contact),
		"edit coverage":   flow.EditCoverage(t.Context(), desk, other, coverage, clients.CoverageForm{Payer: "1", Version: 1}),
		"fix coverage":    s.FixCoverage(t.Context(), desk, other, coverage, "plan", "PPO"),
		"end coverage":    flow.EndCoverage(t.Context(), desk, other, coverage),
		"end alert":       s.EndAlert(t.Context(), desk, other, alert),
		"edit allergy":    s.EditAllergy(t.Context(), okafor, other, allergy, clients.AllergyForm{Substance: "L", Version: 1}),
		"end allergy":     s.EndAllergy(t.Context(), okafor, other, allergy),
		"strike readings": s.StrikeReadings(t.Context(), okafor, other, readings),
		"open paper":      second(s.Document(t.Context(), okafor, other, paper)),
		"read paper":      s.ReadDocument(t.Context(), okafor, other, paper),
		"withdraw paper":  s.WithdrawDocument(t.Context(), desk, other, paper, "wrong file"),
		"no file":         second(s.AddContact(t.Context(), desk, nobody, clients.ContactForm{Name: "S"})),
		"no file, alert":  second(s.RaiseAlert(t.Context(), desk, nobody, clients.AlertForm{Text: "Falls"})),
		"no file, paper":  second(s.AddDocument(t.Context(), desk, nobody, clients.DocumentForm{Title: "Card", Kind: "card"}, content("aa"))),
	} {
		if fault.KindOf(err) != fault.NotFound {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func second[T any](_ T, err error) error { return err }

func TestWhatStandsInTheFileIsNotAddedASecondTime(t *testing.T) {
	s := clients.New(dbtest.New(t).DB)
	c := open(t, s, clients.Details{Given: "Nadia", Family: "Haddad"})
	medicine, err := s.AddMedication(t.Context(), okafor, c, clients.MedicationForm{Name: "Metformin 1 g"})
	must(t, err)
	_, err = s.AddAllergy(t.Context(), okafor, c, clients.AllergyForm{Substance: "Penicillin"})
	must(t, err)
	_, err = s.AddProblem(t.Context(), okafor, c, clients.ProblemForm{Label: "Ménière’s disease"})
	must(t, err)
	again := func(field string, err error) {
		t.Helper()
		f, ok := errors.AsType[*fault.Fault](err)
		if !ok || f.Kind != fault.Invalid || !strings.Contains(f.Fields[field], "already") {
			t.Errorf("%s: %v", field, err)
		}
	}
	_, err = s.AddMedication(t.Context(), okafor, c, clients.MedicationForm{Name: "metformin 1g"})
	again("name", err)
	_, err = s.AddAllergy(t.Context(), okafor, c, clients.AllergyForm{Substance: "penicillin"})
	again("substance", err)
	_, err = s.AddProblem(t.Context(), okafor, c, clients.ProblemForm{Label: "Meniere's Disease"})
	again("label", err)
	must(t, s.EndMedication(t.Context(), okafor, c, medicine))
	if _, err := s.AddMedication(t.Context(), okafor, c, clients.MedicationForm{Name: "Metformin 1 g"}); err != nil {
		t.Errorf("taken again after it had ended: %v", err)
	}
}
