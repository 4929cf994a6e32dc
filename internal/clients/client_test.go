package clients_test

import (
	"errors"
	"slices"
	"testing"
	"time"

	"charthouse/internal/access"
	"charthouse/internal/clients"
	"charthouse/internal/db/dbtest"
	"charthouse/internal/fault"
	"charthouse/internal/id"
)

var desk = access.StaffMember(1, "Tomasz Wieczorek", access.FrontDesk)

func open(t *testing.T, s *clients.Service, in clients.Details) id.Client {
	t.Helper()
	c, err := s.Create(t.Context(), desk, in)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestAClientIsFoundByWhatSomebodyWouldType(t *testing.T) {
	s := clients.New(dbtest.New(t).DB)
	nadia := open(t, s, clients.Details{Given: "Nadia", Family: "Haddad", BirthDate: "1985-03-14", Phone: "(555) 010-0132"})
	bjorn := open(t, s, clients.Details{Given: "Björn", Family: "Åkesson", Preferred: "Bo"})
	open(t, s, clients.Details{Given: "Maria del Carmen", Family: "García López"})
	for _, c := range []struct {
		words string
		want  id.Client
	}{
		{"haddad", nadia},
		{"HADDAD nad", nadia},
		{"nadia had", nadia},
		{"Haddad, Nadia", nadia},
		{"14.3.1985", nadia},
		{"1985-03-14", nadia},
		{"14 Mar 1985", nadia},
		{"0132", nadia},
		{"555 010 0132", nadia},
		{"+1 555 010 0132", nadia},
		{"001 555 010 0132", nadia},
		{"3/14/1985", nadia},
		{"14/3/1985", nadia},
		{nadia.String(), nadia},
		{"akesson bjorn", bjorn},
		{"Åk", bjorn},
		{"bo", bjorn},
		{"hadad nadja", nadia},
		{"carmen garcia", bjorn + 1},
		{"lopez maria", bjorn + 1},
	} {
		got, err := s.Find(t.Context(), desk, c.words)
		if err != nil || len(got) != 1 || got[0].ID != c.want {
			t.Errorf("%q found %+v, %v; want %d", c.words, got, err, c.want)
		}
	}
	for _, words := range []string{"14/14/1985", "1 555 010 0133", "zzz", "nadia akesson", "100%", `\`, "99999999999999999999"} {
		if got, err := s.Find(t.Context(), desk, words); err != nil || len(got) != 0 {
			t.Errorf("%q found %+v, %v; want nobody", words, got, err)
		}
	}
}

func TestWordsAreLookedForAndNeverDone(t *testing.T) {
	s := clients.New(dbtest.New(t).DB)
	brien := open(t, s, clients.Details{Given: "Sean", Family: "O'Brien"})
	open(t, s, clients.Details{Given: "Nadia", Family: "Haddad"})
	for words, want := range map[string]int{"O'Brien": 1, "o'b": 1, "Sean O'Brien": 1, "zzz' or true --": 0, "zzz'); select 1 --": 0, "'": 0, `zzz\' or 1=1 --`: 0} {
		got, err := s.Find(t.Context(), desk, words)
		if err != nil || len(got) != want || want == 1 && got[0].ID != brien {
			t.Errorf("%s found %+v, %v", words, got, err)
		}
	}
}

func TestADayBetweenSlashesIsReadInBothWaysThatArePossible(t *testing.T) {
	s := clients.New(dbtest.New(t).DB)
	april := open(t, s, clients.Details{Family: "Aprilborn", BirthDate: "1985-04-03"})
	march := open(t, s, clients.Details{Family: "Marchborn", BirthDate: "1985-03-04"})
	berlin := open(t, s, clients.Details{Family: "Zeller", BirthDate: "1980-12-25", Phone: "030 555 0142"})
	for words, want := range map[string][]id.Client{
		"3/4/1985":            {april, march},
		"03/04/1985":          {april, march},
		"25/12/1980":          {berlin},
		"+49 30 555 0142":     {berlin},
		"0049 (0)30 555 0142": {berlin},
	} {
		list, err := s.Find(t.Context(), desk, words)
		var got []id.Client
		for _, f := range list {
			got = append(got, f.ID)
		}
		if err != nil || !slices.Equal(got, want) {
			t.Errorf("%s found %v, %v; want %v", words, got, err, want)
		}
	}
}

func TestASecondFileForTheSamePersonIsRefusedUntilSaidOtherwise(t *testing.T) {
	s := clients.New(dbtest.New(t).DB)
	first := open(t, s, clients.Details{Given: "Nadia", Family: "Haddad", BirthDate: "1985-03-14"})
	again := clients.Details{Given: "Nadja", Family: "Hadad", BirthDate: "1985-03-14"}
	_, err := s.Create(t.Context(), desk, again)
	double, ok := errors.AsType[*clients.Double](err)
	if !ok || len(double.Matches) != 1 || double.Matches[0].ID != first || fault.KindOf(err) != fault.Conflict {
		t.Fatalf("%v; want the file of %d", err, first)
	}
	again.Anyway = true
	if _, err := s.Create(t.Context(), desk, again); err != nil {
		t.Errorf("anyway: %v", err)
	}
	if _, err := s.Create(t.Context(), desk, clients.Details{Given: "Omar", Family: "Farouk", BirthDate: "1985-03-14"}); err != nil {
		t.Errorf("somebody else born that day: %v", err)
	}
}

func TestWhatIsWrongWithAFormIsSaidFieldByField(t *testing.T) {
	s := clients.New(dbtest.New(t).DB)
	_, err := s.Create(t.Context(), desk, clients.Details{BirthDate: "1985-02-31", Email: "nadia@", Phone: "12"})
	f, ok := errors.AsType[*fault.Fault](err)
	if !ok || f.Kind != fault.Invalid {
		t.Fatal(err)
	}
	for _, field := range []string{"family", "birth_date", "email", "phone"} {
		if f.Fields[field] == "" {
			t.Errorf("%s was not named", field)
		}
	}
	if _, err := s.Create(t.Context(), desk, clients.Details{Family: "Tomorrow", BirthDate: "2026-05-06"}); fault.KindOf(err) != fault.Invalid {
		t.Errorf("born in the future: %v", err)
	}
}

func TestAStaleEditIsRefusedAndWritesNothing(t *testing.T) {
	s := clients.New(dbtest.New(t).DB)
	c := open(t, s, clients.Details{Given: "Nadia", Family: "Haddad"})
	if err := s.Edit(t.Context(), desk, c, clients.Details{Given: "Nadia", Family: "Haddad", Phone: "555 0132", Version: 1}); err != nil {
		t.Fatal(err)
	}
	err := s.Edit(t.Context(), desk, c, clients.Details{Given: "Nadia", Family: "Hadad", Version: 1})
	if !errors.Is(err, clients.ErrStale) {
		t.Errorf("stale edit: %v", err)
	}
	got, err := s.Client(t.Context(), desk, c)
	if err != nil || got.Family != "Haddad" || got.Phone != "555 0132" || got.Version != 2 {
		t.Errorf("%+v, %v", got, err)
	}
}

func TestAFileThatIsNotThereIsNotFound(t *testing.T) {
	s := clients.New(dbtest.New(t).DB)
	if _, err := s.Client(t.Context(), desk, 99); fault.KindOf(err) != fault.NotFound {
		t.Errorf("%v", err)
	}
}

func TestASecondFileIsWarnedOfWhateverIsMissingOrMistyped(t *testing.T) {
	for _, c := range []struct {
		there, again clients.Details
		warned       bool
	}{
		{clients.Details{Given: "Beatriz", Family: "Quispe Mamani", BirthDate: "1980-12-05"}, clients.Details{Given: "Beatriz", Family: "Quispe Mamani"}, true},
		{clients.Details{Given: "Beatriz", Family: "Quispe Mamani"}, clients.Details{Given: "Beatríz Quispe", Family: "Mamani", BirthDate: "1980-12-05"}, true},
		{clients.Details{Given: "Nadia", Family: "Haddad", BirthDate: "1980-12-05"}, clients.Details{Given: "Nadia", Family: "Haddad", BirthDate: "1980-05-12"}, true},
		{clients.Details{Given: "Nadia", Family: "Haddad", BirthDate: "1980-12-05"}, clients.Details{Given: "Haddad", Family: "nadia", BirthDate: "1981-12-05"}, true},
		{clients.Details{Given: "Nadia", Family: "Haddad", BirthDate: "1980-12-05"}, clients.Details{Given: "Nadia", Family: "Haddad", BirthDate: "1991-11-05"}, false},
		{clients.Details{Given: "Nadia", Family: "Haddad", BirthDate: "1980-12-05"}, clients.Details{Given: "Nadia", Family: "Saleh"}, false},
		{clients.Details{Given: "Nadia", Family: "Haddad", Phone: "+1 555 010 0132"}, clients.Details{Given: "Karim", Family: "Haddad", Phone: "555 010 0132"}, true},
		{clients.Details{Given: "Nadia", Family: "Haddad", Phone: "555 010 0132", BirthDate: "1980-12-05"}, clients.Details{Given: "Q", Family: "Zz", Phone: "001 (555) 010-0132", BirthDate: "1980-12-05"}, true},
		{clients.Details{Given: "Nadia", Family: "Haddad", Phone: "555 010 0132"}, clients.Details{Given: "Omar", Family: "Farouk", Phone: "+1 555 010 0132"}, false},
		{clients.Details{Given: "Nadia", Family: "Haddad", Phone: "01032"}, clients.Details{Given: "Karim", Family: "Haddad", Phone: "555 010 1032"}, false},
		{clients.Details{Given: `'":* & \`, Family: "|"}, clients.Details{Given: `'":* & \`, Family: "!("}, false},
	} {
		s := clients.New(dbtest.New(t).DB)
		first := open(t, s, c.there)
		_, err := s.Create(t.Context(), desk, c.again)
		double, ok := errors.AsType[*clients.Double](err)
		if ok != c.warned || !ok && err != nil || ok && (len(double.Matches) != 1 || double.Matches[0].ID != first) {
			t.Errorf("%+v after %+v: %v", c.again, c.there, err)
		}
	}
}

func TestWhatHappensTodayIsOfThePracticesDay(t *testing.T) {
	d := dbtest.New(t)
	d.Clock.Set(time.Date(2026, 5, 4, 20, 0, 0, 0, time.UTC)) // 5 May, 08:00 in Auckland
	if _, err := d.Owner.Exec(t.Context(), `
		begin; select begin_act('test', null, null, 'sample.load', '{}', true, '', '2026-05-04 20:00Z', true);
		insert into practice (name, zone) values ('Tūī Health', 'Pacific/Auckland'); commit`); err != nil {
		t.Fatal(err)
	}
	s := clients.New(d.DB)
	born := open(t, s, clients.Details{Given: "Aroha", Family: "Ngata", BirthDate: "2026-05-05"})
	if _, err := s.Create(t.Context(), desk, clients.Details{Given: "Tama", Family: "Ngata", BirthDate: "2026-05-06"}); fault.KindOf(err) != fault.Invalid {
		t.Errorf("born tomorrow: %v", err)
	}
	must(t, s.Edit(t.Context(), desk, born, clients.Details{Given: "Aroha", Family: "Ngata", BirthDate: "2026-05-05", Phone: "09 555 0142", Version: 1}))
	must(t, s.FixBirthDate(t.Context(), desk, born, "2026-05-05"))
	must(t, s.FixReach(t.Context(), desk, born, clients.ReachForm{City: "Auckland"}))
	jaundice, err := s.AddProblem(t.Context(), okafor, born, clients.ProblemForm{Label: "Jaundice", Onset: "2026-05-05"})
	must(t, err)
	must(t, s.EditProblem(t.Context(), okafor, born, jaundice, clients.ProblemForm{Label: "Neonatal jaundice", Onset: "2026-05-05", Version: 1}))
	vitamin, err := s.AddMedication(t.Context(), okafor, born, clients.MedicationForm{Name: "Vitamin K", Started: "2026-05-05"})
	must(t, err)
	must(t, s.EditMedication(t.Context(), okafor, born, vitamin, clients.MedicationForm{Name: "Vitamin K 1 mg", Started: "2026-05-05", Version: 1}))
	must(t, s.EndMedication(t.Context(), okafor, born, vitamin))
	var ended string
	if err := d.Owner.QueryRow(t.Context(), `select ended from medications`).Scan(&ended); err != nil || ended != "2026-05-05" {
		t.Errorf("it ended on %s, %v", ended, err)
	}
}
