package fhir

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const family = `{"resourceType":"Bundle","type":"transaction","entry":[
	{"fullUrl":"urn:uuid:11111111-1111-1111-1111-111111111111","resource":{"resourceType":"Patient","id":"p1","active":true},"request":{"method":"POST","url":"Patient","ifNoneExist":"identifier=a|1"}},
	{"fullUrl":"http://one.example/fhir/Patient/p2","resource":{"resourceType":"Patient","id":"p2"}},
	{"fullUrl":"http://two.example/fhir/Organization/o1","resource":{"resourceType":"Organization","id":"o1"}},
	{"fullUrl":"http://one.example/fhir/Practitioner/d1","resource":{"resourceType":"Practitioner","id":"d1","identifier":[{"system":"http://hl7.org/fhir/sid/us-npi","value":"1234567893"}]}},
	{"fullUrl":"http://one.example/fhir/Encounter/e1","resource":{"resourceType":"Encounter","id":"e1","status":"finished","class":{"code":"AMB"},
		"contained":[{"resourceType":"Location","id":"l","name":"Room"}],"location":[{"location":{"reference":"#l"}}],
		"subject":{"reference":"urn:uuid:99999999-9999-9999-9999-999999999999"}}}]}`

func TestReferencesMeanWhatTheBundleSays(t *testing.T) {
	b := readOne(t, family)
	from := b.Entries[4]
	cases := map[string]Target{
		"urn:uuid:11111111-1111-1111-1111-111111111111": {Type: "Patient", ID: "p1", Entry: b.Entries[0]},
		"Patient/p2":                           {Type: "Patient", ID: "p2", Entry: b.Entries[1]},
		"Patient/p2/_history/4":                {Type: "Patient", ID: "p2", Entry: b.Entries[1]},
		"http://one.example/fhir/Patient/p2":   {Type: "Patient", ID: "p2", Entry: b.Entries[1]},
		"http://other.example/fhir/Patient/p2": {Type: "Patient", ID: "p2", Base: "http://other.example/fhir"},
		"Patient/p9":                           {Type: "Patient", ID: "p9"},
		"#":                                    {Type: "Encounter", ID: "e1", Entry: from},
		"#l":                                   {Type: "Location", ID: "e1#l", Entry: from.Contained[0]},
		"Practitioner?identifier=http://hl7.org/fhir/sid/us-npi|1234567893": {Type: "Practitioner", ID: "d1", Entry: b.Entries[3], Identifier: &Identifier{System: SystemNPI, Value: "1234567893"}},
		"Practitioner?identifier=http://hl7.org/fhir/sid/us-npi|9":          {Type: "Practitioner", Identifier: &Identifier{System: SystemNPI, Value: "9"}},
	}
	for literal, want := range cases {
		got, err := b.Resolve(from, Reference{Literal: literal})
		if err != nil || got.Type != want.Type || got.ID != want.ID || got.Base != want.Base || got.Entry != want.Entry || !cmp.Equal(got.Identifier, want.Identifier) {
			t.Errorf("%s: got %+v, %v", literal, got, err)
		}
	}
	got, err := b.Resolve(from, Reference{Type: "Practitioner", Identifier: &Identifier{System: SystemNPI, Value: "1234567893"}})
	if err != nil || got.Entry != b.Entries[3] {
		t.Errorf("by identifier: %+v, %v", got, err)
	}
}

func TestAReferenceThatCannotBeToldSaysWhy(t *testing.T) {
	b := readOne(t, family)
	for _, literal := range []string{"", "#none", "urn:uuid:22222222-2222-2222-2222-222222222222", "Patient?name=Ruiz", "Patient?identifier=a&identifier=b&x=1", "nonsense", "Wizard/1"} {
		if got, err := b.Resolve(b.Entries[4], Reference{Literal: literal, Display: "somebody"}); err == nil {
			t.Errorf("%q was resolved to %+v", literal, got)
		}
	}
	if len(b.Unresolved) != 1 || b.Unresolved[0].String() != "one.json, entry 5, Encounter.subject.reference: urn:uuid:99999999-9999-9999-9999-999999999999 is not in this bundle" {
		t.Errorf("unresolved %v", b.Unresolved)
	}
	if b.Entries[0].IfNoneExist != "identifier=a|1" || b.Entries[0].Method != "POST" {
		t.Errorf("%+v", b.Entries[0])
	}
}

