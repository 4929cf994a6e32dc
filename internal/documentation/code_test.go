package docs_test

import (
	"errors"
	"fmt"
	"iter"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"charthouse/internal/access"
	"charthouse/internal/db/dbtest"
	docs "charthouse/internal/documentation"
	"charthouse/internal/fault"
	"charthouse/internal/icd10"
)

var console = access.System(access.Console)

func quietly(int) {}

func listOf(codes ...docs.Code) iter.Seq2[docs.Code, error] {
	return func(yield func(docs.Code, error) bool) {
		for _, c := range codes {
			var err error
			if c.Code == "" {
				err = errors.New("line 3: is broken")
			}
			if !yield(c, err) {
				return
			}
		}
	}
}

func counts(m docs.Imported) string {
	return fmt.Sprint(m.Read, m.Created, m.Updated, m.Unchanged, m.Retired)
}

func TestACodeListIsTakenWholeOrNotAtAll(t *testing.T) {
	s := docs.New(dbtest.New(t).DB)
	a, b, c := docs.Code{Code: "A00", Label: "Cholera"}, docs.Code{Code: "A00.0", Label: "Cholera, classical", Billable: true}, docs.Code{Code: "A00.1", Label: "Cholera, eltor", Billable: true}
	if _, err := s.ImportCodes(t.Context(), console, listOf(a, b, docs.Code{}), quietly); err == nil {
		t.Error("a broken list was taken")
	}
	for _, step := range []struct {
		list []docs.Code
		want string
	}{
		{[]docs.Code{a, b, c}, "3 3 0 0 0"},
		{[]docs.Code{a, b, c}, "3 0 0 3 0"},
		{[]docs.Code{a, b, {Code: "A00.9", Label: "Cholera, unspecified", Billable: true}}, "3 1 0 2 1"},
		{[]docs.Code{a, {Code: "A00.0", Label: "Classical cholera", Billable: true}, c, {Code: "A00.9", Label: "Cholera, unspecified", Billable: true}}, "4 0 2 2 0"},
	} {
		done, err := s.ImportCodes(t.Context(), console, listOf(step.list...), quietly)
		if err != nil || counts(done) != step.want {
			t.Errorf("%+v: %s, %v; want %s", step.list, counts(done), err, step.want)
		}
	}
	if _, err := s.ImportCodes(t.Context(), desk, listOf(a), quietly); fault.KindOf(err) != fault.Forbidden {
		t.Errorf("the desk imported: %v", err)
	}
}

func TestTheListOf2026IsImportedTwiceAndSearched(t *testing.T) {
	d := dbtest.New(t)
	s := docs.New(d.DB)
	for i, want := range []string{"98186 98186 0 0 0", "98186 0 0 98186 0"} {
		f, err := os.Open(filepath.Join(shared(t), "icd10cm_order_2026.txt.gz"))
		if err != nil {
			t.Fatal(err)
		}
		done, err := s.ImportCodes(t.Context(), console, codesOf(icd10.Read(f)), quietly)
		_ = f.Close()
		if err != nil || counts(done) != want {
			t.Fatalf("import %d: %s, %v; want %s", i+1, counts(done), err, want)
		}
	}
	short := listOf(docs.Code{Code: "A00", Label: "Cholera"})
	if _, err := s.ImportCodes(t.Context(), console, short, quietly); fault.KindOf(err) != fault.Invalid {
		t.Errorf("a list that was cut short: %v", err)
	}
	for words, want := range map[string]string{
		"E1165":                  "E11.65",
		"e11.65":                 "E11.65",
		"hyperglycemia type 2":   "E11.65",
		"diabetes without compl": "E11.9",
		"Meniere right":          "H81.01",
		"MÉNIÈRE'S left":         "H81.02",
		"low back pain":          "M54.50",
		"essential hypertension": "I10",
		"F32.1":                  "F32.1",
		"knee pain right":        "M25.561",
	} {
		got, err := s.FindCodes(t.Context(), okafor, words)
		if err != nil || len(got) == 0 || !among(got[:min(len(got), 5)], want) {
			t.Errorf("%q found %v, %v; want %s among the first", words, got[:min(len(got), 5)], err, want)
		}
	}
	for _, words := range []string{"", "zzzz", "&|!:*", "'", `\`} {
		if got, err := s.FindCodes(t.Context(), okafor, words); err != nil || len(got) != 0 {
			t.Errorf("%q found %v, %v", words, got, err)
		}
	}
	if got, err := s.FindCodes(t.Context(), okafor, "E11"); err != nil || among(got, "E11") {
		t.Errorf("a header was offered: %v, %v", got, err)
	}
}

func TestOnlyCodesThatAClaimMayCarryAreChosen(t *testing.T) {
	h := open(t)
	for _, code := range []string{"E11", "Z99.99"} {
		if _, err := h.save(okafor, seen, docs.Draft{Diagnosis: code}); fault.KindOf(err) != fault.Invalid {
			t.Errorf("%s: %v", code, err)
		}
	}
}

func TestWithoutACodeListCodesAreWrittenByHand(t *testing.T) {
	h := open(t)
	_, err := h.Owner.Exec(t.Context(), `begin; select begin_act('t', null, null, 'x', '{}', true, '', '2026-05-04 15:00Z', true); delete from diagnosis_codes; commit`)
	if err != nil {
		t.Fatal(err)
	}
	n := h.saved(okafor, seen, docs.Draft{Diagnosis: "M25.56 Pain in the knee"})
	if diff := cmp.Diff([]docs.Diagnosis{{Code: "M25.56", Label: "Pain in the knee"}}, n.Diagnoses); diff != "" {
		t.Error(diff)
	}
}

func among(list []docs.Diagnosis, code string) bool {
	for _, d := range list {
		if d.Code == code {
			return true
		}
	}
	return false
}

func codesOf(list iter.Seq2[icd10.Code, error]) iter.Seq2[docs.Code, error] {
	return func(yield func(docs.Code, error) bool) {
		for c, err := range list {
			if !yield(docs.Code{Code: c.Code, Label: c.Long, Billable: c.Billable}, err) {
				return
			}
		}
	}
}

// shared is the folder of code lists, or skips the test where there is none.
func shared(t *testing.T) string {
	t.Helper()
	here, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for ; here != filepath.Dir(here); here = filepath.Dir(here) {
		path := filepath.Join(filepath.Dir(here), "shared", "data", "codes")
		if _, err := os.Stat(path); err == nil {
			return path
		}
	}
	t.Skip("the shared test data is not here")
	return ""
}
