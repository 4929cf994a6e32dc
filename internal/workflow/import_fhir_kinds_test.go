package workflow_test

import (
	"encoding/base64"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"charthouse/internal/db/dbtest"
	"charthouse/internal/workflow"
)

func TestUSCoreBringsTheKindsThatSyntheaDoesNotHave(t *testing.T) {
	d := dbtest.New(t)
	folder := sharedData(t, "fhir/us-core-610-examples")
	first := importPaths(t, d, folder)
	for sql, want := range map[string]string{
		`select concat_ws('|', name, relation, phone, email, address) from contacts`:                                                                                  "Sarah van Putten|niece|555-555-5555|sarah.vanputten@example.com|80A Village Street, New Holland, PA 17557",
		`select concat_ws('|', p.name, c.plan, c.member_number, c.group_number, c.relation, c.rank, c.starts_on) from coverages c join payers p on p.id = c.payer_id`: "Acme Health Plan|Acme Gold Plan|88800933501|xyz|self|1|2020-01-01",
		`select concat_ws('|', name, address) from directory where kind = 'place' and name like 'Holy%'`:                                                              "Holy Family Hospital|70 EAST STREET, METHUEN, MA 01844, US",
		`select string_agg(media_type, ' ' order by id) from documents`:                                                                                               "application/pdf text/plain text/plain",
		`select concat_ws('|', substance, reaction, severity) from allergies`:                                                                                         "sulfonamide antibacterial|skin rash|mild",
		`select concat_ws('|', value, value2, unit, category) from observations where value2 is not null`:                                                             "109|44|mmHg|vital-signs",
		`select count(*)::text from observations where report_id is not null and code = '718-7'`:                                                                      "1",
		`select family from clients where given = 'Amy V.' and email <> ''`:                                                                                           "Baxter",
		`select count(*)::text from blockers`:                                                                                                                         "0",
	} {
		if got := ask[string](t, d, sql); got != want {
			t.Errorf("%s:\n%q; want\n%q", sql, got, want)
		}
	}
	for _, r := range first.Refused {
		if !strings.Contains(r.Reason, "of the source http") { // another server's Patient/example
			t.Errorf("refused: %+v", r)
		}
	}
	before := everything(t, d)
	second := importPaths(t, d, folder)
	if second.Created+second.Updated > 0 || second.Unchanged != first.Created {
		t.Errorf("the second time: %d created, %d updated, %d unchanged of %d", second.Created, second.Updated, second.Unchanged, first.Created)
	}
	if diff := cmp.Diff(before, everything(t, d)); diff != "" {
		t.Errorf("the second time changed:\n%s", diff)
	}
	older := importPaths(t, dbtest.New(t), sharedData(t, "fhir/us-core-311-examples"))
	if older.Created < 60 {
		t.Errorf("of US Core 3.1.1 %d were created", older.Created)
	}
}

func kin(n int) string {
	return fmt.Sprintf(`{"name":{"text":"Kin %d"},"relationship":[{"coding":[{"code":"C"}],"text":"brother"}]}`, n)
}

func anaWith(elements string) string { return strings.TrimSuffix(ana, "}") + "," + elements + "}" }

func TestContactsInAPatientComeAndGoWithIt(t *testing.T) {
	d := dbtest.New(t)
	for _, c := range []struct{ elements, want string }{
		{`"contact":[` + kin(1) + `,` + kin(2) + `]`, "Kin 1, Kin 2"},
		{`"contact":[` + kin(1) + `]`, "Kin 1"},
		{`"contact":[` + kin(1) + `,` + kin(3) + `]`, "Kin 1, Kin 3"},
	} {
		r := importPaths(t, d, write(t, map[string]string{"a.json": anaWith(c.elements)}))
		if r.Created+r.Updated != 1 {
			t.Errorf("a patient with contacts is one record: %+v", r)
		}
		got := ask[string](t, d, `select string_agg(name, ', ' order by id) from contacts where ended_at is null and emergency and relation = 'brother'`)
		if got != c.want {
			t.Errorf("contacts %q; want %q", got, c.want)
		}
	}
}

func insurance(id, payer, more string) string {
	return fmt.Sprintf(`{"resourceType":"Coverage","id":%q,"status":"active","beneficiary":{"reference":"Patient/ana"},"payor":[{"display":%q}]%s}`, id, payer, more)
}

func TestCurrentCoveragesHaveARankEach(t *testing.T) {
	d := dbtest.New(t)
	r := importPaths(t, d, write(t, map[string]string{"a.json": bundleOf(
		ana, insurance("1", "Old Mutual", `,"period":{"start":"2001-01-01","end":"2009-12-31"}`), insurance("2", "Larkfield", `,"order":2`),
		insurance("3", "larkfield", `,"order":1`), insurance("4", "Third", ""), insurance("5", "Fourth", ""), insurance("6", "NO_INSURANCE", ""),
	)}))
	got := ask[string](t, d, `select string_agg(p.name || ' ' || c.rank, ', ' order by c.rank) from coverages c join payers p on p.id = c.payer_id where c.ended_at is null`)
	if got != "Larkfield 1, Larkfield 2, Fourth 3" {
		t.Errorf("ranks: %s", got)
	}
	if n := ask[int](t, d, `select count(*) from coverages where ended_at is not null`); n != 1 {
		t.Errorf("%d ended coverages", n)
	}
	want := []workflow.ImportSkip{
		{Type: "Coverage", Reason: "it says that there is no insurance", Count: 1},
		{Type: "Coverage", Reason: "the file has three current coverages already: end one, and import again", Count: 1},
	}
	if diff := cmp.Diff(want, r.Skipped); diff != "" {
		t.Error(diff)
	}
}

