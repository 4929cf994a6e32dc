package fhir

// Practitioner is somebody who gives care.
type Practitioner struct {
	Head
	Identifiers    []Identifier
	Active         *bool
	Names          []Name
	Telecoms       []Telecom
	Addresses      []Address
	Gender         string
	BirthDate      Date
	Qualifications []Concept
}

// Organization is a practice, hospital, laboratory or payer.
type Organization struct {
	Head
	Identifiers []Identifier
	Active      *bool
	Types       []Concept
	Name        string
	Aliases     []string
	Telecoms    []Telecom
	Addresses   []Address
	PartOf      Reference
}

// Location is a place of care. Status is active, suspended, inactive or "".
type Location struct {
	Head
	Identifiers  []Identifier
	Status       string
	Name         string
	Aliases      []string
	Description  string
	Types        []Concept
	Telecoms     []Telecom
	Address      Address
	Organization Reference
	PartOf       Reference
}

var (
	practitionerElements  = elements("identifier active name telecom address gender birthDate photo qualification communication")
	qualificationElements = elements("identifier code period issuer")
	organizationElements  = elements("identifier active type name alias telecom address partOf contact endpoint")
	locationElements      = elements(`identifier status operationalStatus name alias description mode type telecom address physicalType
		position managingOrganization partOf hoursOfOperation availabilityExceptions endpoint`)
	locationStatuses = elements("active suspended inactive")
	locationModes    = elements("instance kind")
)

func readPractitioner(o object) Resource {
	return &Practitioner{
		Identifiers: many(o, "identifier", readIdentifier), Active: o.truth("active"),
		Names: many(o, "name", readName), Telecoms: many(o, "telecom", readTelecom),
		Addresses: many(o, "address", readAddress), Gender: o.code("gender", genders), BirthDate: o.date("birthDate"),
		Qualifications: many(o, "qualification", readQualification),
	}
}

func readQualification(o object) Concept {
	o.known(qualificationElements)
	o.need("code")
	return one(o, "code", readConcept)
}

// NPI is the national provider identifier as written, or "". Its check digit is not looked at: samples carry short ones.
func (p *Practitioner) NPI() string { return npi(p.Identifiers) }

// NPI is the organization's national provider identifier as written, or "".
func (g *Organization) NPI() string { return npi(g.Identifiers) }

func npi(list []Identifier) string {
	for _, id := range list {
		if id.System == SystemNPI {
			return id.Value
		}
	}
	return ""
}

func readOrganization(o object) Resource {
	return &Organization{
		Identifiers: many(o, "identifier", readIdentifier), Active: o.truth("active"), Types: many(o, "type", readConcept),
		Name: o.str("name"), Aliases: o.strs("alias"), Telecoms: many(o, "telecom", readTelecom),
		Addresses: many(o, "address", readAddress), PartOf: one(o, "partOf", readReference),
	}
}

func readLocation(o object) Resource {
	o.code("mode", locationModes)
	return &Location{
		Identifiers: many(o, "identifier", readIdentifier), Status: o.code("status", locationStatuses),
		Name: o.str("name"), Aliases: o.strs("alias"), Description: o.str("description"), Types: many(o, "type", readConcept),
		Telecoms: many(o, "telecom", readTelecom), Address: one(o, "address", readAddress),
		Organization: one(o, "managingOrganization", readReference), PartOf: one(o, "partOf", readReference),
	}
}
