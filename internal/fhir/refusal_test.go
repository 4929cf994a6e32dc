package fhir

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// patient wraps elements in a Patient.
func patient(elements string) string { return `{"resourceType":"Patient","id":"1",` + elements + `}` }

// vital wraps elements in an Observation that is otherwise whole.
func vital(elements string) string {
	return `{"resourceType":"Observation","id":"1","status":"final","code":{"text":"Weight"},` + elements + `}`
}

func TestAnElementThatIsWrongIsNamed(t *testing.T) {
	cases := []struct{ text, want string }{
		{patient(`"birthDate":"1985-02-31"`), "x.json, Patient.birthDate: '1985-02-31' is not a date"},
		{patient(`"birthDate":"1985-02-03T10:00:00Z"`), "x.json, Patient.birthDate: '1985-02-03T10:00:00Z' is not a date"},
		{patient(`"birthDate":"2/3/1985"`), "x.json, Patient.birthDate: '2/3/1985' is not a date"},
		{patient(`"birthDate":19850203`), "x.json, Patient.birthDate: is a number where text belongs"},
		{patient(`"gender":"M"`), "x.json, Patient.gender: 'M' is not one of male, female, other, unknown"},
		{patient(`"birthdate":"1985-02-03"`), "x.json, Patient.birthdate: is not an element of FHIR R4"},
		{patient(`"name":{"family":"Ruiz"}`), "x.json, Patient.name: is an object where a list belongs"},
		{patient(`"name":["Ruiz"]`), "x.json, Patient.name[0]: is text where an object belongs"},
		{patient(`"name":[{"given":["Ana",null]}]`), "x.json, Patient.name[0].given[1]: is null"},
		{patient(`"name":[{"surname":"Ruiz"}]`), "x.json, Patient.name[0].surname: is not an element of FHIR R4"},
		{patient(`"name":[{"family":""}]`), "x.json, Patient.name[0].family: is an empty text: an absent element is left out"},
		{patient(`"name":[{}]`), "x.json, Patient.name[0]: is an empty object"},
		{patient(`"name":[]`), "x.json, Patient.name: is an empty list: an absent element is left out"},
		{patient(`"name":null`), "x.json, Patient.name: is null: an absent element is left out"},
		{patient(`"active":"true"`), "x.json, Patient.active: is text where true or false belongs"},
		{patient(`"telecom":[{"rank":0}]`), "x.json, Patient.telecom[0].rank: 0 is not a whole number from 1 up"},
		{patient(`"telecom":[{"rank":1.5}]`), "x.json, Patient.telecom[0].rank: 1.5 is not a whole number from 1 up"},
		{patient(`"deceasedBoolean":true,"deceasedDateTime":"2020"`), "x.json, Patient.deceased[x]: is stated twice, as deceasedBoolean and as deceasedDateTime"},
		{patient(`"communication":[{"preferred":true}]`), "x.json, Patient.communication[0].language: is required and missing"},
		{patient(`"address":[{"period":{"start":"2020","end":"2019-12"}}]`), "x.json, Patient.address[0].period: ends before it starts"},
		{patient(`"identifier":[{"system":"my system"}]`), "x.json, Patient.identifier[0].system: 'my system' is not an address: it has spaces"},
		{patient(`"extension":[{"valueCode":"M"}]`), "x.json, Patient.extension[0].url: is required and missing"},
		{patient(`"generalPractitioner":[{"reference":"#dr"}]`), "x.json, Patient.generalPractitioner[0].reference: '#dr' is not among the contained resources"},
		{patient(`"name":[{"family":"Ru\u0000iz"}]`), "x.json, Patient.name[0].family: holds the NUL character, which no text may"},
		{patient(`"contained":[{"resourceType":"Wizard","id":"a"}]`), "x.json, Patient.contained[0].resourceType: 'Wizard' is not a type of FHIR R4"},
		{
			patient(`"contained":[{"resourceType":"Practitioner","id":"a"},{"resourceType":"Practitioner","id":"a"}]`),
			"x.json, Patient.contained[1].id: '#a' stands twice among the contained resources",
		},
		{
			patient(`"contained":[{"resourceType":"Practitioner","id":"a","gender":"X"}]`),
			"x.json, Patient.contained[0].gender: 'X' is not one of male, female, other, unknown",
		},
		{patient(`"name":[{"text":"` + strings.Repeat("a", maxText+1) + `"}]`), "x.json, Patient.name[0].text: is longer than the 1 MB that FHIR allows"},
		{vital(`"valueQuantity":{"value":"72.5"}`), "x.json, Observation.valueQuantity.value: is text where a number belongs"},
		{vital(`"valueInteger":1,"valueString":"one"`), "x.json, Observation.value[x]: is stated twice, as valueString and as valueInteger"},
		{vital(`"valueTime":"25:00:00"`), "x.json, Observation.valueTime: '25:00:00' is not a time of day"},
		{vital(`"effectiveDateTime":"2020-01-01T10:00:00"`), "x.json, Observation.effectiveDateTime: '2020-01-01T10:00:00' is not a date, or a time with its zone"},
		{vital(`"issued":"2020-01-01"`), "x.json, Observation.issued: '2020-01-01' is not a time with its zone"},
		{vital(`"component":[{"valueInteger":1}]`), "x.json, Observation.component[0].code: is required and missing"},
		{`{"resourceType":"Observation","code":{"text":"Weight"}}`, "x.json, Observation.status: is required and missing"},
		{
			`{"resourceType":"Encounter","status":"done","class":{"code":"AMB"}}`,
			"x.json, Encounter.status: 'done' is not one of planned, arrived, triaged, in-progress, onleave, finished, cancelled, entered-in-error, unknown",
		},
		{
			`{"resourceType":"Condition","subject":{"display":"A"},"clinicalStatus":{"coding":[{"code":"open"}]}}`,
			"x.json, Condition.clinicalStatus: 'open' is not one of active, recurrence, relapse, inactive, remission, resolved",
		},
		{
			`{"resourceType":"MedicationRequest","status":"active","intent":"order","subject":{"display":"A"}}`,
			"x.json, MedicationRequest.medication[x]: is required and missing",
		},
		{
			`{"resourceType":"Coverage","status":"active","beneficiary":{"display":"A"},"payor":[{"display":"B"}],"costToBeneficiary":[{"valueMoney":{"value":10.005}}]}`,
			"x.json, Coverage.costToBeneficiary[0].valueMoney.value: 10.005 is not an amount in whole cents",
		},
		{document(`"data":"a*b"`), "x.json, DocumentReference.content[0].attachment.data: is not base64"},
		{document(`"data":"SGVsbG8=","size":6`), "x.json, DocumentReference.content[0].attachment.data: is not as long as the stated size"},
		{document(`"data":"SGVsbG8=","hash":"AAAAAAAAAAAAAAAAAAAAAAAAAAA="`), "x.json, DocumentReference.content[0].attachment.data: does not have the stated SHA-1"},
		{`{"resourceType":"Patient","id":"a b"}`, "x.json, Patient.id: 'a b' is not an id: up to 64 letters, digits, hyphens and full stops"},
		{`{"resourceType":"Wizard"}`, "x.json, resource.resourceType: 'Wizard' is not a type of FHIR R4"},
	}
	for _, c := range cases {
		bundles, refusals := read(t, "x.json", c.text)
		if got := problems(refusals); len(bundles) > 0 || got != c.want {
			t.Errorf("%.80s\n got %s\nwant %s", c.text, got, c.want)
		}
	}
}

