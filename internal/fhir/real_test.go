package fhir

import (
	"encoding/csv"
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// resourcesOf lists the resources of a document that encoding/json read.
func resourcesOf(root map[string]any) (list []map[string]any) {
	if root["resourceType"] != "Bundle" {
		return []map[string]any{root}
	}
	entries, _ := root["entry"].([]any)
	for _, e := range entries {
		if r, ok := e.(map[string]any)["resource"].(map[string]any); ok {
			list = append(list, r)
		}
	}
	return list
}

// synthea are the counts that another program took of the folder.
var synthea = map[string]int{
	"Observation": 17918, "Encounter": 3313, "Procedure": 2091, "Immunization": 1835, "DiagnosticReport": 1185, "Condition": 1010,
	"MedicationRequest": 767, "Organization": 252, "Practitioner": 252, "Patient": 154, "AllergyIntolerance": 101,
}

var syntheaSkipped = map[string]int{"Claim": 4080, "ExplanationOfBenefit": 3313, "CarePlan": 360, "Goal": 244, "ImagingStudy": 58}

func TestAllOfSyntheaIsReadAndCounted(t *testing.T) {
	read, skipped, coverages, repeated := map[string]int{}, map[string]int{}, 0, 0
	for _, f := range files(t, shared(t, "synthea/fhir-r4")) {
		for b, err := range f.Read() {
			if err != nil {
				t.Fatal(err)
			}
			if b.Consumed != f.Size || len(b.Unresolved) > 0 {
				t.Errorf("%s: consumed %d of %d bytes, unresolved %v", f.Path, b.Consumed, f.Size, b.Unresolved)
			}
			for _, e := range b.Entries {
				if e.Type == "Coverage" {
					coverages++
				} else {
					read[e.Type]++
				}
			}
			for _, s := range b.Skipped {
				if s.Type == "Coverage" {
					repeated++
				} else {
					skipped[s.Type]++
				}
			}
		}
	}
	if diff := cmp.Diff(synthea, read); diff != "" {
		t.Errorf("read (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(syntheaSkipped, skipped); diff != "" {
		t.Errorf("skipped (-want +got):\n%s", diff)
	}
	if coverages+repeated != 3313 || coverages < 154 {
		t.Errorf("coverages: %d read and %d repeated, want 3313 together", coverages, repeated)
	}
	t.Logf("coverages: %d read, %d repeated", coverages, repeated)
}

func TestSyntheaKeepsWhatEncodingJSONSees(t *testing.T) {
	want, got := map[string]int{}, map[string]int{}
	for _, f := range files(t, shared(t, "synthea/fhir-r4"))[:20] {
		for _, r := range resourcesOf(plainly(t, f.Path)) {
			countPlainly(want, r)
		}
		for b := range f.Read() {
			for _, e := range b.Entries {
				countRead(got, b, e)
			}
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-encoding/json +this package):\n%s", diff)
	}
}

// countPlainly and countRead count the same facts in the two readings.
func countPlainly(n map[string]int, r map[string]any) {
	has := func(name, key string) {
		if _, ok := r[key]; ok {
			n[name]++
		}
	}
	length := func(name, key string) {
		list, _ := r[key].([]any)
		n[name] += len(list)
	}
	switch r["resourceType"] {
	case "Patient":
		length("names", "name")
		length("identifiers", "identifier")
		has("deceased", "deceasedDateTime")
	case "Observation":
		has("quantities", "valueQuantity")
		has("concepts", "valueCodeableConcept")
		has("strings", "valueString")
		length("components", "component")
		has("in encounters", "encounter")
	case "Condition":
		has("abated", "abatementDateTime")
	case "MedicationRequest":
		length("dosages", "dosageInstruction")
	case "DiagnosticReport":
		length("results", "result")
	case "Encounter":
		length("reasons", "reasonCode")
	}
}

func countRead(n map[string]int, b *Bundle, e *Entry) {
	add := func(name string, yes bool) {
		if yes {
			n[name]++
		}
	}
	switch r := e.Resource.(type) {
	case *Patient:
		n["names"] += len(r.Names)
		n["identifiers"] += len(r.Identifiers)
		add("deceased", !r.DeceasedAt.IsZero() && *r.Deceased)
	case *Observation:
		add("quantities", r.Value.Type == "Quantity" && r.Value.Quantity.Value != "")
		add("concepts", r.Value.Type == "CodeableConcept" && r.Value.Words() != "")
		add("strings", r.Value.Type == "String" && r.Value.Text != "")
		n["components"] += len(r.Components)
		target, err := b.Resolve(e, r.Encounter)
		add("in encounters", err == nil && target.Type == "Encounter" && target.Entry != nil)
	case *Condition:
		add("abated", r.Abatement.Date.Precision == Instant)
	case *MedicationRequest:
		n["dosages"] += len(r.Dosages)
	case *DiagnosticReport:
		for _, result := range r.Results {
			target, err := b.Resolve(e, result)
			add("results", err == nil && target.Type == "Observation" && target.Entry != nil)
		}
	case *Encounter:
		n["reasons"] += len(r.Reasons)
	}
}

func TestExamplesOfUSCoreAndR4AreRead(t *testing.T) {
	for _, folder := range []string{"fhir/us-core-311-examples", "fhir/us-core-610-examples", "fhir/r4-spec-examples"} {
		want, got := map[string]int{}, map[string]int{}
		for _, f := range files(t, shared(t, folder)) {
			root := plainly(t, f.Path)
			if kind, _ := root["type"].(string); root["resourceType"] == "Bundle" && !slices.Contains(bundleTypesRead, kind) {
				continue
			}
			for _, r := range resourcesOf(root) {
				want[r["resourceType"].(string)]++
			}
			countFile(t, f, got)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-in the files +read or skipped):\n%s", folder, diff)
		}
		t.Logf("%s: %d resources of %d types", folder, sum(got), len(got))
	}
}

// countFile counts what was read or skipped of a file that must not be refused.
func countFile(t *testing.T, f File, n map[string]int) {
	t.Helper()
	for b, err := range f.Read() {
		if refusal, ok := err.(*Refusal); ok {
			for _, p := range refusal.Problems {
				t.Error(p)
			}
			continue
		}
		for _, e := range b.Entries {
			if e.Within == "" && e.Resource != nil {
				n[e.Type]++
			}
		}
		for _, s := range b.Skipped {
			if s.Type != "request" {
				n[s.Type]++
			}
		}
	}
}

func sum(n map[string]int) (total int) {
	for v := range maps.Values(n) {
		total += v
	}
	return total
}

// beyond are the invalid cases that are taken all the same, and what this package does not look at.
var beyond = map[string]string{
	"PulseOxBundle_25Oct2022.json":                  "displays of codes",
	"allergy.json":                                  "a profile's required code",
	"bundle-duplicate-id.json":                      "a fullUrl that is relative, which real servers write",
	"bundle-id-search-4.json":                       "displays of codes",
	"encounter-period.json":                         "a day and an instant on it, ordered by an assumed zone",
	"ips-htmlrefs-backwards.json":                   "types of extensions that are not read",
	"obs-temp-bad.json":                             "a profile's code",
	"obs-temp-code2.json":                           "codes of a code system",
	"q-enablewhen-me-wrong.json":                    "a type that is not read",
	"shc-cvx.json":                                  "codes of a code system",
	"signatures_example-2.json":                     "a signature",
	"slice23_AuditEvent-ex-SecondSliceProfile.json": "a type that is not read",
}

func TestOurVerdictBesideTheOfficialValidator(t *testing.T) {
	folder := shared(t, "fhir/validator-cases")
	f, err := os.Open(filepath.Join(folder, "EXPECTED.csv"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	agree, seen := 0, map[string]bool{}
	for _, row := range rows[1:] {
		name, valid, reason := row[0], row[5] == "yes", row[6]
		if seen[name] {
			continue
		}
		seen[name] = true
		verdict := ""
		for _, err := range (File{Path: filepath.Join(folder, name)}).Read() {
			if err != nil {
				verdict = err.Error()[len(folder)+1:]
			}
		}
		switch accepted := verdict == ""; {
		case accepted == valid:
			agree++
		case valid:
			t.Errorf("%s is valid, but: %s", name, verdict)
		case beyond[name] == "":
			t.Errorf("%s is taken, but: %s", name, reason)
		default:
			t.Logf("taken though invalid: %s: %s", name, reason)
		}
		if verdict != "" {
			t.Logf("refused: %s", verdict)
		}
	}
	t.Logf("%d of %d verdicts agree", agree, len(seen))
}

func TestReadersKnowEveryElementOfTheExamples(t *testing.T) {
	// A name of R4 missing from a table would refuse a valid file; the examples must pass and a misspelt name must not.
	for kind, r := range readers {
		body, err := json.Marshal(map[string]any{"resourceType": kind, "mispelt": 1})
		if err != nil {
			t.Fatal(err)
		}
		if _, refusals := read(t, "x.json", string(body)); len(refusals) == 0 || !strings.Contains(problems(refusals), kind+".mispelt: is not an element") {
			t.Errorf("%s: a misspelt element was taken", kind)
		}
		if len(r.names) != len(slices.Compact(slices.Sorted(slices.Values(r.names)))) {
			t.Errorf("%s: an element is listed twice", kind)
		}
	}
}

func problems(refusals []*Refusal) string {
	var all []string
	for _, r := range refusals {
		for _, p := range r.Problems {
			all = append(all, p.String())
		}
	}
	return strings.Join(all, "\n")
}
