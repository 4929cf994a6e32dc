package workflow_test

import (
	"compress/gzip"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"charthouse/internal/db/dbtest"
	"charthouse/internal/files"
	"charthouse/internal/workflow"
)

// sharedData finds a folder of the developers' test data, or skips.
func sharedData(t testing.TB, folder string) string {
	t.Helper()
	here, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for ; here != filepath.Dir(here); here = filepath.Dir(here) {
		path := filepath.Join(filepath.Dir(here), "shared", "data", folder)
		if _, err := os.Stat(path); err == nil {
			return path
		}
	}
	t.Skipf("skipped: the shared test data (%s) is not here", folder)
	return ""
}

func importer(t testing.TB, d *dbtest.Database) *workflow.FHIRImport {
	t.Helper()
	store, err := files.Open(t.Context(), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = store.Close() })
	return workflow.NewFHIRImport(d.DB, store)
}

func importPaths(t testing.TB, d *dbtest.Database, paths ...string) workflow.ImportReport {
	t.Helper()
	r, err := importer(t, d).Run(t.Context(), paths...)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// tableCounts counts the rows of the tables that an import fills.
func tableCounts(t testing.TB, d *dbtest.Database) map[string]int {
	t.Helper()
	out := map[string]int{}
	for _, table := range []string{
		"clients", "contacts", "coverages", "allergies", "problems", "medications", "immunizations", "observations",
		"procedures", "reports", "documents", "visits", "bookings", "directory",
	} {
		var n int
		if err := d.Owner.QueryRow(t.Context(), `select count(*) from `+table).Scan(&n); err != nil {
			t.Fatal(err)
		}
		out[table] = n
	}
	return out
}

// everything is a checksum of every table but the trail, which notes each act,
// and of the number of rows of the history.
func everything(t testing.TB, d *dbtest.Database) map[string]string {
	t.Helper()
	rows, err := d.Owner.Query(t.Context(), `
		select relname from pg_class
		where relkind = 'r' and relnamespace = 'public'::regnamespace and relname <> 'trail' and relname !~ '^river_'`)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	var tables []string
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			t.Fatal(err)
		}
		tables = append(tables, name)
	}
	out := map[string]string{}
	for _, name := range tables {
		var sum string
		err := d.Owner.QueryRow(t.Context(), `
			select count(*) || ' ' || coalesce(sum(hashtextextended(r::text, 0)::numeric), 0) from `+name+` r`).Scan(&sum)
		if err != nil {
			t.Fatal(err)
		}
		out[name] = sum
	}
	return out
}

// plainCounts counts the rows that the folder ought to become, by encoding/json
// alone: one a resource, directories and coverages once each.
func plainCounts(t testing.TB, folder string) map[string]int {
	t.Helper()
	tables := map[string]string{
		"Patient": "clients", "Encounter": "visits", "Condition": "problems", "AllergyIntolerance": "allergies",
		"MedicationRequest": "medications", "Immunization": "immunizations", "Observation": "observations",
		"Procedure": "procedures", "DiagnosticReport": "reports",
	}
	list, err := filepath.Glob(filepath.Join(folder, "*.json.gz"))
	if err != nil || len(list) == 0 {
		t.Fatalf("%d files: %v", len(list), err)
	}
	out, seen := map[string]int{}, map[string]bool{}
	once := func(table, key string) {
		if !seen[table+key] {
			seen[table+key] = true
			out[table]++
		}
	}
	for _, path := range list {
		for _, r := range plainResources(t, path) {
			kind, _ := r["resourceType"].(string)
			switch table := tables[kind]; {
			case table != "":
				out[table]++
			case kind == "Organization" || kind == "Practitioner":
				once("directory", fmt.Sprint(kind, r["id"]))
			case kind == "ExplanationOfBenefit":
				for _, c := range r["contained"].([]any) {
					if c := c.(map[string]any); c["resourceType"] == "Coverage" && payorOf(c) != "no_insurance" {
						once("coverages", path+payorOf(c))
					}
				}
			}
		}
	}
	out["bookings"] = out["visits"]
	out["contacts"], out["documents"] = 0, 0
	return out
}

func payorOf(coverage map[string]any) string {
	name, _ := coverage["payor"].([]any)[0].(map[string]any)["display"].(string)
	return strings.ToLower(name)
}