// document wraps an attachment.
func document(attachment string) string {
	return `{"resourceType":"DocumentReference","status":"current","content":[{"attachment":{` + attachment + `}}]}`
}

func TestAFileThatIsNoFHIRIsRefusedInPlainWords(t *testing.T) {
	whole := patient(`"active":true`)
	cases := map[string]struct{ name, text, want string }{
		"empty":              {"x.json", " \r\n", "x.json: is empty"},
		"empty NDJSON":       {"x.ndjson", "\n\n", "x.ndjson: is empty"},
		"truncated":          {"x.json", whole[:30], "x.json: is not valid JSON: at line 1, column 31 it ends too early"},
		"CSV":                {"x.json", "name,born\n", "x.json: is not valid JSON: at line 1, column 1 a value is expected here"},
		"XML":                {"x.json", "<Patient/>", "x.json: is XML: export it as FHIR JSON"},
		"a list":             {"x.json", "[1]", "x.json: is not FHIR: it has no resourceType"},
		"other JSON":         {"x.json", `{"name":"Ana"}`, "x.json: is not FHIR: it has no resourceType"},
		"two documents":      {"x.json", whole + whole, "x.json: is not valid JSON: at line 1, column 50 there is more after the end of the document (one document a line is NDJSON: name such a file .ndjson)"},
		"a name twice":       {"x.json", `{"resourceType":"Patient","id":"1","id":"2"}`, "x.json: is not valid JSON: at line 1, column 45 the name 'id' occurs twice in the object that ends here"},
		"Latin-1":            {"x.json", "{\n\"a\":\"Jos\xe9\"}", "x.json: is not in UTF-8: at line 2, column 9"},
		"UTF-16":             {"x.json", "\xff\xfe{\x00", "x.json: is in UTF-16: save it as UTF-8"},
		"half a surrogate":   {"x.json", `{"a":"\ud83d"}`, "x.json: is not valid JSON: at line 1, column 13 half of a surrogate pair stands alone"},
		"deep":               {"x.json", strings.Repeat("[", 200), "x.json: is not valid JSON: at line 1, column 102 values nest too deeply"},
		"a leading zero":     {"x.json", `{"a":01}`, "x.json: is not valid JSON: at line 1, column 7 a comma or } is expected here"},
		"a raw line break":   {"x.json", "{\"a\":\"b\nc\"}", "x.json: is not valid JSON: at line 1, column 8 a line break, tab or control character stands unescaped in a text"},
		"no gzip":            {"x.json.gz", whole, "x.json.gz: ends in .gz but is not gzip"},
		"cut gzip":           {"x.json.gz", packed(t, whole)[:40], "x.json.gz: ends too early: the gzip file is cut off"},
		"damaged gzip":       {"x.json.gz", strings.Replace(packed(t, whole), "\x1f\x8b\x08", "\x1f\x8b\x09", 1), "x.json.gz: is damaged: its gzip content does not unpack"},
		"a response":         {"x.json", `{"resourceType":"Bundle","type":"batch-response"}`, "x.json, Bundle.type: a bundle of the type batch-response holds no records to import"},
		"no type":            {"x.json", `{"resourceType":"Bundle"}`, "x.json, Bundle.type: is required and missing"},
		"entries of text":    {"x.json", `{"resourceType":"Bundle","type":"batch","entry":["a"]}`, "x.json, entry 1, Bundle.entry[0]: is text where an object belongs"},
		"no resource":        {"x.json", `{"resourceType":"Bundle","type":"collection","entry":[{"fullUrl":"a"}]}`, "x.json, entry 1, Bundle.entry[0].resource: is required and missing"},
		"no resourceType":    {"x.json", `{"resourceType":"Bundle","type":"collection","entry":[{"resource":{"id":"1"}}]}`, "x.json, entry 1, resource.resourceType: '' is not a type of FHIR R4"},
		"an entry of null":   {"x.json", `{"resourceType":"Bundle","type":"batch","entry":[null]}`, "x.json, entry 1, Bundle.entry[0]: is null where an object belongs"},
		"a resource of null": {"x.json", `{"resourceType":"Bundle","type":"batch","entry":[{"resource":null}]}`, "x.json, entry 1, Bundle.entry[0].resource: is null: an absent element is left out"},
		"entries of null":    {"x.json", `{"resourceType":"Bundle","type":"batch","entry":null}`, "x.json, Bundle.entry: is null: an absent element is left out"},
		"broken NDJSON line": {"x.ndjson", "\n{\n", "x.ndjson, line 2: is not valid JSON: at column 2 it ends too early"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			bundles, refusals := read(t, c.name, c.text)
			if got := problems(refusals); len(bundles) > 0 || got != c.want {
				t.Errorf("\n got %s\nwant %s", got, c.want)
			}
		})
	}
}

