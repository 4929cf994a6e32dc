package fhir

// RelatedPerson is somebody around a patient: a parent, a guardian, a partner.
type RelatedPerson struct {
	Head
	Identifiers   []Identifier
	Active        *bool
	Patient       Reference
	Relationships []Concept
	Names         []Name
	Telecoms      []Telecom
	Gender        string
	BirthDate     Date
	Addresses     []Address
	Period        Period
	Languages     []Language
}

var relatedElements = elements(`identifier active patient relationship name telecom gender birthDate address photo period
	communication`)

func readRelatedPerson(o object) Resource {
	o.need("patient")
	return &RelatedPerson{
		Identifiers: many(o, "identifier", readIdentifier), Active: o.truth("active"),
		Patient: one(o, "patient", readReference), Relationships: many(o, "relationship", readConcept),
		Names: many(o, "name", readName), Telecoms: many(o, "telecom", readTelecom), Gender: o.code("gender", genders),
		BirthDate: o.date("birthDate"), Addresses: many(o, "address", readAddress), Period: one(o, "period", readPeriod),
		Languages: many(o, "communication", readLanguage),
	}
}