func plainResources(t testing.TB, path string) (list []map[string]any) {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	in, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	var bundle struct {
		Entry []struct{ Resource map[string]any }
	}
	if err := json.NewDecoder(in).Decode(&bundle); err != nil {
		t.Fatal(err)
	}
	for _, e := range bundle.Entry {
		list = append(list, e.Resource)
	}
	return list
}

func TestAllOfSyntheaIsImportedAndTheSecondTimeChangesNothing(t *testing.T) {
	folder := sharedData(t, "synthea/fhir-r4")
	d := dbtest.New(t)
	first := importPaths(t, d, folder)
	if diff := cmp.Diff(plainCounts(t, folder), tableCounts(t, d)); diff != "" {
		t.Errorf("rows (-counted in the files +in the tables):\n%s", diff)
	}
	if len(first.Refused) > 0 || first.Updated > 0 {
		t.Errorf("refused %v, %d updated", first.Refused, first.Updated)
	}
	historyIsHistory(t, d)
	before := everything(t, d)
	d.Clock.Move(24 * 60 * 60 * 1e9)
	second := importPaths(t, d, folder)
	if second.Created != 0 || second.Updated != 0 || second.Unchanged != first.Created+first.Unchanged || second.Read != first.Read {
		t.Errorf("the second time: %d created, %d updated, %d unchanged of %d", second.Created, second.Updated, second.Unchanged, second.Read)
	}
	if diff := cmp.Diff(before, everything(t, d)); diff != "" {
		t.Errorf("the second time changed (-before +after):\n%s", diff)
	}
	if diff := cmp.Diff(first.Skipped, second.Skipped); diff != "" {
		t.Errorf("skipped (-first +second):\n%s", diff)
	}
}

// historyIsHistory holds what an import must not cause.
func historyIsHistory(t *testing.T, d *dbtest.Database) {
	t.Helper()
	for what, sql := range map[string]string{
		"blockers":                     `select count(*) from blockers`,
		"files to look at again":       `select count(*) from file_clocks`,
		"held resources":               `select count(*) from booking_resources`,
		"mails":                        `select count(*) from messages`,
		"lines with a turn":            `select count(*) from visit_lines where station is not null`,
		"visits that are not history":  `select count(*) from visits where not history`,
		"rows without their source":    `select count(*) from observations where source = ''`,
		"observations outside visits":  `select count(*) from observations where visit_id is null`,
		"current coverages of a rank":  `select count(*) from (select from coverages where ended_at is null group by client_id, rank having count(*) > 1) x`,
		"blood pressures in words":     `select count(*) from observations where code in ('85354-9', '55284-4') and (value is null or value2 is null)`,
		"resolved problems that stand": `select count(*) from problems where ended <> '' and ended_at is null`,
	} {
		if n := ask[int](t, d, sql); n != 0 {
			t.Errorf("%d %s", n, what)
		}
	}
	for what, sql := range map[string]string{
		"observations under reports": `select count(*) from observations where report_id is not null`,
		"blood pressures":            `select count(*) from observations where category = 'vital-signs' and value2 between 30 and 200`,
		"ended problems":             `select count(*) from problems where ended_at is not null`,
		"open problems":              `select count(*) from problems where ended_at is null`,
		"deaths":                     `select count(*) from clients where deceased_on is not null`,
	} {
		if n := ask[int](t, d, sql); n < 20 {
			t.Errorf("only %d %s", n, what)
		}
	}
}

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

func TestAnImportThatIsStoppedIsCompletedByTheNext(t *testing.T) {
	folder := sharedData(t, "synthea/fhir-r4")
	list, err := filepath.Glob(filepath.Join(folder, "A*.json.gz"))
	if err != nil || len(list) < 5 {
		t.Fatalf("%d files: %v", len(list), err)
	}
	list = list[:5]
	d, whole := dbtest.New(t), dbtest.New(t)
	ctx, stop := context.WithCancel(t.Context())
	w := importer(t, d)
	w.Progress = func(p workflow.ImportProgress) {
		if p.Files == 2 {
			stop()
		}
	}
	if _, err := w.Run(ctx, list...); err == nil {
		t.Fatal("it was not stopped")
	}
	if n := ask[int](t, d, `select count(*) from clients`); n != 2 {
		t.Fatalf("%d patients were whole when it stopped", n)
	}
	importPaths(t, d, list...)
	importPaths(t, whole, list...)
	if diff := cmp.Diff(tableCounts(t, whole), tableCounts(t, d)); diff != "" {
		t.Errorf("(-in one go +in two):\n%s", diff)
	}
}
