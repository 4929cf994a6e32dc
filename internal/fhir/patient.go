package fhir

// Patient is a person in care. Extensions of US Core are read; others are left.
type Patient struct {
	Head
	Identifiers    []Identifier
	Active         *bool
	Names          []Name
	Telecoms       []Telecom
	Gender         string // male, female, other, unknown or ""
	BirthDate      Date   // to the year, month or day
	Deceased       *bool  // true also where only the date is stated
	DeceasedAt     Date
	Addresses      []Address
	MaritalStatus  Concept
	Languages      []Language
	Contacts       []Contact
	Practitioners  []Reference // generalPractitioner
	Organization   Reference
	Links          []PatientLink
	Race           []Coding // the OMB categories, then the detailed ones
	RaceText       string
	Ethnicity      []Coding
	EthnicityText  string
	BirthSex       string // F, M, OTH, UNK, ASKU or ""
	GenderIdentity Concept
}

// Contact is a person to turn to about a patient.
type Contact struct {
	Relationships []Concept
	Name          Name
	Telecoms      []Telecom
	Address       Address
	Gender        string
	Organization  Reference
	Period        Period
}

// PatientLink says that another file is of the same person. Type is replaced-by, replaces, refer or seealso.
type PatientLink struct {
	Other Reference
	Type  string
}

var (
	patientElements = elements(`identifier active name telecom gender birthDate deceasedBoolean deceasedDateTime address maritalStatus
		multipleBirthBoolean multipleBirthInteger photo contact communication generalPractitioner managingOrganization link`)
	contactElements = elements("relationship name telecom address gender organization period")
	linkElements    = elements("other type")
	linkTypes       = elements("replaced-by replaces refer seealso")
)

func readPatient(o object) Resource {
	p := &Patient{
		Identifiers: many(o, "identifier", readIdentifier), Active: o.truth("active"),
		Names: many(o, "name", readName), Telecoms: many(o, "telecom", readTelecom),
		Gender: o.code("gender", genders), BirthDate: o.date("birthDate"),
		Addresses: many(o, "address", readAddress), MaritalStatus: one(o, "maritalStatus", readConcept),
		Languages: many(o, "communication", readLanguage), Contacts: many(o, "contact", readContact),
		Practitioners: many(o, "generalPractitioner", readReference),
		Organization:  one(o, "managingOrganization", readReference), Links: many(o, "link", readLink),
	}
	p.readDeath(o)
	p.readUSCore(o)
	return p
}

func (p *Patient) readDeath(o object) {
	switch o.choice("deceased", "Boolean", "DateTime") {
	case "Boolean":
		p.Deceased = o.truth("deceasedBoolean")
	case "DateTime":
		dead := true
		p.Deceased, p.DeceasedAt = &dead, o.dateTime("deceasedDateTime")
	}
	o.choice("multipleBirth", "Boolean", "Integer")
}

func readContact(o object) Contact {
	o.known(contactElements)
	return Contact{
		Relationships: many(o, "relationship", readConcept), Name: one(o, "name", readName),
		Telecoms: many(o, "telecom", readTelecom), Address: one(o, "address", readAddress),
		Gender: o.code("gender", genders), Organization: one(o, "organization", readReference),
		Period: one(o, "period", readPeriod),
	}
}

func readLink(o object) PatientLink {
	o.known(linkElements)
	o.need("other", "type")
	return PatientLink{one(o, "other", readReference), o.code("type", linkTypes)}
}

// MRN is the first identifier of the type medical record number, or "".
func (p *Patient) MRN() string { return p.identifier("MR", "") }

// SSN is the social security number as written, or "".
func (p *Patient) SSN() string { return p.identifier("SS", SystemSSN) }

func (p *Patient) identifier(kind, system string) string {
	for _, id := range p.Identifiers {
		if id.Type.Has(kind) || system != "" && id.System == system {
			return id.Value
		}
	}
	return ""
}
