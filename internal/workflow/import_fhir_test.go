package workflow_test

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"charthouse/internal/db/dbtest"
	"charthouse/internal/workflow"
)

// write puts documents into a folder of the test's own.
func write(t *testing.T, named map[string]string) string {
	t.Helper()
	folder := t.TempDir()
	for name, text := range named {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return folder
}

// bundleOf makes a transaction of resources, each with a urn:uuid of its own.
func bundleOf(resources ...string) string {
	var entries []string
	for _, r := range resources {
		sum := sha256.Sum256([]byte(r))
		entries = append(entries, fmt.Sprintf(`{"fullUrl":"urn:uuid:%s","resource":%s}`, hex.EncodeToString(sum[:16]), r))
	}
	return `{"resourceType":"Bundle","type":"collection","entry":[` + strings.Join(entries, ",") + `]}`
}

const (
	ana    = `{"resourceType":"Patient","id":"ana","name":[{"use":"official","family":"Ruiz","given":["Ana","María"]},{"use":"usual","given":["Anita"]}],"birthDate":"1985-02-03","gender":"female"}`
	ben    = `{"resourceType":"Patient","id":"ben","name":[{"family":"Okoye","given":["Ben"]}],"birthDate":"1990-07-12"}`
	asthma = `{"resourceType":"Condition","id":"c1","clinicalStatus":{"coding":[{"code":"active"}]},"code":{"text":"Asthma"},"subject":{"reference":"Patient/ana"},"onsetDateTime":"2016-03"}`
	visit  = `{"resourceType":"Encounter","id":"e1","status":"finished","class":{"code":"AMB"},"type":[{"text":"Review"}],"subject":{"reference":"Patient/ana"},"period":{"start":"2016-03-04T09:30:00-06:00","end":"2016-03-04T10:00:00-06:00"}}`
	weight = `{"resourceType":"Observation","id":"o1","status":"final","code":{"coding":[{"system":"http://loinc.org","code":"29463-7"}],"text":"Weight"},"subject":{"reference":"Patient/ana"},"encounter":{"reference":"Encounter/e1"},"effectiveDateTime":"2016-03-04","valueQuantity":{"value":71.50,"unit":"kg"}}`
	panel  = `{"resourceType":"DiagnosticReport","id":"r1","status":"final","code":{"text":"Panel"},"subject":{"reference":"Patient/ana"},"result":[{"reference":"Observation/o1"}]}`
)

func reasons(r workflow.ImportReport) []string {
	var out []string
	for _, x := range r.Refused {
		out = append(out, fmt.Sprintf("%s %d %s", filepath.Base(x.File), x.Entry, x.Reason))
	}
	return out
}

func TestAChangedRecordChangesItsOwnRowAndNothingElse(t *testing.T) {
	d := dbtest.New(t)
	importPaths(t, d, write(t, map[string]string{"a.json": bundleOf(ana, asthma, visit, weight, panel)}))
	before := everything(t, d)
	r := importPaths(t, d, write(t, map[string]string{"a.json": bundleOf(ana, strings.Replace(asthma, "2016-03", "2015", 1), visit, weight, panel)}))
	if r.Created != 0 || r.Updated != 1 || r.Unchanged != 4 {
		t.Errorf("%d created, %d updated, %d unchanged", r.Created, r.Updated, r.Unchanged)
	}
	after := everything(t, d)
	maps.DeleteFunc(after, func(table, sum string) bool { return before[table] == sum })
	if diff := cmp.Diff([]string{"history", "imported", "problems"}, slices.Sorted(maps.Keys(after))); diff != "" {
		t.Errorf("changed tables:\n%s", diff)
	}
	if got := ask[string](t, d, `select onset || ' ' || version from problems`); got != "2015 2" {
		t.Errorf("the row says %q", got)
	}
}

func TestDaysKeepTheirPrecisionAndSortInThePracticesZone(t *testing.T) {
	d := dbtest.New(t)
	if _, err := d.Owner.Exec(t.Context(), `begin; select begin_act('test', null, null, 'sample.load', '{}', true, '', '2026-05-04 15:00Z', true);
		insert into practice (name, zone) values ('Kestrel Lane Health', 'America/Chicago'); commit`); err != nil {
		t.Fatal(err)
	}
	importPaths(t, d, write(t, map[string]string{"a.json": bundleOf(ana, asthma, visit, weight)}))
	for sql, want := range map[string]string{
		`select onset from problems`: "2016-03",
		`select taken || ' ' || (taken_at at time zone 'UTC') from observations`:   "2016-03-04 2016-03-04 06:00:00",
		`select value || unit from observations`:                                   "71.50kg",
		`select starts_local || ' ' || kind from bookings`:                         "2016-03-04 09:30:00 history",
		`select concat_ws(' ', given, family, preferred, birth_date) from clients`: "Ana María Ruiz Anita 1985-02-03",
		`select (visit_id is not null)::text from observations`:                    "true",
	} {
		if got := ask[string](t, d, sql); got != want {
			t.Errorf("%s: %q; want %q", sql, got, want)
		}
	}
}

func TestSingleResourcesFindTheirPatientInWhateverOrderTheyLie(t *testing.T) {
	d := dbtest.New(t)
	folder := write(t, map[string]string{
		"1-report.json": panel, "2-weight.json": weight, "3-visit.json": visit, "4-asthma.json": asthma, "5-ana.json": ana,
	})
	r := importPaths(t, d, folder)
	if len(r.Refused) > 0 || r.Created != 5 {
		t.Errorf("%d created, refused %v", r.Created, reasons(r))
	}
	got := ask[string](t, d, `select count(*) || ' ' || count(visit_id) || ' ' || count(report_id) from observations`)
	if got != "1 1 1" {
		t.Errorf("observations, in visits, under reports: %s", got)
	}
	if r := importPaths(t, d, folder); r.Unchanged != 5 || r.Created+r.Updated > 0 {
		t.Errorf("again: %+v", r)
	}
	lines := strings.Join([]string{asthma, strings.Replace(ana, "Ruiz", "Ruiz Vega", 1)}, "\n")
	if r := importPaths(t, d, write(t, map[string]string{"all.ndjson": lines})); r.Unchanged != 1 || r.Updated != 1 {
		t.Errorf("by lines: %+v", r)
	}
}

func TestARecordOfAnUnknownPatientIsRefusedByName(t *testing.T) {
	d := dbtest.New(t)
	r := importPaths(t, d, write(t, map[string]string{"w.json": weight}))
	want := []string{"w.json 0 Observation.subject: Patient/ana of the source fhir is not here: import the Patient as well"}
	if diff := cmp.Diff(want, reasons(r)); diff != "" {
		t.Error(diff)
	}
}

func TestABundleThatIsBrokenLeavesNothingBehind(t *testing.T) {
	bens := strings.ReplaceAll(strings.ReplaceAll(weight, "Patient/ana", "Patient/ben"), `"o1"`, `"o2"`)
	for name, c := range map[string]struct{ text, want string }{
		"cut off": {bundleOf(ana, asthma)[:400], "is not valid JSON"},
		"a wrong element in the middle": {
			bundleOf(ana, strings.Replace(asthma, "2016-03", "2016-13", 1), visit), "a.json 2 Condition.onsetDateTime: '2016-13' is not a date",
		},
		"another patient, who is not in it": {bundleOf(ana, bens), "a.json 2 Observation.subject: the patient is not in this bundle"},
		"another patient's visit":           {bundleOf(ana, ben, visit, bens), "a.json 4 Observation.encounter: the visit is another patient's"},
		"another patient's result": {
			bundleOf(ana, ben, visit, weight, strings.Replace(panel, "Patient/ana", "Patient/ben", 1)), "a.json 5 DiagnosticReport.result: the observation is another patient's",
		},
		"no name":        {bundleOf(`{"resourceType":"Patient","id":"x"}`, asthma[:0]+strings.Replace(asthma, "Patient/ana", "Patient/x", 1)), "Patient.name: is missing"},
		"a foreign file": {`<Patient/>`, "is XML"},
	} {
		t.Run(name, func(t *testing.T) {
			d := dbtest.New(t)
			before := everything(t, d)
			r := importPaths(t, d, write(t, map[string]string{"a.json": c.text}))
			if got := strings.Join(reasons(r), "\n"); !strings.Contains(got, c.want) || r.Read != 0 {
				t.Errorf("refused %q, read %d; want %q", got, r.Read, c.want)
			}
			if diff := cmp.Diff(before, everything(t, d)); diff != "" {
				t.Errorf("left behind:\n%s", diff)
			}
		})
	}
}

func TestARecordThatTurnsUpUnderAnotherPatientIsRefused(t *testing.T) {
	d := dbtest.New(t)
	importPaths(t, d, write(t, map[string]string{"a.json": bundleOf(ana, asthma), "b.json": bundleOf(ben)}))
	before := everything(t, d)
	r := importPaths(t, d, write(t, map[string]string{"c.json": strings.Replace(asthma, "Patient/ana", "Patient/ben", 1)}))
	if got := strings.Join(reasons(r), "\n"); !strings.Contains(got, "in another patient's file already") {
		t.Errorf("refused %q", got)
	}
	if diff := cmp.Diff(before, everything(t, d)); diff != "" {
		t.Errorf("left behind:\n%s", diff)
	}
}

func TestAnotherPersonUnderTheSameIdIsRefused(t *testing.T) {
	d := dbtest.New(t)
	importPaths(t, d, write(t, map[string]string{"a.json": ana}))
	r := importPaths(t, d, write(t, map[string]string{"b.json": strings.Replace(ben, `"ben"`, `"ana"`, 1)}))
	if got := strings.Join(reasons(r), "\n"); !strings.Contains(got, "is another person") {
		t.Errorf("refused %q", got)
	}
}

func TestOneBundleMayBringSeveralPatientsInOneAct(t *testing.T) {
	d := dbtest.New(t)
	r := importPaths(t, d, write(t, map[string]string{"a.json": bundleOf(ana, ben, asthma, strings.ReplaceAll(strings.ReplaceAll(asthma, "ana", "ben"), `"c1"`, `"c2"`))}))
	if r.Created != 4 || len(r.Refused) > 0 {
		t.Errorf("%+v", r)
	}
	if n := ask[int](t, d, `select cardinality(clients) from trail where verb = 'import.records' and allowed order by id desc limit 1`); n != 2 {
		t.Errorf("the act names %d files", n)
	}
	if n := ask[int](t, d, `select count(distinct client_id) from problems`); n != 2 {
		t.Errorf("problems in %d files", n)
	}
}

func TestWhatWasEnteredInErrorIsSkippedOrEndsItsRow(t *testing.T) {
	d := dbtest.New(t)
	wrong := strings.Replace(asthma, `"code":{"text"`, `"verificationStatus":{"coding":[{"code":"entered-in-error"}]},"code":{"text"`, 1)
	wrong = strings.Replace(wrong, `"clinicalStatus":{"coding":[{"code":"active"}]},`, "", 1)
	other := strings.Replace(wrong, `"c1"`, `"c2"`, 1)
	importPaths(t, d, write(t, map[string]string{"a.json": bundleOf(ana, asthma, other)}))
	if n := ask[int](t, d, `select count(*) from problems where ended_at is null`); n != 1 {
		t.Fatalf("%d problems", n)
	}
	folder := write(t, map[string]string{"a.json": bundleOf(ana, wrong, other)})
	r := importPaths(t, d, folder)
	want := []workflow.ImportSkip{{Type: "Condition", Reason: "it was entered in error", Count: 1}}
	if diff := cmp.Diff(want, r.Skipped); diff != "" || r.Updated != 1 {
		t.Errorf("%d updated, skipped %s", r.Updated, diff)
	}
	if n := ask[int](t, d, `select count(*) from problems where ended_at is null`); n != 0 {
		t.Errorf("the problem still stands")
	}
	if r := importPaths(t, d, folder); r.Updated != 0 || r.Unchanged != 2 {
		t.Errorf("again: %+v", r)
	}
}

func TestWhatSomebodyHereChangedIsNotTakenBack(t *testing.T) {
	d := dbtest.New(t)
	importPaths(t, d, write(t, map[string]string{"a.json": bundleOf(ana, asthma)}))
	if _, err := d.Owner.Exec(t.Context(), `begin; select begin_act('s1', 1, null, 'clinical.edit', '{10001}', true, '', '2026-05-04 17:00Z', true);
		update problems set label = 'Severe asthma'; commit`); err != nil {
		t.Fatal(err)
	}
	r := importPaths(t, d, write(t, map[string]string{"a.json": bundleOf(ana, strings.Replace(asthma, "2016-03", "2015", 1))}))
	if r.Updated != 0 || len(r.Skipped) != 1 || !strings.Contains(r.Skipped[0].Reason, "somebody here") {
		t.Errorf("%+v", r)
	}
	if got := ask[string](t, d, `select label || ' ' || onset from problems`); got != "Severe asthma 2016-03" {
		t.Errorf("the row says %q", got)
	}
}

func TestTwoImportsAtOnceMakeEachRecordOnce(t *testing.T) {
	d := dbtest.New(t)
	named := map[string]string{}
	for n := range 40 {
		of := strings.NewReplacer(`"ana"`, fmt.Sprintf(`"ana%d"`, n), "Patient/ana", fmt.Sprintf("Patient/ana%d", n), `"c1"`, fmt.Sprintf(`"c%d"`, n))
		named[fmt.Sprintf("%02d.json", n)] = bundleOf(of.Replace(ana), of.Replace(asthma))
	}
	folder := write(t, named)
	both := []*workflow.FHIRImport{importer(t, d), importer(t, d)}
	done := make(chan error, len(both))
	for _, w := range both {
		go func() {
			r, err := w.Run(t.Context(), folder)
			if err == nil && len(r.Refused) > 0 {
				err = fmt.Errorf("refused: %v", reasons(r))
			}
			done <- err
		}()
	}
	for range both {
		if err := <-done; err != nil {
			t.Error(err)
		}
	}
	if got := ask[string](t, d, `select (select count(*) from clients) || ' ' || (select count(*) from problems)`); got != "40 40" {
		t.Errorf("patients and problems: %s", got)
	}
}
