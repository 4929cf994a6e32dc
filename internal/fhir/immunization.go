package fhir

// Immunization is a vaccine given, or why it was not.
type Immunization struct {
	Head
	Identifiers    []Identifier
	Status         string // completed, entered-in-error, not-done
	StatusReason   Concept
	Vaccine        Concept
	Patient        Reference
	Encounter      Reference
	Occurrence     Date
	OccurrenceText string // where it was stated in words
	Recorded       Date
	PrimarySource  *bool // false: reported by somebody else
	Location       Reference
	Manufacturer   Reference
	LotNumber      string
	Expires        Date
	Site, Route    Concept
	Dose           Quantity
	Performers     []Reference
	Notes          []Note
	DoseNumber     string // of its series, as a number or in words
}

var (
	immunizationElements = elements(`identifier status statusReason vaccineCode patient encounter occurrenceDateTime occurrenceString
		recorded primarySource reportOrigin location manufacturer lotNumber expirationDate site route doseQuantity performer note
		reasonCode reasonReference isSubpotent subpotentReason education programEligibility fundingSource reaction protocolApplied`)
	actorElements    = elements("function actor onBehalfOf")
	protocolElements = elements(`series authority targetDisease doseNumberPositiveInt doseNumberString seriesDosesPositiveInt
		seriesDosesString`)
	immunizationStatuses = elements("completed entered-in-error not-done")
)

func readImmunization(o object) Resource {
	o.need("status", "vaccineCode", "patient")
	o.needOne("occurrence", "DateTime", "String")
	o.choice("occurrence", "DateTime", "String")
	status := o.code("status", immunizationStatuses)
	i := &Immunization{
		Head: withStatus(status), Status: status,
		Identifiers: many(o, "identifier", readIdentifier), StatusReason: one(o, "statusReason", readConcept),
		Vaccine: one(o, "vaccineCode", readConcept), Patient: one(o, "patient", readReference),
		Encounter: one(o, "encounter", readReference), Occurrence: o.dateTime("occurrenceDateTime"),
		OccurrenceText: o.str("occurrenceString"), Recorded: o.dateTime("recorded"), PrimarySource: o.truth("primarySource"),
		Location: one(o, "location", readReference), Manufacturer: one(o, "manufacturer", readReference),
		LotNumber: o.str("lotNumber"), Expires: o.date("expirationDate"), Site: one(o, "site", readConcept),
		Route: one(o, "route", readConcept), Dose: one(o, "doseQuantity", readQuantity),
		Performers: many(o, "performer", readActor), Notes: many(o, "note", readNote),
	}
	for _, number := range many(o, "protocolApplied", readDoseNumber) {
		i.DoseNumber = number
	}
	return i
}

// readActor reads who did something, of an Immunization or a Procedure.
func readActor(o object) Reference {
	o.known(actorElements)
	o.need("actor")
	return one(o, "actor", readReference)
}

func readDoseNumber(o object) string {
	o.known(protocolElements)
	o.needOne("doseNumber", "PositiveInt", "String")
	if o.choice("doseNumber", "PositiveInt", "String") == "String" {
		return o.str("doseNumberString")
	}
	o.integer("doseNumberPositiveInt", 1)
	return string(o.decimal("doseNumberPositiveInt"))
}