func TestAMedicineIsNamedWhereverItStands(t *testing.T) {
	request := `{"resourceType":"MedicationRequest","id":"r","status":"active","intent":"order","subject":{"reference":"Patient/1"},%s}`
	stated := map[string]string{
		"in the request": strings.Replace(request, "%s", `"medicationCodeableConcept":{"text":"Ibuprofen"}`, 1),
		"contained": strings.Replace(request, "%s", `"contained":[{"resourceType":"Medication","id":"m","code":{"text":"Ibuprofen"}}],
			"medicationReference":{"reference":"#m"}`, 1),
		"in the bundle": bundleOf(strings.Replace(request, "%s", `"medicationReference":{"reference":"Medication/m"}`, 1),
			`{"resourceType":"Medication","id":"m","code":{"text":"Ibuprofen"}}`),
		"by its display": strings.Replace(request, "%s", `"medicationReference":{"reference":"Medication/m","display":"Ibuprofen"}`, 1),
	}
	for where, text := range stated {
		if m := readOne(t, text).Entries[0].Resource.(*MedicationRequest); m.Medication.Words() != "Ibuprofen" {
			t.Errorf("%s: %+v", where, m.Medication)
		}
	}
}

func TestABinaryOfTheBundleIsPutIntoItsDocument(t *testing.T) {
	reference := `{"resourceType":"DocumentReference","id":"d","status":"current","content":[{"attachment":{"url":"Binary/b","size":5}}]}`
	b := readOne(t, bundleOf(reference, `{"resourceType":"Binary","id":"b","contentType":"text/plain","data":"SGVs\r\n bG8="}`))
	got := b.Entries[0].Resource.(*DocumentReference).Contents[0]
	if string(got.Data) != "Hello" || got.ContentType != "text/plain" {
		t.Errorf("%+v", got)
	}
	_, refusals := read(t, "x.json", bundleOf(reference, `{"resourceType":"Binary","id":"b","contentType":"text/plain","data":"SGk="}`))
	if problems(refusals) != "x.json, entry 1, DocumentReference.content[0]: its document is not as long as the stated size" {
		t.Error(problems(refusals))
	}
}

func TestAContainedCoverageIsListedOnce(t *testing.T) {
	claim := func(id, coverage string) string {
		return `{"resourceType":"Claim","id":"` + id + `","contained":[{"resourceType":"Patient","id":"p"},{"resourceType":"Coverage","id":"` + coverage + `","status":"active",
			"beneficiary":{"reference":"Patient/1"},"payor":[{"display":"Acme"}]}]}`
	}
	b := readOne(t, bundleOf(claim("c1", "cov"), claim("c2", "coverage")))
	if len(b.Entries) != 1 || b.Entries[0].ID != "c1#cov" || b.Entries[0].Within != "Claim/c1" || b.Entries[0].Head().ID != "c1#cov" {
		t.Errorf("%+v", b.Entries)
	}
	want := []Skip{
		{"one.json", 1, "Claim", notRead},
		{"one.json", 2, "Claim", notRead},
		{"one.json", 2, "Coverage", "it repeats another of its bundle"},
	}
	if diff := cmp.Diff(want, b.Skipped); diff != "" {
		t.Error(diff)
	}
	local := strings.ReplaceAll(bundleOf(claim("c1", "cov"), claim("c2", "cov")), "Patient/1", "#p")
	if b := readOne(t, local); len(b.Entries) != 2 {
		t.Errorf("coverages of two different patients became %d", len(b.Entries))
	}
}

func TestTheHashTellsContentAndNothingElse(t *testing.T) {
	hash := func(text string) Hash { return readOne(t, text).Entries[0].Hash }
	first := hash(patient(`"gender":"male","active":true,"meta":{"versionId":"1"}`))
	same := map[string]string{
		"order and space": "{ \"active\": true,\r\n\"id\":\"1\", \"gender\":\"ma\\u006ce\", \"resourceType\":\"Patient\",\"meta\":{}}",
		"a new version":   patient(`"gender":"male","active":true,"meta":{"versionId":"2","lastUpdated":"2024-01-01T00:00:00Z"}`),
	}
	for name, text := range same {
		text = strings.Replace(text, `"meta":{}`, `"meta":{"versionId":"9"}`, 1)
		if hash(text) != first {
			t.Errorf("%s changed the hash", name)
		}
	}
	for _, other := range []string{`"gender":"female","active":true,"meta":{"versionId":"1"}`, `"active":true`, `"gender":"male","active":true,"meta":{"source":"a"}`} {
		if hash(patient(other)) == first {
			t.Errorf("%s has the same hash", other)
		}
	}
	if hash(patient(`"name":[{"text":"a\",\"b"}]`)) == hash(patient(`"name":[{"text":"a\\\",\\\"b"}]`)) {
		t.Error("two texts look the same")
	}
	request := `{"resourceType":"MedicationRequest","id":"r","status":"active","intent":"order","subject":{"reference":"Patient/1"},"medicationReference":{"reference":"Medication/m"}}`
	if hash(bundleOf(request, `{"resourceType":"Medication","id":"m","code":{"text":"A"}}`)) == hash(bundleOf(request, `{"resourceType":"Medication","id":"m","code":{"text":"B"}}`)) {
		t.Error("another medicine behind the reference is not told")
	}
}