func paper(id, description, media, content string) string {
	return fmt.Sprintf(`{"resourceType":"DocumentReference","id":%q,"status":"current","subject":{"reference":"Patient/ana"}%s,"content":[{"attachment":{"contentType":%q,"data":%q,"url":"https://ehr.example/Binary/%s"}}]}`,
		id, description, media, base64.StdEncoding.EncodeToString([]byte(content)), id)
}

func TestADocumentIsFiledOrDescribedOrSkipped(t *testing.T) {
	d := dbtest.New(t)
	w := importer(t, d)
	r, err := w.Run(t.Context(), write(t, map[string]string{"a.json": bundleOf(
		ana, paper("1", "", "text/plain", "Blood pressure falls."), paper("2", `,"description":"Care summary"`, "application/xml", `<?xml version="1.0"?><ClinicalDocument/>`),
		paper("3", "", "application/xml", `<?xml version="1.0"?><ClinicalDocument/>`),
	)}))
	if err != nil {
		t.Fatal(err)
	}
	got := ask[string](t, d, `select string_agg(title || ' ' || media_type || ' ' || (bytes > 100), ', ' order by id) from documents`)
	if got != "Document text/plain false, Care summary text/plain true" {
		t.Errorf("documents: %s", got)
	}
	if len(r.Skipped) != 1 || r.Skipped[0].Type != "DocumentReference" || !strings.Contains(r.Skipped[0].Reason, "XML") {
		t.Errorf("skipped %+v", r.Skipped)
	}
	if n := ask[int](t, d, `select count(*) from blockers`) + ask[int](t, d, `select count(*) from file_clocks`); n != 0 {
		t.Errorf("an imported document waits for a reader")
	}
}

func TestWhatIsNoFactIsSkippedWithItsReason(t *testing.T) {
	d := dbtest.New(t)
	about := `"subject":{"reference":"Patient/ana"}`
	r := importPaths(t, d, write(t, map[string]string{"a.json": bundleOf(
		ana,
		`{"resourceType":"AllergyIntolerance","id":"1","code":{"coding":[{"system":"http://snomed.info/sct","code":"716186003"}]},"patient":{"reference":"Patient/ana"}}`,
		`{"resourceType":"MedicationRequest","id":"1","status":"active","intent":"proposal","medicationCodeableConcept":{"text":"Aspirin"},`+about+`}`,
		`{"resourceType":"Encounter","id":"1","status":"planned","class":{"code":"AMB"},"period":{"start":"2030-01-01"},`+about+`}`,
		`{"resourceType":"Observation","id":"1","status":"final","code":{"text":"Weight"},`+about+`}`,
		`{"resourceType":"Observation","id":"2","status":"final","code":{"text":"Weight"},"subject":{"reference":"Group/g"},"valueString":"x"}`,
		`{"resourceType":"Condition","id":"1","code":{"text":"Gout"},"verificationStatus":{"coding":[{"code":"refuted"}]},`+about+`}`,
	)}))
	want := []workflow.ImportSkip{
		{Type: "AllergyIntolerance", Reason: "it says that no allergy is known: ask, and say so in the file", Count: 1},
		{Type: "Condition", Reason: "it was refuted", Count: 1},
		{Type: "Encounter", Reason: "it is still to come: book it here", Count: 1},
		{Type: "MedicationRequest", Reason: "it is a proposal and no order", Count: 1},
		{Type: "Observation", Reason: "it has no value", Count: 1},
		{Type: "Observation", Reason: "it is about a Group and not about a patient", Count: 1},
	}
	if diff := cmp.Diff(want, r.Skipped); diff != "" || r.Created != 1 || r.Read != 7 {
		t.Errorf("%+v\n%s", r, diff)
	}
}

func TestAValueIsANumberOnlyWhereItIsOne(t *testing.T) {
	d := dbtest.New(t)
	of := func(id, value string) string {
		return fmt.Sprintf(`{"resourceType":"Observation","id":%q,"status":"final","code":{"text":"A"},"subject":{"reference":"Patient/ana"},%s}`, id, value)
	}
	importPaths(t, d, write(t, map[string]string{"a.json": bundleOf(
		ana, of("1", `"valueInteger":12`), of("2", `"valueQuantity":{"value":5,"comparator":"<","unit":"mg/dL"}`),
		of("3", `"valueQuantity":{"value":36.60,"code":"Cel","unit":"degrees"}`), of("4", `"dataAbsentReason":{"text":"refused"}`),
		of("5", `"valueBoolean":true`),
	)}))
	got := ask[string](t, d, `select string_agg(concat_ws('|', coalesce(value::text, '-'), unit, words), ', ' order by id) from observations`)
	if want := "12||, -||< 5 mg/dL, 36.60|°C|, -||no value: refused, -||yes"; strings.ReplaceAll(got, "<5", "< 5") != want {
		t.Errorf("values %q; want %q", got, want)
	}
}

func TestTheFullNamesOfSNOMEDLoseTheirTag(t *testing.T) {
	d := dbtest.New(t)
	of := func(id, system, name string) string {
		return fmt.Sprintf(`{"resourceType":"Condition","id":%q,"code":{"coding":[{"system":%q,"code":"1","display":%q}]},"subject":{"reference":"Patient/ana"}}`, id, system, name)
	}
	importPaths(t, d, write(t, map[string]string{"a.json": bundleOf(
		ana, of("1", "http://snomed.info/sct", "Anemia (disorder)"), of("2", "http://snomed.info/sct", "Fracture (left)"), of("3", "http://other.example", "Gout (finding)"),
	)}))
	if got := ask[string](t, d, `select string_agg(label, ', ' order by id) from problems`); got != "Anemia, Fracture (left), Gout (finding)" {
		t.Errorf("labels: %s", got)
	}
}
