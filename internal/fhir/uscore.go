package fhir

const usCore = "http://hl7.org/fhir/us/core/StructureDefinition/"

// readUSCore reads what US Core adds to a Patient (https://hl7.org/fhir/us/core/STU6.1/StructureDefinition-us-core-patient.html).
func (p *Patient) readUSCore(o object) {
	for v, at := range o.each("extension", isObject) {
		x := object{v, at, o.rec}
		switch v.word("url") {
		case usCore + "us-core-race":
			p.Race, p.RaceText = x.categories()
		case usCore + "us-core-ethnicity":
			p.Ethnicity, p.EthnicityText = x.categories()
		case usCore + "us-core-birthsex":
			p.BirthSex = x.word("valueCode")
		case usCore + "us-core-genderIdentity":
			p.GenderIdentity = one(x, "valueCodeableConcept", readConcept)
		}
	}
}

// categories reads the codes and the text of a race or ethnicity.
func (o object) categories() (codes []Coding, text string) {
	for v, at := range o.each("extension", isObject) {
		part := object{v, at, o.rec}
		if v.word("url") == "text" {
			text = part.str("valueString")
			continue
		}
		if code := one(part, "valueCoding", readCoding); code.Code != "" {
			codes = append(codes, code)
		}
	}
	return codes, text
}
