package workflow_test

import (
	"compress/gzip"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
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