func TestABundleWithOneInvalidEntryIsRefusedWholeWithAllItsProblems(t *testing.T) {
	bundles, refusals := read(t, "maria.json", bundleOf(
		patient(`"birthDate":"1985-02-31","gender":"F"`), `{"resourceType":"Claim","id":"9"}`, vital(`"valueInteger":1.5`)))
	want := strings.Join([]string{
		"maria.json, entry 1, Patient.gender: 'F' is not one of male, female, other, unknown",
		"maria.json, entry 1, Patient.birthDate: '1985-02-31' is not a date",
		"maria.json, entry 3, Observation.valueInteger: 1.5 is not a whole number from -2147483648 up",
	}, "\n")
	if diff := cmp.Diff(want, problems(refusals)); diff != "" || len(bundles) > 0 {
		t.Errorf("%d bundles; %s", len(bundles), diff)
	}
	if got := refusals[0].Error(); got != "maria.json, entry 1, Patient.gender: 'F' is not one of male, female, other, unknown (and 2 more)" {
		t.Errorf("in short: %s", got)
	}
}

func TestARefusalListsNoMoreThanAThousandProblems(t *testing.T) {
	_, refusals := read(t, "x.json", patient(`"telecom":[`+strings.Repeat(`{"use":"X"},`, 1500)+`{"use":"X"}]`))
	if n := len(refusals[0].Problems); n != 1000 || refusals[0].More != 501 {
		t.Errorf("%d problems and %d more", n, refusals[0].More)
	}
}

func TestTheSameRecordTwiceInABundleIsRefused(t *testing.T) {
	entry := `{"fullUrl":"urn:uuid:%s","resource":{"resourceType":"Patient","id":"%s","active":%s}}`
	bundle := func(a, b string) string {
		return `{"resourceType":"Bundle","type":"collection","entry":[` + a + `,` + b + `]}`
	}
	first := fmt.Sprintf(entry, "a", "1", "true")
	cases := map[string]string{
		fmt.Sprintf(entry, "b", "1", "false"): "x.json, entry 2, Patient.id: Patient/1 stands in entry 1 already",
		fmt.Sprintf(entry, "a", "2", "false"): "x.json, entry 2, Patient: its fullUrl stands in entry 1 already",
	}
	for second, want := range cases {
		if _, refusals := read(t, "x.json", bundle(first, second)); problems(refusals) != want {
			t.Errorf("got %s, want %s", problems(refusals), want)
		}
	}
}

func TestARefusedLineOfNDJSONLeavesTheOthers(t *testing.T) {
	bundles, refusals := read(t, "x.ndjson", "\ufeff"+patient(`"active":true`)+"\r\n"+patient(`"active":1`)+"\r\n\r\n"+patient(`"gender":"male"`))
	if len(bundles) != 2 || bundles[0].Line != 1 || bundles[1].Line != 4 {
		t.Fatalf("%d bundles", len(bundles))
	}
	if got := problems(refusals); got != "x.ndjson, line 2, Patient.active: is a number where true or false belongs" {
		t.Error(got)
	}
}

func TestAFileThatCannotBeOpenedIsARefusal(t *testing.T) {
	path := filepath.Join(t.TempDir(), "gone.json")
	for _, err := range (File{Path: path}).Read() {
		if err == nil || err.Error() != path+": cannot be opened: no such file or directory" {
			t.Error(err)
		}
	}
}

func TestFoldersAreWalkedInOrderAndOtherFilesAreNamed(t *testing.T) {
	root := t.TempDir()
	for _, name := range []string{"b.json", "a/z.json.gz", "a/c.ndjson", "notes.txt", "practitionerInformation1.json", "hospitalInformation1.json"} {
		path := filepath.Join(root, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte("{}"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	list, skipped, missing := Files(filepath.Join(root, "b.json"), root)
	if len(missing) > 0 {
		t.Fatal(missing[0])
	}
	var got []string
	for _, f := range list {
		name, _ := filepath.Rel(root, f.Path)
		got = append(got, name)
	}
	want := []string{"b.json", "hospitalInformation1.json", "practitionerInformation1.json", "a/c.ndjson", "a/z.json.gz"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if len(skipped) != 1 || filepath.Base(skipped[0].File) != "notes.txt" || skipped[0].Reason == "" {
		t.Errorf("skipped %v", skipped)
	}
}

func TestAPathThatDoesNotExistIsRefusedAndTheOthersAreListed(t *testing.T) {
	root := t.TempDir()
	nowhere, here := filepath.Join(root, "nowhere"), filepath.Join(root, "b.json")
	if err := os.WriteFile(here, []byte("{}"), 0o600); err != nil {
		t.Fatal(err)
	}
	list, _, missing := Files(nowhere, here)
	if len(list) != 1 || list[0].Path != here {
		t.Errorf("listed %v", list)
	}
	if len(missing) != 1 || missing[0].Error() != nowhere+": does not exist" {
		t.Errorf("refused %v", missing)
	}
}

func packed(t testing.TB, text string) string {
	t.Helper()
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	if _, err := w.Write([]byte(text)); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}
